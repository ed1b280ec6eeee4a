import { elementAt } from "../numerics/element.ts";
import { alikeMonths } from "./alike-months.ts";
import { baseStart } from "./base-start.ts";
import type { CalibratedMarket } from "./calibrate.ts";
import { checkPlan } from "./check-plan.ts";
import { clearMarket, type MarketClearing } from "./clear-market.ts";
import { nextScale } from "./demand-adjustment.ts";
import type { MonthPlan } from "./month-plan.ts";
import { copyMonths, type MonthResult, makeMonthResult } from "./month-result.ts";
import { continueMonths, type MonthState, startMonths } from "./month-state.ts";
import { setMonthValues, setRunValues } from "./month-values.ts";
import { type WrittenMonth, writeWelfare } from "./month-welfare.ts";
import { coverTonnes } from "./stock.ts";

/**
 * Run a calibrated market through the months of a plan. Each month clears as a spatial price equilibrium (`clearMarket`), under
 * that month's restrictions, levies and capacities; what it leaves behind goes into the next: stocks, and how far buyers have
 * adjusted to the price. Nobody foresees the months to come.
 *
 * The search for a month's equilibrium begins at that of the month before, of the first at the base period; results hang on
 * that by no more than the tolerance of a clearing.
 *
 * By hand: a mine makes 8 t at a price of 10, where buyers want 80/p at once. A ban on half of the mine leaves 4 t, so the
 * price doubles.
 *
 * `earlier` is another run of the same market: the months in which the two plans are alike (`alikeMonths`) are taken over, and
 * only the others are cleared.
 *
 * Throws MARKET_INPUT for a plan that does not fit the base (`checkPlan`), and what `clearMarket` throws for a month that does
 * not clear.
 *
 * @example
 * runMonths.length // => 3
 */
export function runMonths(market: CalibratedMarket, plan: MonthPlan, earlier?: EarlierRun): MonthResult {
  checkPlan(market.base, plan);
  const { network } = market;
  const result = makeMonthResult(market, plan);
  const state = startMonths(market, plan);
  const alike = earlier === undefined ? 0 : alikeMonths(plan, earlier.plan);
  const worst = { balance: 0, complementarity: 0, gap: 0, ...(alike > 0 && earlier?.result.certificate) };
  if (earlier !== undefined && alike > 0) {
    copyMonths(earlier, { plan, result }, alike);
    continueMonths(state, earlier.result, alike);
  }
  setRunValues(market, plan);
  for (let month = alike; month < plan.months; month += 1) {
    state.month = month;
    setMonthValues(market, plan, state);
    const clearing = clearMarket(network.analysis, network.values, month === 0 ? baseStart(market) : "last");
    writeMonth({ market, state, clearing, result });
    writeWelfare({ market, plan, state, result });
    handOn({ market, plan, state, result });
    const { balance, complementarity, gap } = clearing.certificate;
    worst.balance = Math.max(worst.balance, balance);
    worst.complementarity = Math.max(worst.complementarity, complementarity);
    worst.gap = Math.max(worst.gap, Math.abs(gap));
  }
  return { ...result, certificate: worst, massError: state.massError, most: state.most };
}

/** A run that is there already. */
export type EarlierRun = { readonly plan: MonthPlan; readonly result: MonthResult };

type ClearedMonth = {
  readonly market: CalibratedMarket;
  readonly state: MonthState;
  readonly clearing: MarketClearing;
  readonly result: MonthResult;
};

/** Write prices and quantities, and what of the mass is not accounted for. */
function writeMonth({ market, state, clearing, result }: ClearedMonth): void {
  const { base, network, activities } = market;
  const { month } = state;
  const nodes = base.prices.length;
  for (let node = 0; node < nodes; node += 1) {
    const at = network.nodeAt[node] ?? -1;
    // Rounding may leave a hair below 0.
    result.prices[month * nodes + node] = at < 0 ? 0 : Math.max(0, elementAt(clearing.prices, at));
  }
  const [mines, plants] = [base.mines.length, base.plants.length];
  for (let k = 0; k < mines; k += 1) result.mines[month * mines + k] = partsOf(clearing.activities, k, mines + plants);
  for (let k = 0; k < plants; k += 1) {
    result.plants[month * plants + k] = partsOf(clearing.activities, mines + k, mines + plants);
  }
  const routes = base.routes.length;
  for (let k = 0; k < routes; k += 1) result.flows[month * routes + k] = elementAt(clearing.routes, k);
  for (let k = 0; k < base.demands.length; k += 1) {
    const met = elementAt(clearing.demand, k);
    const place = month * base.demands.length + k;
    result.demand[place] = met;
    result.shortfall[place] = elementAt(state.growth, k) * (base.demands[k]?.baseTonnes ?? 0) - met;
  }
  for (let k = 0; k < base.stockNodes.length; k += 1) {
    state.sold[k] = elementAt(clearing.supply, k);
    state.bought[k] = elementAt(clearing.activities, 2 * activities.level.length + k);
  }
  weighMass({ market, state, clearing, result });
}

