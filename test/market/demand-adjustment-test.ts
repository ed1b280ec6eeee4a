import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { adjustDemand, nextScale } from "../../src/market/demand-adjustment.ts";

const curves = fc
  .record({
    part: fc.double({ min: 0.1, max: 1, noNaN: true }),
    shortMonths: fc.integer({ min: 1, max: 24 }),
    longElasticity: fc.double({ min: 0.05, max: 2, noNaN: true }),
  })
  .map(({ part, ...curve }) => ({ ...curve, shortElasticity: part * curve.longElasticity }));

test("after a lasting change of price demand is lower by the short elasticity, in the end by the long one", () => {
  const ratio = fc.double({ min: 0.3, max: 10, noNaN: true });
  fc.assert(
    fc.property(curves, ratio, (curve, r) => {
      const adjustment = adjustDemand(curve);
      let scale = 1;
      const demand = [];
      for (let month = 0; month < 6000; month += 1) {
        const wanted = scale * r ** -adjustment.elasticity;
        demand.push(wanted);
        scale = nextScale(wanted, adjustment);
      }
      const short = demand[curve.shortMonths - 1] ?? 0;
      assert.ok(Math.abs(Math.log(short) + curve.shortElasticity * Math.log(r)) < 1e-9);
      const long = demand.at(-1) ?? 0;
      assert.ok(Math.abs(Math.log(long) + curve.longElasticity * Math.log(r)) < 1e-6);
    }),
    { numRuns: 30 },
  );
});

test("the recursion is Nerlove's: the logarithm goes the same share of the way each month, whatever the prices", () => {
  fc.assert(
    fc.property(curves, fc.array(fc.double({ min: 0.5, max: 4, noNaN: true }), { maxLength: 20 }), (curve, prices) => {
      const adjustment = adjustDemand(curve);
      let scale = 1;
      let before = 0;
      for (const r of prices) {
        const wanted = -curve.longElasticity * Math.log(r);
        const now = Math.log(scale) - adjustment.elasticity * Math.log(r);
        assert.ok(Math.abs(now - (adjustment.share * wanted + (1 - adjustment.share) * before)) < 1e-12);
        scale = nextScale(Math.exp(now), adjustment);
        before = now;
      }
    }),
  );
});

test("elasticities that cannot be are refused", () => {
  const fault = { message: /MARKET_INPUT/ };
  const good = { shortElasticity: 0.2, shortMonths: 12, longElasticity: 0.5 };
  assert.throws(() => adjustDemand({ ...good, shortElasticity: 0 }), fault);
  assert.throws(() => adjustDemand({ ...good, shortElasticity: 0.6 }), fault);
  assert.throws(() => adjustDemand({ ...good, longElasticity: Number.POSITIVE_INFINITY }), fault);
  assert.throws(() => adjustDemand({ ...good, longElasticity: Number.NaN }), fault);
  assert.throws(() => adjustDemand({ ...good, shortMonths: 0 }), fault);
});
