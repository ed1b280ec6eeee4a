import type { BookFile } from "../book/folder.ts";
import { readRegister } from "../book/register.ts";
import { appendRows, type GrownTable, readWrittenRows, type WrittenRow } from "../book/register-append.ts";
import { fileOfTable, type PlaceOf } from "../book/register-desk.ts";
import { makeParsers } from "../book/registers.ts";
import { makeShelf, type Shelf } from "../book/shelf.ts";
import { readTerms } from "../book/terms.ts";
import { placeInSheet } from "../ingest/place-in-sheet.ts";
import type { WorkbookTable } from "../ingest/workbook-sheet.ts";
import type { Fault } from "../model/fault.ts";
import { columnsOfTable, type RegisterTable } from "../model/register-table.ts";
import { writeCsv } from "../report/csv.ts";
import { checkRegister } from "../revenue/check-register.ts";

/** A register with the rows of a workbook added. */
type GrownRegister = {
  /** The tables' files by their name inside the folder of the register. */
  readonly files: ReadonlyMap<string, string>;
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
  if (faults.length > 0) return { files: new Map(), grown, faults };
  const texts = new Map([...grown].map(([table, { rows }]) => [table, writeTable(table, rows)]));
  const others = files.filter(({ path }) => ![...texts.keys()].some((table) => fileOfTable(table) === path));
  const encoder = new TextEncoder();
  const own = [...texts].map(([table, text]) => ({ path: fileOfTable(table), bytes: encoder.encode(text) }));
  faults.push(...checkGrown([...others, ...own], makePlaces(tables, grown, workbook)));
  return { files: new Map([...texts].map(([table, text]) => [`${table}.csv`, text])), grown, faults };
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

/** A table as CSV: the columns that every table has, and of the others those in which something stands. */
function writeTable(table: RegisterTable, rows: readonly WrittenRow[]): string {
  const columns = columnsOfTable(table).flatMap(({ name, isRequired }, index) => {
    const isUsed = isRequired || rows.some(({ cells }) => cells[index] !== "");
    return isUsed ? [{ name, index }] : [];
  });
  return writeCsv<Record<string, string>>(
    columns,
    rows.map(({ cells }) => Object.fromEntries(columns.map(({ name, index }) => [name, cells[index] ?? ""]))),
  );
}

/** Where each line of a grown table came from: a row that the book had, or a row of a sheet. */
function makePlaces(
  tables: readonly WorkbookTable[],
  grown: ReadonlyMap<RegisterTable, GrownTable>,
  workbook: string,
): PlaceOf {
  const origins = new Map(tables.map(({ table }) => [table, originsOf(grown.get(table))]));
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
function originsOf(grown: GrownTable | undefined): ReadonlyMap<number, Origin> {
  const origins = new Map<number, Origin>();
  let line = 2;
  for (const [index, row] of (grown?.rows ?? []).entries()) {
    origins.set(line, { line: row.line, isKept: index < (grown?.kept ?? 0) });
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
  return faults.length > 0 || register === undefined ? faults : checkRegister(register);
}
