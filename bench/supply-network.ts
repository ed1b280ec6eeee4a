import type { MarketActivity, MarketDemand, MarketModel, MarketRoute } from "../src/model/market.ts";
import { makeRandom } from "./random.ts";

/** How large a made-up supply network is, and what shares of its parts have something that is hard on a solver. */
export type NetworkOptions = {
  readonly regions: number;
  readonly elements: number;
  /** 2 or more: what a mine gives, then what each plant makes of it. */
  readonly stages: number;
  readonly seed: number;
  /** Share of demands that are isoelastic. */
  readonly curved?: number;
  /** Share of activities of constant cost. */
  readonly constant?: number;
  /** Share of plants and routes with a capacity. */
  readonly capped?: number;
  /** Share of mines, plants and routes that are closed. */
  readonly closed?: number;
  /** Share of routes with a levy ad valorem, and the highest one. */
  readonly levied?: number;
  readonly highestLevy?: number;
};

/** Routes that begin in each region, for each good. */
const routesEach = 3;

/**
 * Mines with joint products, plants stage by stage, buyers of the second and the last stage, and routes between regions.
 * Elements differ in price and in their share of what a mine gives.
 */
export function makeSupplyNetwork(options: NetworkOptions): MarketModel {
  const { regions, elements, stages, seed } = options;
  const random = makeRandom(seed);
  const tools: Tools = {
    options,
    happens: (share) => random() < share,
    between: (low, high) => low + (high - low) * random(),
  };
  const goods = Array.from({ length: stages * elements }, (_, k) => goodOf(k % elements, Math.floor(k / elements)));
  return {
    regions: Array.from({ length: regions }, (_, r) => `r${r}`),
    goods,
    supply: [],
    activities: [...makeMines(tools), ...makePlants(tools)],
    demand: makeDemands(tools),
    routes: makeRoutes(tools, goods),
  };
}

type Tools = {
  readonly options: NetworkOptions;
  readonly happens: (share: number) => boolean;
  readonly between: (low: number, high: number) => number;
};

function goodOf(element: number, stage: number): string {
  return `e${element} s${stage}`;
}

function priceOf(element: number): number {
  return 300 / (1 + element * element);
}

function gradeOf(element: number): number {
  return 0.01 * (1 + 3 * element);
}

/** What keeps a part from working freely: nothing, a capacity, or being closed. */
function capacityOf({ options, happens, between }: Tools, share: number, size: number): number {
  if (happens(options.closed ?? 0)) return 0;
  return happens(share) ? between(0.02, 2) * size : Number.POSITIVE_INFINITY;
}

function makeMines(tools: Tools): MarketActivity[] {
  const { options, happens, between } = tools;
  return Array.from({ length: options.regions }, (_, r) => r).flatMap((r) => {
    if (!happens(0.7)) return [];
    const outputs = Array.from({ length: options.elements }, (_, e) => {
      return { good: goodOf(e, 0), amount: gradeOf(e) * between(0.3, 2) };
    });
    const value = outputs.reduce((sum, { amount }, e) => sum + amount * priceOf(e), 0);
    const slope = happens(options.constant ?? 0) ? 0 : (value * between(0.2, 1)) / between(300, 3000);
    const part = { name: `mine ${r}`, line: 0, region: `r${r}`, inputs: [], outputs };
    return [{ ...part, intercept: value * between(0.1, 0.5), slope, capacity: capacityOf(tools, 1, 4000) }];
  });
}

function makePlants(tools: Tools): MarketActivity[] {
  const { options, happens, between } = tools;
  const plants: MarketActivity[] = [];
  for (let stage = 1; stage < options.stages; stage += 1) {
    for (let r = 0; r < options.regions; r += 1) {
      for (let e = 0; e < options.elements; e += 1) {
        if (!happens(0.6)) continue;
        plants.push({
          name: `plant ${r} ${goodOf(e, stage)}`,
          line: 0,
          region: `r${r}`,
          inputs: [{ good: goodOf(e, stage - 1), amount: 1 }],
          outputs: [{ good: goodOf(e, stage), amount: between(0.8, 0.98) }],
          intercept: priceOf(e) * between(0.05, 0.3),
          slope: happens(options.constant ?? 0) ? 0 : (priceOf(e) * between(0.02, 0.3)) / between(10, 100),
          capacity: capacityOf(tools, options.capped ?? 0.3, 500),
        });
      }
    }
  }
  return plants;
}

function makeDemands({ options, happens, between }: Tools): MarketDemand[] {
  const demands: MarketDemand[] = [];
  for (const stage of new Set([1, options.stages - 1])) {
    for (let r = 0; r < options.regions; r += 1) {
      for (let e = 0; e < options.elements; e += 1) {
        if (!happens(stage === options.stages - 1 ? 0.8 : 0.3)) continue;
        const price = priceOf(e) * between(1.2, 2.5);
        const quantity = 3000 * gradeOf(e) * between(0.1, 1);
        const elasticity = between(0.2, 0.9);
        const part = { name: `demand ${r} ${goodOf(e, stage)}`, line: 0, region: `r${r}`, good: goodOf(e, stage) };
        if (happens(options.curved ?? 0)) {
          demands.push({ ...part, kind: "isoelastic", price, quantity, elasticity, choke: between(5, 20) });
        } else {
          const slope = price / elasticity / quantity;
          demands.push({ ...part, kind: "linear", intercept: price * (1 + 1 / elasticity), slope });
        }
      }
    }
  }
  return demands;
}

function makeRoutes(tools: Tools, goods: readonly string[]): MarketRoute[] {
  const { options, happens, between } = tools;
  const routes = new Map<string, MarketRoute>();
  for (const [k, good] of goods.entries()) {
    for (let from = 0; from < options.regions; from += 1) {
      for (let n = 0; n < routesEach; n += 1) {
        const to = Math.floor(between(0, options.regions));
        const name = `${good} from ${from} to ${to}`;
        if (from === to || routes.has(name)) continue;
        const cost = priceOf(k % options.elements) * between(0.01, 0.1);
        const capacity = capacityOf(tools, (options.capped ?? 0.3) / 2, 100);
        const adValorem = happens(options.levied ?? 0) ? between(0, options.highestLevy ?? 0) : 0;
        const part = { name, line: 0, good, from: `r${from}`, to: `r${to}` };
        routes.set(name, { ...part, cost, capacity, tax: 0, adValorem });
      }
    }
  }
  return [...routes.values()];
}
