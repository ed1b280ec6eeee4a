import { type BaseFlows, baseFlows, type StageMix } from "../market/base-flows.ts";
import type { FinalDemand } from "../model/market-plan.ts";
import { elementAt } from "../numerics/element.ts";
import { type MarketInputs, placesIn, productOf } from "./market-inputs.ts";

/** What one element's network carries a month in the base year, in one draw. */
export type ElementYear = BaseFlows & {
  /** By region: tonnes that it uses at the last stage. */
  readonly demand: Float64Array;
};

/** Months that a year's tonnes are spread over. */
export const monthsPerYear = 12;

/** The base year of every element of the network in one draw: what is mined, made, carried and used. */
export function traceYear(inputs: MarketInputs, draw: number): ElementYear[] {
  const yields = yieldsOf(inputs, draw);
  return inputs.exposure.elements.map(({ id }, element) => {
    const demand = demandOf(inputs, id, draw, yields);
    const mixes = mixesOf(inputs, element, draw);
    return { demand, ...baseFlows({ regions: demand.length, finalDemand: demand, mixes, yields }) };
  });
}

/** By stage, contained tonnes that come out of one that goes in; 1 for the first. */
export function yieldsOf(inputs: Pick<MarketInputs, "exposure" | "plan" | "drawn">, draw: number): Float64Array {
  return Float64Array.from(inputs.exposure.stages, ({ id }) => {
    const step = inputs.plan.steps.find(({ stage }) => stage === id);
    if (step === undefined) return 1;
    const share = productOf(inputs, step.share, draw);
    return step.counts === "kept" ? share : 1 - share;
  });
}

/** Tonnes a month that each region uses at the last stage. Shares that are more than the whole are scaled down to it. */
function demandOf(inputs: MarketInputs, element: string, draw: number, yields: Float64Array): Float64Array {
  const { exposure, plan } = inputs;
  const demand = new Float64Array(exposure.regions.length);
  const place = placesIn(exposure);
  for (const one of plan.finalDemand) {
    if (one.element !== element) continue;
    const total = monthlyDemand(inputs, one, draw, yields);
    const shares = one.shares.map(({ share }) => productOf(inputs, share, draw));
    const sum = shares.reduce((before, share) => before + share, 0);
    for (const [index, { region }] of one.shares.entries()) {
      const at = place(region);
      demand[at] = elementAt(demand, at) + (total * (shares[index] ?? 0)) / Math.max(1, sum);
    }
    const rest = place(one.rest);
    demand[rest] = elementAt(demand, rest) + total * Math.max(0, 1 - sum);
  }
  return demand;
}

/** What is left at the last stage, a month, of the year's tonnes at the stage at which they are counted. */
function monthlyDemand(
  inputs: MarketInputs,
  { tonnes, stage }: FinalDemand,
  draw: number,
  yields: Float64Array,
): number {
  const counted = inputs.exposure.stages.findIndex(({ id }) => id === stage);
  const kept = yields.subarray(counted + 1).reduce((product, share) => product * share, 1);
  return (productOf(inputs, tonnes, draw) * kept) / monthsPerYear;
}

/** Where each region has its supply from. A region without a mix at a stage makes all that it sells there. */
function mixesOf({ exposure, mixes }: MarketInputs, element: number, draw: number): StageMix[] {
  const n = exposure.regions.length;
  return exposure.stages.map((_, stage) => {
    const own = new Float64Array(n).fill(1);
    const imports = new Float64Array(n * n);
    for (const mix of mixes) {
      if (mix.element !== element || mix.stage !== stage) continue;
      const { region, from, rest, draws } = mix;
      own[region] = elementAt(draws.own, draw);
      const sellers = [...from, rest];
      for (const [index, seller] of sellers.entries()) {
        const share = elementAt(draws.from[index] ?? draws.rest, draw);
        imports[seller * n + region] = elementAt(imports, seller * n + region) + share;
      }
    }
    return { own, imports };
  });
}
