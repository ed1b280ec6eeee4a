import assert from "node:assert/strict";
import { test } from "node:test";
import { chiSquareSurvival } from "../../src/numerics/chi-square.ts";
import { incompleteBeta } from "../../src/numerics/incomplete-beta.ts";
import { logGamma } from "../../src/numerics/log-gamma.ts";
import { normalQuantile } from "../../src/numerics/normal.ts";
import { studentTQuantile } from "../../src/numerics/student-t.ts";

// Reference values: R 4.2.2, printed with sprintf("%.17g", ...).

test("Student's quantile equals R's qt(p, df)", () => {
  assertAll(studentTQuantile, 3e-12, [
    [[0.05, 1], -6.3137515146750438],
    [[0.95, 1], 6.3137515146750376],
    [[0.95, 2], 2.9199855803537238],
    [[0.95, 3], 2.3533634348018246],
    [[0.95, 4], 2.131846786326649],
    [[0.95, 9], 1.8331129326562365],
    [[0.975, 30], 2.0422724563012378],
    [[0.995, 5], 4.0321429835552287],
    [[0.6, 7], 0.26316686135202277],
    [[0.999999, 4], 41.577854150151516],
    [[0.95, 1000], 1.6463788172854634],
    [[0.51, 2.5], 0.027643841331840099],
  ]);
});

test("the normal quantile equals R's qnorm(p)", () => {
  assertAll(normalQuantile, 1e-15, [
    [[0.5], 0],
    [[0.95], 1.6448536269514715],
    [[0.975], 1.9599639845400536],
    [[0.995], 2.5758293035488999],
    [[0.05], -1.6448536269514726],
    [[1e-10], -6.3613409024040557],
    [[1e-300], -37.047096299361201],
    [[0.3], -0.52440051270804067],
    [[0.0001], -3.71901648545568],
    [[0.999], 3.0902323061678132],
  ]);
  assert.equal(normalQuantile(0), Number.NEGATIVE_INFINITY);
  assert.equal(normalQuantile(1), Number.POSITIVE_INFINITY);
  assert.ok(Number.isNaN(normalQuantile(1.1)));
});

test("the chi-square tail equals R's pchisq(x, df, lower.tail = FALSE)", () => {
  assertAll(chiSquareSurvival, 1e-12, [
    [[6.4075, 4], 0.17071274037189405],
    [[16.6742, 4], 0.0022359160067114241],
    [[0, 3], 1],
    [[1e-8, 1], 0.99992021154405275],
    [[3.841458820694124, 1], 0.049999999999999975],
    [[0.5, 1], 0.47950012218695348],
    [[50, 1], 1.5374597944280343e-12],
    [[700, 5], 4.9119861035732004e-149],
    [[12.3, 7], 0.09111488600031302],
    [[90, 100], 0.75319796559982977],
    [[1600, 100], 1.1458595769084504e-268],
    [[250, 200], 0.0093791316688260976],
    [[1000.5, 999], 0.4806770311064279],
    [[0.2, 2], 0.90483741803595952],
    [[7, 3], 0.071897772496465145],
  ]);
});

test("the incomplete beta function equals R's pbeta(x, a, b), the log gamma function R's lgamma(x)", () => {
  assertAll((x, a, b) => incompleteBeta(a, b, x, 1 - x), 1e-12, [
    [[0.3, 2, 3], 0.34829999999999989],
    [[0.5, 0.5, 0.5], 0.49999999999999956],
    [[0.001, 2.5, 0.5], 1.0740735427307244e-8],
    [[0.99, 2, 0.5], 0.85049999999999992],
    [[0.8, 50, 0.5], 2.4501734135038062e-6],
    [[0.9, 500, 0.5], 1.0453677938354686e-24],
  ]);
  assertAll(logGamma, 1e-12, [
    [[0.5], 0.57236494292470008],
    [[1], 0],
    [[1.5], -0.12078223763524518],
    [[2], 0],
    [[10], 12.801827480081469],
    [[100.25], 360.28455963776423],
    [[0.001], 6.9071788853838534],
    [[1e5], 1051287.7089736569],
  ]);
});

/** Relative to the expected, except near 0, where it is the tolerance itself. */
function assertAll<A extends number[]>(
  compute: (...args: A) => number,
  tolerance: number,
  cases: readonly (readonly [A, number])[],
): void {
  for (const [args, expected] of cases) {
    const found = compute(...args);
    const error = Math.abs(found - expected) / (expected === 0 ? 1 : Math.abs(expected));
    assert.ok(error <= tolerance, `${args.join(", ")}: got ${found}, expected ${expected}`);
  }
}
