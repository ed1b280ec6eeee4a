import type { Network } from "./network.ts";
import type { Problem } from "./problem.ts";
import type { Scales } from "./scales.ts";

/**
 * A point inside all bounds, and room to move it. `lowDuals` and `highDuals` are what the bounds at 0 and at capacity are
 * worth; at a solution each is 0 or its bound is reached.
 */
export type Interior = {
  readonly levels: Float64Array;
  readonly prices: Float64Array;
  readonly lowDuals: Float64Array;
  readonly highDuals: Float64Array;
  /** The point before the last step, which tells what tends to 0. */
  readonly before: Bounded;
  readonly step: Bounded & { readonly prices: Float64Array; readonly worth: Float64Array; length: number };
  readonly predicted: Bounded;
  readonly worth: Float64Array;
  readonly marginals: Float64Array;
  readonly responses: Float64Array;
  readonly offsets: Float64Array;
  readonly nets: Float64Array;
  /** The flows that may differ from 0, and how many there are. */
  readonly open: Int32Array;
  openCount: number;
  /** How many bounds they have. */
  bounds: number;
  /** The mean product of a bound's distance and its dual, and the largest errors of marginals and of balances, all scaled. */
  mean: number;
  dualError: number;
  balanceError: number;
};

type Bounded = { readonly levels: Float64Array; readonly low: Float64Array; readonly high: Float64Array };

/**
 * Room for the interior points of a network.
 *
 * @example
 * makeInterior({ nodes: [{}], first: { end: 3 } }).levels.length // => 3
 */
export function makeInterior({ nodes, first }: Network): Interior {
  const byFlow = () => new Float64Array(first.end);
  const byNode = () => new Float64Array(nodes.length);
  const bounded = () => ({ levels: byFlow(), low: byFlow(), high: byFlow() });
  return {
    levels: byFlow(),
    prices: byNode(),
    lowDuals: byFlow(),
    highDuals: byFlow(),
    before: bounded(),
    step: { ...bounded(), prices: byNode(), worth: byFlow(), length: 0 },
    predicted: bounded(),
    worth: byFlow(),
    marginals: byFlow(),
    responses: byFlow(),
    offsets: byFlow(),
    nets: byNode(),
    open: new Int32Array(first.end),
    openCount: 0,
    bounds: 0,
    mean: 0,
    dualError: 0,
    balanceError: 0,
  };
}

/**
 * Put the point where the path begins: flows at half of what they may be, and duals at what a unit is worth.
 *
 * @example
 * ((point) => { beginInside({ ceiling: [4, 0, Infinity] }, { flowQuantity: [10, 10, 10], flowPrice: [3, 3, 3], nodePrice: [5] }, point); return [point.levels, point.bounds]; })(makeInterior({ nodes: [{}], first: { end: 3 } })) // => [[2, 0, 5], 3]
 */
export function beginInside(
  { ceiling }: Pick<Problem, "ceiling">,
  scales: Pick<Scales, "flowQuantity" | "flowPrice" | "nodePrice">,
  point: Interior,
): void {
  const { levels, lowDuals, highDuals, open } = point;
  for (const numbers of [levels, lowDuals, highDuals, point.responses]) numbers.fill(0);
  point.prices.set(scales.nodePrice);
  point.openCount = 0;
  point.bounds = 0;
  for (let j = 0; j < levels.length; j += 1) {
    const most = ceiling[j] ?? 0;
    if (most === 0) continue;
    const isCapped = most < Number.POSITIVE_INFINITY;
    open[point.openCount] = j;
    point.openCount += 1;
    point.bounds += isCapped ? 2 : 1;
    levels[j] = Math.min(scales.flowQuantity[j] ?? 0, most) / 2;
    lowDuals[j] = scales.flowPrice[j] ?? 0;
    highDuals[j] = isCapped ? (scales.flowPrice[j] ?? 0) : 0;
  }
}
