import type { MissingReason } from "../model/missing.ts";
import type { Period } from "../model/period.ts";
import type { RegisterTerms } from "../model/register.ts";
import { adjustmentRatio, type Ratio, reconciliationGap } from "./adjustment-ratio.ts";
import { finalOf, type RecordSide, type SideRow, type SideRows } from "./side-rows.ts";
import { type ResidualPart, splitResidual } from "./split-residual.ts";
import { type TotalWithMissing, totalsWithMissing } from "./totals-with-missing.ts";

/** What one side recorded of a period: before, by and after adjustments. */
export type SideSummary = {
  readonly rows: number;
  readonly original: TotalWithMissing;
  readonly adjustment: bigint;
  /** With the bounds of converted forms. */
  readonly final: TotalWithMissing;
};

/** The way from one side to another: the gap before and after adjustments, and the residual that is left, by cause. */
export type SideBridge = {
  readonly from: RecordSide;
  readonly to: RecordSide;
  readonly gapBefore: Ratio;
  readonly gapAfter: Ratio;
  readonly adjustmentRatio: Ratio;
  /** Final amount of `to` less that of `from`, or why there is none. The parts sum to it. */
  readonly residual: bigint | MissingReason;
  readonly parts: readonly ResidualPart[];
};

/** What adjustments for one reason came to on one side. */
export type AdjustmentSum = {
  readonly side: RecordSide;
  readonly reason: string;
  readonly rows: number;
  readonly amount: bigint;
};

/** The three records of a period, held against each other. */
export type ThreeSides = {
  readonly sides: Readonly<Record<RecordSide, SideSummary>>;
  /** From payer to authority, and from authority to customs. */
  readonly bridges: readonly SideBridge[];
  readonly reasons: readonly AdjustmentSum[];
};

/** How far apart in days the sides may record one consignment: what one has of a day, the next has from `lead` before to `lag` after. */
export type SideWindow = { readonly lead: number; readonly lag: number };

/**
 * Reconcile three records of the same goods in one measure: what the payers declared, what the authority receipted, and what the
 * importers' customs recorded. Each side stands with its original, adjustments and final amount; gaps are printed before and after
 * adjustments with the share of the agreement that they created; the residuals are split by `splitResidual`. A side without any row
 * in the period is not published: its gaps and residuals are missing and not zero. The authority's record is the register itself, so
 * it is never missing. Customs rows of another origin are evidence, and are not counted.
 *
 * @example
 * reconcileThreeSides({ payer: [], authority: [], customs: [], unreceipted: [] }, { period: { start: "2025-01-01", end: "2025-03-31" }, payment: { lead: 0, lag: 30 }, transit: { lead: 0, lag: 20 } }).bridges.map(({ residual }) => residual) // => ["not-published", "not-published"]
 */
export function reconcileThreeSides(
  rows: SideRows,
  terms: {
    readonly period: Pick<Period, "start" | "end">;
    readonly payment: SideWindow;
    readonly transit: SideWindow;
  },
): ThreeSides {
  const { period } = terms;
  const isIn = ({ start, end }: SideRow) => start >= period.start && end <= period.end;
  const counted = { ...rows, customs: rows.customs.filter(({ isElsewhere }) => !isElsewhere) };
  const inside = (side: RecordSide) => counted[side].filter(isIn);
  const sides = {
    payer: summarise(inside("payer")),
    authority: summarise(inside("authority")),
    customs: summarise(inside("customs")),
  };
  const isPooled = counted.customs.some(({ key }) => key === "");
  const elsewhere = new Set(rows.customs.filter(({ isElsewhere }) => isElsewhere).map(({ key }) => key));
  // What customs recorded under another origin came from there by their word, whatever the payer declared.
  const marked = rows.authority.map((row) =>
    row.key !== "" && elsewhere.has(row.key) ? { ...row, isElsewhere: true } : row,
  );
  const paid = splitResidual(rows.payer, rows.authority, { period, ...terms.payment, isPooled: false, unrecorded: [] });
  const landed = splitResidual(marked, counted.customs, {
    period,
    ...terms.transit,
    isPooled,
    unrecorded: rows.unreceipted,
  });
  return {
    sides,
    bridges: [
      makeBridge(sides, { from: "payer", to: "authority", parts: paid }),
      makeBridge(sides, { from: "authority", to: "customs", parts: landed }),
    ],
    reasons: (["payer", "authority", "customs"] as const).flatMap((side) => sumReasons(side, inside(side))),
  };
}

/**
 * The windows of a register's terms for a measure. By mass all sides but the customs' stand under the day of the consignment. By money
 * the authority's receipts may come as late as the days until paid, so customs may have recorded the goods as much earlier.
 *
 * @example
 * sideWindows({ payment: 30, transit: 20 }, "money") // => { payment: { lead: 0, lag: 30 }, transit: { lead: 30, lag: 20 } }
 */
export function sideWindows(
  { payment, transit }: RegisterTerms["windowDays"],
  measure: "mass" | "money",
): { readonly payment: SideWindow; readonly transit: SideWindow } {
  return {
    payment: { lead: 0, lag: payment },
    transit: { lead: measure === "money" ? payment : 0, lag: transit },
  };
}

function summarise(rows: readonly SideRow[]): SideSummary {
  const original = totalsWithMissing(rows.map((row) => partOf(row.original, none)));
  const final = totalsWithMissing(rows.map((row) => partOf(finalOf(row), row)));
  return { rows: rows.length, original, adjustment: final.known - original.known, final };
}

const none = { down: 0n, up: 0n };

function partOf(amount: bigint | MissingReason, { down, up }: Pick<SideRow, "down" | "up">) {
  if (typeof amount !== "bigint") return { missing: amount, upTo: undefined };
  return { value: amount, low: amount - down, high: amount + up };
}

function makeBridge(
  sides: ThreeSides["sides"],
  { from, to, parts }: Pick<SideBridge, "from" | "to" | "parts">,
): SideBridge {
  const knownOf = (side: RecordSide, phase: "original" | "final"): bigint | MissingReason =>
    sides[side].rows === 0 && side !== "authority" ? "not-published" : sides[side][phase].known;
  const gapOf = (phase: "original" | "final") =>
    reconciliationGap({ company: knownOf(from, phase), government: knownOf(to, phase) });
  const [gapBefore, gapAfter] = [gapOf("original"), gapOf("final")];
  const [start, end] = [knownOf(from, "final"), knownOf(to, "final")];
  const ratio = adjustmentRatio({ before: gapBefore, after: gapAfter });
  const made = { from, to, gapBefore, gapAfter, adjustmentRatio: ratio };
  if (typeof start !== "bigint") return { ...made, residual: start, parts: [] };
  if (typeof end !== "bigint") return { ...made, residual: end, parts: [] };
  return { ...made, residual: end - start, parts };
}

function sumReasons(side: RecordSide, rows: readonly SideRow[]): AdjustmentSum[] {
  const sums = new Map<string, AdjustmentSum>();
  for (const { reason, amount } of rows.flatMap(({ adjustments }) => adjustments)) {
    const sum = sums.get(reason) ?? { side, reason, rows: 0, amount: 0n };
    sums.set(reason, { ...sum, rows: sum.rows + 1, amount: sum.amount + amount });
  }
  return [...sums.values()];
}
