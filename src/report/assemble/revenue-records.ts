import type { RevenueQuarter } from "../../findings/revenue.ts";
import type { ObjectionFindings } from "../../findings/revenue-objections.ts";
import type { SidesFindings } from "../../findings/revenue-sides.ts";
import type { Block, Cell, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, period, stack, table, text, value } from "./cells.ts";
import { nameOf } from "./names.ts";
import { bridgeFigure } from "./revenue-figures.ts";

/** Payer, authority and customs against each other, in mass and in money. */
export function sideBlocks(assembly: Assembly, { sides }: RevenueQuarter): Block[] {
  return [
    heading("revenue.sides"),
    paragraph("revenue.sides-lead"),
    ...sides.flatMap((one): Block[] => [
      { kind: "heading", words: message(`revenue.${one.measure}`) },
      {
        kind: "figure",
        figure: bridgeFigure(one, assembly.words(`figure-title.bridge-${one.measure}`), assembly.words),
        table: bridgeTable(one),
      },
      { kind: "table", table: sumsTable(one) },
      { kind: "table", table: gapTable(one) },
      ...(one.reasons.length === 0 ? [] : [{ kind: "table", table: reasonTable(one) } as const]),
    ]),
  ];
}

/** Objections, how they ended and what they stopped. */
export function objectionBlocks(assembly: Assembly, { objections }: RevenueQuarter): Block[] {
  const title = heading("revenue.objections");
  if (objections.length === 0) return [title, paragraph("revenue.no-objections")];
  const columns = [
    ["objection", "start"],
    ["permit", "start"],
    ["raised", "start"],
    ["decided", "start"],
    ["ruling", "start"],
    ["stopped", "end"],
    ["levy-void", "end"],
  ] as const;
  const rows = objections.map((one) => objectionRow(assembly, one));
  const caption = message("revenue.objections-caption");
  return [title, { kind: "table", table: table("revenue-objections", caption, columns, rows) }];
}

/** What rows lack, by kind of missing, and what is wrong with them. */
export function completenessBlocks({ completeness }: RevenueQuarter): Block[] {
  const fields = completeness.fields.map(({ field, rows, missing }) => [
    message(`revenue.field-${field}`),
    full(rows),
    missing.length === 0
      ? message("revenue.nothing")
      : stack(
          missing.map(({ reason, count }) =>
            message("revenue.lack", { reason: message(`missing.${reason}`), number: full(count) }),
          ),
        ),
  ]);
  const fieldColumns = [
    ["what", "start"],
    ["records", "end"],
    ["lacking-rows", "start"],
  ] as const;
  const troubles = completeness.troubles.map(({ kind, count, stakes }) => [
    message(`revenue.trouble-${kind}`),
    full(count),
    stakes.length === 0 ? message("revenue.nothing") : stack(stakes.map(value)),
  ]);
  const troubleColumns = [
    ["trouble", "start"],
    ["records", "end"],
    ["stake", "end"],
  ] as const;
  return [
    heading("revenue.completeness"),
    { kind: "table", table: table("revenue-fields", message("revenue.fields-caption"), fieldColumns, fields) },
    troubles.length === 0
      ? paragraph("revenue.no-troubles")
      : {
          kind: "table",
          table: table("revenue-troubles", message("revenue.troubles-caption"), troubleColumns, troubles),
        },
  ];
}

function bridgeTable({ measure, bridges }: SidesFindings): Table {
  const rows = bridges.flatMap(({ from, to, residual, parts }) => [
    [step(from, to), message("column.difference"), full(residual)],
    ...parts.map(({ cause, finding }) => [stack([]), message(`revenue.cause-${cause}`), full(finding)]),
  ]);
  return table(
    `revenue-bridge-${measure}`,
    message("revenue.bridge-caption"),
    [
      ["step", "start"],
      ["what", "start"],
      ["amount", "end"],
    ],
    rows,
  );
}

function sumsTable({ measure, sides }: SidesFindings): Table {
  return table(
    `revenue-sides-${measure}`,
    message("revenue.side-sums-caption"),
    [
      ["side", "start"],
      ["records", "end"],
      ["original", "end"],
      ["adjustments", "end"],
      ["final", "end"],
    ],
    sides.map(({ side, records, original, adjustment, final }) => [
      message(`revenue.side-${side}`),
      full(records),
      full(original),
      full(adjustment),
      full(final),
    ]),
  );
}

function gapTable({ measure, bridges }: SidesFindings): Table {
  return table(
    `revenue-gaps-${measure}`,
    message("revenue.gaps-caption"),
    [
      ["step", "start"],
      ["gap-before", "end"],
      ["gap-after", "end"],
      ["adjustment-ratio", "end"],
    ],
    bridges.map(({ from, to, gapBefore, gapAfter, adjustmentRatio }) => [
      step(from, to),
      value(gapBefore),
      value(gapAfter),
      value(adjustmentRatio),
    ]),
  );
}

function reasonTable({ measure, reasons }: SidesFindings): Table {
  return table(
    `revenue-reasons-${measure}`,
    message("revenue.reasons-caption"),
    [
      ["side", "start"],
      ["reason", "start"],
      ["records", "end"],
      ["adjustments", "end"],
    ],
    reasons.map(({ side, name, rows, amount }) => [
      message(`revenue.side-${side}`),
      text(name),
      full(rows),
      value(amount),
    ]),
  );
}

function step(from: string, to: string): Cell {
  return message("revenue.step", { from: message(`revenue.side-${from}`), to: message(`revenue.side-${to}`) });
}

function objectionRow({ desk }: Assembly, { objection, place, stopped }: ObjectionFindings): Cell[] {
  const { id, permit, date, decision } = objection;
  return [
    { kind: "code", code: id },
    stack([{ kind: "code", code: permit }, ...(place === "" ? [] : [text(nameOf(desk, "place", place))])]),
    period(date),
    decision === undefined ? message("revenue.nothing") : period(decision.date),
    message(`revenue.outcome-${decision?.outcome ?? "open"}`),
    stopped === undefined ? message("revenue.nothing") : full(stopped.levies),
    stopped === undefined || stopped.amounts.length === 0
      ? message("revenue.nothing")
      : stack(stopped.amounts.map(value)),
  ];
}
