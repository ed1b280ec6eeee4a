import type { Register } from "../model/register.ts";
import type { Assessment } from "../revenue/assess.ts";
import { postLedger } from "../revenue/post-ledger.ts";
import { registerAsOf } from "../revenue/register-as-of.ts";
import type { RevenueLedger } from "../revenue/revenue-ledger.ts";
import type { Desk } from "./desk.ts";

/** The register of a book as it was known on a day, posted, and opened for the period. */
export type RevenueDesk = {
  readonly desk: Desk;
  readonly register: Register;
  readonly revenue: RevenueLedger;
  /** Of the period's consignments, in the order of the register. */
  readonly assessments: readonly Assessment[];
};

/** Post what the register of a book held on a day; undefined where it held neither consignments nor receipts. */
export function openRevenue(desk: Desk, day: string): RevenueDesk | undefined {
  if (desk.book.register === undefined) return undefined;
  const register = registerAsOf(desk.book.register, day);
  if (register.consignments.length + register.receipts.length === 0) return undefined;
  const revenue = postLedger(register);
  const assessments = revenue.assessments.filter(({ consignment }) => isInPeriod(desk, consignment.date));
  return { desk, register, revenue, assessments };
}

/** Whether a day is one of the desk's period. */
export function isInPeriod({ period }: Desk, date: string): boolean {
  return period.start <= date && date <= period.end;
}
