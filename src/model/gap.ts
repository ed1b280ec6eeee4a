import type { MissingReason } from "./missing.ts";
import type { QuestionPattern } from "./question.ts";
import type { RegisterTable } from "./register-table.ts";
import type { Text } from "./text.ts";

/** A file of a register, by its name without the ending. */
export type RegisterPart = RegisterTable | "levies" | "allocations";

/** Something the book does not know, why, and who could publish it; out of `gaps.yaml`. */
export type Gap = {
  readonly id: string;
  readonly what: Text;
  readonly reason: MissingReason;
  /** Who could publish it. */
  readonly holder: Text;
  /** What the report could then show. */
  readonly closes: Text;
  /** The questions that it leaves open; undefined when it is about no indicator of the book. */
  readonly question: QuestionPattern | undefined;
  /** What of a register would close it; empty when none would. */
  readonly register: readonly RegisterPart[];
  readonly line: number;
};
