import type { Exposure, SupplyMix } from "../model/exposure.ts";

/** What the plan of a market needs to know of the exposure network: who makes a good, and on which ways it goes. */
export type MarketNetwork = {
  readonly elements: readonly string[];
  readonly stages: readonly string[];
  readonly regions: readonly string[];
  /** Whether the region has a supply of the element at the stage: a mix, or it stands as an origin. */
  readonly hasSupply: (element: string, stage: string, region: string) => boolean;
  /** Whether the region makes the element at the stage itself; at the first stage it mines it. */
  readonly makes: (element: string, stage: string, region: string) => boolean;
  /** Whether something goes on this way in the base year. */
  readonly hasFlow: (element: string, stage: string, from: string, to: string) => boolean;
};

/**
 * The network of a market. A region that others buy from at a stage without a mix there makes all that it sells, out of its supply of
 * the stage before; at the first stage it mines it.
 */
export function marketNetwork(exposure: Exposure): MarketNetwork {
  const stages = exposure.stages.map(({ id }) => id);
  const mixes = new Map(exposure.mixes.map((mix) => [keyOf(mix.element, mix.stage, mix.region), mix]));
  const makers = new Set(exposure.mixes.filter(({ own }) => own.length > 0).map(keyOfMix));
  const flows = new Set<string>();
  const stand = (element: string, stage: string, region: string): void => {
    const key = keyOf(element, stage, region);
    if (mixes.has(key) || makers.has(key)) return;
    makers.add(key);
    const before = stages[stages.indexOf(stage) - 1];
    if (before !== undefined) stand(element, before, region);
  };
  for (const { element, stage, region, from, rest } of exposure.mixes) {
    for (const seller of [rest, ...from.map((share) => share.region)]) {
      flows.add(`${keyOf(element, stage, seller)} to ${region}`);
      stand(element, stage, seller);
    }
  }
  return {
    elements: exposure.elements.map(({ id }) => id),
    stages,
    regions: exposure.regions.map(({ id }) => id),
    hasSupply: (...cell) => mixes.has(keyOf(...cell)) || makers.has(keyOf(...cell)),
    makes: (...cell) => makers.has(keyOf(...cell)),
    hasFlow: (element, stage, from, to) => flows.has(`${keyOf(element, stage, from)} to ${to}`),
  };
}

function keyOfMix({ element, stage, region }: SupplyMix): string {
  return keyOf(element, stage, region);
}

function keyOf(element: string, stage: string, region: string): string {
  return `${element} ${stage} ${region}`;
}
