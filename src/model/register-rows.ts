import type { Register, RegisterRow } from "./register.ts";

/**
 * Every row of a register, with where it stands and since when: also the terms and releases inside permits, and the decisions inside
 * objections. One line of a file may stand behind several of them.
 *
 * @example
 * registerRows({ permits: [{ line: 2, terms: [{ line: 3 }], releases: [] }], objections: [], levies: [], consignments: [], receipts: [], bankEntries: [], adjustments: [], formulas: [], payments: [], customs: [], exchangeRates: [], vintages: [] }).map(({ line }) => line) // => [2, 3]
 */
export function registerRows(register: Register): RegisterRow[] {
  return [
    ...register.permits.flatMap((permit) => [permit, ...permit.terms, ...permit.releases]),
    ...register.objections.flatMap((row) => (row.decision === undefined ? [row] : [row, row.decision])),
    ...register.levies,
    ...register.consignments,
    ...register.receipts,
    ...register.bankEntries,
    ...register.adjustments,
    ...register.formulas,
    ...register.payments,
    ...register.customs,
    ...register.exchangeRates,
    ...register.vintages,
  ];
}
