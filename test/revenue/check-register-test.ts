import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Adjustment, Permit, Register } from "../../src/model/register.ts";
import { checkRegister } from "../../src/revenue/check-register.ts";
import { findOverlaps } from "../../src/revenue/find-overlaps.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";
import { assertSound } from "./ledger-page.ts";
import {
  adjustment,
  bankEntry,
  consignment,
  customs,
  eur,
  euros,
  exchangeRate,
  formula,
  jpy,
  levy,
  makeRegister,
  objection,
  payment,
  permit,
  receipt,
  royalty,
  share,
} from "./register-rows.ts";

const sound: Register = makeRegister({
  permits: [permit("p")],
  levies: [levy("rate", 100_00n)],
  consignments: [consignment("c", "2025-01-10", 1500n)],
  receipts: [receipt("r", "2025-01-20", 150_00n)],
  bankEntries: [bankEntry("b", "2025-01-25", 150_00n)],
  formulas: [formula("f", [share("a", "1/3"), share("b", "2/3")])],
  payments: [payment("m", "a", 5n)],
});

/** The codes of a register that has more rows than the sound one. */
function codesWith(more: Partial<Register>): string[] {
  const register: Register = { ...sound };
  const joined = Object.entries(more).map(([name, rows]) => {
    const before: unknown = Object.entries(sound).find(([key]) => key === name)?.[1];
    return [name, Array.isArray(before) && Array.isArray(rows) ? [...before, ...rows] : rows];
  });
  return checkRegister({ ...register, ...Object.fromEntries(joined) }).map(({ code }) => code);
}

function term(from: string, to: string | undefined): Permit["terms"][number] {
  return { file: "permits.csv", line: 900, added: from, from, to };
}

test("a register in order has no fault", () => {
  assert.deepEqual(checkRegister(sound), []);
});

test("two receipts with one number: the second is at fault, and says where the first stands", () => {
  const again = receipt("r", "2025-01-21", 1n);
  const [fault, ...others] = checkRegister({ ...sound, receipts: [...sound.receipts, again] });
  const first = sound.receipts[0];
  assert.equal(fault?.code, "RECEIPT_DUPLICATE");
  assert.equal(fault.line, again.line);
  assert.match(fault.message, new RegExp(`receipts.csv:${first?.line}`));
  assert.deepEqual(others, []);
});

test("ids that stand twice or nowhere", () => {
  assert.deepEqual(codesWith({ consignments: [consignment("c", "2025-01-11", 1n)] }), ["ID_DUPLICATE"]);
  assert.deepEqual(codesWith({ permits: [permit("p")] }), ["ID_DUPLICATE"]);
  assert.deepEqual(codesWith({ exchangeRates: [exchangeRate("2025-01-01", "1"), exchangeRate("2025-01-01", "2")] }), [
    "ID_DUPLICATE",
  ]);
  assert.deepEqual(codesWith({ consignments: [consignment("d", "2025-01-11", 1n, { permit: "none" })] }), [
    "REFERENCE_UNKNOWN",
  ]);
  assert.deepEqual(codesWith({ receipts: [receipt("s", "2025-01-21", 1n, { consignment: "none" })] }), [
    "REFERENCE_UNKNOWN",
  ]);
  assert.deepEqual(codesWith({ bankEntries: [bankEntry("d", "2025-01-25", 1n, { receipt: "none" })] }), [
    "REFERENCE_UNKNOWN",
  ]);
  assert.deepEqual(codesWith({ objections: [objection("o", "2025-02-01", undefined, { permit: "none" })] }), [
    "REFERENCE_UNKNOWN",
  ]);
  assert.deepEqual(codesWith({ customs: [customs("k", "2025-01", 1n, { consignment: "none" })] }), [
    "REFERENCE_UNKNOWN",
  ]);
  for (const kind of ["declaration", "consignment", "receipt", "customs"] as const) {
    const lost = adjustment("a", "2025-02-01", { target: { kind, id: "none" }, change: { massGrams: 1n } });
    assert.deepEqual(codesWith({ adjustments: [lost] }), ["REFERENCE_UNKNOWN"]);
  }
});

test("what nobody stated names nothing and is no fault", () => {
  assert.deepEqual(
    codesWith({
      consignments: [consignment("d", "2025-01-11", 1n, { permit: "" })],
      receipts: [receipt("s", "2025-01-01", 1n, { consignment: "" })],
      bankEntries: [bankEntry("d", "2025-01-01", 1n, { receipt: "" })],
    }),
    [],
  );
});

