import type { Book } from "../model/book.ts";
import type { Fault } from "../model/fault.ts";
import { readFolder, sha256Of } from "./folder.ts";
import { parseBook, sortFaults } from "./parse-book.ts";

/** Read the book in a folder. Either the book is whole and there are no faults, or it is undefined and all faults are there. */
export function readBook(path: string): { book: Book | undefined; faults: Fault[] } {
  const folder = readFolder(path);
  if (folder.faults.some(({ code }) => code === "FOLDER_MISSING")) return { book: undefined, faults: folder.faults };
  const { book, faults } = parseBook(folder.files, sha256Of);
  if (folder.faults.length === 0) return { book, faults };
  // A file that is there but could not be read is not missing.
  const told = new Set(folder.faults.map(({ file }) => file));
  const others = faults.filter(({ code, file }) => code !== "FILE_MISSING" || !told.has(file));
  return { book: undefined, faults: sortFaults([...folder.faults, ...others]) };
}
