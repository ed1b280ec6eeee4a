import * as fs from "node:fs";
import { join } from "node:path";
import type { Desk } from "../findings/desk.ts";
import { listMarket, tellMarket } from "../findings/market.ts";
import { digestOfMarket, type OpenMarket, summariseMarket } from "../findings/market-state.ts";
import { listStudies, type MarketStudy } from "../findings/market-studies.ts";
import { lodebookError } from "../model/fault.ts";
import type { MarketPlan } from "../model/market-plan.ts";
import type { MarketSummary } from "../model/market-record.ts";
import { loadCatalogue } from "../report/catalogue.ts";
import { diskEffects, replaceFolder } from "../report/replace-folder.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import type { Effects } from "./effects.ts";
import { type DrawsFolder, drawsFolder, openDrawsFolder, type RunIdentity } from "./market-draws-folder.ts";
import { marketFiles, recordFiles } from "./market-files.ts";
import { marketGroup } from "./market-group.ts";
import { marketLines } from "./market-lines.ts";
import { getMarket, simulate } from "./market-simulate.ts";
import { getDesk } from "./open-book.ts";
import { parseWhole } from "./parse-whole.ts";
import { version } from "./version.ts";

type Options = {
  readonly scenario: string;
  readonly draws?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly workers?: string;
  readonly record?: boolean;
  readonly json?: boolean;
};

/** The word for every study of a plan. */
const everything = "all";

/** What a scenario changes, over seeded draws of every uncertain parameter. */
export const marketRunCommand: LodebookCommand = {
  register: (program, effects) => {
    marketGroup(program)
      .command("run")
      .description(
        "Run a scenario of the book's market over seeded draws: prices, shortages, stocks, levies, gains and losses.",
      )
      .argument("<book>", "folder of the book")
      .option("--scenario <id>", "a scenario of market.yaml, windows, revenue/LEVY, episode/ID or all", everything)
      .option("--draws <n>", "how many draws; default: the plan's")
      .option("--seed <s>", "what chance follows from, a whole number; default: the plan's")
      .option(
        "--out <dir>",
        "write all outcomes there, whole or not at all; a run that was broken off goes on from there",
      )
      .option("--workers <n>", "threads; default: as many as the machine has cores. They change no byte")
      .option(
        "--record",
        "keep the run in the book, for its reports; with all scenarios and the plan's own draws and seed",
      )
      .option("--json", "print the findings as JSON")
      .addHelpText(
        "after",
        "\nExample:\n  lodebook market run books/example --scenario ford --draws 100 --out runs/ford",
      )
      .action((folder: string, options: Options) => runCommand(folder, options, effects));
  },
};

async function runCommand(folder: string, options: Options, effects: Effects): Promise<void> {
  const run = readOptions(options);
  const desk = getDesk(folder, {});
  const market = getMarket(desk, folder, run);
  const studies = chooseStudies(market.plan, options.scenario);
  if (options.record === true) checkRecord(market.plan, options);
  const identity = identityOf(desk, market, options.scenario);
  const kept = options.out === undefined ? undefined : openOut(options.out, identity);
  const { outcomes } = await simulate(market, studies, { ...run, ...(kept === undefined ? {} : { kept }) }, effects);
  const summary = summariseMarket(desk, market, outcomes);
  const findings = tellMarket(desk, market, summary);
  const files = options.out === undefined ? undefined : marketFiles(identity, findings, summary);
  if (options.out !== undefined && files !== undefined) {
    replaceFolder(withoutDraws(options.out, kept), files);
  }
  if (options.record === true) writeRecord(folder, desk, market, summary);
  printResult(
    effects,
    options.json,
    {
      ...identity,
      ...(files === undefined ? {} : { out: options.out, files: [...files.keys()] }),
      findings: listMarket(findings),
    },
    marketLines(findings, loadCatalogue("en")),
  );
}

function readOptions({ draws, seed, workers }: Options) {
  return {
    draws: draws === undefined ? undefined : parseWhole("--draws", draws, 1),
    seed: seed === undefined ? undefined : parseWhole("--seed", seed, 0),
    workers: workers === undefined ? undefined : parseWhole("--workers", workers, 1),
  };
}

/** The studies that are asked for, by the id of a scenario or their own. */
function chooseStudies(plan: MarketPlan, asked: string): readonly MarketStudy[] {
  const studies = listStudies(plan);
  if (asked === everything) return studies;
  const chosen = studies.filter((one) => one.id === asked || (one.kind === "scenario" && one.scenario.id === asked));
  if (chosen.length > 0) return chosen;
  const known = studies.map((one) => (one.kind === "scenario" ? one.scenario.id : one.id));
  throw lodebookError("USAGE", { found: `got --scenario '${asked}'`, expected: [...known, everything].join(", ") });
}

/** A book keeps only what its plan says. */
function checkRecord(plan: MarketPlan, { scenario, draws, seed }: Options): void {
  const isPlans = (given: string | undefined, own: number) => given === undefined || Number(given) === own;
  if (scenario === everything && isPlans(draws, plan.draws) && isPlans(seed, plan.seed)) return;
  throw lodebookError("USAGE", {
    found: "got --record with a part of the plan, or with other draws than its own",
    expected: "all scenarios, with the draws and the seed of market.yaml",
  });
}

function identityOf(desk: Desk, { plan, ground }: OpenMarket, scenario: string): RunIdentity {
  const { draws = plan.draws, seed = plan.seed } = ground.inputs ?? {};
  return { bookSha256: desk.book.sha256, version, scenario, draws, seed };
}

/** Refuse a folder that holds something else before any draw is made, and take up the draws that are there. */
function openOut(out: string, identity: RunIdentity): DrawsFolder {
  const entries = fs.existsSync(out) ? fs.readdirSync(out) : [];
  const others = entries.filter((name) => name !== drawsFolder);
  if (others.length > 0 && !others.includes("manifest.json")) {
    throw lodebookError("OUTPUT_NOT_A_REPORT", {
      found: out,
      expected: "a folder that is empty, does not exist yet, or holds an earlier run (with its manifest.json)",
    });
  }
  return openDrawsFolder(out, identity);
}

/** The draws go before the results come: the folder is then one that may be replaced. */
function withoutDraws(out: string, kept: DrawsFolder | undefined): string {
  kept?.clear();
  return out;
}

/** Each file is put in place whole; the digest in one of them says whether the others belong to it. */
function writeRecord(folder: string, desk: Desk, market: OpenMarket, summary: MarketSummary): void {
  const files = recordFiles({ ...summary, inputs: digestOfMarket(desk, market) });
  fs.mkdirSync(join(folder, "market"), { recursive: true });
  for (const [path, bytes] of files) {
    const scratch = join(folder, "market", `.${process.pid}.next`);
    fs.rmSync(scratch, { force: true });
    diskEffects.writeFile(scratch, bytes);
    fs.renameSync(scratch, join(folder, path));
  }
}
