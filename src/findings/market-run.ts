import type { CalibratedMarket } from "../market/calibrate.ts";
import type { CapacityProject, MonthPlan, Restriction, RouteLevy, StockPolicy } from "../market/month-plan.ts";
import { coverTonnes } from "../market/stock.ts";
import type { BoundRoutes, MonthSpan, PlanLevy, PlanRestriction, ProjectSet } from "../model/market-plan.ts";
import { monthsBetween } from "../model/month.ts";
import { elementAt } from "../numerics/element.ts";
import { type MarketInputs, monthsOf, placesIn, productOf } from "./market-inputs.ts";
import type { MarketShape } from "./market-shape.ts";

/** What happens in a run, against the undisturbed market, from the plan's first month on. */
export type MarketRun = {
  readonly months: number;
  /** Each with the months by which it comes later than its own. */
  readonly restrictions: readonly { readonly restriction: PlanRestriction; readonly later: number }[];
  /** Each with what its rate is multiplied by. */
  readonly levies: readonly { readonly levy: PlanLevy; readonly multiple: number }[];
  readonly sets: readonly ProjectSet[];
};

/** A run in which nothing happens. */
export function undisturbed(months: number): MarketRun {
  return { months, restrictions: [], levies: [], sets: [] };
}

/** Whether a restriction costs money and stops nothing. */
export function isPaid({ kind }: PlanRestriction): boolean {
  return kind === "tax" || kind === "levy";
}

/**
 * Runs as the market takes them, in one draw. A run's levies are those of the plan, one for one; so are its first restrictions
 * the paid ones. What two runs have in common is the same object in both, so that the market knows how far they are alike.
 */
export function monthPlansOf(
  { inputs, shape, market }: { inputs: MarketInputs; shape: MarketShape; market: CalibratedMarket },
  draw: number,
): (run: MarketRun) => MonthPlan {
  const of: RunOf = { inputs, shape, draw };
  const stocks = inputs.plan.stocks.map((_, index) => stockOf(of, index, elementAt(market.stockUse, index)));
  const demandGrowth = growthOf(of, market);
  const restricted = rememberer<Restriction[]>();
  const levied = rememberer<RouteLevy>();
  const opened = rememberer<CapacityProject[]>();
  return ({ months, restrictions, levies, sets }) => ({
    months,
    restrictions: [true, false].flatMap((paid) =>
      restrictions
        .filter(({ restriction }) => isPaid(restriction) === paid)
        .flatMap(({ restriction, later }) =>
          restricted(`${restriction.id} ${later}`, () => restrictionsOf(of, restriction, later)),
        ),
    ),
    levies: levies.map(({ levy, multiple }) => levied(`${levy.id} ${multiple}`, () => levyOf(of, levy, multiple))),
    projects: projectsOf(of, sets).flatMap(({ place, late }) =>
      opened(`${place} ${late}`, () => openingsOf(of, place, late)),
    ),
    stocks,
    demandGrowth,
  });
}

/** Makes what belongs to a key once. */
function rememberer<T>(): (key: string, make: () => T) => T {
  const known = new Map<string, T>();
  return (key, make) => {
    const made = known.get(key) ?? make();
    known.set(key, made);
    return made;
  };
}

/** The place of a month in a run, from 0. */
export function placeOfMonth({ plan }: Pick<MarketInputs, "plan">, month: string): number {
  return monthsBetween(plan.startMonth, month);
}

type RunOf = { readonly inputs: MarketInputs; readonly shape: MarketShape; readonly draw: number };

/** Prices and rates are stated for a unit of money; the market counts in thousands. */
const thousand = 1000;

function timeOf({ inputs }: RunOf, { start, end }: MonthSpan, later: number): { start: number; end: number } {
  return {
    start: placeOfMonth(inputs, start) + later,
    end: end === undefined ? Number.POSITIVE_INFINITY : placeOfMonth(inputs, end) + 1 + later,
  };
}

/** What the plan states as allowed is what the market takes away; licences that come back in part are a delay and then a quota. */
function restrictionsOf(of: RunOf, restriction: PlanRestriction, later: number): Restriction[] {
  const { inputs, draw } = of;
  const size = productOf(inputs, restriction.size, draw);
  const base = {
    ...boundBy(of, restriction),
    ...timeOf(of, restriction, later),
    plants: [],
    delayMonths: 0,
    leakage: Math.min(1, productOf(inputs, restriction.leakage, draw)),
  };
  const taken = Math.max(0, 1 - size);
  switch (restriction.kind) {
    case "ban":
      return [{ ...base, kind: "ban", size: Math.min(1, size) }];
    case "quota":
      return [{ ...base, kind: "quota", size: taken }];
    case "tax":
      return [{ ...base, kind: "tax", size }];
    case "levy":
      return [{ ...base, kind: "levy", size: size / thousand }];
    case "licence-delay": {
      const delayMonths = Math.round(monthsOf(inputs, restriction.delay, draw));
      const delay: Restriction = { ...base, kind: "licence-delay", size: 1, delayMonths };
      const start = base.start + delayMonths;
      return start < base.end ? [delay, { ...base, kind: "quota", size: taken, start }] : [delay];
    }
  }
}

