import { type Fault, type FaultCode, makeFault } from "../model/fault.ts";
import type { Register, RegisterRow } from "../model/register.ts";

/**
 * The rows that use an id a second time, and those that name an id which the register does not have. The first row keeps the id.
 * Codes: RECEIPT_DUPLICATE for two receipts with one number, ID_DUPLICATE for all others, REFERENCE_UNKNOWN. A consignment without a
 * permit, or a receipt or a bank entry without what it belongs to, names nothing and is no fault.
 *
 * @example
 * checkIds({ permits: [], objections: [], levies: [], consignments: [], receipts: [{ id: "r", consignment: "", file: "receipts.csv", line: 2 }, { id: "r", consignment: "", file: "receipts.csv", line: 3 }], bankEntries: [], adjustments: [], formulas: [], payments: [], customs: [], exchangeRates: [] }).map(({ code, line }) => [code, line]) // => [["RECEIPT_DUPLICATE", 3]]
 */
export function checkIds(register: Register): Fault[] {
  const faults: Fault[] = [];
  const list = (rows: readonly IdRow[], code: FaultCode = "ID_DUPLICATE") => listIds(rows, code, faults);
  const permits = list(register.permits);
  const consignments = list(register.consignments);
  const receipts = list(register.receipts, "RECEIPT_DUPLICATE");
  const customs = list(register.customs);
  list(register.objections);
  list(register.levies);
  list(register.bankEntries);
  list(register.adjustments);
  list(register.formulas);
  list(register.payments);
  list(register.exchangeRates.map((row) => ({ ...row, id: `${row.from.code} to ${row.to.code} on ${row.date}` })));
  const find = (known: Places, noun: string, { row, id }: { readonly row: RegisterRow; readonly id: string }) => {
    if (known.has(id)) return;
    const details = { noun, found: id, expected: `one of the register's` };
    faults.push(makeFault("REFERENCE_UNKNOWN", details, row.file, row.line));
  };
  for (const row of register.objections) find(permits, "permit", { row, id: row.permit });
  for (const row of register.consignments) if (row.permit !== "") find(permits, "permit", { row, id: row.permit });
  for (const row of register.receipts) {
    if (row.consignment !== "") find(consignments, "consignment", { row, id: row.consignment });
  }
  for (const row of register.bankEntries) if (row.receipt !== "") find(receipts, "receipt", { row, id: row.receipt });
  for (const row of register.customs) {
    if (row.consignment !== "") find(consignments, "consignment", { row, id: row.consignment });
  }
  const targets = { declaration: consignments, consignment: consignments, receipt: receipts, customs };
  for (const row of register.adjustments) {
    const { kind, id } = row.target;
    find(targets[kind], kind === "customs" ? "customs record" : kind, { row, id });
  }
  return faults;
}

type IdRow = RegisterRow & { readonly id: string };
type Places = ReadonlyMap<string, RegisterRow>;

function listIds(rows: readonly IdRow[], code: FaultCode, faults: Fault[]): Places {
  const places = new Map<string, RegisterRow>();
  for (const row of rows) {
    const first = places.get(row.id);
    if (first === undefined) places.set(row.id, row);
    else faults.push(makeFault(code, { found: row.id, first: `${first.file}:${first.line}` }, row.file, row.line));
  }
  return places;
}
