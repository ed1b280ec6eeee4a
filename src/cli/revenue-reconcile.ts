import { openReconciliationSheet } from "../ingest/reconciliation-sheet.ts";
import type { MisplacedWords } from "../ingest/sheet-row.ts";
import { LodebookError } from "../model/fault.ts";
import type { MissingReason } from "../model/missing.ts";
import { roundMoney } from "../model/money.ts";
import { rationalToNumber } from "../model/rational.ts";
import type { ReconciliationProfile, SheetAmount, SideAmounts } from "../model/reconciliation.ts";
import type { Ratio } from "../revenue/adjustment-ratio.ts";
import { type MissingCounts, reconcileSheet, type SheetReconciliation } from "../revenue/reconcile-sheet.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { revenueGroup } from "./revenue-group.ts";
import { readProfile } from "./revenue-profile.ts";
import { renderReconciliation } from "./revenue-reconcile-lines.ts";
import { readChunks } from "./trade-files.ts";

type Options = { readonly profile: string; readonly json?: boolean };

/** The two sides of a reconciliation sheet, and where it does not add up. */
export const revenueReconcileCommand: LodebookCommand = {
  register: (program, effects) => {
    revenueGroup(program)
      .command("reconcile")
      .description(
        "Check a sheet of payers' against the government's figures: what adds up, the gap, what adjustments closed.",
      )
      .argument("<sheet>", "the sheet in CSV")
      .requiredOption("--profile <profile>", "a name of profiles/, or the path of a profile in YAML")
      .option("--json", "print the result as JSON")
      .addHelpText("after", "\nExample:\n  lodebook revenue reconcile sheet.csv --profile meiti --json")
      .action((sheet: string, { profile: name, json }: Options) => {
        const profile = readProfile(name);
        const { layout, reconciliation, misplaced } = reconcile(sheet, profile);
        const printed = printReconciliation(reconciliation, profile, misplaced);
        const lines = json === true ? [] : renderReconciliation(reconciliation, { sheet, profile, layout, misplaced });
        printResult(effects, json, printed, lines);
      });
  },
};

type Reconciled = {
  readonly layout: string;
  readonly reconciliation: SheetReconciliation;
  readonly misplaced: readonly MisplacedWords[];
};

/** Reconcile a file as it is read. Throws every fault of it. */
function reconcile(file: string, profile: ReconciliationProfile): Reconciled {
  const { layout, rows, faults, misplaced } = openReconciliationSheet(
    { name: file, chunks: readChunks(file) },
    profile,
  );
  const reconciliation = reconcileSheet(rows, {
    tolerance: profile.tolerance,
    printsTotals: layout?.rows.some(({ kind }) => kind === "total") ?? false,
    unexplained: profile.reasons.unexplained,
  });
  if (faults.length > 0 || layout === undefined) throw new LodebookError(faults);
  return { layout: layout.id, reconciliation, misplaced };
}

/** An amount in minor units of the profile's currency; a string of digits where JSON's readers would round a number. */
type PrintedAmount = number | string | { readonly missing: MissingReason };

type PrintedReconciliation = {
  readonly lines: number;
  readonly failures: readonly {
    readonly sheet: string;
    readonly line: number;
    readonly check: string;
    readonly expected: PrintedAmount;
    readonly printed: PrintedAmount;
  }[];
  readonly footings: readonly {
    readonly sheet: string;
    readonly side: string;
    readonly expected: PrintedAmount;
    readonly printed: PrintedAmount;
  }[];
  readonly totals: { readonly company: SideAmounts<PrintedAmount>; readonly government: SideAmounts<PrintedAmount> };
  readonly gapBefore: PrintedRatio;
  readonly gapAfter: PrintedRatio;
  readonly adjustmentRatio: PrintedRatio;
  readonly reasons: readonly { readonly reason: string; readonly rows: number; readonly amount: PrintedAmount }[];
  readonly missing: MissingCounts & { readonly misplaced: readonly MisplacedWords[] };
};

type PrintedRatio = number | { readonly missing: MissingReason };

function printReconciliation(
  found: SheetReconciliation,
  { currency, kept }: ReconciliationProfile,
  misplaced: readonly MisplacedWords[],
): PrintedReconciliation {
  const amount = (value: SheetAmount): PrintedAmount => {
    if (typeof value !== "bigint") return { missing: value };
    const { minorUnits } = roundMoney({ minorUnits: value, currency: kept }, currency.decimals);
    return Number.isSafeInteger(Number(minorUnits)) ? Number(minorUnits) : String(minorUnits);
  };
  const ratio = (value: Ratio) => ("missing" in value ? value : rationalToNumber(value));
  const side = ({ original, adjust, final }: SideAmounts<SheetAmount>) => ({
    original: amount(original),
    adjust: amount(adjust),
    final: amount(final),
  });
  const both = <Checked extends { readonly expected: SheetAmount; readonly printed: SheetAmount }>(
    checked: Checked,
  ) => ({
    ...checked,
    expected: amount(checked.expected),
    printed: amount(checked.printed),
  });
  return {
    lines: found.lines,
    failures: found.failures.map(both),
    footings: found.footings.map(both),
    totals: { company: side(found.totals.company), government: side(found.totals.government) },
    gapBefore: ratio(found.gapBefore),
    gapAfter: ratio(found.gapAfter),
    adjustmentRatio: ratio(found.adjustmentRatio),
    reasons: found.reasons.map((reason) => ({ ...reason, amount: amount(reason.amount) })),
    missing: { ...found.missing, misplaced },
  };
}
