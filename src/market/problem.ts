import type { Network } from "./network.ts";
import type { MarketValues } from "./values.ts";

/**
 * The equilibrium problem of one clearing: levels x of the flows and prices p of the nodes with
 *
 *   A x = 0,   0 <= x <= capacity,   marginal(x) = worth where x is inside, >= where it is 0, <= where it is at capacity,
 *
 * worth being B'p. A has the `amounts`; B the `factors`, which differ from them only on routes with a levy ad valorem. The marginal of a flow is its cost, that of a demand its price with a minus.
 */
export type Problem = {
  readonly network: Network;
  /** By flow: marginal = intercept + slope x level; a tail's is that of its curve. */
  readonly intercept: Float64Array;
  readonly slope: Float64Array;
  readonly capacity: Float64Array;
  /** The capacity, or 0 for a flow that takes a good from where none can come. */
  readonly ceiling: Float64Array;
  /** By node: whether some of the good can come there. */
  readonly isFed: Uint8Array;
  /** By entry. */
  readonly amounts: Float64Array;
  readonly factors: Float64Array;
  readonly tails: {
    readonly price: Float64Array;
    readonly quantity: Float64Array;
    readonly elasticity: Float64Array;
    /** What is bought at the choke price already: where the tail begins. */
    readonly start: Float64Array;
  };
  /** Whether no levy is ad valorem: then A and B are the same, and the market maximises welfare less the levies. */
  isSymmetric: boolean;
};

/**
 * Room for the problem of a network.
 *
 * @example
 * makeProblem({ nodes: [{}], first: { end: 2 }, tailOf: [], amounts: Float64Array.of(1, -1) }).capacity // => [Infinity, Infinity]
 */
export function makeProblem(network: Network): Problem {
  const byFlow = () => new Float64Array(network.first.end);
  const byTail = () => new Float64Array(network.tailOf.length);
  return {
    network,
    intercept: byFlow(),
    slope: byFlow(),
    capacity: byFlow().fill(Number.POSITIVE_INFINITY),
    ceiling: byFlow().fill(Number.POSITIVE_INFINITY),
    isFed: new Uint8Array(network.nodes.length),
    amounts: network.amounts.slice(),
    factors: network.amounts.slice(),
    tails: { price: byTail(), quantity: byTail(), elasticity: byTail(), start: byTail() },
    isSymmetric: true,
  };
}

/**
 * Put numbers into the problem. They are taken as they are: `checkValues` refuses what cannot be computed with.
 *
 * @example
 * ((p) => { loadProblem(p, { supply: { intercept: [9], slope: [2], capacity: [5] }, demand: { scale: [] }, activities: { intercept: [], slope: [], capacity: [], amounts: [] }, routes: { cost: [] } }); return marginalAt(p, 0, 3); })(makeProblem({ nodes: [{}], nodeOf: [0, 0], first: { demand: 1, activity: 1, route: 1, tail: 1, disposal: 1, end: 2 }, starts: [0, 1, 2], tailOf: [], amounts: Float64Array.of(1, -1) })) // => 15
 */
export function loadProblem(problem: Problem, values: MarketValues): void {
  const { intercept, slope, capacity, amounts, factors, network } = problem;
  const { supply, activities } = values;
  intercept.set(supply.intercept);
  slope.set(supply.slope);
  capacity.set(supply.capacity);
  intercept.set(activities.intercept, network.first.activity);
  slope.set(activities.slope, network.first.activity);
  capacity.set(activities.capacity, network.first.activity);
  amounts.set(activities.amounts, network.starts[network.first.activity] ?? 0);
  factors.set(amounts);
  loadDemand(problem, values.demand);
  loadTails(problem, values.demand);
  loadRoutes(problem, values.routes);
  findCeilings(problem);
}

