import type { Adjustment, BankEntry, Consignment, Objection, Receipt, Register } from "../model/register.ts";

/** Something that moves money in the ledger, on a day. */
export type LedgerEvent = { readonly date: string; readonly id: string } & (
  | { readonly kind: "assessment"; readonly row: Consignment }
  | { readonly kind: "receipt"; readonly row: Receipt }
  | { readonly kind: "bank"; readonly row: BankEntry }
  | { readonly kind: "correction"; readonly row: Adjustment }
  | { readonly kind: "void"; readonly row: Objection }
);

/** What happens first of that which happens on one day: who pays on the day of a decision has paid before it. */
const order: readonly LedgerEvent["kind"][] = ["assessment", "receipt", "bank", "correction", "void"];

/**
 * The events of a register in the order in which they are posted: by day, on one day assessments, receipts, bank entries,
 * corrections and decisions, each by id. So the order of the rows in the files does not matter. Corrections of the payers' and the
 * customs' figures move no money and are left out, and so are objections that were not upheld.
 *
 * @example
 * ledgerEvents({ consignments: [{ id: "c", date: "2025-01-02" }], receipts: [{ id: "r", date: "2025-01-02" }], bankEntries: [], adjustments: [], objections: [] }).map(({ kind }) => kind) // => ["assessment", "receipt"]
 */
export function ledgerEvents(
  register: Pick<Register, "consignments" | "receipts" | "bankEntries" | "adjustments" | "objections">,
): LedgerEvent[] {
  const events: LedgerEvent[] = [];
  for (const row of register.consignments) events.push({ kind: "assessment", date: row.date, id: row.id, row });
  for (const row of register.receipts) events.push({ kind: "receipt", date: row.date, id: row.id, row });
  for (const row of register.bankEntries) events.push({ kind: "bank", date: row.date, id: row.id, row });
  for (const row of register.adjustments) {
    const moves = row.target.kind === "consignment" || row.target.kind === "receipt";
    if (moves) events.push({ kind: "correction", date: row.date, id: row.id, row });
  }
  for (const row of register.objections) {
    if (row.decision?.outcome === "upheld") events.push({ kind: "void", date: row.decision.date, id: row.id, row });
  }
  return events.sort(compareEvents);
}

function compareEvents(a: LedgerEvent, b: LedgerEvent): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1;
  if (a.kind !== b.kind) return order.indexOf(a.kind) - order.indexOf(b.kind);
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
