import type { AllFindings } from "../../findings/find-all.ts";
import type { Block } from "../report.ts";
import { full, heading, message, paragraph, table, text } from "./cells.ts";

/** What the report cannot show, who could publish it, and how complete the book is. */
export function assembleLimits({ gaps, completeness }: AllFindings): Block[] {
  const reasons = completeness.byReason.filter(({ count }) => count.result.kind === "count" && count.result.value > 0);
  return [
    paragraph("limits.lead", { gaps: full(completeness.gaps) }),
    {
      kind: "table",
      table: table(
        "gaps",
        message("limits.caption"),
        [
          ["unknown", "start"],
          ["reason", "start"],
          ["holder", "start"],
          ["closes", "start"],
        ],
        gaps.map(({ gap, finding }) => [text(gap.what), full(finding), text(gap.holder), text(gap.closes)]),
      ),
    },
    heading("limits.completeness"),
    {
      kind: "table",
      table: table(
        "completeness",
        message("limits.completeness-caption"),
        [
          ["what", "start"],
          ["count", "end"],
        ],
        [
          ...(["claims", "sources", "questions", "agreed", "contested", "singleSource", "echoes", "gaps"] as const).map(
            (name) => [message(`completeness.${name}`), full(completeness[name])],
          ),
          ...completeness.byGrade.map(({ grade, count }) => [message(`completeness.grade-${grade}`), full(count)]),
          ...reasons.map(({ reason, count }) => [message(`missing.${reason}`), full(count)]),
        ],
      ),
    },
  ];
}
