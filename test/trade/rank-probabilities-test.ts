import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeRandom } from "../../src/numerics/random.ts";
import { rankProbabilities } from "../../src/trade/rank-probabilities.ts";

/** Few different values, so that ties are common. */
const value = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.double({ noNaN: true, min: -10, max: 10 }));
const draws = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 8 })).chain(([items, count]) =>
  fc.array(
    fc.array(value, { minLength: count, maxLength: count }).map((values) => Float64Array.from(values)),
    { minLength: items, maxLength: items },
  ),
);

test("worked by hand: three items, four draws, two ties", () => {
  // Ranks of a, b, c: 1 2 3; 3 1 2; b and c share 2 and 3 below a; all share 1, 2 and 3.
  const found = rankProbabilities([
    Float64Array.of(9, 1, 5, 4),
    Float64Array.of(5, 3, 2, 4),
    Float64Array.of(2, 2, 2, 4),
  ]);
  const expected = [2, 0, 1, 1, 1.5, 0.5, 0, 1.5, 1.5].map((sole) => sole + 1 / 3);
  for (const [k, part] of expected.entries()) assert.ok(Math.abs((found[k] ?? 0) - part / 4) < 1e-15, `place ${k}`);
});

test("rows and columns sum to one", () => {
  fc.assert(
    fc.property(draws, (values) => {
      const n = values.length;
      const found = rankProbabilities(values);
      for (let k = 0; k < n; k += 1) {
        const row = found.subarray(k * n, k * n + n).reduce((sum, p) => sum + p, 0);
        const column = found.reduce((sum, p, at) => (at % n === k ? sum + p : sum), 0);
        assert.ok(Math.abs(row - 1) < 1e-12 && Math.abs(column - 1) < 1e-12);
      }
    }),
  );
});

test("counting who is larger and who is equal gives the same", () => {
  fc.assert(
    fc.property(draws, (values) => {
      const n = values.length;
      const count = values[0]?.length ?? 0;
      const found = rankProbabilities(values);
      for (let item = 0; item < n; item += 1) {
        for (let rank = 0; rank < n; rank += 1) {
          let expected = 0;
          for (let d = 0; d < count; d += 1) {
            const own = values[item]?.[d] ?? 0;
            const larger = values.filter((other) => (other[d] ?? 0) > own).length;
            const equal = values.filter((other) => other[d] === own).length;
            if (rank >= larger && rank < larger + equal) expected += 1 / equal / count;
          }
          assert.ok(Math.abs((found[item * n + rank] ?? -1) - expected) < 1e-12);
        }
      }
    }),
    { numRuns: 50 },
  );
});

test("two normal items: the first is larger with the probability of the normal distribution", () => {
  const random = makeRandom(2);
  const count = 20_000;
  const items = [0.5, 0].map((mean) => Float64Array.from({ length: count }, () => mean + random.normal()));
  // R 4.2.2: pnorm(0.5 / sqrt(2))
  const expected = 0.63816319508411;
  const error = 4 * Math.sqrt((expected * (1 - expected)) / count);
  assert.ok(Math.abs((rankProbabilities(items)[0] ?? 0) - expected) < error);
});

test("no items have no ranks; draws of other lengths, none and not finite ones are refused", () => {
  assert.equal(rankProbabilities([]).length, 0);
  const refused = [
    [Float64Array.of(1, 2), Float64Array.of(1)],
    [new Float64Array(0)],
    [Float64Array.of(1, Number.NaN)],
    [Float64Array.of(Number.POSITIVE_INFINITY)],
  ];
  for (const values of refused) assert.throws(() => rankProbabilities(values), /TRADE_INPUT/);
});