/** Follow the goods from where they begin; what they do not reach cannot run. */
function findCeilings({ network, capacity, ceiling, isFed, amounts }: Problem): void {
  const { starts, nodeOf } = network;
  isFed.fill(0);
  ceiling.fill(0);
  for (let hasGrown = true; hasGrown; ) {
    hasGrown = false;
    for (let j = 0; j < ceiling.length; j += 1) {
      if (ceiling[j] !== 0 || capacity[j] === 0) continue;
      let canRun = true;
      for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
        if ((amounts[e] ?? 0) < 0 && isFed[nodeOf[e] ?? 0] === 0) canRun = false;
      }
      if (!canRun) continue;
      ceiling[j] = capacity[j] ?? 0;
      for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
        if ((amounts[e] ?? 0) <= 0 || isFed[nodeOf[e] ?? 0] === 1) continue;
        isFed[nodeOf[e] ?? 0] = 1;
        hasGrown = true;
      }
    }
  }
}

/** Linear demands; of an isoelastic one `loadTails` makes the head. */
function loadDemand({ intercept, slope, capacity, network }: Problem, demand: MarketValues["demand"]): void {
  for (let k = 0; k < demand.scale.length; k += 1) {
    const j = network.first.demand + k;
    const scale = demand.scale[k] ?? 0;
    intercept[j] = -(demand.intercept[k] ?? 0);
    slope[j] = scale > 0 ? (demand.slope[k] ?? 0) / scale : 0;
    capacity[j] = scale > 0 ? Number.POSITIVE_INFINITY : 0;
  }
}

/** Below this part of its price an isoelastic demand is sated: it buys no more, or a by-product would have no price at all. */
const leastPrice = 1e-6;

/** An isoelastic demand is a head, bought at the choke price and never above, and the tail below it, until it is sated. */
function loadTails(problem: Problem, demand: MarketValues["demand"]): void {
  const { intercept, slope, capacity, network, tails } = problem;
  for (let t = 0; t < network.tailOf.length; t += 1) {
    const k = network.tailOf[t] ?? 0;
    const head = network.first.demand + k;
    const price = demand.price[k] ?? 0;
    const choke = demand.choke[k] ?? 0;
    const elasticity = demand.elasticity[k] ?? 0;
    const quantity = (demand.quantity[k] ?? 0) * (demand.scale[k] ?? 0);
    const start = quantity * choke ** -elasticity;
    intercept[head] = -price * choke;
    slope[head] = 0;
    capacity[head] = start;
    capacity[network.first.tail + t] = Math.max(0, quantity * leastPrice ** -elasticity - start);
    tails.price[t] = price;
    tails.quantity[t] = quantity;
    tails.elasticity[t] = elasticity;
    tails.start[t] = start;
  }
}

function loadRoutes(problem: Problem, routes: MarketValues["routes"]): void {
  const { intercept, slope, capacity, factors, network } = problem;
  problem.isSymmetric = true;
  for (let k = 0; k < routes.cost.length; k += 1) {
    const j = network.first.route + k;
    const levy = routes.adValorem[k] ?? 0;
    intercept[j] = (routes.cost[k] ?? 0) + (routes.tax[k] ?? 0);
    slope[j] = routes.slope[k] ?? 0;
    capacity[j] = routes.capacity[k] ?? 0;
    factors[network.starts[j] ?? 0] = -1 - levy;
    if (levy > 0) problem.isSymmetric = false;
  }
}

/**
 * The number of the tail that a flow is; -1 for every other flow.
 *
 * @example
 * tailAt({ first: { tail: 5, disposal: 7 } }, 6) // => 1
 * tailAt({ first: { tail: 5, disposal: 7 } }, 4) // => -1
 */
export function tailAt({ first }: Pick<Network, "first">, flow: number): number {
  return flow >= first.tail && flow < first.disposal ? flow - first.tail : -1;
}

/**
 * The marginal of a flow at a level, per unit.
 *
 * @example
 * marginalAt({ network: { first: { tail: 1, disposal: 1 } }, intercept: [9], slope: [2] }, 0, 3) // => 15
 * marginalAt({ network: { first: { tail: 0, disposal: 1 } }, tails: { price: [100], quantity: [8], elasticity: [0.5], start: [2] } }, 0, 2) // => -400
 */
