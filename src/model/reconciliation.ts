import type { MissingReason } from "./missing.ts";
import type { Currency } from "./money.ts";
import type { NumberMarks } from "./printed-number.ts";

/** The two parties whose figures a sheet sets side by side: who paid, and who received. */
export type Side = "company" | "government";

/** An amount in minor units, or why there is none. */
export type SheetAmount = bigint | MissingReason;

/** What one side reported, how that was adjusted, and what was agreed on. */
export type SideAmounts<Amount> = { readonly original: Amount; readonly adjust: Amount; readonly final: Amount };

/** One revenue of one payer, as a sheet prints it. */
export type SheetLine = {
  readonly kind: "line";
  /** The sheet of the workbook, or whatever else the printed totals stand for. */
  readonly sheet: string;
  /** The line of the file, counted from 1. */
  readonly line: number;
  readonly company: SideAmounts<SheetAmount>;
  readonly government: SideAmounts<SheetAmount>;
  /** The difference as printed, company minus government; `not-applicable` where the layout has none. */
  readonly difference: SheetAmount;
  /** Why the sides still differ; empty when the sheet does not say. */
  readonly reason: string;
};

/** The printed total of the final amounts of a sheet. */
export type SheetTotal = { readonly kind: "total"; readonly sheet: string; readonly line: number } & Readonly<
  Record<Side, SheetAmount>
>;

/** A row of a sheet that is reconciled. */
export type SheetRow = SheetLine | SheetTotal;

/** What becomes of the rows that have certain words in certain columns. */
export type RowRule = {
  readonly kind: "line" | "total" | "passed-over";
  /** Words by column; all of the columns must hold one of theirs. Without any the rule holds for every row. */
  readonly where: ReadonlyMap<string, ReadonlySet<string>>;
};

/** The names of a layout's columns. */
export type SheetColumns = {
  readonly sheet: string;
  readonly company: SideAmounts<string>;
  readonly government: SideAmounts<string>;
  readonly difference: string | undefined;
  readonly reason: string | undefined;
  readonly currency: string | undefined;
};

/** One way in which sheets are laid out, recognised by its columns. */
export type SheetLayout = {
  readonly id: string;
  readonly columns: SheetColumns;
  /** What stands between several reasons in one cell; empty when a cell has one. */
  readonly reasonSeparator: string;
  /** The first rule that holds for a row decides. */
  readonly rows: readonly RowRule[];
};

/** How to read the sheets of one publisher; everything that another's sheets do otherwise stands here. */
export type ReconciliationProfile = {
  readonly id: string;
  /** How finely results are shown. */
  readonly currency: Currency;
  /** How finely amounts are kept: sheets print what a spreadsheet computed, far below the smallest coin. */
  readonly kept: Currency;
  /** Amounts that lie no farther apart agree; in minor units of `kept`. */
  readonly tolerance: bigint;
  readonly marks: NumberMarks;
  /** Words for an amount that is not there, in small letters. */
  readonly missing: ReadonlySet<string>;
  /** Words that are known to stand in a column of amounts by mistake. */
  readonly misplaced: ReadonlySet<string>;
  /** The header is one of so many first rows. */
  readonly headerWithin: number;
  readonly layouts: readonly SheetLayout[];
  readonly reasons: ReasonWords;
};

/** How reasons are told apart. */
export type ReasonWords = {
  /** Words that give no reason. */
  readonly silent: ReadonlySet<string>;
  /** What lines that differ without a reason stand under. */
  readonly unexplained: string;
  /** The one wording for each way in which a reason is written. */
  readonly named: ReadonlyMap<string, string>;
};
