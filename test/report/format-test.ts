import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Finding, Result } from "../../src/model/finding.ts";
import { loadCatalogue } from "../../src/report/catalogue.ts";
import {
  formatAmount,
  formatExact,
  formatExactIn,
  formatFinding,
  formatNumber,
  formatPeriod,
  formatPrinted,
  formatUnit,
  honestPlace,
} from "../../src/report/format.ts";

const en = loadCatalogue("en");
const my = loadCatalogue("my");

function findingOf(result: Result, unit: string): Finding {
  return {
    id: "x",
    label: { en: "x" },
    question: undefined,
    period: "2025",
    unit,
    result,
    method: "pooled",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  };
}

const estimate = (value: number, low: number, high: number): Result => ({ kind: "estimate", value, low, high });

test("an estimate has the digits that its interval supports", () => {
  const finding = findingOf(estimate(41698.32, 38012, 44310), "t");
  assert.equal(formatFinding(finding, "value", en), "41,700 t");
  assert.equal(formatFinding(finding, "interval", en), "38,000 to 44,300");
  assert.equal(formatFinding(finding, "full", en), "41,700 t (38,000 to 44,300)");
  // The example of the GUM, 7.2.2: a mass standard of 100.02147 g with standard uncertainty 0.35 mg is written 100.02147(35) g.
  assert.equal(formatNumber(100.021468, honestPlace(100.021468, 100.021118, 100.021818)), "100.02147");
});

test("a low end far below a wide interval's middle is not rounded to nothing", () => {
  assert.equal(formatFinding(findingOf(estimate(1000, 12, 100000), "t"), "interval", en), "12 to 100,000");
});

test("what is exact shows no interval and no zeros that nobody measured", () => {
  assert.equal(formatFinding(findingOf(estimate(35000, 35000, 35000), "CNY/t"), "full", en), "CNY 35,000 per t");
  assert.equal(formatFinding(findingOf({ kind: "count", value: 1234567 }, "count"), "full", en), "1,234,567");
  assert.equal(formatExact(1e-7), "0.0000001");
  assert.equal(formatExact(1e21), "1,000,000,000,000,000,000,000");
  assert.deepEqual(
    [6853.6, -0.5, 3, 12.345].map((value) => formatExactIn(value, "USD")),
    ["6,853.60", "\u22120.50", "3", "12.345"],
  );
  assert.equal(formatExactIn(1.5, "t"), "1.5");
});

test("shares are shown in percent", () => {
  assert.equal(formatFinding(findingOf(estimate(0.5731, 0.512, 0.634), "1"), "full", en), "57.3% (51.2 to 63.4)");
  assert.equal(formatFinding(findingOf(estimate(57.31, 51.2, 63.4), "percent"), "value", my), "57.3%");
});

test("a sum with missing parts is at least its lower bound, rounded down, and says what is missing", () => {
  const sum: Result = {
    kind: "sum",
    known: 123.4,
    low: 101.96,
    high: undefined,
    missing: { "not-published": 2, unknown: 1 },
  };
  assert.equal(formatFinding(findingOf(sum, "million CNY"), "value", en), "at least CNY 101 million");
  assert.equal(
    formatFinding(findingOf(sum, "million CNY"), "full", en),
    "at least CNY 101 million (the known parts add up to CNY 123 million; no upper bound; 2 parts not published; 1 part unknown)",
  );
  const whole: Result = { kind: "sum", known: 123.4, low: 101.96, high: 144.8, missing: {} };
  assert.equal(formatFinding(findingOf(whole, "million CNY"), "full", en), "CNY 123 million (102 to 145)");
});

test("what is missing says why, in each language", () => {
  const gap: Result = { kind: "missing", reason: "not-published", gap: "" };
  for (const show of ["value", "interval", "full"] as const) {
    assert.equal(formatFinding(findingOf(gap, ""), show, en), "not published");
    assert.equal(formatFinding(findingOf(gap, ""), show, my), my.message("missing.not-published"));
  }
});

test("negative numbers carry a minus sign, not a hyphen", () => {
  assert.equal(
    formatFinding(findingOf(estimate(-12.34, -14.1, -10.2), "percent"), "full", en),
    "\u221212.3% (\u221214.1 to \u221210.2)",
  );
});

test("units stand in the language's order", () => {
  assert.equal(formatAmount("12", "million USD", en), "USD 12 million");
  assert.equal(formatAmount("12", "thousand t", en), "12 thousand t");
  assert.equal(formatAmount("35,000", "CNY/t", my), "တစ်တန်လျှင် ယွမ် 35,000");
  assert.equal(formatUnit("million CNY", en), "CNY million");
  assert.equal(formatUnit("percent", en), "%");
  assert.throws(() => formatAmount("1", "stone", en), /unit\.name\.stone/);
});

test("periods read as people say them", () => {
  assert.equal(formatPeriod("2025-Q1", en), "first quarter of 2025");
  assert.equal(formatPeriod("2024-01/2024-09", en), "January 2024 to September 2024");
  assert.equal(formatPeriod("2025-02-07", en), "7 February 2025");
  assert.equal(formatPeriod("undated", en), "undated");
  assert.equal(formatPeriod("2025-Q1", my), "2025 ခုနှစ် ပထမသုံးလပတ်");
});

test("a printed figure keeps its digits", () => {
  assert.equal(formatPrinted("41700.50"), "41,700.50");
  assert.equal(formatPrinted("2023"), "2023");
  assert.equal(formatPrinted("-3"), "\u22123");
});

test("a rounded number is within half a unit of its place, and a bound is on its own side", () => {
  const numbers = fc.double({ min: 1e-6, max: 1e12, noNaN: true });
  fc.assert(
    fc.property(numbers, fc.integer({ min: -4, max: 8 }), (value, place) => {
      const read = (text: string) => Number(text.replaceAll(",", ""));
      const unit = 10 ** Math.min(place, Math.floor(Math.log10(value)) - 1);
      const room = 1e-9 * value;
      assert.ok(Math.abs(read(formatNumber(value, place)) - value) <= unit / 2 + room);
      assert.ok(read(formatNumber(value, place, "down")) <= value + room);
      assert.ok(read(formatNumber(value, place, "up")) >= value - room);
    }),
  );
});
