import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings } from "./estimate.ts";

/** Incidents and harm that were reported. */
export function findHarm(desk: Desk): readonly GroupFindings[] {
  return desk.book.plan.harm.groups.map((group) => groupFindings(desk, "harm", group));
}
