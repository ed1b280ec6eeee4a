import type { FaultCode } from "../model/fault.ts";
import type { TableReading, TableRow } from "./table-reader.ts";

/** The words of a cell that must not be empty; "" when it is told. */
export function readWords(reading: TableReading, row: TableRow, position: number, column: string): string {
  const words = row.text(position);
  if (words === "") reading.tell(row.line, "CELL_EMPTY", { found: column, expected: "something in every row" });
  return words;
}

/** The numeric code of a country, 1 to 999, as text without zeros in front; "" when it is told. */
export function readCountryCode(reading: TableReading, row: TableRow, position: number): string {
  const found = readWords(reading, row, position, "country_code");
  if (/^[0-9]{1,3}$/.test(found) && Number(found) > 0) return String(Number(found));
  if (found !== "") {
    const expected = "one to three digits, the numeric code of a country";
    reading.tell(row.line, "COUNTRY_CODE_UNKNOWN", { found, expected });
  }
  return "";
}

/** A year, 1900 to 2100; 0 when it is told. */
export function readYear(reading: TableReading, row: TableRow, position: number): number {
  const found = row.text(position);
  if (isYear(found)) return Number(found);
  reading.tell(row.line, "PERIOD_UNREADABLE", { found, expected: "a year, 1900 to 2100" });
  return 0;
}

/** Whether a text is a year, 1900 to 2100: other columns and cells are not taken for one. */
export function isYear(text: string): boolean {
  return /^[0-9]{4}$/.test(text) && Number(text) >= 1900 && Number(text) <= 2100;
}

/** The least and the greatest number that a cell may hold. */
export type Bounds = { readonly least: number; readonly most: number };

/** The number in a cell; undefined when the cell is empty or told. */
export function readNumber(reading: TableReading, row: TableRow, position: number, bounds: Bounds): number | undefined {
  const found = row.text(position);
  return found === "" ? undefined : parseNumber(reading, row.line, found, bounds);
}

/** The number that a text is; undefined when it is told. */
export function parseNumber(
  reading: TableReading,
  line: number,
  found: string,
  { least, most }: Bounds,
): number | undefined {
  const value = Number(found);
  if (!/^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$/.test(found) || !Number.isFinite(value)) {
    const { code, expected } = diagnose(found);
    reading.tell(line, code, { found, expected });
    return undefined;
  }
  if (value >= least && value <= most) return value;
  const expected = most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  reading.tell(line, "NUMBER_OUT_OF_RANGE", { found, expected });
  return undefined;
}

/** A share of a whole, 0 to 1; undefined when the cell is empty or told. */
export function readShare(reading: TableReading, row: TableRow, position: number): number | undefined {
  const share = readNumber(reading, row, position, { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY });
  if (share === undefined || (share >= 0 && share <= 1)) return share;
  const expected = "a part of 1; 80 percent is 0.8";
  reading.tell(row.line, "SHARE_OUT_OF_RANGE", { found: row.text(position), expected });
  return undefined;
}

function diagnose(found: string): { readonly code: FaultCode; readonly expected: string } {
  if (/^[+-]?[0-9]+,[0-9]+$/.test(found)) {
    const grouped = /^[+-]?[1-9][0-9]{0,2},[0-9]{3}$/.test(found);
    const either = grouped ? `, or '${found.replace(",", "")}' where the comma parts thousands` : "";
    return { code: "NUMBER_DECIMAL_COMMA", expected: `'${found.replace(",", ".")}'${either}` };
  }
  if (/^[+-]?[0-9]{1,3}([,' \u00a0\u202f\u2019][0-9]{3})+(\.[0-9]+)?$/.test(found)) {
    return { code: "NUMBER_GROUPED", expected: `'${found.replace(/[^0-9.+-]/g, "")}'` };
  }
  return { code: "NUMBER_UNREADABLE", expected: "a number such as 1234.5 and nothing else" };
}
