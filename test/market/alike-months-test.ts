import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { alikeMonths } from "../../src/market/alike-months.ts";
import { calibrateMarket } from "../../src/market/calibrate.ts";
import type { MarketBase } from "../../src/market/market-base.ts";
import type { MonthPlan, Restriction } from "../../src/market/month-plan.ts";
import { runMonths } from "../../src/market/months.ts";
import { makeWorld } from "./worlds.ts";

/** What a world's routes may suffer from some month on. */
function stop(base: MarketBase, kind: "ban" | "levy", start: number, size: number): Restriction {
  const routes = [...base.routes.keys()];
  const end = start + 3;
  return { kind, size, start, end, routes, mines: [], plants: [], leakage: 0, delayMonths: 0 };
}

test("a run that goes on from another is the run that begins anew", () => {
  const base = makeWorld(4, { regions: 3, elements: 2, stages: 2 });
  const stocks = base.stockNodes.map(() => ({
    initialTonnes: "target" as const,
    coverDaysTarget: 40,
    reserveTonnes: 0,
    releaseShare: 0.5,
    releaseFrom: 1.1,
    refillShare: 0.5,
    refillBelow: 1,
  }));
  const months = fc.integer({ min: 0, max: 9 });
  const sizes = fc.constantFrom(0.3, 0.6, 0.9);
  fc.assert(
    fc.property(months, months, sizes, sizes, (firstStart, secondStart, firstSize, secondSize) => {
      const taxed = stop(base, "levy", 2, 0.5);
      const planOf = (start: number, size: number): MonthPlan => ({
        months: 10,
        restrictions: [taxed, stop(base, "ban", start, size)],
        levies: [],
        projects: [],
        stocks,
        demandGrowth: 0.02,
      });
      const [first, second] = [planOf(firstStart, firstSize), planOf(secondStart, secondSize)];
      assert.equal(alikeMonths(first, second), Math.min(firstStart, secondStart));
      const market = calibrateMarket(base);
      const earlier = { plan: first, result: runMonths(market, first) };
      const found = runMonths(market, second, earlier);
      const anew = runMonths(calibrateMarket(base), second);
      for (const list of ["prices", "demand", "flows", "stocks", "scale", "restrictionRevenue"] as const) {
        assertClose(found[list], anew[list], list);
      }
      for (const part of ["consumer", "producer", "levy"] as const) {
        assertClose(found.welfare[part], anew.welfare[part], part);
      }
      assert.deepEqual(found.runOut, anew.runOut);
    }),
    { numRuns: 25 },
  );
});

function assertClose(found: Float64Array, expected: Float64Array, name: string): void {
  assert.equal(found.length, expected.length);
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-9);
  for (const [place, value] of expected.entries()) {
    assert.ok(Math.abs((found[place] ?? Number.NaN) - value) <= 1e-6 * largest, `${name} ${place}`);
  }
}
