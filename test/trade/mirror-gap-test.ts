import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { mirrorGap, mirrorGapOfValues } from "../../src/trade/mirror-gap.ts";

const record = fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 1e12, noNaN: true }));
const positive = fc.double({ min: 1e-3, max: 1e9, noNaN: true });
const cifFob = fc
  .tuple(fc.double({ min: 1, max: 1.5, noNaN: true }), fc.double({ min: 1, max: 1.5, noNaN: true }))
  .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));

test("records of 1 and 3 are half apart, of 0 and 3 wholly, of 3 and 3 not at all", () => {
  const gaps = [1, 0, 3].map((exporterRecord) => mirrorGap({ exporterRecord, importerRecord: 3 }));
  assert.deepEqual(gaps, [0.5, 1, 0]);
  assert.equal(mirrorGap({ exporterRecord: 0, importerRecord: 0 }), 0);
});

test("|X - M| / (X + M): symmetric, 0 to 1, 0 when equal, the same in any unit", () => {
  fc.assert(
    fc.property(record, record, fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (x, m, unit) => {
      const gap = mirrorGap({ exporterRecord: x, importerRecord: m });
      assert.equal(gap, mirrorGap({ exporterRecord: m, importerRecord: x }));
      assert.ok(gap >= 0 && gap <= 1);
      assert.equal(mirrorGap({ exporterRecord: x, importerRecord: x }), 0);
      assert.ok(Math.abs(mirrorGap({ exporterRecord: x * unit, importerRecord: m * unit }) - gap) < 1e-12);
      // The same from the ratio of the two alone: |tanh(ln(X / M) / 2)|.
      if (x > 0 && m > 0) assert.ok(Math.abs(gap - Math.abs(Math.tanh(Math.log(x / m) / 2))) < 1e-12);
    }),
  );
});

test("freight and insurance that are known exactly are taken off the importer's value", () => {
  fc.assert(
    fc.property(record, record, fc.double({ min: 1, max: 1.5, noNaN: true }), (x, m, ratio) => {
      const { gap, low, high } = mirrorGapOfValues({
        exporterFob: x,
        importerCif: m,
        cifFob: { low: ratio, high: ratio },
      });
      const direct = mirrorGap({ exporterRecord: x, importerRecord: m / ratio });
      for (const found of [gap, low, high]) assert.ok(Math.abs(found - direct) < 1e-12);
    }),
  );
});

test("the range of gaps is that of a fine grid over the range of ratios", () => {
  fc.assert(
    fc.property(positive, positive, cifFob, (x, scale, range) => {
      // Half of the cases lie near the ratios, where the gap turns.
      const m = scale < 1e6 ? x * (0.9 + (scale % 1)) : scale;
      const { gap, low, high } = mirrorGapOfValues({ exporterFob: x, importerCif: m, cifFob: range });
      const steps = 400;
      const grid = Array.from({ length: steps + 1 }, (_, k) => {
        const ratio = range.low + ((range.high - range.low) * k) / steps;
        return mirrorGap({ exporterRecord: x, importerRecord: m / ratio });
      });
      assert.ok(Math.abs(high - Math.max(...grid)) < 1e-12);
      assert.ok(low <= Math.min(...grid) + 1e-12 && low >= Math.min(...grid) - 1 / steps);
      assert.ok(low <= gap && gap <= high);
    }),
    { numRuns: 50 },
  );
});

test("a wider range of ratios widens the range of gaps, and never changes a flow that one side does not record", () => {
  fc.assert(
    fc.property(positive, positive, cifFob, (x, m, range) => {
      const narrow = mirrorGapOfValues({ exporterFob: x, importerCif: m, cifFob: range });
      const wide = mirrorGapOfValues({ exporterFob: x, importerCif: m, cifFob: { low: 1, high: range.high * 1.1 } });
      assert.ok(wide.low <= narrow.low + 1e-12 && wide.high >= narrow.high - 1e-12);
      const onesided = mirrorGapOfValues({ exporterFob: 0, importerCif: m, cifFob: range });
      assert.deepEqual(onesided, { gap: 1, low: 1, high: 1 });
    }),
  );
});

test("within the ratios nothing is left to explain; below the exporter's value freight makes it worse", () => {
  const cif = { low: 1.05, high: 1.2 };
  const explained = mirrorGapOfValues({ exporterFob: 100, importerCif: 110, cifFob: cif });
  assert.equal(explained.low, 0);
  assert.ok(Math.abs(explained.high - 10 / 120 / (1 + 110 / 120)) < 0.01);
  const below = mirrorGapOfValues({ exporterFob: 100, importerCif: 80, cifFob: cif });
  assert.ok(below.low > mirrorGap({ exporterRecord: 100, importerRecord: 80 }));
  assert.deepEqual(mirrorGapOfValues({ exporterFob: 0, importerCif: 0, cifFob: cif }), { gap: 0, low: 0, high: 0 });
});

test("negative and unknown records, and ratios that are none, are refused", () => {
  assert.throws(() => mirrorGap({ exporterRecord: 1.5e308, importerRecord: 0.5e308 }), /TRADE_INPUT/);
  for (const wrong of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
    assert.throws(() => mirrorGap({ exporterRecord: wrong, importerRecord: 1 }), /TRADE_INPUT/);
    assert.throws(() => mirrorGap({ exporterRecord: 1, importerRecord: wrong }), /TRADE_INPUT/);
    const range = { low: 1, high: 1.1 };
    assert.throws(() => mirrorGapOfValues({ exporterFob: wrong, importerCif: 1, cifFob: range }), /TRADE_INPUT/);
    assert.throws(() => mirrorGapOfValues({ exporterFob: 1, importerCif: wrong, cifFob: range }), /TRADE_INPUT/);
  }
  for (const range of [
    { low: 0.9, high: 1.1 },
    { low: 1.2, high: 1.1 },
    { low: 1, high: Number.POSITIVE_INFINITY },
    { low: Number.NaN, high: 1.1 },
  ]) {
    assert.throws(() => mirrorGapOfValues({ exporterFob: 1, importerCif: 1, cifFob: range }), /TRADE_INPUT/);
  }
});
