import { readFileSync, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { readFolder } from "../book/folder.ts";
import type { ReadWorkbook } from "../ingest/workbook.ts";
import type { TakenCells } from "../ingest/workbook-sheet.ts";
import { type Fault, LodebookError, lodebookError } from "../model/fault.ts";
import { parsePeriod } from "../model/period.ts";
import type { WorkbookProfile } from "../model/workbook-profile.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import type { Effects } from "./effects.ts";
import { startProgress } from "./progress.ts";
import { registerGroup } from "./register-group.ts";
import { growRegister } from "./register-grow.ts";
import { replaceRegister, restoreRegister } from "./replace-register.ts";
import { getWorkbookProfile } from "./workbook-profile.ts";

type Options = { readonly to: string; readonly profile?: string; readonly added?: string; readonly json?: boolean };

type Imported = {
  readonly workbook: string;
  readonly to: string;
  readonly tables: readonly {
    readonly table: string;
    readonly sheet: string;
    readonly rows: number;
    /** How many of them came with this workbook. */
    readonly new: number;
  }[];
  readonly passedOver: readonly string[];
  readonly taken: TakenCells;
  /** Files that could not be kept as they were, with rows behind them. */
  readonly rewritten: readonly string[];
};

/** A workbook's rows into the tables of a book's register, whole or not at all. */
export const registerImportCommand: LodebookCommand = {
  register: (program, effects) => {
    registerGroup(program)
      .command("import")
      .description("Read an office's workbook into the register of a book: new rows are added, all of them or none.")
      .argument("<workbook>", "the workbook, saved as .xlsx")
      .requiredOption("--to <folder>", "the folder 'register' of the book")
      .option("--profile <file>", "titles and signs of another office's workbook, in YAML")
      .option("--added <day>", "the day on which new rows enter the book, where they do not say: YYYY-MM-DD")
      .option("--json", "print what was read as JSON")
      .addHelpText("after", "\nExample:\n  lodebook register import register.xlsx --to books/example/register")
      .action(async (workbook: string, options: Options) => {
        const imported = await importWorkbook(workbook, options, effects);
        printResult(effects, options.json, imported, renderImported(imported));
      });
  },
};

async function importWorkbook(workbook: string, { to, profile: name, added = "" }: Options, effects: Effects) {
  const folder = resolve(to);
  if (basename(folder) !== "register") {
    throw lodebookError("USAGE", { found: `got --to '${to}'`, expected: "the folder 'register' of a book" });
  }
  if (added !== "") checkDay(added);
  const profile = getWorkbookProfile(name);
  restoreRegister(folder);
  const progress = startProgress(effects);
  try {
    progress.step(`reading ${workbook}`);
    const read = await readSheets(workbook, profile);
    const book = readFolder(dirname(folder));
    const missing = book.faults.filter(({ code }) => code === "FOLDER_MISSING");
    if (missing.length > 0) throw new LodebookError(missing);
    progress.step("checking the register");
    // A sheet that nobody has filled in says nothing about its table.
    const filled = read.tables.filter(({ rows }) => rows.length > 0);
    const { files, rewritten, grown, faults } = growRegister(filled, { workbook, files: book.files, added });
    // A cell that could not be read is blank below; that is not told again.
    const told = new Set(read.faults.map(({ file }) => file));
    const all = [...read.faults, ...faults.filter(({ file }) => !told.has(file))];
    if (all.length > 0) throw new LodebookError(all.sort(inOrder));
    progress.step(`writing ${to}`);
    if (files.size > 0) replaceRegister(folder, files);
    const tables = filled.map(({ table, sheet }) => ({ table, sheet, ...getCounts(grown.get(table)) }));
    return { workbook, to, tables, passedOver: read.passedOver, taken: read.taken, rewritten };
  } finally {
    progress.end();
  }
}

/** By file or sheet, then by row, then by cell. */
function inOrder(one: Fault, other: Fault): number {
  const [a = "", b = ""] = [one.file, other.file].map((file) => file.split("!")[0]);
  if (a !== b) return a < b ? -1 : 1;
  if (one.line !== other.line) return one.line - other.line;
  return one.file.length - other.file.length || (one.file < other.file ? -1 : one.file > other.file ? 1 : 0);
}

function checkDay(day: string): void {
  const { start, end } = parsePeriod(day);
  if (start !== day || end !== day) {
    throw lodebookError("USAGE", { found: `got --added '${day}'`, expected: "a day, YYYY-MM-DD" });
  }
}

async function readSheets(file: string, profile: WorkbookProfile): Promise<ReadWorkbook> {
  // Loaded only here: the other commands start without it.
  const { readWorkbook } = await import("../ingest/workbook.ts");
  return readWorkbook(file, readBytes(file, profile.limits.bytes), profile);
}

/** A file that is too large is not even opened. */
function readBytes(file: string, limit: number): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > limit) throw lodebookError("FILE_TOO_LARGE", { found: size, expected: limit }, file);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof LodebookError) throw error;
    const found = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw lodebookError("FILE_UNREADABLE", { found, expected: "a workbook that can be read" }, file);
  }
}

function getCounts(grown: { readonly rows: readonly unknown[]; readonly kept: number } | undefined) {
  return grown === undefined ? { rows: 0, new: 0 } : { rows: grown.rows.length, new: grown.rows.length - grown.kept };
}

function renderImported({ workbook, to, tables, passedOver, taken, rewritten }: Imported): string[] {
  const notes = [
    [taken.formulas, "formulas, of which the value was taken that they last came to"],
    [taken.merged, "blank cells that take the words of the merged cell above them"],
    [taken.live, "texts that a spreadsheet would run as a formula; an apostrophe stands in front of them"],
  ] as const;
  return [
    `${workbook}: ${tables.length} tables into ${to}`,
    ...tables.map(({ table, rows, new: fresh }) => `  ${table.padEnd(16)} ${rows} rows, ${fresh} of them new`),
    ...notes.filter(([count]) => count > 0).map(([count, words]) => `  ${count} ${words}`),
    ...(rewritten.length === 0
      ? []
      : [
          `  written anew, because a column or the end of the last line was missing: ${rewritten.join(", ")}; reports as of an earlier day get another digest of the book`,
        ]),
    ...(passedOver.length === 0 ? [] : [`  passed over: ${passedOver.join(", ")}`]),
  ];
}
