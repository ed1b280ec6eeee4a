import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quantile } from "../../src/numerics/quantile.ts";
import { inputStream } from "../../src/trade/risk-draws.ts";
import { riskTable } from "../../src/trade/risk-table.ts";
import type { RiskInputs } from "../../src/trade/risk-types.ts";
import { type RiskRows, riskInputs } from "./risk-inputs.ts";
import { naiveRisk } from "./risk-naive.ts";
import { groups, smallWorld, worlds } from "./risk-worlds.ts";

test("intervals equal a plain loop over the same draws", () => {
  fc.assert(
    fc.property(worlds, fc.integer({ min: 0, max: 2 ** 40 }), fc.constantFrom(0.5, 0.9), (rows, seed, level) => {
      const draws = 60;
      const inputs = riskInputs(rows, { groups, draws, seed, level });
      const drawn = drawRows(rows, inputs);
      for (const cell of riskTable(inputs)) {
        if (typeof cell.score !== "number") continue;
        const material = inputs.materials.indexOf(cell.material);
        const members = groups.get(cell.importer) ?? [inputs.countries.indexOf(cell.importer)];
        const scores = Float64Array.from(drawn, (world) => naiveRisk(world, material, cell.year, members).score);
        assert.ok("low" in cell.interval);
        assert.equal(cell.interval.level, level);
        assertNear(cell.interval.low, quantile(scores, (1 - level) / 2), 1e-10);
        assertNear(cell.interval.high, quantile(scores, (1 + level) / 2), 1e-10);
      }
    }),
    { numRuns: 8 },
  );
});

test("the driver is the input with the largest slope times deviation, found by small steps", () => {
  fc.assert(
    fc.property(worlds, (rows) => {
      const inputs = riskInputs(rows, { groups, draws: 1 });
      for (const cell of riskTable(inputs)) {
        if (typeof cell.score !== "number" || !("low" in cell.interval)) continue;
        const material = inputs.materials.indexOf(cell.material);
        const members = groups.get(cell.importer) ?? [inputs.countries.indexOf(cell.importer)];
        const effects = effectsByStep(
          rows,
          (world) => naiveRisk(world, material, cell.year, members).score,
          material,
          cell.year,
        );
        const largest = Math.max(0, ...effects.values());
        const named = effects.get(cell.interval.driver) ?? 0;
        assert.ok(named >= largest * (1 - 1e-4) - 1e-9, `${cell.interval.driver}: ${named}, largest ${largest}`);
        if (largest > 1e-7) assert.notEqual(cell.interval.driver, "none");
      }
    }),
    { numRuns: 15 },
  );
});

test("another seed gives another interval around the same score", () => {
  const rows = smallWorld();
  const [one] = riskTable(riskInputs(rows, { seed: 1 }));
  const [two] = riskTable(riskInputs(rows, { seed: 2 }));
  assert.equal(one?.score, two?.score);
  assert.notDeepEqual(one?.interval, two?.interval);
});

test("an interval is that of the normal distribution where the score is a straight line of one estimate", () => {
  // One importer, one origin, production without error: score = H t / (P + t) (0.5 - e/5), e normal with error 0.25.
  const rows = {
    trade: [[0, 2022, 0, 1, 40, 80]],
    production: [
      [0, 0, 2022, 60, 0],
      [0, 1, 2022, 60, 0],
    ],
    governance: [[1, 2022, 0, 0.25]],
  };
  const [cell] = riskTable(riskInputs(rows, { draws: 20_000 }));
  assert.ok(cell && "low" in cell.interval);
  // R 4.2.2: qnorm(0.95)
  const half = 0.5 * 0.4 * 0.2 * 0.25 * 1.6448536269514715;
  assert.ok(Math.abs(cell.interval.low - (0.1 - half)) < 0.03 * half);
  assert.ok(Math.abs(cell.interval.high - (0.1 + half)) < 0.03 * half);
  assert.equal(cell.interval.driver, "governance c1");
});

/** The rows once more for each draw, with every uncertain figure drawn. */
function drawRows(rows: RiskRows, { seed, draws, countries, materials }: RiskInputs): RiskRows[] {
  const name = (list: readonly string[], place = -1) => list[place] ?? "";
  const governance = rows.governance.map(([country, year = 0, estimate = 0, error = 0]) => {
    const random = inputStream(seed, ["governance", name(countries, country)], year);
    return Array.from({ length: draws }, () => [
      country ?? -1,
      year,
      error > 0 ? estimate + error * random.normal() : estimate,
    ]);
  });
  const production = rows.production.map(([material, country, year = 0, tonnes = 0, sd = 0]) => {
    const random = inputStream(seed, ["production", name(materials, material), name(countries, country)], year);
    return Array.from({ length: draws }, () => {
      return [material ?? -1, country ?? -1, year, sd > 0 ? tonnes * Math.exp(sd * random.normal()) : tonnes];
    });
  });
  return Array.from({ length: draws }, (_, d) => ({
    trade: rows.trade,
    governance: governance.map((drawn) => drawn[d] ?? []),
    production: production.map((drawn) => drawn[d] ?? []),
  }));
}

/** For each input by its name |score(up) - score(down)| over a small step both ways, times its standard deviation. */
function effectsByStep(
  rows: RiskRows,
  score: (world: RiskRows) => number,
  material: number,
  year: number,
): ReadonlyMap<string, number> {
  const step = 1e-5;
  const effects = new Map<string, number>();
  for (const [k, [country, y, estimate = 0, error = 0]] of rows.governance.entries()) {
    if (y !== year || error === 0) continue;
    const moved = (to: number) => score({ ...rows, governance: rows.governance.with(k, [country ?? -1, y, to]) });
    effects.set(
      `governance c${country}`,
      (Math.abs(moved(estimate + step) - moved(estimate - step)) / (2 * step)) * error,
    );
  }
  for (const [k, [m, country, y, tonnes = 0, sd = 0]] of rows.production.entries()) {
    if (m !== material || y !== year || sd === 0) continue;
    const moved = (by: number) =>
      score({ ...rows, production: rows.production.with(k, [m, country ?? -1, y, tonnes * Math.exp(by)]) });
    effects.set(`production c${country}`, (Math.abs(moved(step) - moved(-step)) / (2 * step)) * sd);
  }
  return effects;
}

function assertNear(found: unknown, expected: number, tolerance: number): void {
  assert.ok(typeof found === "number", `${JSON.stringify(found)} is no number, expected ${expected}`);
  assert.ok(Math.abs(found - expected) <= tolerance * Math.abs(expected), `${found}, expected ${expected}`);
}
