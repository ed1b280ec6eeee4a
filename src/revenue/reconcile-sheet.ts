import type { SheetAmount, SheetLine, SheetRow, Side, SideAmounts } from "../model/reconciliation.ts";
import { adjustmentRatio, type Ratio, reconciliationGap } from "./adjustment-ratio.ts";
import { checkLine, type LineFailure } from "./check-line.ts";
import { type Footing, SheetLedger } from "./sheet-ledger.ts";
import { negate, sumKnown } from "./sum-known.ts";

/** What a sheet is reconciled by; amounts are in the unit of the rows. */
export type ReconciliationTerms = {
  /** Amounts no farther apart agree; 0 or more. */
  readonly tolerance: bigint;
  /** Whether the layout prints totals at all. */
  readonly printsTotals: boolean;
  /** What lines that differ without a reason stand under. */
  readonly unexplained: string;
};

/** The lines that give one reason: how many, and company final - government final over them. */
export type ReasonSum = { readonly reason: string; readonly rows: number; readonly amount: bigint };

/** What two sides of a sheet come to, and where the sheet itself does not add up. */
export type SheetReconciliation = {
  readonly lines: number;
  readonly failures: readonly LineFailure[];
  readonly footings: readonly Footing[];
  readonly totals: Readonly<Record<Side, SideAmounts<SheetAmount>>>;
  readonly gapBefore: Ratio;
  readonly gapAfter: Ratio;
  readonly adjustmentRatio: Ratio;
  readonly reasons: readonly ReasonSum[];
  readonly missing: MissingCounts;
};

/** How many amounts of lines are missing, by column, and how many sheets print no total where the layout has totals. */
export type MissingCounts = Readonly<Record<Side, SideAmounts<number>>> & {
  readonly difference: number;
  readonly totals: number;
};

/**
 * Reconcile the two sides of a sheet: sums of its lines, the gap between the sides on originals and on finals, what share of the
 * agreement the adjustments created, and every place where the sheet does not add up. Only lines are summed, exactly; a missing amount
 * adds nothing and is counted. Rows are read once and none is kept, so a sheet may be larger than the memory. A reason's rows are all
 * lines that give it; under `unexplained` stand those that give none and differ by more than the tolerance.
 * Source: the reconciliation reports of the Extractive Industries Transparency Initiative (EITI Standard 2023, requirement 4.9).
 *
 * @example
 * reconcileSheet([], { tolerance: 1n, printsTotals: false, unexplained: "none" }).gapAfter // => { missing: "not-published" }
 * reconcileSheet([{ kind: "line", sheet: "A", line: 2, company: { original: 60n, adjust: 20n, final: 80n }, government: { original: 100n, adjust: 0n, final: 100n }, difference: -20n, reason: "late" }], { tolerance: 1n, printsTotals: false, unexplained: "none" }).reasons // => [{ reason: "late", rows: 1, amount: -20n }]
 */
export function reconcileSheet(rows: Iterable<SheetRow>, terms: ReconciliationTerms): SheetReconciliation {
  const ledger = new SheetLedger();
  const failures: LineFailure[] = [];
  const reasons = new Map<string, ReasonSum>();
  const [company, government, difference] = [makeSideSums(), makeSideSums(), new ColumnSum()];
  let lines = 0;
  for (const row of rows) {
    ledger.add(row);
    if (row.kind === "total") continue;
    lines += 1;
    failures.push(...checkLine(row, terms.tolerance));
    addSide(company, row.company);
    addSide(government, row.government);
    difference.add(row.difference);
    addReason(reasons, row, terms);
  }
  const gapBefore = reconciliationGap({ company: company.original.sum, government: government.original.sum });
  const gapAfter = reconciliationGap({ company: company.final.sum, government: government.final.sum });
  const sumsOf = (side: SideSums) => ofColumns(side, ({ sum }) => sum);
  const missingOf = (side: SideSums) => ofColumns(side, ({ missing }) => missing);
  return {
    lines,
    failures,
    footings: terms.printsTotals ? ledger.footings(terms.tolerance) : [],
    totals: { company: sumsOf(company), government: sumsOf(government) },
    gapBefore,
    gapAfter,
    adjustmentRatio: adjustmentRatio({ before: gapBefore, after: gapAfter }),
    reasons: [...reasons.values()],
    missing: {
      company: missingOf(company),
      government: missingOf(government),
      difference: difference.missing,
      totals: terms.printsTotals ? ledger.countWithoutTotal() : 0,
    },
  };
}

/** The sum of a column and how many of its amounts are missing. */
class ColumnSum {
  sum: SheetAmount = "not-published";
  missing = 0;

  add(amount: SheetAmount): void {
    if (typeof amount === "bigint") this.sum = sumKnown([this.sum, amount]);
    else if (amount !== "not-applicable") this.missing += 1;
  }
}

type SideSums = SideAmounts<ColumnSum>;

function makeSideSums(): SideSums {
  return { original: new ColumnSum(), adjust: new ColumnSum(), final: new ColumnSum() };
}

function addSide(sums: SideSums, { original, adjust, final }: SideAmounts<SheetAmount>): void {
  sums.original.add(original);
  sums.adjust.add(adjust);
  sums.final.add(final);
}

function ofColumns<Made>({ original, adjust, final }: SideSums, make: (sum: ColumnSum) => Made): SideAmounts<Made> {
  return { original: make(original), adjust: make(adjust), final: make(final) };
}

function addReason(
  reasons: Map<string, ReasonSum>,
  { company, government, reason: given }: SheetLine,
  { tolerance, unexplained }: ReconciliationTerms,
): void {
  const known = sumKnown([company.final, negate(government.final)]);
  const difference = typeof known === "bigint" ? known : 0n;
  const isEqual = difference <= tolerance && -difference <= tolerance;
  if (given === "" && isEqual) return;
  const reason = given === "" ? unexplained : given;
  const { rows, amount } = reasons.get(reason) ?? { rows: 0, amount: 0n };
  reasons.set(reason, { reason, rows: rows + 1, amount: amount + difference });
}
