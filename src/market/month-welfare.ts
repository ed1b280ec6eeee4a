import { elementAt } from "../numerics/element.ts";
import { costOfQuantity, type RisingCosts } from "./base-costs.ts";
import type { CalibratedMarket } from "./calibrate.ts";
import { consumerChange } from "./consumer-change.ts";
import type { MonthPlan } from "./month-plan.ts";
import type { MonthResult } from "./month-result.ts";
import type { MonthState } from "./month-state.ts";
import { isInForce } from "./restriction.ts";

/** A month whose quantities and prices are written; `network.values` still has its levies. */
export type WrittenMonth = {
  readonly market: CalibratedMarket;
  readonly plan: MonthPlan;
  readonly state: MonthState;
  readonly result: MonthResult;
};

/**
 * Write what a month brings in and who gains and loses by it, thousand USD, all against the base period:
 *
 * - buyers: the area along the month's demand curve between the base price and the price (`consumerChange`);
 * - producers: revenue less inputs less the area under marginal cost, of mines and plants; the same for routes, where the
 *   price paid includes levies, for the region where they begin; and what stocks sold less what they bought, times the
 *   price above that of the base period;
 * - levies: rate × tonnes, and rate × value at the price where the route begins.
 *
 * In a month in which buyers have not adjusted yet the three add up to the change of welfare as Samuelson (1952) defines it,
 * with what stocks sold valued at base prices.
 *
 * @example
 * writeWelfare({ market: { base: { regions: [], demands: [], mines: [], plants: [], routes: [], stockNodes: [], prices: [] }, network: { values: { routes: {} } } }, plan: { levies: [], restrictions: [] }, state: { month: 0 }, result: { prices: new Float64Array(0) } }) // => undefined
 */
export function writeWelfare(written: WrittenMonth): void {
  writeConsumers(written);
  writeActivities(written);
  writeRoutes(written);
  writeStocks(written);
  writeRevenues(written);
}

function writeConsumers({ market, state, result }: WrittenMonth): void {
  const { demands, regions, prices } = market.base;
  for (let k = 0; k < demands.length; k += 1) {
    const demand = demands[k];
    if (demand === undefined || demand.baseTonnes === 0) continue;
    const node = demand.good * regions.length + demand.region;
    const price = elementAt(prices, node);
    const change = consumerChange({
      tonnes: demand.baseTonnes * elementAt(state.growth, k) * elementAt(state.scale, k),
      price,
      elasticity: market.adjustments[k]?.elasticity ?? Number.NaN,
      // Above the choke, where others may still buy to sell on, there is nothing left to lose.
      ratio: Math.min(demand.choke, elementAt(result.prices, state.month * prices.length + node) / price),
    });
    add(result.welfare.consumer, state.month * regions.length + demand.region, change);
  }
}

function writeActivities({ market, state, result }: WrittenMonth): void {
  const { base, network, activities } = market;
  const { starts, nodes } = network;
  const first = state.month * base.prices.length;
  const mines = base.mines.length;
  const plants = base.plants.length;
  for (let k = 0; k < mines + plants; k += 1) {
    const isMine = k < mines;
    const level = isMine
      ? elementAt(result.mines, state.month * mines + k)
      : elementAt(result.plants, state.month * plants + k - mines);
    let earned = 0;
    for (let e = starts[k] ?? 0; e < (starts[k + 1] ?? 0); e += 1) {
      earned += elementAt(activities.amounts, e) * elementAt(result.prices, first + (nodes[e] ?? -1));
    }
    const profit = earned * level - costOfQuantity(activities, k, level);
    const region = (isMine ? base.mines[k] : base.plants[k - mines])?.region ?? -1;
    const before = profitInBase(activities, k, elementAt(activities.level, k));
    add(result.welfare.producer, state.month * base.regions.length + region, profit - before);
  }
}

/** In the base period the margin is the marginal cost. */
function profitInBase(costs: RisingCosts, place: number, quantity: number): number {
  const above = Math.max(0, quantity - elementAt(costs.steady, place));
  const margin = elementAt(costs.least, place) + elementAt(costs.slope, place) * above;
  return margin * quantity - costOfQuantity(costs, place, quantity);
}

function writeRoutes({ market, state, result }: WrittenMonth): void {
  const { base, network, routes } = market;
  const { tax, adValorem } = network.values.routes;
  const regions = base.regions.length;
  const first = state.month * base.prices.length;
  for (let k = 0; k < base.routes.length; k += 1) {
    const route = base.routes[k];
    if (route === undefined || elementAt(routes.capacity, k) === 0) continue;
    const tonnes = elementAt(result.flows, state.month * base.routes.length + k);
    const paid = elementAt(result.prices, first + route.good * regions + route.from);
    const got = elementAt(result.prices, first + route.good * regions + route.to);
    const levies = elementAt(tax, k) + elementAt(adValorem, k) * paid;
    const slope = elementAt(routes.slope, k);
    const before = (slope * elementAt(routes.tonnes, k) ** 2) / 2;
    const rent = (got - paid - levies - elementAt(routes.cost, k) - (slope * tonnes) / 2) * tonnes;
    add(result.welfare.producer, state.month * regions + route.from, rent - before);
    add(result.welfare.levy, state.month * regions + route.from, levies * tonnes);
  }
}

function writeStocks({ market, state, result }: WrittenMonth): void {
  const { stockNodes, prices, regions } = market.base;
  for (let k = 0; k < stockNodes.length; k += 1) {
    const node = stockNodes[k] ?? -1;
    const above = elementAt(result.prices, state.month * prices.length + node) - elementAt(prices, node);
    const gain = (elementAt(state.sold, k) - elementAt(state.bought, k)) * above;
    add(result.welfare.producer, state.month * regions.length + (node % regions.length), gain);
  }
}

function writeRevenues(written: WrittenMonth): void {
  const { plan, state, result } = written;
  for (const [k, levy] of plan.levies.entries()) {
    if (!isInForce(levy, state.month)) continue;
    const { specific, adValorem } = levy;
    result.levyRevenue[state.month * plan.levies.length + k] = revenueOf(written, levy.routes, { specific, adValorem });
  }
  for (const [k, restriction] of plan.restrictions.entries()) {
    const { kind, size, leakage } = restriction;
    if (!isInForce(restriction, state.month) || (kind !== "tax" && kind !== "levy")) continue;
    const rate = size * (1 - leakage);
    const rates = kind === "levy" ? { specific: rate, adValorem: 0 } : { specific: 0, adValorem: rate };
    const place = state.month * plan.restrictions.length + k;
    result.restrictionRevenue[place] = revenueOf(written, restriction.routes, rates);
  }
}

type Rates = { readonly specific: number; readonly adValorem: number };

function revenueOf({ market, state, result }: WrittenMonth, routes: readonly number[], rates: Rates): number {
  const { base } = market;
  let total = 0;
  for (const k of routes) {
    const route = base.routes[k];
    if (route === undefined) continue;
    const node = route.good * base.regions.length + route.from;
    const rate = rates.specific + rates.adValorem * elementAt(result.prices, state.month * base.prices.length + node);
    total += rate * elementAt(result.flows, state.month * base.routes.length + k);
  }
  return total;
}

function add(numbers: Float64Array, place: number, amount: number): void {
  numbers[place] = elementAt(numbers, place) + amount;
}
