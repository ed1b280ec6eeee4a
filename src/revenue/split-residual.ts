import type { Period } from "../model/period.ts";
import { dayNumber } from "./day-number.ts";
import { formSlack } from "./form-slack.ts";
import { finalOf, knownFinalOf, type SideRow, sumFinal } from "./side-rows.ts";

/** What makes two records of the same goods differ. */
export type ResidualCause = "timing" | "form" | "unreported" | "misdeclared-origin" | "unknown";

/** A part of a residual, in whole units, signed. `low` and `high` say within which bounds the cause could stand; its amount is inside. */
export type ResidualPart = {
  readonly cause: ResidualCause;
  readonly amount: bigint;
  readonly low: bigint;
  readonly high: bigint;
  /** How many consignments, or rows without one, stand behind it. */
  readonly rows: number;
};

/** How two records are held together. */
export type ResidualTerms = {
  readonly period: Pick<Period, "start" | "end">;
  /** What `from` has of a day, `to` has at the earliest so many days before (`lead`) and at the latest so many after it (`lag`). */
  readonly lead: number;
  readonly lag: number;
  /** Whether `to` counts whole periods and does not say which consignments: then what is left over is compared as a whole. */
  readonly isPooled: boolean;
  /** What is known to have left without being recorded in `from`; only for a comparison as a whole. */
  readonly unrecorded: readonly SideRow[];
};

const causes: readonly ResidualCause[] = ["timing", "form", "unreported", "misdeclared-origin", "unknown"];

/**
 * Split the difference between two records of a period, `to` less `from`, by cause. The parts sum to it exactly.
 *
 * Consignment by consignment, where both sides name it: what one side has outside the period, but within the window, is timing; of a
 * difference in amount, where the forms differ, so much is form as the bounds of the content explain; the rest is unknown. What only
 * one side has is unreported, or misdeclared origin where it was declared as coming from elsewhere.
 *
 * As a whole, for what `to` does not name: what was declared as coming from elsewhere and what left without being recorded count in
 * full; timing then explains of what is left as much as the consignments near the ends of the period allow, form after it as much as
 * the bounds of the content allow; the rest is unknown. Neither is more than a possibility, so their bounds are given.
 *
 * A missing amount counts as nothing in the difference, and explains nothing: that of its consignment is unknown, and as a whole
 * timing and form then explain none of what is left.
 *
 * @example
 * splitResidual([], [{ key: "c", start: "2025-02-01", end: "2025-02-01", original: 5n, adjustments: [], form: "oxide" }], { period: { start: "2025-01-01", end: "2025-03-31" }, lead: 0, lag: 30, isPooled: false, unrecorded: [] }).filter(({ amount }) => amount !== 0n) // => [{ cause: "unreported", amount: 5n, low: 5n, high: 5n, rows: 1 }]
 */
export function splitResidual(
  from: readonly SideRow[],
  to: readonly SideRow[],
  terms: ResidualTerms,
): readonly ResidualPart[] {
  const parts = new Map<ResidualCause, OpenPart>(
    causes.map((cause) => [cause, { amount: 0n, low: 0n, high: 0n, rows: 0 }]),
  );
  const fromRows = Map.groupBy(from, ({ key }) => key);
  const toRows = Map.groupBy(to, ({ key }) => key);
  const pooled: Pair = { from: [...(fromRows.get("") ?? [])], to: [...(toRows.get("") ?? [])] };
  for (const key of new Set([...fromRows.keys(), ...toRows.keys()])) {
    if (key === "") continue;
    const pair = { from: fromRows.get(key) ?? [], to: toRows.get(key) ?? [] };
    if (terms.isPooled && pair.to.length === 0) pooled.from.push(...pair.from);
    else splitPair(parts, pair, terms);
  }
  if (terms.isPooled) splitPool(parts, pooled, terms);
  else {
    for (const row of pooled.from) splitPair(parts, { from: [row], to: [] }, terms);
    for (const row of pooled.to) splitPair(parts, { from: [], to: [row] }, terms);
  }
  return [...parts].map(([cause, part]) => ({ cause, ...part }));
}

type OpenPart = { amount: bigint; low: bigint; high: bigint; rows: number };
type Parts = ReadonlyMap<ResidualCause, OpenPart>;
type Pair = { readonly from: SideRow[]; readonly to: SideRow[] };

/** Add an amount to a cause, with bounds where it is only a possibility. */
function add(
  parts: Parts,
  cause: ResidualCause,
  { amount, low = amount, high = amount, rows }: { amount: bigint; low?: bigint; high?: bigint; rows: number },
): void {
  const part = parts.get(cause);
  if (part === undefined || (amount === 0n && low === 0n && high === 0n)) return;
  part.amount += amount;
  part.low += low;
  part.high += high;
  part.rows += rows;
}

