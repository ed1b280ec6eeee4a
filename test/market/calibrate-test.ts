import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { baseBalance } from "../../src/market/base-balance.ts";
import { calibrateMarket } from "../../src/market/calibrate.ts";
import type { MarketBase } from "../../src/market/market-base.ts";
import type { MonthPlan } from "../../src/market/month-plan.ts";
import { runMonths } from "../../src/market/months.ts";
import { LodebookError } from "../../src/model/fault.ts";
import { makeWorld, worlds } from "./worlds.ts";

/** Nothing happens; stocks stand at their target. */
function quiet(base: MarketBase, months: number): MonthPlan {
  const stock = { initialTonnes: "target", coverDaysTarget: 60, reserveTonnes: 0 } as const;
  const policy = { ...stock, releaseShare: 0.5, releaseFrom: 1.2, refillShare: 0.5, refillBelow: 1.1 };
  const stocks = base.stockNodes.map(() => policy);
  return { months, restrictions: [], levies: [], projects: [], stocks, demandGrowth: 0 };
}

test("as long as nothing happens every month is the base period, to 1e-8", () => {
  fc.assert(
    fc.property(worlds, (base) => {
      const market = calibrateMarket(base);
      const found = runMonths(market, quiet(base, 3));
      const { comes } = baseBalance(base);
      for (let month = 0; month < 3; month += 1) {
        const slice = (numbers: Float64Array, length: number) => numbers.subarray(month * length, (month + 1) * length);
        const prices = slice(found.prices, base.prices.length);
        const used = [...prices.keys()].filter((node) => (comes[node] ?? 0) > 0);
        assertClose(
          used.map((node) => prices[node] ?? 0),
          used.map((node) => base.prices[node] ?? 0),
        );
        const flows = slice(found.flows, base.routes.length);
        assertClose(
          flows,
          base.routes.map(({ baseTonnes }) => baseTonnes),
        );
        assertClose(
          slice(found.demand, base.demands.length),
          base.demands.map(({ baseTonnes }) => baseTonnes),
        );
        assertClose(
          slice(found.plants, base.plants.length),
          base.plants.map(({ outputTonnes }) => outputTonnes),
        );
        const mined = base.mines.map(({ outputTonnes }) => outputTonnes.reduce((sum, tonnes) => sum + tonnes, 0));
        assertClose(slice(found.mines, base.mines.length), mined);
        assertClose(slice(found.stocks, base.stockNodes.length), [...stockTargets(base)]);
      }
      const value = base.demands.reduce((sum, { good, region, baseTonnes }) => {
        return sum + baseTonnes * (base.prices[good * base.regions.length + region] ?? 0);
      }, 0);
      for (const part of Object.values(found.welfare)) assert.ok(part.every((money) => Math.abs(money) < 1e-8 * value));
      assert.ok(Math.max(found.certificate.balance, found.certificate.complementarity, found.massError) < 1e-8);
      assert.deepEqual(found.runOut, new Int32Array(base.stockNodes.length).fill(-1));
    }),
    { numRuns: 60, seed: 2 },
  );
});

test("a second draw of the same structure reuses the analysis and has the results that it has alone", () => {
  const numbers = (base: MarketBase, factor: number): MarketBase => ({
    ...base,
    prices: base.prices.map((price) => price * factor),
    mines: base.mines.map((mine) => ({ ...mine, outputTonnes: mine.outputTonnes.map((tonnes) => tonnes * factor) })),
    plants: base.plants.map((plant) => ({ ...plant, outputTonnes: plant.outputTonnes * factor })),
    routes: base.routes.map((route) => ({ ...route, baseTonnes: route.baseTonnes * factor })),
    demands: base.demands.map((demand) => ({ ...demand, baseTonnes: demand.baseTonnes * factor })),
  });
  const base = makeWorld(5, { regions: 4, elements: 2, stages: 3 });
  const other = numbers(base, 3);
  const first = calibrateMarket(base);
  const second = calibrateMarket(other, first);
  assert.equal(second.network, first.network);
  assert.notEqual(calibrateMarket({ ...base, stockNodes: [] }, first).network, first.network);
  const plan: MonthPlan = {
    ...quiet(base, 8),
    restrictions: [
      { routes: [], mines: [1], plants: [], kind: "ban", size: 0.8, start: 2, end: 5, delayMonths: 0, leakage: 0 },
    ],
  };
  const alone = runMonths(calibrateMarket(other), plan);
  runMonths(first, plan);
  const found = runMonths(second, plan);
  assertClose(found.prices, [...alone.prices]);
  assertClose(found.flows, [...alone.flows], 1e-6);
});

