import type { Rational } from "../model/rational.ts";

/**
 * Whole units that sum to `total`, as near to the exact amounts as largest remainders make them: each gets its whole part, and the
 * units left over go one by one to the largest fractions. Of equal fractions the one that `isBefore` the other, by their places, comes first.
 *
 * `exact` are rationals of 0 or more that sum to `total`. Largest remainder (Hamilton; Hare and Niemeyer): no amount is a whole unit
 * or more away from the exact one, and the sum of squared distances is the smallest that there is.
 *
 * @example
 * roundShares([{ numerator: 5n, denominator: 2n }, { numerator: 5n, denominator: 2n }], 5n, (a, b) => a < b) // => [3n, 2n]
 * roundShares([{ numerator: 10n, denominator: 3n }, { numerator: 20n, denominator: 3n }], 10n, (a, b) => a < b) // => [3n, 7n]
 */
export function roundShares(
  exact: readonly Rational[],
  total: bigint,
  isBefore: (a: number, b: number) => boolean,
): bigint[] {
  const amounts = exact.map(({ numerator, denominator }) => numerator / denominator);
  const left = total - amounts.reduce((sum, amount) => sum + amount, 0n);
  const order = exact
    .map((_, place) => place)
    .sort((a, b) => compareRemainders(exact[b], exact[a]) || (isBefore(a, b) ? -1 : 1));
  for (const place of order.slice(0, Number(left))) amounts[place] = (amounts[place] ?? 0n) + 1n;
  return amounts;
}

function compareRemainders(a: Rational = none, b: Rational = none): number {
  const left = (a.numerator % a.denominator) * b.denominator;
  const right = (b.numerator % b.denominator) * a.denominator;
  return left < right ? -1 : left > right ? 1 : 0;
}

const none: Rational = { numerator: 0n, denominator: 1n };
