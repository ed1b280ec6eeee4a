import { join } from "node:path";
import { readBook } from "../../src/book/read-book.ts";
import { type Desk, openDesk } from "../../src/findings/desk.ts";
import type { Book } from "../../src/model/book.ts";
import { renderFault } from "../../src/model/fault.ts";

let known: Book | undefined;

/** The invented book, read from its folder once: nobody can change a book. */
export function readExample(): Book {
  known ??= readFirst();
  return known;
}

function readFirst(): Book {
  const { book, faults } = readBook(join(import.meta.dirname, "../../books/example"));
  if (book === undefined) throw new Error(faults.map(renderFault).join("\n"));
  return book;
}

/** The invented book, opened. */
export function openExample(options: Parameters<typeof openDesk>[1] = {}): Desk {
  return openDesk(readExample(), options);
}
