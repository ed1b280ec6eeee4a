import { elementAt } from "./element.ts";

/**
 * The value at a place of the values from `from` to `to` (both included) as if they were sorted: `place` counts from
 * `from` = 0, and between two whole places the value lies in proportion between the two. Values are finite and in any order;
 * the stretch is reordered, and nothing is allocated.
 *
 * @example
 * orderStatistic(Float64Array.of(40, 10, 30, 20), 1.5, 0, 3) // => 25
 * orderStatistic(Float64Array.of(40, 10, 30, 20), 1, 1, 3) // => 20
 */
export function orderStatistic(values: Float64Array, place: number, from: number, to: number): number {
  const k = from + Math.floor(place);
  const part = place - Math.floor(place);
  // The neighbour is looked for on the shorter side, which the selection has set apart.
  if (part > 0 && k - from < to - k) {
    select(values, k + 1, from, to);
    const next = elementAt(values, k + 1);
    const at = extreme(values, from, k, 1);
    return at + part * (next - at);
  }
  select(values, k, from, to);
  const at = elementAt(values, k);
  return part === 0 ? at : at + part * (extreme(values, k + 1, to, -1) - at);
}

/** The greatest (sign 1) or smallest (sign -1) of a stretch. */
function extreme(values: Float64Array, from: number, to: number, sign: 1 | -1): number {
  let found = sign * elementAt(values, from);
  for (let i = from + 1; i <= to; i += 1) {
    const value = sign * elementAt(values, i);
    if (value > found) found = value;
  }
  return sign * found;
}

/**
 * Move the value that belongs at place k there, with nothing greater before it and nothing smaller after: the algorithm
 * SELECT of Floyd & Rivest (1975), which narrows a long stretch by a sample first.
 */
function select(values: Float64Array, k: number, from: number, to: number): void {
  let left = from;
  let right = to;
  while (right > left) {
    if (right - left > 600) {
      const n = right - left + 1;
      const rank = k - left + 1;
      const logN = Math.log(n);
      const size = 0.5 * Math.exp((2 * logN) / 3);
      const spread = 0.5 * Math.sqrt((logN * size * (n - size)) / n) * (rank < n / 2 ? -1 : 1);
      const newLeft = Math.max(left, Math.floor(k - (rank * size) / n + spread));
      const newRight = Math.min(right, Math.floor(k + ((n - rank) * size) / n + spread));
      select(values, k, newLeft, newRight);
    }
    const pivot = elementAt(values, k);
    let i = left;
    let j = right;
    swap(values, left, k);
    if (elementAt(values, right) > pivot) swap(values, left, right);
    while (i < j) {
      swap(values, i, j);
      i += 1;
      j -= 1;
      while (elementAt(values, i) < pivot) i += 1;
      while (elementAt(values, j) > pivot) j -= 1;
    }
    if (values[left] === pivot) swap(values, left, j);
    else {
      j += 1;
      swap(values, j, right);
    }
    if (j <= k) left = j + 1;
    if (k <= j) right = j - 1;
  }
}

function swap(values: Float64Array, i: number, j: number): void {
  const kept = elementAt(values, i);
  values[i] = elementAt(values, j);
  values[j] = kept;
}
