import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { domainOf, isDrawable, placer, ticksOf } from "../../../src/report/figure/domain.ts";

test("ticks are round numbers", () => {
  assert.deepEqual(ticksOf({ type: "linear", from: 0, to: 3000 }, 6), [0, 500, 1000, 1500, 2000, 2500, 3000]);
  assert.deepEqual(ticksOf({ type: "linear", from: -0.35, to: 0.35 }, 4), [-0.2, 0, 0.2]);
  assert.deepEqual(ticksOf({ type: "log", from: 200, to: 70000 }, 5), [300, 1000, 3000, 10000, 30000]);
  assert.deepEqual(ticksOf({ type: "log", from: 1e-9, to: 1e12 }, 4), [1e-6, 1, 1e6, 1e12]);
});

test("a logarithmic axis asks for positive numbers", () => {
  assert.equal(domainOf([1, 100], "log", false).type, "log");
  assert.equal(domainOf([0, 100], "log", false).type, "linear");
});

test("every number has its place between the ends of its axis, and ticks lie within", () => {
  const numbers = fc.array(fc.double(), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(numbers, fc.constantFrom("linear" as const, "log" as const), fc.boolean(), (values, type, zero) => {
      const domain = domainOf(values, type, zero);
      assert.ok(Number.isFinite(domain.from) && Number.isFinite(domain.to) && domain.from < domain.to);
      const place = placer(domain, 0, 100);
      for (const value of values.filter(isDrawable)) assert.ok(place(value) >= -1e-6 && place(value) <= 100 + 1e-6);
      const ticks = ticksOf(domain, 6);
      assert.ok(ticks.length <= 8);
      for (const tick of ticks) assert.ok(place(tick) >= -1e-6 && place(tick) <= 100 + 1e-6);
    }),
  );
});
