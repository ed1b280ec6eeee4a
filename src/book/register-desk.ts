import { type Fault, type FaultDetails, LodebookError } from "../model/fault.ts";
import type { Currency } from "../model/money.ts";
import type { Period } from "../model/period.ts";
import { parseRational, type Rational } from "../model/rational.ts";
import type { RegisterRow, RegisterTerms } from "../model/register.ts";
import type { RegisterTable } from "../model/register-table.ts";
import { type Reading, tell, tellFault } from "./reading.ts";
import type { Parsers, Registers } from "./registers.ts";

/** What the rest of the book may be named by in a register; undefined where it could not be read, and then nothing is said. */
export type RegisterNames = Pick<Registers, "places" | "commodities" | "claims">;

/** Where a row of a table truly stands: a register that comes out of a workbook tells its faults by sheet and cell. */
export type PlaceOf = (
  table: RegisterTable,
  line: number,
  column?: string,
) => { readonly file: string; readonly line: number };

/** The choices of a register, and the currencies that its amounts may be in, one object for each code. */
export type ReadTerms = { readonly terms: RegisterTerms; readonly currencies: ReadonlyMap<string, Currency> };

/** What all files of a register are read with. */
export type RegisterDesk = {
  readonly faults: Fault[];
  /** Undefined where terms.yaml is at fault: then nothing is said about the names that it would have. */
  readonly read: ReadTerms | undefined;
  readonly names: RegisterNames;
  readonly parsers: Parsers;
  readonly placeOf: PlaceOf;
  /** Days that were found good. */
  readonly days: Set<string>;
  /** One object for equal words. */
  readonly words: Map<string, string>;
};

/** The file of a table of a register. */
export function fileOfTable(table: RegisterTable): string {
  return `register/${table}.csv`;
}

const listed = {
  level: "under 'levels'",
  stream: "under 'streams'",
  form: "under 'forms'",
  reason: "under 'reasons'",
  recipient: "under 'recipients'",
  currency: "under 'currencies'",
} as const;

/** What terms.yaml lists. */
export type ListedNoun = keyof typeof listed;

/** The columns of words that hold what terms.yaml lists. */
const listedColumns: Readonly<Record<string, ListedNoun>> = {
  level: "level",
  stream: "stream",
  form: "form",
  "declared-form": "form",
  reason: "reason",
  recipient: "recipient",
  currency: "currency",
  "declared-currency": "currency",
  from: "currency",
  to: "currency",
};

/** What a column of words may hold by terms.yaml; undefined where that lists nothing for it. */
export function wordsListedFor(column: string, { terms, currencies }: ReadTerms): readonly string[] | undefined {
  const noun = listedColumns[column];
  if (noun === undefined) return undefined;
  const lists = {
    level: terms.levels,
    stream: terms.streams.keys(),
    form: terms.forms.keys(),
    reason: terms.reasons.keys(),
    recipient: terms.recipients.keys(),
    currency: currencies.keys(),
  };
  return [...lists[noun]];
}

/** Whether terms.yaml lists a name; without a terms.yaml that could be read every name passes. */
export function isListed(noun: ListedNoun, name: string, { read }: Pick<RegisterDesk, "read">): boolean {
  if (read === undefined) return true;
  const { terms, currencies } = read;
  if (noun === "level") return terms.levels.includes(name);
  const lists = {
    stream: terms.streams,
    form: terms.forms,
    reason: terms.reasons,
    recipient: terms.recipients,
    currency: currencies,
  };
  return lists[noun].has(name);
}

/** The words of the fault of a name that terms.yaml does not list. */
export function unlisted(noun: ListedNoun, found: string): FaultDetails {
  return { noun, found, expected: `one that register/terms.yaml lists ${listed[noun]}` };
}

/** Finer than any coin, for amounts in a currency that is not known: they are checked, and their row is not kept. */
const unknownDecimals = 60;

/** The currency of a code; without one by that code another that takes every amount. */
export function currencyOf(code: string, { read }: Pick<RegisterDesk, "read">): Currency {
  return read?.currencies.get(code) ?? { code, decimals: unknownDecimals };
}

/** A share or a rate, exact; undefined when it is told. */
export function readRational(text: string, reading: Reading, line: number): Rational | undefined {
  try {
    return parseRational(text);
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    for (const fault of error.faults) tellFault(reading, { ...fault, file: reading.file, line });
    return undefined;
  }
}

/** Where a row that begins at a line of a YAML file stands; it entered the book on `added`, or else on its own day. */
export function rowAt(reading: Reading, line: number, added: string, ownDay: string): RegisterRow {
  return { file: reading.file, line, added: added || ownDay };
}

const [firstDay, lastDay] = ["1900-01-01", "2100-12-31"];

/** The days that a register may have: others are slips of the pen, and one of them would move the day of what is known. */
export const registerDays = `a day from ${firstDay} to ${lastDay}`;

/** Whether a span is of those days. */
export function isOfRegister({ start, end }: Pick<Period, "start" | "end">): boolean {
  return start >= firstDay && end <= lastDay;
}

/** A period of a register: with a beginning and an end, or no quarter would ever hold it. */
export function readRegisterPeriod(text: string, parsers: Parsers, reading: Reading, line: number): Period | undefined {
  const period = parsers.period(text, reading, line);
  if (period === undefined || isOfRegister(period)) return period;
  tell(reading, line, "PERIOD_UNREADABLE", { found: text, expected: `a period such as 2025-Q1, ${registerDays}` });
  return undefined;
}
