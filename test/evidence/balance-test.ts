import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Balance, balanceFlows } from "../../src/evidence/balance.ts";
import type { Flow } from "../../src/evidence/balance-system.ts";
import { evaluateEquation, parseEquation } from "../../src/evidence/equation.ts";

const heatExchanger = ["f1 = f2 + f3", "f2 = f4", "f3 = f5", "f4 + f5 = f6"];
const measured = [101.91, 64.45, 34.65, 64.2, 36.44, 98.88];

test("a heat exchanger with bypass (Narasimhan & Jordache 2000)", () => {
  const result = balance(flowsOf(measured), heatExchanger);
  assertAdjusted(result, [100.22, 64.5, 35.72, 64.5, 35.72, 100.22], 1e-9);
  for (const { sd } of result.flows) assert.equal(sd?.toFixed(4), "0.5774");
  assert.equal(result.chiSquare.toFixed(4), "6.4075");
  assert.equal(result.degreesOfFreedom, 4);
  // R 4.2.2: pchisq(6.4075, 4, lower.tail = FALSE)
  assert.ok(Math.abs(result.p - 0.17071274037189405) < 1e-12);
});

test("the same with a gross error of 4 on flow 2: it is overruled first", () => {
  const result = balance(flowsOf(measured.map((value, k) => (k === 1 ? value + 4 : value))), heatExchanger);
  assertAdjusted(result, [100.8867, 65.8333, 35.0533, 65.8333, 35.0533, 100.8867], 5e-5);
  assert.equal(result.chiSquare.toFixed(4), "16.6742");
  assert.equal(result.overruled[0], "f2");
  assert.equal(Math.abs(result.flows[1]?.z ?? 0).toFixed(3), "3.205");
});

test("constraints that repeat others change nothing", () => {
  const plain = balance(flowsOf(measured), heatExchanger);
  const repeated = balance(flowsOf(measured), [...heatExchanger, "f1 = f6", "2 * f4 - f2 = f2", "1 = 1"]);
  assertSame(repeated, plain, 1e-9);
});

test("share times total is part: the least squares found by brute force", () => {
  // Python 3.11, numpy 1.24.2: minimum over (s, t) of ((s-.3)/.03)² + ((t-1000)/50)² + ((s t-400)/40)², by 60 grids of
  // 41 x 41 points, each 0.6 times as wide as the one before.
  const flows = [
    { id: "s", value: 0.3, sd: 0.03 },
    { id: "t", value: 1000, sd: 50 },
    { id: "p", value: 400, sd: 40 },
  ];
  const result = balance(flows, ["s * t = p"]);
  assertAdjusted(result, [0.33304973688, 1029.693847, 342.939265], 1e-6);
  assert.ok(Math.abs(result.chiSquare - 3.601294627425721) < 1e-9);
  assertSame(balance(flows, ["s * t = p", "t = p / s"]), result, 1e-8);
});

test("a product on log scales tied to a sum: the least squares found by brute force", () => {
  // The same method over (ln a, ln b, d) with c = a b and e = c + d.
  const result = balance(
    [
      { id: "a", value: 4, sd: 0.1, scale: "log" },
      { id: "b", value: 25, sd: 0.2, scale: "log" },
      { id: "c", value: 130, sd: 10 },
      { id: "d", value: 20, sd: 2 },
      { id: "e", value: 160, sd: 8 },
    ],
    ["a * b = c", "c + d = e"],
  );
  assertAdjusted(result, [4.242253847, 31.629086921, 134.178615696, 20.342434354, 154.52105005], 1e-5);
  assert.ok(Math.abs(result.chiSquare - 2.4017085581314963) < 1e-8);
  assert.equal(result.degreesOfFreedom, 2);
});

test("unknown flows: computed with their error, or named as undetermined", () => {
  const result = balance(
    [
      { id: "rate", value: 35_000, sd: 0.03, scale: "log" },
      { id: "mass", value: 2000, sd: 0.04, scale: "log" },
      { id: "levy", scale: "log" },
      { id: "x" },
      { id: "y" },
    ],
    ["rate * mass = levy", "x + y = 10"],
  );
  const [, , levy, x] = result.flows;
  assert.ok(Math.abs((levy?.adjusted ?? 0) / 7e7 - 1) < 1e-12);
  // Independent errors of ln add in quadrature: 3-4-5.
  assert.ok(Math.abs((levy?.sd ?? 0) - 0.05) < 1e-12);
  assert.deepEqual([levy?.measured, levy?.z, x?.adjusted, x?.sd], [undefined, undefined, undefined, undefined]);
  assert.deepEqual(result.undetermined, ["x", "y"]);
  assert.equal(result.degreesOfFreedom, 0);
});

test("unknown flows alone, linear and not", () => {
  assertAdjusted(balance([{ id: "a" }, { id: "b" }], ["a + b = 10", "a - b = 4"]), [7, 3], 1e-12);
  const product = balance([{ id: "a" }, { id: "b" }], ["a * b = 12", "a + b = 7"]);
  const roots = product.flows.map(({ adjusted }) => adjusted ?? 0).sort((a, b) => a - b);
  assert.ok(Math.abs((roots[0] ?? 0) - 3) < 1e-9 && Math.abs((roots[1] ?? 0) - 4) < 1e-9);
});

test("a flow with sd 0 is a constant, one that nothing checks keeps its value, both with z 0", () => {
  const result = balance(
    [
      { id: "a", value: 10, sd: 0 },
      { id: "b", value: 4, sd: 1 },
      { id: "c", value: 5, sd: 1 },
      { id: "alone", value: 3, sd: 2 },
    ],
    ["b + c = a"],
  );
  assertAdjusted(result, [10, 4.5, 5.5, 3], 1e-12);
  assert.deepEqual([result.flows[0]?.z, result.flows[3]?.z, result.flows[3]?.sd], [0, 0, 2]);
});