test("routes that nobody uses and activities that earn nothing are told", () => {
  const base = makeWorld(3, { regions: 2, elements: 1, stages: 2 });
  const market = calibrateMarket(base);
  const regions = base.regions.length;
  for (const [place, { good, from, to, baseTonnes, cost }] of base.routes.entries()) {
    const gain = (base.prices[good * regions + to] ?? 0) - (base.prices[good * regions + from] ?? 0);
    assert.equal(market.routes.barriers.includes(place), baseTonnes === 0 && gain > cost);
  }
  const cheap = { ...base, prices: base.prices.map((price, node) => (node < regions ? price * 100 : price)) };
  assert.deepEqual(
    calibrateMarket(cheap).activities.losses,
    base.plants.map((_, place) => base.mines.length + place),
  );
});

test("a base that does not hold together is refused, every fault at once", () => {
  const base = makeWorld(8, { regions: 3, elements: 2, stages: 2 });
  const refuses = (changes: Partial<MarketBase>, ...patterns: readonly RegExp[]) => {
    const messages = faultsOf({ ...base, ...changes });
    assert.equal(messages.length, patterns.length, messages.join("\n"));
    for (const [k, pattern] of patterns.entries()) assert.match(messages[k] ?? "", pattern);
  };
  const change = <T>(list: readonly T[], place: number, changes: Partial<T>): T[] =>
    list.map((item, k) => (k === place ? { ...item, ...changes } : item));
  refuses({});
  refuses({ elements: ["a", "a"], yields: Float64Array.of(1) }, /elements a, a/, /1 yields/);
  refuses({ yields: Float64Array.of(1, 1.2), stockNodes: [99] }, /a yield of 1.2/, /a stock at node 99/);
  refuses({ prices: base.prices.map((price, node) => (node === 0 ? Number.NaN : price)) }, /a base price of NaN/);
  const elasticity = { kind: "working", elasticity: 0, headroom: 0.5 } as const;
  refuses(
    { mines: change(base.mines, 0, { operation: elasticity }) },
    /an elasticity of 0 of mine 0/,
    /a headroom of 0.5/,
  );
  refuses({ mines: change(base.mines, 0, { outputTonnes: Float64Array.of(1, -1) }) }, /mine 0 with outputs 1, -1/);
  refuses({ plants: change(base.plants, 0, { stage: 0 }) }, /plant 0 of .* stage 0/);
  refuses(
    { routes: [...change(base.routes, 0, { slopeShare: 0, cost: -1 }), ...base.routes.slice(1, 2)] },
    /t at a cost of -1 on route 0/,
    /a slope of 0 on route 0/,
    /a second time/,
  );
  refuses({ demands: change(base.demands, 1, { choke: 1, shortElasticity: 9 }) }, /a choke of 1/, /elasticities of 9/);
  const more = (base.demands[0]?.baseTonnes ?? 0) * 1.001;
  refuses({ demands: change(base.demands, 0, { baseTonnes: more }) }, /that come to element 0, stage 1, region 0/);
  const planned = { kind: "planned", costShare: -1 } as const;
  refuses(
    { mines: [...base.mines, { region: 0, outputTonnes: new Float64Array(2), operation: planned }] },
    /a cost share of -1 of mine/,
    /planned mine .* without output/,
  );
});

function* stockTargets(base: MarketBase): Generator<number> {
  const { leaves } = baseBalance(base);
  for (const node of base.stockNodes) yield (60 / (365 / 12)) * (leaves[node] ?? 0);
}

function assertClose(found: ArrayLike<number>, expected: readonly number[], tolerance = 1e-8): void {
  assert.equal(found.length, expected.length);
  const size = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const [k, value] of expected.entries()) {
    // What is 0 is measured against the largest of its kind.
    const error = Math.abs((found[k] ?? Number.NaN) - value);
    assert.ok(error <= tolerance * (value === 0 ? size : Math.abs(value)), `${k}: ${found[k]}, expected ${value}`);
  }
}

function faultsOf(base: MarketBase): string[] {
  try {
    calibrateMarket(base);
  } catch (error) {
    assert.ok(error instanceof LodebookError);
    assert.ok(error.faults.every(({ code }) => code === "MARKET_INPUT"));
    return error.faults.map(({ message }) => message);
  }
  return [];
}
