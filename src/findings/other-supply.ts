import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings } from "./estimate.ts";

/** Supply elsewhere, with its announced dates. */
export function findOtherSupply(desk: Desk): readonly GroupFindings[] {
  return desk.book.plan.otherSupply.groups.map((group) => groupFindings(desk, "other-supply", group));
}
