import { elementAt } from "./element.ts";
import { normalQuantile } from "./normal.ts";
import { orderStatistic } from "./order-statistic.ts";
import { quantile } from "./quantile.ts";

/**
 * The central interval of values at a level in (0,1): their quantiles, of type 7, at (1 - level)/2 and (1 + level)/2.
 *
 * For many intervals of many values: `belief` says about where the values lie, by mean and standard deviation, and only
 * those well out on either side of it are sorted at all. A belief that is off costs time and never changes the result.
 * The values are finite and stay as they are; `scratch` is as long as they are.
 *
 * @example
 * centralInterval(Float64Array.of(40, 10, 30, 20, 50), 0.75, { mean: 30, deviation: 14 }, new Float64Array(5)) // => { low: 15, high: 45 }
 * centralInterval(Float64Array.of(40, 10, 30, 20, 50), 0.75, { mean: 9, deviation: 0 }, new Float64Array(5)) // => { low: 15, high: 45 }
 */
export function centralInterval(
  values: Float64Array,
  level: number,
  belief: { readonly mean: number; readonly deviation: number },
  scratch: Float64Array,
): { low: number; high: number } {
  const last = values.length - 1;
  const lowPlace = (last * (1 - level)) / 2;
  const highPlace = (last * (1 + level)) / 2;
  // Nearer than the ends are believed to be, so that the neighbours beyond both are found as well.
  const reach = 0.85 * normalQuantile((1 + level) / 2) * belief.deviation;
  const below = belief.mean - reach;
  const above = belief.mean + reach;
  let lows = 0;
  let highs = values.length;
  for (let i = 0; i <= last; i += 1) {
    const value = elementAt(values, i);
    if (value < below) {
      scratch[lows] = value;
      lows += 1;
    } else if (value > above) {
      highs -= 1;
      scratch[highs] = value;
    }
  }
  return {
    low: lowPlace <= lows - 1 ? orderStatistic(scratch, lowPlace, 0, lows - 1) : quantile(values, (1 - level) / 2),
    high:
      highPlace >= highs ? orderStatistic(scratch, highPlace - highs, highs, last) : quantile(values, (1 + level) / 2),
  };
}
