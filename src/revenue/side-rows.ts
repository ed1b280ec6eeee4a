import type { MissingReason } from "../model/missing.ts";

/** The three records of the same goods. */
export type RecordSide = "payer" | "authority" | "customs";

/** What one side recorded of a consignment, or of a period, in whole units of the measure that is reconciled. */
export type SideRow = {
  /** The consignment; empty where the side does not say. */
  readonly key: string;
  /** The first and last day that it is recorded under; the same day for a consignment. */
  readonly start: string;
  readonly end: string;
  readonly original: bigint | MissingReason;
  /** What adjustments added, signed, and why. */
  readonly adjustments: readonly { readonly reason: string; readonly amount: bigint }[];
  readonly form: string;
  /** How far the final amount may lie below and above, 0 or more, because the form's content is only known within bounds. */
  readonly down: bigint;
  readonly up: bigint;
  /** Whether this side says that it came from elsewhere. */
  readonly isElsewhere: boolean;
};

/** What the sides recorded. Rows just outside the period belong in as well: only with them can timing be told. */
export type SideRows = Readonly<Record<RecordSide, readonly SideRow[]>> & {
  /** What the authority knows to have left, and has no receipt for. */
  readonly unreceipted: readonly SideRow[];
};

/**
 * The final amount of a row: original and adjustments. An adjustment also stands where the original is missing; without any the
 * amount stays missing.
 *
 * @example
 * finalOf({ original: 5n, adjustments: [{ reason: "typing", amount: -1n }] }) // => 4n
 * finalOf({ original: "withheld", adjustments: [] }) // => "withheld"
 */
export function finalOf({ original, adjustments }: SideRow): bigint | MissingReason {
  if (adjustments.length === 0) return original;
  return adjustments.reduce((sum, { amount }) => sum + amount, typeof original === "bigint" ? original : 0n);
}

/**
 * The final amount of a row, a missing one as nothing.
 *
 * @example
 * knownFinalOf({ original: "withheld", adjustments: [] }) // => 0n
 */
export function knownFinalOf(row: SideRow): bigint {
  const final = finalOf(row);
  return typeof final === "bigint" ? final : 0n;
}

/**
 * The sum of the final amounts that are there.
 *
 * @example
 * sumFinal([{ original: 5n, adjustments: [] }, { original: "unknown", adjustments: [] }]) // => 5n
 */
export function sumFinal(rows: readonly SideRow[]): bigint {
  return rows.reduce((sum, row) => sum + knownFinalOf(row), 0n);
}
