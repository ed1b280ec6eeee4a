import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";

/**
 * Regions in an order in which every seller comes before its buyers, the first of several that could come next.
 *
 * `flows` is regions x regions, [from * regions + to]; above 0 where something moves. Throws MARKET_INPUT for trade in
 * circles, which has no such order (`netCircles`).
 *
 * @example
 * flowOrder(Float64Array.of(0, 0, 0, 4, 0, 0, 0, 2, 0), 3) // => [2, 1, 0]
 * flowOrder(Float64Array.of(0, 1, 1, 0), 2) // throws MARKET_INPUT
 */
export function flowOrder(flows: Float64Array, regions: number): Int32Array {
  const order = new Int32Array(regions);
  const isPlaced = new Uint8Array(regions);
  for (let count = 0; count < regions; count += 1) {
    let next = 0;
    while (next < regions && (isPlaced[next] === 1 || hasSeller(flows, regions, next, isPlaced))) next += 1;
    if (next === regions) {
      throw lodebookError("MARKET_INPUT", { found: "trade in circles", expected: "flows that are netted" });
    }
    isPlaced[next] = 1;
    order[count] = next;
  }
  return order;
}

/** Whether a region buys of one that is not placed yet. */
function hasSeller(flows: Float64Array, regions: number, region: number, isPlaced: Uint8Array): boolean {
  for (let from = 0; from < regions; from += 1) {
    if (isPlaced[from] !== 1 && elementAt(flows, from * regions + region) > 0) return true;
  }
  return false;
}
