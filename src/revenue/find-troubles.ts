import type { Money } from "../model/money.ts";
import type { Consignment, Register, RegisterRow } from "../model/register.ts";
import type { Assessment } from "./assess.ts";
import { dayNumber } from "./day-number.ts";
import { type LevyPosition, levyOutstanding, type ReceiptPosition, type RevenueLedger } from "./revenue-ledger.ts";

/** A kind of thing that is wrong with the revenue, though the register is in order. */
export type TroubleKind =
  /** A consignment without a permit in force on its day; the detail is the permit's state. */
  | "unpermitted"
  /** No levy is laid on its class at all, or none of a stream is in force on its day; the detail is the class or the stream. */
  | "class-without-levy"
  | "no-rate"
  /** The mass or value that a levy goes by is missing; the detail is the reason. */
  | "base-missing"
  /** A levy that was not paid, or not wholly, within the days allowed. */
  | "unpaid"
  /** A receipt after the days allowed. */
  | "late"
  /** A receipt for more than was pending; the levy was paid before, or paid too much. */
  | "overpaid"
  /** A receipt for a levy that had been voided. */
  | "paid-after-void"
  /** A receipt for which nothing was levied, or that states no consignment. */
  | "paid-without-levy"
  /** Money received that has not reached the bank within the days allowed. */
  | "not-banked"
  /** Money at the bank beyond what was receipted. */
  | "banked-without-receipt"
  /** A declaration that differs from what was weighed; the detail is what was declared. */
  | "misdeclared-mass"
  | "misdeclared-form"
  | "misdeclared-origin";

/** One trouble, at its row of the register. */
export type Trouble = {
  readonly kind: TroubleKind;
  readonly file: string;
  readonly line: number;
  /** The row's id. */
  readonly id: string;
  /** What is at stake, where it is money. */
  readonly money: Money | undefined;
  readonly detail: string;
};

/**
 * What is wrong with the revenue as of a day, an ISO date, sorted by file and line: each thing at the row that shows it.
 *
 * @example
 * findTroubles({ terms: { origins: [], dueDays: 30 }, bankEntries: [] }, { assessments: [], levies: [], receipts: new Map(), unreceipted: [] }, "2025-03-31") // => []
 */
export function findTroubles(register: Register, revenue: RevenueLedger, day: string): Trouble[] {
  const { dueDays, origins } = register.terms;
  const weighed = weighedLater(revenue);
  // A register that keeps no bank entries says nothing about what reached the bank.
  const terms = { day, dueDays, isBanked: register.bankEntries.length > 0 };
  const unpaid = revenue.levies.filter(
    (levy) => levyOutstanding(levy) > 0n && dayNumber(day) - dayNumber(levy.consignment.date) > dueDays,
  );
  return [
    ...revenue.assessments.flatMap((assessment) => ofAssessment(assessment, weighed)),
    ...revenue.assessments.flatMap(({ consignment }) => ofDeclaration(consignment, origins)),
    ...unpaid.map((levy) => make("unpaid", levy.consignment, { money: outstandingOf(levy), detail: levy.stream })),
    ...[...revenue.receipts.values()].flatMap((position) => ofReceipt(position, terms)),
    ...revenue.unreceipted.map(({ bankEntry, amount }) => {
      const money = { minorUnits: amount, currency: bankEntry.amount.currency };
      return make("banked-without-receipt", bankEntry, { money, detail: bankEntry.receipt });
    }),
  ].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

function make(
  kind: TroubleKind,
  { file, line, id }: RegisterRow & { readonly id: string },
  { money, detail }: { readonly money?: Money; readonly detail: string },
): Trouble {
  return { kind, file, line, id, money, detail };
}

function outstandingOf(levy: LevyPosition): Money {
  return { minorUnits: levyOutstanding(levy), currency: levy.currency };
}

/** Consignments whose mass was missing until a correction brought it. */
function weighedLater({ levies }: RevenueLedger): ReadonlySet<string> {
  const late = levies.filter(
    ({ consignment, massGrams }) => massGrams !== undefined && isMissing(consignment.massGrams),
  );
  return new Set(late.map(({ consignment }) => consignment.id));
}

function isMissing(value: Consignment["massGrams"] | Consignment["value"]): boolean {
  return typeof value === "string";
}

function ofAssessment(
  { consignment, outcome, permit, state, levies }: Assessment,
  weighed: ReadonlySet<string>,
): Trouble[] {
  if (outcome === "unpermitted") return [make("unpermitted", consignment, { detail: state })];
  if (outcome === "class-without-levy") return [make(outcome, consignment, { detail: permit?.class ?? "" })];
  return levies.flatMap((levy) => {
    if (levy.outcome === "no-rate") return [make("no-rate", consignment, { detail: levy.stream })];
    if (levy.outcome !== "no-base" || (levy.rate.base === "mass" && weighed.has(consignment.id))) return [];
    return [make("base-missing", consignment, { detail: levy.reason })];
  });
}

function ofDeclaration(consignment: Consignment, origins: readonly string[]): Trouble[] {
  const { declared, massGrams, form } = consignment;
  if (declared === undefined) return [];
  const troubles: Trouble[] = [];
  const tell = (kind: TroubleKind, detail: string) => troubles.push(make(kind, consignment, { detail }));
  const isComparable = !isMissing(declared.massGrams) && !isMissing(massGrams);
  if (isComparable && declared.massGrams !== massGrams) tell("misdeclared-mass", String(declared.massGrams));
  if (declared.form !== form) tell("misdeclared-form", declared.form);
  if (!origins.includes(declared.origin)) tell("misdeclared-origin", declared.origin);
  return troubles;
}

function ofReceipt(
  { receipt, levy, unmatched, amount, banked }: ReceiptPosition,
  { day, dueDays, isBanked }: { readonly day: string; readonly dueDays: number; readonly isBanked: boolean },
): Trouble[] {
  const { currency } = receipt.amount;
  const troubles: Trouble[] = [];
  const tell = (kind: TroubleKind, minorUnits: bigint, detail: string) =>
    troubles.push(make(kind, receipt, { money: { minorUnits, currency }, detail }));
  const waited = levy === undefined ? 0 : dayNumber(receipt.date) - dayNumber(levy.consignment.date);
  if (waited > dueDays) tell("late", amount, String(waited));
  if (unmatched > 0n) tell(unmatchedKind(receipt.date, levy), unmatched, receipt.consignment);
  const isOverdue = dayNumber(day) - dayNumber(receipt.date) > dueDays;
  if (isBanked && isOverdue && amount > banked) tell("not-banked", amount - banked, "");
  return troubles;
}

function unmatchedKind(date: string, levy: LevyPosition | undefined): TroubleKind {
  if (levy === undefined) return "paid-without-levy";
  return levy.voidedOn !== undefined && date > levy.voidedOn ? "paid-after-void" : "overpaid";
}
