import { join } from "node:path";
import { findAll } from "../findings/find-all.ts";
import { lodebookError } from "../model/fault.ts";
import { assembleRows } from "../report/assemble/rows.ts";
import { assembleReport } from "../report/assemble.ts";
import { allLocales, loadCatalogue } from "../report/catalogue.ts";
import { renderReport } from "../report/render-report.ts";
import { replaceFolder } from "../report/replace-folder.ts";
import type { Report } from "../report/report.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import type { Effects } from "./effects.ts";
import { getDesk } from "./open-book.ts";
import { startProgress } from "./progress.ts";
import { version } from "./version.ts";

/** What to publish and where. */
export type PublishOptions = {
  readonly folder: string;
  readonly out: string;
  /** Put the report into `out/BOOK/PERIOD` instead of `out` itself. */
  readonly nested?: boolean;
  readonly locale?: string | undefined;
  readonly period?: string | undefined;
  readonly asOf?: string | undefined;
};

/** A book to its quarterly report. */
export const reportCommand: LodebookCommand = {
  register: (program, effects) => {
    program
      .command("report")
      .description("Publish the report of a quarter: page, PDF and data package, whole or not at all.")
      .argument("<book>", "folder of the book")
      .requiredOption("--out <dir>", "folder of the report; an earlier report in it is replaced")
      .option("--period <period>", "the quarter, e.g. 2025-Q1; default: the book's")
      .option("--locale <locale>", `${allLocales.join(", ")} or all`, "en")
      .option("--as-of <date>", "as it was known on that day; default: the day of the book's latest entry")
      .option("--json", "print what was written as JSON")
      .addHelpText(
        "after",
        "\nExample:\n  lodebook report books/kachin --period 2025-Q1 --out reports/kachin --locale all",
      )
      .action(async (folder: string, options: Omit<PublishOptions, "folder"> & { json?: boolean }) => {
        const { out, report, files } = await publishReport({ ...options, folder }, effects);
        printResult(
          effects,
          options.json,
          {
            out,
            book: report.book,
            period: report.period,
            asOf: report.asOf,
            bookSha256: report.bookSha256,
            findings: report.findings.size,
            files,
          },
          [`${out}: ${files.length} files, ${report.findings.size} findings from ${report.claims.size} claims`],
        );
      });
  },
};

/** Read, find, assemble, render, write. */
export async function publishReport(
  options: PublishOptions,
  effects: Effects,
): Promise<{ out: string; report: Report; files: string[] }> {
  const locales = parseLocales(options.locale ?? "en");
  const progress = startProgress(effects);
  progress.step("reading the book");
  const desk = getDesk(options.folder, options);
  progress.step("finding");
  const all = findAll(desk);
  const report = assembleReport(desk, all, { version, catalogues: allLocales.map(loadCatalogue) });
  const out = options.nested === true ? join(options.out, report.book, report.period) : options.out;
  progress.step("rendering");
  const files = await renderReport(report, assembleRows(desk, all), { locales });
  progress.step("writing");
  replaceFolder(out, files);
  progress.end();
  return { out, report, files: [...files.keys()] };
}

function parseLocales(text: string): readonly string[] {
  if (text === "all") return allLocales;
  if (allLocales.some((locale) => locale === text)) return [text];
  throw lodebookError("USAGE", { found: `got --locale '${text}'`, expected: `${allLocales.join(", ")} or all` });
}
