import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { readWholeBook } from "../../src/cli/read-whole-book.ts";

const root = join(import.meta.dirname, "../..");
const guide = readFileSync(join(root, "docs/guides/start-a-territory.md"), "utf8");
const step = guide.slice(guide.indexOf("## 1."), guide.indexOf("## 2."));

test("what the guide takes out of the example leaves a book without fault and without an invented row", () => {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-territory-"));
  try {
    cpSync(join(root, "books/example"), folder, { recursive: true });
    for (const name of [
      "register",
      "exposure.yaml",
      "market.yaml",
      "market",
      "parameters.yaml",
      "series",
      "statements",
    ]) {
      assert.ok(step.includes(`\`${name}`), `the guide names ${name}`);
      rmSync(join(folder, name), { recursive: true });
    }
    for (const name of ["sources.yaml", "gaps.yaml", "constraints.yaml", "report.yaml"]) {
      assert.ok(step.includes(`\`${name}\``), `the guide names ${name}`);
      writeFileSync(join(folder, name), "");
    }
    for (const name of readdirSync(join(folder, "claims"))) {
      const file = join(folder, "claims", name);
      writeFileSync(file, readFileSync(file, "utf8").split("\n").slice(0, 1).join("\n"));
    }
    const { book, faults } = readWholeBook(folder);
    assert.deepEqual(faults, []);
    assert.deepEqual([book?.claims.length, book?.register, book?.market], [0, undefined, undefined]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
