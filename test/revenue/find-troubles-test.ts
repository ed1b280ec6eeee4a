import assert from "node:assert/strict";
import { test } from "node:test";
import type { Declaration } from "../../src/model/register.ts";
import { findTroubles } from "../../src/revenue/find-troubles.ts";
import { levyTotals } from "../../src/revenue/levy-totals.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";
import { restatedRows } from "../../src/revenue/restated-rows.ts";
import { stoppedLevies } from "../../src/revenue/stopped-levies.ts";
import {
  adjustment,
  bankEntry,
  consignment,
  eur,
  euros,
  levy,
  makeRegister,
  objection,
  payment,
  permit,
  receipt,
  royalty,
} from "./register-rows.ts";

const declared: Declaration = { massGrams: 5n, form: "carbonate", origin: "ostelund", paid: "unknown" };

const troubled = makeRegister({
  permits: [permit("p"), permit("q", { class: "sand" }), permit("v", { place: "south" })],
  levies: [levy("rate", 100_00n, { from: "2025-01-05" })],
  consignments: [
    consignment("early", "2025-01-02", 1000n),
    consignment("c", "2025-01-10", 1000n, { declared }),
    consignment("stray", "2025-01-10", 1000n, { permit: "" }),
    consignment("sand", "2025-01-10", 1000n, { permit: "q" }),
    consignment("unweighed", "2025-01-10", 0n, { massGrams: "not-collected" }),
    consignment("weighed-later", "2025-01-10", 0n, { massGrams: "not-collected" }),
    consignment("stopped", "2025-01-10", 4000n, { permit: "v" }),
    consignment("dear", "2025-01-10", 1000n, { permit: "v" }),
  ],
  receipts: [
    receipt("r", "2025-02-10", 60_00n),
    receipt("s", "2025-02-11", 50_00n),
    receipt("t", "2025-03-02", 7_00n, { consignment: "stopped" }),
    receipt("u", "2025-03-02", 3_00n, { consignment: "" }),
    receipt("w", "2025-01-20", 101_00n, { consignment: "dear" }),
  ],
  bankEntries: [bankEntry("b", "2025-02-12", 55_00n), bankEntry("x", "2025-02-12", 1_00n, { receipt: "" })],
  adjustments: [
    adjustment("a", "2025-02-01", {
      target: { kind: "consignment", id: "weighed-later" },
      change: { massGrams: 500_000n },
    }),
  ],
  objections: [objection("o", "2025-02-01", { date: "2025-03-01", outcome: "upheld" }, { permit: "v" })],
});

test("each trouble is told once, at the row that shows it", () => {
  const revenue = postLedger(troubled);
  const found = findTroubles(troubled, revenue, "2025-03-20").map(({ kind, id, money, detail }) =>
    [kind, id, ...(money === undefined ? [] : [money.minorUnits]), detail].join(" "),
  );
  assert.deepEqual(found.sort(), [
    "banked-without-receipt x 100 ",
    "base-missing unweighed not-collected",
    "class-without-levy sand sand",
    "late r 6000 31",
    "late s 5000 32",
    "late t 700 51",
    "misdeclared-form c carbonate",
    "misdeclared-mass c 5",
    "misdeclared-origin c ostelund",
    "no-rate early levy",
    "not-banked r 500 ",
    "not-banked s 5000 ",
    "not-banked w 10100 ",
    "overpaid s 1000 c",
    "overpaid w 100 dear",
    "paid-after-void t 700 stopped",
    "paid-without-levy u 300 ",
    "unpaid weighed-later 5000 levy",
    "unpermitted stray none",
  ]);
  const kinds = findTroubles({ ...troubled, bankEntries: [] }, revenue, "2025-03-20").map(({ kind }) => kind);
  assert.ok(!kinds.includes("not-banked"), "without bank entries nothing is said about the bank");
});

test("totals by place say at least where a mass is missing", () => {
  const revenue = postLedger({ ...troubled, levies: [...troubled.levies, royalty("royalty", "1/10")] });
  const totals = levyTotals(revenue.assessments, {
    revenue,
    currency: eur,
    keyOf: ({ permit: of }) => of?.place ?? "",
  });
  assert.deepEqual(
    totals.map(({ key, consignments, assessed, corrected, voided, received, outstanding }) => {
      return [key, consignments, assessed, corrected, voided, received, outstanding];
    }),
    [
      ["north", 4, 100_00n, 50_00n, 0n, 100_00n, 50_00n],
      ["south", 2, 500_00n, 0n, 400_00n, 100_00n, 0n],
    ],
  );
  // One mass and the values of four consignments are missing.
  assert.deepEqual(totals[0]?.due, {
    known: 150_00n,
    lower: 150_00n,
    upper: undefined,
    missing: { "not-collected": 5 },
  });
});

test("what an objection stopped", () => {
  assert.deepEqual(stoppedLevies(postLedger(troubled).ledger), [
    { objection: "o", date: "2025-03-01", levies: 1, amounts: [euros(400_00n)] },
  ]);
});

test("what a newer vintage of a quarter can differ by", () => {
  const register = makeRegister({
    levies: [
      levy("retroactive", 1n, { added: "2025-05-02" }),
      levy("next", 1n, { from: "2025-04-01", added: "2025-05-02" }),
    ],
    payments: [payment("m", "a", 1n, { added: "2025-04-15" })],
    consignments: [
      consignment("c", "2025-03-10", 1n),
      consignment("late", "2025-03-11", 1n, { added: "2025-04-20" }),
      consignment("next", "2025-04-02", 1n),
    ],
    receipts: [receipt("r", "2025-03-12", 1n), receipt("s", "2025-04-12", 1n)],
    adjustments: [
      adjustment("a", "2025-04-15", { target: { kind: "receipt", id: "r" }, change: { money: euros(1n) } }),
      adjustment("n", "2025-04-15", { target: { kind: "consignment", id: "next" }, change: { massGrams: 1n } }),
      adjustment("z", "2025-07-02", { target: { kind: "declaration", id: "c" }, change: { massGrams: 1n } }),
    ],
    objections: [objection("o", "2025-02-01", { date: "2025-03-30", outcome: "rejected" })].map((row) => ({
      ...row,
      decision: row.decision && { ...row.decision, added: "2025-04-09" },
    })),
  });
  const period = { start: "2025-01-01", end: "2025-03-31" };
  const rows = restatedRows(register, { period, before: "2025-04-01", after: "2025-07-01" });
  assert.deepEqual(
    rows.map(({ kind, id, reason }) => [kind, id, reason]),
    [
      ["objection", "o", ""],
      ["adjustment", "a", "typing"],
      ["payment", "m", ""],
      ["consignment", "late", ""],
      ["levy", "retroactive", ""],
    ],
  );
});
