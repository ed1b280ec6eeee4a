import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type EuSupply, euSupplyRisk, worstStage } from "../../src/trade/eu-supply-risk.ts";
import { numberOf, readSharedTable, skipShared } from "./shared-table.ts";

/**
 * The EU's 2023 cases at the stage of processing, global supply alone, t = 1. The assessment does not print W or the
 * shares: W is taken as the middle, 5.685, of the range 5.66 to 5.71 that fits all four, China supplies everything, or
 * 0.975 of terbium, and the rest of terbium comes from one country at W = 5.
 */
const governanceUsed = 5.685;
const cases = [
  { material: "Dysprosium", china: 1, substitution: 0.99, published: 5.6 },
  { material: "Holmium", china: 1, substitution: 1, published: 5.6 },
  { material: "Gadolinium", china: 1, substitution: 0.59, published: 3.3 },
  { material: "Terbium", china: 0.975, substitution: 0.92, published: 4.9 },
];

for (const { material, china, substitution, published } of cases) {
  test(`${material}: ${published} within 0.1, whatever W in 5.66 to 5.71 and whoever the rest is`, () => {
    for (const weight of [5.66, governanceUsed, 5.71]) {
      for (const ofRest of [0, 5, 10]) {
        const { supplyRisk, used } = processing({ china, weight, ofRest, endOfLifeRecycling: 0.01, substitution });
        assert.ok(Math.abs(supplyRisk - published) < 0.1, `${supplyRisk} with ${weight}`);
        assert.equal(used, "global");
      }
    }
  });

  test(`${material}: recycling, substitution and result as the EU's table has them`, { skip: skipShared }, () => {
    const row = euRows().find((each) => each.get("material_name") === material);
    assert.ok(row);
    assert.deepEqual([row.get("eu_used_stage"), row.get("eu_used_supply_refined")], ["Processing", "GSonly"]);
    const { supplyRisk } = processing({
      china,
      weight: governanceUsed,
      ofRest: 5,
      endOfLifeRecycling: numberOf(row, "end_of_life") / 100,
      substitution: numberOf(row, "si_sr"),
    });
    assert.ok(Math.abs(supplyRisk - numberOf(row, "supply_risk_refined")) < 0.1, String(supplyRisk));
    assert.equal(numberOf(row, "si_sr"), substitution);
    assert.equal(numberOf(row, "supply_risk_refined"), published);
  });
}

test("the worst stage is the one on which the EU's table rests", { skip: skipShared }, () => {
  const names = new Map([
    ["Extraction", "supply_risk_primary"],
    ["Processing", "supply_risk_refined"],
  ]);
  // A row without a risk at one of the stages, and the means of a group, say nothing of the rule.
  const single = euRows().filter(
    (row) => [...names.values()].every((column) => row.get(column) !== "") && row.get("si_sr") !== "",
  );
  assert.equal(single.length, 14);
  for (const row of single) {
    const stages = [...names].map(([stage, column]) => ({ stage, supplyRisk: numberOf(row, column) }));
    const worst = worstStage(stages);
    assert.equal(worst.stage, row.get("eu_used_stage"), row.get("material_name"));
    assert.equal(worst.supplyRisk, numberOf(row, "supply_risk"), row.get("material_name"));
  }
});

test("by hand: both supplies, half of the reliance on the world's", () => {
  const risk = euSupplyRisk({
    global: supplyOf([0.5, 0.5], [6, 2], [1, 1]),
    importer: supplyOf([0.2, 0.8], [5, 1], [2, 0.5]),
    importReliance: 0.6,
    endOfLifeRecycling: 0.1,
    substitution: 0.9,
  });
  assert.equal(risk.used, "both");
  assert.equal(risk.hhiGlobal, 2);
  // 0.04 × 5 × 2 + 0.64 × 1 × 0.5.
  assert.ok(Math.abs((risk.hhiImporter ?? 0) - 0.72) < 1e-12);
  assert.ok(Math.abs(risk.supplyRisk - (2 * 0.3 + 0.72 * 0.7) * 0.81) < 1e-12);
});

