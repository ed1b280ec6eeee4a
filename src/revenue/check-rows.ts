import { type Fault, type FaultCode, type FaultDetails, makeFault } from "../model/fault.ts";
import type { Adjustment, Consignment, CustomsRecord, Receipt, Register, RegisterRow } from "../model/register.ts";
import { firstById } from "./first-by-id.ts";

/**
 * Consignments, receipts, bank entries, payments, adjustments and rates of exchange against what they belong to: dates in order
 * (RECEIPT_BEFORE_CONSIGNMENT, DATE_REVERSED), corrections of what payers and customs recorded no larger than that
 * (CORRECTION_TOO_LARGE), amounts above 0 (AMOUNT_NOT_POSITIVE) and below 2^63 minor units
 * (AMOUNT_TOO_LARGE), and one currency where money is added up (CURRENCY_MIXED).
 *
 * @example
 * checkRows({ consignments: [{ id: "c", date: "2025-01-02", added: "2025-01-02", massGrams: "unknown" }], receipts: [{ id: "r", consignment: "c", date: "2025-01-01", added: "2025-01-01", amount: { minorUnits: 5n, currency: { code: "EUR" } }, file: "receipts.csv", line: 2 }], bankEntries: [], adjustments: [], payments: [], customs: [], exchangeRates: [] }).map(({ code, line }) => [code, line]) // => [["RECEIPT_BEFORE_CONSIGNMENT", 2]]
 */
export function checkRows(register: Register): Fault[] {
  const faults: Fault[] = [];
  const tell: Tell = (row, code, details) => faults.push(makeFault(code, details, row.file, row.line));
  const lookups: Lookups = {
    consignments: firstById(register.consignments),
    receipts: firstById(register.receipts),
    customs: firstById(register.customs),
  };
  for (const row of [...register.consignments, ...register.customs]) checkMass(row, tell);
  for (const row of [...register.receipts, ...register.bankEntries, ...register.payments]) checkAmount(row, tell);
  checkReceipts(register, lookups, tell);
  for (const row of register.adjustments) checkAdjustment(row, lookups, tell);
  checkRecorded(register.adjustments, lookups, tell);
  const { consignments, receipts, bankEntries, payments, adjustments } = register;
  for (const row of [...consignments, ...receipts, ...bankEntries, ...payments, ...adjustments]) checkAdded(row, tell);
  for (const row of register.exchangeRates) {
    const { numerator } = row.rate;
    if (numerator <= 0n) tell(row, "AMOUNT_NOT_POSITIVE", { found: `${numerator}`, expected: "a rate above 0" });
  }
  return faults;
}

type Tell = (row: RegisterRow, code: FaultCode, details: FaultDetails) => void;
type Lookups = {
  readonly consignments: ReadonlyMap<string, Consignment>;
  readonly receipts: ReadonlyMap<string, Receipt>;
  readonly customs: ReadonlyMap<string, CustomsRecord>;
};

/** Nobody knows of a thing before its day. */
function checkAdded(row: RegisterRow & Pick<Receipt, "date">, tell: Tell): void {
  if (row.added >= row.date) return;
  tell(row, "DATE_REVERSED", {
    found: `a row of ${row.date} that entered the book on ${row.added}`,
    expected: "that day or a later one",
  });
}

/** What payers declared and customs recorded is never posted, so it is here that no correction takes more away than there is. */
function checkRecorded(adjustments: readonly Adjustment[], lookups: Lookups, tell: Tell): void {
  const left = new Map<string, bigint>();
  for (const row of adjustments.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))) {
    const { target, change } = row;
    const recorded = recordedBy(target, lookups);
    if (recorded === undefined) continue;
    const [kind, step, was] =
      "money" in change
        ? (["minor units", change.money.minorUnits, recorded.money] as const)
        : (["grams", change.massGrams, recorded.massGrams] as const);
    const key = `${target.kind} ${target.id} ${kind}`;
    const before = left.get(key) ?? (typeof was === "bigint" ? was : 0n);
    if (before + step >= 0n) left.set(key, before + step);
    else
      tell(row, "CORRECTION_TOO_LARGE", { found: `${step} ${kind}`, expected: `at most the ${before} that there are` });
  }
}

