import { bookAsOf } from "./book-as-of.ts";
import { readFolder, sha256Of } from "./folder.ts";
import { type ParsedBook, parseBook, sortFaults } from "./parse-book.ts";

/**
 * Read the book in a folder. Either the book is whole and there are no faults, or it is undefined and all faults are there. With a
 * day its files and its digest are those that it had then; its rows are all there.
 */
export function readBook(path: string, day?: string): ParsedBook {
  const folder = readFolder(path);
  if (folder.faults.some(({ code }) => code === "FOLDER_MISSING")) {
    return { book: undefined, faults: folder.faults, register: undefined };
  }
  const { book, faults, register } = parseBook(folder.files, sha256Of);
  if (folder.faults.length === 0) {
    if (book === undefined || day === undefined) return { book, faults, register };
    return { book: bookAsOf(book, { files: folder.files, day, digest: sha256Of }), faults, register };
  }
  // A file that is there but could not be read is not missing.
  const told = new Set(folder.faults.map(({ file }) => file));
  const others = faults.filter(({ code, file }) => code !== "FILE_MISSING" || !told.has(file));
  return { book: undefined, faults: sortFaults([...folder.faults, ...others]), register };
}
