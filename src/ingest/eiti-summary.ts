import { type EitiTable, eitiColumns } from "../model/eiti-columns.ts";
import type { EitiSummary } from "../model/eiti-summary.ts";
import type { Fault } from "../model/fault.ts";
import { unmarkText } from "../model/live-text.ts";
import { type CsvRecord, CsvScanner } from "./csv-scanner.ts";
import { type EitiRow, eitiReaders } from "./eiti-rows.ts";
import { textOf } from "./field.ts";
import { type TableFile, TableReading } from "./table-reader.ts";

/** What files of the Summary Data say. */
export type ReadEitiSummary = {
  readonly summary: EitiSummary;
  /** Rows below a header that name nothing: titles, instructions and totals of the template. */
  readonly passedOver: number;
  /** Every fault of every file; a row with one is left out. */
  readonly faults: readonly Fault[];
};

/**
 * Read parts 3, 4 and 5 of EITI Summary Data, version 2.0, out of CSV files: sheets of the workbook as they are, with whatever
 * stands above, beside and between the tables, or one table a file. A table is known by its header. Names of version 2.1 are
 * taken too.
 */
export function readEitiSummary(files: readonly TableFile[]): ReadEitiSummary {
  const tables = { agencies: [], companies: [], projects: [], revenues: [], payments: [] };
  const open: OpenSummary = { summary: tables, passedOver: 0 };
  const faults = files.flatMap((file) => readFile(file, open));
  return { summary: tables, passedOver: open.passedOver, faults };
}

/** Rows as they are gathered. */
type OpenSummary = {
  readonly summary: { readonly [Table in keyof EitiSummary]: EitiSummary[Table][number][] };
  passedOver: number;
};

/** Where the columns of the table stand that is being read; undefined above the first one and below one that is not known. */
type OpenTable = { readonly table: EitiTable; readonly at: ReadonlyMap<string, number> };

function readFile({ name, chunks }: TableFile, open: OpenSummary): readonly Fault[] {
  const reading = new TableReading(name);
  let current: OpenTable | undefined;
  let headers = 0;
  const onRecord = (record: CsvRecord) => {
    const told = reading.told;
    const cells = Array.from({ length: record.cells }, (_, position) => textAt(record, position, reading));
    const header = readHeader(cells);
    if (header !== "none") {
      current = header;
      if (header !== undefined) headers += 1;
    } else if (current !== undefined) {
      const { table, at } = current;
      const row = { line: record.line, file: name, cell: (key: string) => cells[at.get(key) ?? -1] ?? "" };
      // One filled cell alone is a title between two tables.
      const isTitle = cells.filter((cell) => cell !== "").length < 2;
      if (isTitle) open.passedOver += 1;
      else readRow(table, row, { open, reading, told });
    }
  };
  const scanner = new CsvScanner({
    separators: ",;\t",
    onRecord,
    onProblem: ({ line, code, found, expected }) => reading.tell(line, code, { found, expected }),
  });
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  if (headers === 0 && reading.told === 0) {
    const wanted = Object.values(markingColumns).map((columns) => columns.join(" and "));
    const expected = `a header with ${wanted.join(", or with ")}`;
    reading.tell(0, "LAYOUT_UNKNOWN", { found: "no header of a table", expected });
  }
  return reading.faults;
}

/** The columns by which the header of a table is known. */
const markingColumns: Readonly<Record<EitiTable, readonly string[]>> = {
  agencies: [eitiColumns.agencies.name, eitiColumns.agencies.type],
  companies: [eitiColumns.companies.name, eitiColumns.companies.type],
  projects: [eitiColumns.projects.name, eitiColumns.projects.companies],
  revenues: [eitiColumns.revenues.classification, eitiColumns.revenues.stream, eitiColumns.revenues.value],
  payments: [eitiColumns.payments.company, eitiColumns.payments.stream, eitiColumns.payments.value],
};

/** Other wordings of columns, of version 2.1 and of a spelling put right, as they are compared. */
const otherWordings: ReadonlyMap<string, string> = new Map(
  [
    ["Full name of entity", eitiColumns.agencies.name],
    ["Entity type", eitiColumns.agencies.type],
    ["Company name", eitiColumns.companies.name],
    ["Commodities (comma-separated)", eitiColumns.companies.commodities],
    ["Issuing government entity", eitiColumns.revenues.entity],
    ["Reported on project (Y/N)", eitiColumns.payments.isReported],
    ["Project name (if applicable)", eitiColumns.payments.project],
  ].map(([other = "", name = ""]) => [plainLetters(other), plainLetters(name)]),
);

const knownColumns = new Set(Object.values(eitiColumns).flatMap((columns) => Object.values(columns).map(plainLetters)));

/** The table that a header begins; undefined for one of another table of the template, and "none" for any other row. */
function readHeader(cells: readonly string[]): OpenTable | "none" | undefined {
  const names = cells.map((cell) => {
    const letters = plainLetters(cell);
    return otherWordings.get(letters) ?? letters;
  });
  if (new Set(names.filter((name) => knownColumns.has(name))).size < 2) return "none";
  const table = tables.find((one) => markingColumns[one].every((column) => names.includes(plainLetters(column))));
  if (table === undefined) return undefined;
  const at = Object.entries(eitiColumns[table]).map(
    ([key, column]) => [key, names.indexOf(plainLetters(column))] as const,
  );
  return { table, at: new Map(at) };
}

const tables: readonly EitiTable[] = ["agencies", "companies", "projects", "revenues", "payments"];

/** Names are compared by their letters and digits alone: line breaks, hyphens and capitals differ between the files. */
function plainLetters(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

function readRow(
  table: EitiTable,
  row: EitiRow,
  { open, reading, told }: { readonly open: OpenSummary; readonly reading: TableReading; readonly told: number },
): void {
  const name = row.cell(table === "revenues" ? "stream" : table === "payments" ? "company" : "name");
  // The template puts its instructions into angle brackets.
  if (name === "" || /^<.*>$/.test(name)) {
    open.passedOver += 1;
    return;
  }
  const { summary } = open;
  // Whatever was told since the row began is about it.
  const take = <Made>(list: Made[], made: Made) => {
    if (reading.told === told) list.push(made);
  };
  if (table === "agencies") take(summary.agencies, eitiReaders.agencies(row, reading));
  else if (table === "companies") take(summary.companies, eitiReaders.companies(row, reading));
  else if (table === "projects") take(summary.projects, eitiReaders.projects(row, reading));
  else if (table === "revenues") take(summary.revenues, eitiReaders.revenues(row, reading));
  else take(summary.payments, eitiReaders.payments(row, reading));
}

function textAt(record: CsvRecord, position: number, reading: TableReading): string {
  const found = textOf(record, position);
  if (found === undefined) reading.tell(record.line, "TEXT_NOT_UTF8", { expected: "UTF-8 in the cells that are read" });
  return unmarkText(found ?? "");
}
