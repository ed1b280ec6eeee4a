import type { Problem } from "./problem.ts";

/**
 * Orders of magnitude: what a good may cost at each node, what may pass there, how large each flow may be, and what a unit
 * of it is worth. They steer regularisation, starting points and step sizes, and no solution depends on them.
 */
export type Scales = {
  readonly nodePrice: Float64Array;
  readonly nodeQuantity: Float64Array;
  readonly flowPrice: Float64Array;
  readonly flowQuantity: Float64Array;
  /** That of flows before their capacities limit it. */
  readonly openQuantity: Float64Array;
};

/**
 * Guess the orders of magnitude from the numbers of a problem. Prices are those of the demands, spread along activities and
 * routes to nodes without any; where that leads nowhere, those of the supplies; else 1. Quantities are what demands can take
 * or supplies and mines can bring, whichever is less.
 *
 * @example
 * estimateScales({ network: { nodes: [{}], first: { demand: 1, activity: 2, route: 2, tail: 2, disposal: 2, end: 3 }, tailOf: [], starts: [0, 1, 2, 3], nodeOf: [0, 0, 0] }, amounts: [1, -1, -1], intercept: [9, -42, 0], slope: [1, 3, 0], capacity: [12, Infinity, Infinity], ceiling: [12, Infinity, Infinity], tails: { price: [] } }) // => { nodePrice: [42], nodeQuantity: [12], flowPrice: [42, 42, 42], flowQuantity: [12, 12, 12], openQuantity: [12, 12, 12] }
 */
export function estimateScales(problem: Problem): Scales {
  const { network, amounts } = problem;
  const nodePrice = estimatePrices(problem);
  const own = ownQuantities(problem, nodePrice);
  const nodeQuantity = estimateQuantities(problem, own);
  const flowPrice = new Float64Array(network.first.end);
  const openQuantity = new Float64Array(network.first.end);
  for (let j = 0; j < network.first.end; j += 1) {
    let [price, quantity] = [0, 0];
    for (let e = network.starts[j] ?? 0; e < (network.starts[j + 1] ?? 0); e += 1) {
      const amount = Math.abs(amounts[e] ?? 0);
      if (amount === 0) continue;
      const node = network.nodeOf[e] ?? 0;
      price = Math.max(price, amount * (nodePrice[node] ?? 0));
      quantity = Math.max(quantity, (nodeQuantity[node] ?? 0) / amount);
    }
    flowPrice[j] = price || 1;
    openQuantity[j] = Math.min(own[j] || Number.POSITIVE_INFINITY, quantity || 1);
  }
  const scales = { nodePrice, nodeQuantity, flowPrice, flowQuantity: openQuantity.slice(), openQuantity };
  limitScales(scales, problem);
  return scales;
}

/**
 * Bring the quantities of flows up to date with their capacities.
 *
 * @example
 * ((scales) => { limitScales(scales, { ceiling: [3, 0, Infinity] }); return scales.flowQuantity; })({ openQuantity: [5, 5, 5], flowQuantity: [0, 0, 0] }) // => [3, 5, 5]
 */
export function limitScales(
  { openQuantity, flowQuantity }: Pick<Scales, "openQuantity" | "flowQuantity">,
  { ceiling }: Pick<Problem, "ceiling">,
): void {
  for (let j = 0; j < flowQuantity.length; j += 1) {
    const most = ceiling[j] ?? 0;
    const open = openQuantity[j] ?? 1;
    flowQuantity[j] = most > 0 ? Math.min(most, open) : open;
  }
}

function estimatePrices(problem: Problem): Float64Array {
  const { network, intercept, slope, capacity, tails } = problem;
  const { first, tailOf } = network;
  const prices = new Float64Array(network.nodes.length);
  const raise = (flow: number, price: number) => {
    const node = network.nodeOf[network.starts[flow] ?? 0] ?? 0;
    prices[node] = Math.max(prices[node] ?? 0, price);
  };
  const curved = new Set(tailOf);
  for (let k = 0; first.demand + k < first.activity; k += 1) {
    if (!curved.has(k)) raise(first.demand + k, Math.abs(intercept[first.demand + k] ?? 0));
  }
  for (const [t, k] of tailOf.entries()) raise(first.demand + k, tails.price[t] ?? 0);
  spread(problem, prices);
  const bare = prices.map((price) => (price === 0 ? 1 : 0));
  for (let j = 0; j < first.demand; j += 1) {
    if (bare[network.nodeOf[network.starts[j] ?? 0] ?? 0] === 0) continue;
    const most = capacity[j] ?? 0;
    raise(j, Math.abs(intercept[j] ?? 0) || (slope[j] ?? 0) * (Number.isFinite(most) ? most : 1));
  }
  spread(problem, prices);
  return prices.map((price) => price || 1);
}

