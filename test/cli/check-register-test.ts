import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { root, runLodebook } from "./run.ts";

test("check, and every command that opens a book, tell what only the rows of its register together show", () => {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-check-"));
  try {
    const book = join(folder, "book");
    cpSync(join(root, "books/example"), book, { recursive: true });
    const receipts = join(book, "register/receipts.csv");
    const [, first = ""] = readFileSync(receipts, "utf8").split("\n");
    appendFileSync(receipts, `${first}\n`);
    const told = /^register\/receipts\.csv:\d+: RECEIPT_DUPLICATE: /m;
    const check = runLodebook("check", book);
    assert.equal(check.status, 1);
    assert.match(check.stdout, told);
    const explain = runLodebook("explain", book);
    assert.equal(explain.status, 1);
    assert.match(explain.stderr, told);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
