import type { MarketActivity, MarketModel } from "../model/market.ts";
import { elementAt } from "../numerics/element.ts";
import type { MarketBase } from "./market-base.ts";

/**
 * The base period's network as a market model that one month clears, without numbers: those come with each draw and month.
 * Supplies are what stocks release; demands are the base's; activities are its mines, then its plants, with the part of their
 * output that has a steady cost, then the same with the part whose cost rises, then what stocks buy; routes are the base's.
 * An element that a mine does not hold is left out.
 *
 * @example
 * monthModel({ elements: ["a"], stages: ["ore"], regions: ["x"], mines: [{ region: 0, outputTonnes: Float64Array.of(5) }], plants: [], routes: [], demands: [], stockNodes: [] }).activities[0].outputs // => [{ good: "a, ore", amount: 1 }]
 */
export function monthModel(base: MarketBase): MarketModel {
  const { elements, stages, regions, demands, routes } = base;
  const goods = stages.flatMap((stage) => elements.map((element) => `${element}, ${stage}`));
  const region = (place: number) => regions[place] ?? "";
  const good = (place: number) => goods[place] ?? "";
  const working = [...mines(base, goods), ...plants(base, goods)];
  const ways = routes.map((route) => {
    const way = { good: good(route.good), from: region(route.from), to: region(route.to) };
    const name = `${way.good} from ${way.from} to ${way.to}`;
    return { name, line: 0, ...way, cost: 0, capacity: 1, tax: 0, adValorem: 0 };
  });
  return {
    regions,
    goods,
    supply: base.stockNodes.map((node) => {
      const at = { region: region(node % regions.length), good: good(Math.floor(node / regions.length)) };
      return { name: `stock of ${at.good} in ${at.region}`, line: 0, ...at, intercept: 1, slope: 0, capacity: 1 };
    }),
    demand: demands.map((item) => {
      const at = { region: region(item.region), good: good(item.good) };
      const curve = { kind: "isoelastic", price: 1, quantity: 1, elasticity: 1, choke: item.choke } as const;
      return { name: `demand for ${at.good} in ${at.region}`, line: 0, ...at, ...curve };
    }),
    activities: [...working, ...working, ...stockBuyers(base, goods)],
    routes: ways,
  };
}

/** What an activity costs and can do is told anew each month. */
const open = { line: 0, intercept: 0, slope: 0, capacity: 1 };

function mines({ mines, regions }: MarketBase, goods: readonly string[]): MarketActivity[] {
  return mines.map(({ region, outputTonnes }, index) => {
    const outputs = goods
      .slice(0, outputTonnes.length)
      .map((good) => ({ good, amount: 1 }))
      .filter((_, element) => elementAt(outputTonnes, element) > 0);
    return { ...open, name: `mine ${index}`, region: regions[region] ?? "", inputs: [], outputs };
  });
}

function plants({ plants, regions, elements }: MarketBase, goods: readonly string[]): MarketActivity[] {
  return plants.map(({ stage, element, region }, index) => {
    const good = stage * elements.length + element;
    const inputs = [{ good: goods[good - elements.length] ?? "", amount: 1 }];
    const outputs = [{ good: goods[good] ?? "", amount: 1 }];
    return { ...open, name: `plant ${index}`, region: regions[region] ?? "", inputs, outputs };
  });
}

function stockBuyers({ stockNodes, regions }: MarketBase, goods: readonly string[]): MarketActivity[] {
  return stockNodes.map((node, index) => {
    const inputs = [{ good: goods[Math.floor(node / regions.length)] ?? "", amount: 1 }];
    return {
      ...open,
      name: `buyer for stock ${index}`,
      region: regions[node % regions.length] ?? "",
      inputs,
      outputs: [],
    };
  });
}
