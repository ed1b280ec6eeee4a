import { lodebookError } from "./fault.ts";
import { readPrintedNumber } from "./printed-number.ts";

/** An exact fraction in lowest terms; the denominator is above 0. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint };

/**
 * A fraction in lowest terms. Throws RATIONAL_BY_ZERO.
 *
 * @example
 * makeRational(-2n, -6n) // => { numerator: 1n, denominator: 3n }
 * makeRational(5n) // => { numerator: 5n, denominator: 1n }
 * makeRational(1n, 0n) // throws RATIONAL_BY_ZERO
 */
export function makeRational(numerator: bigint, denominator = 1n): Rational {
  if (denominator === 0n) {
    throw lodebookError("RATIONAL_BY_ZERO", { found: `${numerator}/0`, expected: "a denominator other than 0" });
  }
  const divisor = commonDivisor(numerator, denominator);
  const sign = denominator < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/**
 * Read a fraction (`1/3`), a number (`0.25`) or a percentage (`25 %`) exactly. Throws NUMBER_UNREADABLE and its kin of
 * `readPrintedNumber`, and RATIONAL_BY_ZERO.
 *
 * @example
 * parseRational("1/3") // => { numerator: 1n, denominator: 3n }
 * parseRational("0.25") // => { numerator: 1n, denominator: 4n }
 * parseRational("25 %") // => { numerator: 1n, denominator: 4n }
 * parseRational("a third") // throws NUMBER_UNREADABLE
 */
export function parseRational(text: string): Rational {
  const fraction = /^\s*([+-]?[0-9]{1,100})\s*\/\s*([0-9]{1,100})\s*$/.exec(text);
  if (fraction !== null) return makeRational(BigInt(fraction[1] ?? "0"), BigInt(fraction[2] ?? "0"));
  const [, percentage] = /^(.*[^\s%])\s*%\s*$/.exec(text) ?? [];
  const number = readPrintedNumber(percentage ?? text);
  if ("code" in number) {
    const expected = number.code === "NUMBER_UNREADABLE" ? "a share such as 1/3, 0.25 or 25 %" : number.expected;
    throw lodebookError(number.code, { found: text, expected });
  }
  const { digits, decimals } = number;
  return makeRational(digits, 10n ** BigInt(decimals) * (percentage === undefined ? 1n : 100n));
}

/**
 * The sum of two fractions, exact: three thirds are one.
 *
 * @example
 * addRational(makeRational(1n, 3n), makeRational(1n, 6n)) // => { numerator: 1n, denominator: 2n }
 */
export function addRational(a: Rational, b: Rational): Rational {
  return makeRational(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);
}

/**
 * Which of two fractions is the greater: 1 for the first, -1 for the second, 0 when they are equal.
 *
 * @example
 * compareRational(makeRational(1n, 3n), makeRational(333n, 1000n)) // => 1
 * compareRational(makeRational(2n, 4n), makeRational(1n, 2n)) // => 0
 */
export function compareRational(a: Rational, b: Rational): -1 | 0 | 1 {
  const [left, right] = [a.numerator * b.denominator, b.numerator * a.denominator];
  return left > right ? 1 : left < right ? -1 : 0;
}

/**
 * The floating-point number nearest to a fraction, for showing it.
 *
 * @example
 * rationalToNumber(makeRational(1n, 3n)) // => 1 / 3
 * rationalToNumber(makeRational(-(10n ** 400n) - 1n, 10n ** 400n)) // => -1
 */
export function rationalToNumber({ numerator, denominator }: Rational): number {
  if (numerator === 0n) return 0;
  const size = numerator < 0n ? -numerator : numerator;
  // Enough binary digits for one rounding; the last one keeps whether anything was cut off.
  const shift = 66 + bitsOf(denominator) - bitsOf(size);
  const scaled = shift >= 0 ? size << BigInt(shift) : size;
  const divisor = shift >= 0 ? denominator : denominator << BigInt(-shift);
  const quotient = scaled / divisor;
  const sticky = scaled % divisor === 0n ? quotient : quotient | 1n;
  const value = Number(sticky) * 2 ** -shift;
  return numerator < 0n ? -value : value;
}

function bitsOf(value: bigint): number {
  return value.toString(2).length;
}

/** Euclid's greatest common divisor of two numbers that are not both 0, above 0. */
function commonDivisor(a: bigint, b: bigint): bigint {
  let [larger, smaller] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
