import type { Permit, Register, RegisterRow } from "../model/register.ts";

/**
 * The register as the book knew it on a day: without the rows that entered later. A report as of that day is made from this, so it
 * stays as it was whatever has been added or corrected since.
 *
 * @example
 * registerAsOf({ permits: [], objections: [], levies: [], consignments: [{ id: "a", added: "2025-01-01" }, { id: "b", added: "2025-04-01" }], receipts: [], bankEntries: [], adjustments: [], formulas: [], payments: [], customs: [], exchangeRates: [], vintages: [] }, "2025-03-31").consignments.map(({ id }) => id) // => ["a"]
 */
export function registerAsOf(register: Register, day: string): Register {
  const isKnown = ({ added }: RegisterRow) => added <= day;
  return {
    ...register,
    permits: register.permits.flatMap((permit) => permitAsOf(permit, isKnown)),
    objections: register.objections
      .filter(isKnown)
      .map((row) => (row.decision === undefined || isKnown(row.decision) ? row : { ...row, decision: undefined })),
    levies: register.levies.filter(isKnown),
    consignments: register.consignments.filter(isKnown),
    receipts: register.receipts.filter(isKnown),
    bankEntries: register.bankEntries.filter(isKnown),
    adjustments: register.adjustments.filter(isKnown),
    formulas: register.formulas.filter(isKnown),
    payments: register.payments.filter(isKnown),
    customs: register.customs.filter(isKnown),
    exchangeRates: register.exchangeRates.filter(isKnown),
    vintages: register.vintages.filter(isKnown),
  };
}

function permitAsOf(permit: Permit, isKnown: (row: RegisterRow) => boolean): Permit[] {
  if (!isKnown(permit)) return [];
  return [{ ...permit, terms: permit.terms.filter(isKnown), releases: permit.releases.filter(isKnown) }];
}
