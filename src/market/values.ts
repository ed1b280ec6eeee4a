import type { MarketActivity, MarketModel } from "../model/market.ts";

/**
 * The numbers of a market model, in its order: what may differ from one clearing to the next while the structure stays.
 * Units are the model's. Only linear demands read `intercept` and `slope`, only isoelastic ones `price`, `quantity`,
 * `elasticity` and `choke`; `scale` multiplies what a demand buys at every price.
 */
export type MarketValues = {
  readonly supply: ProducerValues;
  readonly demand: {
    readonly intercept: Float64Array;
    readonly slope: Float64Array;
    readonly price: Float64Array;
    readonly quantity: Float64Array;
    readonly elasticity: Float64Array;
    readonly choke: Float64Array;
    readonly scale: Float64Array;
  };
  /** `amounts`: of all activities in turn, what a unit takes, negative, and then what it gives. */
  readonly activities: ProducerValues & { readonly amounts: Float64Array };
  /** Marginal cost = cost + slope x flow. A model file has no slope of a route; a calibrated model may. */
  readonly routes: {
    readonly cost: Float64Array;
    readonly slope: Float64Array;
    readonly capacity: Float64Array;
    readonly tax: Float64Array;
    readonly adValorem: Float64Array;
  };
};

/** Marginal cost = intercept + slope x quantity, up to the capacity; Infinity where there is none. */
export type ProducerValues = {
  readonly intercept: Float64Array;
  readonly slope: Float64Array;
  readonly capacity: Float64Array;
};

/**
 * The numbers of a model as it stands, in arrays of their own, to be changed at will.
 *
 * @example
 * valuesOf({ supply: [{ intercept: 9, slope: 1, capacity: Infinity }], demand: [], activities: [], routes: [] }).supply.intercept // => [9]
 */
export function valuesOf({ supply, demand, activities, routes }: MarketModel): MarketValues {
  const linear = demand.map((one) => (one.kind === "linear" ? one : undefined));
  const curved = demand.map((one) => (one.kind === "isoelastic" ? one : undefined));
  return {
    supply: producersOf(supply),
    demand: {
      intercept: Float64Array.from(linear, (one) => one?.intercept ?? 0),
      slope: Float64Array.from(linear, (one) => one?.slope ?? 0),
      price: Float64Array.from(curved, (one) => one?.price ?? 0),
      quantity: Float64Array.from(curved, (one) => one?.quantity ?? 0),
      elasticity: Float64Array.from(curved, (one) => one?.elasticity ?? 0),
      choke: Float64Array.from(curved, (one) => one?.choke ?? 0),
      scale: new Float64Array(demand.length).fill(1),
    },
    activities: { ...producersOf(activities), amounts: amountsOf(activities) },
    routes: {
      cost: Float64Array.from(routes, ({ cost }) => cost),
      slope: new Float64Array(routes.length),
      capacity: Float64Array.from(routes, ({ capacity }) => capacity),
      tax: Float64Array.from(routes, ({ tax }) => tax),
      adValorem: Float64Array.from(routes, ({ adValorem }) => adValorem),
    },
  };
}

type Producer = { readonly intercept: number; readonly slope: number; readonly capacity: number };

function producersOf(producers: readonly Producer[]): ProducerValues {
  return {
    intercept: Float64Array.from(producers, ({ intercept }) => intercept),
    slope: Float64Array.from(producers, ({ slope }) => slope),
    capacity: Float64Array.from(producers, ({ capacity }) => capacity),
  };
}

function amountsOf(activities: readonly MarketActivity[]): Float64Array {
  const lists = activities.map(({ inputs, outputs }) => [
    ...inputs.map(({ amount }) => -amount),
    ...outputs.map(({ amount }) => amount),
  ]);
  return Float64Array.from(lists.flat());
}
