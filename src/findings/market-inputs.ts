import type { Exposure } from "../model/exposure.ts";
import type { MarketPlan, ParameterProduct } from "../model/market-plan.ts";
import { marketPlanProducts } from "../model/market-plan-products.ts";
import { parseUnit } from "../model/unit.ts";
import { elementAt } from "../numerics/element.ts";
import type { Desk } from "./desk.ts";
import { type DrawPlan, drawMix, drawParameters, drawQuantile, type MixDraws } from "./exposure-draws.ts";
import { type Blame, findBlame } from "./market-blame.ts";
import { findParameters, type ParameterValue } from "./parameter-values.ts";

/** A region's supply of one element at one stage, by their places in the network, with its draws. */
export type PlacedMix = {
  readonly element: number;
  readonly stage: number;
  readonly region: number;
  readonly from: readonly number[];
  readonly rest: number;
  readonly draws: MixDraws;
};

/** All that a draw of the market is computed from: plain data, so that threads can hand it on. */
export type MarketInputs = DrawPlan & {
  readonly exposure: Exposure;
  readonly plan: MarketPlan;
  /** Draws of the parameters by id: tonnes (a year), money a tonne, days, shares and multiples as numbers. */
  readonly drawn: ReadonlyMap<string, Float64Array>;
  readonly mixes: readonly PlacedMix[];
  /** By project: a number inside (0,1), below whose probability it comes. */
  readonly chances: ReadonlyMap<string, Float64Array>;
  readonly blame: readonly Blame[];
};

/** What the market of a book hangs on; `inputs` are undefined where one of `hangsOn` is missing. */
export type MarketGround = {
  readonly hangsOn: readonly ParameterValue[];
  readonly blame: readonly Blame[];
  readonly inputs: MarketInputs | undefined;
};

/** Draw all that the market of a book is computed from. */
export function findMarketGround(desk: Desk, plan: MarketPlan, exposure: Exposure, run: DrawPlan): MarketGround {
  const values = findParameters(desk);
  const shares = exposure.mixes.flatMap(({ own, from }) => [own, ...from.map(({ share }) => share)]);
  const named = new Set([...shares, ...marketPlanProducts(plan)].flat());
  const hangsOn = [...values.values()].filter(({ parameter }) => named.has(parameter.id));
  const drawn = drawParameters(hangsOn, run);
  const mixes = exposure.mixes.flatMap((mix): PlacedMix[] => {
    const draws = drawMix(mix, values, drawn, run);
    if (draws === undefined) return [];
    const place = placesIn(exposure);
    return [
      {
        element: exposure.elements.findIndex(({ id }) => id === mix.element),
        stage: exposure.stages.findIndex(({ id }) => id === mix.stage),
        region: place(mix.region),
        from: mix.from.map(({ region }) => place(region)),
        rest: place(mix.rest),
        draws,
      },
    ];
  });
  const blame = findBlame(desk, plan);
  if (drawn.size < hangsOn.length) return { hangsOn, blame, inputs: undefined };
  const inBaseUnits = new Map(hangsOn.map(({ parameter }) => [parameter.id, toBaseUnits(parameter, drawn)]));
  const chances = new Map(
    plan.projects.map(({ id }) => [id, drawQuantile((probability) => probability, `project/${id}`, run)]),
  );
  const { draws, seed } = run;
  return { hangsOn, blame, inputs: { exposure, plan, draws, seed, drawn: inBaseUnits, mixes, chances, blame } };
}

/** The product of parameters in one draw, in base units; 1 of none. */
export function productOf({ drawn }: Pick<MarketInputs, "drawn">, ids: ParameterProduct, draw: number): number {
  let product = 1;
  for (const id of ids) product *= elementAt(drawn.get(id) ?? nothing, draw);
  return product;
}

/** A time in one draw, in months. */
export function monthsOf(inputs: Pick<MarketInputs, "drawn">, ids: ParameterProduct, draw: number): number {
  return ids.length === 0 ? 0 : productOf(inputs, ids, draw) / parseUnit("month").factor;
}

/** The place of a region in the network. */
export function placesIn({ regions }: Pick<Exposure, "regions">): (region: string) => number {
  return (region) => regions.findIndex(({ id }) => id === region);
}

const nothing = new Float64Array();

/** A mass is that of a year, whether its unit says so or not. */
function toBaseUnits(
  { id, unit }: { id: string; unit: string },
  drawn: ReadonlyMap<string, Float64Array>,
): Float64Array {
  const { factor, dimension } = parseUnit(unit);
  const perYear = dimension === "mass/time" ? parseUnit("year").factor : 1;
  return (drawn.get(id) ?? nothing).map((value) => value * factor * perYear);
}
