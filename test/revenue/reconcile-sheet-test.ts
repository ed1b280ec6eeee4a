import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { SheetAmount, SheetLine, SheetRow, SheetTotal } from "../../src/model/reconciliation.ts";
import { adjustmentRatio, reconciliationGap } from "../../src/revenue/adjustment-ratio.ts";
import { reconcileSheet } from "../../src/revenue/reconcile-sheet.ts";

const terms = { tolerance: 1n, printsTotals: true, unexplained: "not explained" };
const none = "not-published";

type Six = readonly [SheetAmount, SheetAmount, SheetAmount, SheetAmount, SheetAmount, SheetAmount];

function makeLine(amounts: Six, difference: SheetAmount, more: Partial<SheetLine> = {}): SheetLine {
  const [original, adjust, final, ...[governmentOriginal, governmentAdjust, governmentFinal]] = amounts;
  const company = { original, adjust, final };
  const government = { original: governmentOriginal, adjust: governmentAdjust, final: governmentFinal };
  return { kind: "line", sheet: "A", line: 2, company, government, difference, reason: "", ...more };
}

const makeTotal = (sheet: string, company: SheetAmount, government: SheetAmount): SheetTotal => ({
  kind: "total",
  sheet,
  line: 99,
  company,
  government,
});

test("sums, gaps and the adjustment ratio of two lines", () => {
  const rows = [
    makeLine([60n, 20n, 80n, 100n, 0n, 100n], -20n, { reason: "paid late" }),
    makeLine([40n, -10n, 30n, 100n, -60n, 40n], -10n),
    makeTotal("A", 110n, 140n),
  ];
  const found = reconcileSheet(rows, terms);
  assert.equal(found.lines, 2);
  assert.deepEqual(found.failures, []);
  assert.deepEqual(found.footings, []);
  assert.deepEqual(found.totals, {
    company: { original: 100n, adjust: 10n, final: 110n },
    government: { original: 200n, adjust: -60n, final: 140n },
  });
  // (200 - 100) / 200; (140 - 110) / 140; 1 - (3/14) / (1/2).
  assert.deepEqual(found.gapBefore, { numerator: 1n, denominator: 2n });
  assert.deepEqual(found.gapAfter, { numerator: 3n, denominator: 14n });
  assert.deepEqual(found.adjustmentRatio, { numerator: 4n, denominator: 7n });
  assert.deepEqual(found.reasons, [
    { reason: "paid late", rows: 1, amount: -20n },
    { reason: "not explained", rows: 1, amount: -10n },
  ]);
});

test("each check fails by itself, beyond the tolerance only", () => {
  const checks = (amounts: Six, difference: SheetAmount) =>
    reconcileSheet([makeLine(amounts, difference)], terms).failures.map(({ check, expected, printed }) => [
      check,
      expected,
      printed,
    ]);
  assert.deepEqual(checks([5n, 5n, 11n, 4n, 4n, 8n], 3n), []);
  assert.deepEqual(checks([5n, 5n, 12n, 4n, 4n, 8n], 4n), [["company-final", 10n, 12n]]);
  assert.deepEqual(checks([5n, 5n, 10n, 4n, 4n, 6n], 4n), [["government-final", 8n, 6n]]);
  assert.deepEqual(checks([5n, 5n, 10n, 4n, 4n, 8n], 0n), [["difference", 2n, 0n]]);
  assert.deepEqual(checks([5n, 5n, 10n, 4n, 4n, 8n], -2n), [["difference", 2n, -2n]]);
  assert.deepEqual(checks([5n, 5n, 0n, 4n, 4n, 0n], 7n), [
    ["company-final", 10n, 0n],
    ["government-final", 8n, 0n],
    ["difference", 0n, 7n],
  ]);
});

test("a blank is missing: it adds nothing, is counted, and is wrong where something had to stand", () => {
  const rows = [
    makeLine([7n, none, 7n, none, none, none], none),
    makeLine([none, none, none, 5n, 0n, none], "unknown"),
    makeLine([none, none, 9n, 0n, none, none], 9n),
    makeLine([0n, none, 0n, none, none, none], 0n),
    makeLine([none, none, none, none, none, none], none),
  ];
  const found = reconcileSheet(rows, { ...terms, printsTotals: false });
  assert.deepEqual(
    found.failures.map(({ check, expected, printed }) => [check, expected, printed]),
    [
      ["difference", 7n, none],
      ["government-final", 5n, none],
      ["company-final", none, 9n],
    ],
  );
  assert.deepEqual(found.missing, {
    company: { original: 3, adjust: 5, final: 2 },
    government: { original: 3, adjust: 4, final: 5 },
    difference: 3,
    totals: 0,
  });
  assert.deepEqual(found.totals.company, { original: 7n, adjust: none, final: 16n });
  assert.deepEqual(found.totals.government, { original: 5n, adjust: 0n, final: none });
  assert.deepEqual(found.gapAfter, { missing: none });
  assert.deepEqual(found.adjustmentRatio, { missing: none });
  assert.deepEqual(found.reasons, [{ reason: "not explained", rows: 2, amount: 16n }]);
});

test("a layout without differences has none to check and none missing", () => {
  const found = reconcileSheet([makeLine([1n, 1n, 2n, 9n, 0n, 9n], "not-applicable")], terms);
  assert.deepEqual(found.failures, []);
  assert.equal(found.missing.difference, 0);
});