function splitPair(parts: Parts, { from, to }: Pair, terms: ResidualTerms): void {
  const isIn = (row: SideRow) => isInside(row, terms.period);
  const reachedBy = (row: SideRow) => from.some((other) => isWithinWindow(other, row, terms));
  const reaches = (row: SideRow) => to.some((other) => isWithinWindow(row, other, terms));
  const [fromIn, toIn] = [from.filter(isIn), to.filter(isIn)];
  const fromOut = from.filter((row) => !isIn(row) && reaches(row));
  const toOut = to.filter((row) => !isIn(row) && reachedBy(row));
  const residual = sumFinal(toIn) - sumFinal(fromIn);
  if (fromIn.length + toIn.length === 0) return;
  if (fromIn.length + fromOut.length === 0 || toIn.length + toOut.length === 0) {
    const cause = fromIn.some(({ isElsewhere }) => isElsewhere) ? "misdeclared-origin" : "unreported";
    add(parts, cause, { amount: residual, rows: 1 });
    return;
  }
  if ([...fromIn, ...fromOut, ...toIn, ...toOut].some(isMissing)) {
    add(parts, "unknown", { amount: residual, rows: 1 });
    return;
  }
  const timing = sumFinal(fromOut) - sumFinal(toOut);
  const difference = residual - timing;
  const slack = formSlack([...fromIn, ...fromOut], [...toIn, ...toOut]);
  const form = clamp(difference, -slack.negative, slack.positive);
  add(parts, "timing", { amount: timing, rows: 1 });
  add(parts, "form", { amount: form, low: -slack.negative, high: slack.positive, rows: form === 0n ? 0 : 1 });
  add(parts, "unknown", { amount: difference - form, rows: 1 });
}

function splitPool(parts: Parts, { from, to }: Pair, terms: ResidualTerms): void {
  const isIn = (row: SideRow) => isInside(row, terms.period);
  const [fromIn, toIn, unrecorded] = [from.filter(isIn), to.filter(isIn), terms.unrecorded.filter(isIn)];
  const elsewhere = fromIn.filter(({ isElsewhere }) => isElsewhere);
  const missed = unrecorded.filter(({ isElsewhere }) => !isElsewhere);
  const [misdeclared, unreported] = [-sumFinal(elsewhere), sumFinal(missed)];
  add(parts, "misdeclared-origin", { amount: misdeclared, rows: elsewhere.length });
  add(parts, "unreported", { amount: unreported, rows: missed.length });
  const left = sumFinal(toIn) - sumFinal(fromIn) - misdeclared - unreported;
  // What landed under another origin is in no period of `to`; the rest may land beyond either end.
  const moving = [...from, ...terms.unrecorded].filter(({ isElsewhere }) => !isElsewhere);
  const leaving = moving.filter((row) => isIn(row) && mayLand(row, terms) !== "inside");
  const entering = moving.filter((row) => !isIn(row) && mayLand(row, terms) !== "outside");
  const shifts = [...leaving.map((row) => -knownFinalOf(row)), ...entering.map(knownFinalOf)];
  const low = shifts.reduce((sum, shift) => (shift < 0n ? sum + shift : sum), 0n);
  const high = shifts.reduce((sum, shift) => (shift > 0n ? sum + shift : sum), 0n);
  // Where an amount is missing, what is left is not known to be there: nothing may be said to explain it.
  const isKnown = ![...fromIn, ...toIn, ...missed].some(isMissing);
  const timing = isKnown ? clamp(left, low, high) : 0n;
  add(parts, "timing", { amount: timing, low, high, rows: leaving.length + entering.length });
  const converted = [...fromIn.filter(({ isElsewhere }) => !isElsewhere), ...missed];
  const slack = formSlack(converted, toIn);
  const form = isKnown ? clamp(left - timing, -slack.negative, slack.positive) : 0n;
  add(parts, "form", { amount: form, low: -slack.negative, high: slack.positive, rows: toIn.length });
  add(parts, "unknown", { amount: left - timing - form, rows: toIn.length });
}

function clamp(amount: bigint, low: bigint, high: bigint): bigint {
  if (amount < low) return low;
  return amount > high ? high : amount;
}

function isMissing(row: SideRow): boolean {
  return typeof finalOf(row) === "string";
}

function isInside({ start, end }: SideRow, period: ResidualTerms["period"]): boolean {
  return start >= period.start && end <= period.end;
}

function isWithinWindow(from: SideRow, to: SideRow, { lead, lag }: ResidualTerms): boolean {
  const earliest = dayNumber(from.start) - lead;
  const latest = dayNumber(from.end) + lag;
  return dayNumber(to.end) >= earliest && dayNumber(to.start) <= latest;
}

/** Whether the days on which `to` may have what `from` has of a day lie inside the period, outside it, or in both. */
function mayLand({ start, end }: SideRow, { period, lead, lag }: ResidualTerms): "inside" | "outside" | "either" {
  const [earliest, latest] = [dayNumber(start) - lead, dayNumber(end) + lag];
  const [first, last] = [dayNumber(period.start), dayNumber(period.end)];
  if (latest < first || earliest > last) return "outside";
  return earliest >= first && latest <= last ? "inside" : "either";
}
