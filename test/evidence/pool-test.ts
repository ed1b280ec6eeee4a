import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Pool, poolRandomEffects } from "../../src/evidence/pool.ts";

// Reference values: R 4.2.2, metafor 3.8.1,
//   rma(y, v, method = "PM", test = "adhoc", level = 90, control = list(tol = 1e-15, tau2.max = 1e9))
// in the order tau2, beta, se, ci.lb, ci.ub, QE, QEp. I² = max(0, (QE - df) / QE): see the decision on I².
const references = {
  homogeneous: {
    y: [4.1, 4.12, 4.09, 4.11, 4.1],
    v: [0.01, 0.0049, 0.0144, 0.0625, 0.0009],
    expected: [
      0, 4.10236378802051, 0.0258144066783474, 4.04733142810234, 4.15739614793867, 0.0817922965116554,
      0.999186206188655,
    ],
  },
  heterogeneous: {
    y: [1.2, 0.3, 2.5, 1.9, 0.8, 1.4],
    v: [0.01, 0.02, 0.05, 0.01, 0.04, 0.03],
    expected: [
      0.577459599045647, 1.34474805238714, 0.317217281619732, 0.705539885066176, 1.98395621970811, 121.713197969543,
      1.36081807526091e-24,
    ],
  },
  "two that differ": {
    y: [5.1, 5.9],
    v: [0.0049, 0.0144],
    expected: [
      0.31035, 5.4940625, 0.399955930189503, 2.96884013996276, 8.01928486003724, 33.1606217616581, 8.48515961178052e-9,
    ],
  },
  "two that agree": {
    y: [5.1, 5.15],
    v: [0.0049, 0.0144],
    expected: [
      0, 5.11269430051814, 0.0604645230628903, 4.73093632644571, 5.49445227459056, 0.12953367875648, 0.718916027455433,
    ],
  },
  "one far outlier": {
    y: [0.1, 0.12, 0.09, 0.11, 1000],
    v: [0.01, 0.01, 0.02, 0.015, 0.01],
    expected: [
      199957.991579937, 200.08400300044, 199.979001187593, -226.240588014144, 626.408594015025, 75983760.9044, 0,
    ],
  },
  "variances of very different size": {
    y: [10.6, 10.7, 10.2, 11.9, 10.65, 9.8],
    v: [0.0009, 0.25, 0.0144, 0.0625, 0.0049, 0.5],
    expected: [
      0.364790432518238, 10.7030589019576, 0.275241304481254, 10.1484343590886, 11.2576834448266, 39.9783962401193,
      1.5084232188064e-7,
    ],
  },
  four: {
    y: [0, 2, -1, 5],
    v: [1, 2, 1, 4],
    expected: [
      4.34864263506708, 1.11631054003622, 1.23918441088423, -1.79994074151517, 4.03256182158761, 8.68181818181818,
      0.0338345203820634,
    ],
  },
};

for (const [name, { y, v, expected }] of Object.entries(references)) {
  test(`equals metafor: ${name}`, () => {
    const pooled = pool(y, v);
    partsOf(pooled).forEach((part, k) => {
      const reference = expected[k] ?? Number.NaN;
      assert.ok(Math.abs(part - reference) <= 1e-10 * Math.max(1, Math.abs(reference)), `${k}: ${part}, ${reference}`);
    });
    const [, , , , , q = 0] = expected;
    assert.ok(Math.abs(pooled.i2 - Math.max(0, (q - y.length + 1) / q)) < 1e-9);
  });
}

test("tiny variances: the case `four` in millionths around 1 gives the same, in millionths", () => {
  const { y, v, expected } = references.four;
  const pooled = pool(
    y.map((value) => 1 + value * 1e-6),
    v.map((variance) => variance * 1e-12),
  );
  const back = [pooled.tau2 * 1e12, (pooled.estimate - 1) * 1e6, pooled.se * 1e6];
  // 1 + 2e-6 is itself rounded to a relative 1e-10 of the 2e-6.
  for (const [k, part] of back.entries()) assert.ok(Math.abs(part - (expected[k] ?? 0)) < 1e-8, `${k}: ${part}`);
});

