import type { Claim } from "../model/claim.ts";
import { lodebookError } from "../model/fault.ts";
import type { Agreement } from "../model/finding.ts";
import type { GradeTable } from "../model/grade.ts";
import { elementAt } from "../numerics/element.ts";
import { claimCentre, claimVariance } from "./claim-variance.ts";
import type { Estimate } from "./estimate.ts";
import { type Pool, poolRandomEffects } from "./pool.ts";
import { fromScale, type Measure, type WorkingScale } from "./scale.ts";
import { resolveVotes } from "./votes.ts";

/** A claim that repeats a vote's speaker: with the `same` figure within rounding, or a `variant` of it, lost on the way. */
export type Echo = { readonly claim: Claim; readonly kind: "same" | "variant" };

/** One independent observation: the claim that speaks for its origin, and those that repeat it. */
export type Vote = { readonly origin: string; readonly speaker: Claim; readonly echoes: readonly Echo[] };

/** The evidence on one question. */
export type Appraisal = {
  /** In the order in which each origin first comes. */
  readonly votes: readonly Vote[];
  /** The speakers on the working scale, in the order of `votes`, with their variances. */
  readonly values: Float64Array;
  readonly variances: Float64Array;
  /** Claims without a place on the working scale, or without any uncertainty to weigh them by: listed, never pooled. */
  readonly unscalable: readonly Claim[];
  /** Ends of all claims, echoes, stated ranges and unscalable ones with them, in the indicator's unit. */
  readonly span: { readonly low: number; readonly high: number };
  /** `contested` when Q's p < 0.05, or when an unscalable claim of another origin lies outside the interval. */
  readonly agreement: Agreement;
  readonly measure: Measure;
  readonly level: number;
} & (PooledParts | UnpooledParts);

/** The pool on the working scale; estimate and interval in the indicator's unit. */
type PooledParts = { readonly pool: Pool; readonly estimate: number; readonly low: number; readonly high: number };

/** Not one claim is on the scale: `votes` is empty and there is no estimate. */
type UnpooledParts = {
  readonly pool: undefined;
  readonly estimate: undefined;
  readonly low: undefined;
  readonly high: undefined;
};

/**
 * Appraise the claims of one question: one vote per origin, pooled by `poolRandomEffects` on the indicator's working
 * scale at `grades.level`. For a vote speaks its claim with the best grade; among equals the origin itself rather than a
 * copy, then the one with the lowest pedigree sum, then the first by id. See docs/concepts/pooling.md. Throws
 * EVIDENCE_INPUT without claims, for a `text` indicator, and for a claim without any figure.
 *
 * @example
 * appraise([], { indicator: { scale: "log", unit: { factor: 1 } }, grades: { level: 0.9, qualifier: 0.05, overrule: 1.96, reason: "", grades: { A: 0.03, B: 0.07, C: 0.12, D: 0.25, E: 0.5 }, pedigree: [[0], [0], [0], [0], [0]] } }) // throws EVIDENCE_INPUT
 */
export function appraise(
  claims: readonly Claim[],
  context: { readonly indicator: Measure; readonly grades: GradeTable },
): Appraisal {
  const { indicator: measure, grades } = context;
  const { scale } = measure;
  const [first] = claims;
  if (first === undefined) throw refuse("no claims to appraise", "at least one");
  if (scale === "text") throw refuse("an indicator of words", "one with figures");
  const weighed = weighClaims(claims, { scale, factor: measure.unit.factor, grades });
  const votes = gatherVotes(claims, weighed);
  const common = {
    votes: votes.list,
    values: votes.values,
    variances: votes.variances,
    unscalable: claims.filter((_, index) => Number.isNaN(elementAt(weighed.variances, index))),
    span: spanOf(claims),
    measure,
    level: grades.level,
  };
  if (votes.list.length === 0) {
    const agreement = agreementApart(claims, common.span);
    return { ...common, agreement, pool: undefined, estimate: undefined, low: undefined, high: undefined };
  }
  const pool = poolRandomEffects({ values: votes.values, variances: votes.variances, level: grades.level });
  const estimate = { ...backTransform(pool, measure, scale), ...alone(votes.list) };
  const agreement = agreementOf(pool, estimate, common.unscalable, votes.list);
  return { ...common, agreement, pool, estimate: estimate.value, low: estimate.low, high: estimate.high };
}

/**
 * What the pool would say without each of the votes, in their order: the influence of each source, in the indicator's
 * unit. Empty when there is only one vote, since nothing would be left.
 *
 * @example
 * leaveOneOut({ votes: [], values: Float64Array.of(), variances: Float64Array.of(), level: 0.9, measure: { scale: "log", unit: { factor: 1 } } }) // => []
 */
export function leaveOneOut(
  appraisal: Pick<Appraisal, "votes" | "values" | "variances" | "measure" | "level">,
): (Estimate & { readonly origin: string })[] {
  const { votes, values, variances, measure, level } = appraisal;
  const { scale } = measure;
  if (votes.length < 2 || scale === "text") return [];
  return votes.map(({ origin }, left) => {
    const others = { values: values.filter((_, k) => k !== left), variances: variances.filter((_, k) => k !== left) };
    return { origin, ...backTransform(poolRandomEffects({ ...others, level }), measure, scale) };
  });
}

function refuse(found: string, expected: string) {
  return lodebookError("EVIDENCE_INPUT", { found, expected });
}

type Weighed = { readonly values: Float64Array; readonly variances: Float64Array };

