import type { MonthResult } from "../market/month-result.ts";
import type { PlanScenario } from "../model/market-plan.ts";
import { elementAt } from "../numerics/element.ts";
import { placesIn } from "./market-inputs.ts";
import { type Observer, priceIn } from "./market-observer.ts";
import { isPaid, type MarketRun, placeOfMonth } from "./market-run.ts";
import { spansOf } from "./market-spans.ts";
import { watchedPrices } from "./market-watch.ts";

/** Two runs of the same months: with a scenario, and without it. */
type Pair = { readonly with: MonthResult; readonly without: MonthResult; readonly from: number; readonly to: number };

/** The market counts money in thousands; it is told in millions. */
const thousand = 1000;

/** A scenario as a run up to the last month that it is shown for. */
export function scenarioRun({ inputs }: Pick<Observer, "inputs">, scenario: PlanScenario): MarketRun {
  const { plan } = inputs;
  return {
    months: placeOfMonth(inputs, scenario.shown.end) + 1,
    restrictions: plan.restrictions
      .filter(({ id }) => scenario.restrictions.includes(id))
      .map((restriction) => ({ restriction, later: 0 })),
    levies: plan.levies.filter(({ id }) => scenario.levies.includes(id)).map((levy) => ({ levy, multiple: 1 })),
    sets: plan.projectSets.filter(({ id }) => scenario.projects.includes(id)),
  };
}

/** Note what a scenario does in one draw: prices, who goes short, stocks, levies, gains and losses. */
export function observeScenario(observer: Observer, id: string, scenario: PlanScenario): void {
  const run = scenarioRun(observer, scenario);
  const other = observer.inputs.plan.scenarios.find((one) => one.id === scenario.against);
  const without = other === undefined ? undefined : { ...scenarioRun(observer, other), months: run.months };
  const pair: Pair = {
    with: observer.run(run),
    without: without === undefined ? observer.undisturbed(run.months) : observer.run(without),
    from: placeOfMonth(observer.inputs, scenario.shown.start),
    to: run.months - 1,
  };
  notePrices(observer, id, pair, scenario);
  noteShortage(observer, id, pair);
  noteStocks(observer, id, pair);
  noteLevies(observer, id, pair, run);
  if (without !== undefined) noteLevyChanges(observer, id, pair, { run, without });
  noteGains(observer, id, pair);
}

