import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings } from "./estimate.ts";

/** The rate of the levy, each competing account as a question of its own. */
export function findLevyRates(desk: Desk): readonly GroupFindings[] {
  return desk.book.plan.levyRate.groups.map((group) => groupFindings(desk, "levy-rate", group));
}
