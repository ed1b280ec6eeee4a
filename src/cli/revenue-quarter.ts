import { join } from "node:path";
import type { Desk } from "../findings/desk.ts";
import { findRevenue, type RevenueFindings, type RevenueQuarter } from "../findings/revenue.ts";
import type { DueLine } from "../findings/revenue-due.ts";
import type { SidesFindings } from "../findings/revenue-sides.ts";
import type { VintageFindings } from "../findings/revenue-vintages.ts";
import { lodebookError } from "../model/fault.ts";
import type { Finding } from "../model/finding.ts";
import { loadCatalogue } from "../report/catalogue.ts";
import { formatFinding } from "../report/format.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { getDesk } from "./open-book.ts";
import { revenueGroup } from "./revenue-group.ts";

type Options = { readonly period?: string; readonly asOf?: string; readonly json?: boolean };

/** The revenue of a quarter as the book's register has it. */
export const revenueQuarterCommand: LodebookCommand = {
  register: (program, effects) => {
    revenueGroup(program)
      .command("quarter")
      .description(
        "Show what was due, received and paid on in a quarter, what its records differ by, and what changed.",
      )
      .argument("<book>", "folder of the book")
      .option("--period <period>", "the quarter; default: the book's")
      .option("--as-of <date>", "as it was known on that day")
      .option("--json", "print the findings as JSON")
      .addHelpText("after", "\nExample:\n  lodebook revenue quarter books/example --period 2025-Q1")
      .action((folder: string, options: Options) => {
        const desk = getDesk(folder, options);
        const revenue = findRevenue(desk);
        if (revenue === undefined) throw withoutRegister(folder);
        const { book, period, asOf } = desk;
        const result = { book: book.id, period: period.text, asOf, ...asJson(revenue) };
        printResult(effects, options.json, result, renderRevenue(desk, revenue));
      });
  },
};

function withoutRegister(folder: string) {
  const expected = "the book's register of permits, levies and receipts";
  const file = "register/terms.yaml";
  return lodebookError("FILE_MISSING", { file, expected }, join(folder, file), 0);
}

/** The findings as they are; of the register's rows what names them, for their amounts are no JSON. */
function asJson({ rates, quarter, needs }: RevenueFindings) {
  return {
    rates: rates.map(({ rate: { id, stream, class: levied, from, to, legalSource }, finding }) => {
      return { id, stream, class: levied, from, to, legalSource, finding };
    }),
    quarter: quarter && {
      ...quarter,
      allocation: {
        ...quarter.allocation,
        pools: quarter.allocation.pools.map(({ formula, ...pool }) => ({ formula: formula?.id, ...pool })),
      },
      vintage: quarter.vintage && {
        ...quarter.vintage,
        corrections: quarter.vintage.corrections.map(({ adjustment, reason, change }) => {
          const { id, target, added, author, evidence } = adjustment;
          return { id, target, added, author, evidence, reason, change };
        }),
      },
    },
    needs,
  };
}

function renderRevenue(desk: Desk, { rates, quarter, needs }: RevenueFindings): string[] {
  const catalogue = loadCatalogue("en");
  const words: Words = {
    full: (finding) => formatFinding(finding, "full", catalogue),
    value: (finding) => formatFinding(finding, "value", catalogue),
    say: (key) => catalogue.message(`revenue.${key}`),
  };
  return [
    `${desk.book.title.en}: ${desk.period.text}, as known on ${desk.asOf}`,
    ...rates.map(({ rate, finding }) => `rate ${rate.id} (${rate.class}): ${words.value(finding)}`),
    ...(quarter === undefined ? [] : renderQuarter(words, quarter)),
    ...(needs.length === 0 ? [] : ["", words.say("needs")]),
    ...needs.flatMap(({ part, rows, gaps }) => [
      `   ${words.say(`part-${part}`)}: ${words.value(rows)}`,
      ...gaps.map(({ gap, finding }) => `      ${words.value(finding)}: ${gap.what.en} (${gap.holder.en})`),
    ]),
  ];
}

/** How the lines name things: as the report does. */
type Words = {
  readonly full: (finding: Finding) => string;
  readonly value: (finding: Finding) => string;
  readonly say: (key: string) => string;
};