test("sheets foot or are told, each side by itself, in the order of the file", () => {
  const line = (sheet: string, company: SheetAmount, government: SheetAmount) =>
    makeLine([company, 0n, company, government, 0n, government], 0n, { sheet });
  const rows: SheetRow[] = [
    makeTotal("early", 10n, 20n),
    line("early", 10n, 20n),
    line("one", 10n, 20n),
    line("two", 5n, 5n),
    line("one", 10n, 20n),
    makeTotal("one", 21n, 38n),
    makeTotal("two", 7n, none),
    line("none", 3n, 0n),
    makeTotal("empty", 0n, 4n),
    line("twice", 3n, 3n),
    makeTotal("twice", 3n, 3n),
    makeTotal("twice", 30n, 3n),
  ];
  const found = reconcileSheet(rows, terms);
  assert.deepEqual(found.footings, [
    { sheet: "one", side: "government", expected: 40n, printed: 38n },
    { sheet: "two", side: "company", expected: 5n, printed: 7n },
    { sheet: "two", side: "government", expected: 5n, printed: none },
    { sheet: "none", side: "company", expected: 3n, printed: none },
    { sheet: "empty", side: "government", expected: none, printed: 4n },
    { sheet: "twice", side: "company", expected: 3n, printed: 30n },
  ]);
  assert.equal(found.missing.totals, 1);
  const unprinted = reconcileSheet([line("a", 1n, 1n)], { ...terms, printsTotals: false });
  assert.deepEqual(unprinted.footings, []);
  assert.equal(unprinted.missing.totals, 0);
});

test("gaps that cannot be computed say why; one that grew gives a negative ratio", () => {
  assert.deepEqual(reconciliationGap({ company: 5n, government: 0n }), { missing: "not-applicable" });
  const [even, tenth, half] = [
    reconciliationGap({ company: 10n, government: 10n }),
    reconciliationGap({ company: 9n, government: 10n }),
    reconciliationGap({ company: 15n, government: 10n }),
  ];
  assert.deepEqual(half, { numerator: -1n, denominator: 2n });
  assert.deepEqual(adjustmentRatio({ before: tenth, after: half }), { numerator: -4n, denominator: 1n });
  assert.deepEqual(adjustmentRatio({ before: half, after: even }), { numerator: 1n, denominator: 1n });
  assert.deepEqual(adjustmentRatio({ before: even, after: tenth }), { missing: "not-applicable" });
  assert.deepEqual(adjustmentRatio({ before: tenth, after: { missing: "unknown" } }), { missing: "unknown" });
});

const amount = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n });
const maybe = fc.oneof({ weight: 4, arbitrary: amount }, { weight: 1, arbitrary: fc.constant<SheetAmount>(none) });
const anyLine = fc
  .record({
    amounts: fc.tuple(maybe, maybe, maybe, maybe, maybe, maybe),
    difference: maybe,
    sheet: fc.constantFrom("A", "B", "C"),
    reason: fc.constantFrom("", "late", "lost"),
  })
  .map(({ amounts, difference, sheet, reason }) => makeLine(amounts, difference, { sheet, reason }));

test("no unit appears or vanishes: sums, footings and reasons are those of a plain count in any order", () => {
  const known = (value: SheetAmount) => (typeof value === "bigint" ? value : 0n);
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 30 }),
      fc.bigInt({ min: 0n, max: 10n ** 19n }),
      (rows, tolerance) => {
        const found = reconcileSheet(rows, { ...terms, tolerance });
        for (const side of ["company", "government"] as const) {
          for (const column of ["original", "adjust", "final"] as const) {
            const cells = rows.map((row) => row[side][column]);
            assert.equal(
              known(found.totals[side][column]),
              cells.map(known).reduce((a, b) => a + b),
            );
            assert.equal(found.missing[side][column], cells.filter((cell) => typeof cell !== "bigint").length);
          }
        }
        // What no reason stands for is less than the tolerance in each line.
        const left = known(found.totals.company.final) - known(found.totals.government.final);
        const reasons = found.reasons.reduce((sum, { amount }) => sum + amount, 0n);
        const rest = left > reasons ? left - reasons : reasons - left;
        assert.ok(rest <= tolerance * BigInt(rows.length));
        // The sums of the lines as printed totals: then every sheet foots.
        const totals = ["A", "B", "C"].map((sheet) => {
          const lines = rows.filter((row) => row.sheet === sheet);
          const sum = (side: "company" | "government") => lines.reduce((all, row) => all + known(row[side].final), 0n);
          return makeTotal(sheet, sum("company"), sum("government"));
        });
        const footed = reconcileSheet([...totals, ...rows.toReversed()], { ...terms, tolerance });
        assert.deepEqual(footed.footings, []);
        assert.deepEqual(footed.totals, found.totals);
        assert.deepEqual(footed.gapAfter, found.gapAfter);
      },
    ),
  );
});

test("exactly the lines that were spoilt fail", () => {
  const spoilt = fc.record({
    original: amount,
    adjust: amount,
    government: amount,
    error: fc.bigInt({ min: 2n, max: 99n }),
    where: fc.nat({ max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(spoilt, { maxLength: 20 }), (plans) => {
      const rows = plans.map(({ original, adjust, government, error, where }, index) => {
        const final = original + adjust + (where === 1 ? error : 0n);
        const governmentFinal = government + (where === 2 ? error : 0n);
        const difference = final - governmentFinal + (where === 3 ? error : 0n);
        return makeLine([original, adjust, final, government, none, governmentFinal], difference, { line: index });
      });
      const names = ["", "company-final", "government-final", "difference"];
      const expected = plans.flatMap(({ where }, line) => (where === 0 ? [] : [[line, names[where]]]));
      const { failures } = reconcileSheet(rows, terms);
      assert.deepEqual(
        failures.map(({ line, check }) => [line, check]),
        expected,
      );
    }),
  );
});
