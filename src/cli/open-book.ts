import { type Desk, openDesk } from "../findings/desk.ts";
import type { Book } from "../model/book.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";
import { parsePeriod } from "../model/period.ts";
import { readWholeBook } from "./read-whole-book.ts";

/** Read a book that has to be without fault, with the digest that it had on a day; throws all its faults. */
function getBook(folder: string, day: string | undefined): Book {
  const { book, faults } = readWholeBook(folder, day);
  if (book === undefined) throw new LodebookError(faults);
  return book;
}

/** Read a book and open it for a quarter, as it was known on a day. */
export function getDesk(folder: string, options: { period?: string | undefined; asOf?: string | undefined }): Desk {
  if (options.asOf !== undefined) checkDay(options.asOf);
  return openDesk(getBook(folder, options.asOf), options);
}

function checkDay(text: string): void {
  const { start, end } = parsePeriod(text);
  if (start !== end || start !== text)
    throw lodebookError("USAGE", { found: `got --as-of '${text}'`, expected: "a day, YYYY-MM-DD" });
}
