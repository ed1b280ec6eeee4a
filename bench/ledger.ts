import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditLedger } from "../src/revenue/audit-ledger.ts";
import { Ledger } from "../src/revenue/ledger.ts";
import { generateRegister } from "./generate-register.ts";
import { measureCommand, type Row, rowBeside, runPeer } from "./measure.ts";
import { makeRandom } from "./random.ts";

/** So many lots make some 120,000 transactions: a lot is assessed, mostly paid in two receipts, and these reach the bank. */
const size = { permits: 500, consignments: 26_500, seed: 2 };
const wanted = { megabytes: 300, entries: 1_000_000, seconds: 10 };

/**
 * A generated register read, checked, posted and audited by `check`, beside Ledger, hledger and bean-check, which read the same
 * transactions as journals that `revenue export` wrote and check that they balance and come to the balances at their end.
 */
export function benchLedger(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-bench-"));
  try {
    const book = join(folder, "book");
    generateBookWithRegister(book);
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
      alone(
        "ledger-entries",
        postEntries(),
        "s",
        `${wanted.entries} entries posted and audited; wanted under ${wanted.seconds} s`,
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The invented example with a far larger register. */
function generateBookWithRegister(book: string): void {
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

/** Seconds for entries of every phase between a thousand accounts, and for adding all of them up anew. */
function postEntries(): number {
  const random = makeRandom(1);
  const begun = performance.now();
  const ledger = new Ledger();
  const currency = { code: "XXX", decimals: 2 };
  const accounts = Array.from({ length: 1000 }, (_, index) => ledger.openAccount(`receivable:${index}`, currency));
  const revenue = ledger.openAccount("revenue", currency);
  while (ledger.count < wanted.entries) {
    ledger.begin({ date: "2025-01-01", kind: "assessment", source: "", reason: "" });
    const debit = accounts[Math.floor(random() * accounts.length)] ?? 0;
    const pending = ledger.pend({ debit, credit: revenue }, BigInt(2 + Math.floor(random() * 1e6)));
    ledger.post(pending, 1n);
    ledger.void(pending, ledger.remaining(pending));
    ledger.transfer({ debit: revenue, credit: debit }, 1n);
  }
  const { faults } = auditLedger(ledger);
  if (faults.length > 0) throw new Error("the ledger does not balance");
  return (performance.now() - begun) / 1000;
}

function alone(name: string, ours: number, unit: string, note: string): Row {
  return { name, ours, unit, peer: "none", peerValue: undefined, ratio: undefined, note };
}