export function marginalAt(problem: Problem, flow: number, level: number): number {
  const tail = tailAt(problem.network, flow);
  if (tail < 0) return (problem.intercept[flow] ?? 0) + (problem.slope[flow] ?? 0) * level;
  const { price, quantity, elasticity, start } = problem.tails;
  const bought = (start[tail] ?? 0) + level;
  return -(price[tail] ?? 0) * (bought / (quantity[tail] ?? 0)) ** (-1 / (elasticity[tail] ?? 0));
}

/**
 * How fast the marginal of a flow rises at a level where it is known.
 *
 * @example
 * slopeAt({ network: { first: { tail: 1, disposal: 1 } }, slope: [2] }, 0, 3, 15) // => 2
 * slopeAt({ network: { first: { tail: 0, disposal: 1 } }, tails: { elasticity: [0.5], start: [2] } }, 0, 2, -400) // => 200
 */
export function slopeAt(problem: Problem, flow: number, level: number, marginal: number): number {
  const tail = tailAt(problem.network, flow);
  if (tail < 0) return problem.slope[flow] ?? 0;
  return -marginal / ((problem.tails.elasticity[tail] ?? 0) * ((problem.tails.start[tail] ?? 0) + level));
}

/**
 * The price at which a tail is read: not below that at which it is sated.
 *
 * @example
 * tailPrice({ tails: { price: [100] } }, 0, 7) // => 7
 * tailPrice({ tails: { price: [100] } }, 0, -7) // => 1e-4
 */
export function tailPrice({ tails }: Pick<Problem, "tails">, tail: number, price: number): number {
  return Math.max(price, leastPrice * (tails.price[tail] ?? 0));
}

/**
 * What is bought on a tail at a price: its level, negative above the choke price.
 *
 * @example
 * tailLevel({ tails: { price: [100], quantity: [8], elasticity: [0.5], start: [2] } }, 0, 400) // => 2
 */
export function tailLevel({ tails }: Pick<Problem, "tails">, tail: number, price: number): number {
  const relative = tailPrice({ tails }, tail, price) / (tails.price[tail] ?? 0);
  return (tails.quantity[tail] ?? 0) * relative ** -(tails.elasticity[tail] ?? 0) - (tails.start[tail] ?? 0);
}

/**
 * The integral of a flow's marginal from 0 to a level: its cost, or with a minus the area under its demand.
 *
 * @example
 * costOf({ network: { first: { tail: 1, disposal: 1 } }, intercept: [9], slope: [2] }, 0, 3) // => 36
 * costOf({ network: { first: { tail: 0, disposal: 1 } }, tails: { price: [100], quantity: [8], elasticity: [0.5], start: [2] } }, 0, 2) // => -1600
 * costOf({ network: { first: { tail: 0, disposal: 1 } }, tails: { price: [100], quantity: [8], elasticity: [1], start: [2] } }, 0, 2) // => -800 * Math.log(2)
 */
export function costOf(problem: Problem, flow: number, level: number): number {
  const tail = tailAt(problem.network, flow);
  if (tail < 0) return ((problem.intercept[flow] ?? 0) + ((problem.slope[flow] ?? 0) * level) / 2) * level;
  if (level === 0) return 0;
  const price = problem.tails.price[tail] ?? 0;
  const quantity = problem.tails.quantity[tail] ?? 0;
  const start = problem.tails.start[tail] ?? 0;
  const power = 1 - 1 / (problem.tails.elasticity[tail] ?? 0);
  // The area is price x quantity x the integral of r^(power - 1) over r = bought / quantity; near a power of 0 it is a logarithm.
  const grown = Math.log1p(level / start);
  const rest = power === 0 ? grown : Math.expm1(power * grown) / power;
  return -price * quantity * (start / quantity) ** power * rest;
}
