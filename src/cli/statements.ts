import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { readFolder, sha256Of } from "../book/folder.ts";
import { parseBook } from "../book/parse-book.ts";
import { openDesk } from "../findings/desk.ts";
import { findMarket } from "../findings/market.ts";
import { findVerdicts, type StatementFinding } from "../findings/verdicts.ts";
import type { Book } from "../model/book.ts";
import { LodebookError } from "../model/fault.ts";
import { type Catalogue, loadCatalogue } from "../report/catalogue.ts";
import { formatFinding } from "../report/format.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { readInput } from "./read-input.ts";

/** The verdicts on one document's figures. */
export const statementsCommand: LodebookCommand = {
  register: (program, effects) => {
    program
      .command("statements")
      .description(
        "Test the figures of a document against the book: the verdict on each, and how many claims stand on each side.",
      )
      .argument("<book>", "folder of the book")
      .argument("<file>", "a file of its statements/ by name, or any other file in that format")
      .option("--period <period>", "the quarter; default: the book's")
      .option("--as-of <date>", "as it was known on that day")
      .option("--json", "print the verdicts as JSON")
      .addHelpText("after", "\nExample:\n  lodebook statements books/kachin dvb-2025.yaml")
      .action((folder: string, file: string, options: { period?: string; asOf?: string; json?: boolean }) => {
        const { book, document } = readWithDocument(folder, file);
        const desk = openDesk(book, options);
        const all = findVerdicts(desk, findMarket(desk)).filter((verdict) => verdict.file === document);
        const catalogue = loadCatalogue("en");
        printResult(
          effects,
          options.json,
          all,
          all.flatMap((one) => renderVerdict(one, catalogue)),
        );
      });
  },
};

/** The book with the document in it: one of its own, or a file from elsewhere read as if it lay there. */
function readWithDocument(folder: string, file: string): { book: Book; document: string } {
  const { files, faults } = readFolder(folder);
  if (faults.length > 0) throw new LodebookError(faults);
  const own = `statements/${basename(file)}`;
  const isOwn = files.some(({ path }) => path === own);
  if (!isOwn) readInput(file);
  const read = parseBook(isOwn ? files : [...files, { path: own, bytes: readFileSync(file) }], sha256Of);
  if (read.book === undefined) throw new LodebookError(read.faults);
  return { book: read.book, document: own };
}

function renderVerdict(one: StatementFinding, catalogue: Catalogue): string[] {
  const { finding, figure, estimate, statement, attributed, claimsFor, claimsAgainst } = one;
  const said = figure === undefined ? "no figure" : formatFinding(figure, "full", catalogue);
  const found = estimate === undefined ? "no independent claim" : formatFinding(estimate, "full", catalogue);
  return [
    `${formatFinding(finding, "full", catalogue)}: ${statement.text.en}`,
    `   text: ${said}; evidence: ${found}; claims for ${claimsFor.length}, against ${claimsAgainst.length}; ${finding.id}`,
    ...attributed.map(
      ({ label, ...rest }) => `   ${label.en}: ${formatFinding({ label, ...rest }, "full", catalogue)}`,
    ),
  ];
}
