import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { centralInterval } from "../../src/numerics/central-interval.ts";
import { orderStatistic } from "../../src/numerics/order-statistic.ts";
import { quantile } from "../../src/numerics/quantile.ts";

test("quantiles equal numpy's", () => {
  // numpy 2.4.6: numpy.quantile(values, p), whose default is type 7.
  const values = Float64Array.of(3.1, -4.2, 0, 17.5, 2.25, 8, -1, 6.75, 9.5, 5.5, 12.125);
  const expected: readonly (readonly [number, number])[] = [
    [0, -4.2],
    [0.05, -2.6],
    [0.1, -1.0],
    [0.3, 2.25],
    [0.5, 5.5],
    [0.77, 9.05],
    [0.95, 14.8125],
    [0.999, 17.446250000000003],
    [1, 17.5],
  ];
  for (const [p, at] of expected) assert.ok(Math.abs(quantile(values, p) - at) <= 1e-14 * Math.abs(at), `p ${p}`);
  assert.deepEqual([...values], [3.1, -4.2, 0, 17.5, 2.25, 8, -1, 6.75, 9.5, 5.5, 12.125]);
});

test("one value is every quantile; no value and no probability have none", () => {
  assert.deepEqual([quantile(Float64Array.of(7), 0), quantile(Float64Array.of(7), 0.3)], [7, 7]);
  assert.deepEqual([quantile(Float64Array.of(7, 8), 1), quantile(Float64Array.of(7, 8), 0.25)], [8, 7.25]);
  const none = [
    quantile(new Float64Array(0), 0.5),
    ...[-0.1, 1.1, Number.NaN].map((p) => quantile(Float64Array.of(1), p)),
  ];
  assert.ok(none.every(Number.isNaN));
});

/** Adding 0 makes a 0 of a -0, which sorting would tell apart. */
const value = fc
  .oneof(fc.integer({ min: -3, max: 3 }), fc.double({ noNaN: true, min: -1e6, max: 1e6 }))
  .map((x) => x + 0);
const lists = fc.oneof(
  fc.array(value, { minLength: 1, maxLength: 30 }),
  fc.array(value, { minLength: 700, maxLength: 2000, size: "max" }),
);
const unit = fc.double({ noNaN: true, min: 0, max: 1 });

test("selection equals sorting, with ties, of a stretch and on long arrays", () => {
  fc.assert(
    fc.property(lists, unit, unit, unit, (list, p, start, end) => {
      const from = Math.floor(Math.min(start, end) * list.length * 0.999);
      const to = Math.floor(Math.max(start, end) * list.length * 0.999);
      const array = Float64Array.from(list);
      const stretch = array.slice(from, to + 1).sort();
      assert.equal(orderStatistic(array, p * (to - from), from, to), bySorting(stretch, p));
      // What is outside the stretch stays, what is inside stays inside.
      assert.deepEqual(array.slice(from, to + 1).sort(), stretch);
      assert.deepEqual(
        [...array.slice(0, from), ...array.slice(to + 1)],
        [...list.slice(0, from), ...list.slice(to + 1)],
      );
      assert.equal(quantile(Float64Array.from(list), p), bySorting(Float64Array.from(list).sort(), p));
    }),
    { numRuns: 100 },
  );
});

test("a central interval is two quantiles, whatever was believed of the values", () => {
  const level = fc.double({ noNaN: true, min: 0.01, max: 0.99 });
  const belief = fc.record({
    mean: fc.double({ noNaN: true, min: -2e6, max: 2e6 }),
    deviation: fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: 0, max: 1e6 })),
  });
  fc.assert(
    fc.property(lists, level, belief, (list, at, believed) => {
      const values = Float64Array.from(list);
      const { low, high } = centralInterval(values, at, believed, new Float64Array(list.length));
      assert.deepEqual([low, high], [quantile(values, (1 - at) / 2), quantile(values, (1 + at) / 2)]);
      assert.deepEqual([...values], list);
    }),
    { numRuns: 200 },
  );
});

function bySorting(sorted: Float64Array, p: number): number {
  const place = (sorted.length - 1) * p;
  const at = sorted[Math.floor(place)] ?? 0;
  const next = sorted[Math.floor(place) + 1] ?? at;
  return at + (place - Math.floor(place)) * (next - at);
}
