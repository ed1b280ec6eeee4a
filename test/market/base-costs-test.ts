import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { activityCosts, costOfQuantity, routeCosts } from "../../src/market/base-costs.ts";
import { closeCircles } from "../../src/market/close-circles.ts";
import type { BaseMine, BasePlant, MarketBase } from "../../src/market/market-base.ts";
import { worlds } from "./worlds.ts";

const mine: BaseMine = {
  region: 0,
  outputTonnes: Float64Array.of(8),
  operation: { kind: "working", elasticity: 2, headroom: 1.5 },
};
const plant: BasePlant = {
  stage: 1,
  element: 0,
  region: 0,
  outputTonnes: 4,
  operation: { kind: "working", elasticity: 1, headroom: 1.5 },
};

function chain(plants: readonly BasePlant[], prices: readonly number[]): MarketBase {
  return {
    elements: ["x"],
    stages: ["ore", "oxide"],
    regions: ["A"],
    yields: Float64Array.of(1, 0.5),
    mines: [mine],
    plants,
    routes: [],
    demands: [],
    stockNodes: [],
    prices: Float64Array.from(prices),
  };
}

test("worked by hand: an elastic mine, a plant with a margin, one with a loss, and one that is planned", () => {
  const planned: BasePlant = { ...plant, operation: { kind: "planned", costShare: 0.25 } };
  // The mine of elasticity 2 costs 10 - 5 = 5 at first. The plant earns 30 - 20 = 10, and a tonne less costs 30/4 less: so it
  // is at the floor of 0.01 up to 4 × (1 - 9.99/30) tonnes.
  const costs = activityCosts(chain([plant, planned], [10, 30]));
  assertClose(costs.least, [5, 0.01, 2.5]);
  assertClose(costs.steady, [0, 4 * (1 - 9.99 / 30), 4]);
  assertClose(costs.slope, [5 / 8, 7.5, 0]);
  assertClose(costs.level, [8, 4, 0]);
  assertClose(costs.capacity, [12, 6, 4]);
  assertClose(costs.amounts, [1, -2, 1, -2, 1]);
  // Ore at 20 leaves -10: so much it costs at any smaller level too, and more above.
  const losing = activityCosts(chain([plant], [20, 30]));
  assertClose(losing.least.subarray(1), [-10]);
  assertClose(losing.steady.subarray(1), [4]);
  assert.deepEqual(losing.losses, [1]);
});

test("marginal cost is what is earned at the base level, rises by the elasticity there, and is never below 0", () => {
  fc.assert(
    fc.property(worlds, (base) => {
      const costs = activityCosts(base);
      const step = 1e-6;
      const marginal = (k: number, level: number) =>
        (costOfQuantity(costs, k, level + step) - costOfQuantity(costs, k, level)) / step;
      for (const [k, { stage, element, region, outputTonnes, operation }] of base.plants.entries()) {
        const place = base.mines.length + k;
        const node = (stage * base.elements.length + element) * base.regions.length + region;
        const price = base.prices[node] ?? 0;
        const input = base.prices[node - base.elements.length * base.regions.length] ?? 0;
        const margin = price - input / (base.yields[stage] ?? 0);
        assert.ok(Math.abs(marginal(place, outputTonnes) - margin) < 1e-3 * price);
        if (operation.kind !== "working") continue;
        const more = marginal(place, outputTonnes * 1.01) - marginal(place, outputTonnes);
        assert.ok(Math.abs(more / price - 0.01 / operation.elasticity) < 1e-3);
        for (const share of [0, 0.3, 0.9])
          assert.ok(marginal(place, outputTonnes * share) >= Math.min(0, margin) - 1e-9);
      }
    }),
    { numRuns: 60 },
  );
});

test("no way round in a circle costs less than nothing, and used routes keep their cost", () => {
  fc.assert(
    fc.property(worlds, (base) => {
      const { cost, tonnes } = routeCosts(base);
      const n = base.regions.length;
      const regions = [...Array(n).keys()];
      for (const [k, { good, from, to, slopeShare }] of base.routes.entries()) {
        if ((tonnes[k] ?? 0) === 0) continue;
        const [paid = 0, got = 0] = [base.prices[good * n + from], base.prices[good * n + to]];
        assert.ok(Math.abs((cost[k] ?? 0) - (got - paid - slopeShare * paid)) <= 1e-12 * paid);
      }
      for (let good = 0; good < base.elements.length * base.stages.length; good += 1) {
        const way = (from: number, to: number) =>
          cost[base.routes.findIndex((route) => route.good === good && route.from === from && route.to === to)] ??
          Number.POSITIVE_INFINITY;
        // Cheapest ways of any number of steps (Floyd 1962).
        const least = regions.map((from) => regions.map((to) => way(from, to)));
        for (const via of regions) {
          for (const from of regions) {
            for (const to of regions) {
              const round = (least[from]?.[via] ?? 0) + (least[via]?.[to] ?? 0);
              const row = least[from];
              if (row !== undefined) row[to] = Math.min(row[to] ?? 0, round);
            }
          }
        }
        const price = Math.max(...base.prices);
        for (const region of regions) assert.ok((least[region]?.[region] ?? 0) >= -1e-12 * price);
      }
    }),
    { numRuns: 100 },
  );
});

test("costs are raised by no more than some circle asks for", () => {
  // A sells to B for 12 less than a tonne is worth to it, B may sell to C and to A, C to nobody: only the way back is dearer.
  const routes = [
    { good: 0, from: 0, to: 1 },
    { good: 0, from: 1, to: 2 },
    { good: 0, from: 1, to: 0 },
  ].map((route) => ({ ...route, baseTonnes: 0, cost: 0, slopeShare: 1 }));
  const cost = Float64Array.of(-12, 1, 2);
  const prices = Float64Array.of(100, 101, 101);
  const base = { regions: ["A", "B", "C"], elements: ["x"], stages: ["ore"], routes, prices };
  closeCircles(base, { cost, tonnes: Float64Array.of(5, 0, 0) });
  assertClose(cost, [-12, 1, 12]);
});

function assertClose(found: Float64Array, expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [k, value] of expected.entries()) {
    assert.ok(
      Math.abs((found[k] ?? Number.NaN) - value) <= 1e-9 * (1 + Math.abs(value)),
      `${k}: ${found[k]}, ${value}`,
    );
  }
}
