import { minimumDegree } from "./sparse-order.ts";

/**
 * What is known of a square matrix of symmetric pattern before its numbers are: the order of elimination and the pattern
 * of its factors. A *step* is a row's turn in the order of elimination. An entry off the diagonal has a *place* that it
 * shares with its mirror image; places run through the lower triangle row by row, steps rising.
 */
export type SparseAnalysis = {
  readonly size: number;
  /** Row by step, and step by row. */
  readonly order: Int32Array;
  readonly stepOf: Int32Array;
  /** Step k of the lower triangle has the places rowStarts[k] to rowStarts[k + 1]; with the step of each one's column. */
  readonly rowStarts: Int32Array;
  readonly columnOf: Int32Array;
  /** Where the factors keep each place: by columns, so that an elimination runs through neighbouring memory. */
  readonly slotOf: Int32Array;
  /** Column k of the factor has the slots columnStarts[k] to columnStarts[k + 1]; with the step of each one's row. */
  readonly columnStarts: Int32Array;
  readonly rowOf: Int32Array;
};

/**
 * A square matrix on an analysed pattern, its factors, and the room to work in: all that repeated factorisations and
 * solutions need, so that none of them allocates.
 */
export type SparseSystem = {
  readonly analysis: SparseAnalysis;
  /** The matrix: by row on the diagonal, by place below and above it. `above` is not read where the matrix is symmetric. */
  readonly diagonal: Float64Array;
  readonly below: Float64Array;
  readonly above: Float64Array;
  /** The factors by slot: L with a unit diagonal, and U with the pivots apart, by step. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly pivots: Float64Array;
  /** By step: what was left of the last right-hand side when the step's own unknown was solved for. */
  readonly remainders: Float64Array;
  readonly rowWork: Float64Array;
  readonly columnWork: Float64Array;
};

/**
 * Analyse a pattern once, so that any matrix on it can be factorised without looking for its structure again. `rows[k]`
 * and `columns[k]` name entry k, in either triangle, in any order, more than once if need be; the diagonal is always
 * there. The order is that of minimum degree, and the factor has the pattern of the elimination (George & Liu 1981).
 *
 * @example
 * analyseSparse(3, Int32Array.of(0, 1), Int32Array.of(1, 2)).columnOf.length // => 2
 */
export function analyseSparse(size: number, rows: Int32Array, columns: Int32Array): SparseAnalysis {
  const { order, fill } = minimumDegree(size, rows, columns);
  const stepOf = new Int32Array(size);
  for (const [step, row] of order.entries()) stepOf[row] = step;
  const columnStarts = new Int32Array(size + 1);
  for (const [step, touched] of fill.entries()) columnStarts[step + 1] = (columnStarts[step] ?? 0) + touched.length;
  const rowOf = new Int32Array(columnStarts[size] ?? 0);
  for (const [step, touched] of fill.entries()) {
    rowOf.set(touched.map((row) => stepOf[row] ?? 0).sort(), columnStarts[step]);
  }
  return { size, order, stepOf, columnStarts, rowOf, ...transpose(columnStarts, rowOf) };
}

/** The same pattern row by row. Columns are gone through in order, so each row's columns rise. */
function transpose(columnStarts: Int32Array, rowOf: Int32Array) {
  const size = columnStarts.length - 1;
  const rowStarts = new Int32Array(size + 1);
  for (const row of rowOf) rowStarts[row + 1] = (rowStarts[row + 1] ?? 0) + 1;
  for (let row = 0; row < size; row += 1) rowStarts[row + 1] = (rowStarts[row + 1] ?? 0) + (rowStarts[row] ?? 0);
  const next = rowStarts.slice();
  const columnOf = new Int32Array(rowOf.length);
  const slotOf = new Int32Array(rowOf.length);
  for (let column = 0; column < size; column += 1) {
    for (let slot = columnStarts[column] ?? 0; slot < (columnStarts[column + 1] ?? 0); slot += 1) {
      const row = rowOf[slot] ?? 0;
      const place = next[row] ?? 0;
      columnOf[place] = column;
      slotOf[place] = slot;
      next[row] = place + 1;
    }
  }
  return { rowStarts, columnOf, slotOf };
}

