import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings } from "./estimate.ts";

/** Who buys, and how far they depend on one seller. */
export function findBuyers(desk: Desk): readonly GroupFindings[] {
  return desk.book.plan.buyers.groups.map((group) => groupFindings(desk, "buyers", group));
}
