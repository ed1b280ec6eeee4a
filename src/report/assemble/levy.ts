import type { Desk } from "../../findings/desk.ts";
import type { AllFindings } from "../../findings/find-all.ts";
import type { LevyDueFindings } from "../../findings/levy-due.ts";
import type { Block, Table } from "../report.ts";
import { code, full, heading, message, paragraph, table, text, value } from "./cells.ts";
import { levyFigure } from "./figures.ts";
import { claims, groupBlocks } from "./group-table.ts";

/** The levy's rate in its competing accounts, the levy due, and what was received. */
export function assembleLevy(desk: Desk, { levyRate, levyDue }: AllFindings): Block[] {
  const accounts = groupBlocks(desk, "levy", levyRate);
  if (levyDue === undefined) return [paragraph("levy.none"), ...accounts];
  return [
    paragraph("levy.lead", { rate: full(levyDue.rate) }),
    ...accounts,
    heading("levy.due"),
    paragraph("levy.due-lead", { period: code(desk.period.text), mass: full(levyDue.mass), due: full(levyDue.due) }),
    { kind: "figure", figure: levyFigure("levy", desk.book.territory, levyDue), table: dueTable(levyDue) },
    paragraph("levy.caveat"),
    ...(levyDue.comparisons.length === 0 ? [] : [{ kind: "table", table: comparisonTable(levyDue) } as const]),
    heading("levy.received"),
    paragraph("levy.received-lead", { received: full(levyDue.received), allocated: full(levyDue.allocated) }),
  ];
}

function dueTable({ months, mass, rate, due }: LevyDueFindings): Table {
  return table(
    "levy-due",
    message("levy.due-caption"),
    [
      ["what", "start"],
      ["period", "start"],
      ["value", "end"],
      ["claims", "start"],
    ],
    [
      ...months.map((month) => [message("levy.month"), code(month.period), full(month), claims(month)]),
      [message("levy.mass"), code(mass.period), full(mass), claims(mass)],
      [message("levy.rate"), code(rate.period), full(rate), claims(rate)],
      [message("levy.product"), code(due.period), full(due), claims(due)],
    ],
  );
}

function comparisonTable({ comparisons }: LevyDueFindings): Table {
  return table(
    "levy-comparisons",
    message("levy.comparisons-caption"),
    [
      ["what", "start"],
      ["period", "start"],
      ["mass", "end"],
      ["levy", "end"],
      ["claims", "start"],
    ],
    comparisons.map(({ title, mass, due }) => [text(title), code(mass.period), value(mass), full(due), claims(mass)]),
  );
}
