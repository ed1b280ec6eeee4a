import type { Finding } from "../model/finding.ts";
import type { PlanScenario } from "../model/market-plan.ts";
import type { OutcomeBand } from "../model/market-record.ts";
import { monthAfter } from "../model/month.ts";
import type { Text } from "../model/text.ts";
import { fillLabel } from "./exposure-labels.ts";
import { type DrivenFinding, findDriven } from "./market-drivers.ts";
import { bandAt, computed, type MarketContext, namesOf, simulated, simulatedChance } from "./market-finding.ts";
import { marketLabels } from "./market-labels.ts";
import { spansOf } from "./market-spans.ts";
import { scenarioStudy } from "./market-studies.ts";
import type { ParameterValue } from "./parameter-values.ts";
import type { ScenarioPrice } from "./scenario-price.ts";

/** What a scenario does, against the market with nothing done to it or against another scenario. */
export type ScenarioFindings = {
  readonly scenario: PlanScenario;
  /** What it stands against. */
  readonly against: Text;
  readonly prices: readonly ScenarioPrice[];
  readonly shortages: readonly {
    readonly element: string;
    readonly region: string;
    readonly worst: Finding;
    readonly tonnes: Finding;
  }[];
  /** Those that in some draw are used up sooner than without the scenario. */
  readonly stocks: readonly {
    readonly element: string;
    readonly stage: string;
    readonly region: string;
    readonly runsOut: Finding;
    readonly after: Finding;
    /** The same as months of the calendar. */
    readonly when: Finding;
  }[];
  /** `change`: against what the same levy brings in without the scenario; undefined where it is not there then. */
  readonly levies: readonly { readonly title: Text; readonly revenue: Finding; readonly change: Finding | undefined }[];
  readonly gains: readonly { readonly region: string; readonly total: Finding }[];
  /** The gain of the territory by its parts. */
  readonly territory: {
    readonly region: string;
    readonly buyers: Finding;
    readonly producers: Finding;
    readonly levies: Finding;
  };
  /** What drives the price that moves most, of those that the book knows; undefined where nothing moves. */
  readonly driven: DrivenFinding | undefined;
};

/** Findings of one scenario. */
export function findScenario(
  context: MarketContext,
  scenario: PlanScenario,
  parameters: readonly ParameterValue[],
): ScenarioFindings {
  const other = context.plan.scenarios.find(({ id }) => id === scenario.against);
  const against =
    other === undefined ? marketLabels.undisturbed : fillLabel(marketLabels.otherScenario, { title: other.title });
  const of: ScenarioOf = { context, scenario, against, id: scenarioStudy(scenario.id), period: periodOf(scenario) };
  const prices = findPrices(of);
  const shown = shownPrices(of, prices);
  return {
    scenario,
    against,
    prices: prices.map((price) => (shown.has(price) ? { ...price, means: findMeans(of, price) } : price)),
    shortages: findShortages(of),
    stocks: findStocks(of),
    levies: findLevies(of),
    gains: context.exposure.regions.map(({ id }) => findGain(of, id)),
    territory: findTerritory(of),
    driven: findDriven(context, prices, parameters),
  };
}

type ScenarioOf = {
  readonly context: MarketContext;
  readonly scenario: PlanScenario;
  readonly against: Text;
  readonly id: string;
  readonly period: string;
};

function periodOf({ shown: { start, end } }: PlanScenario): string {
  return start === end ? start : `${start}/${end}`;
}

/** Of the regions that the book asks after: its importers, the territory, and where a price is known. */
function findPrices({ context, scenario, against, id, period }: ScenarioOf): ScenarioPrice[] {
  const { exposure, plan, summary } = context;
  const asked = new Set([
    ...exposure.importers,
    ...exposure.origins.slice(0, 1),
    ...plan.prices.map(({ region }) => region),
  ]);
  const names = namesOf(context);
  const prefix = `${id}/highest/`;
  return [...summary.bands.keys()].flatMap((key): ScenarioPrice[] => {
    const [element = "", stage = "", region = ""] = key.startsWith(prefix) ? key.slice(prefix.length).split("/") : [];
    if (!asked.has(region)) return [];
    const words = {
      ...{ scenario: scenario.title, against },
      ...{ element: names.element(element), region: names.region(region) },
    };
    const of = (label: "lowest" | "highest" | "last") =>
      simulated(context, {
        key: `${id}/${label}/${element}/${stage}/${region}`,
        label,
        names: words,
        period,
        unit: "times",
      });
    return [{ element, stage, region, lowest: of("lowest"), highest: of("highest"), last: of("last"), means: [] }];
  });
}

/** Of each element two prices are drawn: where it is priced, and at the importer whose price rises most. */
function shownPrices(
  { context: { plan, exposure } }: ScenarioOf,
  prices: readonly ScenarioPrice[],
): ReadonlySet<ScenarioPrice> {
  const size = ({ highest: { result } }: ScenarioPrice) => (result.kind === "estimate" ? result.value : 0);
  const shown = plan.prices.flatMap(({ element, region }) => {
    const same = prices.filter((price) => price.element === element);
    const importers = same.filter((price) => price.region !== region && exposure.importers.includes(price.region));
    const [hardest] = importers.toSorted((a, b) => size(b) - size(a));
    return [same.find((price) => price.region === region), hardest];
  });
  return new Set(shown.filter((price) => price !== undefined));
}

