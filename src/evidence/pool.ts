import { lodebookError } from "../model/fault.ts";
import { chiSquareSurvival } from "../numerics/chi-square.ts";
import { elementAt } from "../numerics/element.ts";
import { normalQuantile } from "../numerics/normal.ts";
import { studentTQuantile } from "../numerics/student-t.ts";

/** A pooled question, on the working scale. */
export type Pool = {
  /** Number of values pooled. */
  readonly n: number;
  /** Variance between the sources (Paule-Mandel). */
  readonly tau2: number;
  readonly estimate: number;
  /** Standard error of the estimate (modified Hartung-Knapp). */
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** Cochran's Q, with its p on n - 1 degrees of freedom. */
  readonly q: number;
  readonly qP: number;
  /** Higgins and Thompson's I², as a fraction of 1. */
  readonly i2: number;
};

/**
 * Pool independent values with known variances, by a random-effects model.
 *
 * The between-source variance is that of Paule & Mandel (1982): the tau² >= 0 at which the generalised Q is n - 1, or 0
 * where Q is smaller already. The interval is Hartung & Knapp's (2001) with the factor max(1, Q/(n-1)), so that it is
 * never narrower than the fixed-effect one (Knapp & Hartung 2003), on Student's t with n - 1 degrees of freedom:
 * metafor's `rma(y, v, method = "PM", test = "adhoc", level = 90)`. I² = max(0, (Q - df) / Q) (Higgins & Thompson 2002).
 * One value keeps its own normal interval, with tau² 0, Q 0, p 1 and I² 0.
 *
 * `values` and `variances` have the same length; `start` (0) and `end` (the length) choose a stretch of them, so that
 * many questions can lie in one array. `level` is in (0,1). Throws EVIDENCE_INPUT for an empty stretch, a value that is
 * not finite or a variance that is not positive and finite.
 *
 * @example
 * poolRandomEffects({ values: Float64Array.of(5.1, 5.9), variances: Float64Array.of(0.0049, 0.0144), level: 0.9 }).tau2 // => 0.31035
 * poolRandomEffects({ values: Float64Array.of(2), variances: Float64Array.of(1), level: 0.9 }).high // => 3.6448536269514722
 * poolRandomEffects({ values: Float64Array.of(), variances: Float64Array.of(), level: 0.9 }) // throws EVIDENCE_INPUT
 */
export function poolRandomEffects(input: {
  readonly values: Float64Array;
  readonly variances: Float64Array;
  readonly start?: number;
  readonly end?: number;
  readonly level: number;
}): Pool {
  const { values, variances, level } = input;
  const start = input.start ?? 0;
  const end = input.end ?? values.length;
  checkInput(values, variances, start, end, level);
  const n = end - start;
  if (n === 1) return ownInterval(elementAt(values, start), elementAt(variances, start), level);

  const df = n - 1;
  const fixedMean = weightedMean(values, variances, start, end);
  // The second pass is around the mean that the first one found, so that no digits cancel.
  sumWeighted(values, variances, start, end, 0, fixedMean);
  const q = generalisedQ;
  const tau2 = q > df ? pauleMandel(values, variances, start, end, df) : 0;
  const estimate = centre;
  const se = Math.sqrt(Math.max(1, generalisedQ / df) / weightSum);
  const half = tQuantile(df, level) * se;
  return {
    n,
    tau2,
    estimate,
    se,
    low: estimate - half,
    high: estimate + half,
    q,
    qP: chiSquareSurvival(q, df),
    i2: q > df ? (q - df) / q : 0,
  };
}

