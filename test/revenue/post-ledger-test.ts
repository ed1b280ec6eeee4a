import assert from "node:assert/strict";
import { test } from "node:test";
import type { ExchangeRate } from "../../src/model/register.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";
import { levyDue, levyOutstanding } from "../../src/revenue/revenue-ledger.ts";
import { assertPage, assertSound, renderBalances, tidy } from "./ledger-page.ts";
import {
  adjustment,
  bankEntry,
  consignment,
  eur,
  euros,
  exchangeRate,
  jpy,
  levy,
  makeRegister,
  objection,
  permit,
  receipt,
} from "./register-rows.ts";

// In a page `phase DEBIT < CREDIT amount`; 100.00 EUR are levied on a tonne.
const base = { permits: [permit("p")], levies: [levy("rate", 100_00n)] };

test("a levy is pending, then received, then at the bank", () => {
  const revenue = assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1500n)],
      receipts: [receipt("r", "2025-01-20", 150_00n)],
      bankEntries: [bankEntry("b", "2025-01-25", 150_00n)],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy 150.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy 150.00 EUR
       posted  office < receivable:p       150.00 EUR
       pending bank < office               150.00 EUR
     2025-01-25 bank b
       post    bank < office               150.00 EUR`,
  );
  assert.equal(renderBalances(revenue), tidy("bank posted 150.00 EUR\nrevenue:levy posted -150.00 EUR"));
});

test("paid in parts: what is left stays pending, and what is too much is unmatched", () => {
  const revenue = assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n)],
      receipts: [receipt("r", "2025-01-20", 60_00n), receipt("s", "2025-02-01", 50_00n)],
      bankEntries: [bankEntry("b", "2025-01-25", 55_00n)],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy  100.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy   60.00 EUR
       posted  office < receivable:p         60.00 EUR
       pending bank < office                 60.00 EUR
     2025-01-25 bank b
       post    bank < office                 55.00 EUR
     2025-02-01 receipt s
       post    receivable:p < revenue:levy   40.00 EUR
       posted  receivable:p < unmatched:levy 10.00 EUR
       posted  office < receivable:p         50.00 EUR
       pending bank < office                 50.00 EUR`,
  );
  assert.equal(
    renderBalances(revenue),
    tidy(`bank pending 55.00 EUR
          bank posted 55.00 EUR
          office pending -55.00 EUR
          office posted 55.00 EUR
          revenue:levy posted -100.00 EUR
          unmatched:levy posted -10.00 EUR`),
  );
});