test("dates in the wrong order", () => {
  assert.deepEqual(codesWith({ receipts: [receipt("s", "2025-01-09", 1n)] }), ["RECEIPT_BEFORE_CONSIGNMENT"]);
  assert.deepEqual(codesWith({ receipts: [receipt("s", "2025-01-10", 1n)] }), []);
  assert.deepEqual(codesWith({ bankEntries: [bankEntry("d", "2025-01-19", 1n)] }), ["DATE_REVERSED"]);
  const early = adjustment("a", "2025-01-19", {
    target: { kind: "receipt", id: "r" },
    change: { money: euros(-1n) },
  });
  assert.deepEqual(codesWith({ adjustments: [early] }), ["DATE_REVERSED"]);
  const decided = objection("o", "2025-02-01", { date: "2025-01-31", outcome: "rejected" });
  assert.deepEqual(codesWith({ objections: [decided] }), ["DATE_REVERSED"]);
});

test("a permit that overlaps itself, or goes on after its end", () => {
  const overlapping = permit("q", { terms: [term("2025-01-01", "2025-06-30"), term("2025-06-30", undefined)] });
  const renewed = permit("q", { terms: [term("2025-07-01", undefined), term("2025-01-01", "2025-06-30")] });
  assert.deepEqual(codesWith({ permits: [overlapping] }), ["PERMIT_OVERLAP"]);
  assert.deepEqual(codesWith({ permits: [renewed] }), []);
  const release = permit("q").releases[0];
  assert.ok(release !== undefined);
  const steps = [release, { ...release, date: "2025-02-01", kind: "cancellation" as const }];
  assert.deepEqual(
    codesWith({ permits: [permit("q", { releases: [...steps, { ...release, date: "2025-02-02" }] })] }),
    ["PERMIT_ENDED"],
  );
  assert.deepEqual(
    codesWith({ permits: [permit("q", { releases: [...steps, { ...release, date: "2025-02-01" }] })] }),
    [],
  );
  const upheld = objection("o", "2025-01-02", { date: "2025-01-03", outcome: "upheld" }, { permit: "q" });
  const late = permit("q", { releases: [release, { ...release, date: "2025-01-04" }] });
  assert.deepEqual(codesWith({ permits: [late], objections: [upheld] }), ["PERMIT_ENDED"]);
});

test("rates and formulas that overlap; another class, stream or day is another thing", () => {
  assert.deepEqual(codesWith({ levies: [levy("new", 1n, { from: "2025-06-01" })] }), ["LEVY_OVERLAP"]);
  assert.deepEqual(codesWith({ levies: [levy("new", 1n, { class: "sand" }), royalty("other", "1 %")] }), []);
  assert.deepEqual(codesWith({ levies: [levy("negative", -1n, { class: "sand" })] }), ["AMOUNT_NOT_POSITIVE"]);
  assert.deepEqual(codesWith({ formulas: [formula("g", [share("a", "1")], { from: "2025-06-01" })] }), [
    "FORMULA_OVERLAP",
  ]);
  assert.deepEqual(codesWith({ formulas: [formula("g", [share("a", "1")], { streams: ["royalty"] })] }), []);
});

test("formulas that do not add up", () => {
  const check = (...of: Parameters<typeof formula>) =>
    checkRegister({ ...sound, formulas: [formula(...of)] }).map(({ code }) => code);
  assert.deepEqual(check("g", [share("a", "0.33"), share("b", "0.33"), share("c", "0.33")]), ["SHARES_NOT_ONE"]);
  assert.deepEqual(check("g", [share("a", "1/3"), share("b", "1/3"), share("c", "1/3")]), []);
  assert.deepEqual(check("g", [share("a", "0.1"), share("b", "0.2"), share("c", "0.7")]), []);
  assert.deepEqual(check("g", [share("a", "1")], { earmarks: [share("e", "3/2")] }), ["SHARES_NOT_ONE"]);
  assert.deepEqual(check("g", [share("a", "2"), share("b", "-1")]), ["SHARE_OUT_OF_RANGE"]);
  assert.deepEqual(check("g", [share("a", "1/2"), share("a", "1/2")]), ["ID_DUPLICATE"]);
  assert.deepEqual(check("g", [share("a", "1", { floor: euros(2n), cap: euros(1n) })]), ["CAP_BELOW_FLOOR"]);
  const mixed = share("a", "1", { floor: euros(1n), cap: { minorUnits: 2n, currency: jpy } });
  assert.deepEqual(check("g", [mixed]), ["CAP_BELOW_FLOOR"]);
  assert.deepEqual(check("g", [share("a", "1", { floor: euros(-1n) })]), ["AMOUNT_NOT_POSITIVE"]);
  const rule = { line: 7, rule: "equal", members: [] } as const;
  assert.deepEqual(check("g", [share("a", "1")], { horizontal: [{ ...rule, of: "b" }] }), ["REFERENCE_UNKNOWN"]);
  const negative = { recipient: "x", weight: { numerator: -1n, denominator: 2n } };
  assert.deepEqual(
    check("g", [share("a", "1")], { horizontal: [{ of: "a", line: 7, rule: "need", members: [negative] }] }),
    ["SHARE_OUT_OF_RANGE"],
  );
});

