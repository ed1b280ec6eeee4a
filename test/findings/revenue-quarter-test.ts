import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { findLevyDue } from "../../src/findings/levy-due.ts";
import { findRevenue, listRevenue, type RevenueQuarter } from "../../src/findings/revenue.ts";
import type { DueLine } from "../../src/findings/revenue-due.ts";
import type { Finding, Result } from "../../src/model/finding.ts";
import type { Register } from "../../src/model/register.ts";
import {
  consignment,
  euros,
  exchangeRate,
  formula,
  jpy,
  levy,
  makeRegister,
  permit,
  receipt,
  royalty,
  share,
} from "../revenue/register-rows.ts";
import { openWith, smallQuarter } from "./revenue-book.ts";

function quarterOf(register: Register, asOf?: string): RevenueQuarter {
  const quarter = findRevenue(openWith(register, asOf))?.quarter;
  assert.ok(quarter);
  return quarter;
}

function count(value: number): Result {
  return { kind: "count", value };
}

function atLeast(known: number): Result {
  return { kind: "sum", known, low: known, high: undefined, missing: { "not-collected": 1 } };
}

/** What is known of an amount, exact or at least. */
function known({ result }: Finding): number {
  if (result.kind === "count" || result.kind === "estimate") return result.value;
  assert.equal(result.kind, "sum");
  return result.kind === "sum" ? result.known : Number.NaN;
}

/** due, received, outstanding and void of each key. */
function linesOf(lines: readonly DueLine[]): Record<string, number[]> {
  return Object.fromEntries(
    lines.map((line) => [line.key, [line.due, line.received, line.outstanding, line.voided].map(known)]),
  );
}

test("what was due, and what became of it: a missing mass makes it at least", () => {
  const [total, ...others] = quarterOf(smallQuarter()).due.totals;
  assert.deepEqual(others, []);
  // 10, 20, 5 and 8 tonnes at 100; the 5 were made void; 1,000 + 1,500 + 800 were received; 1,000 came twice.
  assert.deepEqual(total?.consignments.result, count(5));
  assert.deepEqual([total?.assessed.result, total?.corrected.result], [count(4300), count(0)]);
  assert.deepEqual([total?.due.result, total?.outstanding.result], [atLeast(3800), atLeast(500)]);
  assert.deepEqual([total?.received.result, total?.voided.result], [count(3300), count(500)]);
  assert.equal(total?.due.unit, "EUR");
});

test("by month, by place and by permit", () => {
  const { months, places, permits, otherPermits } = quarterOf(smallQuarter()).due;
  assert.deepEqual(linesOf(months), {
    "2025-01": [1000, 1000, 0, 0],
    "2025-02": [2000, 1500, 500, 0],
    "2025-03": [800, 800, 0, 500],
  });
  assert.deepEqual(linesOf(places), { north: [3000, 2500, 500, 500], south: [800, 800, 0, 0] });
  assert.deepEqual(linesOf(permits), { p: [3000, 2500, 500, 0], q: [800, 800, 0, 0], o: [0, 0, 0, 500] });
  assert.deepEqual(otherPermits, { count: 0, lines: [] });
  assert.equal(months[0]?.due.period, "2025-01");
});

test("the largest fifteen permits stand by themselves, all others are one line, and nothing is lost", () => {
  const lot = fc.record({ permit: fc.nat(29), kilograms: fc.bigInt(1n, 90_000n), paid: fc.bigInt(1n, 900_000n) });
  fc.assert(
    fc.property(fc.array(lot, { minLength: 1, maxLength: 60 }), (lots) => {
      const register = makeRegister({
        permits: Array.from({ length: 30 }, (_, index) => permit(`p${index}`, { place: `place ${index % 4}` })),
        levies: [levy("l", 12_345n)],
        consignments: lots.map((one, index) =>
          consignment(`c${index}`, `2025-0${1 + (index % 3)}-15`, one.kilograms, { permit: `p${one.permit}` }),
        ),
        receipts: lots.map(({ paid }, index) => receipt(`r${index}`, "2025-04-01", paid, { consignment: `c${index}` })),
      });
      const { totals, months, places, permits, otherPermits } = quarterOf(register).due;
      const cents = (lines: readonly DueLine[], name: "due" | "received" | "outstanding") =>
        lines.reduce((sum, line) => sum + Math.round(known(line[name]) * 100), 0);
      for (const name of ["due", "received", "outstanding"] as const) {
        const whole = cents(totals, name);
        assert.equal(cents(months, name), whole);
        assert.equal(cents(places, name), whole);
        assert.equal(cents([...permits, ...otherPermits.lines], name), whole);
      }
      assert.equal(cents(totals, "due"), cents(totals, "received") + cents(totals, "outstanding"));
      const named = new Set(lots.map((one) => one.permit));
      assert.equal(permits.length, Math.min(15, named.size));
      assert.equal(otherPermits.count, named.size - permits.length);
      const [least, ...rest] = [...permits].reverse().map((line) => known(line.due));
      assert.ok(rest.every((due) => due >= (least ?? 0)));
    }),
    { numRuns: 40 },
  );
});