test("an upheld objection voids what is pending in one step; what was received stays, what comes later is unmatched", () => {
  const revenue = assertPage(
    makeRegister({
      ...base,
      consignments: [
        consignment("c", "2025-01-10", 1000n),
        consignment("d", "2025-01-12", 2000n),
        consignment("e", "2025-03-01", 9000n),
      ],
      receipts: [receipt("r", "2025-01-20", 30_00n), receipt("s", "2025-03-02", 70_00n)],
      objections: [objection("o", "2025-01-15", { date: "2025-03-01", outcome: "upheld" })],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy  100.00 EUR
     2025-01-12 assessment d
       pending receivable:p < revenue:levy  200.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy   30.00 EUR
       posted  office < receivable:p         30.00 EUR
       pending bank < office                 30.00 EUR
     2025-03-01 void o
       void    receivable:p < revenue:levy   70.00 EUR
       void    receivable:p < revenue:levy  200.00 EUR
     2025-03-02 receipt s
       posted  receivable:p < unmatched:levy 70.00 EUR
       posted  office < receivable:p         70.00 EUR
       pending bank < office                 70.00 EUR`,
  );
  assert.deepEqual(
    revenue.levies.map((position) => [position.consignment.id, levyDue(position), levyOutstanding(position)]),
    [
      ["c", 30_00n, 0n],
      ["d", 0n, 0n],
    ],
  );
  assert.deepEqual(
    revenue.assessments.map(({ outcome, state }) => [outcome, state]),
    [
      ["due", "in-force"],
      ["due", "in-force"],
      ["unpermitted", "cancelled"],
    ],
  );
});

test("payment on the day of the decision counts; an objection that is rejected or open voids nothing", () => {
  const rows = {
    ...base,
    consignments: [consignment("c", "2025-01-10", 1000n)],
    receipts: [receipt("r", "2025-03-01", 100_00n)],
  };
  const upheld = objection("o", "2025-01-15", { date: "2025-03-01", outcome: "upheld" });
  const rejected = objection("o", "2025-01-15", { date: "2025-02-01", outcome: "rejected" });
  for (const raised of [upheld, rejected, objection("o", "2025-01-15")]) {
    const [position] = postLedger(makeRegister({ ...rows, objections: [raised] })).levies;
    assert.deepEqual([position?.received, position?.voided], [100_00n, 0n]);
  }
});

test("a correction of a receipt adds entries: the levy is pending again and the money never reaches the bank", () => {
  assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n)],
      receipts: [receipt("r", "2025-01-20", 110_00n)],
      adjustments: [
        adjustment("a", "2025-02-01", { target: { kind: "receipt", id: "r" }, change: { money: euros(-99_00n) } }),
        adjustment("z", "2025-02-02", { target: { kind: "receipt", id: "r" }, change: { money: euros(9_00n) } }),
      ],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy  100.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy  100.00 EUR
       posted  receivable:p < unmatched:levy 10.00 EUR
       posted  office < receivable:p        110.00 EUR
       pending bank < office                110.00 EUR
     2025-02-01 correction a (typing)
       posted  unmatched:levy < receivable:p 10.00 EUR
       posted  revenue:levy < receivable:p   89.00 EUR
       pending receivable:p < revenue:levy   89.00 EUR
       posted  receivable:p < office         99.00 EUR
       void    bank < office                 99.00 EUR
     2025-02-02 correction z (typing)
       post    receivable:p < revenue:levy    9.00 EUR
       posted  office < receivable:p          9.00 EUR
       pending bank < office                  9.00 EUR`,
  );
});

test("a lot that is weighed again is assessed again at its own rate; what was paid too much is unmatched", () => {
  assertPage(
    makeRegister({
      ...base,
      levies: [levy("old", 100_00n, { to: "2025-01-31" }), levy("new", 400_00n, { from: "2025-02-01" })],
      consignments: [consignment("c", "2025-01-31", 1000n), consignment("d", "2025-02-01", 1000n)],
      receipts: [receipt("r", "2025-02-01", 100_00n)],
      adjustments: [
        adjustment("a", "2025-02-03", { target: { kind: "consignment", id: "c" }, change: { massGrams: 500_000n } }),
        adjustment("z", "2025-02-04", { target: { kind: "consignment", id: "c" }, change: { massGrams: -700_000n } }),
      ],
    }),
    `2025-01-31 assessment c
       pending receivable:p < revenue:levy  100.00 EUR
     2025-02-01 assessment d
       pending receivable:p < revenue:levy  400.00 EUR
     2025-02-01 receipt r
       post    receivable:p < revenue:levy  100.00 EUR
       posted  office < receivable:p        100.00 EUR
       pending bank < office                100.00 EUR
     2025-02-03 correction a (typing)
       pending receivable:p < revenue:levy   50.00 EUR
     2025-02-04 correction z (typing)
       void    receivable:p < revenue:levy   50.00 EUR
       posted  revenue:levy < receivable:p   20.00 EUR
       posted  receivable:p < unmatched:levy 20.00 EUR`,
  );
});

test("a levy in euros paid in yen: each currency balances in itself", () => {
  const rows = makeRegister({
    ...base,
    consignments: [consignment("c", "2025-01-10", 1000n)],
    receipts: [
      receipt("r", "2025-01-20", 1n, { amount: { minorUnits: 8_125n, currency: jpy } }),
      receipt("s", "2025-01-21", 1n, { amount: { minorUnits: 10_000n, currency: jpy } }),
    ],
    exchangeRates: [exchangeRate("2025-01-18", "162.5")],
  });
  assertPage(
    rows,
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy    100.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy     50.00 EUR
       posted  exchange < receivable:p         50.00 EUR
       posted  receivable:p < exchange          8,125 JPY
       posted  office < receivable:p            8,125 JPY
       pending bank < office                    8,125 JPY
     2025-01-21 receipt s
       post    receivable:p < revenue:levy     50.00 EUR
       posted  exchange < receivable:p         50.00 EUR
       posted  receivable:p < exchange          8,125 JPY
       posted  receivable:p < unmatched:levy    1,875 JPY
       posted  office < receivable:p           10,000 JPY
       pending bank < office                   10,000 JPY`,
  );
  const undone = adjustment("a", "2025-02-01", {
    target: { kind: "receipt", id: "s" },
    change: { money: { minorUnits: -10_000n, currency: jpy } },
  });
  const revenue = postLedger({ ...rows, adjustments: [undone] });
  assertSound(revenue);
  assert.equal(
    renderBalances(revenue),
    tidy(`bank pending 8,125 JPY
          exchange posted -8,125 JPY
          exchange posted 50.00 EUR
          office pending -8,125 JPY
          office posted 8,125 JPY
          receivable:p pending 50.00 EUR
          revenue:levy pending -50.00 EUR
          revenue:levy posted -50.00 EUR`),
  );
});

test("a receipt is taken back whose money a correction of the levy had made unmatched", () => {
  const revenue = assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n)],
      receipts: [receipt("r", "2025-01-20", 100_00n)],
      adjustments: [
        adjustment("a", "2025-02-01", { target: { kind: "consignment", id: "c" }, change: { money: euros(-40_00n) } }),
        adjustment("z", "2025-02-02", { target: { kind: "receipt", id: "r" }, change: { money: euros(-100_00n) } }),
      ],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy  100.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy  100.00 EUR
       posted  office < receivable:p        100.00 EUR
       pending bank < office                100.00 EUR
     2025-02-01 correction a (typing)
       posted  revenue:levy < receivable:p   40.00 EUR
       posted  receivable:p < unmatched:levy 40.00 EUR
     2025-02-02 correction z (typing)
       posted  unmatched:levy < receivable:p 40.00 EUR
       posted  revenue:levy < receivable:p   60.00 EUR
       pending receivable:p < revenue:levy   60.00 EUR
       posted  receivable:p < office        100.00 EUR
       void    bank < office                100.00 EUR`,
  );
  assert.equal(renderBalances(revenue), tidy("receivable:p pending 60.00 EUR\nrevenue:levy pending -60.00 EUR"));
});

test("rounding between currencies settles nothing for nothing, and uses no more than was paid", () => {
  const pay = (minorUnits: bigint, perTonne: bigint, rates: readonly ExchangeRate[]) => {
    const revenue = postLedger(
      makeRegister({
        permits: [permit("p")],
        levies: [levy("rate", perTonne)],
        consignments: [consignment("c", "2025-01-10", 1000n)],
        receipts: [receipt("r", "2025-01-20", 1n, { amount: { minorUnits, currency: jpy } })],
        exchangeRates: rates,
      }),
    );
    assertSound(revenue);
    const { used, applied, unmatched } = revenue.receipts.get("r") ?? {};
    return [used, applied, unmatched];
  };
  // A yen is a third of a cent: less than can be paid.
  assert.deepEqual(pay(1n, 100n, [exchangeRate("2025-01-18", "300")]), [0n, 0n, 1n]);
  // A cent is a fifth of a yen: a yen settles it, four are left.
  assert.deepEqual(pay(5n, 1n, [exchangeRate("2025-01-18", "20")]), [1n, 1n, 4n]);
  // The book quotes both ways: 150 yen are worth 1.50, and 1.00 would cost 200.
  const back = exchangeRate("2025-01-18", "0.01", { from: jpy, to: eur });
  assert.deepEqual(pay(150n, 100n, [exchangeRate("2025-01-18", "200"), back]), [150n, 100n, 0n]);
});

test("two objections are upheld: the first voids, the second finds nothing", () => {
  const upheld = (id: string, date: string) => objection(id, "2025-01-15", { date, outcome: "upheld" });
  const { levies } = assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n)],
      objections: [upheld("o", "2025-03-01"), upheld("q", "2025-03-05")],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy 100.00 EUR
     2025-03-01 void o
       void    receivable:p < revenue:levy 100.00 EUR`,
  );
  assert.equal(levies[0]?.voidedOn, "2025-03-01");
});

test("a receipt that is taken back after the levy was voided makes nothing due again", () => {
  const { levies } = assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n)],
      receipts: [receipt("r", "2025-01-20", 30_00n)],
      objections: [objection("o", "2025-01-15", { date: "2025-03-01", outcome: "upheld" })],
      adjustments: [
        adjustment("a", "2025-03-02", { target: { kind: "receipt", id: "r" }, change: { money: euros(-30_00n) } }),
      ],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy 100.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy  30.00 EUR
       posted  office < receivable:p        30.00 EUR
       pending bank < office                30.00 EUR
     2025-03-01 void o
       void    receivable:p < revenue:levy  70.00 EUR
     2025-03-02 correction a (typing)
       posted  revenue:levy < receivable:p  30.00 EUR
       pending receivable:p < revenue:levy  30.00 EUR
       void    receivable:p < revenue:levy  30.00 EUR
       posted  receivable:p < office        30.00 EUR
       void    bank < office                30.00 EUR`,
  );
  assert.deepEqual(levies.map(levyDue), [0n]);
});

