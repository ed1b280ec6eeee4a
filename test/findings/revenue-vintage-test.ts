import assert from "node:assert/strict";
import { test } from "node:test";
import { findRevenue } from "../../src/findings/revenue.ts";
import type { VintageFindings } from "../../src/findings/revenue-vintages.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Register } from "../../src/model/register.ts";
import { adjustment, consignment, levy, objection, receipt } from "../revenue/register-rows.ts";
import { openWith, smallQuarter, vintage } from "./revenue-book.ts";

function vintageOf(register: Register, asOf: string): VintageFindings | undefined {
  return findRevenue(openWith(register, asOf))?.quarter?.vintage;
}

function knownOf({ result }: Finding): number {
  return result.kind === "sum" ? result.known : result.kind === "count" ? result.value : Number.NaN;
}

/** The small quarter as first published, and with what came later: a payment, a weighing, a lot that was found again. */
function restated(): Register {
  const small = smallQuarter();
  return {
    ...small,
    vintages: [vintage("2025-04-30"), vintage("2025-07-31")],
    consignments: [...small.consignments, consignment("c7", "2025-03-30", 2_000n, { added: "2025-05-20" })],
    receipts: [...small.receipts, receipt("r2-rest", "2025-05-05", 50_000n, { consignment: "c2" })],
    adjustments: [
      ...small.adjustments,
      adjustment("a2", "2025-05-10", { target: { kind: "consignment", id: "c3" }, change: { massGrams: 3_000_000n } }),
    ],
    customs: [],
  };
}

test("a quarter that was not published before has no vintage to stand against", () => {
  assert.equal(vintageOf(smallQuarter(), "2025-06-30"), undefined);
  assert.equal(vintageOf(restated(), "2025-04-30"), undefined);
});

test("what changed since the last vintage, and why", () => {
  const found = vintageOf(restated(), "2025-06-30");
  assert.equal(found?.vintage.asOf, "2025-04-30");
  assert.deepEqual(
    found.figures.map(({ name, earlier, now, change }) => [name, ...[earlier, now, change].map(knownOf)]),
    [
      ["due", 3800, 4300, 500],
      ["voided", 500, 500, 0],
      ["received", 3300, 3800, 500],
      ["outstanding", 500, 500, 0],
    ],
  );
  // The mass of one lot was missing when it was published.
  assert.deepEqual(
    found.figures.map(({ earlier, now }) => [earlier.result.kind, now.result.kind]),
    [
      ["sum", "count"],
      ["count", "count"],
      ["count", "count"],
      ["sum", "count"],
    ],
  );
  assert.deepEqual(
    found.late.map(({ kind, count }) => [kind, knownOf(count)]),
    [
      ["consignment", 1],
      ["receipt", 1],
    ],
  );
  assert.deepEqual(
    found.corrections.map(({ adjustment: { id }, reason, change }) => [id, reason.en, knownOf(change), change.unit]),
    [["a2", "Typing error", 3, "t"]],
  );
});

test("the latest vintage before the day counts, and after it nothing has changed", () => {
  const found = vintageOf(restated(), "2025-08-31");
  assert.equal(found?.vintage.asOf, "2025-07-31");
  assert.deepEqual([found.late, found.corrections], [[], []]);
  assert.ok(found.figures.every(({ change }) => knownOf(change) === 0));
});

test("an objection upheld after the quarter reaches back into it", () => {
  const small = smallQuarter();
  const upheld = objection("x3", "2025-05-01", { date: "2025-05-20", outcome: "upheld" }, { permit: "p" });
  const register = { ...small, vintages: [vintage("2025-04-30")], objections: [...small.objections, upheld] };
  const found = vintageOf(register, "2025-05-31");
  assert.deepEqual(
    found?.late.map(({ kind }) => kind),
    ["objection"],
  );
  assert.deepEqual(
    found?.figures.map(({ name, change }) => [name, knownOf(change)]),
    [
      ["due", -500],
      ["voided", 500],
      ["received", 0],
      ["outstanding", -500],
    ],
  );
});

test("a correction of a later receipt for the quarter's goods is told, and what touches other quarters is not", () => {
  const register = restated();
  const more = {
    ...register,
    adjustments: [
      ...register.adjustments,
      adjustment("a3", "2025-06-01", {
        target: { kind: "receipt", id: "r2-rest" },
        change: { money: { minorUnits: -1_000n, currency: register.terms.currency } },
      }),
    ],
    consignments: [...register.consignments, consignment("c8", "2025-05-01", 9_000n)],
    levies: [...register.levies, levy("next", 20_000n, { class: "sand", from: "2025-05-01", added: "2025-05-01" })],
  };
  const found = vintageOf(more, "2025-06-30");
  assert.deepEqual(
    found?.corrections.map(({ adjustment: { id }, change }) => [id, knownOf(change)]),
    [
      ["a2", 3],
      ["a3", -10],
    ],
  );
  assert.deepEqual(
    found?.late.map(({ kind, count }) => [kind, knownOf(count)]),
    [
      ["consignment", 1],
      ["receipt", 1],
    ],
  );
});

test("the knowledge of an earlier day stays as it was, whatever came later", () => {
  const later = restated();
  const first = {
    ...later,
    vintages: later.vintages.slice(0, 1),
    consignments: later.consignments.slice(0, -1),
    receipts: later.receipts.slice(0, -1),
    adjustments: later.adjustments.slice(0, -1),
  };
  const known = findRevenue(openWith(first, "2025-04-30"));
  assert.ok(known?.quarter);
  assert.deepEqual(findRevenue(openWith(later, "2025-04-30")), known);
  assert.notDeepEqual(findRevenue(openWith(later, "2025-05-31"))?.quarter?.due, known.quarter.due);
});
