import { readFileSync } from "node:fs";
import { join } from "node:path";
import { registerJournal } from "../findings/register-journal.ts";
import { revenueRows } from "../findings/revenue-rows.ts";
import type { Book } from "../model/book.ts";
import { type Fault, LodebookError, lodebookError } from "../model/fault.ts";
import { formatMoney } from "../model/money.ts";
import { type Period, parsePeriod } from "../model/period.ts";
import type { Register } from "../model/register.ts";
import { writeBeancount } from "../report/export-beancount.ts";
import { writeEiti } from "../report/export-eiti.ts";
import { writeFiscalPackage } from "../report/export-fdp.ts";
import { makeExportFiles } from "../report/export-files.ts";
import { type ExportHead, makeExportHead } from "../report/export-head.ts";
import { writeHledger } from "../report/export-hledger.ts";
import { writeOcds } from "../report/export-ocds.ts";
import { replaceFolder } from "../report/replace-folder.ts";
import { auditLedger } from "../revenue/audit-ledger.ts";
import { postLedger } from "../revenue/post-ledger.ts";
import { registerAsOf } from "../revenue/register-as-of.ts";
import type { RevenueLedger } from "../revenue/revenue-ledger.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { getDesk } from "./open-book.ts";
import { revenueGroup } from "./revenue-group.ts";
import { version } from "./version.ts";

type Options = {
  readonly format: string;
  readonly out: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly authority?: string;
  readonly ocidPrefix?: string;
  readonly json?: boolean;
};

/** A register and its ledger, as they are exported. */
type Opened = {
  readonly book: Book;
  readonly register: Register;
  readonly revenue: RevenueLedger;
  readonly head: ExportHead;
  readonly prefix: string;
};

/** What an export holds, and how many rows could not be shown in it. */
type Written = { readonly texts: ReadonlyMap<string, string>; readonly leftOut: number };

/** Each format with how it is written, and whether a part of the time can be exported alone. */
const formats: Readonly<Record<string, { readonly write: (opened: Opened) => Written; readonly hasPeriod: boolean }>> =
  {
    hledger: { write: (opened) => journalAs("register.journal", writeHledger, opened), hasPeriod: false },
    beancount: { write: (opened) => journalAs("register.beancount", writeBeancount, opened), hasPeriod: false },
    eiti: { write: exportEiti, hasPeriod: true },
    fdp: { write: exportFiscal, hasPeriod: true },
    ocds: { write: exportOcds, hasPeriod: false },
  };
const names = Object.keys(formats);

/** The register of a book in the formats of others. */
export const revenueExportCommand: LodebookCommand = {
  register: (program, effects) => {
    revenueGroup(program)
      .command("export")
      .description("Write the register's money for other programs, whole or not at all.")
      .argument("<book>", "folder of the book")
      .requiredOption("--format <format>", names.join(", "))
      .requiredOption("--out <dir>", "folder of the export; an earlier export in it is replaced")
      .option("--period <period>", "only these days, e.g. 2025-Q1; for eiti and fdp")
      .option("--as-of <date>", "as it was known on that day; default: the day of the book's latest entry")
      .option("--authority <name>", "who collects the revenue; for eiti and ocds")
      .option("--ocid-prefix <prefix>", "the publisher's prefix; for ocds; default: the book's id")
      .option("--json", "print what was written as JSON")
      .addHelpText(
        "after",
        "\nExample:\n  lodebook revenue export books/example --format hledger --out exports/hledger",
      )
      .action((folder: string, options: Options) => {
        const { result, lines } = exportRegister(folder, options);
        printResult(effects, options.json, result, lines);
      });
  },
};