test("what cannot be balanced is refused by name", () => {
  const one = { id: "a", value: 1, sd: 1 };
  assert.throws(
    () => balance([{ id: "a" }, { id: "b" }], ["a + b = 10", "a + b = 11"]),
    /BALANCE_CONTRADICTORY.*'a \+ b = 11'/,
  );
  assert.throws(() => balance([{ ...one, sd: 0 }], ["a = 2"]), /BALANCE_CONTRADICTORY/);
  assert.throws(() => balance([one], ["1 = 2"]), /BALANCE_CONTRADICTORY/);
  assert.throws(() => balance([{ ...one, value: 0, sd: 0 }], ["1 / a = 2"]), /BALANCE_DIVERGED/);
  assert.throws(() => balance([one], ["a * a = -1"]), /BALANCE_(DIVERGED|CONTRADICTORY)/);
  assert.throws(() => balance([one, one], []), /EVIDENCE_INPUT/);
  assert.throws(() => balance([{ id: "a", value: 1 }], []), /EVIDENCE_INPUT/);
  assert.throws(() => balance([{ id: "a", value: 0, sd: 1, scale: "log" }], []), /EVIDENCE_INPUT/);
  assert.throws(() => balance([one], ["a = b"]), /NAME_UNKNOWN/);
});

test("flows observed as 0 can still be moved by a product", () => {
  const result = balance(
    [
      { id: "a", value: 0, sd: 1 },
      { id: "b", value: 0, sd: 1 },
    ],
    ["a * b = 1"],
  );
  assertAdjusted(result, [1, 1], 1e-9);
});

/** Random networks: parts sum to totals, and shares of the totals are parts. */
const network = fc.array(
  fc.record({
    x: fc.double({ min: 1, max: 1000, noNaN: true }),
    y: fc.double({ min: 1, max: 1000, noNaN: true }),
    noise: fc.array(fc.double({ min: -0.1, max: 0.1, noNaN: true }), { minLength: 4, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 4 },
);

test("on random networks the constraints hold, the order does not matter, and chi-square scales with the errors", () => {
  fc.assert(
    fc.property(network, fc.constantFrom(0.5, 2, 7), (nodes, factor) => {
      const flows = nodes.flatMap(({ x, y, noise }, k): Flow[] =>
        [
          ["x", x],
          ["y", y],
          ["t", x + y],
          ["s", x / (x + y)],
        ].map(([name, value], j) => ({
          id: `${name}${k}`,
          value: Number(value) * (1 + (noise[j] ?? 0)),
          sd: 0.05,
          scale: "log",
        })),
      );
      const equations = nodes.flatMap((_, k) => [`x${k} + y${k} = t${k}`, `s${k} * t${k} = x${k}`]);
      const result = balance(flows, equations);
      const values = new Map(result.flows.map(({ id, adjusted }) => [id, adjusted ?? Number.NaN]));
      for (const text of equations) assert.ok(relativeResidual(text, values) <= 1e-9);
      assert.equal(result.degreesOfFreedom, 2 * nodes.length);

      const turned = balance(flows.toReversed(), equations.toReversed());
      assertSame({ ...turned, flows: turned.flows.toReversed() }, result, 1e-7);

      const scaled = balance(
        flows.map((flow) => ({ ...flow, sd: 0.05 * factor })),
        equations,
      );
      assert.ok(Math.abs(scaled.chiSquare * factor * factor - result.chiSquare) <= 1e-7 * (1 + result.chiSquare));
      assertAdjusted(
        scaled,
        result.flows.map(({ adjusted }) => adjusted ?? Number.NaN),
        1e-5,
      );
    }),
    { numRuns: 40 },
  );
});

function balance(flows: readonly Flow[], equations: readonly string[]): Balance {
  return balanceFlows({ flows, constraints: equations.map(parseEquation) });
}

function flowsOf(values: readonly number[]): Flow[] {
  return values.map((value, k) => ({ id: `f${k + 1}`, value, sd: 1 }));
}

function relativeResidual(text: string, values: ReadonlyMap<string, number>): number {
  const equation = parseEquation(text);
  const at = Float64Array.from(equation.names, (name) => values.get(name) ?? Number.NaN);
  const { residual, size } = evaluateEquation(equation, at, new Float64Array(at.length));
  return Math.abs(residual) / size;
}

function assertAdjusted(result: Balance, expected: readonly number[], tolerance: number): void {
  expected.forEach((value, k) => {
    const found = result.flows[k]?.adjusted ?? Number.NaN;
    assert.ok(Math.abs(found - value) <= tolerance * Math.max(1, Math.abs(value) * 1e-2), `${k}: ${found}, ${value}`);
  });
}

function assertSame(found: Balance, expected: Balance, tolerance: number): void {
  assert.equal(found.degreesOfFreedom, expected.degreesOfFreedom);
  assert.ok(Math.abs(found.chiSquare - expected.chiSquare) <= tolerance * (1 + expected.chiSquare));
  for (const [k, flow] of expected.flows.entries()) {
    const other = found.flows[k];
    for (const part of ["adjusted", "sd", "z"] as const) {
      const a = other?.[part] ?? 0;
      const b = flow[part] ?? 0;
      assert.ok(Math.abs(a - b) <= tolerance * (1 + Math.abs(b)), `${flow.id} ${part}: ${a}, ${b}`);
    }
  }
}
