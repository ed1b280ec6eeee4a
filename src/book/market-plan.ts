import type { Exposure } from "../model/exposure.ts";
import type { MarketPlan } from "../model/market-plan.ts";
import { marketPlanProducts } from "../model/market-plan-products.ts";
import { readMarketBase } from "./market-plan-base.ts";
import { readBehaviours } from "./market-plan-behaviours.ts";
import { readEpisodes } from "./market-plan-episodes.ts";
import { idsOf, isMonth, type MarketDesk } from "./market-plan-keys.ts";
import { marketNetwork } from "./market-plan-network.ts";
import { readProjects } from "./market-plan-projects.ts";
import { readLevies, readRestrictions } from "./market-plan-restrictions.ts";
import { readPossibleRoutes } from "./market-plan-routes.ts";
import { readRevenueCurves, readScenarios, readWindows } from "./market-plan-scenarios.ts";
import { readStocks } from "./market-plan-stocks.ts";
import type { KnownParameters } from "./parameter-use.ts";
import type { Known } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import type { Ids } from "./registers.ts";
import { lineUnder, nodeUnder, numberUnder, readMap, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const head = ["currency", "startMonth", "months", "draws", "seed"];
const base = ["finalDemand", "steps", "prices", "freight", "mines", "plants", "demand", "growth"];
const optional = [
  "reportDraws",
  "routes",
  "stocks",
  "projects",
  "projectSets",
  "levies",
  "restrictions",
  "scenarios",
  "windows",
];

/** What the plan of a market is read against; `exposure` is undefined where it is at fault, `statements` (ids) where a file is lost. */
export type MarketSurroundings = {
  readonly known: Known;
  readonly parameters: KnownParameters;
  readonly exposure: Exposure | undefined;
  readonly statements: ReadonlySet<string> | undefined;
};

/** Read `market.yaml`: what moves the market of the exposure network over months, and what is asked of it. */
export function readMarketPlan(node: YamlNode, reading: Reading, around: MarketSurroundings): MarketPlan {
  const keys = { required: [...head, ...base], optional: [...optional, "revenueCurves", "episodes"] };
  const map = readMap(node, keys, reading);
  const run = readRun(map, around.known);
  const desk: MarketDesk = {
    reading,
    known: around.known,
    parameters: around.parameters,
    network: around.exposure && marketNetwork(around.exposure),
    currency: run.currency,
    horizon: run.startMonth === "" || run.months === 0 ? undefined : { start: run.startMonth, months: run.months },
  };
  const before = reading.faults.length;
  const ground = readMarketBase(map, desk);
  const { routes, ways } = readPossibleRoutes(map, desk);
  const { projects, projectSets } = readProjects(map, desk, ways);
  const who = reading.faults.length > before ? undefined : { finalDemand: ground.finalDemand, projects };
  const ids: Ids = new Map();
  const levies = readLevies(map, ids, desk, ways);
  const restrictions = readRestrictions(map, ids, desk, ways);
  const declared = { restrictions: idsOf(restrictions), levies: idsOf(levies), sets: idsOf(projectSets) };
  const scenarios = readScenarios(map, declared, desk);
  return {
    ...run,
    ...ground,
    ...readBehaviours(map, who, desk),
    routes,
    stocks: readStocks(map, desk),
    projects,
    projectSets,
    levies,
    restrictions,
    scenarios,
    windows: readWindows(map, restrictions, declared, desk),
    revenueCurves: readRevenueCurves(map, scenarios, declared, desk),
    episodes: readEpisodes(map, idsOf([...levies, ...restrictions]), around.statements, desk),
  };
}

/** The ids of all parameters that the plan names. */
export function parametersOfMarket(plan: MarketPlan | undefined): ReadonlySet<string> {
  return new Set(plan === undefined ? [] : marketPlanProducts(plan).flat());
}

function readRun(
  map: YamlMap,
  known: Known,
): Pick<MarketPlan, "currency" | "startMonth" | "months" | "draws" | "seed" | "reportDraws"> {
  const { reading } = map;
  const startMonth = wordUnder(map, "startMonth");
  const isRead = startMonth !== "" && isMonth(startMonth, { reading, line: lineUnder(map, "startMonth") });
  const between = (least: number, most: number) => ({
    isAllowed: (value: number) => Number.isInteger(value) && value >= least && value <= most,
    expected: `a whole number, ${least} to ${most}`,
    otherwise: 0,
  });
  return {
    currency: readCurrency(map, known),
    startMonth: isRead ? startMonth : "",
    months: numberUnder(map, "months", between(1, 600)),
    draws: numberUnder(map, "draws", between(100, 100_000)),
    seed: numberUnder(map, "seed", between(0, Number.MAX_SAFE_INTEGER)),
    reportDraws: nodeUnder(map, "reportDraws") && numberUnder(map, "reportDraws", between(10, 10_000)),
  };
}

/** The currency; empty where it is told. */
function readCurrency(map: YamlMap, { parsers }: Known): string {
  const [found, line] = [wordUnder(map, "currency"), lineUnder(map, "currency")];
  const unit = found === "" ? undefined : parsers.unit(found, map.reading, line);
  if (unit === undefined) return "";
  if (/^[A-Z]{3}$/.test(found)) return found;
  tell(map.reading, line, "UNIT_UNKNOWN", { found, expected: "a currency, see docs/concepts/unit.md" });
  return "";
}
