import { compareEiti, type EitiComparison, type EitiUnlisted, findUnlisted } from "../findings/eiti-comparison.ts";
import { readEitiSummary } from "../ingest/eiti-summary.ts";
import { LodebookError } from "../model/fault.ts";
import { formatMoney, type Money } from "../model/money.ts";
import { plainAmount } from "../report/plain-amount.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { revenueGroup } from "./revenue-group.ts";
import { readChunks } from "./trade-files.ts";

/** The EITI's Summary Data, what governments received beside what companies paid. */
export const revenueEitiCommand: LodebookCommand = {
  register: (program, effects) => {
    revenueGroup(program)
      .command("eiti")
      .description("Read parts 3 to 5 of EITI Summary Data and hold the government's figures against the companies'.")
      .argument("<file...>", "sheets or tables of the Summary Data, version 2, in CSV")
      .option("--json", "print the result as JSON")
      .addHelpText("after", "\nExample:\n  lodebook revenue eiti part-4.csv part-5.csv --json")
      .action((names: readonly string[], { json }: { readonly json?: boolean }) => {
        const files = names.map((name) => ({ name, chunks: readChunks(name) }));
        const { summary, passedOver, faults } = readEitiSummary(files);
        if (faults.length > 0) throw new LodebookError(faults);
        const counts = Object.fromEntries(Object.entries(summary).map(([table, rows]) => [table, rows.length]));
        const [streams, unlisted] = [compareEiti(summary), findUnlisted(summary)];
        const printed = { ...counts, passedOver, streams: streams.map(printComparison), unlisted };
        printResult(effects, json, printed, renderEiti({ counts, passedOver, streams, unlisted }));
      });
  },
};

/** Amounts are strings of digits: JSON's numbers would round them. */
function printComparison({ government, company, difference, ...line }: EitiComparison) {
  const print = (amount: Money | undefined) =>
    amount === undefined ? { missing: "not-published" } : plainAmount(amount);
  return { ...line, government: print(government), company: print(company), difference: print(difference) };
}

function renderEiti(found: {
  readonly counts: Readonly<Record<string, number>>;
  readonly passedOver: number;
  readonly streams: readonly EitiComparison[];
  readonly unlisted: EitiUnlisted;
}): string[] {
  const show = (amount: Money | undefined) => (amount === undefined ? "missing" : formatMoney(amount));
  const counts = Object.entries(found.counts).map(([table, count]) => `${count} ${table}`);
  return [
    `${counts.join(", ")}; ${found.passedOver} rows that name nothing`,
    ...found.streams.flatMap(({ stream, entity, currency, government, company, difference, missing }) => [
      `${[stream || "no stream named", entity, currency].filter((part) => part !== "").join(", ")}`,
      `  government ${show(government)}, companies ${show(company)}, difference ${show(difference)}`,
      ...(missing.government + missing.company + missing.inKind === 0
        ? []
        : [
            `  without an amount: ${missing.government} of the government, ${missing.company} of companies; in kind: ${missing.inKind}`,
          ]),
    ]),
    ...Object.entries(found.unlisted).flatMap(([kind, names]) =>
      names.length === 0 ? [] : [`${kind} of part 5 that are not listed: ${names.join(", ")}`],
    ),
  ];
}
