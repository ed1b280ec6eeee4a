import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { KeySet } from "../../src/ingest/comtrade-keys.ts";

test("holds what a set holds", () => {
  const key = fc.oneof(
    fc.nat(20),
    fc.maxSafeNat().filter((number) => number < Number.MAX_SAFE_INTEGER),
  );
  fc.assert(
    fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
      const set = new Set<number>();
      const found = new KeySet();
      for (const each of keys) {
        assert.equal(found.has(each), set.has(each));
        assert.equal(found.add(each), !set.has(each));
        set.add(each);
      }
      for (const each of [...keys, 21, 2 ** 40]) assert.equal(found.has(each), set.has(each));
    }),
    { numRuns: 100 },
  );
});

test("grows, and keys that lie close together do not pile up", () => {
  const keys = new KeySet();
  for (let flow = 0; flow < 50_000; flow += 1) assert.ok(keys.add((flow % 250) * 1_000_000 + flow));
  for (let flow = 0; flow < 50_000; flow += 1) assert.ok(keys.has((flow % 250) * 1_000_000 + flow));
  assert.equal(keys.has(250_000_000), false);
});
