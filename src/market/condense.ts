import {
  analyseSparse,
  factoriseSymmetric,
  factoriseUnsymmetric,
  getPlace,
  makeSparseSystem,
  type SparseSystem,
} from "../numerics/sparse-system.ts";
import type { Network } from "./network.ts";
import type { Problem } from "./problem.ts";

/**
 * The linear system that is left over the nodes when every flow answers the worth of its unit with a response of its own:
 * A R B', R being the diagonal matrix of responses. Its pattern is that of nodes that share a flow, and is analysed once.
 */
export type NodeSystem = {
  readonly system: SparseSystem;
  /** Flow j joins the pairs pairStarts[j] to pairStarts[j + 1]: their place, and the entries of the later and the earlier node. */
  readonly pairStarts: Int32Array;
  readonly pairPlace: Int32Array;
  readonly pairLater: Int32Array;
  readonly pairEarlier: Int32Array;
};

/**
 * Analyse which nodes of a network share a flow, and make room for their system.
 *
 * @example
 * makeNodeSystem({ nodes: [{}, {}], first: { end: 1 }, starts: [0, 2], nodeOf: [0, 1] }).pairPlace // => [0]
 */
export function makeNodeSystem({ nodes, first, starts, nodeOf }: Network): NodeSystem {
  const pairs: (readonly [number, number])[] = [];
  const pairStarts = new Int32Array(first.end + 1);
  for (let j = 0; j < first.end; j += 1) {
    const end = starts[j + 1] ?? 0;
    for (let e = starts[j] ?? 0; e < end; e += 1) for (let f = e + 1; f < end; f += 1) pairs.push([e, f]);
    pairStarts[j + 1] = pairs.length;
  }
  const rows = Int32Array.from(pairs, ([e]) => nodeOf[e] ?? 0);
  const columns = Int32Array.from(pairs, ([, f]) => nodeOf[f] ?? 0);
  const analysis = analyseSparse(nodes.length, rows, columns);
  const places = pairs.map((_, k) => getPlace(analysis, rows[k] ?? 0, columns[k] ?? 0));
  return {
    system: makeSparseSystem(analysis),
    pairStarts,
    pairPlace: Int32Array.from(places, ({ place }) => place),
    pairLater: Int32Array.from(pairs, ([e, f], k) => (places[k]?.isBelow ? e : f)),
    pairEarlier: Int32Array.from(pairs, ([e, f], k) => (places[k]?.isBelow ? f : e)),
  };
}

/** Some flows: the first `count` of the list. */
export type FlowList = { readonly list: Int32Array; readonly count: number };

/**
 * Build the system for the responses of these flows, the others having none, and factorise it. `cancelled` is the part of
 * its diagonal below which a pivot counts as nothing.
 *
 * @example
 * ((s) => { condense(s, { network: { starts: [0, 2], nodeOf: [0, 1] }, amounts: [-1, 1], factors: [-1, 1], isSymmetric: true }, [3], { list: [0], count: 1, cancelled: 0 }); return s.system.diagonal; })(makeNodeSystem({ nodes: [{}, {}], first: { end: 1 }, starts: [0, 2], nodeOf: [0, 1] })) // => [3, 3]
 */
export function condense(
  { system, pairStarts, pairPlace, pairLater, pairEarlier }: NodeSystem,
  { network, amounts, factors, isSymmetric }: Problem,
  responses: Float64Array,
  { list, count, cancelled }: FlowList & { readonly cancelled: number },
): void {
  const { starts, nodeOf } = network;
  const { diagonal, below, above } = system;
  diagonal.fill(0);
  below.fill(0);
  above.fill(0);
  for (let n = 0; n < count; n += 1) {
    const j = list[n] ?? 0;
    const response = responses[j] ?? 0;
    const end = starts[j + 1] ?? 0;
    for (let e = starts[j] ?? 0; e < end; e += 1) {
      const node = nodeOf[e] ?? 0;
      diagonal[node] = (diagonal[node] ?? 0) + response * (amounts[e] ?? 0) * (factors[e] ?? 0);
    }
    const last = pairStarts[j + 1] ?? 0;
    for (let k = pairStarts[j] ?? 0; k < last; k += 1) {
      const place = pairPlace[k] ?? 0;
      const later = pairLater[k] ?? 0;
      const earlier = pairEarlier[k] ?? 0;
      below[place] = (below[place] ?? 0) + response * (amounts[later] ?? 0) * (factors[earlier] ?? 0);
      if (isSymmetric) continue;
      above[place] = (above[place] ?? 0) + response * (amounts[earlier] ?? 0) * (factors[later] ?? 0);
    }
  }
  if (isSymmetric) factoriseSymmetric(system, cancelled);
  else factoriseUnsymmetric(system, cancelled);
}
