import type { Money } from "../model/money.ts";
import { type EntryPhase, phases } from "./entry-columns.ts";
import type { Ledger, LedgerAccount, TransactionHead } from "./ledger.ts";

/** One entry, as a person reads it. */
export type LedgerEntry = {
  /** Its number in the ledger. */
  readonly entry: number;
  readonly phase: EntryPhase;
  readonly debit: LedgerAccount;
  readonly credit: LedgerAccount;
  readonly amount: Money;
  /** The number of the pending entry that it posts or voids; -1 for others. */
  readonly target: number;
};

/** A step with its entries. */
export type LedgerTransaction = TransactionHead & { readonly entries: readonly LedgerEntry[] };

/** One line of a journal: what is added to an account's pending or posted balance, debits positive. */
export type Posting = {
  readonly account: string;
  readonly phase: "pending" | "posted";
  readonly amount: Money;
};

/**
 * The transactions of a ledger in the order in which they were made, one at a time; those without an entry are passed over.
 *
 * @example
 * [...ledgerTransactions({ heads: [], count: 0, columns: {}, accounts: [] })] // => []
 */
export function* ledgerTransactions(ledger: Ledger): Generator<LedgerTransaction> {
  const { accounts, columns, count, heads } = ledger;
  for (let entry = 0; entry < count; ) {
    const transaction = columns.transaction[entry];
    const entries: LedgerEntry[] = [];
    for (; entry < count && columns.transaction[entry] === transaction; entry += 1) {
      const debit = accounts[columns.debit[entry] ?? -1];
      const credit = accounts[columns.credit[entry] ?? -1];
      const phase = phases[columns.phase[entry] ?? -1];
      if (debit === undefined || credit === undefined || phase === undefined) continue;
      const amount = { minorUnits: columns.amount[entry] ?? 0n, currency: debit.currency };
      entries.push({ entry, phase, debit, credit, amount, target: columns.target[entry] ?? -1 });
    }
    const head = heads[transaction ?? -1];
    if (head !== undefined) yield { ...head, entries };
  }
}

/**
 * An entry as lines of a journal that keeps pending and posted amounts apart: they add up to zero in each phase. Posting what was
 * pending takes it out of the one and puts it into the other.
 *
 * @example
 * postingsOf({ phase: "void", debit: { name: "a" }, credit: { name: "b" }, amount: { minorUnits: 5n, currency: { code: "EUR", decimals: 2 } } }).map(({ account, phase, amount }) => [account, phase, amount.minorUnits]) // => [["a", "pending", -5n], ["b", "pending", 5n]]
 * postingsOf({ phase: "post", debit: { name: "a" }, credit: { name: "b" }, amount: { minorUnits: 5n, currency: { code: "EUR", decimals: 2 } } }).length // => 4
 */
export function postingsOf({ phase, debit, credit, amount }: LedgerEntry): Posting[] {
  const { minorUnits, currency } = amount;
  const pair = (side: "pending" | "posted", size: bigint): Posting[] => [
    { account: debit.name, phase: side, amount: { minorUnits: size, currency } },
    { account: credit.name, phase: side, amount: { minorUnits: -size, currency } },
  ];
  if (phase === "pending") return pair("pending", minorUnits);
  if (phase === "posted") return pair("posted", minorUnits);
  if (phase === "void") return pair("pending", -minorUnits);
  return [...pair("pending", -minorUnits), ...pair("posted", minorUnits)];
}
