import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { analyseMarket } from "../../src/market/analyse-market.ts";
import { clearMarket } from "../../src/market/clear-market.ts";
import type { MarketDemand, MarketModel } from "../../src/model/market.ts";
import {
  clear,
  clearOrUnbounded,
  kinds,
  makeIsoelastic,
  makeLinear,
  makeMill,
  makeModel,
  makeRoute,
  makeSupply,
  marketsOf,
} from "./markets.ts";

function draw(name: string): fc.Arbitrary<MarketModel> {
  const kind = kinds[name];
  assert.ok(kind);
  return marketsOf(kind);
}

function near(found: number | undefined, expected: number | undefined, size: number, what = ""): void {
  const error = Math.abs((found ?? Number.NaN) - (expected ?? Number.NaN));
  assert.ok(error <= 1e-7 * size, `${what}: ${found}, expected ${expected}`);
}

/** Other seeds are met elsewhere; a failure here can be repeated. */
const seed = 4;

/** The most that a market of this kind fails to be solved, of 2,000: where 1e6 stands beside 1e-6, doubles run out. */
const refused: Readonly<Record<string, number>> = { "1e-6 to 1e6": 40 };

for (const name of Object.keys(kinds)) {
  const most = refused[name] ?? 0;
  test(`'${name}' markets are solved within 1e-8 or refused as unbounded, but for ${most} of 2,000`, () => {
    let failed = 0;
    const models = fc.sample(draw(name), { numRuns: 2000, seed });
    for (const model of models) {
      try {
        for (const error of Object.values(clearOrUnbounded(model)?.certificate ?? {})) assert.ok(error <= 1e-8);
      } catch (error) {
        assert.match(String(error), /MARKET_NOT_SOLVED/);
        failed += 1;
      }
    }
    assert.ok(failed <= most, `${failed} not solved`);
  });
}

/** Bounds on all that may grow: what is refused without them then grows with them, and nothing else does. */
function bounded(model: MarketModel, most: number): MarketModel {
  const bind = <P extends { readonly capacity: number }>(part: P): P => ({
    ...part,
    capacity: Math.min(part.capacity, most),
  });
  const { supply, activities, routes } = model;
  return { ...model, supply: supply.map(bind), activities: activities.map(bind), routes: routes.map(bind) };
}

test("a market is refused as unbounded when its welfare grows with bounds on everything, and only then", () => {
  fc.assert(
    fc.property(draw("free"), (model) => {
      const growth = clear(bounded(model, 2e4)).welfare - clear(bounded(model, 1e4)).welfare;
      if (clearOrUnbounded(model) === undefined) assert.ok(growth > 1e3, `grows by ${growth}`);
      else assert.ok(growth < 1, `grows by ${growth}`);
    }),
    { numRuns: 200, seed },
  );
});

test("with levies too a market is refused as unbounded only where something grows to whatever bound it is given", () => {
  for (const model of fc.sample(fc.oneof(draw("levied"), draw("curved and levied")), { numRuns: 3000, seed })) {
    if (clearOrUnbounded(model) !== undefined) continue;
    const { supply, activities, routes } = clear(bounded(model, 1e4));
    assert.ok(Math.max(...supply, ...activities, ...routes) >= 1e4 * (1 - 1e-9));
  }
});

test("a levy ad valorem that takes all of a gain without end leaves nothing to grow", () => {
  // What costs 2 and fetches 5 without end can bear a levy of up to 150 % on the way.
  const at = (adValorem: number) =>
    clearOrUnbounded(
      makeModel({
        supply: [makeSupply({ intercept: 2 })],
        demand: [makeLinear({ region: "B", intercept: 5 })],
        routes: [makeRoute({ adValorem })],
      }),
    );
  assert.equal(at(1.4), undefined);
  assert.equal(at(1.6)?.routes[0], 0);
});

