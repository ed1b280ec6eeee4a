import type { Period } from "../model/period.ts";
import type { Adjustment, Register, RegisterRow } from "../model/register.ts";

/** A row that entered the book after a report and belongs to the period that it was about. */
export type RestatedRow = RegisterRow & {
  readonly kind:
    | "permit"
    | "objection"
    | "levy"
    | "consignment"
    | "receipt"
    | "bank"
    | "adjustment"
    | "formula"
    | "payment"
    | "customs"
    | "exchange-rate";
  readonly id: string;
  /** The day or the first day that it is about; for an adjustment that of what it corrects. */
  readonly date: string;
  /** Why, and on what evidence, in the words of an adjustment; empty for a row that came late. */
  readonly reason: string;
  readonly evidence: string;
};

/**
 * What changed a period between two vintages of it: rows about the period that entered the book after the day `before`, up to and
 * including the day `after`, sorted by the day they entered, file and line. Corrections stand here with their reason, rows that only
 * came late without one. A levy, a formula or a term is about every period in which it holds. A receipt of a later day, also for a levy
 * of the period, is about its own day.
 *
 * @example
 * restatedRows({ permits: [], objections: [], levies: [], consignments: [{ id: "c", date: "2025-01-02", added: "2025-04-09", file: "consignments.csv", line: 5 }], receipts: [], bankEntries: [], adjustments: [], formulas: [], payments: [], customs: [], exchangeRates: [] }, { period: { start: "2025-01-01", end: "2025-03-31" }, before: "2025-04-01", after: "2025-07-01" }).map(({ id }) => id) // => ["c"]
 */
export function restatedRows(
  register: Register,
  {
    period,
    before,
    after,
  }: { readonly period: Pick<Period, "start" | "end">; readonly before: string; readonly after: string },
): RestatedRow[] {
  return rowsOf(register)
    .filter(({ added }) => added > before && added <= after)
    .filter(({ date, until }) => date <= period.end && until >= period.start)
    .map(({ until: _, ...row }) => row)
    .sort(compareRows);
}

/** A row with the last day that it is about. */
type DatedRow = RestatedRow & { readonly until: string };

function rowsOf(register: Register): DatedRow[] {
  const dates = datesOfTargets(register);
  return [
    ...register.permits.flatMap(({ id, terms, releases }) => [
      ...terms.map((row) => make("permit", { ...row, id }, { date: row.from, until: row.to ?? lastDay })),
      ...releases.map((row) => make("permit", { ...row, id }, { date: row.date })),
    ]),
    ...register.objections.flatMap((row) => [
      make("objection", row, { date: row.date }),
      ...(row.decision === undefined ? [] : [make("objection", { ...row.decision, id: row.id }, row.decision)]),
    ]),
    ...register.levies.map((row) => make("levy", row, { date: row.from, until: row.to ?? lastDay })),
    ...register.consignments.map((row) => make("consignment", row, { date: row.date })),
    ...register.receipts.map((row) => make("receipt", row, { date: row.date })),
    ...register.bankEntries.map((row) => make("bank", row, { date: row.date })),
    ...register.adjustments.map((row) => {
      const { reason, evidence, target, date } = row;
      return { ...make("adjustment", row, { date: dates.get(keyOf(target)) ?? date }), reason, evidence };
    }),
    ...register.formulas.map((row) => make("formula", row, { date: row.from, until: row.to ?? lastDay })),
    ...register.payments.map((row) => make("payment", row, { date: row.period.start, until: row.period.end })),
    ...register.customs.map((row) => make("customs", row, { date: row.period.start, until: row.period.end })),
    ...register.exchangeRates.map((row) => {
      return make("exchange-rate", { ...row, id: `${row.from.code} ${row.to.code}` }, { date: row.date });
    }),
  ];
}

const lastDay = "9999-12-31";

function make(
  kind: RestatedRow["kind"],
  { file, line, added, id }: RegisterRow & { readonly id: string },
  { date, until = date }: { readonly date: string; readonly until?: string },
): DatedRow {
  return { kind, file, line, added, id, date, until, reason: "", evidence: "" };
}

function keyOf({ kind, id }: Adjustment["target"]): string {
  return `${kind === "declaration" ? "consignment" : kind} ${id}`;
}

function datesOfTargets({ consignments, receipts, customs }: Register): ReadonlyMap<string, string> {
  return new Map([
    ...consignments.map(({ id, date }) => [`consignment ${id}`, date] as const),
    ...receipts.map(({ id, date }) => [`receipt ${id}`, date] as const),
    ...customs.map(({ id, period }) => [`customs ${id}`, period.end] as const),
  ]);
}

function compareRows(a: RegisterRow, b: RegisterRow): number {
  if (a.added !== b.added) return a.added < b.added ? -1 : 1;
  return a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1;
}
