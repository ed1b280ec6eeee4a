import { type Fault, type FaultCode, type FaultDetails, makeFault } from "../model/fault.ts";
import { type CsvRecord, CsvScanner } from "./csv-scanner.ts";
import { textOf } from "./field.ts";

/** A file by its name for people and its bytes, cut anywhere. */
export type TableFile = { readonly name: string; readonly chunks: Iterable<Uint8Array> };

/** A small table, read whole: its good rows, every fault, and how many rows were left out because of either. */
export type Table<Row> = {
  readonly rows: readonly Row[];
  /** Rows of the file that have a fault; nothing of them is in `rows`. */
  readonly bad: number;
  /** Rows of the file that were left out by a rule, and the rule. */
  readonly filtered: Readonly<Record<string, number>>;
  readonly faults: readonly Fault[];
};

/** One row of a file as text. */
export type TableRow = {
  readonly line: number;
  /** The cell at a position without spaces around it; nothing where the file has no such column. */
  text(position: number): string;
};

/** What becomes of the rows below a header. */
export type RowReader<Row> = {
  readonly read: (row: TableRow) => readonly Row[];
  /** Whether the table ends above this row; files of some sources end with words about themselves. */
  readonly isEnd?: (row: TableRow) => boolean;
};

/** Looks at a first row: how the rows below it are read, `later` when it is no header yet, undefined when it is told. */
export type OpenTable<Row> = (
  names: readonly string[],
  reading: TableReading,
  line: number,
) => RowReader<Row> | "later" | undefined;

/** Nobody reads more faults than this. */
const mostFaults = 10_000;

/** Who is told while a table is read. */
export class TableReading {
  readonly faults: Fault[] = [];
  readonly filtered = new Map<string, number>();
  /** How often something was told, also beyond the faults that are kept. */
  told = 0;
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  tell(line: number, code: FaultCode, details: FaultDetails): void {
    this.told += 1;
    if (this.faults.length < mostFaults) this.faults.push(makeFault(code, shorten(details), this.#file, line));
  }

  /** Leave a row out by a rule. */
  filter(rule: string): void {
    this.filtered.set(rule, (this.filtered.get(rule) ?? 0) + 1);
  }
}

/**
 * Read a small table of CSV. A row with a fault is left out as a whole, and reading goes on, so that one pass tells every
 * fault. `encoding` is tried on a cell that is not UTF-8.
 */
export function readTable<Row>({ name, chunks }: TableFile, open: OpenTable<Row>, encoding?: string): Table<Row> {
  const reading = new TableReading(name);
  const rows: Row[] = [];
  let bad = 0;
  let reader: RowReader<Row> | undefined;
  let width = 0;
  let isDone = false;
  const onRecord = (record: CsvRecord) => {
    if (isDone) return;
    const row = rowOf(record, reading, encoding);
    if (reader === undefined) {
      const names = Array.from({ length: record.cells }, (_, cell) => row.text(cell));
      const opened = open(names, reading, record.line);
      if (opened === "later") return;
      reader = opened;
      width = names.length;
      isDone = opened === undefined;
      return;
    }
    isDone = reader.isEnd?.(row) ?? false;
    if (isDone) return;
    const told = reading.told;
    const made = fitsHeader(record, width, reading) ? reader.read(row) : [];
    if (reading.told > told) bad += 1;
    else rows.push(...made);
  };
  const scanner = new CsvScanner({
    separators: ",;\t",
    onRecord,
    onProblem: ({ line, code, found, expected }) => reading.tell(line, code, { found, expected }),
  });
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  if (reader === undefined && reading.told === 0) {
    reading.tell(0, "COLUMN_MISSING", { found: "", expected: "a header with the names of the columns" });
  }
  return { rows, bad, filtered: Object.fromEntries(reading.filtered), faults: reading.faults };
}

/** Columns of a table. */
export type TableColumns<Column extends string> = {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
};

/** The position of each column, -1 for an optional one that is not there; undefined when the header is told. */
export function findColumns<Column extends string>(
  names: readonly string[],
  { required, optional }: TableColumns<Column>,
  reading: TableReading,
  line: number,
): Readonly<Record<Column, number>> | undefined {
  const told = reading.told;
  const known: readonly string[] = [...required, ...optional];
  const expected = [...required, ...optional.map((name) => `(${name})`)].join(", ");
  for (const name of required) {
    if (!names.includes(name)) reading.tell(line, "COLUMN_MISSING", { found: name, expected });
  }
  for (const [index, name] of names.entries()) {
    if (name === "") continue;
    if (!known.includes(name)) reading.tell(line, "COLUMN_UNKNOWN", { found: name, expected });
    else if (names.indexOf(name) < index) reading.tell(line, "COLUMN_DUPLICATE", { found: name, expected });
  }
  if (reading.told > told) return undefined;
  // Every column of the union is set once in the loop, which the type of an object being filled cannot say.
  const at: Partial<Record<Column, number>> = {};
  for (const column of [...required, ...optional]) at[column] = names.indexOf(column);
  return at as Record<Column, number>;
}

function rowOf(record: CsvRecord, reading: TableReading, encoding: string | undefined): TableRow {
  const { line } = record;
  const text = (position: number) => {
    if (position < 0 || position >= record.cells) return "";
    const found = textOf(record, position) ?? decode(record, position, encoding);
    if (found === undefined) reading.tell(line, "TEXT_NOT_UTF8", { expected: "UTF-8 in the cells that are read" });
    return found ?? "";
  };
  return { line, text };
}

function decode({ bytes, starts, ends }: CsvRecord, cell: number, encoding: string | undefined): string | undefined {
  if (encoding === undefined) return undefined;
  return new TextDecoder(encoding).decode(bytes.subarray(starts[cell] ?? 0, ends[cell] ?? 0)).trim();
}

function fitsHeader(record: CsvRecord, width: number, reading: TableReading): boolean {
  const { cells, line, isCut, starts, ends } = record;
  const isEmpty = (cell: number) => starts[cell] === ends[cell];
  if (isCut && (cells < width || (cells === width && isEmpty(cells - 1)))) {
    const expected = `${width} cells and the end of the line; the file was cut off here`;
    reading.tell(line, "FILE_CUT", {
      found: `a last row of ${isEmpty(cells - 1) ? cells - 1 : cells} cells`,
      expected,
    });
    return false;
  }
  let filled = cells;
  while (filled > width && isEmpty(filled - 1)) filled -= 1;
  if (filled === width) return true;
  const comma = cells > width ? "; a comma inside a number makes two cells of it" : "";
  reading.tell(line, "ROW_LENGTH", { found: cells, expected: `${width}, as in the header${comma}` });
  return false;
}

/** A message shows what was found, but never a whole page of it. */
function shorten(details: FaultDetails): FaultDetails {
  const short: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details)) {
    short[name] = typeof value === "string" && value.length > 300 ? `${value.slice(0, 300)}…` : value;
  }
  return short;
}
