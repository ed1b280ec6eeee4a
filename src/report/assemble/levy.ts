import type { LevyDueFindings } from "../../findings/levy-due.ts";
import type { Block, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, period, table, text, value } from "./cells.ts";
import { levyFigure } from "./figures.ts";
import { claims, groupBlocks } from "./group-table.ts";

/** The levy's rate in its competing accounts, the levy due, and what was received. */
export function assembleLevy(assembly: Assembly): Block[] {
  const { desk, all, words } = assembly;
  const { levyRate, levyDue } = all;
  const accounts = groupBlocks(assembly, "levy", levyRate);
  const note = desk.book.plan.levyDue?.note;
  if (levyDue === undefined) return [paragraph("levy.none"), ...accounts];
  return [
    paragraph("levy.lead", { rate: full(levyDue.rate) }),
    ...accounts,
    heading("levy.due"),
    paragraph("levy.due-lead", { period: period(desk.period.text), mass: full(levyDue.mass), due: full(levyDue.due) }),
    {
      kind: "figure",
      figure: levyFigure("levy", words("figure-title.levy"), levyDue),
      table: dueTable(assembly, levyDue),
    },
    paragraph("levy.caveat"),
    ...(note === undefined ? [] : [paragraph("group.note", { note: text(note) })]),
    ...(levyDue.comparisons.length === 0
      ? []
      : [{ kind: "table", table: comparisonTable(assembly, levyDue) } as const]),
    heading("levy.received"),
    receivedParagraph(levyDue),
  ];
}

/** What a register has is told in short here, and row by row in the section on revenue. */
function receivedParagraph({ received, allocated }: LevyDueFindings): Block {
  if (received === undefined) return paragraph("levy.received-nothing");
  if (allocated === undefined) return paragraph("levy.received-register", { received: full(received) });
  return paragraph("levy.received-lead", { received: full(received), allocated: full(allocated) });
}

function dueTable(assembly: Assembly, { months, mass, rate, due }: LevyDueFindings): Table {
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
      ...months.map((month) => [message("levy.month"), period(month.period), full(month), claims(assembly, month)]),
      [message("levy.mass"), period(mass.period), full(mass), claims(assembly, mass)],
      [message("levy.rate"), period(rate.period), full(rate), claims(assembly, rate)],
      [message("levy.product"), period(due.period), full(due), claims(assembly, due)],
    ],
  );
}

function comparisonTable(assembly: Assembly, { comparisons }: LevyDueFindings): Table {
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
    comparisons.map(({ title, mass, due }) => [
      text(title),
      period(mass.period),
      value(mass),
      full(due),
      claims(assembly, mass),
    ]),
  );
}
