import { readMarketModel } from "../book/market-model.ts";
import { readYaml } from "../book/yaml-node.ts";
import { analyseMarket, type MarketAnalysis } from "../market/analyse-market.ts";
import { checkMarket } from "../market/check-market.ts";
import { clearMarket, type MarketClearing } from "../market/clear-market.ts";
import { findNode } from "../market/network.ts";
import { LodebookError } from "../model/fault.ts";
import type { MarketModel } from "../model/market.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { marketGroup } from "./market-group.ts";
import { readInput } from "./read-input.ts";

/** Clears one market of one period, so that anyone can check the arithmetic. */
export const marketSolveCommand: LodebookCommand = {
  register: (program, effects) => {
    marketGroup(program)
      .command("solve")
      .description(
        "Clear a supply network of one period: prices, quantities, flows, and the certificate of the solution.",
      )
      .argument("<file>", "YAML with regions, goods, supply, demand, activities and routes")
      .option("--json", "print the result as JSON")
      .addHelpText("after", "\nExample:\n  lodebook market solve docs/examples/spatial-market.yaml --json")
      .action((file: string, options: { json?: boolean }) => {
        const model = readModel(file);
        const { result, levies } = solveAt(file, () => {
          checkMarket(model);
          const analysis = analyseMarket(model);
          const clearing = clearMarket(analysis, analysis.values, "cold");
          const levies = clearing.revenue.reduce((sum, revenue) => sum + revenue, 0);
          return { result: resultOf(model, analysis, clearing), levies };
        });
        printResult(effects, options.json, result, renderResult(model, result, levies));
      });
  },
};

type Result = {
  readonly status: "solved";
  readonly certificate: MarketClearing["certificate"];
  readonly welfare: number;
  readonly prices: Readonly<Record<string, Readonly<Record<string, number>>>>;
} & Readonly<Record<"supply" | "demand" | "activities" | "routes", readonly number[]>>;

function readModel(file: string): MarketModel {
  const { text, reading } = readInput(file);
  const node = readYaml(text, reading);
  const model = node && readMarketModel(node, reading);
  if (model === undefined || reading.faults.length > 0) throw new LodebookError(reading.faults);
  return model;
}

/** Arrays in the model's order; a good that nothing touches in a region has no price there. */
function resultOf(model: MarketModel, { network }: MarketAnalysis, clearing: MarketClearing): Result {
  const prices = model.regions.map((region) => {
    const goods = model.goods.flatMap((good) => {
      const node = findNode(network, region, good);
      const price = node === undefined ? undefined : clearing.prices[node];
      return price === undefined ? [] : [[good, price] as const];
    });
    return [region, Object.fromEntries(goods)] as const;
  });
  const { status, certificate, welfare, supply, demand, activities, routes } = clearing;
  return {
    status,
    certificate,
    welfare,
    prices: Object.fromEntries(prices),
    supply: [...supply],
    demand: [...demand],
    activities: [...activities],
    routes: [...routes],
  };
}

/** Faults of the kernel know the line of a part, but not its file. */
function solveAt<Made>(file: string, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    throw new LodebookError(error.faults.map((fault) => ({ ...fault, file })));
  }
}

function renderResult(model: MarketModel, result: Result, levies: number): string[] {
  const rows = (title: string, parts: readonly { readonly name: string }[], quantities: readonly number[]) =>
    parts.length === 0 ? [] : [title, ...parts.map(({ name }, k) => `  ${name}: ${show(quantities[k])}`)];
  const prices = Object.entries(result.prices).flatMap(([region, goods]) =>
    Object.entries(goods).map(([good, price]) => `  ${good} in ${region}: ${show(price)}`),
  );
  const { balance, complementarity, gap } = result.certificate;
  return [
    "prices",
    ...prices,
    ...rows("supply", model.supply, result.supply),
    ...rows("demand", model.demand, result.demand),
    ...rows("activities", model.activities, result.activities),
    ...rows("routes", model.routes, result.routes),
    ...(levies === 0 ? [] : [`levies bring in ${show(levies)}`]),
    `welfare ${show(result.welfare)}`,
    `certificate: balance ${balance.toExponential(1)}, complementarity ${complementarity.toExponential(1)}, gap ${gap.toExponential(1)}`,
  ];
}

function show(value: number | undefined): string {
  return (value ?? 0).toPrecision(7);
}
