import type { Fault } from "../model/fault.ts";
import type { Register } from "../model/register.ts";
import { checkFormulas } from "./check-formulas.ts";
import { checkIds } from "./check-ids.ts";
import { checkLevies } from "./check-levies.ts";
import { checkPermits } from "./check-permits.ts";
import { checkRows } from "./check-rows.ts";

/**
 * Everything about a register that only its rows together can show to be wrong, sorted by file and line: ids that stand twice or
 * nowhere, dates in the wrong order, terms, rates and formulas that overlap, shares that do not sum to one, amounts that cannot be.
 * What a single cell says wrong is told by its reader. Never throws; time grows with the rows (n log n).
 *
 * What is wrong with the revenue and not with the register is no fault: a consignment without a permit in force, one that was never
 * paid, or was paid twice. What only shows when money is posted is told by `postLedger`.
 *
 * @example
 * checkRegister({ permits: [], objections: [], levies: [], consignments: [], receipts: [], bankEntries: [], adjustments: [], formulas: [], payments: [], customs: [], exchangeRates: [] }) // => []
 */
export function checkRegister(register: Register): Fault[] {
  return [
    ...checkIds(register),
    ...checkPermits(register),
    ...checkLevies(register.levies),
    ...checkRows(register),
    ...checkFormulas(register.formulas),
  ].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
