import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readBook } from "../src/book/read-book.ts";
import { postLedger } from "../src/revenue/post-ledger.ts";
import { generateRegister, type RegisterSize } from "./generate-register.ts";
import { measureCommand, type Row, rowBeside, runPeer } from "./measure.ts";

/** So many lots make some 120,000 transactions: a lot is assessed, mostly paid in two receipts, and these reach the bank. */
const size = { permits: 500, consignments: 26_500, seed: 2 };
/** So many lots make a million entries: each of some four transactions has two. */
const million = { permits: 2000, consignments: 111_000, seed: 2 };
const wanted = { megabytes: 300, seconds: 10 };

/**
 * A generated register read, checked, posted and audited by `check`, beside Ledger, hledger and bean-check, which read the same
 * transactions as journals that `revenue export` wrote and check that they balance and come to the balances at their end.
 */
export function benchLedger(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-bench-"));
  try {
    const book = join(folder, "book");
    generateBookWithRegister(book, size);
    const [journal, beancount] = (["hledger", "beancount"] as const).map((format) => exportAs(book, format, folder));
    const transactions = readFileSync(journal ?? "", "utf8").match(/^[0-9]{4}-/gm)?.length ?? 0;
    const check = measureCommand(["check", book]);
    const note = `${transactions} transactions loaded, balanced and checked`;
    const row = { name: "ledger", ours: check.seconds, unit: "s", note };
    return [
      rowBeside({ ...row, peer: "ledger" }, runPeer("ledger", ["-f", journal ?? "", "balance"])?.seconds),
      rowBeside({ ...row, peer: "hledger" }, runPeer("hledger", ["-f", journal ?? "", "check"])?.seconds),
      rowBeside({ ...row, peer: "bean-check" }, runPeer("bean-check", ["--no-cache", beancount ?? ""])?.seconds),
      alone("ledger-memory", check.megabytes, "MB", `peak of the whole process; wanted under ${wanted.megabytes} MB`),
      benchMillion(join(folder, "million")),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A million entries from the files of a book to an audited ledger. */
function benchMillion(book: string): Row {
  generateBookWithRegister(book, million);
  const { seconds, megabytes } = measureCommand(["check", book]);
  const register = readBook(book).book?.register;
  const entries = register === undefined ? 0 : postLedger(register).ledger.count;
  const note = `${entries} entries read, checked, posted and audited, ${Math.round(megabytes)} MB; wanted under ${wanted.seconds} s a million`;
  return alone("ledger-million", seconds, "s", note);
}

/** The invented example with a far larger register. */
function generateBookWithRegister(book: string, size: RegisterSize): void {
  cpSync(join(import.meta.dirname, "../books/example"), book, { recursive: true });
  const given = ["register/terms.yaml", "register/levies.yaml"].map((path) => ({
    path,
    bytes: readFileSync(join(book, path)),
  }));
  for (const [path, text] of generateRegister(size, given)) writeFileSync(join(book, path), text);
}

/** The path of the book's journal. */
function exportAs(book: string, format: "hledger" | "beancount", folder: string): string {
  const out = join(folder, format);
  measureCommand(["revenue", "export", book, "--format", format, "--out", out]);
  return join(out, format === "hledger" ? "register.journal" : "register.beancount");
}

function alone(name: string, ours: number, unit: string, note: string): Row {
  return { name, ours, unit, peer: "none", peerValue: undefined, ratio: undefined, note };
}
