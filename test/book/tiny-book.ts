import { join } from "node:path";
import { type BookFile, readFolder, sha256Of } from "../../src/book/folder.ts";
import { parseBook } from "../../src/book/parse-book.ts";

/** The smallest book that uses every file and every key; the tests of this room change one thing in it. */
export const tinyFolder = join(import.meta.dirname, "..", "input", "tiny");

export function tinyFiles(): BookFile[] {
  return readFolder(tinyFolder).files;
}

/** The tiny book with one file replaced (or added), as bytes. */
export function withBytes(path: string, bytes: Uint8Array): BookFile[] {
  return [...tinyFiles().filter((file) => file.path !== path), { path, bytes }];
}

/** The tiny book with one text exchanged in one file; the text must be there, so that no test passes by a typo. */
export function withText(path: string, from: string, to: string): BookFile[] {
  const file = tinyFiles().find((one) => one.path === path);
  const text = file === undefined ? "" : new TextDecoder().decode(file.bytes);
  if (!text.includes(from)) throw new Error(`'${from}' is not in ${path}`);
  return withBytes(path, new TextEncoder().encode(text.replace(from, () => to)));
}

export function parse(files: readonly BookFile[]) {
  return parseBook(files, sha256Of);
}
