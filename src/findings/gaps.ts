import type { Finding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";
import type { Desk } from "./desk.ts";
import { missingParts } from "./estimate.ts";

/** What the book does not know, each as a finding that says why. */
export function findGaps(desk: Desk): readonly { readonly gap: Gap; readonly finding: Finding }[] {
  return desk.book.gaps.map((gap) => ({
    gap,
    finding: {
      id: `gaps/${gap.id}`,
      label: gap.what,
      period: desk.period.text,
      unit: "",
      ...missingParts(gap.reason, gap.id),
    },
  }));
}
