import type { MarketRecord, OutcomeBand, OutcomeDriver } from "../model/market-record.ts";
import { type ColumnPositions, type Columns, readRows } from "./csv-rows.ts";
import { type Reading, tell } from "./reading.ts";
import type { Shelf } from "./shelf.ts";
import { numberUnder, readMap, wordUnder } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The files in which a book keeps a run of its market. */
export const marketRecordFiles = {
  run: "market/run.yaml",
  outcomes: "market/outcomes.csv",
  drivers: "market/drivers.csv",
} as const;

/** The columns of those that are tables, in the order in which they are written. */
export const marketRecordColumns = {
  outcomes: ["outcome", "place", "draws", "median", "low", "high", "first"],
  drivers: ["outcome", "parameter", "share", "low", "high", "at_low", "at_high"],
} as const;

/** Read the run that the book keeps; undefined where it keeps none, or where a part of it is not there or at fault. */
export function readMarketRecord(shelf: Shelf): MarketRecord | undefined {
  const { run, outcomes, drivers } = marketRecordFiles;
  const paths = shelf.paths("market/", "");
  if (paths.length === 0) return undefined;
  const before = shelf.faults.length;
  const expected = Object.values(marketRecordFiles);
  for (const file of paths.filter((path) => !expected.some((one) => one === path))) {
    tell({ file, faults: shelf.faults }, 0, "FILE_UNEXPECTED", { found: file, expected: expected.join(", ") });
  }
  for (const file of expected.filter((one) => !paths.includes(one))) {
    tell({ file, faults: shelf.faults }, 0, "FILE_MISSING", { file, expected: "all files of a kept run, or none" });
  }
  const head = shelf.read(run, readRun);
  const bands = readBands(shelf, outcomes);
  const strongest = readDrivers(shelf, drivers);
  return head === undefined || shelf.faults.length > before ? undefined : { ...head, bands, drivers: strongest };
}

function readRun(node: YamlNode, reading: Reading): Pick<MarketRecord, "draws" | "seed" | "inputs"> {
  const map = readMap(node, { required: ["draws", "seed", "inputs"], optional: [] }, reading);
  const whole = (least: number) => ({
    isAllowed: (value: number) => Number.isSafeInteger(value) && value >= least,
    expected: `a whole number of ${least} or more`,
    otherwise: least,
  });
  return {
    draws: numberUnder(map, "draws", whole(1)),
    seed: numberUnder(map, "seed", whole(0)),
    inputs: wordUnder(map, "inputs"),
  };
}

/** Bands of one outcome stand one after the other, by their places from 1. */
function readBands(shelf: Shelf, file: string): Map<string, OutcomeBand[]> {
  const bands = new Map<string, OutcomeBand[]>();
  const columns = { required: marketRecordColumns.outcomes, optional: [] };
  readTable(shelf, { file, columns }, ({ cell, number, line, reading }) => {
    const outcome = cell("outcome");
    const known = bands.get(outcome) ?? [];
    bands.set(outcome, known);
    if (number("place") !== known.length + 1) {
      tell(reading, line, "NUMBER_OUT_OF_RANGE", { found: cell("place"), expected: `${known.length + 1}` });
    }
    const count = number("draws");
    const of = (column: "median" | "low" | "high") => (count === 0 ? Number.NaN : number(column));
    const first = cell("first") === "" ? Number.NaN : number("first");
    known.push({ value: of("median"), low: of("low"), high: of("high"), count, first });
  });
  return bands;
}

function readDrivers(shelf: Shelf, file: string): Map<string, OutcomeDriver[]> {
  const drivers = new Map<string, OutcomeDriver[]>();
  const columns = { required: marketRecordColumns.drivers, optional: [] };
  readTable(shelf, { file, columns }, ({ cell, number }) => {
    const known = drivers.get(cell("outcome")) ?? [];
    drivers.set(cell("outcome"), known);
    known.push({
      parameter: cell("parameter"),
      share: number("share"),
      low: number("low"),
      high: number("high"),
      atLow: number("at_low"),
      atHigh: number("at_high"),
    });
  });
  return drivers;
}

/** One row of a table: its cells by column, as words and as finite numbers. */
type TableRow<Column extends string> = {
  readonly cell: (column: Column) => string;
  readonly number: (column: Column) => number;
  readonly line: number;
  readonly reading: Reading;
};

function readTable<Column extends string>(
  shelf: Shelf,
  { file, columns }: { readonly file: string; readonly columns: Columns<Column> },
  take: (row: TableRow<Column>) => void,
): void {
  const text = shelf.text(file);
  if (text === undefined) return;
  const reading: Reading = { file, faults: shelf.faults };
  readRows(text, columns, reading, (row, line, positions: ColumnPositions<Column>) => {
    const cell = (column: Column) => row[positions[column]] ?? "";
    const number = (column: Column) => {
      const found = cell(column);
      const value = found.trim() === "" ? Number.NaN : Number(found);
      if (!Number.isFinite(value))
        tell(reading, line, "NUMBER_UNREADABLE", { found, expected: `a number for ${column}` });
      return value;
    };
    take({ cell, number, line, reading });
  });
}
