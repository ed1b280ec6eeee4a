import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Table, TableFile } from "../../src/ingest/table-reader.ts";

/** A table as a file in pieces of a few bytes, each spoilt when the next one is asked for. */
export function fileOf(text: string | Uint8Array, size = 7): TableFile {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  function* chunks() {
    for (let start = 0; start < bytes.length; start += size) {
      const chunk = bytes.slice(start, start + size);
      yield chunk;
      chunk.fill(0);
    }
  }
  return { name: "table.csv", chunks: chunks() };
}

/** `line CODE` of every fault. */
export function faultsOf({ faults }: Pick<Table<unknown>, "faults">): string[] {
  return faults.map(({ line, code }) => `${line} ${code}`);
}

const folder = join(import.meta.dirname, "../../../shared/data/trade");

/** Why a test that reads the shared tables is skipped; false when they are there. */
export const withoutShared = existsSync(folder) ? false : "../shared is absent";

/** One of the shared tables. */
export function sharedFile(name: string): TableFile {
  return { name, chunks: [readFileSync(join(folder, name))] };
}
