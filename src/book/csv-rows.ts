import { CsvError, parse } from "csv-parse/sync";
import { isFull, type Reading, tell } from "./reading.ts";

/** The position of each column in a row; -1 where the file has no such column. */
export type ColumnPositions<Column extends string> = Readonly<Record<Column, number>>;

/** Columns of a file: those it must have and those it may. */
export type Columns<Column extends string> = {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
};

/**
 * Hand each data row to `take` with the line it begins on. Rows go by one at a time, so that a large file is never held
 * as text and as rows at once. Faults of the header, of quotes and of row lengths are told; false when the rest of the
 * file is lost.
 */
export function readRows<Column extends string>(
  text: string,
  columns: Columns<Column>,
  reading: Reading,
  take: (row: readonly string[], line: number, positions: ColumnPositions<Column>) => void,
): boolean {
  let header: Header<Column> | undefined;
  let line = 1;
  const onRow = (row: readonly string[]) => {
    // A spreadsheet leaves rows of nothing but commas below and between its data.
    if (row.every((cell) => cell === "")) return;
    if (header === undefined) header = readHeader(row, columns, reading, line);
    else if (header.positions !== undefined && fitsHeader(row, header, reading, line))
      take(row, line, header.positions);
  };
  try {
    parse(withOneLineEnd(text), {
      record_delimiter: "\n",
      relax_column_count: true,
      on_record: (row: readonly string[], { lines }) => {
        if (isFull(reading)) throw enough;
        onRow(row);
        line = lines + 1;
        return null;
      },
    });
  } catch (error) {
    if (error === enough) return false;
    if (!(error instanceof CsvError)) throw error;
    const expected = 'quotes only around a whole cell, and "" for a quote inside it';
    tell(reading, line, "CSV_UNREADABLE", { found: error.code, expected });
    return false;
  }
  if (header === undefined) {
    tell(reading, 1, "COLUMN_MISSING", {
      found: columns.required[0] ?? "",
      expected: `a header with ${wordsOf(columns)}`,
    });
  }
  return header?.positions !== undefined;
}

/** The names above the columns of a file that `readRows` can read, in its order. */
export function readHeaderNames(text: string): readonly string[] {
  const rows: string[][] = parse(withOneLineEnd(text), {
    ...{ record_delimiter: "\n", relax_column_count: true, to: 1 },
    on_record: (row: string[]) => (row.every((cell) => cell === "") ? null : row),
  });
  return (rows[0] ?? []).map((name) => name.trim());
}

/** Thrown to leave the library's loop: it makes a slow error of its own for every row that is too short. */
const enough = new Error("enough faults");

/** The library counts a CRLF inside quotes as two lines and takes the first row's line end for all. */
function withOneLineEnd(text: string): string {
  return text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
}

/** Far more than any file of a book has; a wider one is no table. */
const mostColumns = 100;

type Header<Column extends string> = {
  readonly width: number;
  /** Undefined when nothing can be read under this header. */
  readonly positions: ColumnPositions<Column> | undefined;
  /** Columns without a name: a spreadsheet leaves them at the end; they must be empty. */
  readonly unnamed: readonly number[];
};

function fitsHeader(row: readonly string[], header: Header<string>, reading: Reading, line: number): boolean {
  if (row.length !== header.width) {
    tell(reading, line, "ROW_LENGTH", { found: row.length, expected: `${header.width}, as in the header` });
    return false;
  }
  if (header.unnamed.every((index) => row[index] === "")) return true;
  tell(reading, line, "COLUMN_UNKNOWN", { found: "", expected: "a name above every column that has cells" });
  return false;
}

function readHeader<Column extends string>(
  row: readonly string[],
  columns: Columns<Column>,
  reading: Reading,
  line: number,
): Header<Column> {
  const names = row.map((name) => name.trim());
  const separator = row.length === 1 ? /[;\t|]/.exec(names[0] ?? "")?.[0] : undefined;
  if (separator !== undefined) {
    const found = separator === "\t" ? "a tab" : `'${separator}'`;
    tell(reading, line, "CSV_SEPARATOR", {
      found,
      expected: "a comma; in Excel save as 'CSV UTF-8 (Comma delimited)'",
    });
    return { width: 1, positions: undefined, unnamed: [] };
  }
  if (names.length > mostColumns) {
    tell(reading, line, "ROW_LENGTH", { found: names.length, expected: `at most ${mostColumns} columns` });
    return { width: names.length, positions: undefined, unnamed: [] };
  }
  let isReadable = true;
  const known: readonly string[] = [...columns.required, ...columns.optional];
  names.forEach((name, index) => {
    const isDuplicate = names.indexOf(name) < index;
    if (name === "") return;
    if (!known.includes(name)) tell(reading, line, "COLUMN_UNKNOWN", { found: name, expected: wordsOf(columns) });
    else if (isDuplicate) tell(reading, line, "COLUMN_DUPLICATE", { found: name, expected: "each column once" });
  });
  for (const name of columns.required) {
    if (names.includes(name)) continue;
    tell(reading, line, "COLUMN_MISSING", { found: name, expected: `a header with ${wordsOf(columns)}` });
    isReadable = false;
  }
  return {
    width: row.length,
    positions: isReadable ? positionsOf(names, [...columns.required, ...columns.optional]) : undefined,
    unnamed: [...names.keys()].filter((index) => names[index] === ""),
  };
}

function positionsOf<Column extends string>(names: readonly string[], columns: readonly Column[]) {
  // Each column of the union is set once in the loop, which the type of an object being filled cannot say.
  const positions: Partial<Record<Column, number>> = {};
  for (const column of columns) positions[column] = names.indexOf(column);
  return positions as Record<Column, number>;
}

function wordsOf<Column extends string>(columns: Columns<Column>): string {
  const optional = columns.optional.map((name) => `(${name})`);
  return [...columns.required, ...optional].join(", ");
}
