import type { MarketModel, MarketPart } from "../model/market.ts";
import type { MarketAnalysis } from "./analyse-market.ts";
import { findRay } from "./find-ray.ts";
import type { MarketValues } from "./values.ts";

/**
 * The parts of a market that would grow without end: uncapped, of constant cost or price, and together with a gain. Empty
 * where there are none.
 *
 * The parts are scaled to one unit and capped there; what then still gains would gain without the cap (the recession cone
 * of the problem; Rockafellar 1970, theorem 27.3). Levies count, for a levy ad valorem may be what keeps a market within bounds.
 *
 * @example
 * findUnbounded({ model: { regions: [], goods: [], supply: [], demand: [], activities: [], routes: [] } }, { supply: { slope: [] }, demand: { scale: [] }, activities: { slope: [] }, routes: { cost: [] } }) // => []
 */
export function findUnbounded({ model }: Pick<MarketAnalysis, "model">, values: MarketValues): readonly MarketPart[] {
  const { supply, activities, routes } = values;
  const isFree = ({ slope, capacity }: { slope: Float64Array; capacity: Float64Array }, k: number) =>
    slope[k] === 0 && capacity[k] === Number.POSITIVE_INFINITY;
  let at = 0;
  const open: MarketModel = {
    ...model,
    supply: model.supply.flatMap((part, k) =>
      isFree(supply, k) ? [{ ...part, intercept: supply.intercept[k] ?? 0, slope: 0, capacity: 1 }] : [],
    ),
    demand: model.demand.flatMap((part, k) => {
      const { name, line, region, good } = part;
      if (part.kind !== "linear" || values.demand.scale[k] === 0 || values.demand.slope[k] !== 0) return [];
      return [{ name, line, region, good, kind: "linear", intercept: values.demand.intercept[k] ?? 0, slope: 0 }];
    }),
    activities: model.activities.flatMap((part, k) => {
      const take = (sign: number) => (amount: { readonly good: string }) => {
        at += 1;
        return { good: amount.good, amount: sign * (activities.amounts[at - 1] ?? 0) };
      };
      const [inputs, outputs] = [part.inputs.map(take(-1)), part.outputs.map(take(1))];
      const intercept = activities.intercept[k] ?? 0;
      return isFree(activities, k) ? [{ ...part, inputs, outputs, intercept, slope: 0, capacity: 1 }] : [];
    }),
    routes: model.routes.flatMap((part, k) => {
      const cost = (routes.cost[k] ?? 0) + (routes.tax[k] ?? 0);
      const adValorem = routes.adValorem[k] ?? 0;
      return isFree(routes, k) ? [{ ...part, cost, capacity: 1, tax: 0, adValorem }] : [];
    }),
  };
  return findRay(open);
}
