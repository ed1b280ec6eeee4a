import { incompleteBeta } from "./incomplete-beta.ts";
import { logGamma } from "./log-gamma.ts";
import { normalQuantile } from "./normal.ts";

/**
 * Quantile of Student's t with `df` > 0 degrees of freedom for a probability strictly inside (0,1), to about 1e-12
 * relative: Newton steps on the tail probability, bracketed so that none can run away.
 *
 * @example
 * studentTQuantile(0.95, 4) // => 2.13184678632665
 * studentTQuantile(0.05, 1) // => -6.313751514675042
 */
export function studentTQuantile(probability: number, df: number): number {
  if (probability === 0.5) return 0;
  if (probability < 0.5) return -upperQuantile(probability, df);
  return upperQuantile(1 - probability, df);
}

/** The t > 0 whose upper tail is `tail` < 1/2, sought in s = ln t, where the tail is nearly straight. */
function upperQuantile(tail: number, df: number): number {
  let low = -60;
  let high = 700;
  let s = Math.log(-normalQuantile(tail));
  const logConstant = logGamma((df + 1) / 2) - logGamma(df / 2) - 0.5 * Math.log(df * Math.PI);
  for (let k = 0; k < 200; k += 1) {
    const t = Math.exp(s);
    const reached = upperTail(t, df);
    if (reached > tail) low = s;
    else high = s;
    const density = Math.exp(logConstant - ((df + 1) / 2) * Math.log1p((t * t) / df));
    const newton = s + (reached / (density * t)) * Math.log(reached / tail);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - s) < 1e-15 * Math.max(1, Math.abs(s))) return Math.exp(next);
    s = next;
  }
  return Math.exp(s);
}

function upperTail(t: number, df: number): number {
  const square = t * t;
  return incompleteBeta(df / 2, 0.5, df / (df + square), square / (df + square)) / 2;
}