/** Place and variance of each claim; the variance is NaN where a claim cannot be pooled. */
function weighClaims(
  claims: readonly Claim[],
  context: { readonly scale: WorkingScale; readonly factor: number; readonly grades: GradeTable },
): Weighed {
  const { scale, factor } = context;
  const values = new Float64Array(claims.length);
  const variances = new Float64Array(claims.length);
  claims.forEach((claim, index) => {
    if (claim.value === undefined && claim.low === undefined)
      throw refuse(`the claim ${claim.id} without a figure`, "a value or a range");
    const centre = claimCentre(claim, scale, factor);
    const natural = claim.value ?? fromScale(centre, scale, factor);
    const variance = claimVariance(claim, natural, context);
    const fits = Number.isFinite(centre) && variance > 0 && variance < Number.POSITIVE_INFINITY;
    values[index] = centre;
    variances[index] = fits ? variance : Number.NaN;
  });
  return { values, variances };
}

function gatherVotes(claims: readonly Claim[], weighed: Weighed): { readonly list: Vote[] } & Weighed {
  const origins = resolveVotes(claims);
  const members = new Map<string, number[]>();
  for (let index = 0; index < claims.length; index += 1) {
    if (Number.isNaN(elementAt(weighed.variances, index))) continue;
    const origin = origins[index] ?? "";
    const known = members.get(origin);
    if (known) known.push(index);
    else members.set(origin, [index]);
  }
  const list: Vote[] = [];
  const values = new Float64Array(members.size);
  const variances = new Float64Array(members.size);
  for (const [origin, indices] of members) {
    const best = indices.length === 1 ? (indices[0] ?? 0) : bestSpeaker(claims, indices, origin);
    const speaker = claims[best];
    if (speaker === undefined) continue;
    values[list.length] = elementAt(weighed.values, best);
    variances[list.length] = elementAt(weighed.variances, best);
    list.push({ origin, speaker, echoes: echoesOf(claims, indices, speaker) });
  }
  return { list, values, variances };
}

function bestSpeaker(claims: readonly Claim[], indices: readonly number[], origin: string): number {
  return indices.reduce((best, index) => {
    const champion = claims[best];
    const candidate = claims[index];
    if (champion === undefined || candidate === undefined) return best;
    return speaksBefore(candidate, champion, origin) ? index : best;
  });
}

function speaksBefore(a: Claim, b: Claim, origin: string): boolean {
  if (a.grade !== b.grade) return a.grade < b.grade;
  if ((a.source === origin) !== (b.source === origin)) return a.source === origin;
  const pedigree = pedigreeSum(a) - pedigreeSum(b);
  return pedigree === 0 ? a.id < b.id : pedigree < 0;
}

function pedigreeSum({ pedigree }: Claim): number {
  return pedigree[0] + pedigree[1] + pedigree[2] + pedigree[3] + pedigree[4];
}

const noEchoes: readonly Echo[] = [];

function echoesOf(claims: readonly Claim[], indices: readonly number[], speaker: Claim): readonly Echo[] {
  if (indices.length === 1) return noEchoes;
  const echoes: Echo[] = [];
  for (const index of indices) {
    const claim = claims[index];
    if (claim === undefined || claim === speaker) continue;
    echoes.push({ claim, kind: isSameFigure(claim, speaker) ? "same" : "variant" });
  }
  return echoes;
}

/** Whether two figures could be roundings of one another; a value and a bare range never are. */
function isSameFigure(a: Claim, b: Claim): boolean {
  const reach = (a.lastDigit + b.lastDigit) / 2;
  if (a.value !== undefined && b.value !== undefined) return isNear(a.value, b.value, reach);
  if (a.value !== undefined || b.value !== undefined) return false;
  return isNear(a.low ?? 0, b.low ?? 0, reach) && isNear(a.high ?? 0, b.high ?? 0, reach);
}

function isNear(a: number, b: number, reach: number): boolean {
  return Math.abs(a - b) <= reach + 1e-9 * Math.max(Math.abs(a), Math.abs(b));
}

function spanOf(claims: readonly Claim[]): { low: number; high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const claim of claims) {
    low = Math.min(low, claim.low ?? low, claim.value ?? low);
    high = Math.max(high, claim.high ?? high, claim.value ?? high);
  }
  return { low, high };
}

function backTransform(pool: Pool, measure: Measure, scale: WorkingScale): Estimate {
  const { factor } = measure.unit;
  return {
    value: fromScale(pool.estimate, scale, factor),
    low: fromScale(pool.low, scale, factor),
    high: fromScale(pool.high, scale, factor),
  };
}

/** A figure that stands alone is shown as it was said, without the rounding of the way to a scale and back. */
function alone(votes: readonly Vote[]): { value?: number } {
  const value = votes.length === 1 ? votes[0]?.speaker.value : undefined;
  return value === undefined ? {} : { value };
}

function agreementOf(pool: Pool, estimate: Estimate, unscalable: readonly Claim[], votes: readonly Vote[]): Agreement {
  if (pool.qP < 0.05) return "contested";
  if (unscalable.length > 0 && unscalable.some((claim) => disagrees(claim, estimate, votes))) return "contested";
  return pool.n === 1 ? "single-source" : "agreed";
}

/** A claim of "none at all" cannot be pooled with positive ones, but it can contradict them. */
function disagrees(claim: Claim, estimate: Estimate, votes: readonly Vote[]): boolean {
  const [origin] = resolveVotes([claim]);
  if (votes.some((vote) => vote.origin === origin)) return false;
  const half = claim.lastDigit / 2;
  const low = (claim.low ?? claim.value ?? 0) - half;
  const high = (claim.high ?? claim.value ?? 0) + half;
  return high < estimate.low || low > estimate.high;
}

/** Agreement where nothing can be pooled: the figures are the same, or they are not. */
function agreementApart(claims: readonly Claim[], span: { readonly low: number; readonly high: number }): Agreement {
  if (new Set(resolveVotes(claims)).size === 1) return "single-source";
  return span.low === span.high ? "agreed" : "contested";
}
