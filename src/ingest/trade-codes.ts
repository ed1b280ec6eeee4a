import type { CsvRecord } from "./csv-scanner.ts";
import { lengthOf, readDigits, readText } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";

/** The position of the country whose numeric code, 1 to 999, stands in a cell; -1 when it is told. */
export function readCountry(builder: FlowBuilder, record: CsvRecord, cell: number): number {
  const number = readDigits(record, cell);
  if (number > 0 && number <= 999 && lengthOf(record, cell) <= 3) return builder.countryOfNumber(number);
  const found = readText(builder, record, cell);
  if (found !== undefined) builder.tell(record.line, "COUNTRY_CODE_UNKNOWN", { found, expected: countryExpected });
  return -1;
}

/** The position of the six-digit HS code in a cell; -1 when it is told. */
export function readHsCode(builder: FlowBuilder, record: CsvRecord, cell: number): number {
  const number = readDigits(record, cell);
  if (lengthOf(record, cell) === 6 && isInHs(number)) return builder.codeOfNumber(number);
  const found = readText(builder, record, cell);
  if (found !== undefined) builder.tell(record.line, "HS_CODE_UNKNOWN", { found, expected: expectedFor(found) });
  return -1;
}

/** The year in a cell as a period, year × 100; -1 when it is told. */
export function readYear(builder: FlowBuilder, record: CsvRecord, cell: number): number {
  const year = readDigits(record, cell);
  return isYear(year) ? year * 100 : tellPeriod(builder, record, cell, "a year, 1900 to 2100");
}

/** The year or month in a cell (`2024`, `202407`) as a period, year × 100 + month or 0; -1 when it is told. */
export function readYearOrMonth(builder: FlowBuilder, record: CsvRecord, cell: number): number {
  const number = readDigits(record, cell);
  if (isYear(number)) return number * 100;
  const month = number % 100;
  if (isYear(Math.floor(number / 100)) && month >= 1 && month <= 12) return number;
  return tellPeriod(builder, record, cell, "a year or a month such as 2024 or 202407, 1900 to 2100");
}

const countryExpected = "one to three digits, the numeric code of a country";

function isYear(number: number): boolean {
  return number >= 1900 && number <= 2100;
}

/** The Harmonized System has the chapters 01 to 97 without 77; 98 and 99 are each country's own. */
function isInHs(number: number): boolean {
  const chapter = Math.floor(number / 10_000);
  return chapter >= 1 && chapter <= 97 && chapter !== 77;
}

function expectedFor(found: string): string {
  const sixDigits = "six digits of the Harmonized System, chapters 01 to 97 without 77";
  if (!/^[0-9]{5}$/.test(found)) return sixDigits;
  return `${sixDigits}; a spreadsheet may have taken the zero in front of '0${found}' away`;
}

function tellPeriod(builder: FlowBuilder, record: CsvRecord, cell: number, expected: string): number {
  const found = readText(builder, record, cell);
  if (found !== undefined) builder.tell(record.line, "PERIOD_UNREADABLE", { found, expected });
  return -1;
}
