import { sortFaults } from "../book/parse-book.ts";
import { readBook } from "../book/read-book.ts";
import type { Book } from "../model/book.ts";
import type { Fault } from "../model/fault.ts";
import { checkWholeRegister } from "../revenue/check-whole-register.ts";

/**
 * A book with the faults of its rows and, where it has a register, those that only its rows together and the posting of its money show.
 * Undefined with any fault. `day` is that of whose knowledge the digest is.
 */
export function readWholeBook(
  folder: string,
  day?: string | undefined,
): { readonly book: Book | undefined; readonly faults: readonly Fault[] } {
  const { book, faults, register } = readBook(folder, day);
  if (register === undefined) return { book, faults };
  const told = faults.filter(({ file }) => file.startsWith("register/"));
  const all = [...faults, ...checkWholeRegister(register, told)];
  return all.length > 0 ? { book: undefined, faults: sortFaults(all) } : { book, faults };
}
