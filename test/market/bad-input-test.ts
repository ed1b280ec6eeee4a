import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { analyseMarket } from "../../src/market/analyse-market.ts";
import { checkMarket } from "../../src/market/check-market.ts";
import { clearMarket } from "../../src/market/clear-market.ts";
import { makeLinear, makeMill, makeModel, makeRoute, makeSupply } from "./markets.ts";

test("activities in a circle are refused when more comes back than went in, over routes too, and only then", () => {
  const amount = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(fc.array(fc.tuple(amount, amount), { minLength: 2, maxLength: 4 }), fc.boolean(), (steps, isAway) => {
      const goods = steps.map((_, k) => `g${k}`);
      const good = (k: number) => goods[k % goods.length] ?? "";
      const activities = steps.map(([takes, gives], k) =>
        makeMill({
          name: `mill ${k}`,
          region: isAway && k > 0 ? "B" : "A",
          inputs: [{ good: good(k), amount: takes }],
          outputs: [{ good: good(k + 1), amount: gives }],
        }),
      );
      const routes = isAway
        ? [makeRoute({ good: good(1) }), makeRoute({ good: good(0), from: "B", to: "A", cost: 5 })]
        : [];
      const model = makeModel({ goods, activities, routes });
      const taken = steps.reduce((product, [takes]) => product * takes, 1);
      const given = steps.reduce((product, [, gives]) => product * gives, 1);
      if (given > taken) assert.throws(() => checkMarket(model), /MARKET_PRODUCTIVE_CYCLE: .*'mill 0'/);
      else assert.doesNotThrow(() => checkMarket(model));
    }),
    { numRuns: 150 },
  );
});

test("a demand that nothing reaches is named; a mill without feed and a route the wrong way reach nothing", () => {
  const demand = [makeLinear({ name: "far buyers", region: "B", intercept: 5, slope: 1 })];
  const supply = [makeSupply({ slope: 1 })];
  const wrong = [makeRoute({ from: "B", to: "A" })];
  const idle = [makeMill({ region: "B", inputs: [{ good: "ore", amount: 1 }], outputs: [{ good: "x", amount: 1 }] })];
  for (const parts of [{}, { supply }, { supply, routes: wrong }, { supply, activities: idle }]) {
    const model = makeModel({ goods: ["ore", "x"], demand, ...parts });
    assert.throws(() => checkMarket(model), /MARKET_DEMAND_UNSUPPLIED: .*'far buyers'/);
  }
  assert.doesNotThrow(() => checkMarket(makeModel({ supply, demand, routes: [makeRoute({})] })));
});

test("figures that cannot be are refused in one pass, each with its part, before anything is computed", () => {
  const model = makeModel({
    supply: [makeSupply({ name: "s", capacity: -1, slope: Number.NaN })],
    demand: [makeLinear({ name: "d", intercept: Number.POSITIVE_INFINITY, slope: -1 })],
    activities: [makeMill({ name: "a", outputs: [{ good: "x", amount: 1 }], capacity: -0.1 })],
    routes: [makeRoute({ name: "r", cost: Number.NaN, capacity: -1, adValorem: -0.5 })],
  });
  const told = (error: unknown) => {
    const words = String(error);
    for (const [name, count] of Object.entries({ s: 2, d: 2, a: 2, r: 3 })) {
      assert.equal(words.match(new RegExp(`MARKET_INPUT: [^\n]* in '${name}'`, "g"))?.length, count, words);
    }
    return true;
  };
  const analysis = analyseMarket(model);
  analysis.values.activities.amounts[0] = Number.NaN;
  assert.throws(() => clearMarket(analysis), told);
});

test("figures whose products no double holds give no number", () => {
  const supply = [makeSupply({ intercept: 1e300, slope: 1e300 })];
  const demand = [makeLinear({ intercept: 1e308, slope: 1e-300 })];
  const far = demand.map((buyers) => ({ ...buyers, region: "B" }));
  for (const parts of [{ demand }, { demand: far, routes: [makeRoute({ cost: 3 })] }]) {
    assert.throws(() => clearMarket(analyseMarket(makeModel({ supply, ...parts }))), /MARKET_NOT_SOLVED/);
  }
});

test("1e12 beside 1e-9, wherever they stand, gives an answer within 1e-8 or MARKET_NOT_SOLVED", () => {
  const size = fc.constantFrom(1e12, 1e-9, 1);
  fc.assert(
    fc.property(fc.tuple(size, size, size, size, size, size), ([a, b, c, d, e, f]) => {
      const model = makeModel({
        supply: [
          makeSupply({ intercept: a, slope: b, capacity: c }),
          makeSupply({ region: "B", intercept: 1, slope: 1 }),
        ],
        demand: [makeLinear({ region: "B", intercept: d, slope: e })],
        routes: [makeRoute({ cost: f })],
      });
      try {
        const { certificate } = clearMarket(analyseMarket(model));
        for (const error of Object.values(certificate)) assert.ok(error <= 1e-8);
      } catch (error) {
        assert.match(String(error), /MARKET_NOT_SOLVED/);
      }
    }),
    { numRuns: 200 },
  );
});
