import type { Appraisal } from "../evidence/appraise.ts";
import { type AssertedEffect, judgeCause, type ObservedEffect } from "../evidence/judge-cause.ts";
import { divide } from "../evidence/product.ts";
import { assertedInterval, judge } from "../evidence/verdict.ts";
import { independentOf } from "../evidence/votes.ts";
import type { Claim } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { Period } from "../model/period.ts";
import type { QuestionPattern } from "../model/question.ts";
import type { Cause, Effect, Statement, StatementDocument } from "../model/statement.ts";
import { appraiseClaims, type Desk, getIndicator } from "./desk.ts";
import { appraisedParts, worstGrade } from "./estimate.ts";
import type { findMarket } from "./market.ts";
import { type Attribution, attributionsOf, judgeAttribution } from "./market-verdict.ts";

/** One statement of a tested document: its verdict, its own figure, and what the independent evidence says. */
export type StatementFinding = {
  readonly statement: Statement;
  /** The document's source, and its file in the book. */
  readonly document: string;
  readonly file: string;
  readonly finding: Finding;
  /** The figure that the text asserts; undefined when it has none. */
  readonly figure: Finding | undefined;
  /** The independent evidence, read as one question; undefined when there is none. */
  readonly estimate: Finding | undefined;
  readonly span: { readonly low: number; readonly high: number } | undefined;
  /** Raw figures of the independent claims. */
  readonly values: readonly number[];
  /** For a causal statement: what was observed where the cause acts, and elsewhere. */
  readonly effects: readonly { readonly effect: Effect; readonly change: Finding }[];
  /** For a causal statement: what the market model puts down to the causes that it blames. */
  readonly attributed: readonly Finding[];
  readonly claimsFor: readonly string[];
  readonly claimsAgainst: readonly string[];
};

/** Test every statement of every document of the book. */
export function findVerdicts(desk: Desk, market: ReturnType<typeof findMarket>): readonly StatementFinding[] {
  return desk.book.documents.flatMap((document) =>
    document.statements.map((statement) =>
      judgeStatement(desk, document, statement, attributionsOf(market, statement)),
    ),
  );
}

function judgeStatement(
  desk: Desk,
  document: StatementDocument,
  statement: Statement,
  attributions: readonly Attribution[],
): StatementFinding {
  const id = `statements/${document.source}/${statement.id}`;
  const claims = independentClaims(desk, document.source, statement.question);
  const appraisal = claims.length === 0 ? undefined : appraiseClaims(desk.book, claims);
  const figure = figureFinding(desk, `${id}/figure`, statement);
  const estimate = appraisal && estimateOf(desk, `${id}/evidence`, statement, appraisal);
  const judged = isDated(desk, statement)
    ? judgeDated(desk, document.source, statement.question)
    : judge({
        figure: statement.figure,
        hasScope: statement.question !== undefined,
        appraisal,
        grades: desk.book.grades,
      });
  const observed = (statement.cause?.effects ?? []).map((effect) => observeEffect(desk, effect));
  const { verdict, reason } =
    statement.cause === undefined
      ? judged
      : judgeCausal(desk, { statement, cause: statement.cause, observed }, attributions);
  const attributed = attributions.map(({ finding }) => finding);
  return {
    statement,
    document: document.source,
    file: document.file,
    finding: {
      id,
      label: statement.text,
      question: undefined,
      period: desk.period.text,
      unit: "",
      result: { kind: "verdict", verdict, reason },
      method: "verdict",
      agreement: undefined,
      claims: statement.cause === undefined ? [] : statement.cause.events,
      echoes: [],
      inputs: [figure, estimate, ...attributed].flatMap((one) => (one === undefined ? [] : [one.id])),
      grade: estimate?.grade,
    },
    figure,
    estimate,
    span: appraisal?.span,
    values: claims.flatMap(({ value }) => (value === undefined ? [] : [value])),
    effects: observed.map((one, index) => ({
      effect: one.effect,
      change: changeFinding(desk, `${id}/effect/${index + 1}`, one),
    })),
    attributed,
    claimsFor: judged.inFavour,
    claimsAgainst: judged.against,
  };
}

/** Claims on the statement's question, over all its periods, from origins other than the text's own. */
function independentClaims(desk: Desk, source: string, question: QuestionPattern | undefined): Claim[] {
  if (question === undefined) return [];
  if (getIndicator(desk.book, question.indicator).scale === "text") return [];
  return independentOf(desk.questionsLike(question).flatMap(desk.claimsOf), source);
}

function figureFinding(desk: Desk, id: string, { text, question, figure }: Statement): Finding | undefined {
  if (figure === undefined) return undefined;
  const value = figure.value ?? ((figure.low ?? 0) + (figure.high ?? 0)) / 2;
  return {
    id,
    label: text,
    question: undefined,
    period: question?.within ?? question?.periods?.join(", ") ?? "undated",
    unit: question === undefined ? "" : getIndicator(desk.book, question.indicator).unit.text,
    result: { kind: "estimate", value, low: figure.low ?? value, high: figure.high ?? value },
    method: "stated",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  };
}