test("a market that only steep costs lead into is solved: a free mine beside ties of every kind", () => {
  const { priceOf, demand, certificate } = clear(
    makeModel({
      regions: ["A", "B", "C"],
      goods: ["ore", "x", "y"],
      supply: [
        makeSupply({ region: "B", good: "ore", slope: 1 }),
        makeSupply({ region: "C", intercept: 6, slope: 3, capacity: 3 }),
        makeSupply({ region: "B", intercept: 4 }),
      ],
      demand: [
        makeIsoelastic({ region: "B", quantity: 5, elasticity: 2, choke: 20 }),
        makeLinear({ region: "C", good: "ore" }),
        makeLinear({ region: "C", good: "y", intercept: 10 }),
      ],
      activities: [
        makeMill({
          region: "C",
          inputs: [{ good: "ore", amount: 3 }],
          outputs: [
            { good: "x", amount: 3 },
            { good: "y", amount: 2 },
          ],
        }),
        makeMill({
          region: "B",
          outputs: [
            { good: "x", amount: 3 },
            { good: "y", amount: 3 },
          ],
        }),
      ],
      routes: [
        makeRoute({ good: "ore", from: "C", to: "B" }),
        makeRoute({ good: "y", from: "C", to: "B", cost: 2, capacity: 3 }),
        makeRoute({ from: "B", to: "C", cost: 2, capacity: 0 }),
        makeRoute({ from: "B", to: "C", cost: 1, capacity: 1 }),
        makeRoute({ good: "ore", from: "C", to: "A" }),
        makeRoute({ good: "ore", from: "B", to: "C", cost: 4, capacity: 3 }),
      ],
    }),
  );
  assert.ok(Object.values(certificate).every((error) => error <= 1e-8));
  assert.equal(priceOf("B"), 0);
  near(demand[0], 5e12, 5e12);
});

test("a dearer or tighter part, whichever it is, never raises welfare", () => {
  const amount = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(fc.oneof(draw("whole"), draw("free")), fc.nat(), amount, (model, pick, by) => {
      const free = clearOrUnbounded(model);
      if (free === undefined) return;
      const slack = 1e-7 * Math.max(1, Math.abs(free.welfare));
      const k = pick % (model.supply.length + model.activities.length + model.routes.length);
      const at = model.supply.length;
      for (const change of [
        { cost: by, most: Number.POSITIVE_INFINITY },
        { cost: 0, most: by - 1 },
      ]) {
        const alter = <P extends { readonly capacity: number }>(part: P): P => ({
          ...part,
          capacity: Math.min(part.capacity, change.most),
        });
        const { welfare } = clear({
          ...model,
          supply: model.supply.map((s, n) => (n === k ? { ...alter(s), intercept: s.intercept + change.cost } : s)),
          activities: model.activities.map((a, n) =>
            at + n === k ? { ...alter(a), intercept: a.intercept + change.cost } : a,
          ),
          routes: model.routes.map((r, n) =>
            at + model.activities.length + n === k ? { ...alter(r), cost: r.cost + change.cost } : r,
          ),
        });
        assert.ok(welfare <= free.welfare + slack, `${welfare} after ${free.welfare}`);
      }
    }),
    { numRuns: 200, seed },
  );
});

test("prices along a used route below its bound differ by exactly its cost and levies; no route leaves a gain", () => {
  fc.assert(
    fc.property(fc.oneof(draw("whole"), draw("levied"), draw("1e-2 to 1e2")), (model) => {
      const result = solvedOrNot(model);
      for (const [k, route] of (result === undefined ? [] : model.routes).entries()) {
        const [flow, from, to] = [
          result?.routes[k] ?? 0,
          result?.priceOf(route.from, route.good) ?? 0,
          result?.priceOf(route.to, route.good) ?? 0,
        ];
        const gain = to - from * (1 + route.adValorem) - route.cost - route.tax;
        const slack = 1e-7 * Math.max(1, to, from);
        if (flow > 1e-6) assert.ok(gain >= -slack, `a loss of ${gain}`);
        if (flow > 1e-6 && flow < route.capacity - 1e-6) assert.ok(gain <= slack, `a gain of ${gain}`);
      }
    }),
    { numRuns: 300, seed },
  );
});

