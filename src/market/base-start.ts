import { elementAt } from "../numerics/element.ts";
import { standing } from "./active-set.ts";
import type { CalibratedMarket } from "./calibrate.ts";
import type { MarketStart } from "./clear-market.ts";

/**
 * Where the search for a first month's equilibrium begins: at base prices, with what works in the base period inside its
 * bounds and all else at 0. What has a steady cost comes first, so that part is full; and so is what buyers would pay the choke
 * price for.
 *
 * @example
 * baseStart({ base: { prices: Float64Array.of(5) }, network: { nodeAt: Int32Array.of(0), analysis: { network: { nodes: [{}], first: { demand: 0, activity: 0, route: 2, tail: 2, disposal: 2, end: 3 } } } }, activities: { level: Float64Array.of(3), steady: Float64Array.of(2) }, routes: { tonnes: new Float64Array(0) } }) // => { prices: [5], standings: [2, 1, 0] }
 */
export function baseStart({ base, network, activities, routes }: CalibratedMarket): MarketStart {
  const { nodes, first } = network.analysis.network;
  const prices = new Float64Array(nodes.length);
  for (const [node, at] of network.nodeAt.entries()) if (at >= 0) prices[at] = elementAt(base.prices, node);
  const standings = new Uint8Array(first.end).fill(standing.atZero);
  standings.fill(standing.atCapacity, first.demand, first.activity);
  standings.fill(standing.inside, first.tail, first.disposal);
  const rising = first.activity + activities.level.length;
  for (const [k, level] of activities.level.entries()) {
    const steady = elementAt(activities.steady, k);
    if (level > 0 && steady > 0) standings[first.activity + k] = standing.atCapacity;
    if (level > steady) standings[rising + k] = standing.inside;
  }
  for (const [k, tonnes] of routes.tonnes.entries()) if (tonnes > 0) standings[first.route + k] = standing.inside;
  return { prices, standings };
}
