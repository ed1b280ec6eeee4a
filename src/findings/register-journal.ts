import type { Currency, Money } from "../model/money.ts";
import type { Ledger } from "../revenue/ledger.ts";
import { ledgerTransactions, postingsOf } from "../revenue/ledger-transactions.ts";
import { type AccountKind, parseAccount } from "../revenue/money-path.ts";

/** An account of a journal, which keeps pending and posted amounts apart. */
export type JournalAccount = {
  readonly kind: AccountKind;
  /** The permit or stream that it is of; empty where it is of none, or where none is stated. */
  readonly of: string;
  readonly phase: "pending" | "posted";
};

/** What is added to an account; debits are positive. */
export type JournalPosting = { readonly account: JournalAccount; readonly amount: Money };

/** One step, whose postings add up to zero in each currency and phase. */
export type JournalTransaction = {
  readonly date: string;
  readonly kind: string;
  /** The id of the register's row behind it. */
  readonly source: string;
  /** The reason code of a correction; else empty. */
  readonly reason: string;
  readonly postings: readonly JournalPosting[];
};

/** A ledger as a journal that other programs can keep. */
export type Journal = {
  /** Its transactions in order, one at a time, as often as they are asked for. */
  readonly transactions: () => Iterable<JournalTransaction>;
  /** What every account comes to in the end, as the ledger has it; in the order in which accounts were opened. */
  readonly balances: readonly JournalPosting[];
  readonly currencies: readonly Currency[];
};

/** The ledger of a register as a journal. The balances are the ledger's own and not added up from the transactions. */
export function registerJournal(ledger: Ledger): Journal {
  const accounts = new Map<string, { readonly pending: JournalAccount; readonly posted: JournalAccount }>();
  for (const { name } of ledger.accounts) {
    const parts = parseAccount(name);
    if (parts === undefined) throw new Error(`the account '${name}' has no kind`);
    accounts.set(name, { pending: { ...parts, phase: "pending" }, posted: { ...parts, phase: "posted" } });
  }
  const accountOf = (name: string, phase: "pending" | "posted") => {
    const both = accounts.get(name);
    if (both === undefined) throw new Error(`the account '${name}' is not in the ledger`);
    return both[phase];
  };
  const currencies = new Map(ledger.accounts.map(({ currency }) => [currency.code, currency]));
  return {
    transactions: () => transactionsOf(ledger, accountOf),
    balances: balancesOf(ledger, accountOf),
    currencies: [...currencies.values()].sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

type AccountOf = (name: string, phase: "pending" | "posted") => JournalAccount;

function* transactionsOf(ledger: Ledger, accountOf: AccountOf): Generator<JournalTransaction> {
  for (const { entries, ...head } of ledgerTransactions(ledger)) {
    const postings = entries
      .flatMap(postingsOf)
      .map(({ account, phase, amount }) => ({ account: accountOf(account, phase), amount }));
    yield { ...head, postings };
  }
}

function balancesOf(ledger: Ledger, accountOf: AccountOf): JournalPosting[] {
  return ledger.accounts.flatMap(({ name, currency }, account) => {
    const { pendingDebit, pendingCredit, postedDebit, postedCredit } = ledger.balance(account);
    const posting = (phase: "pending" | "posted", minorUnits: bigint) => ({
      account: accountOf(name, phase),
      amount: { minorUnits, currency },
    });
    return [posting("pending", pendingDebit - pendingCredit), posting("posted", postedDebit - postedCredit)];
  });
}
