import { readHeaderNames } from "../book/csv-rows.ts";
import type { BookFile } from "../book/folder.ts";
import { readRegister } from "../book/register.ts";
import { appendRows, type GrownTable, readWrittenRows } from "../book/register-append.ts";
import { fileOfTable, type PlaceOf } from "../book/register-desk.ts";
import { makeParsers } from "../book/registers.ts";
import { makeShelf, type Shelf } from "../book/shelf.ts";
import { readTerms } from "../book/terms.ts";
import { placeInSheet } from "../ingest/place-in-sheet.ts";
import type { WorkbookTable } from "../ingest/workbook-sheet.ts";
import type { Fault } from "../model/fault.ts";
import { columnsOfTable, type RegisterTable } from "../model/register-table.ts";
import { writeCsv } from "../report/csv.ts";
import { checkWholeRegister } from "../revenue/check-whole-register.ts";

/** A register with the rows of a workbook added. */
type GrownRegister = {
  /** The files of the tables to which rows came, by their name inside the folder of the register. */
  readonly files: ReadonlyMap<string, string>;
  /** Those of them that had to be written anew, so that what they held before has other bytes. */
  readonly rewritten: readonly string[];
  readonly grown: ReadonlyMap<RegisterTable, GrownTable>;
  /** Of the register as it would be, those of a workbook's rows by sheet and cell. */
  readonly faults: readonly Fault[];
};

/** Add the rows of a workbook to the register of a book, and check what comes of it. */
export function growRegister(
  tables: readonly WorkbookTable[],
  { workbook, files, added }: { workbook: string; files: readonly BookFile[]; added: string },
): GrownRegister {
  const faults: Fault[] = [];
  const shelf = makeShelf(files, faults);
  const grown = new Map(tables.map((found) => [found.table, growTable(found, { shelf, added })]));
  if (faults.length > 0) return { files: new Map(), rewritten: [], grown, faults };
  const written = new Map(
    [...grown].flatMap(([table, found]) => {
      if (found.rows.length === found.kept) return [];
      const text = wholeText(files, fileOfTable(table));
      return [
        [table, (text === undefined ? undefined : appendTo(text, table, found)) ?? writeAnew(table, found)] as const,
      ];
    }),
  );
  const others = files.filter(({ path }) => ![...written.keys()].some((table) => fileOfTable(table) === path));
  const encoder = new TextEncoder();
  const own = [...written].map(([table, { text }]) => ({ path: fileOfTable(table), bytes: encoder.encode(text) }));
  faults.push(...checkGrown([...others, ...own], makePlaces(tables, { grown, written }, workbook)));
  const named = [...written].map(([table, one]) => [`${table}.csv`, one] as const);
  return {
    files: new Map(named.map(([name, { text }]) => [name, text])),
    rewritten: named.flatMap(([name, { firstLine, kept }]) => (firstLine === undefined && kept > 0 ? [name] : [])),
    grown,
    faults,
  };
}

/** The text of a file with its byte order mark; undefined where there is no file. */
function wholeText(files: readonly BookFile[], path: string): string | undefined {
  const file = files.find((one) => one.path === path);
  return file && new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.bytes);
}

function growTable(found: WorkbookTable, { shelf, added }: { shelf: Shelf; added: string }): GrownTable {
  const { table } = found;
  const file = fileOfTable(table);
  const { faults } = shelf;
  const had = readWrittenRows(table, shelf.text(file), { file, faults });
  const at = columnsOfTable(table).map(({ name }) => found.columns.indexOf(name));
  const rows = found.rows.map(({ row, cells }) => ({ line: row, cells: at.map((index) => cells[index] ?? "") }));
  return appendRows(table, { had, found: rows, added, faults });
}

/** A table's file as it will be; rows that came stand from `firstLine` on, or, undefined, all of it is written anew. */
type WrittenTable = { readonly text: string; readonly kept: number; readonly firstLine: number | undefined };

/**
 * The file with the rows that came behind it, byte for byte as it was before them: a report as of an earlier day carries the digest of
 * those bytes. Undefined where that cannot be, because the file lacks a column that the rows fill, or the end of its last line.
 */
