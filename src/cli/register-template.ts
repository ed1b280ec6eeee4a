import type { CellValue, ColumnDef, DataValidation, WriteSheet } from "hucre/xlsx";
import { type ReadTerms, wordsListedFor } from "../book/register-desk.ts";
import { readRegisterTerms } from "../book/register-terms.ts";
import { readYaml } from "../book/yaml-node.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";
import {
  columnsOfTable,
  type RegisterColumnKind,
  type RegisterTable,
  registerChoices,
} from "../model/register-table.ts";
import type { WorkbookProfile, WorkbookSheet } from "../model/workbook-profile.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { readInput } from "./read-input.ts";
import { registerGroup } from "./register-group.ts";
import { writeWhole } from "./trade-files.ts";
import { getWorkbookProfile } from "./workbook-profile.ts";

type Options = {
  readonly out: string;
  readonly terms?: string;
  readonly profile?: string;
  readonly json?: boolean;
};

/** An empty workbook with a sheet for each table of a register. */
export const registerTemplateCommand: LodebookCommand = {
  register: (program, effects) => {
    registerGroup(program)
      .command("template")
      .description("Write an empty workbook to keep a register in: a sheet for each table, a note on each column.")
      .requiredOption("--out <file>", "the workbook to write, ending in .xlsx")
      .option("--terms <file>", "register/terms.yaml of the book: its codes can then be picked from lists")
      .option("--profile <file>", "titles of another office's workbook, in YAML")
      .option("--json", "print what was written as JSON")
      .addHelpText(
        "after",
        "\nExample:\n  lodebook register template --out register.xlsx --terms books/example/register/terms.yaml",
      )
      .action(async ({ out, terms, profile: name, json }: Options) => {
        if (!out.endsWith(".xlsx")) {
          throw lodebookError("USAGE", { found: `got --out '${out}'`, expected: "a name that ends in .xlsx" });
        }
        const sheets = makeSheets(getWorkbookProfile(name), terms === undefined ? undefined : getTerms(terms));
        await writeWhole(out, (scratch) => writeTemplate(scratch, sheets));
        const names = sheets.map(({ name: sheet }) => sheet);
        printResult(effects, json, { out, sheets: names }, [`${out}: ${names.join(", ")}`]);
      });
  },
};

async function writeTemplate(file: string, sheets: WriteSheet[]): Promise<void> {
  // Loaded only here: the other commands start without it.
  const [{ writeXlsx }, { writeFileSync }] = await Promise.all([import("hucre/xlsx"), import("node:fs")]);
  // The same day in every copy, so that the same profile gives the same bytes.
  const never = new Date(0);
  writeFileSync(file, await writeXlsx({ sheets, properties: { created: never, modified: never } }));
}

const bold = { font: { bold: true } };

/** The choices of a book's register. Throws every fault of their file. */
function getTerms(file: string): ReadTerms {
  const { text, reading } = readInput(file);
  const node = readYaml(text, reading);
  const read = node && readRegisterTerms(node, reading);
  if (read === undefined || reading.faults.length > 0) throw new LodebookError(reading.faults);
  return read;
}

function makeSheets({ tables, templateRows }: WorkbookProfile, terms: ReadTerms | undefined): WriteSheet[] {
  const sheets = [...tables].map(([table, sheet]) => ({
    ...makeSheet(table, sheet, templateRows),
    dataValidations: dropDowns(table, terms),
  }));
  return [makeReadMe(tables), ...sheets];
}

/** A list to pick from, on every row below the header, in each column that holds one of a few words. */
function dropDowns(table: RegisterTable, terms: ReadTerms | undefined): DataValidation[] {
  const fixed: Readonly<Record<string, readonly string[]>> = registerChoices;
  return columnsOfTable(table).flatMap(({ name, kind }, index) => {
    if (kind !== "text") return [];
    const words = fixed[name] ?? (terms && wordsListedFor(name, terms)) ?? [];
    // Excel keeps a list in 255 signs, parted by commas; a longer one stays free and is checked when it is imported.
    if (words.length === 0 || words.join(",").length > 255) return [];
    const letter = String.fromCharCode("A".charCodeAt(0) + index);
    const values = [...words];
    return [{ type: "list", values, allowBlank: true, showErrorMessage: true, range: `${letter}2:${letter}1048576` }];
  });
}

function makeSheet(table: RegisterTable, { names, columns }: WorkbookSheet, blankRows: number): WriteSheet {
  const all = columnsOfTable(table).map(({ name, kind }) => {
    const { titles, note } = columns.get(name) ?? { titles: [], note: "" };
    return { title: titles[0] ?? name, note, kind };
  });
  const cells = all.map(({ note }, column) => [`0,${column}`, { style: bold, comment: { text: note } }] as const);
  return {
    name: names[0] ?? table,
    columns: all.map(
      ({ title, kind }): ColumnDef => ({ width: Math.max(12, title.length + 2), numFmt: formats[kind] }),
    ),
    rows: [all.map(({ title }) => title), ...Array.from({ length: blankRows }, () => all.map(() => null))],
    cells: new Map(cells),
    freezePane: { rows: 1 },
  };
}

/** What is typed as words stays words: a spreadsheet makes days of `2025-01` and drops the zeros in front of a code. */
const formats: Readonly<Record<RegisterColumnKind, string>> = {
  text: "@",
  period: "@",
  date: "yyyy-mm-dd",
  number: "#,##0.00####",
};

function makeReadMe(tables: WorkbookProfile["tables"]): WriteSheet {
  const rows: CellValue[][] = [
    ["How to keep this workbook"],
    ["Rows are only added. A row that was imported once stays as it is; a correction is a row of the adjustments."],
    [
      "A day is a day of Excel's, or written 2025-03-27. A figure that is not there is a dash, or says why: not recorded, n/a, withheld.",
    ],
    ["No names of private persons: companies by their registered name, officers by their office."],
  ];
  const titles: number[] = [0];
  for (const [table, { names, what, columns }] of tables) {
    titles.push(rows.length + 1);
    rows.push([], [names[0] ?? table, what]);
    for (const { name, isRequired } of columnsOfTable(table)) {
      const { titles: [title = name] = [], note = "" } = columns.get(name) ?? {};
      rows.push([`  ${title}`, note, isRequired ? "column needed" : ""]);
    }
  }
  return {
    name: "Read me",
    columns: [{ width: 28 }, { width: 90 }, { width: 16 }],
    rows,
    cells: new Map(titles.map((row) => [`${row},0`, { style: bold }])),
  };
}
