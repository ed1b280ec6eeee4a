import type { Adjustment, Objection, Receipt, RegisterRow } from "../model/register.ts";
import { type RestatedRow, restatedRows } from "../revenue/restated-rows.ts";
import type { RevenueDesk } from "./revenue-desk.ts";

/** A row that entered the book between two vintages and touches the period. */
export type ChangedRow = Pick<RestatedRow, "kind" | "id" | "file" | "line">;

/**
 * The rows about a period that entered the book after one day and up to another: those about its own days, and those that reach back
 * into it: receipts of later days for its consignments, corrections of these, and objections that were upheld against its permits.
 * Together they are all that the figures of the two days can differ by.
 */
export function changedRows(
  revenueDesk: RevenueDesk,
  { before, after }: { readonly before: string; readonly after: string },
): ChangedRow[] {
  const { desk, register } = revenueDesk;
  const isNew = ({ added }: RegisterRow) => before < added && added <= after;
  const reaches = reachingBack(revenueDesk);
  const newOf = <Row extends RegisterRow & { readonly id: string }>(kind: ChangedRow["kind"], rows: readonly Row[]) =>
    rows.filter(isNew).map(({ id, file, line }) => ({ kind, id, file, line }));
  const all: readonly ChangedRow[] = [
    ...restatedRows(register, { period: desk.period, before, after }),
    ...newOf("receipt", register.receipts.filter(reaches.receipt)),
    ...newOf("adjustment", register.adjustments.filter(reaches.adjustment)),
    ...newOf("objection", register.objections.flatMap(reaches.decision)),
  ];
  return [...new Map(all.map((row) => [`${row.file}:${row.line} ${row.kind}`, row])).values()];
}

/** What is dated outside the period and is about its consignments all the same. */
function reachingBack({ register, assessments }: RevenueDesk) {
  const consignments = new Set(assessments.map(({ consignment }) => consignment.id));
  const permits = new Set(assessments.map(({ consignment }) => consignment.permit));
  const receipt = ({ consignment }: Receipt) => consignments.has(consignment);
  const receipts = new Set(register.receipts.filter(receipt).map(({ id }) => id));
  return {
    receipt,
    adjustment: ({ target }: Adjustment) => target.kind === "receipt" && receipts.has(target.id),
    decision: ({ id, permit, decision }: Objection) =>
      decision?.outcome === "upheld" && permits.has(permit) ? [{ ...decision, id }] : [],
  };
}