function estimateOf(desk: Desk, id: string, { text, question }: Statement, appraisal: Appraisal): Finding {
  const periods = question?.within ?? question?.periods?.join(", ") ?? "undated";
  const indicator = question && getIndicator(desk.book, question.indicator);
  const parts = appraisedParts(appraisal, indicator?.least);
  return {
    id,
    label: text,
    question: undefined,
    period: periods,
    unit: indicator?.unit.text ?? "",
    ...parts,
    inputs: [],
  };
}

/** A statement of a date without a number: it asks whether others tell of the event in that time. */
function isDated(desk: Desk, { figure, question }: Statement): boolean {
  return figure === undefined && question !== undefined && getIndicator(desk.book, question.indicator).scale === "text";
}

function judgeDated(desk: Desk, source: string, question: QuestionPattern | undefined) {
  const claims =
    question === undefined ? [] : independentOf(desk.questionsLike(question).flatMap(desk.claimsOf), source);
  const inFavour = claims.map(({ id }) => id);
  if (inFavour.length > 0)
    return { verdict: "supported", reason: "event-told-by-others", inFavour, against: [] } as const;
  return { verdict: "unsupported", reason: "no-independent-claim", inFavour, against: [] } as const;
}

/** By dates and places; where they leave it open, by what the market model puts down to the cause. */
function judgeCausal(
  desk: Desk,
  { statement, cause, observed }: { statement: Statement; cause: Cause; observed: readonly EffectSides[] },
  attributions: readonly Attribution[],
) {
  const asserted = assertedEffect(desk, statement);
  const judged = judgeCause({
    causes: eventPeriods(desk, cause.events),
    rivals: eventPeriods(desk, cause.rivals),
    effects: observed.flatMap(({ effect: { where }, before, after }): ObservedEffect[] =>
      before === undefined || after === undefined ? [] : [{ where, before, after }],
    ),
    asserted,
  });
  if (judged.reason !== "attribution-not-computed") return judged;
  return judgeAttribution(attributions, asserted) ?? judged;
}

function eventPeriods(desk: Desk, claims: readonly string[]): Period[] {
  return claims.flatMap((id) => {
    const claim = desk.claimsById.get(id);
    return claim === undefined ? [] : [claim.question.period];
  });
}

/** An observed effect as a change in percent, with the claims of both of its sides. */
function changeFinding(desk: Desk, id: string, { effect, before, after }: EffectSides): Finding {
  const sides = [before, after].flatMap((side) => side?.claims ?? []);
  const ratio = before?.estimate && after?.estimate && divide(after.estimate, before.estimate);
  const percent = (factor: number) => (factor - 1) * 100;
  return {
    id,
    label: effect.label,
    question: undefined,
    period: `${before?.period.start ?? ""}/${after?.period.end ?? ""}`,
    unit: "percent",
    result:
      ratio === undefined
        ? { kind: "missing", reason: "not-collected", gap: "" }
        : { kind: "estimate", value: percent(ratio.value), low: percent(ratio.low), high: percent(ratio.high) },
    method: ratio === undefined ? "gap" : "ratio",
    agreement: undefined,
    claims: sides,
    echoes: [],
    inputs: [],
    grade: worstGrade(sides.map((claim) => desk.claimsById.get(claim)?.grade)),
  };
}

/** An effect with what was observed before and after it. */
type EffectSides = {
  readonly effect: Effect;
  readonly before: ObservedSide | undefined;
  readonly after: ObservedSide | undefined;
};

function observeEffect(desk: Desk, effect: Effect): EffectSides {
  return { effect, before: observedSide(desk, effect.before), after: observedSide(desk, effect.after) };
}

type ObservedSide = ObservedEffect["before"] & { readonly claims: readonly string[] };

function observedSide(desk: Desk, pattern: QuestionPattern): ObservedSide | undefined {
  const questions = desk.questionsLike(pattern);
  const [first] = questions;
  const last = questions.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { start } = first.period;
  const { end } = last.period;
  const { votes, estimate, low, high } = appraiseClaims(desk.book, questions.flatMap(desk.claimsOf));
  return {
    period: { text: `${start}/${end}`, start, end },
    estimate: estimate === undefined ? undefined : { value: estimate, low, high },
    claims: votes.map(({ speaker }) => speaker.id),
  };
}

/** A signed change in percent is the factor after over before; without a figure any rise is asserted. */
function assertedEffect(desk: Desk, { figure, question }: Statement): AssertedEffect {
  if (figure === undefined || question === undefined) return { kind: "change", low: 1, high: Number.POSITIVE_INFINITY };
  const indicator = getIndicator(desk.book, question.indicator);
  const { low, high } = assertedInterval(figure, indicator, desk.book.grades);
  if (indicator.scale !== "linear" || indicator.unit.dimension !== "share") return { kind: "level", low, high };
  const { factor } = indicator.unit;
  return { kind: "change", low: 1 + low * factor, high: 1 + high * factor };
}
