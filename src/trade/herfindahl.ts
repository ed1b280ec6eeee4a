import { lodebookError } from "../model/fault.ts";

/**
 * Herfindahl-Hirschman index: the sum of squared shares, Σ (q / Σq)² (Hirschman 1945; Herfindahl 1950).
 *
 * `quantities` are what each producer, or each origin, supplies: one unit for all, known numbers of 0 or more. The result
 * is the same in any unit: 1 for a single supplier, 1/n for n equal ones, never outside 0..1. Who supplies nothing
 * changes nothing. Throws TRADE_INPUT for a negative or not finite quantity, for a total that is not finite, and when
 * nobody supplies anything.
 *
 * @example
 * herfindahl([3, 1]) // => 0.625
 * herfindahl([7, 0]) // => 1
 * herfindahl([0, 0]) // throws TRADE_INPUT
 */
export function herfindahl(quantities: ArrayLike<number>): number {
  const total = sumOf(quantities);
  let index = 0;
  for (let i = 0; i < quantities.length; i += 1) {
    const share = (quantities[i] ?? Number.NaN) / total;
    index += share * share;
  }
  // The last digit of a rounded share must not lift the index above 1.
  return Math.min(1, index);
}

function sumOf(quantities: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < quantities.length; i += 1) {
    const quantity = quantities[i] ?? Number.NaN;
    if (!(quantity >= 0 && quantity < Number.POSITIVE_INFINITY)) {
      throw lodebookError("TRADE_INPUT", { found: `the quantity ${quantity}`, expected: "a finite one of 0 or more" });
    }
    total += quantity;
  }
  if (total > 0 && total < Number.POSITIVE_INFINITY) return total;
  throw lodebookError("TRADE_INPUT", { found: `a total of ${total}`, expected: "a positive finite one" });
}