function appendTo(text: string, table: RegisterTable, { rows, kept }: GrownTable): WrittenTable | undefined {
  const known = columnsOfTable(table);
  const names = readHeaderNames(text.replace(/^\uFEFF/, ""));
  const fresh = rows.slice(kept);
  const isMissing = known.some(
    ({ name }, index) => !names.includes(name) && fresh.some(({ cells }) => cells[index] !== ""),
  );
  if (isMissing || !/[\r\n]$/.test(text)) return undefined;
  const columns = names.map((name) => ({ name }));
  const places = names.map((name) => known.findIndex((column) => column.name === name));
  const csv = writeCsv<Record<string, string>>(
    columns,
    fresh.map(({ cells }) => Object.fromEntries(names.map((name, index) => [name, cells[places[index] ?? -1] ?? ""]))),
  );
  const lines = csv.slice(csv.indexOf("\r\n") + 2);
  const appended = text.includes("\r\n") ? lines : lines.replaceAll("\r\n", "\n");
  return { text: text + appended, kept, firstLine: text.split(/\r\n?|\n/).length };
}

/** A table as CSV with all its columns, so that whatever comes later finds its place behind it. */
function writeAnew(table: RegisterTable, { rows, kept }: GrownTable): WrittenTable {
  const columns = columnsOfTable(table);
  const text = writeCsv<Record<string, string>>(
    columns,
    rows.map(({ cells }) => Object.fromEntries(columns.map(({ name }, index) => [name, cells[index] ?? ""]))),
  );
  return { text, kept, firstLine: undefined };
}

/** Where each line of a grown table came from: a row that the book had, or a row of a sheet. */
function makePlaces(
  tables: readonly WorkbookTable[],
  {
    grown,
    written,
  }: {
    readonly grown: ReadonlyMap<RegisterTable, GrownTable>;
    readonly written: ReadonlyMap<RegisterTable, WrittenTable>;
  },
  workbook: string,
): PlaceOf {
  const origins = new Map(
    tables.map(({ table }) => [table, originsOf(grown.get(table), written.get(table)?.firstLine)]),
  );
  const sheets = new Map(tables.map((found) => [found.table, found]));
  return (table, line, column) => {
    const found = sheets.get(table);
    const origin = origins.get(table)?.get(line);
    if (found === undefined || origin === undefined) return { file: fileOfTable(table), line };
    if (origin.isKept) return { file: fileOfTable(table), line: origin.line };
    const letters = column === undefined ? undefined : found.letters[found.columns.indexOf(column)];
    return { file: placeInSheet(workbook, found.sheet, { row: origin.line, letters }), line: origin.line };
  };
}

type Origin = { readonly line: number; readonly isKept: boolean };

/** By the line on which a row begins; a cell that the book had may go over several lines. */
function originsOf(grown: GrownTable | undefined, firstLine: number | undefined): ReadonlyMap<number, Origin> {
  const origins = new Map<number, Origin>();
  if (grown === undefined || grown.rows.length === grown.kept) return origins;
  let line = firstLine ?? 2;
  for (const [index, row] of grown.rows.entries()) {
    const isKept = index < grown.kept;
    // What stays where it was is told by its own line.
    if (isKept && firstLine !== undefined) continue;
    origins.set(line, { line: row.line, isKept });
    line += 1 + row.cells.reduce((breaks, cell) => breaks + (cell.includes("\n") ? cell.split("\n").length - 1 : 0), 0);
  }
  return origins;
}

/** The faults of each row, and where there is none those that only rows together have. */
function checkGrown(files: readonly BookFile[], placeOf: PlaceOf): readonly Fault[] {
  const faults: Fault[] = [];
  const shelf = makeShelf(files, faults);
  // The names of places and commodities are asked for; what else is wrong with the book is told by `check`.
  const terms = makeShelf(files, []).read("terms.yaml", readTerms);
  const names = { places: terms?.places, commodities: terms?.commodities, claims: undefined };
  const register = readRegister(shelf, { names, parsers: makeParsers(), placeOf });
  return register === undefined ? faults : [...faults, ...checkWholeRegister(register, faults)];
}
