import type { Claim } from "./claim.ts";
import type { QuestionPattern } from "./question.ts";
import type { Text } from "./text.ts";

/** What a verdict may be. */
export type Verdict = "supported" | "contested" | "contradicted" | "unsupported" | "not-testable";

/** All verdicts, from the best for the text to the least testable. */
export const allVerdicts: readonly Verdict[] = [
  "supported",
  "contested",
  "contradicted",
  "unsupported",
  "not-testable",
];

/** A sentence of some document with the figure that it asserts. */
export type Statement = {
  readonly id: string;
  /** The assertion in our own words. */
  readonly text: Text;
  /** Where in the document it stands. */
  readonly where: string;
  /** The figure, on the indicator's unit; undefined when the sentence has none. */
  readonly figure:
    | (Pick<Claim, "value" | "low" | "high" | "qualifier" | "lastDigit"> & { readonly printed: string })
    | undefined;
  /** The question it answers; several periods are read as one question over all of them. Undefined: scope undefined. */
  readonly question: QuestionPattern | undefined;
  /** Set for "effect because of cause": judged by date order and place, never by its figure alone. */
  readonly cause: Cause | undefined;
  /** What the reader should know about how we read it; may be empty. */
  readonly note: Text | undefined;
  readonly line: number;
};

/** The causal half of a statement: which events it blames, and which observations would show the effect. */
export type Cause = {
  /** Claims of the event that is said to be the cause. */
  readonly events: readonly string[];
  /** Claims of other events that could have caused the effect. */
  readonly rivals: readonly string[];
  /** The effect where the cause acts, and elsewhere: questions whose change is compared. */
  readonly effects: readonly Effect[];
};

/** A change of one quantity between two periods, by the claims of two questions. */
export type Effect = {
  readonly label: Text;
  /** Where the alleged cause acts, or elsewhere. */
  readonly where: "acts" | "elsewhere";
  readonly before: QuestionPattern;
  readonly after: QuestionPattern;
};

/** A tested document: its source in the book, and its statements. */
export type StatementDocument = {
  readonly file: string;
  readonly source: string;
  readonly statements: readonly Statement[];
};
