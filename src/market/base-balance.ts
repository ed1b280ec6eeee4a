import { elementAt } from "../numerics/element.ts";
import { type MarketBase, marketNode } from "./market-base.ts";

/** By node, contained tonnes a month of the base period. */
export type BaseBalance = { readonly comes: Float64Array; readonly leaves: Float64Array };

/**
 * What comes into each node in the base period, made there or bought, and what leaves it, used, processed or sold on,
 * contained tonnes a month. A plant takes its output over the yield of its stage; what is only planned does nothing.
 *
 * @example
 * baseBalance({ elements: ["a"], stages: ["ore"], regions: ["x", "y"], yields: Float64Array.of(1), mines: [{ region: 0, outputTonnes: Float64Array.of(5), operation: { kind: "working" } }], plants: [], routes: [{ good: 0, from: 0, to: 1, baseTonnes: 2 }], demands: [{ good: 0, region: 0, baseTonnes: 3 }, { good: 0, region: 1, baseTonnes: 2 }], stockNodes: [], prices: new Float64Array(2) }) // => { comes: [5, 2], leaves: [5, 2] }
 */
export function baseBalance(base: MarketBase): BaseBalance {
  const comes = new Float64Array(base.prices.length);
  const leaves = new Float64Array(base.prices.length);
  const add = (tonnes: Float64Array, node: number, amount: number) => {
    tonnes[node] = elementAt(tonnes, node) + amount;
  };
  for (const { region, outputTonnes, operation } of base.mines) {
    if (operation.kind === "planned") continue;
    for (const [element, tonnes] of outputTonnes.entries()) {
      add(comes, marketNode(base, { stage: 0, element, region }), tonnes);
    }
  }
  for (const { stage, element, region, outputTonnes, operation } of base.plants) {
    if (operation.kind === "planned") continue;
    add(comes, marketNode(base, { stage, element, region }), outputTonnes);
    const taken = outputTonnes / elementAt(base.yields, stage);
    add(leaves, marketNode(base, { stage: stage - 1, element, region }), taken);
  }
  const regions = base.regions.length;
  for (const { good, from, to, baseTonnes } of base.routes) {
    add(leaves, good * regions + from, baseTonnes);
    add(comes, good * regions + to, baseTonnes);
  }
  for (const { good, region, baseTonnes } of base.demands) add(leaves, good * regions + region, baseTonnes);
  return { comes, leaves };
}