test("amounts that cannot be, and currencies that do not belong together", () => {
  assert.deepEqual(codesWith({ receipts: [receipt("s", "2025-02-01", 0n)] }), ["AMOUNT_NOT_POSITIVE"]);
  assert.deepEqual(codesWith({ payments: [payment("n", "a", -5n)] }), ["AMOUNT_NOT_POSITIVE"]);
  assert.deepEqual(codesWith({ consignments: [consignment("d", "2025-02-01", -1n)] }), ["AMOUNT_NOT_POSITIVE"]);
  assert.deepEqual(codesWith({ exchangeRates: [exchangeRate("2025-01-01", "0")] }), ["AMOUNT_NOT_POSITIVE"]);
  assert.deepEqual(codesWith({ receipts: [receipt("s", "2025-02-01", 2n ** 63n)] }), ["AMOUNT_TOO_LARGE"]);
  assert.deepEqual(codesWith({ receipts: [receipt("s", "2025-02-01", 10n ** 15n)] }), []);
  const yen = { minorUnits: 1n, currency: jpy };
  assert.deepEqual(codesWith({ bankEntries: [bankEntry("d", "2025-02-01", 1n, { amount: yen })] }), ["CURRENCY_MIXED"]);
  for (const change of [{ money: yen }, { massGrams: 1n }]) {
    const mixed = adjustment("a", "2025-02-01", { target: { kind: "receipt", id: "r" }, change });
    assert.deepEqual(codesWith({ adjustments: [mixed] }), ["CURRENCY_MIXED"]);
  }
  const nameless = adjustment("a", "2025-02-01", {
    target: { kind: "consignment", id: "c" },
    change: { money: euros(1n) },
    stream: "",
  });
  assert.deepEqual(codesWith({ adjustments: [nameless] }), ["REFERENCE_UNKNOWN"]);
});

test("what only shows when money is posted is told with its row, and all else is posted", () => {
  const yen = receipt("s", "2025-02-01", 1n, { amount: { minorUnits: 500n, currency: jpy }, consignment: "d" });
  const taken = (id: string, target: "receipt" | "consignment", minorUnits: bigint, currency = eur) =>
    adjustment(id, "2025-03-01", {
      target: { kind: target, id: target === "receipt" ? "r" : "c" },
      change: { money: { minorUnits, currency } },
    });
  const register = makeRegister({
    ...sound,
    consignments: [
      ...sound.consignments,
      consignment("d", "2025-01-10", 1000n),
      consignment("huge", "2025-01-10", 10n ** 19n),
    ],
    receipts: [...sound.receipts, yen],
    adjustments: [
      taken("1", "receipt", -150_01n),
      taken("2", "consignment", -150_01n),
      taken("3", "consignment", 5n, jpy),
      adjustment("4", "2025-03-01", { target: { kind: "consignment", id: "c" }, change: { massGrams: -1_500_001n } }),
    ],
  });
  assert.deepEqual(checkRegister(register), []);
  const revenue = postLedger(register);
  assert.deepEqual(
    revenue.faults.map(({ code, line }) => [code, line]).sort(),
    [
      ["AMOUNT_TOO_LARGE", register.consignments[2]?.line],
      ["CORRECTION_TOO_LARGE", register.adjustments[0]?.line],
      ["CORRECTION_TOO_LARGE", register.adjustments[1]?.line],
      ["CORRECTION_TOO_LARGE", register.adjustments[3]?.line],
      ["CURRENCY_MIXED", register.adjustments[2]?.line],
      ["CURRENCY_WITHOUT_RATE", yen.line],
    ].sort(),
  );
  assertSound(revenue);
  assert.equal(revenue.levies[0]?.received, 150_00n);
  assert.equal(revenue.receipts.get("s")?.unmatched, 500n);
});

