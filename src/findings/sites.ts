import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings } from "./estimate.ts";

/** Sites, ponds and their growth, each counting rule apart. */
export function findSites(desk: Desk): readonly GroupFindings[] {
  return desk.book.plan.sites.groups.map((group) => groupFindings(desk, "sites", group));
}
