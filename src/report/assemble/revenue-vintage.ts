import type { RevenueQuarter } from "../../findings/revenue.ts";
import type { NeedFindings } from "../../findings/revenue-needs.ts";
import type { CorrectionFindings, VintageFindings } from "../../findings/revenue-vintages.ts";
import type { Block, Cell, Table } from "../report.ts";
import { full, heading, message, paragraph, period, stack, table, text, value } from "./cells.ts";

/** A table with more rows is not printed. */
const mostPrinted = 15;

/** What changed since the period was last published, and why; nothing where it was not published before. */
export function vintageBlocks({ vintage }: RevenueQuarter): Block[] {
  if (vintage === undefined) return [];
  const { late, corrections } = vintage;
  const lead = [
    heading("revenue.vintage"),
    paragraph("revenue.vintage-lead", { date: period(vintage.vintage.asOf) }),
  ] as const;
  if (late.length + corrections.length === 0) return [...lead, paragraph("revenue.vintage-none")];
  return [
    ...lead,
    { kind: "table", table: changeTable(vintage) },
    ...(late.length === 0 ? [] : [{ kind: "table", table: lateTable(vintage) } as const]),
    ...(corrections.length === 0 ? [] : [{ kind: "table", table: correctionTable(corrections) } as const]),
  ];
}

/** Part by part, what a first publication would need and who could give it. */
export function needBlocks(needs: readonly NeedFindings[]): Block[] {
  if (needs.length === 0) return [];
  const rows = needs.flatMap(needRows);
  const columns = [
    ["part", "start"],
    ["rows-kept", "end"],
    ["unknown", "start"],
    ["reason", "start"],
    ["holder", "start"],
  ] as const;
  return [
    heading("revenue.needs"),
    paragraph("revenue.needs-lead"),
    { kind: "table", table: table("revenue-needs", message("revenue.needs-caption"), columns, rows) },
  ];
}

/** A row for each gap, so that its reason and who could close it stand beside it; the part is named once. */
function needRows({ part, rows, gaps }: NeedFindings): Cell[][] {
  const nothing = message("revenue.nothing");
  const head = [message(`revenue.part-${part}`), full(rows)];
  if (gaps.length === 0) return [[...head, nothing, nothing, nothing]];
  return gaps.map(({ gap, finding }, index) => [
    ...(index === 0 ? head : [stack([]), stack([])]),
    text(gap.what),
    full(finding),
    text(gap.holder),
  ]);
}

function changeTable({ figures }: VintageFindings): Table {
  return table(
    "revenue-vintage",
    message("revenue.vintage-caption"),
    [
      ["what", "start"],
      ["earlier", "end"],
      ["now", "end"],
      ["change", "end"],
    ],
    figures.map(({ name, earlier, now, change }) => [
      message(`revenue.${name}`),
      value(earlier),
      value(now),
      value(change),
    ]),
  );
}

function lateTable({ late }: VintageFindings): Table {
  return table(
    "revenue-late",
    message("revenue.late-caption"),
    [
      ["what", "start"],
      ["records", "end"],
    ],
    late.map(({ kind, count }) => [message(`revenue.late-${kind}`), full(count)]),
  );
}

function correctionTable(corrections: readonly CorrectionFindings[]): Table {
  const made = table(
    "revenue-corrections",
    message("revenue.corrections-caption"),
    [
      ["correction", "start"],
      ["corrects", "start"],
      ["change", "end"],
      ["reason", "start"],
      ["author", "start"],
      ["shown-by", "start"],
      ["entered", "start"],
    ],
    corrections.map(({ adjustment, reason, change }) => [
      { kind: "code", code: adjustment.id },
      stack([message(`revenue.target-${adjustment.target.kind}`), { kind: "code", code: adjustment.target.id }]),
      value(change),
      text(reason),
      text({ en: adjustment.author }),
      adjustment.evidence === "" ? message("revenue.nothing") : text({ en: adjustment.evidence }),
      period(adjustment.added),
    ]),
  );
  return corrections.length > mostPrinted ? { ...made, isLong: true } : made;
}
