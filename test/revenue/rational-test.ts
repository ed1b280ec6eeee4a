import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { LodebookError } from "../../src/model/fault.ts";
import {
  addRational,
  compareRational,
  makeRational,
  parseRational,
  rationalToNumber,
} from "../../src/model/rational.ts";

const whole = fc.integer({ min: -(2 ** 40), max: 2 ** 40 });
const positive = fc.integer({ min: 1, max: 2 ** 40 });
const fraction = fc.tuple(whole, positive).map(([over, under]) => makeRational(BigInt(over), BigInt(under)));

test("fractions, numbers and percentages are the same shares", () => {
  const forms = ["1/4", " 2 / 8 ", "0.25", "25 %", "25%", "2.5e-1", "၀.၂၅"];
  for (const form of forms) assert.deepEqual(parseRational(form), { numerator: 1n, denominator: 4n }, form);
  assert.deepEqual(parseRational("-33.5 %"), { numerator: -67n, denominator: 200n });
  assert.deepEqual(parseRational("0"), { numerator: 0n, denominator: 1n });
});

test("what is no share has its code", () => {
  const codeOf = (text: string) => {
    try {
      return parseRational(text).numerator;
    } catch (error) {
      return error instanceof LodebookError ? error.faults[0]?.code : error;
    }
  };
  const unreadable = ["", "%", "1/", "/3", "1/-3", "1/2/3", "1.5/2", "25 %%", "a quarter"];
  for (const text of unreadable) assert.equal(codeOf(text), "NUMBER_UNREADABLE", text);
  assert.equal(codeOf("1/0"), "RATIONAL_BY_ZERO");
  assert.equal(codeOf("0,25"), "NUMBER_DECIMAL_COMMA");
});

test("shares of a whole sum to exactly one", () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 20 }), (parts) => {
      const total = parts.reduce((sum, part) => sum + BigInt(part), 0n);
      const shares = parts.map((part) => makeRational(BigInt(part), total));
      assert.deepEqual(shares.reduce(addRational), makeRational(1n));
    }),
  );
});

test("lowest terms, an order that adding keeps", () => {
  fc.assert(
    fc.property(fraction, fraction, fraction, (a, b, c) => {
      const { numerator, denominator } = addRational(a, b);
      assert.ok(denominator > 0n);
      assert.deepEqual(makeRational(numerator * 6n, denominator * 6n), { numerator, denominator });
      assert.deepEqual(addRational(a, b), addRational(b, a));
      assert.equal(compareRational(addRational(a, c), addRational(b, c)), compareRational(a, b));
      assert.equal(compareRational(a, b) + compareRational(b, a), 0);
      assert.equal(compareRational(a, a), 0);
    }),
  );
});

test("the nearest double: division of whole numbers rounds once, by IEEE 754", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (over, under) => {
      const found = rationalToNumber(makeRational(BigInt(over), BigInt(under)));
      assert.equal(found, over / under + 0);
    }),
    { numRuns: 500 },
  );
  // 1 + 2^-53 lies in the middle of two doubles; a trace more, far behind, decides.
  const middle = makeRational(2n ** 53n + 1n, 2n ** 53n);
  assert.equal(rationalToNumber(middle), 1);
  assert.equal(rationalToNumber(addRational(middle, makeRational(1n, 2n ** 300n))), 1 + 2 ** -52);
  assert.equal(rationalToNumber(makeRational(1n, 10n ** 30n)), 1e-30);
});
