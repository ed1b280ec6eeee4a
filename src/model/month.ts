import { lodebookError } from "./fault.ts";

/**
 * How many months lie from one month to another; negative where the second is earlier. Months are written `YYYY-MM`.
 * Throws PERIOD_UNREADABLE.
 *
 * @example
 * monthsBetween("2024-10", "2025-03") // => 5
 * monthsBetween("2025-03", "2024-10") // => -5
 * monthsBetween("2024-13", "2025-01") // throws PERIOD_UNREADABLE
 */
export function monthsBetween(from: string, to: string): number {
  return countOf(to) - countOf(from);
}

/**
 * The month that lies so many whole months after another. Throws PERIOD_UNREADABLE.
 *
 * @example
 * monthAfter("2024-10", 5) // => "2025-03"
 * monthAfter("2025-03", -5) // => "2024-10"
 * monthAfter("October", 5) // throws PERIOD_UNREADABLE
 */
export function monthAfter(month: string, months: number): string {
  const count = countOf(month) + months;
  const year = Math.floor(count / 12);
  return `${String(year).padStart(4, "0")}-${String(count - 12 * year + 1).padStart(2, "0")}`;
}

/** Months since the year 0. */
function countOf(month: string): number {
  const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(month);
  if (match === null) throw lodebookError("PERIOD_UNREADABLE", { found: month, expected: "a month, YYYY-MM" });
  return 12 * Number(match[1]) + Number(match[2]) - 1;
}
