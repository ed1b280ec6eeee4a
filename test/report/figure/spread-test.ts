import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { spread } from "../../../src/report/figure/spread.ts";

test("what does not overlap stays where it is", () => {
  assert.deepEqual(
    spread(
      [
        { at: 10, size: 4 },
        { at: 20, size: 4 },
      ],
      0,
      100,
    ),
    [10, 20],
  );
});

test("what would overlap is moved apart about its mean", () => {
  assert.deepEqual(
    spread(
      [
        { at: 50, size: 10 },
        { at: 50, size: 10 },
        { at: 50, size: 10 },
      ],
      0,
      100,
    ),
    [40, 50, 60],
  );
});

test("nothing overlaps, the order stays, and ends are kept while there is room", () => {
  const wish = fc.record({ at: fc.integer({ min: -50, max: 150 }), size: fc.integer({ min: 1, max: 10 }) });
  fc.assert(
    fc.property(fc.array(wish, { minLength: 1, maxLength: 10 }), (wishes) => {
      const sorted = wishes.toSorted((a, b) => a.at - b.at);
      const middles = spread(sorted, 0, 100);
      const ends = sorted.map(({ size }, index) => [
        (middles[index] ?? Number.NaN) - size / 2,
        (middles[index] ?? Number.NaN) + size / 2,
      ]);
      for (const [index, [start = Number.NaN, end = Number.NaN]] of ends.entries()) {
        assert.ok(start >= -1e-9 && end <= 100 + 1e-9);
        assert.ok(start >= (ends[index - 1]?.[1] ?? 0) - 1e-9);
      }
    }),
  );
});
