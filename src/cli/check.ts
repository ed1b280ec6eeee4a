import { readBook } from "../book/read-book.ts";
import { faultCatalogue, renderFault } from "../model/fault.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { startProgress } from "./progress.ts";

/** Tells every fault of a book in one pass. */
export const checkCommand: LodebookCommand = {
  name: "check",
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
        const { book, faults } = readBook(folder);
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
