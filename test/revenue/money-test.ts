import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LodebookError } from "../../src/model/fault.ts";
import { type Currency, formatMoney, parseMoney, roundMoney } from "../../src/model/money.ts";

const cents: Currency = { code: "EUR", decimals: 2 };
const amountOf = (text: string, currency = cents) => parseMoney(text, currency).minorUnits;

test("0.1 and 0.2 are 0.3, a thousand times over", () => {
  assert.equal(amountOf("0.1") + amountOf("0.2"), amountOf("0.3"));
  let sum = 0n;
  for (let i = 0; i < 1000; i += 1) sum += amountOf("0.1");
  assert.equal(sum, amountOf("100"));
});

test("amounts beyond what a double counts are exact", () => {
  assert.equal(amountOf("10000000000000.01"), 10n ** 15n + 1n);
  assert.equal(amountOf("90071992547409.93"), 2n ** 53n + 1n);
  assert.equal(amountOf(`-${"9".repeat(40)}.99`), 1n - 10n ** 42n);
});

test("decimals that no coin has are refused; zeros are not", () => {
  assert.equal(amountOf("1.1000"), 110n);
  assert.equal(amountOf("1e-2"), 1n);
  for (const text of ["0.001", "1.999", "1e-3"]) {
    assert.throws(
      () => amountOf(text),
      (error) => error instanceof LodebookError && error.faults[0]?.code === "AMOUNT_TOO_FINE",
    );
  }
});

test("halves go to the even neighbour, all else to the nearest", () => {
  const rounded = (text: string) => roundMoney(parseMoney(text, cents), 0).minorUnits;
  assert.deepEqual(["0.50", "1.50", "2.50", "-0.50", "-1.50"].map(rounded), [0n, 2n, 2n, 0n, -2n]);
  assert.deepEqual(["0.49", "0.51", "-0.51", "7"].map(rounded), [0n, 1n, -1n, 7n]);
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: 1, max: 30 }), (units, shift) => {
      const { minorUnits } = roundMoney({ minorUnits: units, currency: { code: "EUR", decimals: shift } }, 0);
      const distance = units - minorUnits * 10n ** BigInt(shift);
      const twice = 2n * (distance < 0n ? -distance : distance);
      assert.ok(twice < 10n ** BigInt(shift) || (twice === 10n ** BigInt(shift) && minorUnits % 2n === 0n));
    }),
  );
});

test("what is formatted is read back", () => {
  const marks = { decimal: ".", thousands: "," };
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: 6 }), (minorUnits, decimals) => {
      const money = { minorUnits, currency: { code: "EUR", decimals } };
      assert.deepEqual(parseMoney(formatMoney(money), money.currency, marks), money);
    }),
  );
  assert.equal(formatMoney({ minorUnits: -1000n, currency: { code: "EUR", decimals: 0 } }), "-1,000");
  assert.equal(formatMoney({ minorUnits: 100000n, currency: cents }), "1,000.00");
});
