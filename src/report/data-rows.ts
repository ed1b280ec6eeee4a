import type { Agreement, Method } from "../model/finding.ts";
import type { Grade } from "../model/grade.ts";
import type { MissingReason } from "../model/missing.ts";
import type { Verdict } from "../model/statement.ts";

/** The tables of the data package, in their order. Undefined and empty both become an empty cell. */
export type DataRows = {
  readonly findings: readonly FindingRow[];
  readonly claims: readonly ClaimRow[];
  readonly sources: readonly SourceRow[];
  readonly statements: readonly StatementRow[];
  readonly missing: readonly MissingRow[];
  readonly questions: readonly QuestionRow[];
};

/** One finding. `value` is the estimate, the known part of a sum, or the count; words and verdicts stand in `text`. */
export type FindingRow = {
  readonly id: string;
  readonly label: string;
  readonly indicator: string;
  readonly place: string;
  readonly counterparty: string;
  readonly commodity: string;
  readonly period: string;
  readonly basis: string;
  readonly kind: "estimate" | "sum" | "count" | "verdict" | "words" | "missing";
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly unit: string;
  readonly text: string;
  readonly missing_reason: MissingReason | "";
  /** Missing parts of a sum, by reason: `not-published=2;unknown=1`. */
  readonly missing_parts: string;
  readonly gap: string;
  readonly method: Method;
  readonly agreement: Agreement | "";
  readonly grade: Grade | "";
  /** Ids, joined by `;`. */
  readonly claims: string;
  readonly echoes: string;
  readonly inputs: string;
};

/** One claim with all columns of the book, and as it computes in the indicator's unit. */
export type ClaimRow = {
  readonly id: string;
  readonly indicator: string;
  readonly place: string;
  readonly counterparty: string;
  readonly commodity: string;
  readonly period: string;
  readonly basis: string;
  readonly value_printed: string;
  readonly low_printed: string;
  readonly high_printed: string;
  readonly unit_printed: string;
  readonly text: string;
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly unit: string;
  readonly qualifier: string;
  readonly source: string;
  readonly origin: string;
  readonly locator: string;
  readonly grade: Grade;
  readonly pedigree: string;
  readonly added: string;
  readonly note: string;
  readonly conflict: string;
  readonly record: string;
  readonly file: string;
  readonly line: number;
};

export type SourceRow = {
  readonly id: string;
  readonly title: string;
  readonly publisher: string;
  readonly published: string;
  readonly url: string;
  readonly seen: "read" | "copy" | "quoted";
  readonly grade: Grade;
  readonly note: string;
};

export type StatementRow = {
  readonly id: string;
  /** Source id of the document that says it. */
  readonly document: string;
  readonly text: string;
  readonly where: string;
  readonly figure: number | undefined;
  readonly unit: string;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly estimate: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly span_low: number | undefined;
  readonly span_high: number | undefined;
  readonly claims_for: string;
  readonly claims_against: string;
};

export type MissingRow = {
  readonly id: string;
  readonly what: string;
  readonly reason: MissingReason;
  readonly holder: string;
  readonly closes: string;
};

/** One question of the book and what its claims together say. */
export type QuestionRow = {
  /** The parts of the question joined by `|`; see `questionKey`. */
  readonly key: string;
  readonly indicator: string;
  readonly place: string;
  readonly counterparty: string;
  readonly commodity: string;
  readonly period: string;
  readonly basis: string;
  readonly votes: number;
  readonly echoes: number;
  readonly agreement: Agreement | "";
  readonly estimate: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly unit: string;
  readonly q: number | undefined;
  readonly q_p: number | undefined;
  readonly i2: number | undefined;
  readonly tau2: number | undefined;
  readonly span_low: number | undefined;
  readonly span_high: number | undefined;
};
