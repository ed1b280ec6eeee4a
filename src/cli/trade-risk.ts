import { baciReader } from "../ingest/baci.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";
import type { FlowStore } from "../tables/flow-store.ts";
import type { MissingIndex, RiskInterval } from "../trade/risk-types.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import type { Effects } from "./effects.ts";
import { startProgress } from "./progress.ts";
import { computeEuRisk } from "./trade-eu.ts";
import { loadFlows, withFlowStore } from "./trade-files.ts";
import { computeGeoPolRisk } from "./trade-geopolrisk.ts";
import { tradeGroup } from "./trade-group.ts";
import { readTradeMethod } from "./trade-method.ts";
import { openRiskDesk } from "./trade-risk-desk.ts";
import { type RiskTableFiles, readRiskTables } from "./trade-risk-tables.ts";

type Options = RiskTableFiles & {
  readonly flows: string;
  readonly year: string;
  readonly importer: string;
  readonly method: string;
  readonly json?: boolean;
};

/** How much an importer's supply of a material is at risk. */
export const tradeRiskCommand: LodebookCommand = {
  register: (program, effects) => {
    tradeGroup(program)
      .command("risk")
      .description("Supply risk of every importer and material, with intervals and what drives them.")
      .requiredOption("--flows <file>", "BACI as CSV, or Parquet of 'trade import'")
      .requiredOption("--production <file>", "CSV material,country_code,iso3,year,quantity,unit,flag")
      .requiredOption("--governance <file>", "CSV country_code,iso3,year,estimate,standard_error")
      .requiredOption("--materials <file>", "CSV material,hs with the codes separated by ';'")
      .requiredOption("--year <year>", "a year, or several as 2018-2022")
      .option("--importer <code>", "a country or a group; default: all of them", "all")
      .option("--groups <file>", "CSV group,country_code: importers made of several countries")
      .option("--countries <file>", "CEPII's list of country codes, for tables as their publishers give them")
      .option("--method <method>", "geopolrisk or eu", "geopolrisk")
      .option("--json", "print the result as JSON")
      .addHelpText(
        "after",
        "\nExample:\n  lodebook trade risk --flows flows.parquet --production production.csv --governance wgi.csv \\\n    --materials materials.csv --year 2022 --importer 842",
      )
      .action(async (options: Options) => {
        const rows = await computeRisk(options, effects);
        printResult(effects, options.json, rows, renderRisks(rows));
      });
  },
};

/** What both methods have in common for a person to read. */
type RiskRow = {
  readonly material: string;
  readonly importer: string;
  readonly year: number;
  readonly stage?: string;
  readonly interval: RiskInterval | MissingIndex;
} & ({ readonly score: number | MissingIndex } | { readonly supplyRisk: number | MissingIndex });

async function computeRisk(options: Options, effects: Effects): Promise<readonly RiskRow[]> {
  const years = parseYears(options.year);
  const isEu = parseMethod(options.method);
  const { tables, faults } = readRiskTables(options, isEu);
  const method = readTradeMethod();
  const warn = (words: string) => effects.writeError(`warning: ${words}\n`);
  const progress = startProgress(effects);
  try {
    return await withFlowStore(async (store) => {
      progress.step(`reading ${options.flows}`);
      await loadAll(store, options.flows, faults);
      progress.step("summing");
      const files = { flows: options.flows, governance: options.governance };
      const question = { years, importer: options.importer, files };
      const desk = await openRiskDesk(store, { method, tables, question }, warn);
      progress.step("computing");
      return isEu ? computeEuRisk(desk, warn) : computeGeoPolRisk(desk, options.flows, warn);
    });
  } finally {
    progress.end();
  }
}

/** Load the flows; the faults of every file are told together. */
async function loadAll(store: FlowStore, file: string, faults: LodebookError["faults"]): Promise<void> {
  try {
    await loadFlows(store, file, baciReader);
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    throw new LodebookError([...faults, ...error.faults]);
  }
  if (faults.length > 0) throw new LodebookError(faults);
}

function parseYears(text: string): number[] {
  const [, first = "", last = first] = /^(\d{4})(?:-(\d{4}))?$/.exec(text) ?? [];
  const years = Array.from({ length: Number(last) - Number(first) + 1 }, (_, index) => Number(first) + index);
  if (first === "" || years.length === 0) {
    throw lodebookError("USAGE", {
      found: `got --year '${text}'`,
      expected: "a year, or the first and last as 2018-2022",
    });
  }
  return years;
}

/** Whether the method is the EU's. */
function parseMethod(text: string): boolean {
  if (text === "eu" || text === "geopolrisk") return text === "eu";
  throw lodebookError("USAGE", { found: `got --method '${text}'`, expected: "geopolrisk or eu" });
}

/** The largest risk first; what is not known stands last. */
function renderRisks(rows: readonly RiskRow[]): string[] {
  const riskOf = (row: RiskRow) => ("score" in row ? row.score : row.supplyRisk);
  const sizeOf = (row: RiskRow) => {
    const risk = riskOf(row);
    return typeof risk === "number" ? risk : -1;
  };
  const width = Math.max(8, ...rows.map(({ material }) => material.length));
  return [
    `${"material".padEnd(width)} importer year ${"risk".padStart(10)} ${"interval".padStart(23)}  driver`,
    ...rows
      .toSorted((one, other) => sizeOf(other) - sizeOf(one))
      .map((row) =>
        [
          row.material.padEnd(width),
          row.importer.padEnd(8),
          row.year,
          renderRisk(riskOf(row)),
          ...renderInterval(row.interval),
          ...(row.stage === undefined ? [] : [`(${row.stage})`]),
        ].join(" "),
      ),
  ];
}

function renderRisk(risk: number | MissingIndex): string {
  return (typeof risk === "number" ? risk.toPrecision(4) : "missing").padStart(10);
}

function renderInterval(interval: RiskInterval | MissingIndex): string[] {
  if ("missing" in interval) return ["".padStart(23), ` ${interval.missing}`];
  return [`${interval.low.toPrecision(4)}..${interval.high.toPrecision(4)}`.padStart(23), ` ${interval.driver}`];
}
