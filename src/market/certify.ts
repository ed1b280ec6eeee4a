import { addNets, gatherWorth } from "./network.ts";
import { costOf, marginalAt, type Problem, tailAt, tailLevel } from "./problem.ts";

/** How far levels and prices are from an equilibrium; every error is relative, and 0 at an exact one. */
export type Certificate = {
  /** Largest net of a node over all that passes it. */
  readonly balance: number;
  /**
   * Largest breach of a flow's condition. A flow inside its bounds whose marginal differs from the worth of its unit, or at
   * a bound that it would gain by leaving: the difference over the sum of all prices in it, or the distance to the bound
   * over what passes its nodes, whichever is smaller. A level outside its bounds counts by that distance.
   */
  readonly complementarity: number;
  /**
   * Primal objective (areas under demand less costs and levies) against the dual one (what everybody earns at these
   * prices), over the larger of the primal objective and the value of all flows. Levies ad valorem count as specific ones
   * of the amount that they have at these prices.
   */
  readonly gap: number;
  /** The node and the flow with the largest errors. */
  readonly worstNode: number;
  readonly worstFlow: number;
};

/** Room to certify in. */
export type CertificateRoom = {
  readonly nets: Float64Array;
  readonly passing: Float64Array;
  readonly nodePrice: Float64Array;
  readonly worth: Float64Array;
};

/**
 * Room to certify points of a network.
 *
 * @example
 * makeCertificateRoom({ nodes: [{}], first: { end: 3 } }).worth.length // => 3
 */
export function makeCertificateRoom({ nodes, first }: Problem["network"]): CertificateRoom {
  const byNode = () => new Float64Array(nodes.length);
  return { nets: byNode(), passing: byNode(), nodePrice: byNode(), worth: new Float64Array(first.end) };
}

/**
 * Check levels and prices against the problem itself; nothing of how they were found enters.
 *
 * A supply with cost 9 + x and a demand with price 42 - 3x meet at 8.25 and a price of 17.25:
 *
 * @example
 * certify({ network: { nodes: [{}], first: { demand: 1, activity: 2, route: 2, tail: 2, disposal: 2, end: 3 }, starts: [0, 1, 2, 3], nodeOf: [0, 0, 0] }, amounts: [1, -1, -1], factors: [1, -1, -1], intercept: [9, -42, 0], slope: [1, 3, 0], capacity: [Infinity, Infinity, Infinity], tails: { price: [] } }, [8.25, 8.25, 0], [17.25], makeCertificateRoom({ nodes: [{}], first: { end: 3 } })) // => { balance: 0, complementarity: 0, gap: 0, worstNode: -1, worstFlow: -1 }
 */
export function certify(
  problem: Problem,
  levels: Float64Array,
  prices: Float64Array,
  room: CertificateRoom,
): Certificate {
  const { network, factors } = problem;
  gatherWorth(network, factors, prices, room.worth);
  passThrough(problem, levels, prices, room);
  let [balance, worstNode] = [0, -1];
  for (let i = 0; i < prices.length; i += 1) {
    const passing = room.passing[i] ?? 0;
    const error = passing === 0 ? 0 : Math.abs(room.nets[i] ?? 0) / passing;
    if (error <= balance) continue;
    balance = error;
    worstNode = i;
  }
  let [complementarity, worstFlow] = [0, -1];
  for (let j = 0; j < levels.length; j += 1) {
    const error = breachOf(problem, levels[j] ?? 0, prices, { flow: j, room });
    if (error <= complementarity) continue;
    complementarity = error;
    worstFlow = j;
  }
  return { balance, complementarity, gap: gapOf(problem, levels, prices, room), worstNode, worstFlow };
}

/** What passes each node, net and in all, and the prices that meet there. */
function passThrough(problem: Problem, levels: Float64Array, prices: Float64Array, room: CertificateRoom): void {
  const { network, amounts } = problem;
  const { nets, passing, nodePrice } = room;
  nets.fill(0);
  passing.fill(0);
  nodePrice.fill(0);
  addNets(network, amounts, levels, nets);
  for (let j = 0; j < levels.length; j += 1) {
    const isPriced = j < network.first.disposal && problem.capacity[j] !== 0;
    const size = isPriced ? pricesIn(problem, j, levels[j] ?? 0, prices) : 0;
    for (let e = network.starts[j] ?? 0; e < (network.starts[j + 1] ?? 0); e += 1) {
      const node = network.nodeOf[e] ?? 0;
      const amount = Math.abs(amounts[e] ?? 0);
      passing[node] = (passing[node] ?? 0) + amount * Math.abs(levels[j] ?? 0);
      if (amount > 0) nodePrice[node] = Math.max(nodePrice[node] ?? 0, size / amount);
    }
  }
}

/**
 * The sum of all prices in a flow's condition: those that its marginal is made of, for it may be 0 as their difference, and
 * what its unit takes and gives.
 */
