import { join } from "node:path";
import { type LodebookCommand, printResult } from "./command.ts";
import { publishReport } from "./report.ts";

/** The main job, with nothing to type: the report of the first book. */
export const startCommand: LodebookCommand = {
  register: (program, effects) => {
    program
      .command("start")
      .description(
        "The main job: turn a book into the report of its quarter, in every language, and say where it lies.",
      )
      .argument("[book]", "folder of the book", "books/kachin")
      .option("--json", "print where the report lies as JSON")
      .addHelpText("after", "\nExample:\n  lodebook start")
      .action(async (folder: string, options: { json?: boolean }) => {
        const { out, report } = await publishReport({ folder, out: "reports", nested: true, locale: "all" }, effects);
        const files = {
          page: join(out, "index.html"),
          print: join(out, "report.pdf"),
          data: join(out, "datapackage.json"),
          fingerprints: join(out, "manifest.json"),
        };
        const counts = `${report.findings.size} findings from ${report.claims.size} claims`;
        printResult(effects, options.json, { book: report.book, period: report.period, out, ...files }, [
          `Report of ${report.territory.en}, ${report.period}: ${counts}.`,
          ...Object.entries(files).map(([name, file]) => `  ${name.padEnd(13)} ${file}`),
        ]);
      });
  },
};
