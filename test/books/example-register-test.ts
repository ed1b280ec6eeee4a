import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeExampleRegister } from "../../bench/example-register.ts";
import { readBook } from "../../src/book/read-book.ts";
import type { Register } from "../../src/model/register.ts";
import { checkRegister } from "../../src/revenue/check-register.ts";
import { findTroubles } from "../../src/revenue/find-troubles.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";

const folder = join(import.meta.dirname, "../../books/example");

function getRegister(): Register {
  const { book, faults } = readBook(folder);
  assert.deepEqual(faults, []);
  if (book?.register === undefined) throw new Error("no register");
  return book.register;
}

test("the example's register is what its seeded generator makes", () => {
  for (const [path, text] of makeExampleRegister(folder)) {
    assert.ok(readFileSync(join(folder, path), "utf8") === text, `${path}: run node bench/example-register.ts`);
  }
});

test("the example's register is large, and in order", () => {
  const register = getRegister();
  assert.deepEqual([register.permits.length, register.consignments.length], [40, 2000]);
  assert.deepEqual(checkRegister(register), []);
  assert.deepEqual(postLedger(register).faults, []);
});

test("every kind of trouble befalls it", () => {
  const register = getRegister();
  const kinds = new Set(findTroubles(register, postLedger(register), "2025-06-30").map(({ kind }) => kind));
  assert.deepEqual([...kinds].sort(), [
    "banked-without-receipt",
    "base-missing",
    "class-without-levy",
    "late",
    "misdeclared-form",
    "misdeclared-mass",
    "misdeclared-origin",
    "no-rate",
    "not-banked",
    "overpaid",
    "paid-after-void",
    "paid-without-levy",
    "unpaid",
    "unpermitted",
  ]);
  const outcomes = new Set(register.objections.map(({ decision }) => decision?.outcome ?? "open"));
  assert.deepEqual([...outcomes].sort(), ["open", "rejected", "upheld", "withdrawn"]);
  assert.ok(register.levies.some(({ to }) => to !== undefined));
  assert.deepEqual([...new Set(register.adjustments.map(({ target }) => target.kind))].sort(), [
    "consignment",
    "customs",
    "declaration",
    "receipt",
  ]);
});

test("all of it is said to be invented, wherever a word can say so", () => {
  const register = getRegister();
  assert.ok(register.permits.every(({ holder }) => holder.includes("invented")));
  assert.ok(register.receipts.every(({ payer }) => payer.includes("invented")));
  assert.ok(register.objections.every(({ text }) => text.startsWith("Invented")));
  assert.ok(register.adjustments.every(({ evidence }) => evidence.includes("invented")));
  for (const name of ["terms", "levies", "allocations"]) {
    assert.match(readFileSync(join(folder, `register/${name}.yaml`), "utf8"), /^# Invented/);
  }
});
