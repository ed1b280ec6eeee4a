import type { MarketPlan, ParameterProduct } from "./market-plan.ts";

/**
 * All products of parameters that a plan computes with, in its order; the empty ones too, and none of the scenarios' own, which have
 * none.
 *
 * @example
 * marketPlanProducts({ finalDemand: [], steps: [], prices: [{ price: ["oxide-price", "rate"] }], freight: [], mines: [], plants: [], demand: [], growth: [{ perYear: ["more"] }], routes: [], stocks: [], projects: [], projectSets: [], levies: [], restrictions: [] }) // => [["oxide-price", "rate"], ["more"]]
 */
export function marketPlanProducts(plan: MarketPlan): ParameterProduct[] {
  return [
    ...plan.finalDemand.flatMap(({ tonnes, shares }) => [tonnes, ...shares.map(({ share }) => share)]),
    ...plan.steps.flatMap(({ share, margin }) => [share, margin]),
    ...plan.prices.map(({ price }) => price),
    ...plan.freight.flatMap(({ share, steepness }) => [share, steepness]),
    ...[...plan.mines, ...plan.plants].flatMap(({ elasticity, headroom }) => [elasticity, headroom]),
    ...plan.demand.flatMap(({ short, shortMonths, long, choke }) => [short, shortMonths, long, choke]),
    ...plan.growth.map(({ perYear }) => perYear),
    ...plan.routes.map(({ cost }) => cost),
    ...plan.stocks.flatMap((one) => [
      one.cover,
      one.reserve,
      one.release,
      one.releaseFrom,
      one.refill,
      one.refillBelow,
    ]),
    ...plan.projects.flatMap((one) => [
      ...one.tonnes.map(({ tonnes }) => tonnes),
      ...[one.probability, one.delay, one.ramp, one.cost],
    ]),
    ...plan.projectSets.map(({ late }) => late),
    ...plan.levies.flatMap(({ rate, content }) => [rate, content]),
    ...plan.restrictions.flatMap(({ size, delay, leakage }) => [size, delay, leakage]),
  ];
}
