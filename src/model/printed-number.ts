import type { FaultCode } from "./fault.ts";

/** A printed number just as it stands: `digits` times ten to the power of minus `decimals`. */
export type PrintedNumber = { readonly digits: bigint; readonly decimals: number };

/** Why a text is no number: a code of the catalogue, and what was expected instead. */
export type UnreadableNumber = { readonly code: FaultCode; readonly expected: string };

/** The signs that numbers are printed with: one before the decimals, and those that may part thousands. */
export type NumberMarks = { readonly decimal: string; readonly thousands: string };

/** No number that anybody prints is longer; ten to the power of more than this is no amount of anything. */
const mostCharacters = 100;
const mostExponent = 99;

/**
 * Read a printed number exactly, without floating point: a sign (also `−`) or brackets around a negative number, digits of one
 * script, groups of three where `marks.thousands` has their separator, decimals, an exponent as spreadsheets write it. Without
 * `marks` the decimal mark is a point and nothing parts thousands. Never throws: what is no number is told by its code, among
 * them NUMBER_GROUPED, NUMBER_DECIMAL_COMMA, NUMBER_DIGITS, NUMBER_OUT_OF_RANGE, else NUMBER_UNREADABLE.
 *
 * @example
 * readPrintedNumber("-12.50") // => { digits: -1250n, decimals: 2 }
 * readPrintedNumber("2.5e-3") // => { digits: 25n, decimals: 4 }
 * readPrintedNumber("(၁,၂၃၄)", { decimal: ".", thousands: "," }) // => { digits: -1234n, decimals: 0 }
 * readPrintedNumber("1,234").code // => "NUMBER_GROUPED"
 */
export function readPrintedNumber(
  text: string,
  marks: NumberMarks = { decimal: ".", thousands: "" },
): PrintedNumber | UnreadableNumber {
  const trimmed = text.trim();
  if (trimmed.length > mostCharacters) {
    return { code: "NUMBER_OUT_OF_RANGE", expected: `a number of at most ${mostCharacters} characters` };
  }
  const plain = isAscii.test(trimmed) ? trimmed : withPlainSigns(trimmed);
  if (plain === undefined) return { code: "NUMBER_DIGITS", expected: "digits of one script" };
  const [, bracketed] = /^\(([^()+-]*)\)$/.exec(plain) ?? [];
  const parts = /^([+-]?)([0-9][^eE]*)(?:[eE]([+-]?[0-9]+))?$/.exec(bracketed ?? plain);
  const [, sign, mantissa = "", exponentText = "0"] = parts ?? [];
  const mantissaParts = splitMantissa(mantissa, marks);
  if (mantissaParts === undefined) return diagnose(plain, marks);
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > mostExponent) {
    return { code: "NUMBER_OUT_OF_RANGE", expected: `an exponent of -${mostExponent} to ${mostExponent}` };
  }
  const [whole, fraction] = mantissaParts;
  const digits = BigInt(whole + fraction);
  const decimals = fraction.length - exponent;
  const signed = sign === "-" || bracketed !== undefined ? -digits : digits;
  return decimals >= 0 ? { digits: signed, decimals } : { digits: signed * 10n ** BigInt(-decimals), decimals: 0 };
}

const isAscii = /^[ -~]*$/;

/** Digits of any one script as 0 to 9, and the minus sign as a hyphen; undefined when scripts are mixed. */
function withPlainSigns(text: string): string | undefined {
  const zeros = new Set<number>();
  const plain = text
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0) ?? 0;
      const zero = zeroOf(code);
      zeros.add(zero);
      return String(code - zero);
    })
    .replace(/^(\(?)\u2212/, "$1-");
  return zeros.size > 1 ? undefined : plain;
}

/** Unicode gives every script's decimal digits ten code points in a row. */
function zeroOf(code: number): number {
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return zero;
}

/** The digits before and behind the decimal mark without separators; undefined when they are something else. */
function splitMantissa(
  mantissa: string,
  { decimal, thousands }: NumberMarks,
): readonly [whole: string, fraction: string] | undefined {
  const at = mantissa.indexOf(decimal);
  const whole = at < 0 ? mantissa : mantissa.slice(0, at);
  const fraction = at < 0 ? "" : mantissa.slice(at + decimal.length);
  if (at >= 0 && !allDigits.test(fraction)) return undefined;
  if (allDigits.test(whole)) return [whole, fraction];
  const separator = [...whole].find((sign) => !allDigits.test(sign));
  if (separator === undefined || !thousands.includes(separator)) return undefined;
  const [first = "", ...groups] = whole.split(separator);
  const isGrouped = /^[0-9]{1,3}$/.test(first) && groups.every((group) => /^[0-9]{3}$/.test(group));
  return isGrouped ? [first + groups.join(""), fraction] : undefined;
}

const allDigits = /^[0-9]+$/;

/** Say what is wrong the way a person would. */
function diagnose(text: string, { decimal }: NumberMarks): UnreadableNumber {
  const isComma = decimal === "." && /^[+-]?[0-9]+,([0-9]{1,2}|[0-9]{4,})$/.test(text);
  if (isComma) return { code: "NUMBER_DECIMAL_COMMA", expected: `'${text.replace(",", ".")}'` };
  const [, separator] =
    /^[+-]?[0-9]{1,3}([.,' \u00a0\u202f\u2019])[0-9]{2,3}(?:\1[0-9]{2,3})*(?:[.,][0-9]+)?$/.exec(text) ?? [];
  if (separator !== undefined) return { code: "NUMBER_GROUPED", expected: `'${text.replaceAll(separator, "")}'` };
  return { code: "NUMBER_UNREADABLE", expected: `a number such as 1234${decimal}5 and nothing else` };
}