function exportRegister(folder: string, options: Options): { result: object; lines: string[] } {
  const format = Object.hasOwn(formats, options.format) ? formats[options.format] : undefined;
  if (format === undefined) throw usage(`got --format '${options.format}'`, names.join(", "));
  if (options.period !== undefined && !format.hasPeriod) {
    throw usage(`got --period with --format ${options.format}`, "all of the register, or eiti or fdp");
  }
  refuseReport(options.out);
  const opened = openRegister(folder, options);
  const { head, revenue } = opened;
  const audit = auditLedger(revenue.ledger);
  refuseFaults(audit.faults);
  const { texts, leftOut } = format.write(opened);
  const files = makeExportFiles(texts, head, { format: options.format, version });
  replaceFolder(options.out, files);
  const decimals = new Map(revenue.ledger.accounts.map(({ currency }) => [currency.code, currency]));
  const totals = [...audit.totals].map(([code, { pending, posted }]) => {
    const currency = decimals.get(code) ?? { code, decimals: 0 };
    const show = (minorUnits: bigint) => formatMoney({ minorUnits, currency }).replaceAll(",", "");
    return { currency: code, pending: show(pending), posted: show(posted) };
  });
  const { out, format: name } = options;
  const result = {
    out,
    format: name,
    book: head.book,
    asOf: head.asOf,
    ...(head.period === undefined ? {} : { period: head.period.text }),
    bookSha256: head.bookSha256,
    entries: revenue.ledger.count,
    totals,
    leftOut,
    files: [...files.keys()],
  };
  const sums = totals.map(
    ({ currency, pending, posted }) => `${currency}: ${posted} posted and ${pending} pending on each side`,
  );
  return {
    result,
    lines: [
      `${out}: ${files.size} files, ${name}, ${head.book} as of ${head.asOf}`,
      ...sums.map((sum) => `  ${sum}`),
      ...(revenue.ledger.count > 0
        ? []
        : [`  no money: 'revenue quarter ${folder}' says what a first publication would need`]),
      ...(leftOut === 0 ? [] : [`  ${leftOut} rows have no place in this format`]),
    ],
  };
}

/** The register without any fault, as it was known on a day, with its ledger. Throws every fault of either. */
function openRegister(folder: string, options: Options): Opened {
  const { asOf: day, period: text, authority = "", ocidPrefix } = options;
  const { book, asOf } = getDesk(folder, { asOf: day });
  if (book.register === undefined) {
    const expected = "a book with a register, see docs/concepts/register.md";
    throw lodebookError("FOLDER_MISSING", { found: join(folder, "register"), expected });
  }
  const period: Period | undefined = text === undefined ? undefined : parsePeriod(text);
  const register = registerAsOf(book.register, asOf);
  const revenue = postLedger(register);
  refuseFaults(revenue.faults);
  const head = makeExportHead(book, { asOf, period, authority });
  return { book, register, revenue, head, prefix: ocidPrefix ?? book.id };
}

function journalAs(file: string, write: typeof writeHledger, { revenue, head }: Opened): Written {
  return { texts: new Map([[file, write(registerJournal(revenue.ledger), head)]]), leftOut: 0 };
}

function exportEiti({ book, register, revenue, head }: Opened): Written {
  const rows = revenueRows(register, revenue.ledger, head.period);
  return { texts: writeEiti(book, { register, rows }, head), leftOut: 0 };
}

function exportFiscal({ register, revenue, head }: Opened): Written {
  const rows = revenueRows(register, revenue.ledger, head.period);
  return { texts: writeFiscalPackage(register, rows, head), leftOut: 0 };
}

function exportOcds({ book, register, head, prefix }: Opened): Written {
  if (register.permits.length === 0) {
    const found = `a register without a permit as of ${head.asOf}`;
    throw lodebookError("EXPORT_EMPTY", {
      found,
      expected: "at least one, for a release package has at least one release",
    });
  }
  const { text, leftOut } = writeOcds(book, register, head, { prefix });
  return { texts: new Map([["releases.json", text]]), leftOut };
}

/** Exports and reports are marked alike, but an export must not take the place of a report. */
function refuseReport(out: string): void {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
  } catch {
    // No manifest that can be read: whether the folder may be replaced is seen when it is written.
    return;
  }
  if (typeof manifest === "object" && manifest !== null && "export" in manifest) return;
  const expected = "a folder that is empty, does not exist yet, or holds an earlier export";
  throw lodebookError("OUTPUT_NOT_A_REPORT", { found: out, expected });
}

function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw new LodebookError(faults);
}

function usage(found: string, expected: string): LodebookError {
  return lodebookError("USAGE", { found, expected });
}
