import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LodebookError } from "../../src/model/fault.ts";
import { xoshiro128 } from "../../src/numerics/random.ts";
import { auditLedger } from "../../src/revenue/audit-ledger.ts";
import { Ledger } from "../../src/revenue/ledger.ts";
import { ledgerTransactions, postingsOf } from "../../src/revenue/ledger-transactions.ts";
import { eur, jpy } from "./register-rows.ts";

function makeLedger() {
  const ledger = new Ledger();
  const [a, b] = [ledger.openAccount("a", eur), ledger.openAccount("b", eur)];
  ledger.begin({ date: "2025-01-01", kind: "assessment", source: "s", reason: "" });
  return { ledger, a, b, sides: { debit: a, credit: b } };
}

function assertRefused(act: () => void, code: string): void {
  assert.throws(act, (error) => error instanceof LodebookError && error.faults[0]?.code === code);
}

test("an amount is pending until it is posted or voided, in parts", () => {
  const { ledger, a, b, sides } = makeLedger();
  const pending = ledger.pend(sides, 100n);
  ledger.post(pending, 60n);
  ledger.void(pending, 15n);
  assert.equal(ledger.remaining(pending), 25n);
  assert.deepEqual(ledger.balance(a), { pendingDebit: 25n, pendingCredit: 0n, postedDebit: 60n, postedCredit: 0n });
  assert.deepEqual(ledger.balance(b), { pendingDebit: 0n, pendingCredit: 25n, postedDebit: 0n, postedCredit: 60n });
});

test("an entry that breaks a rule is refused and leaves nothing behind", () => {
  const { ledger, a, sides } = makeLedger();
  const yen = ledger.openAccount("a", jpy);
  const pending = ledger.pend(sides, 10n);
  const posted = ledger.transfer(sides, 10n);
  const before = [ledger.count, ledger.balance(a)];
  for (const act of [
    () => ledger.transfer(sides, 0n),
    () => ledger.transfer(sides, -1n),
    () => ledger.transfer({ debit: a, credit: a }, 1n),
    () => ledger.transfer({ debit: a, credit: yen }, 1n),
    () => ledger.transfer({ debit: a, credit: 99 }, 1n),
    () => ledger.post(pending, 11n),
    () => ledger.void(pending, 0n),
    () => ledger.post(posted, 1n),
    () => ledger.post(99, 1n),
    () => ledger.openAccount("c", { code: "EUR", decimals: 0 }),
  ]) {
    assertRefused(act, "LEDGER_ENTRY");
  }
  assert.deepEqual([ledger.count, ledger.balance(a)], before);
});

test("10^15 minor units are exact; what would reach 2^63 is refused, in an entry and in a balance", () => {
  const { ledger, a, sides } = makeLedger();
  ledger.transfer(sides, 10n ** 15n);
  ledger.transfer(sides, 1n);
  assert.equal(ledger.balance(a).postedDebit, 10n ** 15n + 1n);
  assertRefused(() => ledger.transfer(sides, 2n ** 63n), "AMOUNT_TOO_LARGE");
  assertRefused(() => ledger.pend(sides, 2n ** 63n), "AMOUNT_TOO_LARGE");
  assertRefused(() => ledger.transfer(sides, 2n ** 63n - 10n ** 15n - 1n), "AMOUNT_TOO_LARGE");
  ledger.transfer(sides, 2n ** 63n - 10n ** 15n - 2n);
  assert.equal(ledger.balance(a).postedDebit, 2n ** 63n - 1n);
  const pending = ledger.pend(sides, 1n);
  assertRefused(() => ledger.post(pending, 1n), "AMOUNT_TOO_LARGE");
  assert.equal(ledger.remaining(pending), 1n);
  const [c, b] = [ledger.openAccount("c", eur), sides.credit];
  assertRefused(() => ledger.transfer({ debit: c, credit: b }, 1n), "AMOUNT_TOO_LARGE");
  assert.equal(ledger.balance(c).postedDebit, 0n);
  assert.deepEqual(auditLedger(ledger).faults, []);
});

