import type { FaultCode, FaultDetails } from "../model/fault.ts";
import { unmarkText } from "../model/live-text.ts";
import { allMissingReasons, type MissingReason } from "../model/missing.ts";
import { type Money, minorUnitsOf } from "../model/money.ts";
import type { Period } from "../model/period.ts";
import { readPrintedNumber } from "../model/printed-number.ts";
import type { MassGrams, RegisterRow } from "../model/register.ts";
import { columnsOfTable, type RegisterColumn, type RegisterTable } from "../model/register-table.ts";
import { checkDate } from "./claim-fields.ts";
import { type ColumnPositions, readRows } from "./csv-rows.ts";
import { type Reading, tell } from "./reading.ts";
import {
  currencyOf,
  fileOfTable,
  isListed,
  isOfRegister,
  type ListedNoun,
  type RegisterDesk,
  readRegisterPeriod,
  registerDays,
  unlisted,
} from "./register-desk.ts";
import type { Shelf } from "./shelf.ts";

/** The cells of the row that is being read. What is asked of them is told where it is not there; then the row is not kept. */
export type RegisterCells<Column extends string> = {
  readonly text: (column: Column) => string;
  /** Words that must be there. */
  readonly words: (column: Column) => string;
  /** A name that terms.yaml lists; an empty cell passes where it may. */
  readonly listed: (column: Column, noun: ListedNoun, may?: "be-empty") => string;
  readonly choice: <Choice extends string>(column: Column, choices: readonly [Choice, ...Choice[]]) => Choice;
  readonly day: (column: Column) => string;
  /** A day, or an empty cell. */
  readonly dayIfAny: (column: Column) => string;
  readonly period: (column: Column) => Period;
  readonly mass: (column: Column) => MassGrams;
  readonly massChange: (column: Column) => bigint;
  readonly amount: (column: Column, currency: Column) => Money;
  readonly amountAboveZero: (column: Column, currency: Column) => Money;
  /** An amount of 0 or more, or why there is none. */
  readonly amountIfAny: (column: Column, currency: Column) => Money | MissingReason;
  readonly tell: (column: Column, code: FaultCode, details: FaultDetails) => void;
  /** Where the row stands, and since when: by its cell `added`, or else since a day of its own. */
  readonly row: (ownDay: string) => RegisterRow;
};

/** Read a table of the register: what `make` makes of each row, of the rows without a fault. Without its file there is none. */
export function readTable<Table extends RegisterTable, Made>(
  table: Table,
  shelf: Shelf,
  desk: RegisterDesk,
  make: (cells: RegisterCells<RegisterColumn<Table>>) => Made | undefined,
): Made[] {
  const file = fileOfTable(table);
  const text = shelf.text(file);
  const made: Made[] = [];
  if (text === undefined) return made;
  const all = columnsOfTable(table);
  const namesOf = (isRequired: boolean) =>
    all.filter((column) => column.isRequired === isRequired).map(({ name }) => name);
  const columns = { required: namesOf(true), optional: namesOf(false) };
  const open: OpenRow = { table, desk, row: [], line: 0, at: {} };
  const cells = makeCells(open);
  readRows(text, columns, { file, faults: desk.faults }, (row, line, at) => {
    open.row = row;
    open.line = line;
    open.at = at;
    const before = desk.faults.length;
    const one = make(cells);
    if (one !== undefined && desk.faults.length === before) made.push(one);
  });
  return made;
}

type OpenRow = {
  readonly table: RegisterTable;
  readonly desk: RegisterDesk;
  row: readonly string[];
  line: number;
  at: ColumnPositions<string>;
};

const noMoney = { minorUnits: 0n, currency: { code: "", decimals: 0 } } as const;
const noPeriod: Period = { text: "", start: "", end: "" };

function makeCells(open: OpenRow): RegisterCells<string> {
  const text = (column: string) => textOf(open, column);
  const tellHere = (column: string, code: FaultCode, details: FaultDetails) => {
    tell(readingAt(open, column), lineAt(open, column), code, details);
  };
  const words = (column: string) => {
    const found = text(column);
    if (found === "") tellHere(column, "CELL_EMPTY", { found: column, expected: "something in every row" });
    return found;
  };
  const dayIfAny = (column: string) => dayOf(open, column);
  return {
    text,
    words,
    dayIfAny,
    tell: tellHere,
    listed: (column, noun, may) => {
      const name = may === "be-empty" ? text(column) : words(column);
      if (name !== "" && !isListed(noun, name, open.desk)) tellHere(column, "REFERENCE_UNKNOWN", unlisted(noun, name));
      return name;
    },
    choice: (column, choices) => {
      const found = text(column);
      const choice = choices.find((one) => one === found);
      if (choice === undefined)
        tellHere(column, "CHOICE_UNKNOWN", { noun: column, found, expected: choices.join(", ") });
      return choice ?? choices[0];
    },
    day: (column) => (words(column) === "" ? "" : dayIfAny(column)),
    period: (column) => {
      const found = words(column);
      const reading = readingAt(open, column);
      return (
        (found === "" ? undefined : readRegisterPeriod(found, open.desk.parsers, reading, lineAt(open, column))) ??
        noPeriod
      );
    },
    mass: (column) => massOf(open, column, tellHere),
    massChange: (column) => gramsOf(text(column), column, tellHere) ?? 0n,
    amount: (column, currency) => moneyOf(open, column, currency, tellHere) ?? noMoney,
    amountAboveZero: (column, currency) => {
      const money = moneyOf(open, column, currency, tellHere);
      if (money !== undefined && money.minorUnits <= 0n) {
        const expected = "an amount above 0; what is taken back is a row of adjustments.csv";
        tellHere(column, "AMOUNT_NOT_POSITIVE", { found: text(column), expected });
      }
      return money ?? noMoney;
    },
    amountIfAny: (column, currency) => {
      const reason = reasonOf(text(column));
      return reason ?? notNegative(moneyOf(open, column, currency, tellHere) ?? noMoney, column, text, tellHere);
    },
    row: (ownDay) => {
      const { file, line } = open.desk.placeOf(open.table, open.line);
      return { file, line, added: dayIfAny("added") || ownDay };
    },
  };
}

