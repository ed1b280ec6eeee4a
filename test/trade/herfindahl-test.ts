import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { herfindahl } from "../../src/trade/herfindahl.ts";
import { numberOf, readSharedTable, skipShared } from "./shared-table.ts";

/** World production of rare earth oxide, as the published method gives its index, to six digits. */
const published = { 2018: 0.463184, 2019: 0.454933, 2020: 0.41766, 2021: 0.432094, 2022: 0.528262 };

test("the index of world rare earth production, 2018 to 2022", { skip: skipShared }, () => {
  const rows = readSharedTable("production-wmd-2018-2022.csv");
  for (const [year, expected] of Object.entries(published)) {
    const ofYear = rows.filter((row) => row.get("material") === "Rare Earths (REO)" && row.get("year") === year);
    assert.equal(ofYear.length, 10);
    assert.equal(herfindahl(ofYear.map((row) => numberOf(row, "quantity"))).toFixed(6), expected.toFixed(6), year);
  }
});

test("one supplier is 1, four equal ones a quarter, and 3 : 4 : 5 is 50 / 144", () => {
  assert.equal(herfindahl([17.5]), 1);
  assert.equal(herfindahl([2, 2, 2, 2]), 0.25);
  assert.ok(Math.abs(herfindahl(Float64Array.of(3, 4, 5)) - 50 / 144) < 1e-15);
});

const quantities = fc
  .array(fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e9, noNaN: true })), { minLength: 1, maxLength: 40 })
  .filter((all) => all.some((quantity) => quantity > 0));

test("between 1/n of the n that supply anything, and 1", () => {
  fc.assert(
    fc.property(quantities, (all) => {
      const n = all.filter((quantity) => quantity > 0).length;
      const index = herfindahl(all);
      assert.ok(index >= (1 / n) * (1 - 1e-12) && index <= 1, `${index} with ${n}`);
    }),
  );
});

test("equals the chance that two tonnes, drawn with replacement, have one supplier", () => {
  const few = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 }).filter((all) => sum(all) > 0);
  fc.assert(
    fc.property(few, (all) => {
      const tonnes = all.flatMap((count, supplier) => Array.from({ length: count }, () => supplier));
      const alike = sum(tonnes.map((one) => tonnes.filter((other) => other === one).length));
      assert.ok(Math.abs(herfindahl(all) - alike / tonnes.length ** 2) < 1e-12);
    }),
  );
});

test("unit and order do not matter, who supplies nothing neither; a merger never lowers it", () => {
  fc.assert(
    fc.property(quantities, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (all, unit) => {
      const index = herfindahl(all);
      for (const other of [all.map((quantity) => quantity * unit), all.toReversed(), [...all, 0]]) {
        assert.ok(Math.abs(herfindahl(other) / index - 1) < 1e-12);
      }
      const [first = 0, second = 0, ...rest] = all;
      assert.ok(herfindahl([first + second, ...rest]) >= index * (1 - 1e-12));
    }),
  );
});

test("what is no supply is refused", () => {
  for (const wrong of [[], [0], [1, -1], [1, Number.NaN], [Number.POSITIVE_INFINITY], [1e308, 1e308]]) {
    assert.throws(() => herfindahl(wrong), /TRADE_INPUT/, String(wrong));
  }
});

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
