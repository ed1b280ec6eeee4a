import type { Finding } from "../model/finding.ts";
import type { Gap } from "../model/gap.ts";
import type { Desk } from "./desk.ts";

/** What the book does not know, each as a finding that says why. */
export function findGaps(desk: Desk): readonly { readonly gap: Gap; readonly finding: Finding }[] {
  return desk.book.gaps.map((gap) => ({
    gap,
    finding: {
      id: `gaps/${gap.id}`,
      label: gap.what,
      question: undefined,
      period: desk.period.text,
      unit: "",
      result: { kind: "missing", reason: gap.reason, gap: gap.id },
      method: "gap",
      agreement: undefined,
      claims: [],
      echoes: [],
      inputs: [],
      grade: undefined,
    },
  }));
}
