import type { Finding } from "../model/finding.ts";
import type { Text } from "../model/text.ts";
import type { Assessment } from "../revenue/assess.ts";
import { type LevyTotal, levyTotals } from "../revenue/levy-totals.ts";
import type { TotalWithMissing } from "../revenue/totals-with-missing.ts";
import type { RevenueDesk } from "./revenue-desk.ts";
import { amountFinding, countFinding, idPart, measureOf, totalFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** The levies under one key in one currency. due = assessed + corrected - made void = received + outstanding. */
export type DueLine = {
  /** A permit, place or month; empty where none is stated, and for a total. */
  readonly key: string;
  readonly currency: string;
  readonly consignments: Finding;
  readonly due: Finding;
  readonly received: Finding;
  readonly outstanding: Finding;
  readonly voided: Finding;
};

/** A figure of a due line. */
export type DueFigure = "due" | "received" | "outstanding" | "voided";

/** What was due on the consignments of the period, and what became of it. */
export type DueFindings = {
  /** One a currency. */
  readonly totals: readonly (DueLine & { readonly assessed: Finding; readonly corrected: Finding })[];
  /** The permits with the largest levies. */
  readonly permits: readonly DueLine[];
  /** All other permits together. */
  readonly otherPermits: { readonly count: number; readonly lines: readonly DueLine[] };
  readonly places: readonly DueLine[];
  readonly months: readonly DueLine[];
};

/** So many permits stand by themselves; a longer table is not read, and the exports have them all. */
const mostPermits = 15;

/** Sum the levies of the period by permit, place and month, each currency apart. */
export function findDue(revenueDesk: RevenueDesk): DueFindings {
  const { assessments } = revenueDesk;
  const permitOf = ({ consignment }: Assessment) => consignment.permit;
  const sum = (group: string, keyOf: (assessment: Assessment) => string, of = assessments) =>
    sumBy(revenueDesk, of, keyOf).map((total) => makeLine(revenueDesk, group, total));
  const keys = keysBySize(revenueDesk, sumBy(revenueDesk, assessments, permitOf));
  const largest = keys.slice(0, mostPermits);
  const isLarge = (assessment: Assessment) => largest.includes(permitOf(assessment));
  const others = assessments.filter((assessment) => !isLarge(assessment));
  const permits = sum("permit", permitOf, assessments.filter(isLarge));
  return {
    totals: sumPeriod(revenueDesk).map((total) => makeTotal(revenueDesk, total)),
    permits: permits.toSorted((a, b) => largest.indexOf(a.key) - largest.indexOf(b.key)),
    otherPermits: { count: keys.length - largest.length, lines: sum("other-permits", () => "", others) },
    places: sum("place", ({ permit }) => permit?.place ?? ""),
    months: sum("month", ({ consignment }) => consignment.date.slice(0, 7)),
  };
}

/** All of its findings. */
export function listDue({ totals, permits, otherPermits, places, months }: DueFindings): Finding[] {
  const lines = [...permits, ...otherPermits.lines, ...places, ...months];
  return [
    ...totals.flatMap((total) => [total.assessed, total.corrected, ...listLine(total)]),
    ...lines.flatMap(listLine),
  ];
}

/** The figures of a total on their own, for holding two vintages of it side by side. */
export function sumPeriod(revenueDesk: RevenueDesk): LevyTotal[] {
  return sumBy(revenueDesk, revenueDesk.assessments, () => "");
}

/** A figure of a total, with what is missing of it: what is not there of the levy due is not there of what is left to be paid. */
export function figureOf({ due, ...amounts }: LevyTotal, name: DueFigure): TotalWithMissing {
  if (name === "due") return due;
  const amount = amounts[name];
  const exact = { known: amount, lower: amount, upper: amount, missing: {} };
  if (name !== "outstanding" || due.upper !== undefined) return exact;
  return { ...exact, upper: undefined, missing: due.missing };
}

function listLine({ consignments, due, received, outstanding, voided }: DueLine): Finding[] {
  return [consignments, due, received, outstanding, voided];
}

function sumBy(
  { register, revenue }: RevenueDesk,
  assessments: readonly Assessment[],
  keyOf: (assessment: Assessment) => string,
): LevyTotal[] {
  return levyTotals(assessments, { revenue, currency: register.terms.currency, keyOf });
}

/** The keys, those with the most due first: in the currency that totals are shown in, then in the others. */
function keysBySize({ register }: RevenueDesk, totals: readonly LevyTotal[]): string[] {
  const isForeign = ({ currency }: LevyTotal) => (currency.code === register.terms.currency.code ? 0 : 1);
  const size = (a: bigint, b: bigint) => (a > b ? -1 : a < b ? 1 : 0);
  const sorted = totals.toSorted((a, b) => isForeign(a) - isForeign(b) || size(a.due.known, b.due.known));
  return [...new Set(sorted.map(({ key }) => key))];
}

function makeTotal(revenueDesk: RevenueDesk, total: LevyTotal): DueFindings["totals"][number] {
  const { desk } = revenueDesk;
  const measure = measureOf(total.currency);
  const amount = (name: "assessed" | "corrected") => {
    const head = { id: `revenue/total/${measure.unit}/${name}`, label: revenueLabels[name], period: desk.period.text };
    return amountFinding(head, total[name], measure);
  };
  const [assessed, corrected] = [amount("assessed"), amount("corrected")];
  return { ...makeLine(revenueDesk, "total", total), assessed, corrected };
}

function makeLine({ desk }: RevenueDesk, group: string, total: LevyTotal): DueLine {
  const { key, currency } = total;
  const measure = measureOf(currency);
  const isKeyed = group !== "total" && group !== "other-permits";
  const prefix = `revenue/${group}/${isKeyed ? `${idPart(key)}/` : ""}${currency.code}`;
  const period = group === "month" ? key : desk.period.text;
  const head = (name: string, label: Text, inputs: readonly Finding[] = []) => {
    return { id: `${prefix}/${name}`, label, period, inputs };
  };
  const figure = (name: DueFigure, inputs: readonly Finding[] = []) =>
    totalFinding(head(name, revenueLabels[name], inputs), figureOf(total, name), measure);
  const [due, received] = [figure("due"), figure("received")];
  return {
    key,
    currency: currency.code,
    consignments: countFinding(head("consignments", revenueLabels.consignments), total.consignments),
    due,
    received,
    outstanding: figure("outstanding", [due, received]),
    voided: figure("voided"),
  };
}
