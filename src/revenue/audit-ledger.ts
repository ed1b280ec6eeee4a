import { type Fault, makeFault } from "../model/fault.ts";
import type { AccountBalance, Ledger } from "./ledger.ts";

/** What a ledger must come to, added up anew from its entries. */
export type LedgerAudit = {
  /** Debits, which are also the credits, by currency and phase, in minor units. */
  readonly totals: ReadonlyMap<string, { readonly pending: bigint; readonly posted: bigint }>;
  readonly faults: readonly Fault[];
};

/**
 * Add up a ledger anew from its entries alone and hold the result against its balances: debits equal credits in each currency and
 * phase, every account stands where its entries put it, and no pending entry was posted or voided beyond its amount. Faults are
 * LEDGER_UNBALANCED, without a place: they would be ours, not the book's.
 *
 * @example
 * auditLedger({ accounts: [], count: 0, columns: {}, balance: () => 0 }) // => { totals: new Map(), faults: [] }
 */
export function auditLedger(ledger: Ledger): LedgerAudit {
  const sums = addUp(ledger);
  const totals = new Map<string, AccountBalance>();
  const faults: Fault[] = [];
  for (const [account, { name, currency }] of ledger.accounts.entries()) {
    const found = ledger.balance(account);
    const expected = balanceAt(sums.balances, account);
    if (!isSame(found, expected)) faults.push(unbalanced(`${name} at ${show(found)}`, show(expected)));
    totals.set(currency.code, addBalances(totals.get(currency.code) ?? zero, expected));
  }
  for (const [code, total] of totals) {
    const isBalanced = total.pendingDebit === total.pendingCredit && total.postedDebit === total.postedCredit;
    if (!isBalanced) faults.push(unbalanced(`${code} at ${show(total)}`, "debits that equal credits"));
  }
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const left = sums.left[entry] ?? 0n;
    if (left >= 0n && left === ledger.remaining(entry)) continue;
    faults.push(unbalanced(`entry ${entry} with ${ledger.remaining(entry)} left`, `${left}, and at least 0`));
  }
  const shown = [...totals].map(
    ([code, { pendingDebit, postedDebit }]) => [code, { pending: pendingDebit, posted: postedDebit }] as const,
  );
  return { totals: new Map(shown), faults };
}

type Sums = { readonly balances: BigInt64Array; readonly left: BigInt64Array };

/** The balances, four to an account, and what each pending entry has left. */
function addUp({ accounts, count, columns }: Ledger): Sums {
  const balances = new BigInt64Array(4 * accounts.length);
  const left = new BigInt64Array(count);
  const add = (place: number, amount: bigint) => {
    balances[place] = (balances[place] ?? 0n) + amount;
  };
  const move = (entry: number, side: number, amount: bigint) => {
    add(4 * (columns.debit[entry] ?? 0) + side, amount);
    add(4 * (columns.credit[entry] ?? 0) + side + 1, amount);
  };
  for (let entry = 0; entry < count; entry += 1) {
    const amount = columns.amount[entry] ?? 0n;
    const target = columns.target[entry] ?? -1;
    const phase = columns.phase[entry];
    if (phase === 0) {
      left[entry] = amount;
      move(entry, 0, amount);
      continue;
    }
    if (phase !== 3) move(entry, 2, amount);
    if (phase === 1) continue;
    left[target] = (left[target] ?? 0n) - amount;
    move(target, 0, -amount);
  }
  return { balances, left };
}

const zero: AccountBalance = { pendingDebit: 0n, pendingCredit: 0n, postedDebit: 0n, postedCredit: 0n };

function balanceAt(balances: BigInt64Array, account: number): AccountBalance {
  const at = (side: number) => balances[4 * account + side] ?? 0n;
  return { pendingDebit: at(0), pendingCredit: at(1), postedDebit: at(2), postedCredit: at(3) };
}

function addBalances(a: AccountBalance, b: AccountBalance): AccountBalance {
  return {
    pendingDebit: a.pendingDebit + b.pendingDebit,
    pendingCredit: a.pendingCredit + b.pendingCredit,
    postedDebit: a.postedDebit + b.postedDebit,
    postedCredit: a.postedCredit + b.postedCredit,
  };
}

function isSame(a: AccountBalance, b: AccountBalance): boolean {
  return show(a) === show(b);
}

function show({ pendingDebit, pendingCredit, postedDebit, postedCredit }: AccountBalance): string {
  return `${pendingDebit} - ${pendingCredit} pending, ${postedDebit} - ${postedCredit} posted`;
}

function unbalanced(found: string, expected: string): Fault {
  return makeFault("LEDGER_UNBALANCED", { found, expected });
}
