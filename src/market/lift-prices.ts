import { findNullVector } from "../numerics/sparse-system.ts";
import { type ActiveSet, standing } from "./active-set.ts";
import type { NodeSystem } from "./condense.ts";
import { gatherWorth } from "./network.ts";
import { marginalAt, type Problem } from "./problem.ts";
import type { Scales } from "./scales.ts";

/** What is smaller than this part of an order of magnitude is rounding. */
const rounding = 1e-13;
/** A flow that gains less than this part of a price from its rise gains nothing from it. */
const unmoved = 1e-13;

/**
 * Where no flow inside its bounds sets the price of some nodes, and they do not balance, move their prices together to where
 * the first flow is let go: the ratio test of the dual simplex method. The nodes are those of a pivot of the last
 * factorisation that is infinite. Returns how many flows were let go.
 *
 * A node that wants more, with a supply of cost 9 + x that stands at 0:
 *
 * @example
 * ((set) => { liftPrices({ network: { starts: [0, 1], nodeOf: [0], first: { tail: 1, disposal: 1 } }, factors: [1], intercept: [9], slope: [1], ceiling: [Infinity] }, { nodeQuantity: [1] }, { system: { pivots: [Infinity], remainders: [1], analysis: { size: 1, order: [0], columnStarts: [0, 0], rowOf: [] }, upper: [], columnWork: new Float64Array(1) } }, set); return set.prices; })({ levels: [0], prices: [5], standings: [0], extraSlope: [0], centre: [0], worth: new Float64Array(1), levelStep: new Float64Array(1), lift: new Float64Array(1) }) // => [9]
 */
export function liftPrices(problem: Problem, scales: Scales, { system }: NodeSystem, set: ActiveSet): number {
  const { pivots, remainders, analysis } = system;
  let lifted = 0;
  for (let k = 0; k < pivots.length; k += 1) {
    if (pivots[k] !== Number.POSITIVE_INFINITY) continue;
    const wanted = remainders[k] ?? 0;
    if (Math.abs(wanted) < rounding * (scales.nodeQuantity[analysis.order[k] ?? 0] ?? 1)) continue;
    findNullVector(system, k, set.lift);
    lifted += lift(problem, set, Math.sign(wanted));
  }
  return lifted;
}

function lift(problem: Problem, set: ActiveSet, direction: number): number {
  const { network, factors, ceiling } = problem;
  const { levels, prices, standings, extraSlope, centre, worth, levelStep } = set;
  gatherWorth(network, factors, prices, worth);
  gatherWorth(network, factors, set.lift, levelStep);
  let nearest = Number.POSITIVE_INFINITY;
  let found = -1;
  for (let j = 0; j < levelStep.length; j += 1) {
    if (standings[j] === standing.inside || ceiling[j] === 0) continue;
    const gain = direction * (levelStep[j] ?? 0);
    if (standings[j] === standing.atZero ? gain <= unmoved : gain >= -unmoved) continue;
    const level = levels[j] ?? 0;
    const gap = marginalAt(problem, j, level) + (extraSlope[j] ?? 0) * (level - (centre[j] ?? 0)) - (worth[j] ?? 0);
    const distance = Math.max(0, gap / gain);
    if (distance >= nearest) continue;
    nearest = distance;
    found = j;
  }
  if (found < 0) return 0;
  standings[found] = standing.inside;
  for (let i = 0; i < prices.length; i += 1) {
    prices[i] = (prices[i] ?? 0) + direction * nearest * (set.lift[i] ?? 0);
  }
  return 1;
}
