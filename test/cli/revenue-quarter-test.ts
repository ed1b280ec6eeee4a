import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root, runJson, runLodebook } from "./run.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

type Shown = { readonly id: string; readonly unit: string; readonly result: Readonly<Record<string, unknown>> };

/** The finding under a path of what was printed. */
function findingAt(printed: unknown, ...path: readonly (string | number)[]): Shown {
  return path.reduce<unknown>((value, key) => Object(value)[key], printed) as Shown;
}

/** What is known of an amount, exact or at least. */
function known({ result }: Shown): number {
  return Number(result.kind === "sum" ? result.known : result.value);
}

test("the example's quarter adds up: due is received and outstanding, and its parts are the whole", () => {
  const printed = runJson("revenue", "quarter", "books/example", "--as-of", "2025-06-30");
  const { book, period, asOf, quarter } = Object(printed);
  assert.deepEqual([book, period, asOf], ["example", "2025-Q1", "2025-06-30"]);
  const [total] = quarter.due.totals;
  const cents = (finding: Shown) => Math.round(known(finding) * 100);
  assert.equal(cents(total.due), cents(total.assessed) + cents(total.corrected) - cents(total.voided));
  assert.equal(cents(total.due), cents(total.received) + cents(total.outstanding));
  assert.equal(total.due.result.kind, "sum");
  const { permits, otherPermits, places, months } = quarter.due;
  assert.equal(permits.length, 15);
  assert.ok(otherPermits.count > 0);
  for (const lines of [[...permits, ...otherPermits.lines], places, months]) {
    const sum = lines.reduce((all: number, line: { due: Shown }) => all + cents(line.due), 0);
    assert.equal(sum, cents(total.due));
  }
  const [pool] = quarter.allocation.pools;
  const due = quarter.allocation.recipients.reduce((sum: number, line: { due: Shown }) => sum + cents(line.due), 0);
  assert.equal(due + cents(pool.unallocated), cents(pool.amount));
});

test("explain knows every figure of the quarter", () => {
  const printed = runJson("revenue", "quarter", "books/example");
  const due = findingAt(printed, "quarter", "due", "totals", 0, "due");
  assert.deepEqual(Object(runJson("explain", "books/example", due.id)).finding, due);
  const ratio = findingAt(printed, "quarter", "sides", 0, "bridges", 0, "adjustmentRatio");
  const { inputs } = Object(runJson("explain", "books/example", ratio.id));
  assert.deepEqual(
    inputs.map((input: { finding: Shown }) => input.finding.id),
    ["revenue/sides/mass/payer-authority/gap-before", "revenue/sides/mass/payer-authority/gap-after"],
  );
});

test("for a person: what was due, what became of it, what the records differ by, what changed", () => {
  const { status, stdout, stderr } = runLodebook("revenue", "quarter", "books/example", "--as-of", "2025-06-30");
  assert.equal(status, 0, stderr);
  assert.match(stdout, /^Due: at least currency units [\d,.]+ \(\d+ parts not collected; \d+ parts withheld\)$/m);
  assert.match(stdout, /^ {3}2025-02: Due /m);
  assert.match(stdout, /^ {3}All other permits together: /m);
  assert.match(stdout, /^ {3}from the authority to the importers' customs: .*adjustment ratio/m);
  assert.match(stdout, /^What changed since this period was last published \(2025-04-30\)$/m);
  assert.match(stdout, /^ {3}O-01 to P-001, upheld: \d+, /m);
});

test("another quarter, and one that was never published", () => {
  const { quarter, period } = Object(runJson("revenue", "quarter", "books/example", "--period", "2024-Q2"));
  assert.equal(period, "2024-Q2");
  assert.equal(quarter.due.months.length, 3);
  assert.equal("vintage" in quarter, false);
});

test("a book without a register and without gaps that one would close is told", () => {
  const folder = join(scratch, "without");
  cpSync(join(root, "test/input/tiny"), folder, { recursive: true });
  rmSync(join(folder, "register"), { recursive: true });
  const { status, stderr } = runLodebook("revenue", "quarter", folder);
  assert.equal(status, 1);
  assert.match(stderr, /^FILE_MISSING|register\/terms\.yaml/m);
});

test("a restatement never edits the past: the report as of the day of a vintage keeps its bytes", () => {
  const book = join(scratch, "growing");
  cpSync(join(root, "books/example"), book, { recursive: true });
  const [first, again] = ["first", "again"].map((name) => join(scratch, name));
  const publish = (out: string | undefined, ...words: string[]) => {
    const { status, stderr } = runLodebook("report", book, "--out", out ?? "", ...words);
    assert.equal(status, 0, stderr);
  };
  publish(first, "--as-of", "2025-06-30");
  const late = "2031-01-01";
  const append = (table: string, row: string) => appendFileSync(join(book, `register/${table}.csv`), `${row}\n`);
  append("receipts", `R-99999,C-01918,export-levy,2025-03-30,10.00,XXX,Somebody (invented),${late}`);
  append("vintages", `2025-Q1,${late},third`);
  publish(again, "--as-of", "2025-06-30");
  const files = filesOf(first ?? "");
  assert.ok(files.has("report.pdf") && files.has("manifest.json"));
  assert.deepEqual(filesOf(again ?? ""), files);
  const cash = (...words: string[]) =>
    Object(runJson("revenue", "quarter", book, ...words)).quarter.cash.find(
      (line: { currency: string }) => line.currency === "XXX",
    ).cash;
  assert.equal(Math.round(100 * (known(cash()) - known(cash("--as-of", "2030-12-31")))), 1000);
});

/** Every file of a folder, byte for byte. */
function filesOf(folder: string): Map<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "base64")]));
}
