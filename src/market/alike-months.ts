import type { MonthPlan } from "./month-plan.ts";

/**
 * For how many months two plans of one market are certain to lead to the same: until the shorter one ends, or until something
 * begins that only one of them has. Restrictions, levies and projects are the same when they are the same objects; so are stocks
 * and growth, without which nothing is alike.
 *
 * @example
 * alikeMonths({ months: 9, stocks: 1, demandGrowth: 0, restrictions: [], levies: [], projects: [] }, { months: 7, stocks: 1, demandGrowth: 0, restrictions: [{ start: 4 }], levies: [], projects: [{ start: 3.5 }] }) // => 3
 * alikeMonths({ months: 9, stocks: 1, demandGrowth: 0, restrictions: [], levies: [], projects: [] }, { months: 7, stocks: 2, demandGrowth: 0, restrictions: [], levies: [], projects: [] }) // => 0
 */
export function alikeMonths(one: MonthPlan, other: MonthPlan): number {
  if (one.stocks !== other.stocks || one.demandGrowth !== other.demandGrowth) return 0;
  const [first, second] = [eventsOf(one), eventsOf(other)];
  const apart = [
    ...first.filter((event) => !second.includes(event)),
    ...second.filter((event) => !first.includes(event)),
  ];
  return Math.max(0, Math.min(one.months, other.months, ...apart.map(({ start }) => Math.floor(start))));
}

function eventsOf({ restrictions, levies, projects }: MonthPlan): readonly { readonly start: number }[] {
  return [...restrictions, ...levies, ...projects];
}
