import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { quantile } from "../../src/numerics/quantile.ts";
import { openEuDraws } from "../../src/trade/eu-draws.ts";
import { type EuRiskInput, euRiskCell } from "../../src/trade/eu-risk-cell.ts";
import { type EuSupply, euSupplyRisk } from "../../src/trade/eu-supply-risk.ts";

const countries = ["4", "8", "12", "16", "20"];
const estimate = fc.record({
  estimate: fc.double({ min: -2.4, max: 2.4, noNaN: true }),
  standardError: fc.constant(0.3),
});
const tonnes = fc.double({ min: 0.1, max: 1000, noNaN: true });

/** An importer that is the country 0, what it buys of the others, and what the world makes. */
const inputs = fc
  .record({
    made: fc.array(tonnes, { minLength: countries.length, maxLength: countries.length }),
    bought: fc.array(tonnes, { minLength: countries.length - 1, maxLength: countries.length - 1 }),
    rated: fc.array(estimate, { minLength: countries.length, maxLength: countries.length }),
    importReliance: fc.option(fc.constantFrom(0, 0.4, 1), { nil: undefined }),
    // Less than there can be: otherwise there is no consumption to rely on imports for.
    exportTonnes: fc.constantFrom(0, 0.3),
  })
  .map(({ made, bought, rated, importReliance, exportTonnes }): EuRiskInput => {
    const governance = new Map(rated.map((one, country) => [country, one]));
    return {
      countries,
      what: "ore",
      production: made.map((one, country) => ({ country, tonnes: one, deviation: country % 2 === 0 ? 0.25 : 0 })),
      imports: bought.map((one, place) => ({ country: place + 1, tonnes: one })),
      members: new Set([0]),
      exportTonnes,
      governance,
      importReliance,
      endOfLifeRecycling: 0.2,
      substitution: 0.7,
      level: 0.9,
      draws: openEuDraws({ countries, year: 2022, governance, seed: 3, count: 40 }),
    };
  });

/** The measure out of plain lists, by the kernel alone. */
function plainRisk(input: EuRiskInput, made: readonly number[], weights: readonly number[]): number {
  const supplied = made.map((one, country) =>
    country === 0 ? one : (input.imports.find((origin) => origin.country === country)?.tonnes ?? 0),
  );
  const supplyOf = (amounts: readonly number[]): EuSupply => {
    const total = amounts.reduce((sum, one) => sum + one, 0);
    return { shares: amounts.map((one) => one / total), weights, tradeParameters: amounts.map(() => 1) };
  };
  const bought = supplied.reduce((sum, one) => sum + one, 0) - (made[0] ?? 0);
  const net = Math.max(0, bought - input.exportTonnes);
  return euSupplyRisk({
    global: supplyOf(made),
    importer: supplyOf(supplied),
    importReliance: input.importReliance ?? net / ((made[0] ?? 0) + net),
    endOfLifeRecycling: 0.2,
    substitution: 0.7,
  }).supplyRisk;
}

test("the risk and its interval are those of the kernel, draw by draw", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const cell = euRiskCell(input);
      const weights = countries.map((_, country) => 2 * (2.5 - (input.governance.get(country)?.estimate ?? 0)));
      const made = input.production.map((one) => one.tonnes);
      assertNear(cell.supplyRisk, plainRisk(input, made, weights));
      const drawn = Float64Array.from({ length: input.draws.count }, (_, d) =>
        plainRisk(
          input,
          input.production.map((one) => input.draws.production("ore", one)[d] ?? 0),
          countries.map((_, country) => input.draws.weights(country)?.[d] ?? 0),
        ),
      );
      assert.ok("low" in cell.interval);
      assertNear(cell.interval.low, quantile(drawn, 0.05));
      assertNear(cell.interval.high, quantile(drawn, 0.95));
      assert.match(cell.interval.driver, /^(governance|production) \d+$/);
    }),
    { numRuns: 60 },
  );
});

test("the bounds of what is not known hold whatever it is", () => {
  fc.assert(
    fc.property(inputs, fc.double({ min: 0, max: 1, noNaN: true }), (input, share) => {
      const open = euRiskCell({
        ...input,
        endOfLifeRecycling: undefined,
        substitution: undefined,
        governance: without(input, 2),
      });
      assert.deepEqual(open.unrated, ["12"]);
      assert.ok(typeof open.supplyRisk === "object");
      const { lower = Number.NaN, upper = Number.NaN } = open.supplyRisk;
      const closed = euRiskCell({ ...input, endOfLifeRecycling: share, substitution: 1 - share / 2 }).supplyRisk;
      assert.ok(typeof closed === "number" && lower <= closed && closed <= upper * (1 + 1e-12));
    }),
    { numRuns: 60 },
  );
});

test("where only one supply is known that one is used and named, and without any there is nothing", () => {
  const [input] = fc.sample(inputs, { numRuns: 1, seed: 1 });
  assert.ok(input !== undefined);
  const world = euRiskCell({ ...input, imports: [], members: new Set() });
  assert.equal(world.used, "global");
  assert.deepEqual(world.hhiImporter, { missing: "not-collected" });
  const own = euRiskCell({ ...input, production: [] });
  assert.equal(own.used, "importer");
  assert.equal(typeof own.supplyRisk, "number");
  const none = euRiskCell({ ...input, production: [], imports: [] });
  assert.equal(none.used, "none");
  assert.deepEqual(none.supplyRisk, { missing: "not-collected" });
});

test("more exported than there is leaves the reliance out, and the risk within its bounds", () => {
  const [input] = fc.sample(inputs, { numRuns: 1, seed: 2 });
  assert.ok(input !== undefined);
  const cell = euRiskCell({ ...input, importReliance: undefined, exportTonnes: 1e9 });
  assert.deepEqual(cell.importReliance, { missing: "not-applicable" });
  assert.ok(typeof cell.supplyRisk === "object");
  const ends = [0, 1].map((importReliance) => euRiskCell({ ...input, importReliance }).supplyRisk);
  assertNear(cell.supplyRisk.lower, Math.min(...ends.map(Number)));
  assertNear(cell.supplyRisk.upper, Math.max(...ends.map(Number)));
});

function without({ governance }: EuRiskInput, country: number): EuRiskInput["governance"] {
  return new Map([...governance].filter(([other]) => other !== country));
}

function assertNear(actual: unknown, expected: number): void {
  assert.equal(typeof actual, "number");
  assert.ok(Math.abs(Number(actual) - expected) <= 1e-9 * Math.abs(expected), `${actual} is not near ${expected}`);
}