test("currencies stand apart, and permits with the currency of totals come first", () => {
  const register = makeRegister({
    permits: [permit("p"), permit("q", { class: "sand" })],
    levies: [levy("l", 10_000n), royalty("s", "1/10", { class: "sand" })],
    consignments: [
      consignment("c1", "2025-01-10", 1_000n),
      consignment("c2", "2025-01-10", 1n, { permit: "q", value: { minorUnits: 500_000n, currency: jpy } }),
    ],
    exchangeRates: [exchangeRate("2025-01-10", "150")],
  });
  const { totals, permits } = quarterOf(register).due;
  assert.deepEqual(
    totals.map(({ currency, due }) => [currency, due.unit, due.result]),
    [
      ["EUR", "EUR", count(100)],
      ["JPY", "JPY", count(50_000)],
    ],
  );
  assert.deepEqual(
    permits.map(({ key }) => key),
    ["p", "q"],
  );
});

test("money beyond what a number holds is the nearest number", () => {
  const register = makeRegister({
    permits: [permit("p")],
    levies: [levy("l", 10n ** 15n)],
    consignments: [consignment("c1", "2025-01-10", 1_001n)],
  });
  const [total] = quarterOf(register).due.totals;
  assert.deepEqual(total?.due.result, count(10_010_000_000_000));
});

test("money of the quarter goes by the receipts' own days", () => {
  const { cash } = quarterOf(smallQuarter());
  assert.deepEqual(
    cash.map((line) => [line.receipts, line.cash, line.banked, line.unmatched].map(known)),
    [[3, 3500, 1000, 1000]],
  );
});

test("what each recipient should have had, and what it was paid", () => {
  const { pools, recipients } = quarterOf(smallQuarter()).allocation;
  assert.deepEqual(
    pools.map(({ formula: by, amount, unallocated }) => [by?.id, known(amount), known(unallocated)]),
    [["f", 2500, 0]],
  );
  assert.deepEqual(
    recipients.map(({ recipient, due, paid, difference }) => [recipient, ...[due, paid, difference].map(known)]),
    [
      ["centre", 1250, 1000, -250],
      ["town", 1250, 0, -1250],
    ],
  );
});

test("revenue that no formula covers is not allocated, and says so", () => {
  const late = [formula("later", [share("centre", "1")], { from: "2026-01-01" })];
  const { pools, recipients } = quarterOf({ ...smallQuarter(), formulas: late, payments: [] }).allocation;
  assert.deepEqual(recipients, []);
  assert.deepEqual(
    pools.map(({ formula: by, amount, unallocated }) => [by, known(amount), known(unallocated), amount.id]),
    [[undefined, 2500, 2500, "revenue/without-formula/EUR/pool"]],
  );
});

test("the three records: original, adjusted, final, and the residual by cause", () => {
  const [mass, money] = quarterOf(smallQuarter(), "2025-06-30").sides;
  assert.equal(mass?.unit, "t");
  assert.deepEqual(
    mass?.sides.map(({ side, records, original, adjustment, final }) => [
      side,
      ...[records, original, adjustment, final].map(known),
    ]),
    [
      ["payer", 4, 41, 1, 42],
      ["authority", 3, 38, 0, 38],
      ["customs", 2, 22, 0, 22],
    ],
  );
  const [paid, landed] = mass?.bridges ?? [];
  // Gaps are of the government's side: (38 - 41) / 38 before, (38 - 42) / 38 after; the adjustment made it worse by a third.
  const ratios = [paid?.gapBefore, paid?.gapAfter, paid?.adjustmentRatio].map((one) => one && known(one));
  assert.deepEqual(ratios, [-3 / 38, -4 / 38, -1 / 3]);
  assert.deepEqual(
    paid?.parts.map(({ cause, finding }) => [cause, known(finding)]),
    [
      ["unreported", -5],
      ["unknown", 1],
    ],
  );
  assert.equal(landed && known(landed.residual), -16);
  assert.deepEqual(
    mass?.reasons.map(({ side, name, rows, amount }) => [side, name.en, known(rows), known(amount)]),
    [["payer", "Typing error", 1, 1]],
  );
  assert.equal(money?.unit, "EUR");
  for (const { parts, residual } of [...(mass?.bridges ?? []), ...(money?.bridges ?? [])]) {
    const sum = parts.reduce((total, { finding }) => total + known(finding), 0);
    assert.ok(Math.abs(sum - known(residual)) < 1e-9);
  }
});

