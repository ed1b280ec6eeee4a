import { elementAt } from "./element.ts";

/**
 * Solve A X = B for several right-hand sides: LU factorisation with partial pivoting (Golub & Van Loan, section 3.4).
 *
 * `matrix` is size x size and `rightSides` size x sides, both row by row; the result is laid out as `rightSides`, and
 * both stay as they are. Throws a RangeError "singular" when a column has no pivot other than 0 left, or one that is not
 * finite: callers refuse such input in their own words before they ask.
 *
 * @example
 * solveLinear(Float64Array.of(2, 1, 1, 3), Float64Array.of(3, 5), 2, 1) // => [0.8, 1.4]
 * solveLinear(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1), 2, 1) // throws singular
 */
export function solveLinear(matrix: Float64Array, rightSides: Float64Array, size: number, sides: number): Float64Array {
  const a = matrix.slice();
  const x = rightSides.slice();
  for (let k = 0; k < size; k += 1) {
    const pivotRow = findPivot(a, size, k);
    if (pivotRow !== k) {
      swapRows(a, size, k, pivotRow);
      swapRows(x, sides, k, pivotRow);
    }
    const pivot = elementAt(a, k * size + k);
    for (let i = k + 1; i < size; i += 1) {
      const factor = elementAt(a, i * size + k) / pivot;
      if (factor === 0) continue;
      subtract(a, i * size, k * size, factor, k + 1, size);
      subtract(x, i * sides, k * sides, factor, 0, sides);
    }
  }
  for (let k = size - 1; k >= 0; k -= 1) {
    for (let j = k + 1; j < size; j += 1) {
      const factor = elementAt(a, k * size + j);
      if (factor !== 0) subtract(x, k * sides, j * sides, factor, 0, sides);
    }
    const pivot = elementAt(a, k * size + k);
    for (let s = 0; s < sides; s += 1) x[k * sides + s] = elementAt(x, k * sides + s) / pivot;
  }
  return x;
}

function findPivot(a: Float64Array, size: number, k: number): number {
  let found = k;
  let largest = 0;
  for (let i = k; i < size; i += 1) {
    const entry = Math.abs(elementAt(a, i * size + k));
    if (!Number.isFinite(entry)) throw new RangeError(`singular: column ${k} is not finite`);
    if (entry > largest) {
      largest = entry;
      found = i;
    }
  }
  if (largest === 0) throw new RangeError(`singular: column ${k} has no pivot`);
  return found;
}

function swapRows(numbers: Float64Array, width: number, i: number, j: number): void {
  for (let s = 0; s < width; s += 1) {
    const kept = elementAt(numbers, i * width + s);
    numbers[i * width + s] = elementAt(numbers, j * width + s);
    numbers[j * width + s] = kept;
  }
}

/** Take a multiple of the row that begins at `source` off the one that begins at `target`, columns `from` to `to`. */
function subtract(numbers: Float64Array, target: number, source: number, factor: number, from: number, to: number) {
  for (let s = from; s < to; s += 1) {
    numbers[target + s] = elementAt(numbers, target + s) - factor * elementAt(numbers, source + s);
  }
}
