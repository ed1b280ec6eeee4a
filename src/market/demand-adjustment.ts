import { lodebookError } from "../model/fault.ts";

/** How fast buyers adjust. */
export type DemandAdjustment = {
  /** Share of the way to the long run that is gone in a month. */
  readonly share: number;
  /** Of demand within the month. */
  readonly elasticity: number;
};

/**
 * Partial adjustment of demand (Nerlove 1958) by the month: with q* what buyers would take in the long run,
 *
 *   ln q_t = share × ln q*(p_t) + (1 - share) × ln q_(t-1).
 *
 * A price that rises by one percent and stays lowers demand by `shortElasticity` percent after `shortMonths` months, and by
 * `longElasticity` percent in the end: share = 1 - (1 - short / long)^(1 / shortMonths), and within a month demand is isoelastic
 * with share × long. Estimates out of annual data have 12 months.
 *
 * Throws MARKET_INPUT when not 0 < short <= long, or `shortMonths` is not above 0.
 *
 * Nerlove, M. (1958). Distributed lags and demand analysis for agricultural and other commodities. USDA Handbook 141.
 *
 * @example
 * adjustDemand({ shortElasticity: 0.2, shortMonths: 1, longElasticity: 0.8 }) // => { share: 0.25, elasticity: 0.2 }
 * adjustDemand({ shortElasticity: 0.75, shortMonths: 2, longElasticity: 1 }) // => { share: 0.5, elasticity: 0.5 }
 * adjustDemand({ shortElasticity: 0.9, shortMonths: 12, longElasticity: 0.8 }) // throws MARKET_INPUT
 */
export function adjustDemand(curve: {
  readonly shortElasticity: number;
  readonly shortMonths: number;
  readonly longElasticity: number;
}): DemandAdjustment {
  const { shortElasticity, shortMonths, longElasticity } = curve;
  if (!(shortElasticity > 0 && shortElasticity <= longElasticity && longElasticity < Number.POSITIVE_INFINITY)) {
    throw lodebookError("MARKET_INPUT", {
      found: `elasticities of ${shortElasticity} in the short run and ${longElasticity} in the long run`,
      expected: "a short one above 0 and at most the long one",
    });
  }
  if (!(shortMonths > 0)) {
    throw lodebookError("MARKET_INPUT", { found: `a short run of ${shortMonths} months`, expected: "more than 0" });
  }
  const share = 1 - (1 - shortElasticity / longElasticity) ** (1 / shortMonths);
  return { share, elasticity: share * longElasticity };
}

/**
 * The scale of demand in the month after, 1 as long as prices stay: buyers want base × scale × ratio^-elasticity, ratio being
 * the price over the base price, and `wanted` is what they wanted this month over the base.
 *
 * Where the price stands at the choke and buyers get less than they would pay for, they want what the curve has there: they
 * adjust to the price and not to the shortage.
 *
 * @example
 * nextScale(0.25, { share: 0.5, elasticity: 0.5 }) // => 0.5
 * nextScale(0.25, { share: 1, elasticity: 0.5 }) // => 1
 */
export function nextScale(wanted: number, { share }: DemandAdjustment): number {
  return wanted ** (1 - share);
}
