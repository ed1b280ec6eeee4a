import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readBook } from "../../src/book/read-book.ts";
import type { Book } from "../../src/model/book.ts";
import { tinyFolder } from "./tiny-book.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

function copyOf(name: string): string {
  const folder = join(scratch, name);
  cpSync(tinyFolder, folder, { recursive: true });
  return folder;
}

function add(folder: string, file: string, text: string): void {
  const path = join(folder, file);
  writeFileSync(path, `${readFileSync(path, "utf8")}${text}`);
}

function open(folder: string, day?: string): Book {
  const { book, faults } = readBook(folder, day);
  assert.deepEqual(faults, []);
  if (book === undefined) throw new Error("no book");
  return book;
}

const late = "2031-01-01";
const day = "2030-12-31";

test("rows that were added later change the digest of the book, and not the digest that it had", () => {
  const folder = copyOf("growing");
  const before = open(folder);
  assert.deepEqual(open(folder, day), before);
  add(folder, "register/receipts.csv", `R-9,C-1,levy,2025-02-01,1.00,USD,"Hill\nLtd",${late}\n`);
  add(folder, "register/objections.csv", `O-3,P-2,2025-02-01,,,"more\nnoise",${late}\n`);
  add(folder, "register/vintages.csv", `2025-Q2,${late},\n`);
  const rate = "stream: levy\n  class: clay\n  base: mass\n  rate: 1 USD/t\n  rounding: down\n  legal-source: Order 2";
  add(folder, "register/levies.yaml", `- id: levy-2031\n  ${rate}\n  from: ${late}\n`);
  const grown = open(folder);
  assert.notEqual(grown.sha256, before.sha256);
  const then = open(folder, day);
  assert.equal(then.sha256, before.sha256);
  assert.deepEqual(then.files, before.files);
  // Only files and digest are of that day: who reads the rows asks each of them since when it is there.
  assert.equal(then.register?.receipts.length, grown.register?.receipts.length);
});

test("a table that came later was no file of the book", () => {
  const folder = copyOf("without");
  rmSync(join(folder, "register/vintages.csv"));
  const before = open(folder);
  writeFileSync(join(folder, "register/vintages.csv"), `period,as-of\n2025-Q1,${late}\n`);
  assert.equal(open(folder, day).sha256, before.sha256);
});

test("an edit of an old row is no addition: the digest changes", () => {
  const folder = copyOf("edited");
  const before = open(folder, day);
  const path = join(folder, "register/receipts.csv");
  writeFileSync(path, readFileSync(path, "utf8").replace("0.30", "0.31"));
  assert.notEqual(open(folder, day).sha256, before.sha256);
});
