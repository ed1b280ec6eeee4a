import type { Money } from "../model/money.ts";
import type { Ledger } from "./ledger.ts";
import { ledgerTransactions } from "./ledger-transactions.ts";

/** What an upheld objection stopped: how many pending levies it voided and how much they came to, by currency. */
export type StoppedLevies = {
  readonly objection: string;
  readonly date: string;
  readonly levies: number;
  readonly amounts: readonly Money[];
};

/**
 * What each upheld objection stopped, in the order in which they were decided. What later corrections laid on a cancelled permit, and
 * what was voided with them, is not among it.
 *
 * @example
 * stoppedLevies({ heads: [], count: 0, columns: {}, accounts: [] }) // => []
 */
export function stoppedLevies(ledger: Ledger): StoppedLevies[] {
  const stopped: StoppedLevies[] = [];
  for (const { kind, source, date, entries } of ledgerTransactions(ledger)) {
    if (kind !== "void") continue;
    const amounts = new Map<string, Money>();
    for (const { amount } of entries) {
      const before = amounts.get(amount.currency.code)?.minorUnits ?? 0n;
      amounts.set(amount.currency.code, { ...amount, minorUnits: before + amount.minorUnits });
    }
    stopped.push({ objection: source, date, levies: entries.length, amounts: [...amounts.values()] });
  }
  return stopped;
}
