import { isWithin, type Period } from "../model/period.ts";
import type { Payment } from "../model/register.ts";
import type { Allocation } from "./allocate.ts";
import { type TotalPart, type TotalWithMissing, totalsWithMissing } from "./totals-with-missing.ts";

/** What a recipient should have had out of a period and what it got, in minor units of one currency. */
export type RecipientLine = {
  readonly recipient: string;
  /** ISO code of the currency. */
  readonly currency: string;
  readonly due: bigint;
  /** A payment for a span that lies only in part in the period is missing as `unknown`, up to its amount. */
  readonly paid: TotalWithMissing;
  /** Paid less due: negative is owed to the recipient. */
  readonly difference: TotalWithMissing;
};

/**
 * Hold what each recipient should have had by the allocations of a period against the payments that settle spans inside it, by
 * recipient and currency, in that order. Currencies are not converted into each other. Source: EITI Standard 2023, requirement 5.2.
 *
 * @example
 * dueAgainstPaid([{ pool: { currency: { code: "EUR" } }, due: new Map([["a", 10n]]) }], [], { text: "2025-Q1", start: "2025-01-01", end: "2025-03-31" }) // => [{ recipient: "a", currency: "EUR", due: 10n, paid: { known: 0n, lower: 0n, upper: 0n, missing: {} }, difference: { known: -10n, lower: -10n, upper: -10n, missing: {} } }]
 */
export function dueAgainstPaid(
  allocations: readonly Allocation[],
  payments: readonly Payment[],
  asked: Period,
): RecipientLine[] {
  const lines = new Map<string, { recipient: string; currency: string; due: bigint; paid: TotalPart[] }>();
  const lineOf = (recipient: string, currency: string) => {
    const key = JSON.stringify([recipient, currency]);
    const line = lines.get(key) ?? { recipient, currency, due: 0n, paid: [] };
    lines.set(key, line);
    return line;
  };
  for (const { due, pool } of allocations) {
    for (const [recipient, amount] of due) lineOf(recipient, pool.currency.code).due += amount;
  }
  for (const { recipient, amount, period } of payments) {
    if (period.end < asked.start || period.start > asked.end) continue;
    const { minorUnits: upTo, currency } = amount;
    lineOf(recipient, currency.code).paid.push(isWithin(period, asked) ? upTo : { missing: "unknown", upTo });
  }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { recipient, currency, due, paid }]) => {
      const total = totalsWithMissing(paid);
      return { recipient, currency, due, paid: total, difference: less(total, due) };
    });
}

function less({ known, lower, upper, missing }: TotalWithMissing, due: bigint): TotalWithMissing {
  return { known: known - due, lower: lower - due, upper: upper === undefined ? undefined : upper - due, missing };
}
