import { marginalAt, type Problem } from "./problem.ts";

/**
 * Where nothing passes a node, a whole range of prices is an equilibrium. This sets the lowest of them: the best bid, which
 * is what the most eager buyer, activity or route would pay there, and 0 where there is none. So the price of a region that is cut off is its
 * choke price, and does not hang on how the solution was found. `bids` is room by node.
 *
 * Bids of idle nodes hang on each other; they rise from 0 until none rises (Bellman 1958). The others keep their prices.
 *
 * @example
 * ((prices) => { priceIdleNodes({ network: { first: { tail: 1, disposal: 1, end: 1 }, starts: [0, 1], nodeOf: [0] }, amounts: [-1], factors: [-1], intercept: [-42], slope: [3], capacity: [Infinity] }, new Float64Array(1), prices, new Float64Array(1)); return prices; })(Float64Array.of(70)) // => [42]
 */
export function priceIdleNodes(
  problem: Problem,
  levels: Float64Array,
  prices: Float64Array,
  passing: Float64Array,
): void {
  const { network } = problem;
  if (!findIdle(problem, levels, passing)) return;
  for (let i = 0; i < prices.length; i += 1) if (passing[i] === 0) prices[i] = 0;
  for (let round = 0; round < prices.length; round += 1) {
    let hasRisen = false;
    for (let j = 0; j < network.first.disposal; j += 1) {
      if (problem.capacity[j] !== 0 && raiseBid(problem, j, prices, passing)) hasRisen = true;
    }
    if (!hasRisen) return;
  }
}

/** What passes each node; returns whether nothing does somewhere. */
function findIdle({ network, amounts }: Problem, levels: Float64Array, passing: Float64Array): boolean {
  const { starts, nodeOf } = network;
  passing.fill(0);
  for (let j = 0; j < levels.length; j += 1) {
    if (levels[j] === 0) continue;
    for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
      const node = nodeOf[e] ?? 0;
      passing[node] = (passing[node] ?? 0) + Math.abs((amounts[e] ?? 0) * (levels[j] ?? 0));
    }
  }
  return passing.includes(0);
}

/** Raise the price of the first idle node that the flow takes from, if the flow would gain at the present prices. */
function raiseBid(problem: Problem, flow: number, prices: Float64Array, passing: Float64Array): boolean {
  const { starts, nodeOf } = problem.network;
  let [worth, size, taken] = [0, 0, -1];
  for (let e = starts[flow] ?? 0; e < (starts[flow + 1] ?? 0); e += 1) {
    const node = nodeOf[e] ?? 0;
    const factor = problem.factors[e] ?? 0;
    worth += factor * (prices[node] ?? 0);
    size += Math.abs(factor * (prices[node] ?? 0));
    if (factor < 0 && passing[node] === 0 && taken < 0) taken = e;
  }
  if (taken < 0) return false;
  const marginal = marginalAt(problem, flow, 0);
  const gain = worth - marginal;
  if (gain <= 1e-12 * (size + Math.abs(marginal))) return false;
  const node = nodeOf[taken] ?? 0;
  prices[node] = (prices[node] ?? 0) - gain / (problem.factors[taken] ?? -1);
  return true;
}
