import assert from "node:assert/strict";
import { formatMoney } from "../../src/model/money.ts";
import type { Register } from "../../src/model/register.ts";
import { auditLedger } from "../../src/revenue/audit-ledger.ts";
import { ledgerTransactions } from "../../src/revenue/ledger-transactions.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";
import { levyOutstanding, type RevenueLedger } from "../../src/revenue/revenue-ledger.ts";

/** Post a register, audit it, and hold its journal against a page as a person writes it; spaces do not matter. */
export function assertPage(register: Register, page: string): RevenueLedger {
  const revenue = postLedger(register);
  assert.equal(renderJournal(revenue), tidy(page));
  assertSound(revenue);
  return revenue;
}

/** Debits equal credits, and every position is what the ledger says. */
export function assertSound({ ledger, levies, receipts }: RevenueLedger): void {
  assert.deepEqual(auditLedger(ledger).faults, []);
  for (const levy of levies) {
    const pending = levy.pending.reduce((sum, entry) => sum + ledger.remaining(entry), 0n);
    assert.equal(pending, levyOutstanding(levy));
    assert.ok(levy.received >= 0n && levy.voided >= 0n && pending >= 0n);
  }
  for (const { amount, used, unmatched } of receipts.values()) assert.equal(amount, used + unmatched);
  for (const [account, { name }] of ledger.accounts.entries()) {
    if (!name.startsWith("receivable")) continue;
    const { postedDebit, postedCredit } = ledger.balance(account);
    assert.equal(postedDebit, postedCredit, `${name} holds no posted money: it is owed or it has been received`);
  }
}

/** `account amount` lines of what stands posted and pending, debits positive; accounts at zero are left out. */
export function renderBalances({ ledger }: RevenueLedger): string {
  const lines = [...ledger.accounts.entries()].flatMap(([account, { name, currency }]) => {
    const { pendingDebit, pendingCredit, postedDebit, postedCredit } = ledger.balance(account);
    const show = (phase: string, minorUnits: bigint) =>
      minorUnits === 0n ? [] : [`${name} ${phase} ${formatMoney({ minorUnits, currency })} ${currency.code}`];
    return [...show("posted", postedDebit - postedCredit), ...show("pending", pendingDebit - pendingCredit)];
  });
  return lines.sort().join("\n");
}

export function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim().replace(/\s+/g, " "))
    .filter((line) => line !== "")
    .join("\n");
}

function renderJournal({ ledger }: RevenueLedger): string {
  const lines: string[] = [];
  for (const { date, kind, source, reason, entries } of ledgerTransactions(ledger)) {
    lines.push(`${date} ${kind} ${source}${reason === "" ? "" : ` (${reason})`}`);
    for (const { phase, debit, credit, amount } of entries) {
      lines.push(`${phase} ${debit.name} < ${credit.name} ${formatMoney(amount)} ${amount.currency.code}`);
    }
  }
  return lines.join("\n");
}
