import type { StockPolicy } from "./month-plan.ts";

/**
 * Tonnes that a stock offers in a month: a share of what it holds above its reserve.
 *
 * @example
 * releaseLimit({ reserveTonnes: 10, releaseShare: 0.5 }, 30) // => 10
 * releaseLimit({ reserveTonnes: 10, releaseShare: 0.5 }, 8) // => 0
 */
export function releaseLimit({ reserveTonnes, releaseShare }: StockPolicy, tonnes: number): number {
  return releaseShare * Math.max(0, tonnes - reserveTonnes);
}

/**
 * Tonnes that a stock bids for in a month: a share of what is missing to its target.
 *
 * @example
 * refillLimit({ refillShare: 0.25 }, { tonnes: 30, target: 50 }) // => 5
 * refillLimit({ refillShare: 0.25 }, { tonnes: 60, target: 50 }) // => 0
 */
export function refillLimit(
  { refillShare }: StockPolicy,
  { tonnes, target }: { readonly tonnes: number; readonly target: number },
): number {
  return refillShare * Math.max(0, target - tonnes);
}

/**
 * Tonnes that cover so many days, at so many tonnes a month; a month is a twelfth of 365 days.
 *
 * @example
 * coverTonnes(73, 10) // => 24
 */
export function coverTonnes(days: number, tonnesPerMonth: number): number {
  return (days / daysPerMonth) * tonnesPerMonth;
}

const daysPerMonth = 365 / 12;
