import type { Restriction } from "./month-plan.ts";

/**
 * Share of the base flow that a restriction lets pass in a month, 0 or more; Infinity when it sets no limit: out of its
 * time, of a kind that only costs, or with nothing to take away.
 *
 *   share = 1 - size × (1 - leakage)
 *
 * The formula is Lodebook's own.
 *
 * @example
 * passingShare({ kind: "ban", size: 1, start: 2, end: 5, delayMonths: 0, leakage: 0.1 }, 4) // => 0.1
 * passingShare({ kind: "ban", size: 1, start: 2, end: 5, delayMonths: 0, leakage: 0.1 }, 5) // => Infinity
 * passingShare({ kind: "licence-delay", size: 0.5, start: 2, end: Infinity, delayMonths: 2, leakage: 0 }, 3) // => 0.5
 * passingShare({ kind: "licence-delay", size: 0.5, start: 2, end: Infinity, delayMonths: 2, leakage: 0 }, 4) // => Infinity
 * passingShare({ kind: "quota", size: 0, start: 0, end: 5, delayMonths: 0, leakage: 0 }, 4) // => Infinity
 */
export function passingShare(restriction: Restriction, month: number): number {
  const { kind, size, start, delayMonths, leakage } = restriction;
  const passing = 1 - size * (1 - leakage);
  const isCost = kind === "tax" || kind === "levy";
  if (isCost || passing === 1 || !isInForce(restriction, month)) return Number.POSITIVE_INFINITY;
  if (kind === "licence-delay" && month >= start + delayMonths) return Number.POSITIVE_INFINITY;
  return passing;
}

/**
 * Whether something that holds from `start` up to `end` (not included) holds in a month.
 *
 * @example
 * isInForce({ start: 2, end: 4 }, 3) // => true
 * isInForce({ start: 2, end: 4 }, 4) // => false
 */
export function isInForce({ start, end }: { readonly start: number; readonly end: number }, month: number): boolean {
  return month >= start && month < end;
}
