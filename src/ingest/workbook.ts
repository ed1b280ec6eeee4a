import { type Cell, readXlsx, type Sheet, type Workbook } from "hucre/xlsx";
import { cellWords } from "../model/cell-words.ts";
import { type Fault, makeFault } from "../model/fault.ts";
import type { RegisterTable } from "../model/register-table.ts";
import type { WorkbookProfile, WorkbookSheet } from "../model/workbook-profile.ts";
import { lettersOf, placeInSheet } from "./place-in-sheet.ts";
import {
  type OpenSheet,
  readWorkbookSheet,
  type TakenCells,
  type TellSheet,
  type WorkbookTable,
} from "./workbook-sheet.ts";
import { refuseArchive } from "./zip-directory.ts";

/** The tables that were read out of a workbook, and every fault of its cells; a bad cell is blank. */
export type ReadWorkbook = {
  readonly tables: readonly WorkbookTable[];
  readonly faults: readonly Fault[];
  /** Sheets that hold nothing of the register. */
  readonly passedOver: readonly string[];
  readonly taken: TakenCells;
};

/** Nobody reads more faults than this. */
const mostFaults = 10_000;

/** Read a workbook's bytes by a profile: each sheet that is a table of the register. Faults name sheet and cell. */
export async function readWorkbook(file: string, bytes: Uint8Array, profile: WorkbookProfile): Promise<ReadWorkbook> {
  const faults: Fault[] = [];
  const taken: TakenCells = { formulas: 0, merged: 0, live: 0 };
  const workbook = await unpack(file, bytes, profile, faults);
  const tables: WorkbookTable[] = [];
  const passedOver: string[] = [];
  for (const sheet of workbook?.sheets ?? []) {
    const layout = findLayout(sheet.name, profile);
    if (layout === undefined) tellSheet(file, sheet, { profile, passedOver, faults });
    else if (sheet.rows.length > profile.limits.rows) {
      const details = { found: `${sheet.rows.length} rows`, expected: `at most ${profile.limits.rows}` };
      faults.push(makeFault("SHEET_TOO_LARGE", details, `${file}#${sheet.name}`));
    } else {
      const read = readWorkbookSheet({
        ...layout,
        sheet: openSheet(sheet),
        profile,
        cells: { ...profile, dateSystem: workbook?.dateSystem ?? "1900" },
        taken,
        tell: tellerOf(file, sheet.name, faults),
      });
      if (read !== undefined) addTable(file, read, tables, faults);
    }
  }
  return { tables, faults, passedOver, taken };
}

async function unpack(
  file: string,
  bytes: Uint8Array,
  { limits }: WorkbookProfile,
  faults: Fault[],
): Promise<Workbook | undefined> {
  if (bytes.length > limits.bytes) {
    faults.push(makeFault("FILE_TOO_LARGE", { found: bytes.length, expected: limits.bytes }, file));
    return undefined;
  }
  const refused = refuseArchive(bytes, limits);
  if (refused !== undefined) {
    faults.push(makeFault("WORKBOOK_REFUSED", refused, file));
    return undefined;
  }
  try {
    return await readXlsx(bytes);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const [, sheet = "", found] = /^Sheet "(.*)" spans (\d+ rows x \d+ columns)/.exec(words) ?? [];
    const expected = found === undefined ? "a workbook saved as .xlsx" : "no cells far outside the table";
    const code = found === undefined ? "WORKBOOK_REFUSED" : "SHEET_TOO_LARGE";
    const place = found === undefined ? file : `${file}#${sheet}`;
    faults.push(makeFault(code, { found: found ?? words.slice(0, 200), expected }, place));
    return undefined;
  }
}

function findLayout(
  name: string,
  { tables }: WorkbookProfile,
): { readonly table: RegisterTable; readonly layout: WorkbookSheet } | undefined {
  const small = cellWords(name).toLowerCase();
  for (const [table, layout] of tables) {
    if (small === table || layout.names.some((one) => one.toLowerCase() === small)) return { table, layout };
  }
  return undefined;
}

type SheetDesk = { readonly profile: WorkbookProfile; readonly passedOver: string[]; readonly faults: Fault[] };

/** A sheet of an unknown name is most likely a typo, unless nothing stands in it. */
function tellSheet(file: string, { name, rows }: Sheet, { profile, passedOver, faults }: SheetDesk): void {
  const isEmpty = rows.every((row) => row.every((value) => value === null || value === ""));
  if (isEmpty || profile.passedOver.sheets.has(cellWords(name).toLowerCase())) {
    passedOver.push(name);
    return;
  }
  const expected = `one of ${[...profile.tables.values()].map(({ names }) => names[0] ?? "").join(", ")}`;
  faults.push(makeFault("SHEET_UNKNOWN", { found: name, expected }, `${file}#${name}`));
}

function openSheet({ name, rows, merges = [], cells }: Sheet): OpenSheet {
  return {
    name,
    rows,
    merges,
    formulaAt: (row, column) => {
      const cell = cells?.get(`${row},${column}`);
      return cell === undefined ? undefined : formulaOf(cell, rows[row]?.[column] ?? null);
    },
  };
}

/** A formula that came to an error, or that nothing has computed yet, has no value. */
function formulaOf(cell: Cell, value: unknown): ReturnType<OpenSheet["formulaAt"]> {
  if (cell.type === "error") return { text: String(cell.value), hasValue: false };
  const isFormula = cell.formula !== undefined || cell.formulaType !== undefined;
  return isFormula ? { text: `=${cell.formula || "…"}`, hasValue: value !== null } : undefined;
}

function tellerOf(file: string, sheet: string, faults: Fault[]): TellSheet {
  return ({ row, column }, code, details) => {
    if (faults.length >= mostFaults) return;
    const letters = column === undefined ? undefined : lettersOf(column);
    faults.push(makeFault(code, details, placeInSheet(file, sheet, { row: row + 1, letters }), row + 1));
  };
}

/** Two sheets of one table are not joined: which of them is meant is not known. */
function addTable(file: string, read: WorkbookTable, tables: WorkbookTable[], faults: Fault[]): void {
  const other = tables.find(({ table }) => table === read.table);
  if (other === undefined) tables.push(read);
  else {
    const expected = `one sheet for each table; '${other.sheet}' is one of ${read.table} as well`;
    faults.push(makeFault("SHEET_UNKNOWN", { found: read.sheet, expected }, `${file}#${read.sheet}`));
  }
}
