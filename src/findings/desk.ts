import { type Appraisal, appraise } from "../evidence/appraise.ts";
import { groupByQuestion } from "../evidence/group-claims.ts";
import type { Book } from "../model/book.ts";
import type { Claim } from "../model/claim.ts";
import { lodebookError } from "../model/fault.ts";
import type { Indicator } from "../model/indicator.ts";
import { isWithin, type Period, parsePeriod } from "../model/period.ts";
import { type Question, type QuestionPattern, questionKey } from "../model/question.ts";
import { registerRows } from "../model/register-rows.ts";

/** A book opened for one period, as it was known on one day: what every finding reads. */
export type Desk = {
  readonly book: Book;
  readonly period: Period;
  readonly asOf: string;
  /** Claims that had entered the book by that day. */
  readonly claims: readonly Claim[];
  readonly claimsById: ReadonlyMap<string, Claim>;
  /** All questions with claims, in the order of the book. */
  readonly questions: readonly Question[];
  readonly claimsOf: (question: Question) => readonly Claim[];
  /** The evidence on one question, computed once. */
  readonly appraisalOf: (question: Question) => Appraisal;
  /** Questions that match a pattern, by period, then in the order of the book. */
  readonly questionsLike: (pattern: QuestionPattern) => readonly Question[];
};

/** Open a book; `asOf` defaults to the day of its latest entry, so that no clock is needed. */
export function openDesk(book: Book, options: { period?: string | undefined; asOf?: string | undefined } = {}): Desk {
  const asOf = options.asOf ?? latestAddition(book);
  const claims = book.claims.filter((claim) => claim.added <= asOf);
  const groups = groupByQuestion(claims);
  const questions: Question[] = [];
  const byIndicator = new Map<string, Question[]>();
  for (const group of groups.values()) {
    const question = group[0]?.question;
    if (question === undefined) continue;
    questions.push(question);
    const same = byIndicator.get(question.indicator);
    if (same) same.push(question);
    else byIndicator.set(question.indicator, [question]);
  }
  const appraisals = new Map<string, Appraisal>();
  const claimsOf = (question: Question) => groups.get(questionKey(question)) ?? [];
  return {
    book,
    period: parsePeriod(options.period ?? book.period),
    asOf,
    claims,
    claimsById: new Map(claims.map((claim) => [claim.id, claim])),
    questions,
    claimsOf,
    appraisalOf: (question) => {
      const key = questionKey(question);
      const known = appraisals.get(key);
      if (known) return known;
      const made = appraiseClaims(book, claimsOf(question));
      appraisals.set(key, made);
      return made;
    },
    questionsLike: (pattern) => matchQuestions(byIndicator.get(pattern.indicator) ?? [], pattern),
  };
}

/** Appraise claims that are read as one question, though they may stand under several periods. */
export function appraiseClaims(book: Book, claims: readonly Claim[]): Appraisal {
  const [first] = claims;
  if (first === undefined) throw lodebookError("INTERNAL", { found: "an appraisal without claims" });
  return appraise(claims, { indicator: getIndicator(book, first.question.indicator), grades: book.grades });
}

/** An indicator that the book has been checked to have. */
export function getIndicator(book: Book, id: string): Indicator {
  const indicator = book.indicators.get(id);
  if (indicator === undefined) throw lodebookError("INTERNAL", { found: `an unchecked indicator '${id}'` });
  return indicator;
}

function latestAddition(book: Book): string {
  let latest = "0001-01-01";
  const look = ({ added }: { readonly added: string }) => {
    if (added > latest) latest = added;
  };
  book.claims.forEach(look);
  if (book.register !== undefined) registerRows(book.register).forEach(look);
  return latest;
}

function matchQuestions(questions: readonly Question[], pattern: QuestionPattern): Question[] {
  const { place, counterparty, commodity, basis, periods } = pattern;
  const within = pattern.within === undefined ? undefined : parsePeriod(pattern.within);
  return questions
    .filter(
      (question) =>
        (place === undefined || question.place === place) &&
        (counterparty === undefined || question.counterparty === counterparty) &&
        (commodity === undefined || question.commodity === commodity) &&
        (basis === undefined || question.basis === basis) &&
        (periods === undefined || periods.includes(question.period.text)) &&
        (within === undefined || isWithin(question.period, within)),
    )
    .sort((a, b) => compareText(a.period.start, b.period.start) || compareText(a.period.end, b.period.end));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
