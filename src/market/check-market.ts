import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import type { MarketModel } from "../model/market.ts";
import { findRay } from "./find-ray.ts";

/**
 * Refuse models that no numbers can mend: MARKET_DEMAND_UNSUPPLIED for a demand that no supply and no activity can reach,
 * whatever the capacities are, and MARKET_PRODUCTIVE_CYCLE for activities that make something out of nothing: they feed each
 * other, over routes if need be, and something is left. A mine, which takes nothing, is no such activity.
 *
 * @example
 * checkMarket({ regions: ["A"], goods: ["x"], supply: [], demand: [{ name: "a mill", line: 2, region: "A", good: "x" }], activities: [], routes: [] }) // throws MARKET_DEMAND_UNSUPPLIED
 * checkMarket({ regions: ["A"], goods: ["x", "y"], supply: [], demand: [], activities: [{ name: "there", line: 1, region: "A", inputs: [{ good: "x", amount: 1 }], outputs: [{ good: "y", amount: 2 }] }, { name: "back", line: 2, region: "A", inputs: [{ good: "y", amount: 1 }], outputs: [{ good: "x", amount: 1 }] }], routes: [] }) // throws MARKET_PRODUCTIVE_CYCLE
 */
export function checkMarket(model: MarketModel): void {
  const faults = [...unsupplied(model), ...productiveCycles(model)];
  if (faults.length > 0) throw new LodebookError(faults);
}

function unsupplied({ supply, demand, activities, routes }: MarketModel): Fault[] {
  const reached = reach(
    supply.map(({ region, good }) => keyOf(region, good)),
    activities,
    routes,
  );
  return demand
    .filter(({ region, good }) => !reached.has(keyOf(region, good)))
    .map(({ name, line, region, good }) => {
      const found = `'${name}'`;
      const expected = `a supply or an activity that gives ${good} in ${region}, or where a route to it begins`;
      return makeFault("MARKET_DEMAND_UNSUPPLIED", { found, expected }, "", line);
    });
}

function keyOf(region: string, good: string): string {
  return `${region}\n${good}`;
}

/** What can be had, starting from these nodes: activities whose inputs can be had give their outputs, and routes carry on. */
function reach(
  from: readonly string[],
  activities: MarketModel["activities"],
  routes: MarketModel["routes"],
): ReadonlySet<string> {
  const reached = new Set(from);
  for (let size = -1; size < reached.size; ) {
    size = reached.size;
    for (const { region, inputs, outputs } of activities) {
      if (!inputs.every(({ good }) => reached.has(keyOf(region, good)))) continue;
      for (const { good } of outputs) reached.add(keyOf(region, good));
    }
    for (const { good, from: origin, to } of routes) {
      if (reached.has(keyOf(origin, good))) reached.add(keyOf(to, good));
    }
  }
  return reached;
}

/** What a unit of an activity or a route costs here beside a unit of a good: enough to keep goods from going around. */
const smallCost = 1e-7;

/**
 * With every good sold for 1 and nothing to begin with, somebody gains only if something comes out of nothing.
 */
function productiveCycles(model: MarketModel): Fault[] {
  const activities = fedByOthers(model);
  if (activities.length === 0) return [];
  const nodes = new Set(activities.flatMap(({ region, outputs }) => outputs.map(({ good }) => keyOf(region, good))));
  const reached = reach([...nodes], [], model.routes);
  const market: MarketModel = {
    ...model,
    supply: [],
    demand: [...reached].map((key) => {
      const [region = "", good = ""] = key.split("\n");
      return { name: "", line: 0, kind: "linear", region, good, intercept: 1, slope: 0 };
    }),
    activities: activities.map((activity) => {
      const largest = Math.max(...[...activity.inputs, ...activity.outputs].map(({ amount }) => amount));
      const scale = ({ good, amount }: { good: string; amount: number }) => ({ good, amount: amount / largest });
      const [inputs, outputs] = [activity.inputs.map(scale), activity.outputs.map(scale)];
      return { ...activity, inputs, outputs, intercept: smallCost, slope: 0, capacity: 1 };
    }),
    routes: model.routes
      .filter(({ good, from }) => reached.has(keyOf(from, good)))
      .map((route) => ({ ...route, cost: smallCost, capacity: 1, tax: 0, adValorem: 0 })),
  };
  const cycle = findRay(market).filter(({ name }) => name !== "");
  if (cycle.length === 0) return [];
  const found = `${cycle.map(({ name }) => `'${name}'`).join(", ")}, which together make something out of nothing`;
  const expected = "activities that lose a little on the way around";
  return [makeFault("MARKET_PRODUCTIVE_CYCLE", { found, expected }, "", Math.min(...cycle.map(({ line }) => line)))];
}

/** Activities whose inputs all come from such activities: what is left when those that begin with something else are gone. */
function fedByOthers({ activities, routes }: MarketModel): MarketModel["activities"] {
  let left = activities.filter(({ inputs }) => inputs.length > 0);
  for (let count = -1; count !== left.length; ) {
    count = left.length;
    const given = left.flatMap(({ region, outputs }) => outputs.map(({ good }) => keyOf(region, good)));
    const reached = reach(given, [], routes);
    left = left.filter(({ region, inputs }) => inputs.every(({ good }) => reached.has(keyOf(region, good))));
  }
  return left;
}
