import { unmarkText } from "../model/live-text.ts";
import { columnsOfTable, type RegisterTable } from "../model/register-table.ts";
import { readRows } from "./csv-rows.ts";
import { type Reading, tell } from "./reading.ts";
import { fileOfTable } from "./register-desk.ts";

/** A row as words: a cell for each column of its table, in the table's order, and the line of the file or the row of the sheet. */
export type WrittenRow = { readonly cells: readonly string[]; readonly line: number };

/** A table with rows that came to it. */
export type GrownTable = {
  /** The rows that it had, and behind them those that came. */
  readonly rows: readonly WrittenRow[];
  /** How many of them it had. */
  readonly kept: number;
};

/** The rows of a table's file as words, without the apostrophes that mark a text; none where there is no text. */
export function readWrittenRows(table: RegisterTable, text: string | undefined, reading: Reading): WrittenRow[] {
  const rows: WrittenRow[] = [];
  if (text === undefined) return rows;
  const columns = columnsOfTable(table);
  const namesOf = (isRequired: boolean) =>
    columns.filter((column) => column.isRequired === isRequired).map(({ name }) => name);
  readRows(text, { required: namesOf(true), optional: namesOf(false) }, reading, (row, line, at) => {
    const cells = columns.map(({ name }) => unmarkText((row[at[name] ?? -1] ?? "").trim()));
    rows.push({ cells, line });
  });
  return rows;
}

/**
 * Put the rows of a sheet behind those that the table has. A register only grows: each row that it has must be in the sheet with the
 * same words, wherever it stands there; one that is gone or changed is told. `added` is for rows that are new and do not say since when
 * they are there.
 */
export function appendRows(
  table: RegisterTable,
  {
    had,
    found,
    added,
    faults,
  }: { had: readonly WrittenRow[]; found: readonly WrittenRow[]; added: string } & Pick<Reading, "faults">,
): GrownTable {
  const columns = columnsOfTable(table);
  const addedAt = columns.findIndex(({ name }) => name === "added");
  const keyOf = ({ cells }: WrittenRow) =>
    columns.map(({ kind }, index) => (index === addedAt ? "" : plain(cells[index] ?? "", kind))).join("\0");
  const counts = new Map<string, number>();
  for (const row of had) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  const fresh: WrittenRow[] = [];
  for (const row of found) {
    const key = keyOf(row);
    const count = counts.get(key) ?? 0;
    if (count > 0) counts.set(key, count - 1);
    else fresh.push({ ...row, cells: row.cells.map((cell, index) => (index === addedAt ? cell || added : cell)) });
  }
  const file = fileOfTable(table);
  for (const row of had) {
    const key = keyOf(row);
    const count = counts.get(key) ?? 0;
    if (count === 0) continue;
    counts.set(key, count - 1);
    const expected = "every row that the book has, as it stands there; a correction is a row of adjustments";
    tell({ file, faults }, row.line, "REGISTER_ROW_LOST", { found: `'${row.cells.join(",")}'`, expected });
  }
  return { rows: [...had, ...fresh], kept: had.length };
}

/** Numbers that are the same are written alike: 5, 5.0 and +5. */
function plain(cell: string, kind: string): string {
  if (kind !== "number" || !/^[+-]?[0-9]+(\.[0-9]+)?$/.test(cell)) return cell;
  const unsigned = cell.replace(/^\+/, "");
  return unsigned.includes(".") ? unsigned.replace(/\.?0+$/, "") : unsigned;
}