/** Shares of whole tonnes, so that they sum to one. */
const supply = fc
  .array(
    fc.record({
      tonnes: fc.integer({ min: 1, max: 50 }),
      weight: fc.double({ min: 0, max: 10, noNaN: true }),
      trade: fc.double({ min: 0, max: 2, noNaN: true }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((all): EuSupply => {
    const total = all.reduce((sum, { tonnes }) => sum + tonnes, 0);
    const shares = all.map(({ tonnes }) => tonnes / total);
    return supplyOf(
      shares,
      all.map(({ weight }) => weight),
      all.map(({ trade }) => trade),
    );
  });
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const terms = fc.record({ importReliance: unit, endOfLifeRecycling: unit, substitution: unit });

test("between the two supplies alone, nearer to the importer's; the same supply twice is that supply", () => {
  fc.assert(
    fc.property(supply, supply, terms, (global, importer, rest) => {
      const both = euSupplyRisk({ global, importer, ...rest }).supplyRisk;
      const world = euSupplyRisk({ global, importer: undefined, ...rest });
      const own = euSupplyRisk({ global: undefined, importer, ...rest });
      assert.deepEqual(
        [world.used, own.used, world.hhiImporter, own.hhiGlobal],
        ["global", "importer", undefined, undefined],
      );
      assert.ok(both >= Math.min(world.supplyRisk, own.supplyRisk) - 1e-9);
      assert.ok(both <= Math.max(world.supplyRisk, own.supplyRisk) + 1e-9);
      assert.ok(Math.abs(both - own.supplyRisk) <= Math.abs(both - world.supplyRisk) + 1e-9);
      const twice = euSupplyRisk({ global, importer: global, ...rest });
      assert.ok(Math.abs(twice.supplyRisk - world.supplyRisk) < 1e-9);
    }),
  );
});

test("HHI is 10 times the Herfindahl index where W is 10 and t is 1; recycling and substitutes lower the risk", () => {
  fc.assert(
    fc.property(supply, terms, unit, (given, rest, part) => {
      const worst = {
        ...given,
        weights: Array.from(given.shares, () => 10),
        tradeParameters: Array.from(given.shares, () => 1),
      };
      const { hhiGlobal, supplyRisk } = euSupplyRisk({ global: worst, importer: undefined, ...rest });
      const squares = Array.from(given.shares).reduce((sum, share) => sum + share * share, 0);
      assert.ok(Math.abs((hhiGlobal ?? 0) - 10 * squares) < 1e-9);
      const lower = { ...rest, substitution: rest.substitution * part };
      assert.ok(euSupplyRisk({ global: worst, importer: undefined, ...lower }).supplyRisk <= supplyRisk);
      const recycled = { ...rest, endOfLifeRecycling: 1 };
      assert.equal(euSupplyRisk({ global: worst, importer: undefined, ...recycled }).supplyRisk, 0);
    }),
  );
});

test("among equal stages the first counts", () => {
  const stages = [
    { id: "a", supplyRisk: 1 },
    { id: "b", supplyRisk: 2 },
    { id: "c", supplyRisk: 2 },
  ];
  assert.equal(worstStage(stages).id, "b");
});

test("no supply at all, shares that leave a rest and numbers that cannot be are refused", () => {
  const good = {
    global: supplyOf([1], [5], [1]),
    importer: undefined,
    importReliance: 1,
    endOfLifeRecycling: 0,
    substitution: 1,
  };
  for (const wrong of [
    { global: undefined },
    { global: supplyOf([0.9], [5], [1]) },
    { global: supplyOf([0.6, 0.6], [5, 5], [1, 1]) },
    { global: supplyOf([1.5, -0.5], [5, 5], [1, 1]) },
    { global: supplyOf([], [], []) },
    { global: supplyOf([1], [], [1]) },
    { global: supplyOf([1], [5], []) },
    { global: supplyOf([1], [11], [1]) },
    { global: supplyOf([1], [Number.NaN], [1]) },
    { importer: supplyOf([1], [5], [-1]) },
    { importReliance: 80 },
    { endOfLifeRecycling: -0.01 },
    { substitution: Number.NaN },
  ]) {
    assert.throws(() => euSupplyRisk({ ...good, ...wrong }), /TRADE_INPUT/, JSON.stringify(wrong));
  }
  assert.throws(() => worstStage([]), /TRADE_INPUT/);
  assert.throws(() => worstStage([{ supplyRisk: Number.NaN }]), /TRADE_INPUT/);
});

function euRows() {
  return readSharedTable("eu2023_rare_earth_results.csv");
}

function processing(given: {
  readonly china: number;
  readonly weight: number;
  readonly ofRest: number;
  readonly endOfLifeRecycling: number;
  readonly substitution: number;
}) {
  const { china, weight, ofRest, endOfLifeRecycling, substitution } = given;
  const global = supplyOf([china, 1 - china], [weight, ofRest], [1, 1]);
  return euSupplyRisk({ global, importer: undefined, importReliance: 1, endOfLifeRecycling, substitution });
}

function supplyOf(shares: number[], weights: number[], tradeParameters: number[]): EuSupply {
  return { shares, weights, tradeParameters };
}