function pricesIn(problem: Problem, flow: number, level: number, prices: Float64Array): number {
  const { starts, nodeOf } = problem.network;
  const tail = tailAt(problem.network, flow);
  let size =
    tail < 0
      ? Math.abs(problem.intercept[flow] ?? 0) + Math.abs((problem.slope[flow] ?? 0) * level)
      : (problem.tails.price[tail] ?? 0);
  for (let e = starts[flow] ?? 0; e < (starts[flow + 1] ?? 0); e += 1) {
    size += Math.abs((problem.factors[e] ?? 0) * (prices[nodeOf[e] ?? 0] ?? 0));
  }
  return size;
}

type Breach = { readonly flow: number; readonly room: CertificateRoom };

function breachOf(problem: Problem, level: number, prices: Float64Array, { flow, room }: Breach): number {
  const { starts, nodeOf, first } = problem.network;
  const most = problem.capacity[flow] ?? 0;
  let passing = Number.POSITIVE_INFINITY;
  for (let e = starts[flow] ?? 0; e < (starts[flow + 1] ?? 0); e += 1) {
    passing = Math.min(passing, (room.passing[nodeOf[e] ?? 0] ?? 0) / Math.abs(problem.amounts[e] ?? 0));
  }
  const outside = Math.max(0, -level, level - most);
  if (outside > 0) return outside / passing;
  const rest = marginalAt(problem, flow, level) - (room.worth[flow] ?? 0);
  const distance = rest > 0 ? level : most - level;
  if (rest === 0 || distance === 0) return 0;
  // A price of 0 is right or wrong beside the other prices that meet at its node.
  const size =
    flow < first.disposal
      ? pricesIn(problem, flow, level, prices)
      : (room.nodePrice[nodeOf[starts[flow] ?? 0] ?? 0] ?? 0);
  return Math.min(Math.abs(rest) / size, passing > 0 ? distance / passing : Number.POSITIVE_INFINITY);
}

/**
 * Dual less primal objective is, flow by flow, what its owner would gain by the best level at these prices instead of its
 * own (Fenchel), and the value of what does not balance: sums of small terms, where the objectives are large ones. What the
 * steps to the best levels would turn over at all prices in them counts as value too: in a market where nothing runs there is
 * no other, and a worth may be what rounding leaves of the difference of two prices.
 */
function gapOf(problem: Problem, levels: Float64Array, prices: Float64Array, room: CertificateRoom): number {
  let [gap, primal, value] = [0, 0, 0];
  for (let j = 0; j < levels.length; j += 1) {
    const level = levels[j] ?? 0;
    const worth = room.worth[j] ?? 0;
    if (problem.capacity[j] === 0 && level === 0) continue;
    const best = bestLevel(problem, j, level, worth);
    const cost = costOf(problem, j, level);
    primal -= cost;
    value += Math.abs(worth * level);
    if (best === level) continue;
    const tail = tailAt(problem.network, j);
    const slope = problem.slope[j] ?? 0;
    const margin = worth - (problem.intercept[j] ?? 0);
    gap +=
      tail < 0
        ? (best - level) * (margin - (slope * (best + level)) / 2)
        : worth * (best - level) - (costOf(problem, j, best) - cost);
    value += Math.abs(best - level) * pricesIn(problem, j, level, prices);
  }
  for (let i = 0; i < prices.length; i += 1) gap += (prices[i] ?? 0) * (room.nets[i] ?? 0);
  primal -= leviesAt(problem, levels, prices);
  const size = Math.max(Math.abs(primal), value);
  // Beside a sum that no double holds, or a difference of two, every gap would be none.
  if (!(size < Number.POSITIVE_INFINITY)) return Number.NaN;
  return gap === 0 ? 0 : Math.abs(gap) / size;
}

/** The level at which a flow earns most when a unit is worth this. */
function bestLevel(problem: Problem, flow: number, level: number, worth: number): number {
  const tail = tailAt(problem.network, flow);
  if (tail >= 0) return Math.min(problem.capacity[flow] ?? 0, Math.max(0, tailLevel(problem, tail, -worth)));
  const slope = problem.slope[flow] ?? 0;
  const margin = worth - (problem.intercept[flow] ?? 0);
  const most = problem.capacity[flow] ?? 0;
  if (slope > 0) return Math.min(most, Math.max(0, margin / slope));
  if (margin <= 0) return 0;
  // Without slope and capacity the best level of a gain is infinite; the gain itself is a breach of complementarity.
  return most < Number.POSITIVE_INFINITY ? most : level;
}

/** Levies ad valorem at these prices: the part of the worth of routes that their amounts do not explain. */
function leviesAt({ network, amounts, factors }: Problem, levels: Float64Array, prices: Float64Array): number {
  let levies = 0;
  for (let j = network.first.route; j < network.first.tail; j += 1) {
    const e = network.starts[j] ?? 0;
    const share = (amounts[e] ?? 0) - (factors[e] ?? 0);
    levies += share * (prices[network.nodeOf[e] ?? 0] ?? 0) * (levels[j] ?? 0);
  }
  return levies;
}