test("all faults come in one pass, by file and line", () => {
  const register = makeRegister({
    ...sound,
    permits: [...sound.permits, permit("q", { terms: [term("2025-01-01", undefined), term("2025-02-01", undefined)] })],
    consignments: [...sound.consignments, consignment("d", "2025-01-10", 5n, { permit: "none" })],
    receipts: [...sound.receipts, receipt("r", "2025-02-01", 7n), receipt("s", "2025-01-01", 9n)],
    formulas: [formula("g", [share("a", "1/2")])],
  });
  assert.deepEqual(
    checkRegister(register).map(({ file, code }) => [file, code]),
    [
      ["allocations.yaml", "SHARES_NOT_ONE"],
      ["consignments.csv", "REFERENCE_UNKNOWN"],
      ["permits.csv", "PERMIT_OVERLAP"],
      ["receipts.csv", "RECEIPT_DUPLICATE"],
      ["receipts.csv", "RECEIPT_BEFORE_CONSIGNMENT"],
    ],
  );
  // Even with its faults it can be posted, and balances.
  assertSound(postLedger(makeRegister({ ...register, receipts: register.receipts.slice(0, 1) })));
});

test("overlaps are those that comparing every pair finds", () => {
  const day = fc.integer({ min: 10, max: 28 }).map((n) => `2025-01-${n}`);
  const span = fc.tuple(day, fc.option(day)).map(([a, b]) => {
    const [from = a, to] = [a, b].filter((one) => one !== null).sort();
    return { from, to };
  });
  fc.assert(
    fc.property(fc.array(span, { maxLength: 8 }), (spans) => {
      const touch = spans.flatMap((a, k) =>
        spans
          .slice(k + 1)
          .filter((b) => (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to)),
      );
      const found = findOverlaps(spans);
      assert.equal(found.length > 0, touch.length > 0);
      for (const { span: later, before } of found) {
        assert.ok(
          later !== before && later.from >= before.from && (before.to === undefined || later.from <= before.to),
        );
      }
      // Without the spans that were told nothing overlaps any more.
      const told = new Set(found.map(({ span: later }) => later));
      assert.deepEqual(findOverlaps(spans.filter((one) => !told.has(one))), []);
    }),
    { numRuns: 300 },
  );
});

test("no correction takes more from a declaration or a customs record than there is, whatever the order of the rows", () => {
  const declared = { massGrams: 1_000n, form: "oxide", origin: "varda", paid: euros(100_00n) };
  const take = (id: string, date: string, kind: "declaration" | "customs", change: Adjustment["change"]) =>
    adjustment(id, date, { target: { kind, id: kind === "customs" ? "k" : "d" }, change });
  const told = (...adjustments: Adjustment[]) => {
    const consignments = [consignment("d", "2025-01-10", 1n, { declared })];
    return codesWith({ consignments, customs: [customs("k", "2025-01", 1n)], adjustments });
  };
  const money = (minorUnits: bigint) => ({ money: { minorUnits, currency: eur } });
  assert.deepEqual(told(take("1", "2025-03-01", "declaration", { massGrams: -1_000n })), []);
  assert.deepEqual(told(take("1", "2025-03-01", "declaration", { massGrams: -1_001n })), ["CORRECTION_TOO_LARGE"]);
  assert.deepEqual(told(take("1", "2025-03-01", "declaration", money(-100_01n))), ["CORRECTION_TOO_LARGE"]);
  assert.deepEqual(told(take("1", "2025-03-01", "customs", { massGrams: -1_001n })), ["CORRECTION_TOO_LARGE"]);
  const more = take("1", "2025-03-01", "declaration", { massGrams: 500n });
  const less = take("2", "2025-04-01", "declaration", { massGrams: -1_500n });
  assert.deepEqual(told(less, more), []);
  assert.deepEqual(told(take("2", "2025-02-01", "declaration", { massGrams: -1_500n }), more), [
    "CORRECTION_TOO_LARGE",
  ]);
});

test("a row that entered the book before its own day is told", () => {
  const early = receipt("s", "2025-02-10", 1n, { added: "2025-02-09" });
  assert.deepEqual(codesWith({ receipts: [early] }), ["DATE_REVERSED"]);
  assert.deepEqual(codesWith({ receipts: [{ ...early, added: "2025-02-10" }] }), []);
});

test("the row with which an account grows beyond 2^63 minor units is told, by its line", () => {
  const most = 2n ** 63n - 1n;
  const receipts = [receipt("s", "2025-02-01", most), receipt("t", "2025-02-02", most)];
  const register = makeRegister({ ...sound, receipts: [...sound.receipts, ...receipts] });
  const [last] = postLedger(register).faults.slice(-1);
  assert.equal(last?.code, "AMOUNT_TOO_LARGE");
  assert.equal(last?.file, receipts[0]?.file);
  assert.ok(receipts.some(({ line }) => line === last?.line));
});