function recordedBy({ kind, id }: Adjustment["target"], { consignments, customs }: Lookups) {
  const record = kind === "customs" ? customs.get(id) : undefined;
  const declared = kind === "declaration" ? consignments.get(id)?.declared : undefined;
  const found = record ?? declared;
  if (found === undefined) return undefined;
  const money = record?.value ?? declared?.paid;
  return { massGrams: found.massGrams, money: typeof money === "object" ? money.minorUnits : undefined };
}

function checkMass(row: RegisterRow & Pick<Consignment, "massGrams">, tell: Tell): void {
  const { massGrams } = row;
  if (typeof massGrams === "string" || massGrams >= 0n) return;
  tell(row, "AMOUNT_NOT_POSITIVE", { found: `${massGrams} grams`, expected: "0 or more" });
}

function checkAmount(row: RegisterRow & Pick<Receipt, "amount">, tell: Tell): void {
  const { minorUnits } = row.amount;
  if (minorUnits <= 0n) tell(row, "AMOUNT_NOT_POSITIVE", { found: `${minorUnits}`, expected: "an amount above 0" });
  checkSize(row, minorUnits, tell);
}

function checkSize(row: RegisterRow, minorUnits: bigint, tell: Tell): void {
  if (BigInt.asIntN(64, minorUnits) === minorUnits) return;
  tell(row, "AMOUNT_TOO_LARGE", { found: `${minorUnits} minor units`, expected: "less than 2^63" });
}

function checkReceipts({ receipts, bankEntries }: Register, lookups: Lookups, tell: Tell): void {
  for (const row of receipts) {
    const consignment = lookups.consignments.get(row.consignment);
    if (consignment === undefined || row.date >= consignment.date) continue;
    const expected = `one on or after ${consignment.date}, the day of consignment '${consignment.id}'`;
    tell(row, "RECEIPT_BEFORE_CONSIGNMENT", { found: row.date, expected });
  }
  for (const row of bankEntries) {
    const receipt = lookups.receipts.get(row.receipt);
    if (receipt === undefined) continue;
    if (row.date < receipt.date) {
      const expected = `one on or after ${receipt.date}, the day of receipt '${receipt.id}'`;
      tell(row, "DATE_REVERSED", { found: `a bank entry of ${row.date}`, expected });
    }
    checkCurrency(row, row.amount.currency.code, { expected: receipt.amount.currency.code, tell });
  }
}

function checkCurrency(
  row: RegisterRow,
  found: string,
  { expected, tell }: { readonly expected: string; readonly tell: Tell },
): void {
  if (found !== expected) tell(row, "CURRENCY_MIXED", { found, expected: `${expected}, as what it belongs to` });
}

/** The day from which something can be corrected, and the currency that it has, if it has one. */
function targetOf({ target }: Adjustment, { consignments, receipts, customs }: Lookups) {
  if (target.kind === "receipt") {
    const receipt = receipts.get(target.id);
    return receipt && { date: receipt.date, currency: receipt.amount.currency.code };
  }
  if (target.kind === "customs") {
    const record = customs.get(target.id);
    return record && { date: record.period.start, currency: codeOf(record.value) };
  }
  const consignment = consignments.get(target.id);
  const paid = target.kind === "declaration" ? consignment?.declared?.paid : undefined;
  return consignment && { date: consignment.date, currency: codeOf(paid) };
}

function codeOf(money: Consignment["value"] | undefined): string | undefined {
  return typeof money === "object" ? money.currency.code : undefined;
}

function checkAdjustment(row: Adjustment, lookups: Lookups, tell: Tell): void {
  const { target, change, stream, date } = row;
  const corrected = targetOf(row, lookups);
  if (corrected === undefined) return;
  if (date < corrected.date) {
    const expected = `one on or after ${corrected.date}, the day of what it corrects`;
    tell(row, "DATE_REVERSED", { found: `a correction of ${date}`, expected });
  }
  const { currency } = corrected;
  if (!("money" in change)) {
    if (target.kind === "receipt") tell(row, "CURRENCY_MIXED", { found: "grams", expected: `${currency}` });
    return;
  }
  checkSize(row, change.money.minorUnits, tell);
  if (currency !== undefined) checkCurrency(row, change.money.currency.code, { expected: currency, tell });
  if (target.kind === "consignment" && stream === "") {
    tell(row, "REFERENCE_UNKNOWN", { noun: "stream", found: stream, expected: "that of the levy that is corrected" });
  }
}
