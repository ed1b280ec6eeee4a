import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { euGovernanceWeight } from "../../src/trade/eu-governance-weight.ts";

test("(mean - 2.5) times -2, on 0 to 10", () => {
  assert.deepEqual([-3, -2.5, 0, 1.25, 2.5, 2.6].map(euGovernanceWeight), [10, 10, 5, 2.5, 0, 0]);
  // The range of weights that the EU's cases allow for their main producer is this range of means.
  assert.ok(Math.abs(euGovernanceWeight(-0.33) - 5.66) < 1e-12);
  assert.ok(Math.abs(euGovernanceWeight(-0.355) - 5.71) < 1e-12);
});

test("0 to 10, falling with the mean by 2 a unit", () => {
  const mean = fc.double({ min: -2.5, max: 2.5, noNaN: true });
  fc.assert(
    fc.property(mean, mean, (a, b) => {
      const weight = euGovernanceWeight(a);
      assert.ok(weight >= 0 && weight <= 10);
      assert.ok(Math.abs(weight - euGovernanceWeight(b) - -2 * (a - b)) < 1e-12);
    }),
  );
});

test("a mean that is not there is refused", () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => euGovernanceWeight(wrong), /TRADE_INPUT/);
  }
});
