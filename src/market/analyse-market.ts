import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import type { MarketModel, MarketPart } from "../model/market.ts";
import { layOutNetwork, type Network } from "./network.ts";
import { makeSolver, type Solver } from "./solver.ts";
import { type MarketValues, valuesOf } from "./values.ts";

/**
 * The structure of a market: who can take and bring what where. It is analysed once and serves for all numbers; what it
 * holds besides is the room in which one clearing after the other is computed.
 */
export type MarketAnalysis = {
  readonly model: MarketModel;
  readonly network: Network;
  /** The model's own numbers. */
  readonly values: MarketValues;
  readonly solver: Solver;
  /** By demand: what its head and its tail buy together. */
  readonly demand: Float64Array;
  /** By route: what levies bring in. */
  readonly revenue: Float64Array;
  /** Whether the solver holds the solution of a clearing. */
  isSolved: boolean;
};

/**
 * Analyse the structure of a model: lay it out, and find the pattern of the linear systems that clear it. Numbers may be
 * anything yet. Throws MARKET_INPUT for parts that name a region or a good that the model does not list, a route from a
 * region to itself, and an activity that names a good twice.
 *
 * @example
 * analyseMarket({ regions: ["A"], goods: ["x"], supply: [{ region: "A", good: "x", intercept: 9, slope: 1, capacity: Infinity }], demand: [], activities: [], routes: [] }).network.nodes // => [{ region: "A", good: "x" }]
 * analyseMarket({ regions: ["A"], goods: ["x"], supply: [{ name: "a mine", line: 3, region: "B", good: "x" }], demand: [], activities: [], routes: [] }) // throws MARKET_INPUT
 */
export function analyseMarket(model: MarketModel): MarketAnalysis {
  checkNames(model);
  const network = layOutNetwork(model);
  return {
    model,
    network,
    values: valuesOf(model),
    solver: makeSolver(network),
    demand: new Float64Array(model.demand.length),
    revenue: new Float64Array(model.routes.length),
    isSolved: false,
  };
}

function checkNames({ regions, goods, supply, demand, activities, routes }: MarketModel): void {
  const faults: Fault[] = [];
  const refuse = ({ name, line }: MarketPart, found: string, expected: string) =>
    faults.push(makeFault("MARKET_INPUT", { found: `${found} in '${name}'`, expected }, "", line));
  const check = (part: MarketPart, places: readonly string[], used: readonly string[]) => {
    for (const region of places)
      if (!regions.includes(region)) refuse(part, `the region '${region}'`, "a region of the model");
    for (const good of used) if (!goods.includes(good)) refuse(part, `the good '${good}'`, "a good of the model");
  };
  for (const part of [...supply, ...demand]) check(part, [part.region], [part.good]);
  for (const part of activities) {
    const used = [...part.inputs, ...part.outputs].map(({ good }) => good);
    check(part, [part.region], used);
    if (new Set(used).size < used.length) refuse(part, "a good that it takes or gives twice", "each good once");
  }
  for (const part of routes) {
    check(part, [part.from, part.to], [part.good]);
    if (part.from === part.to) refuse(part, `a way from '${part.from}' to itself`, "two regions");
  }
  if (faults.length > 0) throw new LodebookError(faults);
}

/** A part of the model that faults are told with. */
export type NamedPart = { readonly name: string; readonly line: number };

/**
 * The part of the model that a flow belongs to. A disposal is named after its node.
 *
 * @example
 * partOf({ model: { supply: [{ name: "a mine", line: 3 }], demand: [], activities: [], routes: [] }, network: { first: { demand: 1, activity: 1, route: 1, tail: 1, disposal: 1, end: 2 }, tailOf: [], nodes: [{ region: "A", good: "x" }] } }, 0) // => { name: "a mine", line: 3 }
 * partOf({ model: { supply: [], demand: [], activities: [], routes: [] }, network: { first: { demand: 0, activity: 0, route: 0, tail: 0, disposal: 0, end: 1 }, tailOf: [], nodes: [{ region: "A", good: "x" }] } }, 0) // => { name: "the disposal of x in A", line: 0 }
 */
export function partOf({ model, network }: Pick<MarketAnalysis, "model" | "network">, flow: number): NamedPart {
  const { first, tailOf, nodes } = network;
  if (flow >= first.disposal) {
    const node = nodes[flow - first.disposal];
    return { name: `the disposal of ${node?.good} in ${node?.region}`, line: 0 };
  }
  const j = flow < first.tail ? flow : first.demand + (tailOf[flow - first.tail] ?? 0);
  const parts: readonly MarketPart[] = [...model.supply, ...model.demand, ...model.activities, ...model.routes];
  const { name, line } = parts[j] ?? { name: "", line: 0 };
  return { name, line };
}
