import { cellWords } from "../model/cell-words.ts";
import type { FaultCode, FaultDetails } from "../model/fault.ts";
import { isLiveText } from "../model/live-text.ts";
import { columnsOfTable, type RegisterColumnKind, type RegisterTable } from "../model/register-table.ts";
import type { WorkbookProfile, WorkbookSheet } from "../model/workbook-profile.ts";
import { lettersOf } from "./place-in-sheet.ts";
import { type CellReading, readWorkbookCell, type WorkbookValue } from "./workbook-cell.ts";

/** A table out of a sheet: its cells as the CSV of a register has them, each row with the row of the sheet, counted from 1. */
export type WorkbookTable = {
  readonly table: RegisterTable;
  readonly sheet: string;
  readonly columns: readonly string[];
  /** The letters of each column. */
  readonly letters: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly string[] }[];
};

/** How many cells were understood in a way that who kept the sheet should know of. */
export type TakenCells = {
  /** Formulas of which the value was taken that they last came to. */
  formulas: number;
  /** Blank cells that take the words of the merged cell above them. */
  merged: number;
  /** Words that a spreadsheet would run as a formula; the CSV has an apostrophe in front of them. */
  live: number;
};

/** A merged cell, counted from 0, all ends included. */
export type MergedCells = {
  readonly startRow: number;
  readonly startCol: number;
  readonly endRow: number;
  readonly endCol: number;
};

/** A sheet as it was unpacked. */
export type OpenSheet = {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookValue[])[];
  readonly merges: readonly MergedCells[];
  /** The formula or the error of a cell, by its row and column counted from 0; undefined for a plain cell. */
  readonly formulaAt: (
    row: number,
    column: number,
  ) => { readonly text: string; readonly hasValue: boolean } | undefined;
};

/** Who is told of a fault: of a cell, or of a row where the column is empty. */
export type TellSheet = (at: { row: number; column?: number }, code: FaultCode, details: FaultDetails) => void;

type Column = { readonly name: string; readonly kind: RegisterColumnKind; readonly position: number };

type Reading = {
  readonly sheet: OpenSheet;
  readonly table: RegisterTable;
  readonly layout: WorkbookSheet;
  readonly profile: WorkbookProfile;
  readonly cells: CellReading;
  readonly taken: TakenCells;
  readonly tell: TellSheet;
};

/** Read a sheet as the table that it is. Bad cells are told and left blank; undefined where there is no header to read by. */
export function readWorkbookSheet(reading: Reading): WorkbookTable | undefined {
  const { sheet, table } = reading;
  const header = findHeader(reading);
  const columns = header === undefined ? undefined : readHeader(header, reading);
  if (header === undefined || columns === undefined) return undefined;
  const fills = readMerges(header, columns, reading);
  const rows: { row: number; cells: string[] }[] = [];
  const unnamed = unnamedOf(header, columns, reading);
  for (let row = header + 1; row < sheet.rows.length; row += 1) {
    const cells = columns.map((column) => readCell(row, column, reading));
    tellUnnamed(row, unnamed, reading);
    if (cells.every((cell) => cell === "")) continue;
    for (const [index, { position, kind }] of columns.entries()) {
      const top = cells[index] === "" ? fills.get(position)?.get(row) : undefined;
      if (top === undefined) continue;
      const words = readWorkbookCell(sheet.rows[top]?.[position] ?? null, kind, reading.cells);
      if (typeof words !== "string" || words === "") continue;
      cells[index] = words;
      reading.taken.merged += 1;
    }
    rows.push({ row: row + 1, cells });
  }
  return {
    table,
    sheet: sheet.name,
    columns: columns.map(({ name }) => name),
    letters: columns.map(({ position }) => lettersOf(position)),
    rows,
  };
}

/** Titles above the header, a date, an office's name: the header is the row that has most of the columns' titles. */
function findHeader({ sheet, table, layout, profile, tell }: Reading): number | undefined {
  const names = namesOf(layout);
  let [best, most] = [0, 0];
  for (let row = 0; row < Math.min(profile.headerWithin, sheet.rows.length); row += 1) {
    const found = (sheet.rows[row] ?? []).filter((value) => names.has(titleOf(value))).length;
    if (found > most) [best, most] = [row, found];
  }
  if (most > 0) return best;
  const titles = columnsOfTable(table).map(({ name }) => layout.columns.get(name)?.titles[0] ?? name);
  const expected = `a header with ${titles.join(", ")} in the first ${profile.headerWithin} rows`;
  tell({ row: 0 }, "COLUMN_MISSING", { found: titles[0] ?? "", expected });
  return undefined;
}

