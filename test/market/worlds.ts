import fc from "fast-check";
import { baseFlows, type StageMix } from "../../src/market/base-flows.ts";
import { basePrices } from "../../src/market/base-prices.ts";
import type { BaseDemand, BaseMine, BasePlant, BaseRoute, MarketBase } from "../../src/market/market-base.ts";
import { makeRandom } from "../../src/numerics/random.ts";

type Size = { readonly regions: number; readonly elements: number; readonly stages: number };

/** Networks whose base holds together: traced flows, prices by freight, elasticities and headroom of any size. */
export const worlds: fc.Arbitrary<MarketBase> = worldsOf({ regions: 4, elements: 3, stages: 3 });

/** Networks of up to so many regions, elements and stages. */
export function worldsOf(most: Size): fc.Arbitrary<MarketBase> {
  return fc
    .record({
      seed: fc.nat(1e6),
      regions: fc.integer({ min: 2, max: most.regions }),
      elements: fc.integer({ min: 1, max: most.elements }),
      stages: fc.integer({ min: 1, max: most.stages }),
    })
    .map(({ seed, ...size }) => makeWorld(seed, size));
}

/** One network, the same for the same seed. Region 0 makes something at every stage and is the centre of every market. */
export function makeWorld(seed: number, { regions, elements, stages }: Size): MarketBase {
  const random = makeRandom(seed);
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const names = (word: string, count: number) => Array.from({ length: count }, (_, k) => `${word}${k}`);
  const yields = Float64Array.from({ length: stages }, () => between(0.6, 1));
  const mines = Array.from({ length: regions }, () => new Float64Array(elements));
  const plants: BasePlant[] = [];
  const routes: BaseRoute[] = [];
  const demands: BaseDemand[] = [];
  const prices = new Float64Array(regions * elements * stages);
  for (let element = 0; element < elements; element += 1) {
    const scale = 10 ** between(-1, 3);
    const finalDemand = Float64Array.from({ length: regions }, () => scale * between(0.1, 1));
    const mixes = Array.from({ length: stages }, () => makeMix(regions, between));
    const { made, flows } = baseFlows({ regions, finalDemand, mixes, yields });
    let price = 10 ** between(0, 3);
    for (let stage = 0; stage < stages; stage += 1) {
      const good = stage * elements + element;
      price *= between(1.8, 2.5);
      const moves = flows[stage] ?? new Float64Array(0);
      const makes = made[stage] ?? new Float64Array(0);
      const possible = listWays(moves, regions).filter(({ tonnes }) => tonnes === 0);
      const ways = possible.map(({ from, to }) => ({ from, to, cost: price * between(0, 0.3) }));
      const known = { regions, made: makes, flows: moves, centre: 0, price, freight: between(0.005, 0.05) };
      prices.set(basePrices({ ...known, possible: ways }), good * regions);
      for (const { from, to, tonnes } of listWays(moves, regions)) {
        const cost = ways.find((way) => way.from === from && way.to === to)?.cost ?? 0;
        routes.push({ good, from, to, baseTonnes: tonnes, cost, slopeShare: between(0.02, 0.5) });
      }
      for (const [region, tonnes] of makes.entries()) {
        const mine = mines[region];
        if (stage === 0 && mine !== undefined) mine[element] = tonnes;
        const operation = { kind: "working", elasticity: between(0.2, 2), headroom: between(1, 1.6) } as const;
        if (stage > 0 && tonnes > 0) plants.push({ stage, element, region, outputTonnes: tonnes, operation });
      }
    }
    for (const [region, tonnes] of finalDemand.entries()) {
      const longElasticity = between(0.2, 1.2);
      const shortElasticity = longElasticity * between(0.2, 1);
      const curve = { shortElasticity, shortMonths: Math.ceil(between(0, 12)), longElasticity, choke: between(2, 20) };
      demands.push({ good: (stages - 1) * elements + element, region, baseTonnes: tonnes, ...curve });
    }
  }
  const working = (): BaseMine["operation"] => ({
    kind: "working",
    elasticity: between(0.2, 2),
    headroom: between(1, 1.6),
  });
  return {
    elements: names("element ", elements),
    stages: names("stage ", stages),
    regions: names("region ", regions),
    yields,
    mines: mines
      .map((outputTonnes, region) => ({ region, outputTonnes, operation: working() }))
      .filter(({ outputTonnes }) => outputTonnes.some((tonnes) => tonnes > 0)),
    plants,
    routes,
    demands,
    stockNodes: [...prices.keys()].filter((node) => (prices[node] ?? 0) > 0 && random.uniform() < 0.3),
    prices,
  };
}

function makeMix(regions: number, between: (low: number, high: number) => number): StageMix {
  const own = new Float64Array(regions);
  const imports = new Float64Array(regions * regions);
  for (let to = 0; to < regions; to += 1) {
    const weights = Array.from({ length: regions }, (_, from) => {
      const isThere = from === 0 || between(0, 1) < 0.4;
      return isThere ? between(0.1, 1) : 0;
    });
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    for (const [from, weight] of weights.entries()) {
      if (from === to) own[to] = weight / total;
      else imports[from * regions + to] = weight / total;
    }
  }
  return { own, imports };
}

function listWays(flows: Float64Array, regions: number): { from: number; to: number; tonnes: number }[] {
  return [...flows.entries()]
    .map(([place, tonnes]) => ({ from: Math.floor(place / regions), to: place % regions, tonnes }))
    .filter(({ from, to }) => from !== to);
}