type TellCell = (column: string, code: FaultCode, details: FaultDetails) => void;

function textOf({ row, at, desk: { words } }: OpenRow, column: string): string {
  const index = at[column] ?? -1;
  const found = index < 0 ? "" : (row[index] ?? "").trim();
  if (found === "" || !recurring.has(column)) return unmarkText(found);
  const known = words.get(found);
  if (known !== undefined) return known;
  const plain = unmarkText(found);
  words.set(found, plain);
  return plain;
}

/** Columns whose few words stand in row after row, and are kept once. */
const recurring: ReadonlySet<string> = new Set([
  "added",
  "author",
  "class",
  "code",
  "commodity",
  "currency",
  "date",
  "declared-currency",
  "declared-form",
  "declared-origin",
  "destination",
  "form",
  "holder",
  "importer",
  "origin",
  "payer",
  "period",
  "permit",
  "place",
  "reason",
  "recipient",
  "stream",
]);

function readingAt({ desk, table, line }: OpenRow, column: string): Reading {
  return { file: desk.placeOf(table, line, column).file, faults: desk.faults };
}

function lineAt({ desk, table, line }: OpenRow, column: string): number {
  return desk.placeOf(table, line, column).line;
}

/** The same few days recur in every row, so a day that was found good is not checked again. */
function dayOf(open: OpenRow, column: string): string {
  const day = textOf(open, column);
  const { days, faults } = open.desk;
  if (day === "" || days.has(day)) return day;
  const before = faults.length;
  const [reading, line] = [readingAt(open, column), lineAt(open, column)];
  checkDate(day, reading, line);
  if (faults.length === before && !isOfRegister({ start: day, end: day })) {
    tell(reading, line, "DATE_UNREADABLE", { found: day, expected: registerDays });
  }
  if (faults.length === before) days.add(day);
  return day;
}

/** Why a figure is not there: a reason by its name; a blank says nothing about why. Undefined where something else stands. */
function reasonOf(found: string): MissingReason | undefined {
  return found === "" ? "unknown" : allMissingReasons.find((reason) => reason === found);
}

function massOf(open: OpenRow, column: string, tellHere: TellCell): MassGrams {
  const found = textOf(open, column);
  const reason = reasonOf(found);
  if (reason !== undefined) return reason;
  const grams = gramsOf(found, column, tellHere);
  if (grams !== undefined && grams < 0n) {
    tellHere(column, "NUMBER_OUT_OF_RANGE", { found, expected: `0 or more in '${column}'` });
  }
  return grams ?? "unknown";
}

/** A mass is counted as money is: in whole minor units, which are grams. */
const kilograms = { code: "kg", decimals: 3 } as const;

function gramsOf(found: string, column: string, tellHere: TellCell): bigint | undefined {
  return unitsOf(found, { column, unit: kilograms, finest: "whole grams" }, tellHere);
}

function moneyOf(open: OpenRow, column: string, currencyColumn: string, tellHere: TellCell): Money | undefined {
  const found = textOf(open, column);
  const code = textOf(open, currencyColumn);
  if (found === "") tellHere(column, "CELL_EMPTY", { found: column, expected: "an amount" });
  if (code === "")
    tellHere(currencyColumn, "CELL_EMPTY", { found: currencyColumn, expected: "the amount's currency, e.g. USD" });
  else if (!isListed("currency", code, open.desk))
    tellHere(currencyColumn, "REFERENCE_UNKNOWN", unlisted("currency", code));
  if (found === "" || code === "") return undefined;
  const currency = currencyOf(code, open.desk);
  const finest = `at most ${currency.decimals} decimals`;
  const minorUnits = unitsOf(found, { column, unit: currency, finest }, tellHere);
  return minorUnits === undefined ? undefined : { minorUnits, currency };
}

function unitsOf(
  found: string,
  { column, unit, finest }: { column: string; unit: { code: string; decimals: number }; finest: string },
  tellHere: TellCell,
): bigint | undefined {
  const number = readPrintedNumber(found);
  if ("code" in number) {
    tellHere(column, number.code, { found, expected: `${number.expected} in '${column}'` });
    return undefined;
  }
  const units = minorUnitsOf(number, unit);
  if (units === undefined) tellHere(column, "AMOUNT_TOO_FINE", { found, expected: `${finest} in '${column}'` });
  return units;
}

function notNegative(money: Money, column: string, text: (column: string) => string, tellHere: TellCell): Money {
  if (money.minorUnits < 0n) {
    tellHere(column, "NUMBER_OUT_OF_RANGE", { found: text(column), expected: `0 or more in '${column}'` });
  }
  return money;
}
