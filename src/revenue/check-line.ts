import type { SheetAmount, SheetLine } from "../model/reconciliation.ts";
import { isPrinted, negate, sumKnown } from "./sum-known.ts";

/** What a line is checked for: the final amount of a side, or the difference between the sides. */
export type LineCheck = "company-final" | "government-final" | "difference";

/** A line whose own figures do not add up: a fault of the sheet, told as a finding. */
export type LineFailure = {
  readonly sheet: string;
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly check: LineCheck;
  readonly expected: SheetAmount;
  readonly printed: SheetAmount;
};

/**
 * The checks that a line fails: each side's final amount must be original + adjustment, and the difference must be company
 * final - government final, as they are printed, each to within `tolerance` (0 or more, in the line's unit). Missing parts add
 * nothing, and a missing result is wrong where the parts that are there add up to something. A difference that is `not-applicable`
 * is not checked.
 *
 * @example
 * checkLine({ kind: "line", sheet: "A", line: 2, company: { original: 5n, adjust: "not-published", final: 7n }, government: { original: 7n, adjust: 0n, final: 7n }, difference: 0n, reason: "" }, 1n) // => [{ sheet: "A", line: 2, check: "company-final", expected: 5n, printed: 7n }]
 */
export function checkLine(
  { sheet, line, company, government, difference }: SheetLine,
  tolerance: bigint,
): LineFailure[] {
  const failures: LineFailure[] = [];
  const check = (name: LineCheck, parts: readonly SheetAmount[], printed: SheetAmount) => {
    const expected = sumKnown(parts);
    if (!isPrinted(expected, printed, tolerance)) failures.push({ sheet, line, check: name, expected, printed });
  };
  check("company-final", [company.original, company.adjust], company.final);
  check("government-final", [government.original, government.adjust], government.final);
  if (difference !== "not-applicable") check("difference", [company.final, negate(government.final)], difference);
  return failures;
}
