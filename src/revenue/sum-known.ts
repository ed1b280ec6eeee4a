import type { SheetAmount } from "../model/reconciliation.ts";

/**
 * The sum of the amounts that are there, in their unit. A missing one adds nothing and is no zero: a sum of nothing but missing amounts
 * is missing itself, with the reason of the first; a sum of no amounts at all is `unknown`.
 *
 * @example
 * sumKnown([5n, "not-published", -2n]) // => 3n
 * sumKnown(["not-published", "unknown"]) // => "not-published"
 * sumKnown([]) // => "unknown"
 */
export function sumKnown(amounts: readonly SheetAmount[]): SheetAmount {
  let sum: SheetAmount | undefined;
  for (const amount of amounts) {
    if (typeof amount !== "bigint") sum ??= amount;
    else sum = typeof sum === "bigint" ? sum + amount : amount;
  }
  return sum ?? "unknown";
}

/**
 * The amount taken the other way, for sums with a part that is subtracted.
 *
 * @example
 * negate(5n) // => -5n
 * negate("not-published") // => "not-published"
 */
export function negate(amount: SheetAmount): SheetAmount {
  return typeof amount === "bigint" ? -amount : amount;
}

/**
 * Whether what is printed is what was expected, to within a tolerance of 0 or more in the same unit. A missing one agrees with a
 * missing one and with what is zero within the tolerance: nothing was printed where nothing had to be.
 *
 * @example
 * isPrinted(100n, 99n, 1n) // => true
 * isPrinted(100n, "not-published", 1n) // => false
 * isPrinted(0n, "not-published", 1n) // => true
 */
export function isPrinted(expected: SheetAmount, printed: SheetAmount, tolerance: bigint): boolean {
  const gap = (typeof expected === "bigint" ? expected : 0n) - (typeof printed === "bigint" ? printed : 0n);
  return gap <= tolerance && -gap <= tolerance;
}
