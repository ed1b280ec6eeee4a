import { elementAt } from "../numerics/element.ts";
import { analyseMarket, type MarketAnalysis } from "./analyse-market.ts";
import { type MarketBase, marketNode } from "./market-base.ts";
import { monthModel } from "./month-layout.ts";
import { type MarketValues, valuesOf } from "./values.ts";

/** The structure of a network, analysed once and used for all its months and draws; its values are written over. */
export type MonthNetwork = {
  /** The same for bases of one structure. */
  readonly key: string;
  readonly analysis: MarketAnalysis;
  readonly values: MarketValues;
  /** The node of the analysis for each node of the base; -1 where nothing can be. */
  readonly nodeAt: Int32Array;
  /** By mine, then plant: where its entries begin in `nodes`, the base's node of each good that it takes or gives. */
  readonly starts: Int32Array;
  readonly nodes: Int32Array;
};

/**
 * Analyse the structure of a base: who can do what where. Two bases that differ in numbers only have one structure, and `like`
 * is given back when it has it.
 *
 * @example
 * analyseMonths({ elements: ["a"], stages: ["ore"], regions: ["x"], mines: [{ region: 0, outputTonnes: Float64Array.of(5) }], plants: [], routes: [], demands: [{ good: 0, region: 0, choke: 2 }], stockNodes: [], prices: Float64Array.of(7) }, undefined).nodeAt // => [0]
 */
export function analyseMonths(base: MarketBase, like: MonthNetwork | undefined): MonthNetwork {
  const { starts, nodes } = layOutEntries(base);
  const key = keyOf(base, [starts, nodes]);
  if (like?.key === key) return like;
  const model = monthModel(base);
  const analysis = analyseMarket(model);
  const { regions } = base;
  const goodAt = new Map(model.goods.map((good, place) => [good, place]));
  const regionAt = new Map(regions.map((region, place) => [region, place]));
  const nodeAt = new Int32Array(base.prices.length).fill(-1);
  for (const [index, { good, region }] of analysis.network.nodes.entries()) {
    nodeAt[(goodAt.get(good) ?? 0) * regions.length + (regionAt.get(region) ?? 0)] = index;
  }
  return { key, analysis, values: valuesOf(model), nodeAt, starts, nodes };
}

function layOutEntries(base: MarketBase): Pick<MonthNetwork, "starts" | "nodes"> {
  const starts = [0];
  const nodes: number[] = [];
  for (const { region, outputTonnes } of base.mines) {
    for (let element = 0; element < outputTonnes.length; element += 1) {
      if (elementAt(outputTonnes, element) > 0) nodes.push(marketNode(base, { stage: 0, element, region }));
    }
    starts.push(nodes.length);
  }
  for (const { stage, element, region } of base.plants) {
    nodes.push(marketNode(base, { stage: stage - 1, element, region }), marketNode(base, { stage, element, region }));
    starts.push(nodes.length);
  }
  return { starts: Int32Array.from(starts), nodes: Int32Array.from(nodes) };
}

function keyOf(
  { elements, stages, regions, routes, demands, stockNodes }: MarketBase,
  entries: readonly Int32Array[],
): string {
  const ways = routes.map(({ good, from, to }) => [good, from, to]);
  const buyers = demands.map(({ good, region }) => [good, region]);
  return JSON.stringify([elements, stages, regions, entries.map((list) => [...list]), ways, buyers, stockNodes]);
}
