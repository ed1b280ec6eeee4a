import { findBalance } from "../findings/balance.ts";
import { openDesk } from "../findings/desk.ts";
import type { Book } from "../model/book.ts";
import { type Fault, faultCatalogue, LodebookError, renderFault } from "../model/fault.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { startProgress } from "./progress.ts";
import { readWholeBook } from "./read-whole-book.ts";

/** Tells every fault of a book in one pass. */
export const checkCommand: LodebookCommand = {
  register: (program, effects) => {
    program
      .command("check")
      .description("Check a book: every fault in one pass, as file:line: CODE: message; exit 1 when there is one.")
      .argument("<book>", "folder of the book")
      .option("--json", "print the faults as JSON")
      .addHelpText("after", "\nExample:\n  lodebook check books/kachin")
      .action((folder: string, options: { json?: boolean }) => {
        const progress = startProgress(effects);
        progress.step(`reading ${folder}`);
        const { book, faults } = checkBook(folder);
        progress.end();
        const counts =
          book === undefined ? {} : { claims: book.claims.length, sources: book.sources.size, gaps: book.gaps.length };
        const lines = book
          ? [`${folder}: no fault in ${book.claims.length} claims from ${book.sources.size} sources`]
          : faults.map(renderFault);
        printResult(effects, options.json, { book: folder, faults, ...counts }, lines);
        process.exitCode = Math.max(0, ...faults.map(({ code }) => faultCatalogue[code].exit));
      });
  },
};

/** The book's faults, and where it has none those of its equations, which only the balance can tell. */
function checkBook(folder: string): { book: Book | undefined; faults: readonly Fault[] } {
  const { book, faults } = readWholeBook(folder);
  if (book === undefined) return { book, faults };
  try {
    findBalance(openDesk(book));
    return { book, faults };
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    return { book: undefined, faults: error.faults.map((fault) => ({ ...fault, file: "constraints.yaml" })) };
  }
}
