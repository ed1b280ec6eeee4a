import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { flowOrder } from "./flow-order.ts";

/** What is known of the prices of one good in the base period, and what moves. */
export type BasePriceInput = {
  readonly regions: number;
  /** By region: tonnes that it makes itself. */
  readonly made: Float64Array;
  /** [from * regions + to]: tonnes traded, without circles. */
  readonly flows: Float64Array;
  /** The region whose price is known, and that price, thousand USD per tonne. */
  readonly centre: number;
  readonly price: number;
  /** What a used route costs at least, as a share of the price where it begins. */
  readonly freight: number;
  /** Routes that nothing moves on in the base period, with their cost, thousand USD per tonne. */
  readonly possible: readonly { readonly from: number; readonly to: number; readonly cost: number }[];
};

/**
 * Base prices of one good by region, thousand USD per tonne, from the price at its centre and the freight along the routes
 * that are used; 0 for a region that the good does not reach. With h steps between a region and the centre,
 *
 *   price = price at the centre × (1 + freight)^h,
 *
 * h such that every used route climbs at least one step, and as little as that allows: a buyer stands one step above the
 * dearest of its sellers, a seller one below the cheapest of its buyers. Regions that trade nothing with the centre, not even
 * through others, have its price where most of the good is. A region where nothing is has what the best of the possible routes
 * out of it would bring in, or else what the cheapest into it would cost.
 *
 * The spatial price equilibrium behind it is Samuelson's (1952); the steps are Lodebook's own.
 *
 * By hand: the centre buys of A and sells to B and C, and B sells to C as well. At a freight of 10 percent and a price of 100
 * at the centre, A has 100/1.1, B has 110, and C, two steps up, has 121.
 *
 * Throws MARKET_INPUT for numbers outside their range and for trade in circles.
 *
 * @example
 * basePrices({ regions: 3, made: Float64Array.of(2, 1, 0), flows: Float64Array.of(0, 0, 2, 1, 0, 0, 0, 0, 0), centre: 0, price: 110, freight: 0.1, possible: [] }) // => [110, 100, 121]
 * basePrices({ regions: 2, made: Float64Array.of(2, 0), flows: new Float64Array(4), centre: 0, price: 100, freight: 0.1, possible: [{ from: 1, to: 0, cost: 8 }] }) // => [100, 92]
 * basePrices({ regions: 1, made: Float64Array.of(2), flows: Float64Array.of(0), centre: 1, price: 100, freight: 0.1, possible: [] }) // throws MARKET_INPUT
 */
export function basePrices(input: BasePriceInput): Float64Array {
  checkInput(input);
  const { regions, flows, price, freight, possible } = input;
  const order = flowOrder(flows, regions);
  const steps = new Float64Array(regions).fill(unknown);
  for (let start = input.centre; start >= 0; start = findLargest(input, steps)) {
    steps[start] = 0;
    spreadSteps({ flows, order, steps });
  }
  const prices = steps.map((h) => (Number.isNaN(h) ? 0 : price * (1 + freight) ** h));
  return reachOthers(prices, possible);
}

const unknown = Number.NaN;

function checkInput({ regions, made, flows, centre, price, freight, possible }: BasePriceInput): void {
  const faults: Fault[] = [];
  const refuse = (found: string, expected: string) => faults.push(makeFault("MARKET_INPUT", { found, expected }));
  const check = (name: string, numbers: Float64Array, length: number) => {
    if (numbers.length !== length) refuse(`${numbers.length} numbers for ${name}`, `${length}`);
    const bad = numbers.findIndex((x) => !(x >= 0 && x <= Number.MAX_VALUE));
    if (bad >= 0) refuse(`${elementAt(numbers, bad)} at place ${bad} of ${name}`, "a finite quantity of 0 or more");
  };
  const isRegion = (region: number) => Number.isInteger(region) && region >= 0 && region < regions;
  check("what is made", made, regions);
  check("the flows", flows, regions * regions);
  if (!isRegion(centre)) refuse(`the centre ${centre}`, `a region of 0 to ${regions - 1}`);
  if (!(price > 0 && price <= Number.MAX_VALUE)) refuse(`a price of ${price} at the centre`, "one above 0");
  if (!(freight >= 0 && freight <= Number.MAX_VALUE)) refuse(`a freight of ${freight}`, "a share of 0 or more");
  for (const { from, to, cost } of possible) {
    if (!isRegion(from) || !isRegion(to)) refuse(`a route from ${from} to ${to}`, `regions of 0 to ${regions - 1}`);
    if (!(cost >= 0 && cost <= Number.MAX_VALUE)) refuse(`a cost of ${cost} from ${from} to ${to}`, "one of 0 or more");
  }
  if (faults.length > 0) throw new LodebookError(faults);
}

