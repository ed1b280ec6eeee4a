import type { Grade, Pedigree, Qualifier } from "./grade.ts";
import type { Question } from "./question.ts";

/** One source's figure for one question, as it was printed and as it computes. */
export type Claim = {
  readonly id: string;
  readonly question: Question;
  /** The original wording's figures, letter for letter; empty where there is none. */
  readonly printed: {
    readonly value: string;
    readonly low: string;
    readonly high: string;
    readonly unit: string;
    readonly text: string;
  };
  /** In the indicator's unit; undefined when the source gives only a range or only words. */
  readonly value: number | undefined;
  /** Ends of a stated range, in the indicator's unit; both or neither. */
  readonly low: number | undefined;
  readonly high: number | undefined;
  /** One unit of the last printed digit, in the indicator's unit; 0 when it is not known. */
  readonly lastDigit: number;
  readonly qualifier: Qualifier;
  readonly source: string;
  /** The source that the figure was copied from; empty when the source speaks for itself. */
  readonly origin: string;
  /** Where in the source: the title and the passage, a table and its row. */
  readonly locator: string;
  readonly grade: Grade;
  readonly pedigree: Pedigree;
  /** ISO date on which the claim entered the book. */
  readonly added: string;
  readonly note: string;
  /** Name of a set of figures that a reader could take for the same thing though they are not; may be empty. */
  readonly conflict: string;
  /** The claim's number in the collection that it was carried over from; may be empty. */
  readonly record: string;
  readonly file: string;
  readonly line: number;
};

/**
 * Whose vote a claim is: its origin, or its own source where it copies nobody.
 *
 * @example
 * voteOf({ source: "a-newspaper", origin: "customs" }) // => "customs"
 * voteOf({ source: "customs", origin: "" }) // => "customs"
 */
export function voteOf(claim: Pick<Claim, "source" | "origin">): string {
  return claim.origin === "" ? claim.source : claim.origin;
}
