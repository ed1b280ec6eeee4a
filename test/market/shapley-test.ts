import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { shapley } from "../../src/market/shapley.ts";

const games = fc.integer({ min: 1, max: 5 }).chain((causes) =>
  fc.record({
    causes: fc.constant(causes),
    values: fc
      .array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2 ** causes, maxLength: 2 ** causes })
      .map((list) => Float64Array.from(list)),
  }),
);

test("the glove game: one left glove and two right ones", () => {
  // Causes 0 left, 1 and 2 right; a pair is worth 1. By hand over the six orders: 4/6, 1/6, 1/6.
  assertClose(shapley(Float64Array.of(0, 0, 0, 1, 0, 1, 0, 1)), [2 / 3, 1 / 6, 1 / 6]);
});

test("the airport of three: runways of 1, 2 and 4 are shared segment by segment", () => {
  // Littlechild & Owen (1973): 1/3, 1/3 + 1/2, 1/3 + 1/2 + 2.
  const values = Float64Array.from({ length: 8 }, (_, set) => (set & 4 ? 4 : set & 2 ? 2 : set & 1 ? 1 : 0));
  assertClose(shapley(values), [1 / 3, 5 / 6, 17 / 6]);
});

test("the shares are the average over all orders and add up to the whole", () => {
  fc.assert(
    fc.property(games, ({ causes, values }) => {
      const shares = shapley(values);
      const all = shares.reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(all - ((values.at(-1) ?? 0) - (values[0] ?? 0))) < 1e-10);
      assertClose(shares, byOrders(values, causes));
    }),
    { numRuns: 60 },
  );
});

test("causes that do the same have the same share, a cause that does nothing has none", () => {
  const size = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(size, (bySize) => {
      const count = (set: number) => [1, 2, 4].filter((bit) => (set & bit) !== 0).length;
      const shares = shapley(Float64Array.from({ length: 16 }, (_, set) => bySize[count(set)] ?? 0));
      assertClose(shares, [...Array(3).fill(((bySize[3] ?? 0) - (bySize[0] ?? 0)) / 3), 0]);
    }),
  );
});

test("twelve causes at most, and only whole tables of finite outcomes", () => {
  const twelve = shapley(Float64Array.from({ length: 4096 }, (_, set) => set));
  assertClose(
    twelve,
    [...twelve.keys()].map((k) => 2 ** k),
  );
  const fault = { message: /MARKET_INPUT/ };
  assert.throws(() => shapley(new Float64Array(8192)), fault);
  assert.throws(() => shapley(new Float64Array(0)), fault);
  assert.throws(() => shapley(Float64Array.of(0, Number.NaN)), fault);
});

function byOrders(values: Float64Array, causes: number): number[] {
  const shares = new Array<number>(causes).fill(0);
  let orders = 0;
  const walk = (set: number, gains: readonly (readonly [number, number])[]) => {
    if (gains.length === causes) {
      orders += 1;
      for (const [cause, gain] of gains) shares[cause] = (shares[cause] ?? 0) + gain;
      return;
    }
    for (let cause = 0; cause < causes; cause += 1) {
      const next = set | (1 << cause);
      if (next !== set) walk(next, [...gains, [cause, (values[next] ?? 0) - (values[set] ?? 0)]]);
    }
  };
  walk(0, []);
  return shares.map((total) => total / orders);
}

function assertClose(found: Float64Array, expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [k, value] of expected.entries()) {
    assert.ok(Math.abs((found[k] ?? 0) - value) < 1e-10 * (1 + Math.abs(value)), `${found[k]} and ${value}`);
  }
}
