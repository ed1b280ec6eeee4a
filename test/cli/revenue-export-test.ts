import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { ocdsFaults } from "../report/ocds-shape.ts";
import { root, runJson, runLodebook } from "./run.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

const book = "books/example";
const out = (name: string) => join(scratch, name);
const read = (...path: string[]) => readFileSync(join(scratch, ...path), "utf8");

function run(format: string, ...words: string[]) {
  return Object(runJson("revenue", "export", book, "--format", format, "--out", out(format), ...words));
}

function lacks(command: string): string | false {
  return spawnSync(command, ["--version"]).error === undefined ? false : `${command} is not installed`;
}

test("each format of the example's register, whole, with a manifest; again it gives the same bytes", () => {
  const files = {
    hledger: ["register.journal"],
    beancount: ["register.beancount"],
    eiti: ["agencies", "companies", "projects", "revenues", "payments"],
    fdp: ["datapackage.json", "data/revenue.csv", "data/payments.csv"],
    ocds: ["releases.json"],
  };
  for (const [format, expected] of Object.entries(files)) {
    const found = run(format);
    assert.equal(found.files.length, expected.length + 1, format);
    const first = found.files.map((path: string) => read(format, path));
    assert.ok(read(format, "manifest.json").includes('"invented": true'));
    if (format !== "fdp") continue;
    assert.deepEqual(
      run(format).files.map((path: string) => read(format, path)),
      first,
    );
  }
  assert.deepEqual(ocdsFaults(JSON.parse(read("ocds", "releases.json"))), []);
});

test("hledger, Ledger and bean-check accept the example's journals", {
  skip: lacks("hledger") || lacks("ledger") || lacks("bean-check"),
}, () => {
  run("hledger");
  run("beancount");
  const env = { ...process.env, LC_ALL: "C.UTF-8", HOME: scratch };
  const check = (command: string, ...words: string[]) => {
    const { status, stderr } = spawnSync(command, words, { encoding: "utf8", env, maxBuffer: 1 << 28 });
    assert.equal(status, 0, stderr);
  };
  check("hledger", "-f", join(scratch, "hledger/register.journal"), "check", "--strict");
  check("ledger", "-f", join(scratch, "hledger/register.journal"), "--pedantic", "balance");
  check("bean-check", "--no-cache", join(scratch, "beancount/register.beancount"));
});

test("a period is a part of the money, and only tables have one", () => {
  const quarter = run("eiti", "--period", "2025-Q1", "--authority", "Office");
  assert.equal(quarter.period, "2025-Q1");
  assert.match(read("eiti", "part-4-government-revenues.csv"), /,Office,/);
  const { status, stderr } = runLodebook(
    ...["revenue", "export", book, "--format", "ocds", "--out", out("ocds"), "--period", "2025-Q1"],
  );
  assert.deepEqual([status, /USAGE/.test(stderr)], [2, true]);
});

test("as it was known on a day: what was added later is not there, and the digest is that of the day", () => {
  const early = run("hledger", "--as-of", "2025-04-30");
  const text = read("hledger", "register.journal");
  const late = run("hledger");
  assert.notEqual(early.bookSha256, late.bookSha256);
  assert.ok(early.entries < late.entries);
  assert.ok(text.length < read("hledger", "register.journal").length);
});

test("another folder is left as it is: one of something else, and one of a report", () => {
  const other = out("other");
  mkdirSync(other);
  writeFileSync(join(other, "mine.txt"), "mine");
  const refused = (folder: string) => {
    const { status, stderr } = runLodebook("revenue", "export", book, "--format", "hledger", "--out", folder);
    assert.deepEqual([status, /OUTPUT_NOT_A_REPORT/.test(stderr)], [3, true]);
  };
  refused(other);
  assert.deepEqual(readdirSync(other), ["mine.txt"]);
  rmSync(join(other, "mine.txt"));
  writeFileSync(join(other, "manifest.json"), JSON.stringify({ format: "lodebook-report" }));
  refused(other);
  assert.deepEqual(readdirSync(other), ["manifest.json"]);
});

test("a book without a register, and one whose register has a fault, write nothing", () => {
  const without = out("without");
  cpSync(join(root, book), without, { recursive: true });
  const receipts = join(without, "register/receipts.csv");
  const [header = "", first = ""] = readFileSync(receipts, "utf8").split("\n");
  writeFileSync(receipts, `${header}\n${first}\n${first}\n`);
  const twice = runLodebook("revenue", "export", without, "--format", "fdp", "--out", out("nothing"));
  assert.deepEqual([twice.status, /RECEIPT_DUPLICATE/.test(twice.stderr)], [1, true]);
  rmSync(join(without, "register"), { recursive: true });
  const none = runLodebook("revenue", "export", without, "--format", "fdp", "--out", out("nothing"));
  assert.equal(none.status, 1);
  assert.equal(existsSync(out("nothing")), false);
  const releases = runLodebook("revenue", "export", "books/kachin", "--format", "ocds", "--out", out("nothing"));
  assert.deepEqual([releases.status, /EXPORT_EMPTY: got a register without a permit/.test(releases.stderr)], [1, true]);
  assert.equal(existsSync(out("nothing")), false);
  const format = runLodebook("revenue", "export", book, "--format", "qif", "--out", out("nothing"));
  assert.equal(format.status, 2);
});

test("Summary Data is read and compared; of a file with a fault nothing is", () => {
  const example = (part: number) => `docs/examples/eiti/part-${part}.csv`;
  const { streams, passedOver, payments } = Object(runJson("revenue", "eiti", example(4), example(5)));
  assert.deepEqual([payments, passedOver], [3, 1]);
  const royalty = streams.find(({ stream }: { stream: string }) => stream === "Royalty");
  assert.deepEqual(
    [royalty.government, royalty.company, royalty.difference, royalty.gfsCode],
    ["1250000.50", "1250000.25", "0.25", "1415E1"],
  );
  assert.match(runLodebook("revenue", "eiti", example(4), example(5)).stdout, /Royalty, Office of Mines, XTS/);
  const { status, stderr } = runLodebook("revenue", "eiti", example(4), "docs/examples/payments.csv");
  assert.deepEqual([status, /LAYOUT_UNKNOWN/.test(stderr)], [1, true]);
});
