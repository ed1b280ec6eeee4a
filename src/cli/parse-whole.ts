import { lodebookError } from "../model/fault.ts";

/** A whole number after an option, of `least` or more. */
export function parseWhole(option: string, text: string, least: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw lodebookError("USAGE", { found: `got ${option} '${text}'`, expected: `a whole number of ${least} or more` });
}
