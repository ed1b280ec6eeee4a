import type { Money } from "../model/money.ts";
import type { Period } from "../model/period.ts";
import type { Adjustment, Permit, Receipt, Register } from "../model/register.ts";
import type { Ledger } from "../revenue/ledger.ts";
import { type LedgerEntry, type LedgerTransaction, ledgerTransactions } from "../revenue/ledger-transactions.ts";
import { parseAccount } from "../revenue/money-path.ts";

/** How far money has come: `approved` is what a levy was assessed at, `adjusted` what corrections and voids changed, `executed` what came in. */
export type RevenuePhase = "approved" | "adjusted" | "executed";

/** A change of a revenue stream, out of one transaction of the ledger. */
export type RevenueRow = {
  readonly date: string;
  readonly kind: LedgerTransaction["kind"];
  /** The id of the register's row behind it. */
  readonly source: string;
  readonly phase: RevenuePhase;
  /** False for money that came in and that no levy was pending for. */
  readonly isMatched: boolean;
  /** Empty for money at the bank for which no receipt is stated. */
  readonly stream: string;
  /** Undefined where it is not known. */
  readonly permit: Permit | undefined;
  /** Who paid, or has to; empty where it is not known. */
  readonly payer: string;
  /** Signed, never 0. */
  readonly amount: Money;
};

/**
 * What was levied and what came in, of a period, both days included, or of all time; in the order of the ledger, one row for a
 * transaction, phase, stream, permit and currency. The rows `executed` add up to what the ledger has on its revenue and unmatched
 * accounts; `approved` and `adjusted` together are what was due.
 */
export function revenueRows(
  register: Pick<Register, "permits" | "consignments" | "receipts" | "bankEntries" | "adjustments">,
  ledger: Ledger,
  period?: Pick<Period, "start" | "end">,
): RevenueRow[] {
  const origins = findOrigins(register);
  const rows: RevenueRow[] = [];
  for (const transaction of ledgerTransactions(ledger)) {
    const { date, kind, source } = transaction;
    if (period !== undefined && (date < period.start || date > period.end)) continue;
    const open = new Map<string, RevenueRow>();
    for (const entry of transaction.entries) {
      for (const change of changesOf(entry, kind)) {
        const { permit, payer } = origins(transaction, change.permit);
        const { phase, isMatched, stream, minorUnits } = change;
        const key = JSON.stringify([phase, isMatched, stream, permit?.id ?? "", entry.amount.currency.code]);
        const sum = (open.get(key)?.amount.minorUnits ?? 0n) + minorUnits;
        const amount = { minorUnits: sum, currency: entry.amount.currency };
        open.set(key, { date, kind, source, phase, isMatched, stream, permit, payer, amount });
      }
    }
    for (const row of open.values()) if (row.amount.minorUnits !== 0n) rows.push(row);
  }
  return rows;
}

type Change = Pick<RevenueRow, "phase" | "isMatched" | "stream"> & {
  /** Id of the permit that the other account is of; empty where it is of none. */
  readonly permit: string;
  readonly minorUnits: bigint;
};

/** What an entry changes on each of its two sides that is of a stream. */
function changesOf(entry: LedgerEntry, kind: LedgerTransaction["kind"]): Change[] {
  const { minorUnits } = entry.amount;
  return [
    ...changesAt(entry, kind, { account: entry.credit.name, other: entry.debit.name, minorUnits }),
    ...changesAt(entry, kind, { account: entry.debit.name, other: entry.credit.name, minorUnits: -minorUnits }),
  ];
}

type End = { readonly account: string; readonly other: string; readonly minorUnits: bigint };

function changesAt({ phase }: LedgerEntry, kind: LedgerTransaction["kind"], end: End): Change[] {
  const [account, other] = [parseAccount(end.account), parseAccount(end.other)];
  if (account === undefined || (account.kind !== "revenue" && account.kind !== "unmatched")) return [];
  const base = { stream: account.of, permit: other?.kind === "receivable" ? other.of : "" };
  const received = { ...base, phase: "executed", minorUnits: end.minorUnits } as const;
  if (account.kind === "unmatched") return phase === "posted" ? [{ ...received, isMatched: false }] : [];
  // What is given up was due before; what is received was already due, unless it is booked at once.
  const due = {
    ...base,
    phase: kind === "assessment" ? "approved" : "adjusted",
    isMatched: true,
    minorUnits: phase === "void" ? -end.minorUnits : end.minorUnits,
  } as const;
  if (phase === "pending" || phase === "void") return [due];
  return phase === "post" ? [{ ...received, isMatched: true }] : [{ ...received, isMatched: true }, due];
}

type Origin = Pick<RevenueRow, "permit" | "payer">;

/** From whom and for which permit a transaction's money comes: out of the receipt behind it, else out of the permit. */
function findOrigins(
  register: Pick<Register, "permits" | "consignments" | "receipts" | "bankEntries" | "adjustments">,
): (transaction: LedgerTransaction, permit: string) => Origin {
  const permits = new Map(register.permits.map((permit) => [permit.id, permit]));
  const permitOf = new Map(register.consignments.map(({ id, permit }) => [id, permits.get(permit)]));
  const receipts = new Map(register.receipts.map((receipt) => [receipt.id, receipt]));
  const banked = new Map(register.bankEntries.map(({ id, receipt }) => [id, receipt]));
  const adjusted = new Map(register.adjustments.map(({ id, target }): [string, Adjustment["target"]] => [id, target]));
  const receiptOf = ({ kind, source }: LedgerTransaction): Receipt | undefined => {
    if (kind === "receipt") return receipts.get(source);
    if (kind === "bank") return receipts.get(banked.get(source) ?? "");
    const target = kind === "correction" ? adjusted.get(source) : undefined;
    return target?.kind === "receipt" ? receipts.get(target.id) : undefined;
  };
  return (transaction, permitId) => {
    const receipt = receiptOf(transaction);
    const permit = permits.get(permitId) ?? permitOf.get(receipt?.consignment ?? "");
    return { permit, payer: receipt?.payer ?? permit?.holder ?? "" };
  };
}