test("one value keeps its own normal interval", () => {
  const pooled = pool([2], [0.25]);
  assert.deepEqual([pooled.n, pooled.tau2, pooled.q, pooled.qP, pooled.i2, pooled.se], [1, 0, 0, 1, 0, 0.5]);
  assert.ok(Math.abs(pooled.high - (2 + 0.5 * 1.6448536269514715)) < 1e-15);
});

test("a stretch of a longer array is pooled as if it stood alone", () => {
  const values = Float64Array.of(99, 5.1, 5.9, -99);
  const variances = Float64Array.of(1, 0.0049, 0.0144, 1);
  assert.deepEqual(
    poolRandomEffects({ values, variances, start: 1, end: 3, level: 0.9 }),
    pool([5.1, 5.9], [0.0049, 0.0144]),
  );
});

const question = fc.array(
  fc.record({ y: fc.double({ min: -100, max: 100, noNaN: true }), v: fc.double({ min: 1e-4, max: 10, noNaN: true }) }),
  { minLength: 2, maxLength: 12 },
);

test("the generalised Q is n - 1 at tau², or below it at 0", () => {
  fc.assert(
    fc.property(question, (claims) => {
      const { tau2, estimate } = pool(
        claims.map(({ y }) => y),
        claims.map(({ v }) => v),
      );
      const q = claims.reduce((sum, { y, v }) => sum + (y - estimate) ** 2 / (v + tau2), 0);
      const df = claims.length - 1;
      return tau2 === 0 ? q <= df * (1 + 1e-12) : Math.abs(q / df - 1) < 1e-9;
    }),
  );
});

test("moving and stretching the scale moves and stretches the pool, from 1e-60 to 1e60", () => {
  fc.assert(
    fc.property(question, fc.integer({ min: -60, max: 60 }), (claims, power) => {
      const scale = 2 ** Math.round(power * Math.log2(10));
      const plain = pool(
        claims.map(({ y }) => y),
        claims.map(({ v }) => v),
      );
      const scaled = pool(
        claims.map(({ y }) => y * scale),
        claims.map(({ v }) => v * scale * scale),
      );
      const near = (a: number, b: number) =>
        Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b), plain.se * 1e-3);
      return near(scaled.se / scale, plain.se) && near(scaled.low / scale, plain.low) && near(scaled.q, plain.q);
    }),
  );
});

test("the interval is never narrower than the fixed-effect one, and lies around the estimate inside the values", () => {
  fc.assert(
    fc.property(question, (claims) => {
      const { se, low, high, estimate } = pool(
        claims.map(({ y }) => y),
        claims.map(({ v }) => v),
      );
      const fixed = 1 / Math.sqrt(claims.reduce((sum, { v }) => sum + 1 / v, 0));
      const values = claims.map(({ y }) => y);
      const slack = 1e-9 * (1 + Math.abs(estimate));
      const isInside = estimate >= Math.min(...values) - slack && estimate <= Math.max(...values) + slack;
      return se >= fixed * (1 - 1e-12) && low <= estimate && estimate <= high && isInside;
    }),
  );
});

test("what cannot be pooled is refused", () => {
  for (const [y, v] of [
    [[], []],
    [[Number.NaN], [1]],
    [[1], [0]],
    [[1], [-1]],
    [[1], [Number.POSITIVE_INFINITY]],
    [[1, 2], [1]],
  ] as const) {
    assert.throws(() => pool(y, v), /EVIDENCE_INPUT/);
  }
  assert.throws(
    () => poolRandomEffects({ values: Float64Array.of(1), variances: Float64Array.of(1), level: 1 }),
    /EVIDENCE_INPUT/,
  );
});

function pool(y: readonly number[], v: readonly number[]): Pool {
  return poolRandomEffects({ values: Float64Array.from(y), variances: Float64Array.from(v), level: 0.9 });
}

function partsOf({ tau2, estimate, se, low, high, q, qP }: Pool): number[] {
  return [tau2, estimate, se, low, high, q, qP];
}
