import type { Network } from "./network.ts";

/** Where a flow stands: at 0, between its bounds, or at its capacity. */
export const standing = { atZero: 0, inside: 1, atCapacity: 2 } as const;

/** Levels, prices and where each flow stands, and room to change them. */
export type ActiveSet = {
  readonly levels: Float64Array;
  readonly prices: Float64Array;
  readonly standings: Uint8Array;
  /** A little extra slope where a flow has hardly any, and the level it is counted from. */
  readonly extraSlope: Float64Array;
  readonly centre: Float64Array;
  /** How each flow inside answers the worth of its unit, and how far it is from what the present worth asks. */
  readonly responses: Float64Array;
  readonly excess: Float64Array;
  readonly worth: Float64Array;
  readonly levelStep: Float64Array;
  readonly priceStep: Float64Array;
  readonly lift: Float64Array;
  /** The flows inside, and how many there are. */
  readonly inside: Int32Array;
  insideCount: number;
  /** Whether a response has changed since the last factorisation, and whether a curved flow is inside. */
  hasMoved: boolean;
  isCurved: boolean;
  /** The largest change of the last round, scaled. */
  change: number;
};

/**
 * Room for the active sets of a network.
 *
 * @example
 * makeActiveSet({ nodes: [{}], first: { end: 3 } }).standings.length // => 3
 */
export function makeActiveSet({ nodes, first }: Network): ActiveSet {
  const byFlow = () => new Float64Array(first.end);
  const byNode = () => new Float64Array(nodes.length);
  return {
    levels: byFlow(),
    prices: byNode(),
    standings: new Uint8Array(first.end),
    extraSlope: byFlow(),
    centre: byFlow(),
    responses: byFlow(),
    excess: byFlow(),
    worth: byFlow(),
    levelStep: byFlow(),
    priceStep: byNode(),
    lift: byNode(),
    inside: new Int32Array(first.end),
    insideCount: 0,
    hasMoved: true,
    isCurved: false,
    change: 0,
  };
}
