import type { Period } from "../model/period.ts";
import type { Payment } from "../model/register.ts";
import type { Allocation } from "./allocate.ts";

/** What a recipient should have had out of a period and what it got, in minor units of one currency. */
export type RecipientLine = {
  readonly recipient: string;
  /** ISO code of the currency. */
  readonly currency: string;
  readonly due: bigint;
  readonly paid: bigint;
  /** Paid less due: negative is owed to the recipient. */
  readonly difference: bigint;
};

/**
 * Hold what each recipient should have had by the allocations of a period against the payments that settle that same period, by
 * recipient and currency, in that order. Currencies are not converted into each other. Source: EITI Standard 2023, requirement 5.2.
 *
 * @example
 * dueAgainstPaid([{ pool: { currency: { code: "EUR" } }, due: new Map([["a", 10n]]) }], [], { start: "2025-01-01", end: "2025-03-31" }) // => [{ recipient: "a", currency: "EUR", due: 10n, paid: 0n, difference: -10n }]
 */
export function dueAgainstPaid(
  allocations: readonly Allocation[],
  payments: readonly Payment[],
  { start, end }: Pick<Period, "start" | "end">,
): RecipientLine[] {
  const lines = new Map<string, { recipient: string; currency: string; due: bigint; paid: bigint }>();
  const lineOf = (recipient: string, currency: string) => {
    const key = JSON.stringify([recipient, currency]);
    const line = lines.get(key) ?? { recipient, currency, due: 0n, paid: 0n };
    lines.set(key, line);
    return line;
  };
  for (const { due, pool } of allocations) {
    for (const [recipient, amount] of due) lineOf(recipient, pool.currency.code).due += amount;
  }
  for (const { recipient, amount, period } of payments) {
    const isSettled = period.start === start && period.end === end;
    if (isSettled) lineOf(recipient, amount.currency.code).paid += amount.minorUnits;
  }
  return [...lines]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, line]) => ({ ...line, difference: line.paid - line.due }));
}
