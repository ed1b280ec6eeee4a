import assert from "node:assert/strict";
import { test } from "node:test";
import { openDesk } from "../../src/findings/desk.ts";
import { findRevenue, listRevenue, type RevenueFindings } from "../../src/findings/revenue.ts";
import type { Register } from "../../src/model/register.ts";
import { levy, makeRegister, permit, receipt } from "../revenue/register-rows.ts";
import { gap } from "./exposure-book.ts";
import { bookWith, smallQuarter } from "./revenue-book.ts";

/** A book that knows who could publish receipts, and who permits and consignments. */
function revenueOf(register: Register | undefined): RevenueFindings | undefined {
  const gaps = [
    { ...gap("levy-received", "not-published"), register: ["receipts"] as const },
    { ...gap("permits", "withheld"), register: ["permits", "consignments"] as const },
    gap("old-ponds", "unknown"),
  ];
  return findRevenue(openDesk(bookWith(register, { gaps }), { asOf: "2025-12-31" }));
}

function needsOf(revenue: RevenueFindings | undefined) {
  return Object.fromEntries(
    (revenue?.needs ?? []).map(({ part, rows, gaps }) => {
      assert.equal(rows.result.kind, "count");
      return [part, [rows.result.kind === "count" ? rows.result.value : undefined, ...gaps.map((one) => one.gap.id)]];
    }),
  );
}

test("without a register the gaps say part by part what a first publication would need", () => {
  const revenue = revenueOf(undefined);
  assert.equal(revenue?.quarter, undefined);
  assert.deepEqual(needsOf(revenue), {
    permits: [0, "permits"],
    levies: [0],
    consignments: [0, "permits"],
    receipts: [0, "levy-received"],
    bank: [0],
    objections: [0],
    adjustments: [0],
    allocations: [0],
    payments: [0],
    customs: [0],
    "exchange-rates": [0],
  });
  const [, received] = listRevenue(revenue ?? assert.fail()).filter(({ result }) => result.kind === "missing");
  assert.deepEqual(received?.result, { kind: "missing", reason: "withheld", gap: "permits" });
});

test("what a register has is counted; receipts end the list", () => {
  const rows = { permits: [permit("p"), permit("q")], levies: [levy("l", 1n)] };
  const needs = needsOf(revenueOf(makeRegister(rows)));
  assert.deepEqual([needs.permits, needs.levies, needs.receipts], [[2, "permits"], [1], [0, "levy-received"]]);
  assert.deepEqual(revenueOf(makeRegister({ ...rows, receipts: [receipt("r", "2025-01-01", 1n)] }))?.needs, []);
  assert.deepEqual(revenueOf(smallQuarter())?.needs, []);
});