/**
 * The place of an entry off the diagonal, and whether it stands below the diagonal in the order of elimination. Throws a
 * RangeError for an entry that the pattern does not have.
 *
 * @example
 * getPlace(analyseSparse(3, Int32Array.of(0, 1), Int32Array.of(1, 2)), 1, 0) // => { place: 0, isBelow: true }
 * getPlace(analyseSparse(3, Int32Array.of(0, 1), Int32Array.of(1, 2)), 0, 2) // throws no entry
 */
export function getPlace(analysis: SparseAnalysis, row: number, column: number): { place: number; isBelow: boolean } {
  const { stepOf, rowStarts, columnOf } = analysis;
  const [a, b] = [stepOf[row] ?? 0, stepOf[column] ?? 0];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  for (let place = rowStarts[high] ?? 0; place < (rowStarts[high + 1] ?? 0); place += 1) {
    if (columnOf[place] === low) return { place, isBelow: a > b };
  }
  throw new RangeError(`the pattern has no entry in row ${row} and column ${column}`);
}

/**
 * Room for a matrix on a pattern, all entries 0.
 *
 * @example
 * makeSparseSystem(analyseSparse(2, Int32Array.of(0), Int32Array.of(1))).below // => [0]
 */
export function makeSparseSystem(analysis: SparseAnalysis): SparseSystem {
  const bySize = () => new Float64Array(analysis.size);
  const byEntry = () => new Float64Array(analysis.columnOf.length);
  return {
    analysis,
    diagonal: bySize(),
    below: byEntry(),
    above: byEntry(),
    lower: byEntry(),
    upper: byEntry(),
    pivots: bySize(),
    remainders: bySize(),
    rowWork: bySize(),
    columnWork: bySize(),
  };
}

/**
 * Factorise a symmetric matrix as L D Lᵀ without exchanging rows, which is stable for a positive definite one: row by row,
 * as LDL does (Davis 2005). A pivot that cancels to the part `cancelled` of its diagonal is rounding: its equation repeats
 * those before it, so the pivot becomes infinite, and its unknown stays 0.
 *
 * @example
 * ((s) => { s.diagonal.set([4, 3]); s.below.set([2]); factoriseSymmetric(s, 0); return s.pivots; })(makeSparseSystem(analyseSparse(2, Int32Array.of(0), Int32Array.of(1)))) // => [4, 2]
 * ((s) => { s.diagonal.set([1, 1]); s.below.set([1]); factoriseSymmetric(s, 1e-13); return s.pivots; })(makeSparseSystem(analyseSparse(2, Int32Array.of(0), Int32Array.of(1)))) // => [1, Infinity]
 */
export function factoriseSymmetric(system: SparseSystem, cancelled: number): void {
  const { analysis, diagonal, below, lower, upper, pivots, columnWork: work } = system;
  const { size, order, rowStarts, columnOf, slotOf, columnStarts, rowOf } = analysis;
  for (let k = 0; k < size; k += 1) {
    const start = rowStarts[k] ?? 0;
    const end = rowStarts[k + 1] ?? 0;
    const whole = diagonal[order[k] ?? 0] ?? 0;
    let pivot = whole;
    for (let place = start; place < end; place += 1) work[columnOf[place] ?? 0] = below[place] ?? 0;
    for (let place = start; place < end; place += 1) {
      const j = columnOf[place] ?? 0;
      const slot = slotOf[place] ?? 0;
      const u = work[j] ?? 0;
      const l = u / (pivots[j] ?? 0);
      upper[slot] = u;
      lower[slot] = l;
      if (u === 0) continue;
      for (let s = columnStarts[j] ?? 0; s < slot; s += 1) {
        const i = rowOf[s] ?? 0;
        work[i] = (work[i] ?? 0) - (lower[s] ?? 0) * u;
      }
      pivot -= l * u;
    }
    pivots[k] = pivot > cancelled * whole ? pivot : Number.POSITIVE_INFINITY;
  }
}

/**
 * Factorise a matrix of symmetric pattern and any values as L U without exchanging rows, which is stable where its
 * diagonal dominates its columns. Pivots that cancel are treated as `factoriseSymmetric` does.
 *
 * @example
 * ((s) => { s.diagonal.set([4, 3]); s.below.set([2]); s.above.set([1]); factoriseUnsymmetric(s, 0); return s.pivots; })(makeSparseSystem(analyseSparse(2, Int32Array.of(0), Int32Array.of(1)))) // => [4, 2.5]
 */
