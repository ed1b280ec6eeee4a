import type { Desk } from "../../findings/desk.ts";
import type { AllFindings } from "../../findings/find-all.ts";
import type { Block } from "../report.ts";
import { code, full, heading, paragraph } from "./cells.ts";
import { estimatesFigure } from "./figures.ts";
import { groupBlocks, groupTable, noteBlocks } from "./group-table.ts";

/** Exports by year and around the event, shares, unit values. */
export function assembleProduction(desk: Desk, { exports, shares, unitValue }: AllFindings): Block[] {
  const [first, ...rest] = exports.groups;
  const [share, ...otherShares] = shares;
  return [
    paragraph("production.lead"),
    ...(first === undefined
      ? []
      : [
          {
            kind: "figure",
            figure: estimatesFigure(desk, "exports", first),
            table: groupTable(desk, "production", first),
          } as const,
          ...noteBlocks(first),
        ]),
    ...groupBlocks(desk, "production", rest),
    heading("production.around"),
    ...(exports.event?.question === undefined
      ? []
      : [
          paragraph("production.event", { date: code(exports.event.question.period.text), event: full(exports.event) }),
        ]),
    ...groupBlocks(desk, "production", exports.around),
    heading("production.shares"),
    paragraph("production.shares-lead"),
    ...(share === undefined
      ? []
      : [
          {
            kind: "figure",
            figure: estimatesFigure(desk, "shares", share),
            table: groupTable(desk, "shares", share),
          } as const,
          ...noteBlocks(share),
        ]),
    ...groupBlocks(desk, "shares", otherShares),
    heading("production.unit-value"),
    ...groupBlocks(desk, "unit-value", [...unitValue.published, ...unitValue.computed]),
  ];
}
