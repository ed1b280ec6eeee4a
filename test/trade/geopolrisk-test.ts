import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { geoPolRisk } from "../../src/trade/geopolrisk.ts";
import { governanceWeight } from "../../src/trade/governance-weight.ts";
import { herfindahl } from "../../src/trade/herfindahl.ts";
import { numberOf, readSharedTable, skipShared } from "./shared-table.ts";

/** Copper's midpoint, thousand USD a tonne (Koyamparambath et al. 2024). */
const copperMidpoint = 0.409412948;

// Zeros are likely, numbers too small for all their digits are left out.
const tonnes = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e6, noNaN: true }));
const unit = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1, noNaN: true }));
const origins = fc.array(fc.record({ tonnes, weight: unit }), { minLength: 1, maxLength: 12 });
const cell = fc
  .record({ hhi: unit, origins, production: tonnes, value: tonnes })
  .filter((it) => it.production + it.origins.reduce((total, origin) => total + origin.tonnes, 0) > 1e-3);

for (const material of ["Nickel", "Manganese"]) {
  test(`${material}, United States 2022: every column as the open reference printed it`, { skip: skipShared }, () => {
    const expected = readSharedTable("expected-geopolrisk.csv").find((row) => row.get("Raw Material") === material);
    assert.ok(expected);
    const found = publishedCell(material);
    const columns = {
      Numerator: found.numerator,
      "Total Trade": found.totalTrade,
      "Import Risk (WTA)": found.importRisk,
      "GeoPolRisk Score": found.score,
      Price: found.price,
      Midpoint: found.midpoint,
      CF: found.characterisationFactor,
    };
    for (const [column, value = Number.NaN] of Object.entries(columns)) {
      const reference = numberOf(expected, column);
      assert.ok(Math.abs(value / reference - 1) < 1e-14, `${column}: ${value}, ${reference}`);
    }
  });
}

test("by hand: 30 t at 0.6 and 10 t at 0.2 beside 60 t made at home", () => {
  const risk = geoPolRisk({
    hhi: 0.25,
    importTonnes: Float64Array.of(30, 10),
    weights: Float64Array.of(0.6, 0.2),
    domesticProductionTonnes: 60,
    tradeValueThousandUsd: 120,
    copperMidpoint: 0.5,
  });
  assert.deepEqual(risk, {
    numerator: 20,
    totalTrade: 40,
    importRisk: 0.2,
    score: 0.05,
    price: 3,
    midpoint: 0.05 * 3,
    characterisationFactor: (0.05 * 3) / 0.5,
  });
});

test("import risk is the mean weight over every tonne of supply, those of the own mines at 0", () => {
  const few = fc.array(fc.record({ tonnes: fc.integer({ min: 0, max: 5 }), weight: unit }), { maxLength: 6 });
  fc.assert(
    fc.property(unit, few, fc.integer({ min: 1, max: 9 }), (hhi, all, production) => {
      const each = all.flatMap((origin) => Array.from({ length: origin.tonnes }, () => origin.weight));
      const mean = each.reduce((total, weight) => total + weight, 0) / (each.length + production);
      const risk = compute({ hhi, origins: all, production, value: 7 });
      assert.ok(Math.abs(risk.importRisk - mean) < 1e-12);
      assert.ok(Math.abs(risk.score - hhi * mean) < 1e-12);
      assert.equal(risk.price, each.length === 0 ? undefined : 7 / each.length);
    }),
  );
});

test("two origins with the same weight may be merged, and order does not matter", () => {
  fc.assert(
    fc.property(cell, tonnes, unit, (given, more, part) => {
      const [first, ...rest] = given.origins;
      assert.ok(first);
      const whole = compute({ ...given, origins: [{ ...first, tonnes: first.tonnes + more }, ...rest] });
      const moved = more * part;
      const split = [...rest, { ...first, tonnes: moved }, { ...first, tonnes: first.tonnes + more - moved }];
      assertAlike(compute({ ...given, origins: split }), whole);
    }),
  );
});

test("the unit of mass changes neither import risk nor score; price goes against it", () => {
  fc.assert(
    fc.property(cell, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (given, unitOfMass) => {
      const one = compute(given);
      const other = compute({
        ...given,
        production: given.production * unitOfMass,
        origins: given.origins.map((origin) => ({ ...origin, tonnes: origin.tonnes * unitOfMass })),
      });
      assert.ok(Math.abs(other.importRisk - one.importRisk) < 1e-12);
      assert.ok(Math.abs(other.score - one.score) < 1e-12);
      if (one.price === undefined || other.price === undefined) return;
      assert.ok(Math.abs(other.price * unitOfMass - one.price) <= 1e-9 * one.price);
    }),
  );
});

