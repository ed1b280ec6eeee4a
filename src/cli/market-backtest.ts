import { listMarket, tellMarket } from "../findings/market.ts";
import { summariseMarket } from "../findings/market-state.ts";
import { listStudies } from "../findings/market-studies.ts";
import { loadCatalogue } from "../report/catalogue.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { marketGroup } from "./market-group.ts";
import { backtestLines } from "./market-lines.ts";
import { getMarket, simulate } from "./market-simulate.ts";
import { getDesk } from "./open-book.ts";
import { parseWhole } from "./parse-whole.ts";

type Options = {
  readonly draws?: string;
  readonly seed?: string;
  readonly workers?: string;
  readonly json?: boolean;
};

/** How the book's market does on episodes whose outcome is known. */
export const marketBacktestCommand: LodebookCommand = {
  register: (program, effects) => {
    marketGroup(program)
      .command("backtest")
      .description("Run the market on the episodes whose outcome is known: hits, misses, and what each cause brought.")
      .argument("<book>", "folder of the book")
      .option("--draws <n>", "how many draws; default: the plan's")
      .option("--seed <s>", "what chance follows from, a whole number; default: the plan's")
      .option("--workers <n>", "threads; default: as many as the machine has cores. They change no byte")
      .option("--json", "print the findings as JSON")
      .addHelpText("after", "\nExample:\n  lodebook market backtest books/example --draws 100")
      .action(async (folder: string, { draws, seed, workers, json }: Options) => {
        const run = {
          draws: draws === undefined ? undefined : parseWhole("--draws", draws, 1),
          seed: seed === undefined ? undefined : parseWhole("--seed", seed, 0),
          workers: workers === undefined ? undefined : parseWhole("--workers", workers, 1),
        };
        const desk = getDesk(folder, {});
        const market = getMarket(desk, folder, run);
        const studies = listStudies(market.plan).filter(({ kind }) => kind === "episode");
        const { outcomes } = await simulate(market, studies, run, effects);
        const findings = tellMarket(desk, market, summariseMarket(desk, market, outcomes));
        printResult(effects, json, listMarket(findings), backtestLines(findings, loadCatalogue("en")));
      });
  },
};
