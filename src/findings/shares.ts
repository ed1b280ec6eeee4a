import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings } from "./estimate.ts";

/** The share of world output, and of the importer's imports. */
export function findShares(desk: Desk): readonly GroupFindings[] {
  return desk.book.plan.shares.groups.map((group) => groupFindings(desk, "shares", group));
}