function checkInput(values: Float64Array, variances: Float64Array, start: number, end: number, level: number): void {
  if (!(level > 0 && level < 1)) throw refuse(`the level ${level}`, "one inside (0,1)");
  if (values.length !== variances.length || start < 0 || end > values.length) {
    throw refuse(`${values.length} values and ${variances.length} variances`, "as many of the one as of the other");
  }
  if (!(end > start)) throw refuse("no values to pool", "at least one");
  for (let i = start; i < end; i += 1) {
    const value = elementAt(values, i);
    const variance = elementAt(variances, i);
    if (!Number.isFinite(value)) throw refuse(`the value ${value}`, "a finite number");
    if (!(variance > 0 && variance < Number.POSITIVE_INFINITY)) {
      throw refuse(`the variance ${variance}`, "a positive finite number");
    }
  }
}

function refuse(found: string, expected: string) {
  return lodebookError("EVIDENCE_INPUT", { found, expected });
}

function ownInterval(value: number, variance: number, level: number): Pool {
  const se = Math.sqrt(variance);
  const half = normalQuantile((1 + level) / 2) * se;
  return { n: 1, tau2: 0, estimate: value, se, low: value - half, high: value + half, q: 0, qP: 1, i2: 0 };
}

function weightedMean(values: Float64Array, variances: Float64Array, start: number, end: number): number {
  const first = elementAt(values, start);
  let weights = 0;
  let sum = 0;
  for (let i = start; i < end; i += 1) {
    const weight = 1 / elementAt(variances, i);
    weights += weight;
    sum += weight * (elementAt(values, i) - first);
  }
  return first + sum / weights;
}

// The results of `sumWeighted`. They are read at once by its callers: an object for each step would be a million of
// them for twenty thousand questions.
let centre = 0;
let weightSum = 0;
let generalisedQ = 0;
let slopeOfQ = 0;

/** The weighted mean, the sum of weights, Q and -dQ/dtau² at one tau², with deviations taken from `from`. */
function sumWeighted(
  values: Float64Array,
  variances: Float64Array,
  start: number,
  end: number,
  tau2: number,
  from: number,
): void {
  let w = 0;
  let wd = 0;
  let wdd = 0;
  let ww = 0;
  let wwd = 0;
  let wwdd = 0;
  for (let i = start; i < end; i += 1) {
    const weight = 1 / (elementAt(variances, i) + tau2);
    const deviation = elementAt(values, i) - from;
    const weighted = weight * deviation;
    w += weight;
    wd += weighted;
    wdd += weighted * deviation;
    ww += weight * weight;
    wwd += weight * weighted;
    wwdd += weighted * weighted;
  }
  const shift = wd / w;
  centre = from + shift;
  weightSum = w;
  generalisedQ = wdd - wd * shift;
  slopeOfQ = wwdd - shift * (2 * wwd - shift * ww);
}

/**
 * Newton's method on 1/Q, which is straight when all variances are alike, so that few steps are needed from any scale;
 * a step that leaves the bracket is replaced by its middle. Starts from the sums at tau² = 0 and leaves those at the root.
 */
function pauleMandel(values: Float64Array, variances: Float64Array, start: number, end: number, df: number): number {
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let tau2 = 0;
  for (let k = 0; k < 200; k += 1) {
    const excess = generalisedQ - df;
    if (excess === 0) return tau2;
    if (excess > 0) low = tau2;
    else high = tau2;
    let next = tau2 + (generalisedQ * excess) / (df * slopeOfQ);
    if (!(next >= low && next <= high)) next = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
    const step = Math.abs(next - tau2);
    tau2 = next;
    sumWeighted(values, variances, start, end, tau2, centre);
    if (step <= 4 * Number.EPSILON * tau2) return tau2;
  }
  return tau2;
}

let knownDf = 0;
let knownLevel = 0;
let knownQuantile = 0;

/** Student's quantile, kept for the next question: most have as many votes as the one before. */
function tQuantile(df: number, level: number): number {
  if (df !== knownDf || level !== knownLevel) {
    knownQuantile = studentTQuantile((1 + level) / 2, df);
    knownDf = df;
    knownLevel = level;
  }
  return knownQuantile;
}
