import type { Claim } from "../model/claim.ts";
import type { GradeTable } from "../model/grade.ts";
import { normalQuantile } from "../numerics/normal.ts";
import { scaleSlope, toScale, type WorkingScale } from "./scale.ts";

/** The parts of a claim that its place and its variance on the working scale follow from. */
export type ClaimFigure = Pick<Claim, "value" | "low" | "high" | "lastDigit" | "qualifier" | "grade" | "pedigree">;

/**
 * The value of a claim on the working scale; for a claim that states only a range, the middle of its ends there.
 * NaN when the claim has no place on the scale.
 *
 * @example
 * claimCentre({ value: undefined, low: 1, high: 100 }, "log", 1) // => Math.log(10)
 */
export function claimCentre(claim: Pick<Claim, "value" | "low" | "high">, scale: WorkingScale, factor: number): number {
  if (claim.value !== undefined) return toScale(claim.value, scale, factor);
  if (claim.low === undefined || claim.high === undefined) return Number.NaN;
  return (toScale(claim.low, scale, factor) + toScale(claim.high, scale, factor)) / 2;
}

/**
 * Variance of one claim on the working scale: grade² + pedigree + qualifier² + range + rounding.
 *
 * Grade, pedigree (variances of ln, after ecoinvent 3's data quality guideline) and qualifier are taken as they are on
 * `log` and `logit`, and relative to the value on `linear`. A stated range is an interval at `grades.level`:
 * ((g(high) - g(low)) / 2z)², or of the half that is on the scale where the other end is not. Rounding is half a unit of
 * the last printed digit over √3 (a uniform distribution), carried to the scale by its slope. `natural` is the claim's
 * central value in the indicator's unit. NaN when a stated range has no place on the scale.
 *
 * @example
 * claimVariance({ value: 10, low: undefined, high: undefined, lastDigit: 0, qualifier: "exactly", grade: "A", pedigree: [1, 1, 1, 1, 1] }, 10, { scale: "log", factor: 1, grades: { level: 0.9, qualifier: 0.05, overrule: 1.96, reason: "", grades: { A: 0.03, B: 0.07, C: 0.12, D: 0.25, E: 0.5 }, pedigree: [[0], [0], [0], [0], [0]] } }) // => 0.0009
 */
export function claimVariance(
  claim: ClaimFigure,
  natural: number,
  context: { readonly scale: WorkingScale; readonly factor: number; readonly grades: GradeTable },
): number {
  const { scale, factor, grades } = context;
  const gradeSd = grades.grades[claim.grade];
  let relative = gradeSd * gradeSd + pedigreeVariance(claim, grades);
  if (claim.qualifier !== "exactly") relative += grades.qualifier * grades.qualifier;
  if (scale === "linear") relative *= natural * natural;
  const rounding = (claim.lastDigit / 2) * scaleSlope(natural, scale, factor);
  return relative + rangeVariance(claim, scale, factor, grades.level) + (rounding * rounding) / 3;
}

function pedigreeVariance(claim: ClaimFigure, grades: GradeTable): number {
  let variance = 0;
  // A score outside the table gives NaN, so that the claim is set apart and not weighed as perfect.
  for (let k = 0; k < 5; k += 1) variance += grades.pedigree[k]?.[(claim.pedigree[k] ?? 0) - 1] ?? Number.NaN;
  return variance;
}

function rangeVariance(claim: ClaimFigure, scale: WorkingScale, factor: number, level: number): number {
  if (claim.low === undefined || claim.high === undefined) return 0;
  const low = toScale(claim.low, scale, factor);
  const high = toScale(claim.high, scale, factor);
  const z = normalQuantile((1 + level) / 2);
  let half = (high - low) / 2;
  if (claim.value !== undefined && Number.isNaN(half)) {
    const value = toScale(claim.value, scale, factor);
    half = Number.isNaN(low) ? high - value : value - low;
  }
  return (half / z) ** 2;
}
