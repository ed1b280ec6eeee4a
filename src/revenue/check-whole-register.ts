import type { Fault, FaultCode } from "../model/fault.ts";
import type { Adjustment, Register, RegisterRow } from "../model/register.ts";
import { checkRegister } from "./check-register.ts";
import { postLedger } from "./post-ledger.ts";

/**
 * In one pass all that is wrong with a register besides what its readers have `told`: what its rows together show, and what shows when
 * their money is posted. Rows that a reader has left out, or that do not agree with the others, are not there; so what may only
 * look wrong because of them is held back until they are mended.
 *
 * @example
 * checkWholeRegister({ terms: { levels: [], exchangeDays: 0 }, permits: [], objections: [], levies: [], consignments: [], receipts: [], bankEntries: [], adjustments: [], formulas: [], payments: [], customs: [], exchangeRates: [] }, []) // => []
 */
export function checkWholeRegister(register: Register, told: readonly Fault[]): Fault[] {
  const files = new Set(told.map(({ file }) => file));
  const between = checkRegister(register).filter(({ code, file }) => {
    if (told.length === 0) return true;
    return code === "SHARES_NOT_ONE" ? !files.has(file) : !hangsOnOthers.includes(code);
  });
  if (told.length > 0 || !arePostable(register, between)) return between;
  return [...between, ...postWithout(register, between)];
}

/** What a row that is left out may bring about. */
const hangsOnOthers: readonly FaultCode[] = ["REFERENCE_UNKNOWN", "CORRECTION_TOO_LARGE"];

/** Whether every fault is of a row that others can be posted without. */
function arePostable(
  { receipts, bankEntries, payments, customs, adjustments }: Register,
  faults: readonly Fault[],
): boolean {
  const tables: readonly (readonly RegisterRow[])[] = [receipts, bankEntries, payments, customs, adjustments];
  const files = new Set(tables.flatMap((rows) => rows.map(({ file }) => file)));
  return faults.every(({ file }) => files.has(file));
}

/** The faults of posting all rows but some. What a row that is left out would have added to is not called too little for another. */
function postWithout(register: Register, faults: readonly Fault[]): Fault[] {
  const places = new Set(faults.map(placeOf));
  const keep = <Row extends RegisterRow>(rows: readonly Row[]) => rows.filter((row) => !places.has(placeOf(row)));
  const [receipts, bankEntries, adjustments] = [
    keep(register.receipts),
    keep(register.bankEntries),
    keep(register.adjustments),
  ];
  const targetOf = ({ target: { kind, id } }: Adjustment) => `${kind} ${id}`;
  const open = new Set(register.adjustments.filter((row) => places.has(placeOf(row))).map(targetOf));
  const unsure = new Set(adjustments.filter((row) => open.has(targetOf(row))).map(placeOf));
  return postLedger({ ...register, receipts, bankEntries, adjustments }).faults.filter(
    (fault) => !unsure.has(placeOf(fault)),
  );
}

function placeOf({ file, line }: Pick<RegisterRow, "file" | "line">): string {
  return `${file}:${line}`;
}
