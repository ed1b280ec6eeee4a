import { elementAt } from "../numerics/element.ts";
import type { CalibratedMarket } from "./calibrate.ts";
import type { MonthPlan, Restriction } from "./month-plan.ts";
import type { MonthState } from "./month-state.ts";
import { openShare } from "./project.ts";
import { isInForce, passingShare } from "./restriction.ts";
import { refillLimit, releaseLimit } from "./stock.ts";

/**
 * Write what stays the same in all months of a run into the network's values: costs, demand curves, and the prices at which
 * stocks sell and buy.
 *
 * @example
 * setRunValues({ base: { demands: [], stockNodes: [] }, network: { values: { supply: {}, demand: {}, activities: { amounts: new Float64Array(2), intercept: new Float64Array(2), slope: new Float64Array(2) }, routes: { cost: new Float64Array(0), slope: new Float64Array(0) } } }, activities: { amounts: Float64Array.of(1), least: Float64Array.of(5), slope: Float64Array.of(2) }, routes: { cost: new Float64Array(0), slope: new Float64Array(0) }, adjustments: [] }, { stocks: [] }) // => undefined
 */
export function setRunValues({ base, network, activities, routes, adjustments }: CalibratedMarket, plan: MonthPlan) {
  const { values } = network;
  const { demands, stockNodes, prices, regions } = base;
  const working = activities.least.length;
  values.activities.amounts.fill(-1);
  values.activities.amounts.set(activities.amounts);
  values.activities.amounts.set(activities.amounts, activities.amounts.length);
  values.activities.intercept.set(activities.least);
  values.activities.intercept.set(activities.least, working);
  values.activities.slope.fill(0);
  values.activities.slope.set(activities.slope, working);
  values.routes.cost.set(routes.cost);
  values.routes.slope.set(routes.slope);
  for (const [stock, { releaseFrom, refillBelow }] of plan.stocks.entries()) {
    const price = elementAt(prices, stockNodes[stock] ?? -1);
    values.supply.intercept[stock] = releaseFrom * price;
    values.activities.intercept[2 * working + stock] = -refillBelow * price;
  }
  for (const [k, { good, region, baseTonnes, choke }] of demands.entries()) {
    // A demand of nothing is closed by its scale; its curve only has to be one.
    values.demand.price[k] = elementAt(prices, good * regions.length + region) || 1;
    values.demand.quantity[k] = baseTonnes || 1;
    values.demand.elasticity[k] = adjustments[k]?.elasticity ?? Number.NaN;
    values.demand.choke[k] = choke;
  }
}

/**
 * Write what one month has of its own into the network's values: capacities after restrictions and projects, levies, the scale
 * of demand, and what stocks offer and bid for.
 *
 * @example
 * setMonthValues({ base: { demands: [], mines: [0] }, network: { values: { supply: {}, demand: {}, activities: { capacity: new Float64Array(2) }, routes: { capacity: new Float64Array(0), tax: new Float64Array(0), adValorem: new Float64Array(0) } } }, activities: { capacity: Float64Array.of(9), steady: Float64Array.of(2), level: Float64Array.of(8) }, routes: { capacity: new Float64Array(0) } }, { restrictions: [], levies: [], projects: [], stocks: [] }, { month: 0, open: Float64Array.of(1), activityLimit: new Float64Array(1) }) // => undefined
 */
export function setMonthValues(market: CalibratedMarket, plan: MonthPlan, state: MonthState): void {
  const { base, network, activities, routes } = market;
  const { values } = network;
  for (const project of plan.projects) {
    const { kind, index } = project.activity;
    state.open[kind === "mine" ? index : base.mines.length + index] = openShare(project, state.month);
  }
  for (let k = 0; k < activities.capacity.length; k += 1) {
    state.activityLimit[k] = elementAt(activities.capacity, k) * elementAt(state.open, k);
  }
  values.routes.capacity.set(routes.capacity);
  values.routes.tax.fill(0);
  values.routes.adValorem.fill(0);
  for (const restriction of plan.restrictions) {
    if (isInForce(restriction, state.month)) setRestriction(market, restriction, state);
  }
  for (const levy of plan.levies) {
    if (!isInForce(levy, state.month)) continue;
    for (const route of levy.routes) {
      add(values.routes.tax, route, levy.specific);
      add(values.routes.adValorem, route, levy.adValorem);
    }
  }
  splitLimits(state.activityLimit, activities.steady, values.activities.capacity);
  setDemandAndStocks(market, plan, state);
}

/** What of each limit has a steady cost comes first, the rest after all of these. */
function splitLimits(limits: Float64Array, steady: Float64Array, capacity: Float64Array): void {
  const { length } = limits;
  for (let k = 0; k < length; k += 1) {
    const most = elementAt(limits, k);
    const first = Math.min(most, elementAt(steady, k));
    capacity[k] = first;
    capacity[length + k] = most - first;
  }
}

function setRestriction(market: CalibratedMarket, restriction: Restriction, state: MonthState): void {
  const { month, nothing } = state;
  const { base, network, activities, routes } = market;
  const { values } = network;
  const { kind, size, leakage } = restriction;
  if (kind === "tax" || kind === "levy") {
    const rates = kind === "tax" ? values.routes.adValorem : values.routes.tax;
    for (const route of restriction.routes) add(rates, route, size * (1 - leakage));
    return;
  }
  const share = passingShare(restriction, month);
  if (share === Number.POSITIVE_INFINITY) return;
  const lower = (capacity: Float64Array, place: number, whole: number) => {
    capacity[place] = Math.min(elementAt(capacity, place), limitOf(share * whole, nothing));
  };
  for (const route of restriction.routes) lower(values.routes.capacity, route, elementAt(routes.tonnes, route));
  const limit = (activity: number) => {
    // What is planned has no base output, so its limit is a share of what it could make.
    const whole = elementAt(activities.level, activity) || elementAt(activities.capacity, activity);
    lower(state.activityLimit, activity, whole);
  };
  for (const mine of restriction.mines) limit(mine);
  for (const plant of restriction.plants) limit(base.mines.length + plant);
}

function setDemandAndStocks({ base, network, activities }: CalibratedMarket, plan: MonthPlan, state: MonthState): void {
  const { values } = network;
  for (let k = 0; k < base.demands.length; k += 1) {
    const isBuying = (base.demands[k]?.baseTonnes ?? 0) > 0;
    const rate = typeof plan.demandGrowth === "number" ? plan.demandGrowth : elementAt(plan.demandGrowth, k);
    state.growth[k] = (1 + rate) ** (state.month / 12);
    values.demand.scale[k] = isBuying ? elementAt(state.growth, k) * elementAt(state.scale, k) : 0;
  }
  const buyer = 2 * activities.capacity.length;
  for (const [stock, policy] of plan.stocks.entries()) {
    const tonnes = elementAt(state.tonnes, stock);
    const target = elementAt(state.target, stock);
    values.supply.capacity[stock] = limitOf(releaseLimit(policy, tonnes), state.nothing);
    values.activities.capacity[buyer + stock] = limitOf(refillLimit(policy, { tonnes, target }), state.nothing);
  }
}

function add(numbers: Float64Array, place: number, amount: number): void {
  numbers[place] = elementAt(numbers, place) + amount;
}

function limitOf(tonnes: number, nothing: number): number {
  return tonnes < nothing ? 0 : tonnes;
}