function notePrices(observer: Observer, id: string, pair: Pair, { shown }: PlanScenario): void {
  const { inputs, shape, recorder } = observer;
  const { elements, stages, regions } = inputs.exposure;
  for (const { element, stage, region, node } of watchedPrices(inputs, shape)) {
    const at = `${elements[element]?.id}/${stages[stage]?.id}/${regions[region]?.id}`;
    const prices: number[] = [];
    let [lowest, highest, last] = [Number.POSITIVE_INFINITY, 0, Number.NaN];
    for (let month = pair.from; month <= pair.to; month += 1) {
      const price = priceIn(observer, pair.with, node, month);
      const usual = priceIn(observer, pair.without, node, month);
      prices.push(price);
      // What is worth nothing without the scenario is no measure in that month, unless it is worth nothing with it too.
      if (usual === 0 && price > 0) continue;
      const ratio = usual === 0 ? 1 : price / usual;
      lowest = Math.min(lowest, ratio);
      highest = Math.max(highest, ratio);
      last = ratio;
    }
    recorder.note(`${id}/price/${at}`, ...prices);
    const means = spansOf(shown).map(({ months }) => meanOf(months.map((place) => prices[place] ?? 0)));
    recorder.note(`${id}/mean/${at}`, ...means);
    recorder.note(`${id}/lowest/${at}`, Number.isNaN(last) ? Number.NaN : lowest);
    recorder.note(`${id}/highest/${at}`, Number.isNaN(last) ? Number.NaN : highest);
    recorder.note(`${id}/last/${at}`, last);
  }
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** What buyers of the last stage get less than without the scenario: in the worst month, as a share, and in all. */
function noteShortage({ inputs, shape, recorder }: Observer, id: string, pair: Pair): void {
  const { elements, regions } = inputs.exposure;
  const count = shape.demands.length;
  for (const [index, { element, region }] of shape.demands.entries()) {
    let [worst, tonnes] = [0, 0];
    for (let month = pair.from; month <= pair.to; month += 1) {
      const bought = elementAt(pair.with.demand, month * count + index);
      const usual = elementAt(pair.without.demand, month * count + index);
      tonnes += usual - bought;
      if (usual > 0) worst = Math.max(worst, 1 - bought / usual);
    }
    const at = `${elements[element]?.id}/${regions[region]?.id}`;
    recorder.note(`${id}/short/${at}`, worst);
    recorder.note(`${id}/short-tonnes/${at}`, tonnes);
  }
}

/** Months from the first one shown until a stock is used up; not there where it never is, or no sooner than without the scenario. */
function noteStocks({ inputs, recorder }: Observer, id: string, pair: Pair): void {
  for (const [index, { element, stage, region }] of inputs.plan.stocks.entries()) {
    const month = pair.with.runOut[index] ?? -1;
    const usual = pair.without.runOut[index] ?? -1;
    const isOut = month >= pair.from && month <= pair.to && (usual < 0 || usual > month);
    recorder.note(`${id}/out/${element}/${stage}/${region}`, isOut ? month - pair.from : Number.NaN);
  }
}

/** What each levy, tax and levying restriction brings in over the months shown, in millions. */
function noteLevies({ recorder }: Observer, id: string, pair: Pair, { levies, restrictions }: MarketRun): void {
  for (const [index, { levy }] of levies.entries()) {
    recorder.note(`${id}/levy/${levy.id}`, sumOf(pair.with.levyRevenue, levies.length, index, pair) / thousand);
  }
  const length = pair.with.restrictionRevenue.length / pair.with.months;
  for (const [index, { restriction }] of restrictions.filter((one) => isPaid(one.restriction)).entries()) {
    recorder.note(`${id}/levy/${restriction.id}`, sumOf(pair.with.restrictionRevenue, length, index, pair) / thousand);
  }
}

/** What each levy that is there without the scenario too brings in more because of it, in millions. */
function noteLevyChanges(
  { recorder }: Observer,
  id: string,
  pair: Pair,
  { run, without }: { readonly run: MarketRun; readonly without: MarketRun },
): void {
  for (const [index, { levy }] of run.levies.entries()) {
    const before = without.levies.findIndex((one) => one.levy.id === levy.id);
    if (before < 0) continue;
    const brought = sumOf(pair.with.levyRevenue, run.levies.length, index, pair);
    const usual = sumOf(pair.without.levyRevenue, without.levies.length, before, pair);
    recorder.note(`${id}/levy-change/${levy.id}`, (brought - usual) / thousand);
  }
}

/** Who gains and who loses over the months shown, against the market without the scenario, in millions. */
function noteGains({ inputs, recorder }: Observer, id: string, pair: Pair): void {
  const { regions } = inputs.exposure;
  for (const [index, region] of regions.entries()) {
    const parts = gainsOf(pair, regions.length, index);
    recorder.note(`${id}/gain/${region.id}`, parts.consumer + parts.producer + parts.levy);
    for (const part of ["consumer", "producer", "levy"] as const) {
      recorder.note(`${id}/gain-${part}/${region.id}`, parts[part]);
    }
  }
}

/** What a region gains in one run against another, in millions: its buyers, its producers and who levies there. */
export function gainsOf(pair: Pair, regions: number, region: number) {
  const of = (part: "consumer" | "producer" | "levy") =>
    (sumOf(pair.with.welfare[part], regions, region, pair) - sumOf(pair.without.welfare[part], regions, region, pair)) /
    thousand;
  return { consumer: of("consumer"), producer: of("producer"), levy: of("levy") };
}

/** The sum of one place's numbers over the months of a pair. */
export function sumOf(
  numbers: Float64Array,
  length: number,
  place: number,
  { from, to }: Pick<Pair, "from" | "to">,
): number {
  let sum = 0;
  for (let month = from; month <= to; month += 1) sum += elementAt(numbers, month * length + place);
  return sum;
}

/** The region that a restriction comes from: where its routes begin, or its mine lies. */
export function homeOf(
  { inputs }: Pick<Observer, "inputs">,
  binds: { readonly kind: "routes"; readonly from: string } | { readonly kind: "mine"; readonly region: string },
): number {
  return placesIn(inputs.exposure)(binds.kind === "routes" ? binds.from : binds.region);
}
