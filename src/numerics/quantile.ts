import { orderStatistic } from "./order-statistic.ts";

/**
 * Quantile of values for a probability p of 0 to 1, by linear interpolation between order statistics at (n - 1) p: type 7
 * of Hyndman & Fan (1996), the default of R and numpy. The values, in any order and finite, stay as they are. NaN for no
 * values and for a p outside 0 to 1.
 *
 * @example
 * quantile(Float64Array.of(40, 10, 30, 20), 0.5) // => 25
 * quantile(Float64Array.of(40, 10, 30, 20), 0.1) // => 13
 */
export function quantile(values: Float64Array, p: number): number {
  const last = values.length - 1;
  if (last < 0 || !(p >= 0 && p <= 1)) return Number.NaN;
  return orderStatistic(values.slice(), last * p, 0, last);
}
