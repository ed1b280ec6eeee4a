import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

const folder = join(import.meta.dirname, "../../../shared/data/trade");

/** The reason to skip a test that reads published tables, or false where they lie beside the checkout. */
export const skipShared = existsSync(folder) ? false : "the published tables of trade are not beside the checkout";

/** Rows of one published table, cells as text under the names of its header. */
export function readSharedTable(name: string): ReadonlyMap<string, string>[] {
  const rows: string[][] = parse(readFileSync(join(folder, name), "utf8"), { bom: true });
  const [header = [], ...body] = rows;
  return body.map((cells) => new Map(header.map((column, index) => [column, cells[index] ?? ""])));
}

/** The number in one cell; a cell that is not there or empty is an error of the test. */
export function numberOf(row: ReadonlyMap<string, string>, column: string): number {
  const text = row.get(column) ?? "";
  if (text === "" || !Number.isFinite(Number(text))) throw new Error(`no number in the column ${column}: '${text}'`);
  return Number(text);
}
