import type { PlanRestriction, PlanScenario, PlanWindows, RevenueCurve } from "../model/market-plan.ts";
import { checkDeclared, checkHorizon, declaredAt, idsOf, type MarketDesk, spanAt } from "./market-plan-keys.ts";
import { tell } from "./reading.ts";
import { declareId, declareOnce, type Ids } from "./registers.ts";
import {
  itemsUnder,
  lineUnder,
  nodeUnder,
  readMap,
  readNumber,
  textUnder,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The ids that a scenario may name. */
export type Declared = {
  readonly restrictions: ReadonlySet<string>;
  readonly levies: ReadonlySet<string>;
  readonly sets: ReadonlySet<string>;
};

/** Read the scenarios: each names what is changed against the undisturbed market, or against one that stands before it. */
export function readScenarios(map: YamlMap, declared: Declared, desk: MarketDesk): PlanScenario[] {
  const ids: Ids = new Map();
  return itemsUnder(map, "scenarios").map((item) => readScenario(item, ids, declared, desk));
}

/** What `market run --scenario` understands besides. */
const reserved: readonly string[] = ["all", "windows"];

function readScenario(item: YamlNode, ids: Ids, declared: Declared, desk: MarketDesk): PlanScenario {
  const { reading } = desk;
  const keys = {
    required: ["id", "title", "shown"],
    optional: ["restrictions", "levies", "projects", "against", "note"],
  };
  const map = readMap(item, keys, reading);
  const id = wordUnder(map, "id");
  const against = wordUnder(map, "against");
  checkDeclared(against, new Set(ids.keys()), "'scenarios', before this one", {
    reading,
    line: lineUnder(map, "against"),
  });
  if (reserved.includes(id)) {
    tell(reading, lineUnder(map, "id"), "ID_UNREADABLE", {
      found: id,
      expected: `another id: a command means something else by ${reserved.join(" and ")}`,
    });
  } else if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
  const named = {
    restrictions: declaredAt(map, "restrictions", declared.restrictions, "'restrictions'"),
    levies: declaredAt(map, "levies", declared.levies, "'levies'"),
    projects: declaredAt(map, "projects", declared.sets, "'projectSets'"),
  };
  if (Object.values(named).every((list) => list.length === 0)) {
    const expected = "restrictions, levies or projects; the undisturbed market is run beside every scenario";
    tell(reading, map.line, "MARKET_SCENARIO_EMPTY", { found: id, expected });
  }
  return {
    id,
    title: textUnder(map, "title") ?? { en: "" },
    ...named,
    against: against === "" ? undefined : against,
    ...readShown(map, desk),
    note: textUnder(map, "note"),
    line: map.line,
  };
}

function readShown(map: YamlMap, desk: MarketDesk): Pick<PlanScenario, "shown"> {
  const node = nodeUnder(map, "shown");
  if (node === undefined) return { shown: { start: "", end: "" } };
  const entry = readMap(node, { required: ["start", "end"], optional: [] }, desk.reading);
  const { start, end = "" } = spanAt(entry, desk);
  return { shown: { start, end } };
}

/** Read which stop is begun in which years; undefined where the book has none. */
export function readWindows(
  map: YamlMap,
  restrictions: readonly PlanRestriction[],
  declared: Declared,
  desk: MarketDesk,
): PlanWindows | undefined {
  const node = nodeUnder(map, "windows");
  if (node === undefined) return undefined;
  const { reading } = desk;
  const entry = readMap(node, { required: ["restriction", "years"], optional: ["projects", "note"] }, reading);
  const id = wordUnder(entry, "restriction");
  const line = lineUnder(entry, "restriction");
  checkDeclared(id, declared.restrictions, "'restrictions'", { reading, line });
  const template = restrictions.find((one) => one.id === id);
  if (template !== undefined && template.start !== "" && template.end === undefined) {
    tell(reading, line, "KEY_MISSING", {
      found: "end",
      expected: `an end of ${id}, which is to be moved from year to year`,
    });
  }
  return {
    restriction: id,
    years: readYears(entry, template, desk),
    projects: declaredAt(entry, "projects", declared.sets, "'projectSets'"),
    note: textUnder(entry, "note"),
    line: entry.line,
  };
}

function readYears(map: YamlMap, template: PlanRestriction | undefined, { reading, horizon }: MarketDesk): number[] {
  const years: Ids = new Map();
  const isAllowed = (year: number) => Number.isInteger(year) && year >= 1000 && year <= 9998;
  return itemsUnder(map, "years").flatMap((item) => {
    const year = readNumber(item, { isAllowed, expected: "a year" }, reading);
    if (year === undefined) return [];
    declareOnce(years, String(year), reading, item.line);
    const { start = "", end } = template ?? {};
    if (start !== "" && end !== undefined && horizon !== undefined) {
      const last = year + Number(end.slice(0, 4)) - Number(start.slice(0, 4));
      const [first, final] = [`${year}${start.slice(4)}`, `${last}${end.slice(4)}`];
      checkHorizon(first < horizon.start ? first : final, horizon, { reading, line: item.line });
    }
    return [year];
  });
}

/** Read at which multiples of its rate a levy's revenue is computed, within a scenario that has the levy. */
export function readRevenueCurves(
  map: YamlMap,
  scenarios: readonly PlanScenario[],
  { levies: declared }: Declared,
  desk: MarketDesk,
): RevenueCurve[] {
  const { reading } = desk;
  const isAllowed = (multiple: number) => multiple >= 0 && multiple <= 1000;
  const levies: Ids = new Map();
  return itemsUnder(map, "revenueCurves").map((item): RevenueCurve => {
    const entry = readMap(item, { required: ["levy", "scenario", "multiples"], optional: [] }, reading);
    const [levy, scenario] = [wordUnder(entry, "levy"), wordUnder(entry, "scenario")];
    const at = { reading, line: lineUnder(entry, "levy") };
    if (levy !== "") declareOnce(levies, levy, reading, at.line);
    checkDeclared(levy, declared, "'levies'", at);
    checkDeclared(scenario, idsOf(scenarios), "'scenarios'", { reading, line: lineUnder(entry, "scenario") });
    const run = scenarios.find((one) => one.id === scenario);
    if (run !== undefined && declared.has(levy) && !run.levies.includes(levy)) {
      tell(reading, at.line, "MARKET_ID_UNKNOWN", { found: levy, expected: `a levy of the scenario ${scenario}` });
    }
    const known: Ids = new Map();
    const multiples = itemsUnder(entry, "multiples").flatMap((node) => {
      const multiple = readNumber(node, { isAllowed, expected: "0 to 1000 times the rate" }, reading);
      if (multiple !== undefined) declareOnce(known, String(multiple), reading, node.line);
      return multiple ?? [];
    });
    return { levy, scenario, multiples: multiples.sort((a, b) => a - b) };
  });
}