function renderQuarter(words: Words, quarter: RevenueQuarter): string[] {
  const { full, value, say } = words;
  const { due, cash, allocation, sides, objections, completeness, vintage } = quarter;
  const line = (name: string, one: DueLine) =>
    `   ${name}: ${say("due")} ${value(one.due)}, ${say("received")} ${value(one.received)}, ${say("outstanding")} ${value(one.outstanding)}`;
  return [
    ...(due.totals.length === 0 ? [say("no-levies")] : []),
    ...due.totals.flatMap((total) =>
      (["assessed", "corrected", "voided", "due", "received", "outstanding"] as const).map(
        (name) => `${say(name)}: ${full(total[name])}`,
      ),
    ),
    ...section(
      say("months-caption"),
      due.months.map((one) => line(one.key, one)),
    ),
    ...section(
      say("places-caption"),
      due.places.map((one) => line(one.key || say("not-stated"), one)),
    ),
    ...section(say("permits-caption"), [
      ...due.permits.map((one) => line(one.key || say("not-stated"), one)),
      ...due.otherPermits.lines.map((one) => line(say("other-permits"), one)),
    ]),
    ...section(
      say("cash-caption"),
      cash.map((one) => `   ${value(one.cash)} on ${value(one.receipts)} receipts, at the bank ${value(one.banked)}`),
    ),
    ...section(say("recipients-caption"), [
      ...allocation.recipients.map((one) => `   ${one.name.en}: ${value(one.due)}, paid ${value(one.paid)}`),
      ...allocation.pools
        .filter(({ unallocated: { result } }) => result.kind !== "count" || result.value !== 0)
        .map(
          ({ formula, unallocated }) =>
            `   ${formula === undefined ? "no formula" : formula.id}: ${value(unallocated)} not allocated`,
        ),
    ]),
    ...sides.flatMap((one) => renderSides(words, one)),
    ...section(
      say("objections"),
      objections.map(({ objection, stopped }) => {
        const stops = stopped === undefined ? "" : `: ${[stopped.levies, ...stopped.amounts].map(value).join(", ")}`;
        return `   ${objection.id} to ${objection.permit}, ${say(`outcome-${objection.decision?.outcome ?? "open"}`)}${stops}`;
      }),
    ),
    ...section(
      say("troubles-caption"),
      completeness.troubles.map(({ kind, count, stakes }) => {
        return `   ${say(`trouble-${kind}`)}: ${[count, ...stakes].map(value).join(", ")}`;
      }),
    ),
    ...(vintage === undefined ? [] : renderVintage(words, vintage)),
  ];
}

/** Lines below their title; nothing where there are none. */
function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function renderSides({ full, value, say }: Words, { measure, sides, bridges }: SidesFindings): string[] {
  return section(say(measure), [
    ...sides.map(({ side, original, adjustment, final }) => {
      return `   ${say(`side-${side}`)}: ${value(original)}, adjusted by ${value(adjustment)}, in the end ${full(final)}`;
    }),
    ...bridges.flatMap(({ from, to, residual, parts, adjustmentRatio }) => [
      `   from ${say(`side-${from}`)} to ${say(`side-${to}`)}: ${value(residual)}; adjustment ratio ${value(adjustmentRatio)}`,
      ...parts.map(({ cause, finding }) => `      ${say(`cause-${cause}`)}: ${full(finding)}`),
    ]),
  ]);
}

function renderVintage({ value, say }: Words, { vintage, figures, late, corrections }: VintageFindings): string[] {
  return section(`${say("vintage")} (${vintage.asOf})`, [
    ...figures.map(({ name, earlier, now, change }) => {
      return `   ${say(name)}: ${value(earlier)}, now ${value(now)}, change ${value(change)}`;
    }),
    ...late.map(({ kind, count }) => `   ${say(`late-${kind}`)}: ${value(count)}`),
    ...corrections.map(({ adjustment, reason, change }) => {
      const { id, target, added, author } = adjustment;
      return `   ${added} ${id}: ${target.kind} ${target.id} by ${value(change)}: ${reason.en} (${author})`;
    }),
  ]);
}