/** How far the slope of a supply, demand or activity, or the curve of a demand, lets it go; 0 where nothing rises or falls. */
function ownQuantities({ network, amounts, intercept, slope, tails }: Problem, prices: Float64Array): Float64Array {
  const { first, tailOf, starts, nodeOf } = network;
  const own = new Float64Array(first.end);
  for (let j = 0; j < first.route; j += 1) {
    let price = 0;
    for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
      price += Math.max(0, amounts[e] ?? 0) * (prices[nodeOf[e] ?? 0] ?? 0);
    }
    const steep = slope[j] ?? 0;
    if (steep > 0) own[j] = (Math.abs(intercept[j] ?? 0) + price) / steep;
  }
  for (const [t, k] of tailOf.entries()) {
    own[first.tail + t] = tails.quantity[t] ?? 0;
    own[first.demand + k] = tails.quantity[t] ?? 0;
  }
  return own;
}

/** What may pass each node: no more than the demands can take, nor than supplies and mines can bring. */
function estimateQuantities(problem: Problem, own: Float64Array): Float64Array {
  const { first, starts, nodeOf, nodes } = problem.network;
  const taken = new Float64Array(nodes.length);
  const brought = new Float64Array(nodes.length);
  for (let j = 0; j < first.route; j += 1) {
    const isDemand = j >= first.demand && j < first.activity;
    const quantities = isDemand ? taken : brought;
    const most = problem.capacity[j] ?? 0;
    const reached = own[j] || (isDemand || !Number.isFinite(most) ? 0 : most);
    // What bounds the head of a curve bounds no demand.
    const level = most > 0 && !isDemand ? Math.min(most, reached) : reached;
    if (!isSource(problem, j)) continue;
    for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
      const node = nodeOf[e] ?? 0;
      quantities[node] = Math.max(quantities[node] ?? 0, level * Math.abs(problem.amounts[e] ?? 0));
    }
  }
  carry(problem, taken, -1);
  carry(problem, brought, 1);
  // What nothing is known of does not limit.
  return taken.map((most, node) => {
    const least = Math.min(most || Number.POSITIVE_INFINITY, brought[node] || Number.POSITIVE_INFINITY);
    return Number.isFinite(least) ? least : 1;
  });
}

/** Whether a flow before the routes only brings, or only takes: a supply, a demand, or a mine. */
function isSource({ network, amounts }: Problem, flow: number): boolean {
  if (flow < network.first.activity) return true;
  for (let e = network.starts[flow] ?? 0; e < (network.starts[flow + 1] ?? 0); e += 1) {
    if ((amounts[e] ?? 0) < 0) return false;
  }
  return true;
}

/**
 * Give nodes without a price one from the other side of an activity or route, until none changes: what a unit of the flow
 * gives is shared among what it takes, and the other way round. Of what it gives beside, nothing follows: a by-product may
 * be worth little or much.
 */
function spread({ network, amounts }: Problem, prices: Float64Array): void {
  const { first, starts, nodeOf } = network;
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false;
    for (let j = first.activity; j < first.tail; j += 1) {
      const [start, end] = [starts[j] ?? 0, starts[j + 1] ?? 0];
      for (const side of [-1, 1]) {
        let [value, bare] = [0, 0];
        for (let e = start; e < end; e += 1) {
          const amount = side * (amounts[e] ?? 0);
          const price = prices[nodeOf[e] ?? 0] ?? 0;
          if (amount < 0) value -= amount * price;
          else if (amount > 0 && price === 0) bare += 1;
        }
        if (bare === 0 || value === 0) continue;
        for (let e = start; e < end; e += 1) {
          const node = nodeOf[e] ?? 0;
          const price = value / (side * (amounts[e] ?? 0)) / bare;
          if (prices[node] !== 0 || !(price > 0 && price < Number.POSITIVE_INFINITY)) continue;
          prices[node] = price;
          hasChanged = true;
        }
      }
    }
  }
}

/** Where goods go around with a loss, quantities would rise with every round. */
const mostRises = 12;

/** Carry quantities along activities and routes: against the flow what can be taken, with it what can be brought. */
function carry({ network, amounts }: Problem, quantities: Float64Array, direction: 1 | -1): void {
  const { first, starts, nodeOf } = network;
  let hasChanged = true;
  for (let round = 0; hasChanged; round += 1) {
    hasChanged = false;
    for (let j = first.activity; j < first.tail; j += 1) {
      let level = 0;
      for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
        const amount = (amounts[e] ?? 0) * direction;
        if (amount < 0) level = Math.max(level, (quantities[nodeOf[e] ?? 0] ?? 0) / -amount);
      }
      for (let e = starts[j] ?? 0; e < (starts[j + 1] ?? 0); e += 1) {
        const node = nodeOf[e] ?? 0;
        const old = quantities[node] ?? 0;
        const carried = level * (amounts[e] ?? 0) * direction;
        if (carried <= old || (old > 0 && round >= mostRises)) continue;
        quantities[node] = carried;
        hasChanged = true;
      }
    }
  }
}