/** The region without a price yet that most of the good is in, by what it makes and buys; -1 when none has any. */
function findLargest({ regions, made, flows }: BasePriceInput, steps: Float64Array): number {
  let found = -1;
  let most = 0;
  for (let region = 0; region < regions; region += 1) {
    if (!Number.isNaN(elementAt(steps, region))) continue;
    let tonnes = elementAt(made, region);
    for (let from = 0; from < regions; from += 1) tonnes += elementAt(flows, from * regions + region);
    if (tonnes > most) [found, most] = [region, tonnes];
  }
  return found;
}

/** A good's trade, sellers before buyers, and the steps found so far. */
type Spread = { readonly flows: Float64Array; readonly order: Int32Array; readonly steps: Float64Array };

/**
 * Steps of all regions that trade with those that have theirs, directly or not. First up along the routes, so that a buyer stands
 * above all its sellers, then down; and again, until nobody is added. Whoever a turn leaves out has no partner yet on the side
 * that the turn looks at, so the next turn cannot put it on the wrong side.
 */
function spreadSteps(spread: Spread): void {
  for (let added = 1; added > 0; ) added = climb(spread) + descend(spread);
}

/** Put every buyer of a region with steps one above its highest seller. Returns how many. */
function climb({ flows, order, steps }: Spread): number {
  const n = order.length;
  let added = 0;
  for (const region of order) {
    if (!Number.isNaN(elementAt(steps, region))) continue;
    let highest = Number.NEGATIVE_INFINITY;
    for (let from = 0; from < n; from += 1) {
      const h = elementAt(steps, from);
      if (elementAt(flows, from * n + region) > 0 && h > highest) highest = h;
    }
    if (highest === Number.NEGATIVE_INFINITY) continue;
    steps[region] = highest + 1;
    added += 1;
  }
  return added;
}

/** Put every seller to a region with steps one below its lowest buyer. Returns how many. */
function descend({ flows, order, steps }: Spread): number {
  const n = order.length;
  let added = 0;
  for (const region of order.toReversed()) {
    if (!Number.isNaN(elementAt(steps, region))) continue;
    let lowest = Number.POSITIVE_INFINITY;
    for (let to = 0; to < n; to += 1) {
      const h = elementAt(steps, to);
      if (elementAt(flows, region * n + to) > 0 && h < lowest) lowest = h;
    }
    if (lowest === Number.POSITIVE_INFINITY) continue;
    steps[region] = lowest - 1;
    added += 1;
  }
  return added;
}

/**
 * Prices where nothing is yet, by the routes that would lead there, the best first (Dijkstra 1959): as long as there is a
 * way out to a price by that which is worth most, else by the cheapest way in.
 */
function reachOthers(prices: Float64Array, possible: BasePriceInput["possible"]): Float64Array {
  const isOpen = (region: number) => elementAt(prices, region) === 0;
  for (;;) {
    let region = -1;
    let worth = 0;
    for (const { from, to, cost } of possible) {
      const price = isOpen(to) ? 0 : elementAt(prices, to) - cost;
      if (isOpen(from) && price > worth) [region, worth] = [from, price];
    }
    if (region < 0) worth = Number.POSITIVE_INFINITY;
    for (const { from, to, cost } of region < 0 ? possible : []) {
      const price = isOpen(from) ? worth : elementAt(prices, from) + cost;
      if (isOpen(to) && price < worth) [region, worth] = [to, price];
    }
    if (region < 0) return prices;
    prices[region] = worth;
  }
}
