import { marketNode } from "../market/market-base.ts";
import { type MarketInputs, placesIn } from "./market-inputs.ts";
import type { MarketShape } from "./market-shape.ts";

/** A region's price of an element that is shown: at which stage, and its node. */
export type WatchedPrice = {
  readonly element: number;
  readonly region: number;
  readonly stage: number;
  readonly node: number;
};

/**
 * The price that each region knows of each element: at the stage at which the element is priced if it has the good there, else at
 * the next later stage that it has, else at the last earlier one. Regions that never have the element are left out.
 */
export function watchedPrices(inputs: Pick<MarketInputs, "exposure" | "plan">, shape: MarketShape): WatchedPrice[] {
  const { elements, stages, regions } = inputs.exposure;
  const has = stagesOf(inputs, shape);
  const names = { elements: elements.map(({ id }) => id), regions: regions.map(({ id }) => id) };
  return elements.flatMap(({ id }, element) => {
    const priced = stages.findIndex(
      (stage) => stage.id === inputs.plan.prices.find((one) => one.element === id)?.stage,
    );
    return regions.flatMap((_, region): WatchedPrice[] => {
      const there = [...(has.get(`${element} ${region}`) ?? [])].sort((a, b) => a - b);
      const stage = there.find((one) => one >= priced) ?? there.at(-1);
      if (stage === undefined) return [];
      return [{ element, region, stage, node: marketNode(names, { stage, element, region }) }];
    });
  });
}

/** The node at which an element has its known price. */
export function centreOf(inputs: Pick<MarketInputs, "exposure" | "plan">, element: number): WatchedPrice | undefined {
  const { elements, stages, regions } = inputs.exposure;
  const known = inputs.plan.prices.find((one) => one.element === elements[element]?.id);
  if (known === undefined) return undefined;
  const region = placesIn(inputs.exposure)(known.region);
  const stage = stages.findIndex(({ id }) => id === known.stage);
  const names = { elements: elements.map(({ id }) => id), regions: regions.map(({ id }) => id) };
  return { element, region, stage, node: marketNode(names, { stage, element, region }) };
}

/** The stages at which a region has an element, in the base year or through a route that could be used. */
function stagesOf({ exposure }: Pick<MarketInputs, "exposure">, shape: MarketShape): Map<string, Set<number>> {
  const found = new Map<string, Set<number>>();
  const add = (element: number, region: number, stage: number) => {
    const key = `${element} ${region}`;
    const known = found.get(key);
    if (known) known.add(stage);
    else found.set(key, new Set([stage]));
  };
  for (const { element, from, to, stage } of shape.routes) {
    add(element, from, stage);
    add(element, to, stage);
  }
  for (const { element, region, stage } of shape.plants) {
    add(element, region, stage);
    add(element, region, stage - 1);
  }
  for (const { element, region } of shape.demands) add(element, region, exposure.stages.length - 1);
  return found;
}
