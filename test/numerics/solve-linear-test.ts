import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeRandom } from "../../src/numerics/random.ts";
import { solveLinear } from "../../src/numerics/solve-linear.ts";

test("the inverse of the Hilbert matrix of size 4 is whole (Choi 1983)", () => {
  const hilbert = Float64Array.from({ length: 16 }, (_, k) => 1 / ((k % 4) + Math.floor(k / 4) + 1));
  const identity = Float64Array.from({ length: 16 }, (_, k) => (k % 5 === 0 ? 1 : 0));
  const inverse = [16, -120, 240, -140, -120, 1200, -2700, 1680, 240, -2700, 6480, -4200, -140, 1680, -4200, 2800];
  for (const [k, entry] of solveLinear(hilbert, identity, 4, 4).entries()) {
    assert.ok(Math.abs(entry / (inverse[k] ?? 0) - 1) < 1e-11);
  }
});

test("Cramer's rule gives the same", () => {
  const entry = fc.integer({ min: -9, max: 9 });
  const system = fc
    .integer({ min: 1, max: 5 })
    .chain((n) =>
      fc.tuple(
        fc.array(entry, { minLength: n * n, maxLength: n * n }),
        fc.array(entry, { minLength: n, maxLength: n }),
      ),
    );
  fc.assert(
    fc.property(system, ([matrix, side]) => {
      const n = side.length;
      const det = determinant(matrix, n);
      fc.pre(det !== 0);
      const x = solveLinear(Float64Array.from(matrix), Float64Array.from(side), n, 1);
      for (let k = 0; k < n; k += 1) {
        const replaced = matrix.map((a, at) => (at % n === k ? (side[Math.floor(at / n)] ?? 0) : a));
        const expected = determinant(replaced, n) / det;
        assert.ok(Math.abs((x[k] ?? 0) - expected) <= 1e-9 * (1 + Math.abs(expected)));
      }
    }),
    { numRuns: 100 },
  );
});

test("150 unknowns, several sides: what is put back in comes out, the input stays as it was", () => {
  const n = 150;
  const random = makeRandom(3);
  const matrix = Float64Array.from({ length: n * n }, () => random.normal());
  const wanted = Float64Array.from({ length: n * 3 }, () => random.normal());
  const sides = new Float64Array(n * 3);
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j < n; j += 1) {
      for (let s = 0; s < 3; s += 1)
        sides[i * 3 + s] = at(sides, i * 3 + s) + at(matrix, i * n + j) * at(wanted, j * 3 + s);
    }
  }
  const [keptMatrix, keptSides] = [matrix.slice(), sides.slice()];
  const found = solveLinear(matrix, sides, n, 3);
  assert.ok(found.every((x, k) => Math.abs(x - at(wanted, k)) < 1e-9));
  assert.deepEqual([matrix, sides], [keptMatrix, keptSides]);
});

test("rows change places where the first pivot is 0", () => {
  assert.deepEqual([...solveLinear(Float64Array.of(0, 2, 4, 0), Float64Array.of(6, 7, 8, 9), 2, 2)], [2, 2.25, 3, 3.5]);
});

test("a tiny pivot is passed over: without that the first unknown is lost", () => {
  const [x = 0, y = 0] = solveLinear(Float64Array.of(1e-20, 1, 1, 1), Float64Array.of(1, 2), 2, 1);
  assert.ok(Math.abs(x - 1) < 1e-15 && Math.abs(y - 1) < 1e-15);
});

test("singular and not finite systems are refused", () => {
  const solve = (...matrix: number[]) => solveLinear(Float64Array.from(matrix), Float64Array.of(1, 2), 2, 1);
  assert.throws(() => solve(1, 2, 2, 4), /singular/);
  assert.throws(() => solve(0, 0, 0, 0), /singular/);
  assert.throws(() => solve(1, Number.NaN, 2, 4), /singular/);
  assert.throws(() => solve(Number.POSITIVE_INFINITY, 1, 2, 4), /singular/);
});

function at(numbers: Float64Array, k: number): number {
  return numbers[k] ?? Number.NaN;
}

/** Expansion along the first row: exact on small whole numbers. */
function determinant(matrix: readonly number[], n: number): number {
  if (n === 1) return matrix[0] ?? 0;
  let sum = 0;
  for (let column = 0; column < n; column += 1) {
    const minor = matrix.filter((_, k) => k >= n && k % n !== column);
    sum += (column % 2 === 0 ? 1 : -1) * (matrix[column] ?? 0) * determinant(minor, n - 1);
  }
  return sum;
}
