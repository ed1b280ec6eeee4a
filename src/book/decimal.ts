import type { FaultCode } from "../model/fault.ts";
import { type Reading, tell } from "./reading.ts";

/** A printed number: its value and how many digits stand after its point. */
export type Decimal = { readonly value: number; readonly decimals: number };

/** Read a number written with the digits 0 to 9 and a decimal point; undefined when it is told. */
export function readDecimal(text: string, reading: Reading, line: number): Decimal | undefined {
  if (/^[+-]?[0-9]+(\.[0-9]+)?$/.test(text)) {
    const value = Number(text);
    const point = text.indexOf(".");
    if (Number.isFinite(value)) return { value, decimals: point < 0 ? 0 : text.length - point - 1 };
  }
  const { code, expected } = diagnose(text);
  tell(reading, line, code, { found: text, expected });
  return undefined;
}

/** Say what is wrong the way a person would: a decimal comma, separators between thousands, digits of another script. */
function diagnose(text: string): { code: FaultCode; expected: string } {
  const digits = text.replace(/\p{Nd}/gu, (digit) => String(valueOfDigit(digit)));
  if (digits !== text) return { code: "NUMBER_DIGITS", expected: `'${digits}'` };
  const isGrouped = /^[+-]?[0-9]{1,3}([,' \u00a0\u202f\u2019][0-9]{3})+(\.[0-9]+)?$/.test(text);
  if (isGrouped) return { code: "NUMBER_GROUPED", expected: `'${text.replace(/[^0-9.+-]/g, "")}'` };
  const isComma = /^[+-]?[0-9]+,[0-9]+$/.test(text);
  if (isComma) return { code: "NUMBER_DECIMAL_COMMA", expected: `'${text.replace(",", ".")}'` };
  return { code: "NUMBER_UNREADABLE", expected: "a number such as 1234.5 and nothing else; its unit stands in 'unit'" };
}

/** Unicode gives every script's decimal digits ten code points in a row, so a digit's value is its distance from the zero. */
function valueOfDigit(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}
