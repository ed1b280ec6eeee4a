import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { claimCentre, claimVariance } from "../../src/evidence/claim-variance.ts";
import { fromScale, type Measure, scaleSlope, toScale } from "../../src/evidence/scale.ts";
import type { Claim } from "../../src/model/claim.ts";
import { change, claimOf, grades, percent, tonnes } from "./claims.ts";

const z = 1.6448536269514715; // R 4.2.2: qnorm(0.95)

test("grade, pedigree, qualifier and rounding add on the log scale", () => {
  near(varianceOf(claimOf({}), tonnes), 0.07 ** 2);
  near(
    varianceOf(claimOf({ pedigree: [2, 3, 4, 5, 2] }), tonnes),
    0.07 ** 2 + 0.0006 + 0.0006 + 0.008 + 0.002 + 0.0006,
  );
  for (const qualifier of ["about", "over", "nearly", "atleast", "upto"] as const) {
    near(varianceOf(claimOf({ qualifier }), tonnes), 0.07 ** 2 + 0.05 ** 2);
  }
  // Half of 100 t over √3 on 1,000 t, by d ln x = dx / x.
  near(varianceOf(claimOf({ lastDigit: 100 }), tonnes), 0.07 ** 2 + 0.05 ** 2 / 3);
});

test("a stated range is an interval at the level of the grades", () => {
  const range = claimOf({ value: undefined, low: 500, high: 2000 });
  near(claimCentre(range, "log", 1), Math.log(1000));
  near(varianceOf(range, tonnes), 0.07 ** 2 + (Math.log(4) / 2 / z) ** 2);
  near(varianceOf(claimOf({ low: 800, high: 1200 }), tonnes), 0.07 ** 2 + (Math.log(1.5) / 2 / z) ** 2);
  // An end that is not on the scale leaves the other half.
  near(varianceOf(claimOf({ low: 0, high: 2000 }), tonnes), 0.07 ** 2 + (Math.log(2) / z) ** 2);
});

test("shares are read in the indicator's unit, signed changes relative to their size", () => {
  near(claimCentre(claimOf({ value: 80 }), "logit", 0.01), Math.log(4));
  // d logit = dx / (x (1 - x)): one percentage point at 80 % is 0.0625.
  near(varianceOf(claimOf({ value: 80, lastDigit: 1 }), percent), 0.07 ** 2 + 0.03125 ** 2 / 3);
  near(varianceOf(claimOf({ value: -20, lastDigit: 2 }), change), (0.07 * 20) ** 2 + 1 / 3);
});

test("what has no place on the scale is NaN, never a guess", () => {
  assert.ok(Number.isNaN(claimCentre(claimOf({ value: 0 }), "log", 1)));
  assert.ok(Number.isNaN(claimCentre(claimOf({ value: 100 }), "logit", 0.01)));
  assert.ok(Number.isNaN(claimCentre(claimOf({ value: undefined, low: 0, high: 10 }), "log", 1)));
});

test("the scale and back is the same value, and its slope is the derivative", () => {
  const cases = fc.oneof(
    fc.record({
      value: fc.double({ min: 1e-6, max: 1e12, noNaN: true }),
      scale: fc.constant("log" as const),
      factor: fc.constant(1),
    }),
    fc.record({
      value: fc.double({ min: 0.1, max: 99.9, noNaN: true }),
      scale: fc.constant("logit" as const),
      factor: fc.constant(0.01),
    }),
    fc.record({
      value: fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      scale: fc.constant("linear" as const),
      factor: fc.constant(1),
    }),
  );
  fc.assert(
    fc.property(cases, ({ value, scale, factor }) => {
      const back = fromScale(toScale(value, scale, factor), scale, factor);
      const step = 1e-6 * Math.max(1e-6, Math.abs(value) * (scale === "logit" ? 0.01 : 1));
      const slope = (toScale(value + step, scale, factor) - toScale(value - step, scale, factor)) / (2 * step);
      const isBack = Math.abs(back - value) <= 1e-11 * Math.max(1, Math.abs(value));
      return isBack && (scale === "linear" || Math.abs(slope / scaleSlope(value, scale, factor) - 1) < 1e-4);
    }),
  );
});

function varianceOf(claim: Claim, { scale, unit }: Measure): number {
  assert.ok(scale !== "text");
  const natural = claim.value ?? fromScale(claimCentre(claim, scale, unit.factor), scale, unit.factor);
  return claimVariance(claim, natural, { scale, factor: unit.factor, grades });
}

function near(found: number, expected: number): void {
  assert.ok(Math.abs(found - expected) <= 1e-12 * Math.max(1e-3, Math.abs(expected)), `${found}, ${expected}`);
}
