import { cellWords } from "../model/cell-words.ts";
import type { ReconciliationProfile, RowRule, SheetLayout, Side, SideAmounts } from "../model/reconciliation.ts";
import type { TableReading } from "./table-reader.ts";

/** A layout that fits a header, with the position of every column that it names; -1 for one that it does not have. */
export type OpenLayout = {
  readonly layout: SheetLayout;
  /** How many columns the header has. */
  readonly width: number;
  readonly at: Readonly<Record<Side, SideAmounts<number>>> & {
    readonly sheet: number;
    readonly difference: number;
    readonly reason: number;
    readonly currency: number;
  };
  readonly rules: readonly OpenRule[];
};

/** A rule with the positions of its columns. */
type OpenRule = Pick<RowRule, "kind"> & {
  readonly where: readonly { readonly position: number; readonly words: ReadonlySet<string> }[];
};

/** The first layout whose columns are all in the header. A column of it that is there twice is told. */
export function findLayout(
  header: readonly string[],
  layouts: readonly SheetLayout[],
  reading: TableReading,
  line: number,
): OpenLayout | undefined {
  const names = header.map(cellWords);
  const layout = layouts.find((one) => columnsOf(one).every((column) => names.includes(column)));
  if (layout === undefined) return undefined;
  for (const column of columnsOf(layout)) {
    if (names.indexOf(column) === names.lastIndexOf(column)) continue;
    reading.tell(line, "COLUMN_DUPLICATE", { found: column, expected: "each column once" });
  }
  const at = (column: string | undefined) => (column === undefined ? -1 : names.indexOf(column));
  const side = ({ original, adjust, final }: SideAmounts<string>) => ({
    original: at(original),
    adjust: at(adjust),
    final: at(final),
  });
  const { sheet, company, government, difference, reason, currency } = layout.columns;
  return {
    layout,
    width: header.length,
    at: {
      sheet: at(sheet),
      company: side(company),
      government: side(government),
      difference: at(difference),
      reason: at(reason),
      currency: at(currency),
    },
    rules: layout.rows.map(({ kind, where }) => ({
      kind,
      where: [...where].map(([column, words]) => ({ position: at(column), words })),
    })),
  };
}

/** What a header would have had to be: each layout with the columns that this one lacks for it, the nearest first. */
export function layoutsExpected(header: readonly string[], { id, layouts }: ReconciliationProfile): string {
  const names = header.map(cellWords);
  const lacking = layouts.map((layout) => ({
    layout,
    columns: columnsOf(layout).filter((column) => !names.includes(column)),
  }));
  lacking.sort((one, other) => one.columns.length - other.columns.length);
  const words = lacking.map(({ layout, columns }) => `'${layout.id}', which also needs ${columns.join(", ")}`);
  return `a layout of the profile '${id}': ${words.join("; or ")}`;
}

/** Every column that a layout names, once. */
function columnsOf({ columns, rows }: SheetLayout): readonly string[] {
  const { sheet, company, government, difference, reason, currency } = columns;
  const named = [sheet, ...Object.values(company), ...Object.values(government), difference, reason, currency];
  const asked = rows.flatMap(({ where }) => [...where.keys()]);
  return [...new Set([...named, ...asked])].filter((column) => column !== undefined);
}
