/** How a mine or a plant works in the base period. */
export type Operation =
  | {
      readonly kind: "working";
      /** Of its output to its revenue per tonne, the prices of its inputs held; above 0. */
      readonly elasticity: number;
      /** Its capacity over its base output; 1 or more. */
      readonly headroom: number;
    }
  | {
      readonly kind: "planned";
      /** Its own cost, as a share of revenue less inputs at base prices; 0 or more. */
      readonly costShare: number;
    };

/**
 * A mine: one activity that gives all its elements together, in fixed proportions. `outputTonnes` by element: what it makes
 * a month in the base period, or at full capacity when it is only planned.
 */
export type BaseMine = { readonly region: number; readonly outputTonnes: Float64Array; readonly operation: Operation };

/** A plant of one element: it takes the stage before and gives `stage`, 1 or later. */
export type BasePlant = {
  readonly stage: number;
  readonly element: number;
  readonly region: number;
  readonly outputTonnes: number;
  readonly operation: Operation;
};

/** A way of a good from one region to another. */
export type BaseRoute = {
  readonly good: number;
  readonly from: number;
  readonly to: number;
  /** 0 for a route that is possible and not used. */
  readonly baseTonnes: number;
  /** Thousand USD per tonne, where nothing moves in the base period; else the base prices say it. */
  readonly cost: number;
  /** What a doubling of the flow adds to the cost, as a share of the price where it begins; above 0. */
  readonly slopeShare: number;
};

/** The final buyers of a good in one region. */
export type BaseDemand = {
  readonly good: number;
  readonly region: number;
  readonly baseTonnes: number;
  /** By how many percent they buy less, `shortMonths` months after the price rose by one and stayed; above 0. */
  readonly shortElasticity: number;
  readonly shortMonths: number;
  /** The same in the end. */
  readonly longElasticity: number;
  /** Nobody pays more than this many times the base price; above 1. */
  readonly choke: number;
};

/**
 * The base period of a supply network: what is mined, made, moved and used, and at which prices. Quantities are contained
 * tonnes a month, prices thousand USD per tonne. A *good* is an element at a stage, stage × elements + element; a *node*
 * is a good in a region, good × regions + region.
 */
export type MarketBase = {
  readonly elements: readonly string[];
  readonly stages: readonly string[];
  readonly regions: readonly string[];
  /** By stage: contained tonnes that come out of one that goes in. That of stage 0 is not read. */
  readonly yields: Float64Array;
  readonly mines: readonly BaseMine[];
  readonly plants: readonly BasePlant[];
  readonly routes: readonly BaseRoute[];
  readonly demands: readonly BaseDemand[];
  /** Nodes where stocks are kept. */
  readonly stockNodes: readonly number[];
  /** By node; 0 where there is none. */
  readonly prices: Float64Array;
};

/**
 * The place of a good in a region in arrays by node.
 *
 * @example
 * marketNode({ elements: ["a", "b"], regions: ["x", "y", "z"] }, { stage: 1, element: 0, region: 2 }) // => 8
 */
export function marketNode(
  { elements, regions }: Pick<MarketBase, "elements" | "regions">,
  { stage, element, region }: { readonly stage: number; readonly element: number; readonly region: number },
): number {
  return (stage * elements.length + element) * regions.length + region;
}
