import { lodebookError } from "./fault.ts";
import { type NumberMarks, type PrintedNumber, readPrintedNumber } from "./printed-number.ts";

/**
 * A currency by its ISO 4217 code and how finely it is counted: the minor unit is ten to the power of minus `decimals`. Sheets
 * that were computed print far more decimals than any coin has, so the same currency may be counted more finely there.
 */
export type Currency = { readonly code: string; readonly decimals: number };

/** An amount: a whole number of minor units, of any size. */
export type Money = { readonly minorUnits: bigint; readonly currency: Currency };

/**
 * Read a printed amount exactly, as `readPrintedNumber` reads numbers: 0.1 and 0.2 are 0.3. Throws that function's codes, and
 * AMOUNT_TOO_FINE for an amount that is not whole in minor units: nothing is rounded here.
 *
 * @example
 * parseMoney("0.1", { code: "EUR", decimals: 2 }).minorUnits + parseMoney("0.2", { code: "EUR", decimals: 2 }).minorUnits // => 30n
 * parseMoney("1000000000000000.01", { code: "EUR", decimals: 2 }).minorUnits // => 100000000000000001n
 * parseMoney("0.001", { code: "EUR", decimals: 2 }) // throws AMOUNT_TOO_FINE
 * parseMoney("1.2.3", { code: "EUR", decimals: 2 }) // throws NUMBER_UNREADABLE
 */
export function parseMoney(text: string, currency: Currency, marks?: NumberMarks): Money {
  const number = readPrintedNumber(text, marks);
  if ("code" in number) throw lodebookError(number.code, { found: text, expected: number.expected });
  const minorUnits = minorUnitsOf(number, currency);
  if (minorUnits === undefined) {
    throw lodebookError("AMOUNT_TOO_FINE", { found: text, expected: `at most ${currency.decimals} decimals` });
  }
  return { minorUnits, currency };
}

/**
 * A printed number in minor units of a currency; undefined when it is not whole in them. Zeros at its end do not count.
 *
 * @example
 * minorUnitsOf({ digits: 15n, decimals: 1 }, { code: "EUR", decimals: 2 }) // => 150n
 * minorUnitsOf({ digits: 1500n, decimals: 3 }, { code: "EUR", decimals: 2 }) // => 150n
 * minorUnitsOf({ digits: 1501n, decimals: 3 }, { code: "EUR", decimals: 2 }) // => undefined
 */
export function minorUnitsOf({ digits, decimals }: PrintedNumber, currency: Currency): bigint | undefined {
  const shift = currency.decimals - decimals;
  if (shift >= 0) return digits * tenTo(shift);
  const divisor = tenTo(-shift);
  return digits % divisor === 0n ? digits / divisor : undefined;
}

/**
 * The amount counted in a coarser or finer minor unit, halves to the even neighbour.
 *
 * @example
 * roundMoney({ minorUnits: 25n, currency: { code: "EUR", decimals: 1 } }, 0) // => { minorUnits: 2n, currency: { code: "EUR", decimals: 0 } }
 * roundMoney({ minorUnits: -151n, currency: { code: "EUR", decimals: 2 } }, 0).minorUnits // => -2n
 * roundMoney({ minorUnits: 7n, currency: { code: "EUR", decimals: 0 } }, 2).minorUnits // => 700n
 */
export function roundMoney({ minorUnits, currency }: Money, decimals: number): Money {
  const rounded = { code: currency.code, decimals };
  const shift = currency.decimals - decimals;
  if (shift <= 0) return { minorUnits: minorUnits * tenTo(-shift), currency: rounded };
  const divisor = tenTo(shift);
  const size = minorUnits < 0n ? -minorUnits : minorUnits;
  const twice = 2n * (size % divisor);
  const whole = size / divisor;
  const isUp = twice > divisor || (twice === divisor && whole % 2n === 1n);
  const made = isUp ? whole + 1n : whole;
  return { minorUnits: minorUnits < 0n ? -made : made, currency: rounded };
}

/**
 * The amount as a person reads it, without its currency: thousands apart, all decimals of the minor unit.
 *
 * @example
 * formatMoney({ minorUnits: -123456n, currency: { code: "EUR", decimals: 2 } }) // => "-1,234.56"
 * formatMoney({ minorUnits: 5n, currency: { code: "EUR", decimals: 2 } }) // => "0.05"
 */
export function formatMoney({ minorUnits, currency: { decimals } }: Money): string {
  const digits = String(minorUnits < 0n ? -minorUnits : minorUnits).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(?:[0-9]{3})+$)/g, ",");
  const fraction = decimals === 0 ? "" : `.${digits.slice(-decimals)}`;
  return `${minorUnits < 0n ? "-" : ""}${whole}${fraction}`;
}

const powers: readonly bigint[] = Array.from({ length: 64 }, (_, exponent) => 10n ** BigInt(exponent));

function tenTo(exponent: number): bigint {
  return powers[exponent] ?? 10n ** BigInt(exponent);
}
