import { readBook } from "../book/read-book.ts";
import type { Book } from "../model/book.ts";
import type { Fault } from "../model/fault.ts";
import { checkRegister } from "../revenue/check-register.ts";
import { postLedger } from "../revenue/post-ledger.ts";

/**
 * A book with the faults of its rows and, where it has a register, those that only its rows together and the posting of its money show.
 * Undefined with any fault. `day` is that of whose knowledge the digest is.
 */
export function readWholeBook(
  folder: string,
  day?: string | undefined,
): { readonly book: Book | undefined; readonly faults: readonly Fault[] } {
  const { book, faults } = readBook(folder, day);
  if (book?.register === undefined) return { book, faults };
  const between = checkRegister(book.register);
  // Money is posted only from rows that agree with each other.
  const all = between.length > 0 ? between : postLedger(book.register).faults;
  return all.length > 0 ? { book: undefined, faults: all } : { book, faults };
}
