import type { Appraisal } from "../evidence/appraise.ts";
import type { Claim } from "../model/claim.ts";
import type { Agreement, Finding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";
import { allGrades, type Grade } from "../model/grade.ts";
import type { MissingReason } from "../model/missing.ts";
import { isWithin, parsePeriod } from "../model/period.ts";
import type { PlanGroup } from "../model/plan.ts";
import type { Question, QuestionPattern } from "../model/question.ts";
import type { Text } from "../model/text.ts";
import { type Desk, getIndicator } from "./desk.ts";

/** A titled table of findings: one a question. */
export type GroupFindings = {
  readonly id: string;
  readonly title: Text;
  readonly note: Text | undefined;
  readonly findings: readonly Finding[];
};

/** The findings of a planned group; a period that the plan names and nobody claims is a missing finding. */
export function groupFindings(desk: Desk, prefix: string, group: PlanGroup): GroupFindings {
  const id = `${prefix}/${group.id}`;
  const questions = desk.questionsLike(group.question);
  const findings = questions.flatMap((question) =>
    questionFindings(desk, `${id}/${openParts(group.question, question)}`, question),
  );
  const answered = new Set(questions.map((question) => question.period.text));
  const unanswered = (group.question.periods ?? []).filter((period) => !answered.has(period));
  const all = [
    ...findings,
    ...unanswered.map((period) => missingFinding(desk, `${id}/${idOfPeriod(period)}`, group.question, period)),
  ];
  if (all.length === 0)
    all.push(missingFinding(desk, `${id}/none`, group.question, group.question.within ?? desk.period.text));
  all.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : 0));
  return { id: group.id, title: group.title, note: group.note, findings: all };
}

/** What the claims of one question give: one estimate, or for a text indicator the words of each vote. */
export function questionFindings(desk: Desk, id: string, question: Question): Finding[] {
  const indicator = getIndicator(desk.book, question.indicator);
  if (indicator.scale !== "text") return [estimateFinding(desk, id, question)];
  const claims = desk.claimsOf(question);
  return claims.map((claim, index) => ({
    id: claims.length === 1 ? id : `${id}/${index + 1}`,
    label: indicator.name,
    question,
    period: question.period.text,
    unit: "",
    result: { kind: "words", words: { en: claim.printed.text } },
    method: "stated",
    agreement: undefined,
    claims: [claim.id],
    echoes: [],
    inputs: [],
    grade: claim.grade,
  }));
}

/** The pooled answer to one question. */
export function estimateFinding(desk: Desk, id: string, question: Question): Finding {
  const indicator = getIndicator(desk.book, question.indicator);
  return {
    id,
    label: indicator.name,
    question,
    period: question.period.text,
    unit: indicator.unit.text,
    ...appraisedParts(desk.appraisalOf(question), indicator.least),
    inputs: [],
  };
}

/** The parts of a finding that an appraisal decides. */
export function appraisedParts(
  appraisal: Appraisal,
  least: number | undefined,
): Pick<Finding, "result" | "method" | "agreement" | "claims" | "echoes" | "grade"> {
  const speakers = appraisal.votes.map((vote) => vote.speaker);
  const echoes = appraisal.votes.flatMap((vote) => vote.echoes.map((echo) => echo.claim.id));
  const apart = appraisal.unscalable;
  if (appraisal.estimate === undefined) return unscalableParts(apart, appraisal.agreement);
  return {
    result: {
      kind: "estimate",
      value: appraisal.estimate,
      low: Math.max(appraisal.low, least ?? Number.NEGATIVE_INFINITY),
      high: appraisal.high,
    },
    method: speakers.length === 1 ? "single-claim" : "pooled",
    agreement: appraisal.agreement,
    claims: speakers.map((claim) => claim.id),
    echoes: [...echoes, ...apart.map((claim) => claim.id)],
    grade: bestGrade(speakers.map((claim) => claim.grade)),
  };
}

/** A planned question that nobody answers: the gap that names it says why, else it was not collected. */
export function missingFinding(desk: Desk, id: string, pattern: QuestionPattern, period: string): Finding {
  const gap = findGap(desk, pattern, period);
  const indicator = getIndicator(desk.book, pattern.indicator);
  return {
    id,
    label: indicator.name,
    period,
    unit: indicator.unit.text,
    ...missingParts(gap?.reason ?? "not-collected", gap?.id ?? ""),
  };
}

/** The parts of a finding that is not there: why, and the gap that says so (or an empty id). */
export function missingParts(reason: MissingReason, gap: string): Omit<Finding, "id" | "label" | "period" | "unit"> {
  return {
    question: undefined,
    result: { kind: "missing", reason, gap },
    method: "gap",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  };
}

/** The best of some grades; undefined of none. */
function bestGrade(grades: readonly (Grade | undefined)[]): Grade | undefined {
  return allGrades.find((grade) => grades.includes(grade));
}

/** The worst of some grades: what a computed finding is worth. */
export function worstGrade(grades: readonly (Grade | undefined)[]): Grade | undefined {
  return allGrades.findLast((grade) => grades.includes(grade));
}

/** A period as part of a finding's id, where a slash parts the levels. */
export function idOfPeriod(period: string): string {
  return period.replace("/", "..");
}

/** Zero tonnes or all of something cannot be pooled on its scale: the printed figure stands alone, as it was said. */
function unscalableParts(claims: readonly Claim[], agreement: Agreement): ReturnType<typeof appraisedParts> {
  const [first, ...rest] = claims;
  const value = first?.value ?? 0;
  return {
    result: { kind: "estimate", value, low: first?.low ?? value, high: first?.high ?? value },
    method: "stated",
    agreement,
    claims: first === undefined ? [] : [first.id],
    echoes: rest.map((claim) => claim.id),
    grade: first?.grade,
  };
}

/** The parts of a question that its pattern leaves open, so that ids stay short and do not clash. */
function openParts(pattern: QuestionPattern, question: Question): string {
  const { place, counterparty, commodity, basis, period } = question;
  const open = [
    pattern.place === undefined ? place : "",
    pattern.counterparty === undefined ? counterparty : "",
    pattern.commodity === undefined ? commodity : "",
    pattern.basis === undefined ? basis : "",
  ].filter((part) => part !== "");
  return [...open, idOfPeriod(period.text)].join("/");
}

function findGap(desk: Desk, pattern: QuestionPattern, period: string): Gap | undefined {
  return desk.book.gaps.find(
    ({ question }) =>
      question !== undefined &&
      question.indicator === pattern.indicator &&
      agrees(question.place, pattern.place) &&
      agrees(question.counterparty, pattern.counterparty) &&
      agrees(question.commodity, pattern.commodity) &&
      agrees(question.basis, pattern.basis) &&
      coversPeriod(question, period),
  );
}

function coversPeriod({ periods, within }: QuestionPattern, period: string): boolean {
  if (periods !== undefined && !periods.includes(period)) return false;
  return within === undefined || isWithin(parsePeriod(period), parsePeriod(within));
}

function agrees(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other;
}
