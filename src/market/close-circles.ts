import { elementAt } from "../numerics/element.ts";
import { flowOrder } from "./flow-order.ts";
import type { MarketBase } from "./market-base.ts";

/**
 * Raise the costs of unused routes, in place, until no way round in a circle costs less than nothing: the first tonne of a used
 * route may cost less than 0, since its buyers are loyal, and with a cheap way back goods would go round for the sake of it.
 *
 * `cost` has what the first tonne of each route costs, thousand USD per tonne, `tonnes` its base flow. Let w be what a tonne is
 * worth in a region at the most favourable: the base price, or less where it comes by used routes, w_to = w_from + cost.
 * Then an unused route costs at least w_to - w_from wherever it can be part of a circle. With that every circle costs 0
 * or more, for along it the differences add up to 0 (potentials; Ford & Fulkerson 1962). Used routes form no circle.
 *
 * By hand: a route from A to B costs -3 at first, prices are 10 and 12. In B a tonne is worth 7, so a way back costs at least 3.
 *
 * @example
 * ((ways) => { closeCircles({ regions: ["A", "B"], elements: ["x"], stages: ["ore"], routes: [{ good: 0, from: 0, to: 1 }, { good: 0, from: 1, to: 0 }], prices: Float64Array.of(10, 12) }, ways); return ways.cost; })({ cost: Float64Array.of(-3, 1), tonnes: Float64Array.of(5, 0) }) // => [-3, 3]
 */
export function closeCircles(base: RouteBase, ways: RouteWays): void {
  const { elements, stages, regions, routes } = base;
  const byGood = Array.from({ length: elements.length * stages.length }, () => [] as number[]);
  for (const [index, { good }] of routes.entries()) byGood[good]?.push(index);
  for (const [good, list] of byGood.entries()) {
    if (!list.some((index) => elementAt(ways.tonnes, index) > 0 && elementAt(ways.cost, index) < 0)) continue;
    const worth = findWorth(base, ways, { good, list });
    const reached = findReached(base, list);
    for (const index of list) {
      const { from = 0, to = 0 } = routes[index] ?? {};
      if (elementAt(ways.tonnes, index) > 0 || reached[to * regions.length + from] === 0) continue;
      ways.cost[index] = Math.max(elementAt(ways.cost, index), elementAt(worth, to) - elementAt(worth, from));
    }
  }
}

type RouteBase = Pick<MarketBase, "regions" | "elements" | "stages" | "routes" | "prices">;
type RouteWays = { readonly cost: Float64Array; readonly tonnes: Float64Array };
type GoodRoutes = { readonly good: number; readonly list: readonly number[] };

/** By region, what a tonne is worth there at the most favourable. */
function findWorth({ regions, routes, prices }: RouteBase, ways: RouteWays, { good, list }: GoodRoutes): Float64Array {
  const n = regions.length;
  const flows = new Float64Array(n * n);
  const cost = new Float64Array(n * n);
  for (const index of list) {
    const { from = 0, to = 0 } = routes[index] ?? {};
    flows[from * n + to] = elementAt(ways.tonnes, index);
    cost[from * n + to] = elementAt(ways.cost, index);
  }
  const worth = prices.slice(good * n, good * n + n);
  for (const to of flowOrder(flows, n)) {
    for (let from = 0; from < n; from += 1) {
      if (elementAt(flows, from * n + to) === 0) continue;
      worth[to] = Math.min(elementAt(worth, to), elementAt(worth, from) + elementAt(cost, from * n + to));
    }
  }
  return worth;
}

/** [from * regions + to]: 1 where a good can get by these routes, used or not (Warshall 1962). */
function findReached({ regions, routes }: RouteBase, list: readonly number[]): Uint8Array {
  const n = regions.length;
  const reached = new Uint8Array(n * n);
  for (const index of list) {
    const { from = 0, to = 0 } = routes[index] ?? {};
    reached[from * n + to] = 1;
  }
  for (let via = 0; via < n; via += 1) {
    for (let from = 0; from < n; from += 1) {
      if (reached[from * n + via] === 0) continue;
      for (let to = 0; to < n; to += 1) if (reached[via * n + to] === 1) reached[from * n + to] = 1;
    }
  }
  return reached;
}