/** The part with a steady cost and the part whose cost rises. */
function partsOf(quantities: Float64Array, place: number, count: number): number {
  return elementAt(quantities, place) + elementAt(quantities, count + place);
}

/** What comes into each node against what leaves it, with what is thrown away, added up anew from the quantities. */
function weighMass({ market, state, clearing }: ClearedMonth): void {
  const { base, network, activities } = market;
  const { balance, comes, most } = state;
  const regions = base.regions.length;
  balance.fill(0);
  comes.fill(0);
  for (let k = 0; k < activities.level.length; k += 1) {
    const level = partsOf(clearing.activities, k, activities.level.length);
    for (let e = network.starts[k] ?? 0; e < (network.starts[k + 1] ?? 0); e += 1) {
      move(state, network.nodes[e] ?? -1, level * elementAt(activities.amounts, e));
    }
  }
  for (let k = 0; k < base.routes.length; k += 1) {
    const route = base.routes[k];
    if (route === undefined) continue;
    const tonnes = elementAt(clearing.routes, k);
    move(state, route.good * regions + route.from, -tonnes);
    move(state, route.good * regions + route.to, tonnes);
  }
  for (let k = 0; k < base.demands.length; k += 1) {
    const demand = base.demands[k];
    if (demand !== undefined) move(state, demand.good * regions + demand.region, -elementAt(clearing.demand, k));
  }
  for (let k = 0; k < base.stockNodes.length; k += 1) {
    move(state, base.stockNodes[k] ?? -1, elementAt(state.sold, k));
    move(state, base.stockNodes[k] ?? -1, -elementAt(state.bought, k));
  }
  for (let node = 0; node < balance.length; node += 1) {
    const at = network.nodeAt[node] ?? -1;
    if (at < 0) continue;
    most[node] = Math.max(elementAt(most, node), elementAt(comes, node));
    const error = Math.abs(elementAt(balance, node) - elementAt(clearing.disposal, at));
    if (error > 0) state.massError = Math.max(state.massError, error / elementAt(most, node));
  }
}

function move({ balance, comes }: MonthState, node: number, tonnes: number): void {
  balance[node] = elementAt(balance, node) + tonnes;
  if (tonnes > 0) comes[node] = elementAt(comes, node) + tonnes;
}

/** What the month leaves to the next: stocks after what they sold and bought, and buyers by the price that they met. */
function handOn({ market, plan, state, result }: WrittenMonth): void {
  const { base, adjustments, stockUse } = market;
  const { month } = state;
  for (let k = 0; k < plan.stocks.length; k += 1) {
    // Rounding may leave a hair below 0.
    const left = Math.max(0, elementAt(state.tonnes, k) - elementAt(state.sold, k) + elementAt(state.bought, k));
    state.tonnes[k] = left;
    result.stocks[month * plan.stocks.length + k] = left;
    const above = left - (plan.stocks[k]?.reserveTonnes ?? 0);
    if (above < coverTonnes(1, elementAt(stockUse, k)) && result.runOut[k] === -1) result.runOut[k] = month;
  }
  for (let k = 0; k < base.demands.length; k += 1) {
    const demand = base.demands[k];
    const adjustment = adjustments[k];
    if (demand === undefined || adjustment === undefined || demand.baseTonnes === 0) continue;
    const bought = elementAt(result.demand, month * base.demands.length + k);
    const atChoke = elementAt(state.scale, k) * demand.choke ** -adjustment.elasticity;
    const wanted = Math.max(bought / (demand.baseTonnes * elementAt(state.growth, k)), atChoke);
    state.scale[k] = nextScale(wanted, adjustment);
  }
  result.scale.set(state.scale, month * base.demands.length);
}