function solvedOrNot(model: MarketModel): ReturnType<typeof clear> | undefined {
  try {
    return clearOrUnbounded(model);
  } catch (error) {
    assert.match(String(error), /MARKET_NOT_SOLVED/);
    return undefined;
  }
}

function scaleDemand(demand: MarketDemand, price: number, quantity: number): MarketDemand {
  if (demand.kind === "linear")
    return { ...demand, intercept: demand.intercept * price, slope: (demand.slope * price) / quantity };
  return { ...demand, price: demand.price * price, quantity: demand.quantity * quantity };
}

test("other units of price and quantity scale welfare by their product; few markets are refused in other units", () => {
  let failed = 0;
  const unit = fc.integer({ min: -5, max: 5 }).map((power) => 10 ** power);
  fc.assert(
    fc.property(draw("whole"), unit, unit, (model, price, quantity) => {
      const base = clearOrUnbounded(model);
      const produce = <P extends { readonly intercept: number; readonly slope: number; readonly capacity: number }>(
        p: P,
      ): P => ({
        ...p,
        intercept: p.intercept * price,
        slope: (p.slope * price) / quantity,
        capacity: p.capacity * quantity,
      });
      const other: MarketModel = {
        ...model,
        supply: model.supply.map(produce),
        activities: model.activities.map(produce),
        demand: model.demand.map((demand) => scaleDemand(demand, price, quantity)),
        routes: model.routes.map((r) => ({ ...r, cost: r.cost * price, capacity: r.capacity * quantity })),
      };
      if (base === undefined) assert.throws(() => clear(other), /MARKET_UNBOUNDED/);
      if (base === undefined) return;
      const scaled = solvedOrNot(other);
      if (scaled === undefined) failed += 1;
      if (scaled === undefined) return;
      near(scaled.welfare / price / quantity, base.welfare, Math.max(1, base.welfare), "welfare");
    }),
    { numRuns: 200, seed },
  );
  assert.ok(failed <= 6, `${failed} not solved`);
});

test("neither the order of the parts nor a warm start changes welfare, nor prices where they are one", () => {
  fc.assert(
    fc.property(draw("1e-2 to 1e2"), draw("whole"), (smooth, whole) => {
      for (const model of [smooth, whole]) {
        const cold = clearOrUnbounded(model);
        if (cold === undefined) continue;
        const turned = clear({
          ...model,
          supply: model.supply.toReversed(),
          demand: model.demand.toReversed(),
          activities: model.activities.toReversed(),
          routes: model.routes.toReversed(),
        });
        const analysis = analyseMarket(model);
        const { values } = analysis;
        clearMarket(analysis, {
          ...values,
          routes: { ...values.routes, cost: values.routes.cost.map((c) => 1 + 2 * c) },
        });
        const warm = clearMarket(analysis);
        near(turned.welfare, cold.welfare, Math.max(1, cold.welfare), "turned");
        near(warm.welfare, cold.welfare, Math.max(1, cold.welfare), "warm");
        if (model === whole) continue;
        // Rising costs and falling demands: where something passes below every bound, its price is one.
        for (const [k, d] of model.demand.entries()) {
          const bought = cold.demand[k] ?? 0;
          if (bought < 1e-6) continue;
          const node = analysis.network.nodes.findIndex(({ region, good }) => region === d.region && good === d.good);
          const price = cold.priceOf(d.region, d.good);
          near(turned.priceOf(d.region, d.good), price, Math.max(1, price), "turned price");
          near(warm.prices[node], price, Math.max(1, price), "warm price");
        }
      }
    }),
    { numRuns: 150, seed },
  );
});
