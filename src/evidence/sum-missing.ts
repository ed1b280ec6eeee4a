import { lodebookError } from "../model/fault.ts";
import { allMissingReasons, type MissingReason } from "../model/missing.ts";
import type { Estimate } from "./estimate.ts";

/** A part of a sum: an estimate, or missing with its reason and, where a larger quantity contains it, an upper bound. */
export type SumPart = Estimate | { readonly missing: MissingReason; readonly upTo?: number | undefined };

/**
 * Sum of parts that cannot be negative, some of them missing. `known` is the sum of the estimates. `low` and `high` add
 * ends, so they hold however the errors of the parts hang together; a missing part is 0 or more in `low`, its bound in
 * `high`, and without a bound `high` is undefined. `missing` counts the missing parts by reason, in the model's order.
 * Throws EVIDENCE_INPUT for a negative or unordered part.
 *
 * @example
 * sumWithMissing([{ value: 5, low: 4, high: 7 }, { missing: "withheld", upTo: 3 }]) // => { known: 5, low: 4, high: 10, missing: { withheld: 1 } }
 * sumWithMissing([{ value: 5, low: 4, high: 7 }, { missing: "unknown" }]).high // => undefined
 */
export function sumWithMissing(parts: readonly SumPart[]): {
  known: number;
  low: number;
  high: number | undefined;
  missing: Partial<Record<MissingReason, number>>;
} {
  let known = 0;
  let low = 0;
  let high: number | undefined = 0;
  const counts = new Map<MissingReason, number>();
  for (const part of parts) {
    checkPart(part);
    if ("missing" in part) {
      counts.set(part.missing, (counts.get(part.missing) ?? 0) + 1);
      high = high === undefined || part.upTo === undefined ? undefined : high + part.upTo;
    } else {
      known += part.value;
      low += part.low;
      high = high === undefined ? undefined : high + part.high;
    }
  }
  const missing: Partial<Record<MissingReason, number>> = {};
  for (const reason of allMissingReasons) {
    const count = counts.get(reason);
    if (count !== undefined) missing[reason] = count;
  }
  return { known, low, high, missing };
}

function checkPart(part: SumPart): void {
  if ("missing" in part) {
    if (part.upTo === undefined || (part.upTo >= 0 && part.upTo < Number.POSITIVE_INFINITY)) return;
    throw lodebookError("EVIDENCE_INPUT", { found: `the bound ${part.upTo}`, expected: "a finite one of 0 or more" });
  }
  const { value, low, high } = part;
  if (low >= 0 && low <= value && value <= high && high < Number.POSITIVE_INFINITY) return;
  throw lodebookError("EVIDENCE_INPUT", {
    found: `the part ${value} in ${low}..${high}`,
    expected: "0 <= low <= value <= high",
  });
}
