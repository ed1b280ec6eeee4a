import type { Block } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, paragraph, period } from "./cells.ts";
import { estimatesFigure } from "./figures.ts";
import { groupBlocks, groupTable, noteBlocks } from "./group-table.ts";

/** Exports by year and around the event, shares, unit values. */
export function assembleProduction(assembly: Assembly): Block[] {
  const { desk, all } = assembly;
  const { exports, shares, unitValue } = all;
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
            table: groupTable(assembly, "production", first),
          } as const,
          ...noteBlocks(first),
        ]),
    ...groupBlocks(assembly, "production", rest),
    heading("production.around"),
    ...(exports.event?.question === undefined
      ? []
      : [
          paragraph("production.event", {
            date: period(exports.event.question.period.text),
            event: full(exports.event),
          }),
        ]),
    ...groupBlocks(assembly, "production", exports.around),
    heading("production.shares"),
    paragraph("production.shares-lead"),
    ...(share === undefined
      ? []
      : [
          {
            kind: "figure",
            figure: estimatesFigure(desk, "shares", share),
            table: groupTable(assembly, "shares", share),
          } as const,
          ...noteBlocks(share),
        ]),
    ...groupBlocks(assembly, "shares", otherShares),
    heading("production.unit-value"),
    ...groupBlocks(assembly, "unit-value", [...unitValue.published, ...unitValue.computed]),
  ];
}