function findMeans({ context, scenario, id }: ScenarioOf, { element, stage, region }: ScenarioPrice): Finding[] {
  const names = namesOf(context);
  return spansOf(scenario.shown).map(({ period }, index) =>
    simulated(context, {
      key: `${id}/mean/${element}/${stage}/${region}`,
      index,
      path: period,
      label: "price",
      names: {
        scenario: scenario.title,
        element: names.element(element),
        stage: names.stage(stage),
        region: names.region(region),
      },
      period,
      unit: `${context.plan.currency}/kg`,
    }),
  );
}

/** Of the importers, and of what is demanded there. */
function findShortages({ context, scenario, id, period }: ScenarioOf): ScenarioFindings["shortages"] {
  const { exposure } = context;
  const names = namesOf(context);
  return exposure.elements.flatMap(({ id: element }) =>
    exposure.importers.flatMap((region) => {
      const key = `${id}/short/${element}/${region}`;
      if (bandAt(context, { key }) === undefined) return [];
      const words = { scenario: scenario.title, element: names.element(element), region: names.region(region) };
      const worst = simulated(context, { key, label: "short", names: words, period, unit: "1" });
      const inAll = { key: `${id}/short-tonnes/${element}/${region}`, label: "shortTonnes", names: words } as const;
      return [{ element, region, worst, tonnes: simulated(context, { ...inAll, period, unit: "t" }) }];
    }),
  );
}

function findStocks({ context, scenario, against, id, period }: ScenarioOf): ScenarioFindings["stocks"] {
  const names = namesOf(context);
  return context.plan.stocks.flatMap(({ element, stage, region }) => {
    const key = `${id}/out/${element}/${stage}/${region}`;
    const band = bandAt(context, { key });
    if (band === undefined || band.count === 0) return [];
    const words = {
      ...{ scenario: scenario.title, against },
      element: names.element(element),
      stage: names.stage(stage),
      region: names.region(region),
    };
    const after = simulated(context, { key, label: "runsOutAfter", names: words, period, unit: "month" });
    const head = { key, path: "month", label: "runsOutIn", names: words, period, unit: "" } as const;
    return {
      element,
      stage,
      region,
      after,
      when: computed(context, head, { kind: "words", words: { en: calendarOf(scenario, band) } }, [after]),
      runsOut: simulatedChance(context, {
        key,
        path: "probability",
        label: "runsOut",
        names: words,
        period,
        unit: "1",
      }),
    };
  });
}

/** The month of the median, and those of the interval where they are others; numbers only, so that they stand in every language. */
function calendarOf({ shown }: PlanScenario, { value, low, high }: OutcomeBand): string {
  const [middle = "", first, last] = [value, low, high].map((months) => monthAfter(shown.start, Math.floor(months)));
  return first === last ? middle : `${middle} (${first} – ${last})`;
}

function findLevies({ context, scenario, against, id, period }: ScenarioOf): ScenarioFindings["levies"] {
  const { plan } = context;
  const paid = [
    ...plan.levies.filter((one) => scenario.levies.includes(one.id)),
    ...plan.restrictions.filter((one) => scenario.restrictions.includes(one.id)),
  ];
  return paid.flatMap(({ id: levy, title }) => {
    const key = `${id}/levy/${levy}`;
    if (bandAt(context, { key }) === undefined) return [];
    const head = {
      names: { scenario: scenario.title, levy: title, against },
      period,
      unit: `million ${plan.currency}`,
    };
    const change = { key: `${id}/levy-change/${levy}`, label: "levyChange", ...head } as const;
    return {
      title,
      revenue: simulated(context, { key, label: "levy", ...head }),
      change: bandAt(context, change) === undefined ? undefined : simulated(context, change),
    };
  });
}

function findGain(
  { context, scenario, against, id, period }: ScenarioOf,
  region: string,
): ScenarioFindings["gains"][number] {
  const names = { scenario: scenario.title, against, region: namesOf(context).region(region) };
  const unit = `million ${context.plan.currency}`;
  return { region, total: simulated(context, { key: `${id}/gain/${region}`, label: "gain", names, period, unit }) };
}

function findTerritory({ context, scenario, id, period }: ScenarioOf): ScenarioFindings["territory"] {
  const [region = ""] = context.exposure.origins;
  const names = { scenario: scenario.title, region: namesOf(context).region(region) };
  const unit = `million ${context.plan.currency}`;
  const of = (part: string, label: "gainConsumer" | "gainProducer" | "gainLevy") =>
    simulated(context, { key: `${id}/gain-${part}/${region}`, label, names, period, unit });
  return {
    region,
    buyers: of("consumer", "gainConsumer"),
    producers: of("producer", "gainProducer"),
    levies: of("levy", "gainLevy"),
  };
}
