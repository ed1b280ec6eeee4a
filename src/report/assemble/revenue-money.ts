import type { RevenueQuarter } from "../../findings/revenue.ts";
import type { DueLine } from "../../findings/revenue-due.ts";
import type { RateFindings } from "../../findings/revenue-rates.ts";
import type { Block, Cell, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, period, stack, table, text, value } from "./cells.ts";
import { claims } from "./group-table.ts";
import { nameOf } from "./names.ts";

/** What was due, received and is outstanding: in all, by month, by place and by permit. */
export function dueBlocks(assembly: Assembly, { due }: RevenueQuarter): Block[] {
  const { totals, months, places, permits, otherPermits } = due;
  if (totals.length === 0) return [paragraph("revenue.no-levies")];
  const rows = totals.flatMap((total) => [
    [message("revenue.levied"), full(total.consignments)],
    ...(["assessed", "corrected", "voided", "due", "received", "outstanding"] as const).map((name) => [
      message(`revenue.${name}`),
      full(total[name]),
    ]),
  ]);
  const place = (code: string) => (code === "" ? notStated() : text(nameOf(assembly.desk, "place", code)));
  const permitRows = permits.map((line) => dueRow(permitCell(assembly, line.key), line));
  const others = otherPermits.lines.map((line) => dueRow(message("revenue.other-permits"), line));
  return [
    {
      kind: "table",
      table: table(
        "revenue-totals",
        message("revenue.totals-caption"),
        [
          ["what", "start"],
          ["amount", "end"],
        ],
        rows,
      ),
    },
    dueTable(
      "month",
      months.map((line) => dueRow(period(line.key), line)),
    ),
    dueTable(
      "place",
      places.map((line) => dueRow(place(line.key), line)),
    ),
    dueTable("permit", [...permitRows, ...others]),
  ];
}

/** Money that came in during the period, whatever it was paid for. */
export function cashBlocks({ cash }: RevenueQuarter): Block[] {
  if (cash.length === 0) return [];
  const columns = [
    ["receipts", "end"],
    ["receipted", "end"],
    ["banked", "end"],
    ["unmatched", "end"],
  ] as const;
  const rows = cash.map((line) => [full(line.receipts), value(line.cash), value(line.banked), value(line.unmatched)]);
  const caption = message("revenue.cash-caption");
  return [
    heading("revenue.cash"),
    paragraph("revenue.cash-lead"),
    { kind: "table", table: table("revenue-cash", caption, columns, rows) },
  ];
}

/** The rates of the register, with the order or the claims that they rest on. */
export function rateBlocks(assembly: Assembly, rates: readonly RateFindings[]): Block[] {
  if (rates.length === 0) return [];
  const rows = rates.map(({ rate, finding }) => [
    stack([streamName(assembly, rate.stream), { kind: "code", code: rate.class }]),
    rate.base === "mass" ? value(finding) : stack([value(finding), message("revenue.of-value")]),
    stack([period(rate.from), rate.to === undefined ? message("revenue.open-end") : period(rate.to)]),
    text({ en: rate.legalSource }),
    rate.claims.length === 0 ? message("revenue.nothing") : claims(assembly, finding),
  ]);
  const columns = [
    ["levy-class", "start"],
    ["rate", "end"],
    ["in-force", "start"],
    ["legal-source", "start"],
    ["claims", "start"],
  ] as const;
  return [{ kind: "table", table: table("revenue-rates", message("revenue.rates-caption"), columns, rows) }];
}

/** How the period's revenue was to be divided, and what was paid. */
export function allocationBlocks({ allocation }: RevenueQuarter): Block[] {
  const { pools, recipients } = allocation;
  if (pools.length + recipients.length === 0) return [];
  return [
    heading("revenue.allocation"),
    paragraph("revenue.allocation-lead"),
    { kind: "table", table: poolTable(pools) },
    {
      kind: "table",
      table: table(
        "revenue-recipients",
        message("revenue.recipients-caption"),
        [
          ["recipient", "start"],
          ["recipient-due", "end"],
          ["recipient-paid", "end"],
          ["recipient-difference", "end"],
        ],
        recipients.map(({ name, due, paid, difference }) => [text(name), value(due), value(paid), value(difference)]),
      ),
    },
  ];
}

function poolTable(pools: RevenueQuarter["allocation"]["pools"]): Table {
  const rows = pools.map(({ formula, amount, unallocated }) => [
    formula === undefined
      ? message("revenue.no-formula")
      : stack([
          { kind: "code", code: formula.id },
          message("revenue.approved-by", { who: text({ en: formula.approvedBy }) }),
        ]),
    value(amount),
    value(unallocated),
  ]);
  return table(
    "revenue-pools",
    message("revenue.pools-caption"),
    [
      ["formula", "start"],
      ["pool", "end"],
      ["unallocated", "end"],
    ],
    rows,
  );
}

function dueTable(group: "month" | "place" | "permit", rows: readonly (readonly Cell[])[]): Block {
  const columns = [
    [group, "start"],
    ["consignments", "end"],
    ["levy-due", "end"],
    ["levy-received", "end"],
    ["levy-outstanding", "end"],
    ["levy-void", "end"],
  ] as const;
  return { kind: "table", table: table(`revenue-${group}s`, message(`revenue.${group}s-caption`), columns, rows) };
}

function dueRow(name: Cell, { consignments, due, received, outstanding, voided }: DueLine): Cell[] {
  return [name, full(consignments), value(due), value(received), value(outstanding), value(voided)];
}

/** A permit with its holder. */
function permitCell({ desk }: Assembly, id: string): Cell {
  if (id === "") return notStated();
  const permit = desk.book.register?.permits.find((one) => one.id === id);
  const code: Cell = { kind: "code", code: id };
  if (permit === undefined) return code;
  return stack([code, text({ en: permit.holder })]);
}

function streamName({ desk }: Assembly, id: string): Cell {
  return text(desk.book.register?.terms.streams.get(id)?.name ?? { en: id });
}

function notStated(): Cell {
  return message("revenue.not-stated");
}