test("a lot that is weighed again after its levy was voided owes nothing as before, and what was paid stays paid", () => {
  const { levies, faults } = assertPage(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n), consignment("d", "2025-01-10", 1000n)],
      receipts: [receipt("r", "2025-01-20", 30_00n)],
      objections: [objection("o", "2025-01-15", { date: "2025-03-01", outcome: "upheld" })],
      adjustments: [
        adjustment("a", "2025-03-02", { target: { kind: "consignment", id: "c" }, change: { massGrams: -600_000n } }),
        adjustment("b", "2025-03-03", { target: { kind: "consignment", id: "c" }, change: { massGrams: -200_000n } }),
        adjustment("e", "2025-03-04", { target: { kind: "consignment", id: "d" }, change: { massGrams: -1_000_001n } }),
      ],
    }),
    `2025-01-10 assessment c
       pending receivable:p < revenue:levy 100.00 EUR
     2025-01-10 assessment d
       pending receivable:p < revenue:levy 100.00 EUR
     2025-01-20 receipt r
       post    receivable:p < revenue:levy  30.00 EUR
       posted  office < receivable:p        30.00 EUR
       pending bank < office                30.00 EUR
     2025-03-01 void o
       void    receivable:p < revenue:levy  70.00 EUR
       void    receivable:p < revenue:levy 100.00 EUR
     2025-03-03 correction b (typing)
       posted  revenue:levy < receivable:p      10.00 EUR
       posted  receivable:p < unmatched:levy    10.00 EUR`,
  );
  // Of 20.00 that the lot is worth in the end 20.00 were paid; the 10.00 above it are unmatched.
  assert.deepEqual(
    levies.map(({ corrected, received, voided }) => [corrected, received, voided]),
    [
      [-80_00n, 20_00n, 0n],
      [0n, 0n, 100_00n],
    ],
  );
  assert.deepEqual(
    faults.map(({ code }) => code),
    ["CORRECTION_TOO_LARGE"],
  );
});

test("money that a correction of a paid levy frees is unmatched on its receipts, the last one first", () => {
  const { receipts, levies } = postLedger(
    makeRegister({
      ...base,
      consignments: [consignment("c", "2025-01-10", 1000n)],
      receipts: [receipt("r", "2025-01-20", 70_00n), receipt("s", "2025-01-21", 30_00n)],
      adjustments: [
        adjustment("a", "2025-02-01", { target: { kind: "consignment", id: "c" }, change: { money: euros(-40_00n) } }),
      ],
    }),
  );
  const told = [...receipts.values()].map(({ used, applied, unmatched }) => [used, applied, unmatched]);
  assert.deepEqual(told, [
    [60_00n, 60_00n, 10_00n],
    [0n, 0n, 30_00n],
  ]);
  assert.equal(levies[0]?.received, 60_00n);
});
