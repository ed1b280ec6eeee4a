import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { geoPolRisk } from "../../src/trade/geopolrisk.ts";
import { type GroupMember, geoPolRiskOfGroup } from "./geopolrisk-of-group.ts";

const copperMidpoint = 0.5;

/** Countries 0 to 5; whole tonnes, so that every tonne can be counted by itself. */
const member = (country: number) =>
  fc
    .record({
      flows: fc.array(
        fc.record({
          origin: fc.integer({ min: 0, max: 5 }).filter((origin) => origin !== country),
          tonnes: fc.integer({ min: 0, max: 4 }),
          weight: fc.double({ min: 0, max: 1, noNaN: true }),
        }),
        { maxLength: 6 },
      ),
      production: fc.integer({ min: 1, max: 6 }),
      value: fc.integer({ min: 0, max: 50 }),
    })
    .map(
      ({ flows, production, value }): GroupMember => ({
        country,
        origins: flows.map(({ origin }) => origin),
        importTonnes: flows.map(({ tonnes }) => tonnes),
        weights: flows.map(({ weight }) => weight),
        domesticProductionTonnes: production,
        tradeValueThousandUsd: value,
      }),
    );
const group = fc.subarray([0, 1, 2, 3], { minLength: 1 }).chain((countries) => fc.tuple(...countries.map(member)));
const hhi = 0.4;

test("by hand: what members sell to each other counts as trade without risk", () => {
  const risk = geoPolRiskOfGroup({
    hhi: 0.5,
    members: [
      {
        country: 7,
        origins: Int32Array.of(8, 9),
        importTonnes: Float64Array.of(20, 10),
        weights: Float64Array.of(0.9, 0.6),
        domesticProductionTonnes: 5,
        tradeValueThousandUsd: 60,
      },
      {
        country: 8,
        origins: [9],
        importTonnes: [10],
        weights: [0.6],
        domesticProductionTonnes: 15,
        tradeValueThousandUsd: 20,
      },
    ],
    copperMidpoint,
  });
  // 20 t from outside at 0.6, over 40 t of trade and 20 t of production.
  assert.deepEqual([risk.numerator, risk.totalTrade, risk.importRisk, risk.price], [12, 40, 0.2, 2]);
  assert.deepEqual([risk.score, risk.midpoint, risk.characterisationFactor], [0.1, 0.2, 0.4]);
});

test("equals the mean over every single tonne of all members", () => {
  fc.assert(
    fc.property(group, (members) => {
      const inside = members.map(({ country }) => country);
      const each: number[] = [];
      let imported = 0;
      for (const { origins, importTonnes, weights, domesticProductionTonnes } of members) {
        for (let k = 0; k < domesticProductionTonnes; k += 1) each.push(0);
        for (let i = 0; i < origins.length; i += 1) {
          for (let k = 0; k < (importTonnes[i] ?? 0); k += 1) {
            each.push(inside.includes(origins[i] ?? -1) ? 0 : (weights[i] ?? 0));
            imported += 1;
          }
        }
      }
      const risk = geoPolRiskOfGroup({ hhi, members, copperMidpoint });
      const mean = each.reduce((total, weight) => total + weight, 0) / each.length;
      assert.ok(Math.abs(risk.importRisk - mean) < 1e-12);
      assert.ok(Math.abs(risk.score - hhi * mean) < 1e-12);
      assert.equal(risk.totalTrade, imported);
    }),
  );
});

test("a group of one country is that country", () => {
  fc.assert(
    fc.property(member(2), (one) => {
      const { country: _, origins: __, ...own } = one;
      const alone = geoPolRisk({ hhi, ...own, copperMidpoint });
      assert.deepEqual(geoPolRiskOfGroup({ hhi, members: [one], copperMidpoint }), alone);
    }),
  );
});

test("a member's order changes nothing, and without inner trade the group lies between its members", () => {
  fc.assert(
    fc.property(fc.tuple(member(4), member(5)), (pair) => {
      const members = pair.map((each) => ({ ...each, origins: each.importTonnes, country: each.country + 100 }));
      const risk = geoPolRiskOfGroup({ hhi, members, copperMidpoint }).importRisk;
      const reversed = geoPolRiskOfGroup({ hhi, members: members.toReversed(), copperMidpoint }).importRisk;
      assert.ok(Math.abs(risk - reversed) < 1e-12);
      const alone = members.map((each) => geoPolRiskOfGroup({ hhi, members: [each], copperMidpoint }).importRisk);
      assert.ok(risk >= Math.min(...alone) - 1e-12 && risk <= Math.max(...alone) + 1e-12);
    }),
  );
});

test("joining a supplier to the group never raises the import risk", () => {
  fc.assert(
    fc.property(member(0), member(1), (buyer, seller) => {
      const apart = { ...seller, country: 99 };
      const joined = geoPolRiskOfGroup({ hhi, members: [buyer, seller], copperMidpoint }).importRisk;
      // The same tonnes, with the seller under a name from which nobody buys.
      const outside = geoPolRiskOfGroup({ hhi, members: [buyer, apart], copperMidpoint }).importRisk;
      assert.ok(joined <= outside + 1e-12);
    }),
  );
});

test("the weight of an origin inside the group is not needed", () => {
  const members = [memberOf(1, [2], [5], [Number.NaN]), memberOf(2, [3], [5], [0.8])];
  assert.equal(geoPolRiskOfGroup({ hhi: 1, members, copperMidpoint }).numerator, 4);
});

test("no members, a member twice, columns of different length and wrong numbers are refused", () => {
  const good = memberOf(1, [3], [5], [0.8]);
  for (const members of [
    [],
    [good, good],
    [{ ...good, weights: [] }],
    [{ ...good, importTonnes: [1, 2] }],
    [{ ...good, weights: [Number.NaN] }],
    [{ ...good, domesticProductionTonnes: -1 }, memberOf(2, [3], [5], [0.8])],
    [{ ...good, tradeValueThousandUsd: Number.NaN }],
    [{ ...good, importTonnes: [0], domesticProductionTonnes: 0 }],
  ]) {
    assert.throws(() => geoPolRiskOfGroup({ hhi, members, copperMidpoint }), /TRADE_INPUT/, JSON.stringify(members));
  }
});

function memberOf(country: number, origins: number[], importTonnes: number[], weights: number[]): GroupMember {
  return { country, origins, importTonnes, weights, domesticProductionTonnes: 2, tradeValueThousandUsd: 9 };
}
