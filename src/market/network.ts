import type { MarketModel } from "../model/market.ts";

/** A good in a region. */
export type MarketNode = { readonly region: string; readonly good: string };

/**
 * A market model laid out in arrays. A *node* is a good in a region that some part of the model names. A *flow* is
 * whatever has a quantity of its own: each supply, demand, activity and route, in the model's order; then, for each
 * isoelastic demand, the *tail* of its curve, which is what is bought below the choke price; then, for each node, the
 * *disposal* of what nobody wants. Flow j has the entries starts[j] to starts[j + 1].
 */
export type Network = {
  readonly nodes: readonly MarketNode[];
  /** The first flow of each kind; supplies begin at 0. `end` is the number of flows. */
  readonly first: {
    readonly demand: number;
    readonly activity: number;
    readonly route: number;
    readonly tail: number;
    readonly disposal: number;
    readonly end: number;
  };
  /** The demand, counted from 0, that each tail belongs to. */
  readonly tailOf: Int32Array;
  readonly starts: Int32Array;
  readonly nodeOf: Int32Array;
  /** What a unit of the flow brings into the node of the entry; negative what it takes out. As the model has it. */
  readonly amounts: Float64Array;
};

/**
 * Lay a model out. Nodes go by the model's order of regions and then of goods; entries of an activity by that of its inputs
 * and then of its outputs, those of a route from origin to destination. The model is taken as it is: `checkMarket` refuses
 * what cannot be laid out.
 *
 * @example
 * layOutNetwork({ regions: ["A"], goods: ["x"], supply: [{ region: "A", good: "x" }], demand: [], activities: [], routes: [] }).amounts // => [1, -1]
 */
export function layOutNetwork(model: MarketModel): Network {
  const columns = columnsOf(model);
  const order = new Map<string, MarketNode>();
  for (const region of model.regions) for (const good of model.goods) order.set(keyOf(region, good), { region, good });
  const used = new Set(columns.flatMap((column) => column.map(([key]) => key)));
  const keys = [...order.keys()].filter((key) => used.has(key));
  const numberOf = new Map(keys.map((key, node) => [key, node]));
  const tails = model.demand.flatMap(({ kind }, k) => (kind === "isoelastic" ? [k] : []));
  const demand = model.supply.length;
  const activity = demand + model.demand.length;
  const route = activity + model.activities.length;
  const tail = route + model.routes.length;
  const disposal = tail + tails.length;
  const flows = [...columns, ...tails.map((k) => columns[demand + k] ?? []), ...keys.map((key): Column => [[key, -1]])];
  const entries = flows.flat();
  return {
    nodes: keys.flatMap((key) => order.get(key) ?? []),
    first: { demand, activity, route, tail, disposal, end: flows.length },
    tailOf: Int32Array.from(tails),
    starts: startsOf(flows.map((column) => column.length)),
    nodeOf: Int32Array.from(entries, ([key]) => numberOf.get(key) ?? -1),
    amounts: Float64Array.from(entries, ([, amount]) => amount),
  };
}

/** What one unit of a flow brings into each of its nodes. */
type Column = readonly (readonly [key: string, amount: number])[];

function columnsOf({ supply, demand, activities, routes }: MarketModel): Column[] {
  return [
    ...supply.map(({ region, good }): Column => [[keyOf(region, good), 1]]),
    ...demand.map(({ region, good }): Column => [[keyOf(region, good), -1]]),
    ...activities.map(
      ({ region, inputs, outputs }): Column => [
        ...inputs.map(({ good, amount }) => [keyOf(region, good), -amount] as const),
        ...outputs.map(({ good, amount }) => [keyOf(region, good), amount] as const),
      ],
    ),
    ...routes.map(
      ({ good, from, to }): Column => [
        [keyOf(from, good), -1],
        [keyOf(to, good), 1],
      ],
    ),
  ];
}

function keyOf(region: string, good: string): string {
  return `${region}\n${good}`;
}

function startsOf(lengths: readonly number[]): Int32Array {
  const starts = new Int32Array(lengths.length + 1);
  for (const [j, length] of lengths.entries()) starts[j + 1] = (starts[j] ?? 0) + length;
  return starts;
}

/**
 * The node of a good in a region; undefined where no part of the model names it.
 *
 * @example
 * findNode({ nodes: [{ region: "A", good: "x" }] }, "A", "x") // => 0
 * findNode({ nodes: [] }, "A", "x") // => undefined
 */
export function findNode(network: Pick<Network, "nodes">, region: string, good: string): number | undefined {
  const node = network.nodes.findIndex((one) => one.region === region && one.good === good);
  return node < 0 ? undefined : node;
}

/**
 * What a unit of a flow is worth: the sum over its entries of factor x price. With `amounts` for factors it is the value at
 * the nodes; levies ad valorem have factors of their own.
 *
 * @example
 * worthOf({ starts: Int32Array.of(0, 2), nodeOf: Int32Array.of(0, 1) }, Float64Array.of(-1, 1), Float64Array.of(5, 8), 0) // => 3
 */
export function worthOf(
  { starts, nodeOf }: Pick<Network, "starts" | "nodeOf">,
  factors: Float64Array,
  prices: Float64Array,
  flow: number,
): number {
  const end = starts[flow + 1] ?? 0;
  let sum = 0;
  for (let e = starts[flow] ?? 0; e < end; e += 1) sum += (factors[e] ?? 0) * (prices[nodeOf[e] ?? 0] ?? 0);
  return sum;
}

/**
 * `worthOf` every flow, into `worth`.
 *
 * @example
 * ((worth) => { gatherWorth({ starts: Int32Array.of(0, 2), nodeOf: Int32Array.of(0, 1) }, Float64Array.of(-1, 1), Float64Array.of(5, 8), worth); return worth; })(new Float64Array(1)) // => [3]
 */
export function gatherWorth(
  network: Pick<Network, "starts" | "nodeOf">,
  factors: Float64Array,
  prices: Float64Array,
  worth: Float64Array,
): void {
  const { starts, nodeOf } = network;
  let end = starts[0] ?? 0;
  for (let j = 0; j < worth.length; j += 1) {
    let sum = 0;
    const begin = end;
    end = starts[j + 1] ?? 0;
    for (let e = begin; e < end; e += 1) sum += (factors[e] ?? 0) * (prices[nodeOf[e] ?? 0] ?? 0);
    worth[j] = sum;
  }
}

/**
 * What the flows bring into each node at these levels, net, added to `nets`; `amounts` are by entry.
 *
 * @example
 * ((nets) => { addNets({ starts: Int32Array.of(0, 2), nodeOf: Int32Array.of(0, 1) }, Float64Array.of(-1, 1), Float64Array.of(5), nets); return nets; })(new Float64Array(2)) // => [-5, 5]
 */
export function addNets(
  network: Pick<Network, "starts" | "nodeOf">,
  amounts: Float64Array,
  levels: Float64Array,
  nets: Float64Array,
): void {
  const { starts, nodeOf } = network;
  let end = starts[0] ?? 0;
  for (let j = 0; j < levels.length; j += 1) {
    const begin = end;
    end = starts[j + 1] ?? 0;
    const level = levels[j] ?? 0;
    if (level === 0) continue;
    for (let e = begin; e < end; e += 1) {
      const node = nodeOf[e] ?? 0;
      nets[node] = (nets[node] ?? 0) + (amounts[e] ?? 0) * level;
    }
  }
}
