import type { SheetAmount, SheetRow, Side } from "../model/reconciliation.ts";
import { isPrinted, sumKnown } from "./sum-known.ts";

/** A side of a sheet whose printed total is not the sum of its lines. */
export type Footing = {
  readonly sheet: string;
  readonly side: Side;
  readonly expected: SheetAmount;
  readonly printed: SheetAmount;
};

/**
 * What the final amounts of every sheet add up to, and the totals that it prints. Rows come in any order; memory grows with the number
 * of sheets and not with that of lines.
 */
export class SheetLedger {
  readonly #sheets = new Map<string, SheetSums>();

  add(row: SheetRow): void {
    let sums = this.#sheets.get(row.sheet);
    if (sums === undefined) {
      sums = { company: "not-published", government: "not-published", printed: [] };
      this.#sheets.set(row.sheet, sums);
    }
    if (row.kind === "total") sums.printed.push(row);
    else for (const side of sides) sums[side] = sumKnown([sums[side], row[side].final]);
  }

  /**
   * The sheets and sides that do not foot to within `tolerance`, in the order of the file. A sheet with several totals is held against
   * each of them, and one without any against a missing total.
   */
  footings(tolerance: bigint): Footing[] {
    return [...this.#sheets].flatMap(([sheet, sums]) =>
      (sums.printed.length === 0 ? [noTotal] : sums.printed).flatMap((total) =>
        sides.flatMap((side) => {
          const [expected, printed] = [sums[side], total[side]];
          return isPrinted(expected, printed, tolerance) ? [] : [{ sheet, side, expected, printed }];
        }),
      ),
    );
  }

  /** How many sheets print no total. */
  countWithoutTotal(): number {
    return [...this.#sheets.values()].filter(({ printed }) => printed.length === 0).length;
  }
}

type Sums = Record<Side, SheetAmount>;
type SheetSums = Sums & { readonly printed: Readonly<Sums>[] };

const sides: readonly Side[] = ["company", "government"];

const noTotal: Readonly<Sums> = { company: "not-published", government: "not-published" };
