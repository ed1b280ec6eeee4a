import type { Claim } from "../model/claim.ts";
import { lodebookError } from "../model/fault.ts";
import type { GradeTable } from "../model/grade.ts";
import type { Verdict } from "../model/statement.ts";
import { elementAt } from "../numerics/element.ts";
import { normalQuantile } from "../numerics/normal.ts";
import type { Appraisal } from "./appraise.ts";
import { fromScale, type Measure, toScale } from "./scale.ts";

/** What a sentence asserts: a value or a range in the indicator's unit, with the words before it. */
export type AssertedFigure = Pick<Claim, "value" | "low" | "high" | "qualifier" | "lastDigit">;

/** Why a figure got its verdict: a stable code for the catalogue of words. */
export type VerdictReason =
  | "inside-interval"
  | "inside-span-only"
  | "outside-every-source"
  | "no-independent-claim"
  | "no-figure"
  | "scope-undefined";

/** A verdict, its reason, and the ids of the claims on each side. */
export type Judgement = {
  readonly verdict: Verdict;
  readonly reason: VerdictReason;
  readonly inFavour: readonly string[];
  readonly against: readonly string[];
};

/**
 * Judge the figure of a sentence by the appraisal of independent claims: those that `independentOf` leaves when the
 * text's own source is taken away (undefined when none is left). The figure is taken as the interval that its words
 * assert (`assertedInterval`). `supported` when that reaches into the estimate's interval; `contested` when it reaches
 * only into the span of the claims; `contradicted` when it is outside every one of them; `unsupported` without an
 * independent claim; `not-testable` without a figure or where `hasScope` is false. Where no claim could be pooled and
 * all agree, their span stands for the interval. See docs/concepts/verdict.md.
 *
 * @example
 * judge({ figure: undefined, hasScope: true, appraisal: undefined, grades: { level: 0.9, qualifier: 0.05 } }).reason // => "no-figure"
 * judge({ figure: { value: 3, low: undefined, high: undefined, lastDigit: 1, qualifier: "exactly" }, hasScope: true, appraisal: undefined, grades: { level: 0.9, qualifier: 0.05 } }).verdict // => "unsupported"
 */
export function judge(input: {
  readonly figure: AssertedFigure | undefined;
  readonly hasScope: boolean;
  readonly appraisal: Appraisal | undefined;
  readonly grades: Pick<GradeTable, "level" | "qualifier">;
}): Judgement {
  const { figure, appraisal, grades } = input;
  if (figure === undefined) return bare("not-testable", "no-figure");
  if (!input.hasScope) return bare("not-testable", "scope-undefined");
  if (appraisal === undefined) return bare("unsupported", "no-independent-claim");
  const asserted = assertedInterval(figure, appraisal.measure, grades);
  const sides = takeSides(asserted, appraisal);
  const { span } = appraisal;
  const interval = appraisal.pool === undefined ? (appraisal.agreement === "contested" ? undefined : span) : appraisal;
  if (interval !== undefined && overlaps(asserted, interval)) {
    return { verdict: "supported", reason: "inside-interval", ...sides };
  }
  if (overlaps(asserted, span)) return { verdict: "contested", reason: "inside-span-only", ...sides };
  return { verdict: "contradicted", reason: "outside-every-source", ...sides };
}

/**
 * What a figure asserts, as an interval in the indicator's unit; its ends may be infinite. Half a unit of the last digit
 * is always granted. Exactly x: x. `about` x: x give or take z times the qualifier's deviation, z being the quantile of
 * the level. `over` and `atleast` x: x or more. `nearly` and `upto` x: the band of `about`, laid wholly below x. A range:
 * all of it, and with a qualifier its lower or upper end is read in the same way. Throws EVIDENCE_INPUT without a figure.
 *
 * @example
 * assertedInterval({ value: 300, low: undefined, high: undefined, lastDigit: 100, qualifier: "over" }, { scale: "log", unit: { factor: 1 } }, { level: 0.9, qualifier: 0.05 }) // => { low: 250, high: Infinity }
 * assertedInterval({ value: undefined, low: 3, high: 4, lastDigit: 0, qualifier: "exactly" }, { scale: "log", unit: { factor: 1 } }, { level: 0.9, qualifier: 0.05 }) // => { low: 3, high: 4 }
 */
export function assertedInterval(
  figure: AssertedFigure,
  measure: Measure,
  grades: Pick<GradeTable, "level" | "qualifier">,
): { low: number; high: number } {
  const low = figure.low ?? figure.value;
  const high = figure.high ?? figure.value;
  if (low === undefined || high === undefined) {
    throw lodebookError("EVIDENCE_INPUT", {
      found: "an asserted figure without a number",
      expected: "a value or a range",
    });
  }
  const half = figure.lastDigit / 2;
  const reach = normalQuantile((1 + grades.level) / 2) * grades.qualifier;
  const { qualifier } = figure;
  if (qualifier === "exactly") return { low: low - half, high: high + half };
  if (qualifier === "over" || qualifier === "atleast") return { low: low - half, high: Number.POSITIVE_INFINITY };
  if (qualifier === "about") {
    return { low: moveOnScale(low, -reach, measure) - half, high: moveOnScale(high, reach, measure) + half };
  }
  return { low: moveOnScale(low, -2 * reach, measure) - half, high: high + half };
}

function bare(verdict: Verdict, reason: VerdictReason): Judgement {
  return { verdict, reason, inFavour: [], against: [] };
}

/** A value moved on its working scale; on the linear one, or where it has no place on its own, relative to its size. */
function moveOnScale(value: number, reach: number, { scale, unit }: Measure): number {
  const working = scale === "text" || scale === "linear" ? Number.NaN : toScale(value, scale, unit.factor);
  if (scale === "text" || Number.isNaN(working)) return value + reach * Math.abs(value);
  return fromScale(working + reach, scale, unit.factor);
}

function overlaps(a: { low: number; high: number }, b: { readonly low: number; readonly high: number }): boolean {
  // A billionth is granted, so that an end which equals the other is not lost on the way to a scale and back.
  const slack = 1e-9 * Math.max(Math.abs(b.low), Math.abs(b.high));
  return a.low <= b.high + slack && a.high >= b.low - slack;
}

/** Each vote's speaker by its own interval, each unscalable claim by its figure; echoes stand with their speaker. */
function takeSides(asserted: { low: number; high: number }, appraisal: Appraisal) {
  const inFavour: string[] = [];
  const against: string[] = [];
  const z = normalQuantile((1 + appraisal.level) / 2);
  for (const [k, { speaker, echoes }] of appraisal.votes.entries()) {
    const side = overlaps(asserted, ownInterval(appraisal, k, z)) ? inFavour : against;
    side.push(speaker.id, ...echoes.map(({ claim }) => claim.id));
  }
  for (const claim of appraisal.unscalable) {
    const half = claim.lastDigit / 2;
    const low = (claim.low ?? claim.value ?? Number.NaN) - half;
    const high = (claim.high ?? claim.value ?? Number.NaN) + half;
    (overlaps(asserted, { low, high }) ? inFavour : against).push(claim.id);
  }
  return { inFavour, against };
}

function ownInterval({ values, variances, measure }: Appraisal, k: number, z: number): { low: number; high: number } {
  const scale = measure.scale === "text" ? "linear" : measure.scale;
  const value = elementAt(values, k);
  const half = z * Math.sqrt(elementAt(variances, k));
  const { factor } = measure.unit;
  return { low: fromScale(value - half, scale, factor), high: fromScale(value + half, scale, factor) };
}
