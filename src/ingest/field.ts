import type { FaultCode } from "../model/fault.ts";
import { flowFlags } from "../model/flow.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import type { FlowBuilder } from "./flow-builder.ts";

/**
 * The amount in a cell as a whole number of `10 ** -scale` units, 0 to 2^53; -1 when it is told. A blank cell and `NA`
 * are no zero: the row gets the flag `missing` and the amount 0, which nobody adds.
 */
export function readAmount(
  builder: FlowBuilder,
  record: CsvRecord,
  cell: number,
  scale: number,
  missing: number,
): number {
  const amount = scanDecimal(record.bytes, record.starts[cell] ?? 0, record.ends[cell] ?? 0, scale);
  return amount >= 0 ? amount : readOddAmount(builder, record, cell, scale, missing);
}

/** A cell of nothing but 1 to 9 digits, with or without spaces around them, as a number; -1 when it is anything else. */
export function readDigits(record: CsvRecord, cell: number): number {
  const { bytes } = record;
  let start = record.starts[cell] ?? 0;
  let end = record.ends[cell] ?? 0;
  while (start < end && bytes[start] === space) start += 1;
  while (start < end && bytes[end - 1] === space) end -= 1;
  if (start === end || end - start > 9) return -1;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** How many bytes stand in a cell, spaces around them left out. */
export function lengthOf(record: CsvRecord, cell: number): number {
  let start = record.starts[cell] ?? 0;
  let end = record.ends[cell] ?? 0;
  while (start < end && record.bytes[start] === space) start += 1;
  while (start < end && record.bytes[end - 1] === space) end -= 1;
  return end - start;
}

/** The text of a cell without spaces around it; undefined, and told, when its bytes are not UTF-8. */
export function readText(builder: FlowBuilder, record: CsvRecord, cell: number): string | undefined {
  const text = textOf(record, cell);
  if (text === undefined) builder.tell(record.line, "TEXT_NOT_UTF8", { expected: "UTF-8 in the cells that are read" });
  return text;
}

/** The text of a cell without spaces around it; undefined when its bytes are not UTF-8. */
export function textOf({ bytes, starts, ends }: CsvRecord, cell: number): string | undefined {
  try {
    const text = strict.decode(bytes.subarray(starts[cell] ?? 0, ends[cell] ?? 0));
    // Two quotes in a row can only stand in a cell that itself is in quotes.
    return (text.includes('""') ? text.replaceAll('""', '"') : text).trim();
  } catch {
    return undefined;
  }
}

/** The whole row as the file has it, for people to look at; bytes that are not UTF-8 become signs of replacement. */
export function rowText({ bytes, start, end }: CsvRecord): string {
  return lenient.decode(bytes.subarray(start, end));
}

const space = 32;
const zero = 48;
const point = 46;

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });

const tenTo = [1, 10, 100, 1000, 1e4, 1e5, 1e6];

/** From here on doubles do not hold every whole number. */
const tooLarge = 2 ** 53;

/** The plain case, which nearly every cell is: digits and a point, no more decimals than `scale`. Else -1. */
function scanDecimal(bytes: Uint8Array, from: number, to: number, scale: number): number {
  let at = from;
  let end = to;
  while (at < end && bytes[at] === space) at += 1;
  while (at < end && bytes[end - 1] === space) end -= 1;
  // Fifteen digits and the point: everything up to there is exact in a double.
  if (at === end || end - at > 16) return -1;
  let value = 0;
  let pointAt = end;
  for (const first = at; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === point && pointAt === end && at > first) pointAt = at;
    else if (byte < zero || byte > zero + 9) return -1;
    else value = value * 10 + (byte - zero);
  }
  const decimals = pointAt === end ? 0 : end - pointAt - 1;
  if (decimals > scale || pointAt === end - 1) return -1;
  const amount = value * (tenTo[scale - decimals] ?? Number.NaN);
  return amount < tooLarge ? amount : -1;
}

function readOddAmount(builder: FlowBuilder, record: CsvRecord, cell: number, scale: number, missing: number): number {
  const text = readText(builder, record, cell);
  if (text === undefined) return -1;
  if (text === "" || text === "NA") {
    builder.flags |= missing;
    return 0;
  }
  const odd = parseDecimal(text, scale);
  if ("code" in odd) {
    builder.tell(record.line, odd.code, { found: text, expected: odd.expected });
    return -1;
  }
  if (odd.isRounded) builder.flags |= flowFlags.rounded;
  return odd.amount;
}

type Decimal = { readonly amount: number; readonly isRounded: boolean };
type Odd = { readonly code: FaultCode; readonly expected: string };

/** Every decimal there is: signs, exponents, more decimals than `scale`, which are rounded half to even. */
function parseDecimal(text: string, scale: number): Decimal | Odd {
  const parts = /^([+-]?)([0-9]+)(?:\.([0-9]+))?(?:[eE]([+-]?[0-9]{1,3}))?$/.exec(text);
  if (parts === null || text.length > 100) return diagnose(text);
  const [, sign, whole = "", fraction = "", exponent = "0"] = parts;
  const digits = BigInt(whole + fraction);
  if (sign === "-" && digits !== 0n) return { code: "NUMBER_OUT_OF_RANGE", expected: "0 or more" };
  const shift = scale - fraction.length + Number(exponent);
  const divisor = shift < 0 ? 10n ** BigInt(-shift) : 1n;
  const amount = shift < 0 ? halfToEven(digits, divisor) : digits * 10n ** BigInt(shift);
  if (amount >= BigInt(tooLarge)) return { code: "NUMBER_OUT_OF_RANGE", expected: `less than 2^53 times 1e-${scale}` };
  return { amount: Number(amount), isRounded: digits % divisor !== 0n };
}

function halfToEven(digits: bigint, divisor: bigint): bigint {
  const floor = digits / divisor;
  const twice = 2n * (digits % divisor);
  const isUp = twice > divisor || (twice === divisor && floor % 2n === 1n);
  return isUp ? floor + 1n : floor;
}

function diagnose(text: string): Odd {
  if (/^[+-]?[0-9]{1,3}([,' \u00a0\u202f\u2019][0-9]{3})+(\.[0-9]+)?$/.test(text) && !isOneComma(text)) {
    return { code: "NUMBER_GROUPED", expected: `'${text.replace(/[^0-9.+-]/g, "")}'` };
  }
  if (isOneComma(text)) {
    const isEither = /^[+-]?[1-9][0-9]{0,2},[0-9]{3}$/.test(text);
    const grouped = isEither ? `, or '${text.replace(",", "")}' where the comma parts thousands` : "";
    return { code: "NUMBER_DECIMAL_COMMA", expected: `'${text.replace(",", ".")}'${grouped}` };
  }
  return { code: "NUMBER_UNREADABLE", expected: "a number such as 1234.5 and nothing else" };
}

/** Trade is counted to the kilogram, so 1,234 is here more often a decimal comma than a thousand. */
function isOneComma(text: string): boolean {
  return /^[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]+)?$/.test(text);
}
