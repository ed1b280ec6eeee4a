import { elementAt } from "./element.ts";

/**
 * A row of a linear system. `bounds` has the magnitude that each entry has grown from: an entry that cancels to nothing
 * against it is set to exactly zero, so that the rank does not depend on the scale of rows and columns.
 */
export type SystemRow = { readonly entries: Float64Array; readonly bounds: Float64Array };

/**
 * Reduce rows, in place, by Gauss-Jordan elimination with complete pivoting in the columns `from` to `to` (not
 * included), from row `first` on. Afterwards the row `first` + k has a 1 in the k-th pivot column and the other rows
 * from `first` on have a 0 there. Returns the pivot columns, in order: as many as the rank. Columns right of `to` go
 * along; the last is the right-hand side, in which nothing is taken as cancelled.
 *
 * @example
 * reduceRows([{ entries: Float64Array.of(2, 4, 6), bounds: Float64Array.of(2, 4, 6) }, { entries: Float64Array.of(1, 2, 3), bounds: Float64Array.of(1, 2, 3) }], { first: 0, from: 0, to: 2 }) // => [1]
 */
export function reduceRows(
  rows: SystemRow[],
  where: { readonly first: number; readonly from: number; readonly to: number },
): number[] {
  const { first, from, to } = where;
  const pivots: number[] = [];
  for (let k = first; k < rows.length; k += 1) {
    const [row, column] = findPivot(rows, k, from, to);
    if (column < 0) break;
    const pivotRow = rows[row];
    const displaced = rows[k];
    if (pivotRow === undefined || displaced === undefined) break;
    rows[row] = displaced;
    rows[k] = pivotRow;
    divideRow(pivotRow, column);
    for (let other = first; other < rows.length; other += 1) {
      const target = rows[other];
      if (other !== k && target !== undefined) eliminate(target, pivotRow, column);
    }
    pivots.push(column);
  }
  return pivots;
}

/**
 * Entries below this part of what they have grown from are taken as cancelled. It is far above rounding, so that two
 * spellings of one nonlinear constraint, whose slopes agree only at the solution, are seen as one when near it.
 */
const cancelled = 1e-8;

function findPivot(rows: readonly SystemRow[], first: number, from: number, to: number): [number, number] {
  let largest = 0;
  let found: [number, number] = [-1, -1];
  for (let i = first; i < rows.length; i += 1) {
    const entries = rows[i]?.entries;
    if (entries === undefined) continue;
    for (let j = from; j < to; j += 1) {
      const size = Math.abs(elementAt(entries, j));
      if (size > largest) {
        largest = size;
        found = [i, j];
      }
    }
  }
  return found;
}

function divideRow({ entries, bounds }: SystemRow, column: number): void {
  const pivot = elementAt(entries, column);
  for (let j = 0; j < entries.length; j += 1) {
    entries[j] = elementAt(entries, j) / pivot;
    bounds[j] = elementAt(bounds, j) / Math.abs(pivot);
  }
  entries[column] = 1;
}

function eliminate(target: SystemRow, pivotRow: SystemRow, column: number): void {
  const factor = elementAt(target.entries, column);
  if (factor === 0) return;
  for (let j = 0; j < target.entries.length; j += 1) {
    const part = factor * elementAt(pivotRow.entries, j);
    const bound = elementAt(target.bounds, j) + Math.abs(factor) * elementAt(pivotRow.bounds, j);
    const left = elementAt(target.entries, j) - part;
    const isSide = j === target.entries.length - 1;
    target.entries[j] = !isSide && Math.abs(left) <= cancelled * bound ? 0 : left;
    target.bounds[j] = bound;
  }
  target.entries[column] = 0;
}