export function factoriseUnsymmetric(system: SparseSystem, cancelled: number): void {
  const { analysis, diagonal, below, above, lower, upper, pivots, rowWork, columnWork } = system;
  const { size, order, rowStarts, columnOf, slotOf, columnStarts, rowOf } = analysis;
  for (let k = 0; k < size; k += 1) {
    const start = rowStarts[k] ?? 0;
    const end = rowStarts[k + 1] ?? 0;
    const whole = diagonal[order[k] ?? 0] ?? 0;
    let pivot = whole;
    for (let place = start; place < end; place += 1) {
      const j = columnOf[place] ?? 0;
      rowWork[j] = below[place] ?? 0;
      columnWork[j] = above[place] ?? 0;
    }
    for (let place = start; place < end; place += 1) {
      const j = columnOf[place] ?? 0;
      const slot = slotOf[place] ?? 0;
      const u = columnWork[j] ?? 0;
      const l = (rowWork[j] ?? 0) / (pivots[j] ?? 0);
      upper[slot] = u;
      lower[slot] = l;
      if (u === 0 && l === 0) continue;
      for (let s = columnStarts[j] ?? 0; s < slot; s += 1) {
        const i = rowOf[s] ?? 0;
        columnWork[i] = (columnWork[i] ?? 0) - (lower[s] ?? 0) * u;
        rowWork[i] = (rowWork[i] ?? 0) - (upper[s] ?? 0) * l;
      }
      pivot -= l * u;
    }
    pivots[k] = Math.abs(pivot) > cancelled * Math.abs(whole) ? pivot : Number.POSITIVE_INFINITY;
  }
}

/**
 * Solve for one right-hand side, by row, with the factors at hand; the solution takes its place.
 *
 * @example
 * ((s, x) => { s.diagonal.set([4, 3]); s.below.set([2]); factoriseSymmetric(s, 0); solveFactorised(s, x); return x; })(makeSparseSystem(analyseSparse(2, Int32Array.of(0), Int32Array.of(1))), Float64Array.of(8, 8)) // => [1, 2]
 */
export function solveFactorised(system: SparseSystem, x: Float64Array): void {
  const { analysis, lower, pivots, remainders, columnWork: work } = system;
  const { size, order, columnStarts, rowOf } = analysis;
  for (let k = 0; k < size; k += 1) work[k] = x[order[k] ?? 0] ?? 0;
  for (let j = 0; j < size; j += 1) {
    const y = work[j] ?? 0;
    if (y === 0) continue;
    for (let slot = columnStarts[j] ?? 0; slot < (columnStarts[j + 1] ?? 0); slot += 1) {
      const i = rowOf[slot] ?? 0;
      work[i] = (work[i] ?? 0) - (lower[slot] ?? 0) * y;
    }
  }
  for (let j = size - 1; j >= 0; j -= 1) {
    const rest = (work[j] ?? 0) - dotRow(system, j);
    remainders[j] = rest;
    work[j] = rest / (pivots[j] ?? 0);
  }
  for (let k = 0; k < size; k += 1) x[order[k] ?? 0] = work[k] ?? 0;
}

/** Row j of U, right of its pivot, times the unknowns in `columnWork`. */
function dotRow({ analysis, upper, columnWork }: SparseSystem, j: number): number {
  const { columnStarts, rowOf } = analysis;
  let sum = 0;
  for (let slot = columnStarts[j] ?? 0; slot < (columnStarts[j + 1] ?? 0); slot += 1) {
    sum += (upper[slot] ?? 0) * (columnWork[rowOf[slot] ?? 0] ?? 0);
  }
  return sum;
}

/**
 * What may be added to a solution without changing the equations: the null vector that belongs to a step whose pivot is
 * infinite, by row, 1 at the step's own unknown, into `x`.
 *
 * @example
 * ((s, x) => { s.diagonal.set([1, 1]); s.below.set([-1]); factoriseSymmetric(s, 1e-13); findNullVector(s, 1, x); return x; })(makeSparseSystem(analyseSparse(2, Int32Array.of(0), Int32Array.of(1))), new Float64Array(2)) // => [1, 1]
 */
export function findNullVector(system: SparseSystem, step: number, x: Float64Array): void {
  const { analysis, pivots, columnWork: work } = system;
  work.fill(0);
  work[step] = 1;
  for (let j = step - 1; j >= 0; j -= 1) work[j] = -dotRow(system, j) / (pivots[j] ?? 0);
  for (let k = 0; k < analysis.size; k += 1) x[analysis.order[k] ?? 0] = work[k] ?? 0;
}
