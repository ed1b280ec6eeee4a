import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Estimate } from "../../src/evidence/estimate.ts";
import { divide, multiply } from "../../src/evidence/product.ts";
import { type SumPart, sumWithMissing } from "../../src/evidence/sum-missing.ts";
import { allMissingReasons } from "../../src/model/missing.ts";

const estimate = fc
  .record({
    value: fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
    down: fc.double({ min: 1, max: 5, noNaN: true }),
    up: fc.double({ min: 1, max: 5, noNaN: true }),
  })
  .map(({ value, down, up }): Estimate => ({ value, low: value / down, high: value * up }));

const part: fc.Arbitrary<SumPart> = fc.oneof(
  estimate,
  fc.record({
    missing: fc.constantFrom(...allMissingReasons),
    upTo: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true }), { nil: undefined }),
  }),
);

test("two independent errors of ln, 0.03 and 0.04, make 0.05 in a product and in a ratio", () => {
  const give = (value: number, sd: number) => ({ value, low: value * Math.exp(-sd), high: value * Math.exp(sd) });
  for (const result of [multiply(give(35_000, 0.03), give(2000, 0.04)), divide(give(35_000, 0.03), give(2000, 0.04))]) {
    assert.ok(Math.abs(Math.log(result.high / result.value) - 0.05) < 1e-12);
    assert.ok(Math.abs(Math.log(result.value / result.low) - 0.05) < 1e-12);
  }
});

test("a product is at least as uncertain as either factor, commutes, and a ratio undoes its value", () => {
  fc.assert(
    fc.property(estimate, estimate, (a, b) => {
      const product = multiply(a, b);
      assert.deepEqual(product, multiply(b, a));
      const slack = 1 + 1e-9;
      assert.ok(product.high / product.value >= Math.max(a.high / a.value, b.high / b.value) / slack);
      assert.ok(product.low / product.value <= Math.min(a.low / a.value, b.low / b.value) * slack);
      assert.ok(Math.abs(divide(product, b).value / a.value - 1) < 1e-12);
    }),
  );
});

test("products refuse what has no place on the log scale", () => {
  const one = { value: 1, low: 1, high: 1 };
  for (const wrong of [
    { value: 0, low: 0, high: 0 },
    { value: 1, low: -1, high: 2 },
    { value: 3, low: 1, high: 2 },
    { value: 1, low: 1, high: Number.NaN },
  ]) {
    assert.throws(() => multiply(one, wrong), /EVIDENCE_INPUT/);
    assert.throws(() => divide(one, wrong), /EVIDENCE_INPUT/);
  }
});

test("a sum keeps low <= known, counts what is missing, and has an upper end only when every part has one", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const sum = sumWithMissing(parts);
      const missing = parts.filter((each) => "missing" in each);
      const isBounded = missing.every((each) => "missing" in each && each.upTo !== undefined);
      assert.equal(
        Object.values(sum.missing).reduce((total, count) => total + count, 0),
        missing.length,
      );
      assert.equal(sum.high !== undefined, isBounded);
      assert.ok(sum.low <= sum.known && (sum.high === undefined || sum.known <= sum.high * (1 + 1e-12)));
    }),
  );
});

test("learning a missing part within its bound only narrows the sum", () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), estimate, (parts, learned) => {
      const before = sumWithMissing([...parts, { missing: "not-published", upTo: learned.high }]);
      const after = sumWithMissing([...parts, learned]);
      assert.ok(after.low >= before.low);
      assert.equal(after.high, before.high);
    }),
  );
});

test("an empty sum is 0, and negative or unordered parts are refused", () => {
  assert.deepEqual(sumWithMissing([]), { known: 0, low: 0, high: 0, missing: {} });
  assert.throws(() => sumWithMissing([{ value: -1, low: -2, high: 0 }]), /EVIDENCE_INPUT/);
  assert.throws(() => sumWithMissing([{ value: 3, low: 4, high: 5 }]), /EVIDENCE_INPUT/);
  assert.throws(() => sumWithMissing([{ missing: "unknown", upTo: -1 }]), /EVIDENCE_INPUT/);
});