test("import risk lies in 0 to the largest weight; more production and better governance lower it", () => {
  fc.assert(
    fc.property(cell, tonnes, unit, (given, more, part) => {
      const risk = compute(given);
      const largest = Math.max(...given.origins.map(({ weight }) => weight));
      assert.ok(risk.importRisk >= 0 && risk.importRisk <= largest + 1e-12);
      assert.ok(risk.score <= given.hhi + 1e-12);
      assert.ok(compute({ ...given, production: given.production + more }).importRisk <= risk.importRisk + 1e-12);
      const better = given.origins.map((origin) => ({ ...origin, weight: origin.weight * part }));
      assert.ok(compute({ ...given, origins: better }).importRisk <= risk.importRisk + 1e-12);
    }),
  );
});

test("nothing imported: no risk from trade, and no price, midpoint or factor instead of zeros", () => {
  for (const none of [[], [{ tonnes: 0, weight: 0.9 }]]) {
    assert.deepEqual(compute({ hhi: 0.4, origins: none, production: 3, value: 0 }), {
      numerator: 0,
      totalTrade: 0,
      importRisk: 0,
      score: 0,
      price: undefined,
      midpoint: undefined,
      characterisationFactor: undefined,
    });
  }
});

test("no trade and no production, and numbers that cannot be, are refused", () => {
  const good = {
    hhi: 0.5,
    importTonnes: [1],
    weights: [0.5],
    domesticProductionTonnes: 1,
    tradeValueThousandUsd: 1,
    copperMidpoint,
  };
  for (const wrong of [
    { importTonnes: [], weights: [], domesticProductionTonnes: 0 },
    { importTonnes: [0], domesticProductionTonnes: 0 },
    { weights: [] },
    { importTonnes: [-1] },
    { importTonnes: [Number.NaN] },
    { weights: [1.1] },
    { weights: [Number.NaN] },
    { hhi: 1.5 },
    { domesticProductionTonnes: Number.POSITIVE_INFINITY },
    { tradeValueThousandUsd: -1 },
    { copperMidpoint: 0 },
    { importTonnes: [1e308, 1e308], weights: [0, 0] },
  ]) {
    assert.throws(() => geoPolRisk({ ...good, ...wrong }), /TRADE_INPUT/, JSON.stringify(wrong));
  }
});

/** One cell from the published tables alone: flows, world production, governance. */
function publishedCell(material: string) {
  const year = "2022";
  const importer = "842";
  const production = readSharedTable("production-wmd-2018-2022.csv").filter(
    (row) => row.get("material") === material && row.get("year") === year,
  );
  const domestic = production.find((row) => row.get("country_code") === importer);
  const governance = new Map(
    readSharedTable("wgi-political-stability.csv")
      .filter((row) => row.get("year") === year && row.get("estimate") !== "")
      .map((row) => [row.get("country_code"), numberOf(row, "estimate")]),
  );
  const flows = readSharedTable("baci-usa-2022-nickel-manganese.csv").filter(
    (row) =>
      row.get("rawMaterial") === material && row.get("Year") === year && row.get("Importing Country") === importer,
  );
  const values = flows.map((row) => numberOf(row, "Trade Value (1000 USD)"));
  return geoPolRisk({
    hhi: herfindahl(production.map((row) => numberOf(row, "quantity"))),
    importTonnes: flows.map((row) => numberOf(row, "Quantity (mTonnes)")),
    weights: flows.map((row) => governanceWeight(governance.get(row.get("Exporting Country")) ?? Number.NaN)),
    domesticProductionTonnes: domestic === undefined ? 0 : numberOf(domestic, "quantity"),
    tradeValueThousandUsd: values.reduce((total, value) => total + value, 0),
    copperMidpoint,
  });
}

function compute(given: {
  readonly hhi: number;
  readonly origins: readonly { readonly tonnes: number; readonly weight: number }[];
  readonly production: number;
  readonly value: number;
}) {
  return geoPolRisk({
    hhi: given.hhi,
    importTonnes: given.origins.map(({ tonnes }) => tonnes),
    weights: given.origins.map(({ weight }) => weight),
    domesticProductionTonnes: given.production,
    tradeValueThousandUsd: given.value,
    copperMidpoint,
  });
}

function assertAlike(found: ReturnType<typeof geoPolRisk>, expected: ReturnType<typeof geoPolRisk>): void {
  const other = Object.values(expected);
  for (const [index, value] of Object.values(found).entries()) {
    const reference = other[index];
    const isAlike =
      value === reference ||
      (value !== undefined && reference !== undefined && Math.abs(value - reference) <= 1e-9 * Math.abs(reference));
    assert.ok(isAlike, `${Object.keys(found)[index]}: ${value}, ${reference}`);
  }
}
