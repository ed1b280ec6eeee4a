/**
 * Share of its full capacity that a project has in a month: none before its start, then rising evenly by the month, all of it
 * from the month `start` + `rampMonths` - 1 on, or at once when `rampMonths` is 0. Months count from 0.
 *
 * @example
 * openShare({ start: 3, rampMonths: 4 }, 2) // => 0
 * openShare({ start: 3, rampMonths: 4 }, 3) // => 0.25
 * openShare({ start: 3, rampMonths: 4 }, 6) // => 1
 * openShare({ start: 3, rampMonths: 0 }, 3) // => 1
 */
export function openShare(
  { start, rampMonths }: { readonly start: number; readonly rampMonths: number },
  month: number,
): number {
  if (month < start) return 0;
  return rampMonths === 0 ? 1 : Math.min(1, (month - start + 1) / rampMonths);
}
