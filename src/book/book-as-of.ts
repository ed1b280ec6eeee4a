import type { Book } from "../model/book.ts";
import type { RegisterRow } from "../model/register.ts";
import { registerRows } from "../model/register-rows.ts";
import type { BookFile } from "./folder.ts";
import { listFiles } from "./parse-book.ts";

/**
 * The book with the files and the digest that it had on a day: without the rows that entered it later, and without the files that
 * have no others. So a report as of that day carries the same digest whatever was added since; an edit changes it.
 */
export function bookAsOf(
  book: Book,
  { files, day, digest }: { files: readonly BookFile[]; day: string; digest: (bytes: Uint8Array | string) => string },
): Book {
  const rows = Map.groupBy([...book.claims, ...(book.register ? registerRows(book.register) : [])], ({ file }) => file);
  const kept = files.flatMap((file) => fileAsOf(file, rows.get(file.path) ?? [], day));
  return { ...book, ...listFiles(kept, digest) };
}

/** A file without the lines of later rows: from where such a row begins to where the next one does. */
function fileAsOf(file: BookFile, rows: readonly RegisterRow[], day: string): BookFile[] {
  const starts = new Map<number, boolean>();
  for (const { line, added } of rows) starts.set(line, (starts.get(line) ?? true) && added > day);
  const later = [...starts.values()].filter((isLater) => isLater).length;
  if (later === 0) return [file];
  if (later === starts.size) return [];
  let isDropped = false;
  const lines = splitLines(file.bytes).filter((_, index) => {
    isDropped = starts.get(index + 1) ?? isDropped;
    return !isDropped;
  });
  return [{ path: file.path, bytes: joinLines(lines) }];
}

const newline = 10;

/** The lines of a file with their ends, byte for byte. */
function splitLines(bytes: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(newline, from);
    const to = end < 0 ? bytes.length : end + 1;
    lines.push(bytes.subarray(from, to));
    from = to;
  }
  return lines;
}

function joinLines(lines: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(lines.reduce((length, line) => length + line.length, 0));
  let at = 0;
  for (const line of lines) {
    bytes.set(line, at);
    at += line.length;
  }
  return bytes;
}
