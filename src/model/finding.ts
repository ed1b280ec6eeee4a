import type { Grade } from "./grade.ts";
import type { MissingReason } from "./missing.ts";
import type { Question } from "./question.ts";
import type { Verdict } from "./statement.ts";
import type { Text } from "./text.ts";

/** How far the sources of one question agree; `contested` when Q's p < 0.05. */
export type Agreement = "agreed" | "contested" | "single-source";

/** The value of a finding: one of these kinds, never a bare number. */
export type Result =
  /** An estimate with its interval, in the finding's unit. */
  | { readonly kind: "estimate"; readonly value: number; readonly low: number; readonly high: number }
  /** A sum with missing parts: what is known, its bounds (`high` undefined: unbounded), and what is missing. Shown as "at least". */
  | {
      readonly kind: "sum";
      readonly known: number;
      readonly low: number;
      readonly high: number | undefined;
      readonly missing: Readonly<Partial<Record<MissingReason, number>>>;
    }
  /** A count of things in the book itself, or of money and mass that its register has row by row: exact. */
  | { readonly kind: "count"; readonly value: number }
  /** A statement's verdict. */
  | { readonly kind: "verdict"; readonly verdict: Verdict; readonly reason: string }
  /** Words of the book: an event, a rule. */
  | { readonly kind: "words"; readonly words: Text }
  /** Not there, and why; `gap` names the entry of `gaps.yaml`, or is empty. */
  | { readonly kind: "missing"; readonly reason: MissingReason; readonly gap: string };

/** Every way in which a finding is made. */
export const allMethods = [
  "pooled",
  "single-claim",
  "stated",
  "product",
  "ratio",
  "sum",
  "balance",
  "verdict",
  "count",
  "gap",
  "nested-origin",
  "geopolrisk",
  "herfindahl",
  "mirror-gap",
  "assumption",
  "simulation",
  "register",
] as const;

/** How a finding was made; each has its words under `method.` in the catalogues. */
export type Method = (typeof allMethods)[number];

/** The only thing that is ever shown. Report, terminal and data package show the same finding, so they cannot disagree. */
export type Finding = {
  /** `finding/group/…`, stable from quarter to quarter: what `explain` takes. */
  readonly id: string;
  readonly label: Text;
  /** The question answered; undefined for counts, verdicts and computed figures. */
  readonly question: Question | undefined;
  readonly period: string;
  /** Text of the unit; empty for words, verdicts and gaps. */
  readonly unit: string;
  readonly result: Result;
  readonly method: Method;
  readonly agreement: Agreement | undefined;
  /** Claims that spoke, one a vote. */
  readonly claims: readonly string[];
  /** Claims that repeat one of them and were not counted. */
  readonly echoes: readonly string[];
  /** Findings that this one was computed from. */
  readonly inputs: readonly string[];
  /** The best grade among the claims, through the inputs the worst of theirs; undefined where nothing was claimed. */
  readonly grade: Grade | undefined;
};
