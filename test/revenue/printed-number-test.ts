import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readPrintedNumber } from "../../src/model/printed-number.ts";

const grouped = { decimal: ".", thousands: ", '\u00a0" };

test("signs, brackets, groups, digits of another script, exponents", () => {
  const cases: readonly (readonly [text: string, digits: bigint, decimals: number])[] = [
    ["0", 0n, 0],
    ["+7", 7n, 0],
    [" -0.50 ", -50n, 2],
    ["−12", -12n, 0],
    ["(1,234.5)", -12345n, 1],
    ["1,234,567.89", 123456789n, 2],
    ["1 234 567", 1234567n, 0],
    ["1\u00a0234", 1234n, 0],
    ["12'345", 12345n, 0],
    ["1234567", 1234567n, 0],
    ["၁,၂၃၄.၅၀", 123450n, 2],
    ["−၁၂", -12n, 0],
    ["٣٫٥".replace("٫", "."), 35n, 1],
    ["-8.9406967163085938E-8", -89406967163085938n, 24],
    ["1.5e3", 1500n, 0],
    ["1e99", 10n ** 99n, 0],
  ];
  for (const [text, digits, decimals] of cases) {
    assert.deepEqual(readPrintedNumber(text, grouped), { digits, decimals }, text);
  }
});

test("a comma before the decimals and points between thousands", () => {
  const marks = { decimal: ",", thousands: "." };
  assert.deepEqual(readPrintedNumber("1.234.567,8", marks), { digits: 12345678n, decimals: 1 });
  assert.deepEqual(readPrintedNumber("12,5", marks), { digits: 125n, decimals: 1 });
  assert.deepEqual(readPrintedNumber("12.5", marks), {
    code: "NUMBER_UNREADABLE",
    expected: "a number such as 1234,5 and nothing else",
  });
});

test("what is no number is told as a person would", () => {
  const codes = (texts: readonly string[]) =>
    texts.map((text) => {
      const found = readPrintedNumber(text, { decimal: ".", thousands: "," });
      return "code" in found ? found.code : found;
    });
  const unreadable = ["", "x", "1.2.3", "1.", ".5", "12 kg", "--5", "-(5)", "1e", "1e5.5", "(5", "NaN", "5-"];
  assert.deepEqual(
    codes(unreadable),
    unreadable.map(() => "NUMBER_UNREADABLE"),
  );
  assert.deepEqual(codes(["12,5", "1,23", "1,2345"]), Array(3).fill("NUMBER_DECIMAL_COMMA"));
  assert.deepEqual(codes(["1 234", "12,34,567", "1'234.50", "1.234.567", "1.234,5"]), Array(5).fill("NUMBER_GROUPED"));
  assert.deepEqual(codes(["1၂3", "၁٢"]), Array(2).fill("NUMBER_DIGITS"));
  assert.deepEqual(codes(["1e100", "1e-100", "9".repeat(101)]), Array(3).fill("NUMBER_OUT_OF_RANGE"));
});

test("separators are one kind in one number, and not behind the decimal mark", () => {
  for (const text of ["1,234 567", "1.5,000", ",123", "1234,567", "1,,234"]) {
    assert.ok("code" in readPrintedNumber(text, grouped), text);
  }
});

test("every double is read back as it is printed", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e90, max: 1e90 }), (value) => {
      const found = readPrintedNumber(String(value));
      // Smaller exponents than any amount has are refused, not rounded.
      if (Math.abs(value) < 1e-90) return;
      assert.ok("digits" in found);
      assert.equal(Number(`${found.digits}e-${found.decimals}`), value + 0);
    }),
  );
});

test("groups and scripts make no difference", () => {
  const toBurmese = (text: string) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x1040 + Number(digit)));
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.nat({ max: 20 }), (digits, decimals) => {
      const fraction = decimals === 0 ? "" : `.${"7".repeat(decimals)}`;
      const plain = readPrintedNumber(`${digits}${fraction}`);
      const text = `${digits.toLocaleString("en-US")}${fraction}`;
      assert.deepEqual(readPrintedNumber(text, grouped), plain);
      assert.deepEqual(readPrintedNumber(toBurmese(text), grouped), plain);
    }),
  );
});
