import type { Finding } from "../model/finding.ts";
import type { Desk } from "./desk.ts";
import { type AllocationFindings, findAllocation, listAllocation } from "./revenue-allocation.ts";
import { type CashLine, findCash } from "./revenue-cash.ts";
import { findRevenueCompleteness, listCompleteness, type RevenueCompleteness } from "./revenue-completeness.ts";
import { openRevenue, type RevenueDesk } from "./revenue-desk.ts";
import { type DueFindings, findDue, listDue } from "./revenue-due.ts";
import { findNeeds, listNeed, type NeedFindings } from "./revenue-needs.ts";
import { findObjections, listObjection, type ObjectionFindings } from "./revenue-objections.ts";
import { findRates, type RateFindings } from "./revenue-rates.ts";
import { findSides, listSides, type SidesFindings } from "./revenue-sides.ts";
import { findVintage, listVintage, type VintageFindings } from "./revenue-vintages.ts";

/** What the register says of the period's revenue. */
export type RevenueQuarter = {
  readonly due: DueFindings;
  readonly cash: readonly CashLine[];
  readonly allocation: AllocationFindings;
  /** In mass and in money. */
  readonly sides: readonly SidesFindings[];
  readonly objections: readonly ObjectionFindings[];
  readonly completeness: RevenueCompleteness;
  /** Undefined where the period was not published before. */
  readonly vintage: VintageFindings | undefined;
};

/** The revenue of the period, or what it would take to show it. */
export type RevenueFindings = {
  readonly rates: readonly RateFindings[];
  /** Undefined where the book holds neither consignments nor receipts. */
  readonly quarter: RevenueQuarter | undefined;
  /** Empty where the book has receipts. */
  readonly needs: readonly NeedFindings[];
};

/** Everything that follows from the book's register; undefined where it has none and knows of no gap that one would close. */
export function findRevenue(desk: Desk): RevenueFindings | undefined {
  const needs = findNeeds(desk);
  if (desk.book.register === undefined && needs.length === 0) return undefined;
  const revenueDesk = openRevenue(desk, desk.asOf);
  return { rates: findRates(desk), quarter: revenueDesk && findQuarter(revenueDesk), needs };
}

/** All of its findings, each with those that it was computed from. */
export function listRevenue({ rates, quarter, needs }: RevenueFindings): Finding[] {
  return [
    ...rates.map(({ finding }) => finding),
    ...(quarter === undefined ? [] : listQuarter(quarter)),
    ...needs.flatMap(listNeed),
  ];
}

function findQuarter(revenueDesk: RevenueDesk): RevenueQuarter {
  const due = findDue(revenueDesk);
  return {
    due,
    cash: findCash(revenueDesk),
    allocation: findAllocation(revenueDesk),
    sides: findSides(revenueDesk),
    objections: findObjections(revenueDesk),
    completeness: findRevenueCompleteness(revenueDesk),
    vintage: findVintage(revenueDesk, due),
  };
}

function listQuarter({ due, cash, allocation, sides, objections, completeness, vintage }: RevenueQuarter): Finding[] {
  return [
    ...listDue(due),
    ...cash.flatMap(({ receipts, cash: money, banked, unmatched }) => [receipts, money, banked, unmatched]),
    ...listAllocation(allocation),
    ...sides.flatMap(listSides),
    ...objections.flatMap(listObjection),
    ...listCompleteness(completeness),
    ...(vintage === undefined ? [] : listVintage(vintage)),
  ];
}
