import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { evaluateEquation, parseEquation } from "../../src/evidence/equation.ts";
import { LodebookError } from "../../src/model/fault.ts";

test("the usual precedence, signs, parentheses and numbers", () => {
  const at = (text: string, ...values: number[]) => {
    const equation = parseEquation(text);
    return evaluateEquation(equation, Float64Array.from(values), new Float64Array(values.length)).residual;
  };
  assert.equal(at("1 + 2 * 3 = 7"), 0);
  assert.equal(at("(1 + 2) * 3 = 0"), 9);
  assert.equal(at("8 / 4 / 2 = 0"), 1);
  assert.equal(at("8 - 4 - 2 = 0"), 2);
  assert.equal(at("-x * -2 = 1.5e1", 10), 5);
  assert.equal(at(".5*a=b", 4, 1), 1);
  assert.equal(at("a-b=a-b", 4, 1), 0);
});

test("the derivative equals central differences", () => {
  const equation = parseEquation("a * (b - 2 * c) / (1 + a * a) - -c / b = a + 3 * c * c");
  const value = fc.double({ min: 0.5, max: 3, noNaN: true });
  fc.assert(
    fc.property(value, value, value, (a, b, c) => {
      const gradient = new Float64Array(3);
      evaluateEquation(equation, Float64Array.of(a, b, c), gradient);
      return gradient.every((slope, k) => {
        const step = 1e-5;
        const at = (shift: number) => {
          const values = Float64Array.of(a, b, c);
          values[k] = (values[k] ?? 0) + shift;
          return evaluateEquation(equation, values, new Float64Array(3)).residual;
        };
        return Math.abs((at(step) - at(-step)) / (2 * step) - slope) < 1e-6 * (1 + Math.abs(slope));
      });
    }),
  );
});

test("an unreadable equation says where, what was found and what was expected", () => {
  const messageOf = (text: string) => {
    try {
      parseEquation(text);
    } catch (error) {
      return String(error);
    }
    return "";
  };
  assert.match(messageOf("share * = part"), /'share \* = part', expected a number, .* at position 9, got '='/);
  assert.match(messageOf("a + b"), /expected '=' or an operator at position 6, got the end/);
  assert.match(messageOf("a = b = c"), /operator or the end at position 7, got '='/);
  assert.match(messageOf("a = (b"), /expected '\)' or an operator at position 7, got the end/);
  assert.match(messageOf("2x = 1"), /position 2, got 'x'/);
  assert.match(messageOf("a ^ 2 = 1"), /position 3, got '\^'/);
  assert.match(messageOf("a = 1e999"), /a finite number at position 5/);
  assert.match(messageOf(`a = ${"(".repeat(101)}1${")".repeat(101)}`), /at most 100 nested/);
  assert.match(messageOf(`a = ${"-".repeat(5000)}1`), /at most 100 nested/);
  assert.match(messageOf(`a = ${"1+".repeat(6000)}1`), /at most 10000 characters/);
});

test("no text breaks the reader otherwise", () => {
  const pieces = fc.array(fc.constantFrom("a", "b1", "_", "1", ".5", "1e3", "+", "-", "*", "/", "(", ")", "=", " "), {
    maxLength: 60,
  });
  const isOrderly = (text: string) => {
    try {
      parseEquation(text);
      return true;
    } catch (error) {
      return error instanceof LodebookError && error.faults[0]?.code === "EQUATION_UNREADABLE";
    }
  };
  fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), isOrderly));
  fc.assert(fc.property(pieces, (parts) => isOrderly(parts.join(""))));
});