function boundBy(of: RunOf, { binds }: PlanRestriction): Pick<Restriction, "routes" | "mines"> {
  if (binds.kind === "routes") return { routes: routesOf(of, binds), mines: [] };
  const region = placesIn(of.inputs.exposure)(binds.region);
  return { routes: [], mines: of.shape.mines.flatMap((mine, index) => (mine.region === region ? [index] : [])) };
}

function routesOf({ inputs: { exposure }, shape }: RunOf, { elements, stages, from, to }: BoundRoutes): number[] {
  return shape.routes.flatMap((route, index) => {
    const isBound =
      elements.includes(exposure.elements[route.element]?.id ?? "") &&
      stages.includes(exposure.stages[route.stage]?.id ?? "") &&
      exposure.regions[route.from]?.id === from &&
      to.includes(exposure.regions[route.to]?.id ?? "");
    return isBound ? [index] : [];
  });
}

/** A levy on mass as weighed falls on the element in it by what one mass as weighed holds of all elements together. */
function levyOf(of: RunOf, levy: PlanLevy, multiple: number): RouteLevy {
  const { inputs, draw } = of;
  const rate = multiple * productOf(inputs, levy.rate, draw);
  const content = levy.basis === "gross" ? productOf(inputs, levy.content, draw) : 1;
  return {
    routes: routesOf(of, levy),
    specific: levy.basis === "value" ? 0 : rate / content / thousand,
    adValorem: levy.basis === "value" ? rate : 0,
    ...timeOf(of, levy, 0),
  };
}

/** Of the projects of some sets those that come in this draw, each once, with the months by which its last set has it late. */
function projectsOf({ inputs, draw }: RunOf, sets: readonly ProjectSet[]) {
  const late = new Map(sets.flatMap((set) => set.projects.map((id) => [id, monthsOf(inputs, set.late, draw)])));
  return inputs.plan.projects.flatMap(({ id, probability }, place) => {
    const extra = late.get(id);
    const chance = elementAt(inputs.chances.get(id) ?? new Float64Array(), draw);
    return extra === undefined || !(chance < productOf(inputs, probability, draw)) ? [] : [{ place, late: extra }];
  });
}

/** All that a project opens. */
function openingsOf({ inputs, shape, draw }: RunOf, place: number, late: number): CapacityProject[] {
  const project = inputs.plan.projects[place];
  if (project === undefined) return [];
  const start = placeOfMonth(inputs, project.start) + monthsOf(inputs, project.delay, draw) + late;
  const rampMonths = monthsOf(inputs, project.ramp, draw);
  const opened = (kind: "mine" | "plant", parts: readonly { readonly project: number | undefined }[]) =>
    parts.flatMap((part, index): CapacityProject[] =>
      part.project === place ? [{ activity: { kind, index }, start, rampMonths }] : [],
    );
  return [...opened("mine", shape.mines), ...opened("plant", shape.plants)];
}

/** A stock begins with the days that it aims at. */
function stockOf({ inputs, draw }: RunOf, index: number, usePerMonth: number): StockPolicy {
  const stock = inputs.plan.stocks[index];
  const product = (ids: readonly string[] = []) => productOf(inputs, ids, draw);
  const releaseFrom = product(stock?.releaseFrom);
  // Two figures drawn apart may cross; nobody buys at a price at which he sells.
  const refillBelow = Math.min(product(stock?.refillBelow), justBelow * releaseFrom);
  return {
    initialTonnes: "target",
    coverDaysTarget: product(stock?.cover),
    reserveTonnes: coverTonnes(product(stock?.reserve), usePerMonth),
    releaseShare: Math.min(1, product(stock?.release)),
    releaseFrom,
    refillShare: Math.min(1, product(stock?.refill)),
    refillBelow,
  };
}

/** The part of the price at which a stock is sold, up to which it is bought at most. */
const justBelow = 0.999;

/** Growth a year of each element's demand. */
function growthOf({ inputs, shape, draw }: RunOf, market: CalibratedMarket): number {
  const { exposure, plan } = inputs;
  let [sum, weights] = [0, 0];
  for (const [index, { element }] of shape.demands.entries()) {
    const growth = plan.growth.find((one) => one.element === exposure.elements[element]?.id);
    const tonnes = market.base.demands[index]?.baseTonnes ?? 0;
    sum += tonnes * (growth === undefined ? 0 : productOf(inputs, growth.perYear, draw));
    weights += tonnes;
  }
  return weights === 0 ? 0 : sum / weights;
}