function namesOf({ columns }: WorkbookSheet): ReadonlyMap<string, string> {
  return new Map(
    [...columns].flatMap(([column, { titles }]) => [column, ...titles].map((title) => [title.toLowerCase(), column])),
  );
}

function titleOf(value: WorkbookValue | undefined): string {
  return wordsOf(value).toLowerCase();
}

function wordsOf(value: WorkbookValue | undefined): string {
  if (value === null || value === undefined) return "";
  return cellWords(value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
}

/** The columns that the header has; undefined where one is missing that every row needs. */
function readHeader(row: number, { sheet, table, layout, profile, tell }: Reading): Column[] | undefined {
  const names = namesOf(layout);
  const positions = new Map<string, number>();
  const known = columnsOfTable(table);
  const titleFor = (name: string) => layout.columns.get(name)?.titles[0] ?? name;
  (sheet.rows[row] ?? []).forEach((value, column) => {
    const title = titleOf(value);
    if (title === "" || profile.passedOver.columns.has(title)) return;
    const name = names.get(title);
    const found = wordsOf(value);
    if (name === undefined) {
      const expected = `one of ${known.map((one) => titleFor(one.name)).join(", ")}`;
      tell({ row, column }, "COLUMN_UNKNOWN", { found, expected });
    } else if (positions.has(name)) tell({ row, column }, "COLUMN_DUPLICATE", { found, expected: "each column once" });
    else positions.set(name, column);
  });
  const missing = known.filter(({ name, isRequired }) => isRequired && !positions.has(name));
  for (const { name } of missing) {
    tell({ row }, "COLUMN_MISSING", { found: titleFor(name), expected: `it in the header of sheet '${sheet.name}'` });
  }
  if (missing.length > 0) return undefined;
  return known.flatMap(({ name, kind }) => {
    const position = positions.get(name);
    return position === undefined ? [] : [{ name, kind, position }];
  });
}

function readCell(row: number, { position, kind }: Column, { sheet, cells, taken, tell }: Reading): string {
  const value = sheet.rows[row]?.[position] ?? null;
  const formula = sheet.formulaAt(row, position);
  if (formula !== undefined && !formula.hasValue) {
    tell({ row, column: position }, "CELL_FORMULA", { found: formula.text, expected: "the value that it comes to" });
    return "";
  }
  const read = readWorkbookCell(value, kind, cells);
  if (typeof read !== "string") {
    const { code, found, expected } = read;
    tell({ row, column: position }, code, { found, expected });
    return "";
  }
  if (formula !== undefined) taken.formulas += 1;
  if (kind === "text" && isLiveText(read)) taken.live += 1;
  return read;
}

/** Columns that have no title, and so mean nothing. */
function unnamedOf(header: number, columns: readonly Column[], { sheet }: Reading): Set<number> {
  const named = new Set(columns.map(({ position }) => position));
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
  const titles = sheet.rows[header] ?? [];
  const all = Array.from({ length: width }, (_, column) => column);
  return new Set(all.filter((column) => !named.has(column) && titleOf(titles[column]) === ""));
}

/** What stands below no title would be lost in silence; it is told once a column. */
function tellUnnamed(row: number, unnamed: Set<number>, { sheet, tell }: Reading): void {
  for (const column of unnamed) {
    if (titleOf(sheet.rows[row]?.[column]) === "") continue;
    tell({ row, column }, "COLUMN_UNKNOWN", { found: "", expected: "a title above every column that has cells" });
    unnamed.delete(column);
  }
}

/**
 * Which row's words each blank cell below a merged one takes, by column and row. Words and days that stand once for several rows
 * are understood; an amount that does, or one cell over several columns, may mean one thing or another and is told.
 */
function readMerges(
  header: number,
  columns: readonly Column[],
  { sheet, tell }: Reading,
): Map<number, Map<number, number>> {
  const fills = new Map<number, Map<number, number>>();
  for (const { startRow, startCol, endRow, endCol } of sheet.merges) {
    const covered = columns.filter(({ position }) => position >= startCol && position <= endCol);
    const [first] = covered;
    if (first === undefined || endRow < header) continue;
    const isPlain = startCol === endCol && startRow > header && first.kind !== "number" && first.name !== "id";
    if (!isPlain) {
      const found = `${lettersOf(startCol)}${startRow + 1}:${lettersOf(endCol)}${endRow + 1}`;
      const expected = "a cell of its own for every number and every title";
      tell({ row: startRow, column: startCol }, "CELL_MERGED", { found, expected });
      continue;
    }
    const rows = fills.get(first.position) ?? new Map<number, number>();
    fills.set(first.position, rows);
    for (let row = startRow + 1; row <= Math.min(endRow, sheet.rows.length - 1); row += 1) rows.set(row, startRow);
  }
  return fills;
}
