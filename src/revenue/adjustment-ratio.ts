import type { MissingReason } from "../model/missing.ts";
import { addRational, makeRational, type Rational } from "../model/rational.ts";
import type { SheetAmount } from "../model/reconciliation.ts";

/** A ratio, or why there is none. */
export type Ratio = Rational | { readonly missing: MissingReason };

/** The sums of both sides, in one unit. */
export type SideSums = { readonly company: SheetAmount; readonly government: SheetAmount };

/**
 * How much of what the government received the companies did not report: (government - company) / government, exact. Negative where
 * the companies reported more. Missing where a side is missing, and `not-applicable` where the government received nothing.
 *
 * @example
 * reconciliationGap({ company: 75n, government: 100n }) // => { numerator: 1n, denominator: 4n }
 * reconciliationGap({ company: 75n, government: "not-published" }) // => { missing: "not-published" }
 * reconciliationGap({ company: 75n, government: 0n }) // => { missing: "not-applicable" }
 */
export function reconciliationGap({ company, government }: SideSums): Ratio {
  if (typeof government !== "bigint") return { missing: government };
  if (typeof company !== "bigint") return { missing: company };
  if (government === 0n) return { missing: "not-applicable" };
  return makeRational(government - company, government);
}

/**
 * The share of today's agreement that adjustments created: 1 - |gap after| / |gap before|, exact. 1 when the adjustments closed the
 * gap, 0 when they left it as it was, negative when they widened it. `not-applicable` where there was no gap to close.
 *
 * @example
 * adjustmentRatio({ before: { numerator: 1n, denominator: 4n }, after: { numerator: -1n, denominator: 20n } }) // => { numerator: 4n, denominator: 5n }
 * adjustmentRatio({ before: { numerator: 0n, denominator: 1n }, after: { numerator: 0n, denominator: 1n } }) // => { missing: "not-applicable" }
 */
export function adjustmentRatio({ before, after }: { readonly before: Ratio; readonly after: Ratio }): Ratio {
  if ("missing" in before) return before;
  if ("missing" in after) return after;
  if (before.numerator === 0n) return { missing: "not-applicable" };
  const left = makeRational(sizeOf(after.numerator) * before.denominator, after.denominator * sizeOf(before.numerator));
  return addRational(makeRational(1n), makeRational(-left.numerator, left.denominator));
}

function sizeOf(value: bigint): bigint {
  return value < 0n ? -value : value;
}
