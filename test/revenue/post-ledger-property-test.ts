import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Adjustment, Register } from "../../src/model/register.ts";
import { ledgerTransactions } from "../../src/revenue/ledger-transactions.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";
import { registerAsOf } from "../../src/revenue/register-as-of.ts";
import { levyDue, levyOutstanding, type RevenueLedger } from "../../src/revenue/revenue-ledger.ts";
import { stoppedLevies } from "../../src/revenue/stopped-levies.ts";
import { arbitraryRegister, dayOf } from "./arbitrary-register.ts";
import { assertSound } from "./ledger-page.ts";

function holds(check: (register: Register) => void, numRuns = 150): void {
  fc.assert(fc.property(arbitraryRegister, check), { numRuns });
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}

function adds(change: Adjustment["change"]): boolean {
  return ("money" in change ? change.money.minorUnits : change.massGrams) >= 0n;
}

/** What stands posted on all accounts of a kind, debits less credits, in one currency. */
function posted({ ledger }: RevenueLedger, kind: string, code: string): bigint {
  return sum(
    [...ledger.accounts.entries()].map(([account, { name, currency }]) => {
      if (name.split(":")[0] !== kind || currency.code !== code) return 0n;
      const { postedDebit, postedCredit } = ledger.balance(account);
      return postedDebit - postedCredit;
    }),
  );
}

test("every random register balances, and each levy is received, voided or still pending", () => {
  let paid = 0;
  holds((register) => {
    const revenue = postLedger(register);
    assertSound(revenue);
    for (const levy of revenue.levies) {
      assert.equal(levy.assessed + levy.corrected, levy.received + levy.voided + levyOutstanding(levy));
      paid += levy.received > 0n && levy.corrected !== 0n ? 1 : 0;
    }
  });
  assert.ok(paid > 0);
});

test("all money that came in stands at the office or the bank, and is revenue or unmatched", () => {
  holds((register) => {
    const revenue = postLedger(register);
    for (const code of ["EUR", "JPY"]) {
      const receipts = [...revenue.receipts.values()].filter(({ receipt }) => receipt.amount.currency.code === code);
      const loose = revenue.unreceipted.filter(({ bankEntry }) => bankEntry.amount.currency.code === code);
      const came = sum(receipts.map(({ amount }) => amount)) + sum(loose.map(({ amount }) => amount));
      assert.equal(posted(revenue, "office", code) + posted(revenue, "bank", code), came);
      const levies = revenue.levies.filter(({ currency }) => currency.code === code);
      assert.equal(-posted(revenue, "revenue", code), sum(levies.map(({ received }) => received)));
      const exchanged = posted(revenue, "exchange", code);
      assert.equal(came, -posted(revenue, "revenue", code) - posted(revenue, "unmatched", code) - exchanged);
      const entries = register.bankEntries.filter(({ amount }) => amount.currency.code === code);
      assert.equal(posted(revenue, "bank", code), sum(entries.map(({ amount }) => amount.minorUnits)));
    }
  });
});

test("a voided levy is never due: neither pending nor received after the decision", () => {
  let voided = 0;
  holds((register) => {
    const revenue = postLedger(register);
    const upheld = register.objections.filter(({ decision }) => decision?.outcome === "upheld");
    for (const levy of revenue.levies) {
      const days = upheld
        .filter(({ permit }) => permit === levy.permit?.id)
        .map(({ decision }) => decision?.date ?? "");
      const cancelledOn = days.sort()[0];
      // Also a levy that a correction laid on a consignment of a later day bears no day of voiding.
      if (levy.assessed > 0n) assert.equal(levy.voidedOn, cancelledOn);
      if (levy.voidedOn === undefined) continue;
      assert.equal(levyOutstanding(levy), 0n);
      assert.equal(levyDue(levy), levy.received);
      voided += levy.voided > 0n ? 1 : 0;
    }
    // What a later correction takes away is no longer void, though it was stopped on the day.
    const only = postLedger({ ...register, adjustments: register.adjustments.filter(({ change }) => adds(change)) });
    const stopped = sum(stoppedLevies(only.ledger).flatMap(({ amounts }) => amounts.map((of) => of.minorUnits)));
    assert.ok(stopped <= sum(only.levies.map((levy) => levy.voided)));
  });
  assert.ok(voided > 0);
});

test("the order of the rows in the files does not matter", () => {
  holds((register) => {
    const turned: Register = {
      ...register,
      permits: register.permits.toReversed(),
      levies: register.levies.toReversed(),
      consignments: register.consignments.toReversed(),
      receipts: register.receipts.toReversed(),
      bankEntries: register.bankEntries.toReversed(),
      adjustments: register.adjustments.toReversed(),
      objections: register.objections.toReversed(),
      exchangeRates: register.exchangeRates.toReversed(),
    };
    assert.deepEqual(journal(turned), journal(register));
  }, 80);
});

test("what was known on a day is the beginning of what is known later: nothing that stands is changed", () => {
  holds((register) => {
    const whole = journal(register);
    for (const day of [20, 45, 70].map(dayOf)) {
      const then = journal(registerAsOf(register, day));
      assert.deepEqual(then, whole.slice(0, then.length));
      assert.ok(whole.slice(then.length).every(({ date }) => date > day));
    }
  }, 60);
});

function journal(register: Register) {
  return [...ledgerTransactions(postLedger(register).ledger)].map(({ date, source, entries }) => ({
    date,
    source,
    entries: entries.map(({ phase, debit, credit, amount }) => [phase, debit.name, credit.name, amount.minorUnits]),
  }));
}