test("the audit finds what does not balance", () => {
  const spoils: ((ledger: Ledger) => void)[] = [
    ({ columns }) => columns.amount.set([7n], 1),
    ({ columns }) => columns.debit.set([2], 1),
    ({ columns }) => columns.debit.set([99], 1),
    ({ columns }) => columns.phase.set([1], 1),
    ({ columns }) => columns.remaining.set([1n], 0),
    ({ columns }) => columns.amount.set([500n], 1),
  ];
  for (const spoil of spoils) {
    const { ledger, sides } = makeLedger();
    ledger.openAccount("c", eur);
    ledger.post(ledger.pend(sides, 10n), 4n);
    assert.deepEqual(auditLedger(ledger).faults, []);
    spoil(ledger);
    const codes = auditLedger(ledger).faults.map(({ code }) => code);
    assert.ok(codes.length > 0 && codes.every((code) => code === "LEDGER_UNBALANCED"));
  }
});

test("over millions of random steps no unit appears or vanishes", () => {
  const ledger = new Ledger();
  const next = xoshiro128(1, 2, 3, 4);
  const below = (n: number) => (next() >>> 0) % n;
  const currencies = [eur, jpy, { code: "USD", decimals: 2 }];
  const accounts = Array.from({ length: 300 }, (_, k) => ledger.openAccount(`a${k}`, currencies[k % 3] ?? eur));
  const open: number[] = [];
  // Kept beside the ledger: what was reserved, moved, posted and voided.
  let [reserved, moved, posted, voided] = [0n, 0n, 0n, 0n];
  for (let k = 0; k < 2_000_000; k += 1) {
    if (k % 4 === 0) ledger.begin({ date: "2025-01-01", kind: "receipt", source: "", reason: "" });
    const [debit, hop] = [below(300), 3 * (1 + below(99))];
    const sides = { debit: accounts[debit] ?? 0, credit: accounts[(debit + hop) % 300] ?? 0 };
    const amount = BigInt(next() >>> 0) * 1000n + 1n;
    const choice = below(4);
    const target = open[below(Math.max(open.length, 1))];
    if (choice === 0 || target === undefined) {
      open.push(ledger.pend(sides, amount));
      reserved += amount;
    } else if (choice === 1) {
      ledger.transfer(sides, amount);
      moved += amount;
    } else {
      const left = ledger.remaining(target);
      const part = left === 0n ? 0n : (amount % left) + 1n;
      if (part === 0n) continue;
      if (choice === 2) ledger.post(target, part);
      else ledger.void(target, part);
      if (choice === 2) posted += part;
      else voided += part;
    }
  }
  const { totals, faults } = auditLedger(ledger);
  assert.deepEqual(faults, []);
  const sum = (phase: "pending" | "posted") => [...totals.values()].reduce((total, of) => total + of[phase], 0n);
  assert.equal(sum("pending"), reserved - posted - voided);
  assert.equal(sum("posted"), moved + posted);
  assert.ok(ledger.count > 1_000_000);
});

test("a journal of the postings comes to the balances", () => {
  const steps = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.bigInt({ min: 1n, max: 1000n }), fc.nat(2)), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(steps, (drawn) => {
      const ledger = new Ledger();
      const accounts = ["a", "b", "c", "d"].map((name) => ledger.openAccount(name, eur));
      for (const [from, to, amount, kind] of drawn) {
        if (from === to) continue;
        ledger.begin({ date: "2025-01-01", kind: "receipt", source: "", reason: "" });
        const sides = { debit: accounts[from] ?? 0, credit: accounts[to] ?? 0 };
        if (kind === 0) ledger.transfer(sides, amount);
        else ledger[kind === 1 ? "post" : "void"](ledger.pend(sides, amount), (amount + 1n) / 2n);
      }
      const sums = new Map<string, bigint>();
      for (const { entries } of ledgerTransactions(ledger)) {
        for (const { account, phase, amount } of entries.flatMap(postingsOf)) {
          sums.set(`${account} ${phase}`, (sums.get(`${account} ${phase}`) ?? 0n) + amount.minorUnits);
        }
      }
      for (const [number, name] of ["a", "b", "c", "d"].entries()) {
        const { pendingDebit, pendingCredit, postedDebit, postedCredit } = ledger.balance(number);
        assert.equal(sums.get(`${name} posted`) ?? 0n, postedDebit - postedCredit);
        assert.equal(sums.get(`${name} pending`) ?? 0n, pendingDebit - pendingCredit);
      }
      assert.equal(
        [...sums.values()].reduce((a, b) => a + b, 0n),
        0n,
      );
    }),
    { numRuns: 60 },
  );
});
