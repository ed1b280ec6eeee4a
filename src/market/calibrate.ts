import { elementAt } from "../numerics/element.ts";
import { baseBalance } from "./base-balance.ts";
import { type ActivityCosts, activityCosts, type RouteCosts, routeCosts } from "./base-costs.ts";
import { checkBase } from "./check-base.ts";
import { adjustDemand, type DemandAdjustment } from "./demand-adjustment.ts";
import type { MarketBase } from "./market-base.ts";
import { analyseMonths, type MonthNetwork } from "./month-network.ts";

/** A base period with the costs that make it an equilibrium, ready to run months from. */
export type CalibratedMarket = {
  readonly base: MarketBase;
  readonly network: MonthNetwork;
  readonly activities: ActivityCosts;
  readonly routes: RouteCosts;
  /** By demand. */
  readonly adjustments: readonly DemandAdjustment[];
  /** By stock: tonnes a month that leave its node in the base period. */
  readonly stockUse: Float64Array;
};

/**
 * Calibrate a supply network to its base period: costs are set so that the base flows and prices clear the market exactly as
 * long as nothing changes (positive mathematical programming, Howitt 1995; `activityCosts` and `routeCosts` have the
 * formulas). Demand within a month is isoelastic through the base (`adjustDemand`).
 *
 * The structure, who can do what where, is analysed once: hand in `like`, a market calibrated before, and it is used again when
 * the new base differs in numbers only. Markets that share it may be run in any order, one at a time.
 *
 * Throws MARKET_INPUT for a base that does not hold together (`checkBase`).
 *
 * @example
 * calibrateMarket({ elements: ["a"], stages: ["ore"], regions: ["x"], yields: Float64Array.of(1), mines: [{ region: 0, outputTonnes: Float64Array.of(8), operation: { kind: "working", elasticity: 0.5, headroom: 2 } }], plants: [], routes: [], demands: [{ good: 0, region: 0, baseTonnes: 8, shortElasticity: 0.2, shortMonths: 1, longElasticity: 0.8, choke: 9 }], stockNodes: [], prices: Float64Array.of(10) }).activities.slope // => [2.5]
 * calibrateMarket({ elements: ["a"], stages: ["ore"], regions: ["x"], yields: Float64Array.of(1), mines: [], plants: [], routes: [], demands: [{ good: 0, region: 0, baseTonnes: 8, shortElasticity: 0.2, shortMonths: 1, longElasticity: 0.8, choke: 9 }], stockNodes: [], prices: Float64Array.of(10) }) // throws MARKET_INPUT
 */
export function calibrateMarket(base: MarketBase, like?: CalibratedMarket): CalibratedMarket {
  checkBase(base);
  const { leaves } = baseBalance(base);
  return {
    base,
    network: analyseMonths(base, like?.network),
    activities: activityCosts(base),
    routes: routeCosts(base),
    adjustments: base.demands.map(adjustDemand),
    stockUse: Float64Array.from(base.stockNodes, (node) => elementAt(leaves, node)),
  };
}
