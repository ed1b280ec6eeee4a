import type { Finding } from "../model/finding.ts";
import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings, questionFindings } from "./estimate.ts";

/** Exports by year, and the months before and after the event that changed them. */
export type ExportFindings = {
  readonly groups: readonly GroupFindings[];
  readonly event: Finding | undefined;
  readonly around: readonly GroupFindings[];
};

/** What left the territory, by the accounts of those who recorded it. */
export function findExports(desk: Desk): ExportFindings {
  const { groups, around } = desk.book.plan.exports;
  const claim = desk.claimsById.get(around.event);
  return {
    groups: groups.map((group) => groupFindings(desk, "exports", group)),
    event:
      claim &&
      questionFindings(desk, "exports/event", claim.question).find((finding) => finding.claims[0] === claim.id),
    around: around.groups.map((group) => groupFindings(desk, "exports", group)),
  };
}
