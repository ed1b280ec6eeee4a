import { cellWords } from "../model/cell-words.ts";
import type { FaultCode } from "../model/fault.ts";
import { unmarkText } from "../model/live-text.ts";
import { readPrintedNumber } from "../model/printed-number.ts";
import type { RegisterColumnKind } from "../model/register-table.ts";
import type { WorkbookProfile } from "../model/workbook-profile.ts";

/** What a workbook keeps in a cell. */
export type WorkbookValue = string | number | boolean | Date | null;

/** A cell as the register's tables write it, or why it is none. */
export type ReadCell = string | { readonly code: FaultCode; readonly found: string; readonly expected: string };

/** How cells are read: the profile, and the system that the workbook counts its days by. */
export type CellReading = Pick<WorkbookProfile, "marks" | "dates" | "years" | "missing" | "blanks"> & {
  readonly dateSystem: "1900" | "1904";
};

/** Read a cell of a workbook into the words that the CSV of a register has for it; "" where it is blank. */
export function readWorkbookCell(value: WorkbookValue, kind: RegisterColumnKind, reading: CellReading): ReadCell {
  if (value === null) return "";
  const words = typeof value === "string" ? cellWords(value) : value;
  if (words === "") return "";
  const small = typeof words === "string" ? words.toLowerCase() : "";
  const missing = reading.missing.get(small);
  if (kind === "number") return missing ?? readNumber(words, reading);
  if (kind === "date") return missing === undefined ? readDay(words, reading) : "";
  if (reading.blanks.has(small)) return "";
  return readWords(words);
}

/** A spreadsheet keeps no more digits of a number than these. */
const keptDigits = 15;

function readWords(words: string | number | boolean | Date): ReadCell {
  if (typeof words === "string") {
    const control = words.search(controlCharacter);
    if (control < 0) return unmarkText(words);
    const found = `U+${(words.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
    return { code: "TEXT_CONTROL", found, expected: "words only" };
  }
  if (words instanceof Date) {
    const expected = "words; Excel has made a day of what was typed, so format the cell as text and type it again";
    return { code: "CELL_DATE", found: dayOf(words), expected };
  }
  return typeof words === "number" ? writeNumber(words) : String(words).toUpperCase();
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const controlCharacter = /[\0-\x1f\x7f\ufffe\uffff]/;

function readNumber(words: string | number | boolean | Date, { marks }: CellReading): ReadCell {
  if (typeof words === "number") return writeNumber(words);
  if (typeof words === "string") {
    const number = readPrintedNumber(words, marks);
    if ("code" in number) return { code: number.code, found: words, expected: number.expected };
    return writeDecimal(number.digits, number.decimals);
  }
  const found = words instanceof Date ? dayOf(words) : String(words).toUpperCase();
  return { code: "NUMBER_UNREADABLE", found, expected: "a number" };
}

/**
 * A number as a spreadsheet shows it: 15 digits, so that 0.1 + 0.2 is 0.3. A whole number that needs more has lost some already.
 */
function writeNumber(value: number): ReadCell {
  if (!Number.isFinite(value) || Math.abs(value) >= 10 ** keptDigits) {
    const expected = `a number of at most ${keptDigits} digits; format the cell as text and type it again`;
    return { code: "NUMBER_OUT_OF_RANGE", found: String(value), expected };
  }
  const short = String(value);
  if (short.length <= keptDigits && !short.includes("e")) return short;
  const [mantissa = "0", exponent = "0"] = value.toExponential(keptDigits - 1).split("e");
  const [whole = "0", fraction = ""] = mantissa.split(".");
  const digits = (whole + fraction).replace(/0+$/, "");
  const size = digits === "" || digits === "-" ? "0" : digits;
  const decimals = size.replace("-", "").length - 1 - Number(exponent);
  return decimals >= 0
    ? writeDecimal(BigInt(size), decimals)
    : writeDecimal(BigInt(size) * 10n ** BigInt(-decimals), 0);
}

function writeDecimal(digits: bigint, decimals: number): string {
  const size = String(digits < 0n ? -digits : digits).padStart(decimals + 1, "0");
  const sign = digits < 0n ? "-" : "";
  return decimals === 0 ? `${sign}${size}` : `${sign}${size.slice(0, -decimals)}.${size.slice(-decimals)}`;
}

function readDay(words: string | number | boolean | Date, reading: CellReading): ReadCell {
  const { years, dates } = reading;
  const day = isoDay(words, reading);
  const year = Number(day?.slice(0, 4));
  if (day !== undefined && year >= years.from && year <= years.to) return day;
  const found = words instanceof Date ? dayOf(words) : String(words);
  const expected = `a day of ${years.from} to ${years.to}, as a day of Excel's or written ${dates.join(" or ")}`;
  return { code: "DATE_UNREADABLE", found, expected };
}

const millisecondsOfDay = 86_400_000;
/** Day 0 of the two systems; the earlier one is set back by the day that it counts and that never was, 29 February 1900. */
const firstDays = { "1900": Date.UTC(1899, 11, 30), "1904": Date.UTC(1904, 0, 1) } as const;

/** The day without its hour; undefined where it is none. */
function isoDay(words: string | number | boolean | Date, { dates, dateSystem }: CellReading): string | undefined {
  if (words instanceof Date) return dayOf(words);
  if (typeof words === "boolean") return undefined;
  if (typeof words === "string") return writtenDay(words, dates);
  const day = new Date(firstDays[dateSystem] + Math.floor(words) * millisecondsOfDay);
  return Number.isFinite(day.getTime()) ? dayOf(day) : undefined;
}

/** The few days of a workbook recur in row after row, and are written once. */
const writtenDays = new Map<number, string>();
const mostDays = 50_000;

function dayOf(day: Date): string {
  const number = Math.floor(day.getTime() / millisecondsOfDay);
  if (!Number.isFinite(number)) return "no day";
  const known = writtenDays.get(number);
  if (known !== undefined) return known;
  const written = day.toISOString().slice(0, 10);
  if (writtenDays.size < mostDays) writtenDays.set(number, written);
  return written;
}

function writtenDay(words: string, dates: readonly string[]): string | undefined {
  const plain = words.replace(/\p{Nd}/gu, (digit) => {
    const number = readPrintedNumber(digit);
    return "code" in number ? digit : String(number.digits);
  });
  for (const way of dates) {
    const { YYYY = "", MM = "", DD = "" } = patternOf(way).exec(plain)?.groups ?? {};
    const day = `${YYYY}-${MM.padStart(2, "0")}-${DD.padStart(2, "0")}`;
    const time = Date.parse(`${day}T00:00:00Z`);
    if (YYYY.length === 4 && Number.isFinite(time) && new Date(time).toISOString().startsWith(day)) return day;
  }
  return undefined;
}

const patterns = new Map<string, RegExp>();

/** The pattern of a way of writing days; the signs between its parts stand for themselves. */
function patternOf(way: string): RegExp {
  const known = patterns.get(way);
  if (known !== undefined) return known;
  const parts = way.split(/(YYYY|MM|DD)/).map((part) => {
    if (/^(YYYY|MM|DD)$/.test(part)) return `(?<${part}>\\d{1,${part.length}})`;
    return [...part].map((sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`).join("");
  });
  const pattern = new RegExp(`^${parts.join("")}$`, "u");
  patterns.set(way, pattern);
  return pattern;
}
