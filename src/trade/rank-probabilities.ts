import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";

/**
 * How likely each item is to have each rank: the share of draws in which item i is the k-th largest (rankograms of
 * Salanti, Ades & Ioannidis 2011). Items that tie in a draw share the ranks that they hold evenly.
 *
 * `draws` has one array an item, all as long: entry d of each belongs to the d-th draw, so draws that the items have in
 * common stay in common. The result is items x ranks, row by row, the largest rank first; rows and columns sum to one.
 * Throws TRADE_INPUT for arrays of different lengths, without draws, and for a draw that is not finite.
 *
 * @example
 * rankProbabilities([Float64Array.of(1, 5, 2), Float64Array.of(3, 4, 2)]) // => [0.5, 0.5, 0.5, 0.5]
 * rankProbabilities([Float64Array.of(9, 8), Float64Array.of(3, 4)]) // => [1, 0, 0, 1]
 * rankProbabilities([Float64Array.of(1), Float64Array.of(NaN)]) // throws TRADE_INPUT
 */
export function rankProbabilities(draws: readonly Float64Array[]): Float64Array {
  const items = draws.length;
  const count = draws[0]?.length ?? 0;
  checkDraws(draws, count);
  const sums = new Float64Array(items * items);
  const values = new Float64Array(items);
  const order = Int32Array.from(draws.keys());
  const descending = (a: number, b: number) => elementAt(values, b) - elementAt(values, a);
  for (let d = 0; d < count; d += 1) {
    for (let i = 0; i < items; i += 1) values[i] = elementAt(draws[i] ?? values, d);
    order.sort(descending);
    addRanks(sums, values, order);
  }
  return sums.map((sum) => sum / count);
}

function checkDraws(draws: readonly Float64Array[], count: number): void {
  for (const [item, values] of draws.entries()) {
    if (values.length !== count || count === 0) {
      throw refuse(
        `${values.length} draws of item ${item}`,
        count === 0 ? "at least one" : `${count}, as of the first`,
      );
    }
    const odd = values.findIndex((value) => !Number.isFinite(value));
    if (odd >= 0) throw refuse(`${values[odd]} in draw ${odd} of item ${item}`, "a finite number");
  }
}

function refuse(found: string, expected: string) {
  return lodebookError("TRADE_INPUT", { found, expected });
}

/** Add the ranks of one draw; `order` lists the items from the largest value down. */
function addRanks(sums: Float64Array, values: Float64Array, order: Int32Array): void {
  const items = order.length;
  for (let first = 0; first < items; ) {
    const value = elementAt(values, order[first] ?? 0);
    let end = first + 1;
    while (end < items && elementAt(values, order[end] ?? 0) === value) end += 1;
    for (let place = first; place < end; place += 1) {
      const row = items * (order[place] ?? 0);
      for (let rank = first; rank < end; rank += 1) {
        sums[row + rank] = elementAt(sums, row + rank) + 1 / (end - first);
      }
    }
    first = end;
  }
}