test("customs that published nothing are not published, and no zero", () => {
  const [mass] = quarterOf(smallQuarter(), "2025-04-30").sides;
  const customs = mass?.sides.find(({ side }) => side === "customs");
  const missing = { kind: "missing", reason: "not-published", gap: "" };
  assert.deepEqual([customs?.original.result, customs?.final.result], [missing, missing]);
  assert.deepEqual(mass?.bridges[1]?.residual.result, missing);
  assert.deepEqual(mass?.bridges[1]?.adjustmentRatio.result, missing);
});

test("objections, and what an upheld one stopped", () => {
  const found = quarterOf(smallQuarter()).objections.map(({ objection, stopped }) => [
    objection.id,
    stopped && [stopped.levies, ...stopped.amounts].map(known),
  ]);
  assert.deepEqual(found, [
    ["x1", [1, 500]],
    ["x2", undefined],
  ]);
});

test("what rows lack, by kind of missing", () => {
  const { fields } = quarterOf(smallQuarter()).completeness;
  const lacking = fields.flatMap(({ field, rows, missing }) =>
    missing.map(({ reason, count: number }) => [field, known(rows), reason, known(number)]),
  );
  assert.deepEqual(lacking, [
    ["permit", 6, "unknown", 1],
    ["mass", 6, "not-collected", 1],
    ["value", 6, "not-collected", 6],
    ["declaration", 6, "not-collected", 2],
  ]);
});

test("what is wrong with the rows of the quarter, and the money in it", () => {
  const { troubles } = quarterOf(smallQuarter()).completeness;
  const found = troubles.map(({ kind, count: number, stakes }) => [kind, known(number), ...stakes.map(known)]);
  assert.deepEqual(
    new Set(found.map((one) => JSON.stringify(one))),
    new Set(
      [
        ["unpermitted", 1],
        ["base-missing", 1],
        ["unpaid", 1, 500],
        ["late", 1, 1500],
        ["overpaid", 1, 1000],
        ["not-banked", 2, 2500],
        ["misdeclared-mass", 1],
        ["misdeclared-origin", 1],
      ].map((one) => JSON.stringify(one)),
    ),
  );
});

test("rates stand with the claims that they rest on", () => {
  const desk = openWith({ ...smallQuarter(), levies: [levy("l", 12_345n), levy("old", 1n, { to: "2024-12-31" })] });
  const [claim] = desk.claims;
  assert.ok(claim);
  const claimed = { ...smallQuarter(), levies: [levy("l", 12_345n, { claims: [claim.id, "unheard-of"] })] };
  assert.deepEqual(
    findRevenue(desk)?.rates.map(({ rate }) => rate.id),
    ["l"],
  );
  const [rate] = findRevenue(openWith(claimed, desk.asOf))?.rates ?? [];
  assert.deepEqual([rate?.finding.unit, rate?.finding.claims], ["EUR/t", [claim.id]]);
  assert.equal(rate && known(rate.finding), 123.45);
});

test("every finding has an id of its own, and all inputs of one are findings too", () => {
  const revenue = findRevenue(openWith(smallQuarter(), "2025-06-30"));
  assert.ok(revenue);
  const findings = listRevenue(revenue);
  const ids = new Set(findings.map(({ id }) => id));
  assert.equal(ids.size, findings.length);
  for (const { id, inputs } of findings)
    assert.ok(
      inputs.every((input) => ids.has(input)),
      id,
    );
});

test("a book without a register, and a register without consignments, have no quarter", () => {
  assert.equal(findRevenue(openWith(undefined)), undefined);
  const revenue = findRevenue(openWith(makeRegister({ levies: [levy("l", 10_000n)] })));
  assert.equal(revenue?.quarter, undefined);
  assert.equal(revenue?.rates.length, 1);
  const empty = makeRegister({ receipts: [receipt("r", "2024-05-05", 5n, { consignment: "", amount: euros(5n) })] });
  const quarter = quarterOf(empty);
  assert.deepEqual([quarter.due.totals, quarter.cash, quarter.allocation.pools], [[], [], []]);
});

test("what the register has received stands beside the levy due, without a gap in between", () => {
  const register = smallQuarter();
  const desk = openWith(register);
  assert.equal(desk.book.plan.levyDue?.gaps, undefined);
  const currency = { ...euros(0n).currency, code: "XXX" };
  const inUnits = (money: { minorUnits: bigint }) => ({ minorUnits: money.minorUnits, currency });
  const own = openWith({
    ...register,
    levies: register.levies.map((row) => (row.base === "mass" ? { ...row, perTonne: inUnits(row.perTonne) } : row)),
    receipts: register.receipts.map((row) => ({ ...row, amount: inUnits(row.amount) })),
    bankEntries: [],
    payments: [],
  });
  const levyDue = findLevyDue(own, findRevenue(own));
  assert.equal(levyDue?.received?.id, "revenue/total/XXX/received");
  assert.deepEqual(levyDue?.received?.result, count(3300));
  assert.equal(levyDue?.allocated, undefined);
  // The example's rate is in its own currency: what was received in another is not beside it.
  assert.equal(findLevyDue(desk, findRevenue(desk))?.received, undefined);
});
