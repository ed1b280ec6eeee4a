import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { makeRandom } from "../../src/numerics/random.ts";
import { solveLinear } from "../../src/numerics/solve-linear.ts";
import { minimumDegree } from "../../src/numerics/sparse-order.ts";
import {
  analyseSparse,
  factoriseSymmetric,
  factoriseUnsymmetric,
  findNullVector,
  getPlace,
  makeSparseSystem,
  type SparseSystem,
  solveFactorised,
} from "../../src/numerics/sparse-system.ts";

const drawn = fc.record({
  size: fc.integer({ min: 1, max: 25 }),
  seed: fc.nat(1e6),
  density: fc.constantFrom(0, 0.05, 0.15, 0.5, 1),
});

type Drawn = { readonly size: number; readonly seed: number; readonly density: number };

/** A dense matrix of symmetric pattern and dominant diagonal, and the same as a sparse system. */
function makePair({ size, seed, density }: Drawn, isSymmetric: boolean) {
  const random = makeRandom(seed);
  const rows: number[] = [];
  const columns: number[] = [];
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      if (random.uniform() >= density) continue;
      const isFlipped = random.uniform() < 0.5;
      rows.push(isFlipped ? j : i);
      columns.push(isFlipped ? i : j);
    }
  }
  const system = makeSparseSystem(analyseSparse(size, Int32Array.from(rows), Int32Array.from(columns)));
  const dense = new Float64Array(size * size);
  const most = new Float64Array(size).fill(0.1);
  const put = (row: number, column: number, value: number) => {
    const { place, isBelow } = getPlace(system.analysis, row, column);
    (isBelow ? system.below : system.above)[place] = value;
    dense[row * size + column] = value;
    most[column] = (most[column] ?? 0) + Math.abs(value);
  };
  for (const [k, row] of rows.entries()) {
    const value = random.uniform() * 2 - 1;
    put(row, columns[k] ?? 0, value);
    put(columns[k] ?? 0, row, isSymmetric ? value : random.uniform() * 2 - 1);
  }
  for (const [i, value] of most.entries()) {
    system.diagonal[i] = value;
    dense[i * size + i] = value;
  }
  return { system, dense, side: Float64Array.from({ length: size }, () => random.uniform() - 0.5) };
}

for (const [kind, factorise, isSymmetric] of [
  ["symmetric", factoriseSymmetric, true],
  ["unsymmetric", factoriseUnsymmetric, false],
] as const) {
  test(`random ${kind} systems have the solution of the dense one, twice on the same analysis`, () => {
    fc.assert(
      fc.property(drawn, (some) => {
        const { system, dense, side } = makePair(some, isSymmetric);
        for (const scale of [1, 3]) {
          for (const values of [system.diagonal, system.below, system.above]) {
            for (const [k, value] of values.entries()) values[k] = value * scale;
          }
          factorise(system, 1e-13);
          const found = side.slice();
          solveFactorised(system, found);
          const expected = solveLinear(dense, side, some.size, 1);
          for (const [k, x] of expected.entries()) near(found[k], x / scale);
        }
      }),
      { numRuns: 150 },
    );
  });
}

function near(found: number | undefined, expected: number): void {
  const error = Math.abs((found ?? Number.NaN) - expected);
  assert.ok(error <= 1e-8 * Math.max(1, Math.abs(expected)), `${found}, expected ${expected}`);
}

test("the order is a permutation, and its fill is that of elimination by hand", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.array(fc.tuple(fc.nat(19), fc.nat(19)), { maxLength: 60 }),
      (size, entries) => {
        const within = entries.filter(([row, column]) => row < size && column < size);
        const rows = Int32Array.from(within, ([row]) => row);
        const columns = Int32Array.from(within, ([, column]) => column);
        const { order, fill } = minimumDegree(size, rows, columns);
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          [...order.keys()],
        );
        const near = Array.from({ length: size }, () => new Set<number>());
        for (const [row, column] of within) {
          if (row === column) continue;
          near[row]?.add(column);
          near[column]?.add(row);
        }
        for (const [step, pivot] of order.entries()) {
          const reach = near[pivot] ?? new Set();
          assert.deepEqual(
            [...(fill[step] ?? [])].sort((a, b) => a - b),
            [...reach].sort((a, b) => a - b),
          );
          for (const row of reach) {
            near[row]?.delete(pivot);
            for (const other of reach) if (other !== row) near[row]?.add(other);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test("a tree is eliminated without fill", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1e6), { minLength: 1, maxLength: 60 }), (draws) => {
      const parents = Int32Array.from(draws, (draw, k) => draw % (k + 1));
      const { columnOf } = analyseSparse(
        parents.length + 1,
        Int32Array.from(parents.keys(), (k) => k + 1),
        parents,
      );
      assert.equal(columnOf.length, parents.length);
    }),
    { numRuns: 80 },
  );
});

test("a graph in pieces has one infinite pivot a piece, and null vectors that are 1 on it and 0 elsewhere", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 6 }), fc.nat(1e6), (pieces, each, seed) => {
      const random = makeRandom(seed);
      const size = pieces * each;
      // Row k belongs to the piece k % pieces, and hangs on an earlier row of it.
      const rows = Int32Array.from({ length: size - pieces }, (_, k) => k + pieces);
      const columns = rows.map(
        (row) => (row % pieces) + pieces * Math.floor(random.uniform() * Math.floor(row / pieces)),
      );
      const system = makeSparseSystem(analyseSparse(size, rows, columns));
      for (const [k, row] of rows.entries()) {
        const [weight, column] = [0.1 + random.uniform(), columns[k] ?? 0];
        const { place } = getPlace(system.analysis, row, column);
        system.below[place] = -weight;
        for (const end of [row, column]) system.diagonal[end] = (system.diagonal[end] ?? 0) + weight;
      }
      factoriseSymmetric(system, 1e-12);
      const infinite = [...system.pivots.keys()].filter((step) => system.pivots[step] === Number.POSITIVE_INFINITY);
      assert.equal(infinite.length, pieces);
      for (const step of infinite) checkNull(system, step, pieces);
    }),
    { numRuns: 100 },
  );
});

function checkNull(system: SparseSystem, step: number, pieces: number): void {
  const x = new Float64Array(system.analysis.size);
  findNullVector(system, step, x);
  const piece = (system.analysis.order[step] ?? 0) % pieces;
  for (const [row, value] of x.entries()) near(value, row % pieces === piece ? 1 : 0);
}

test("an equation that repeats another leaves its unknown at 0 and solves the rest", () => {
  const system = makeSparseSystem(analyseSparse(3, Int32Array.of(0, 1), Int32Array.of(1, 2)));
  system.diagonal.set([1, 2, 1]);
  system.below.set([-1, -1]);
  factoriseSymmetric(system, 1e-12);
  const x = Float64Array.of(2, -1, -1);
  solveFactorised(system, x);
  assert.ok(x.includes(0));
  const [a = 0, b = 0, c = 0] = x;
  near(a - b, 2);
  near(2 * b - a - c, -1);
  near(c - b, -1);
});
