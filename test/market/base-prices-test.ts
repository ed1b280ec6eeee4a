import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type BasePriceInput, basePrices } from "../../src/market/base-prices.ts";
import { netCircles } from "../../src/market/net-circles.ts";
import { LodebookError } from "../../src/model/fault.ts";

const markets: fc.Arbitrary<BasePriceInput> = fc.integer({ min: 1, max: 7 }).chain((regions) =>
  fc.record({
    regions: fc.constant(regions),
    made: fc
      .array(fc.nat(9), { minLength: regions, maxLength: regions })
      .map((tonnes) => Float64Array.from(tonnes, (t) => t + 1)),
    flows: fc
      .array(fc.oneof(fc.constant(0), fc.constant(0), fc.nat(9)), {
        minLength: regions * regions,
        maxLength: regions * regions,
      })
      .map((gross) => {
        const flows = Float64Array.from(gross, (t, k) => (k % (regions + 1) === 0 ? 0 : t));
        netCircles(flows, regions);
        return flows;
      }),
    centre: fc.nat(regions - 1),
    price: fc.double({ min: 1, max: 1000, noNaN: true }),
    freight: fc.double({ min: 0.001, max: 0.2, noNaN: true }),
    possible: fc.constant([]),
  }),
);

test("worked by hand: sellers below the centre, buyers above, a seller of a buyer's buyer in between", () => {
  // 1 sells to the centre 0; 0 sells to 2 and 3; 2 sells to 3; 4 sells to 3 only; 5 buys of 1 only; 6 trades with nobody.
  const flows = new Float64Array(49);
  for (const [from, to] of [
    [1, 0],
    [0, 2],
    [0, 3],
    [2, 3],
    [4, 3],
    [1, 5],
  ] as const)
    flows[from * 7 + to] = 1;
  const made = Float64Array.of(1, 1, 0, 0, 1, 0, 1);
  const found = basePrices({ regions: 7, made, flows, centre: 0, price: 100, freight: 0.5, possible: [] });
  const steps = [0, -1, 1, 2, 1, 0, 0];
  for (const [r, h] of steps.entries()) assert.ok(Math.abs((found[r] ?? 0) / (100 * 1.5 ** h) - 1) < 1e-12, `${r}`);
});

test("every used route costs at least the freight, the centre keeps its price, and all have one", () => {
  fc.assert(
    fc.property(markets, (market) => {
      const { regions, flows, freight, centre, price } = market;
      const prices = basePrices(market);
      assert.equal(prices[centre], price);
      assert.ok(prices.every((p) => p > 0));
      for (const [k, tonnes] of flows.entries()) {
        if (tonnes === 0) continue;
        const [from, to] = [prices[Math.floor(k / regions)] ?? 0, prices[k % regions] ?? 0];
        assert.ok(to >= from * (1 + freight) * (1 - 1e-12));
      }
    }),
    { numRuns: 200 },
  );
});

test("without trade there is no price but by possible routes, the best way out before the cheapest way in", () => {
  const possible = [
    { from: 1, to: 0, cost: 30 },
    { from: 0, to: 2, cost: 7 },
    { from: 1, to: 2, cost: 3 },
    { from: 0, to: 3, cost: 50 },
    { from: 2, to: 3, cost: 5 },
  ];
  const made = Float64Array.of(4, 0, 0, 0, 0);
  const found = basePrices({
    regions: 5,
    made,
    flows: new Float64Array(25),
    centre: 0,
    price: 100,
    freight: 0,
    possible,
  });
  // 1 could sell to 0 for 70; then 2 buys of 1 for 73, not of 0 for 107, and 3 of 2; 4 has no way at all.
  assert.deepEqual([...found], [100, 70, 73, 78, 0]);
});

test("what cannot be computed is refused, every fault at once", () => {
  const input: BasePriceInput = {
    regions: 2,
    made: Float64Array.of(1, 1),
    flows: new Float64Array(4),
    centre: 0,
    price: 10,
    freight: 0.1,
    possible: [],
  };
  const count = (changes: Partial<BasePriceInput>) => {
    try {
      basePrices({ ...input, ...changes });
    } catch (error) {
      assert.ok(error instanceof LodebookError);
      assert.ok(error.faults.every(({ code }) => code === "MARKET_INPUT"));
      return error.faults.length;
    }
    return 0;
  };
  assert.equal(count({}), 0);
  assert.equal(count({ centre: 2, price: 0, freight: -1, made: Float64Array.of(-1) }), 5);
  assert.equal(count({ flows: Float64Array.of(0, 1, 1, 0) }), 1);
  assert.equal(count({ possible: [{ from: 0, to: 5, cost: Number.NaN }] }), 2);
});
