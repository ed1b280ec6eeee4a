/** What each part of a market model has: a name that a fault can be told with, and its line in the file; 0 without a file. */
export type MarketPart = { readonly name: string; readonly line: number };

/** A producer of one good in one region: marginal cost = intercept + slope x quantity, up to a capacity. */
export type MarketSupply = MarketPart & {
  readonly region: string;
  readonly good: string;
  readonly intercept: number;
  readonly slope: number;
  /** Infinity where there is none. */
  readonly capacity: number;
};

/** Linear demand: price = intercept - slope x quantity. */
export type LinearDemand = MarketPart & {
  readonly kind: "linear";
  readonly region: string;
  readonly good: string;
  readonly intercept: number;
  readonly slope: number;
};

/** Isoelastic demand: price = P0 (q / Q0)^(-1 / elasticity), at most choke x P0; it is sated at a millionth of P0. */
export type IsoelasticDemand = MarketPart & {
  readonly kind: "isoelastic";
  readonly region: string;
  readonly good: string;
  /** P0 and Q0: a point that the curve goes through. */
  readonly price: number;
  readonly quantity: number;
  /** Positive: by how many percent the quantity falls when the price rises by one. */
  readonly elasticity: number;
  /** Above choke x P0 nothing is bought; 1 or more. */
  readonly choke: number;
};

/** The buyers of one good in one region. */
export type MarketDemand = LinearDemand | IsoelasticDemand;

/** A good and how much of it one unit of an activity takes or gives. */
export type MarketAmount = { readonly good: string; readonly amount: number };

/** A mine or a plant: one unit takes inputs and gives outputs, all in one region; a mine takes nothing. */
export type MarketActivity = MarketPart & {
  readonly region: string;
  readonly inputs: readonly MarketAmount[];
  readonly outputs: readonly MarketAmount[];
  /** Cost of the next unit, besides the inputs: intercept + slope x level. */
  readonly intercept: number;
  readonly slope: number;
  /** Greatest level; Infinity where there is none. */
  readonly capacity: number;
};

/**
 * A way for a good from one region to another. Who uses it pays, on each unit, the price at the origin, on top of that the
 * share `adValorem` of it as a levy, the specific levy `tax`, and the cost.
 */
export type MarketRoute = MarketPart & {
  readonly good: string;
  readonly from: string;
  readonly to: string;
  readonly cost: number;
  /** Infinity where there is none. */
  readonly capacity: number;
  readonly tax: number;
  /** A share: 0.2 is 20 percent. */
  readonly adValorem: number;
};

/** A supply network in one period. */
export type MarketModel = {
  readonly regions: readonly string[];
  readonly goods: readonly string[];
  readonly supply: readonly MarketSupply[];
  readonly demand: readonly MarketDemand[];
  readonly activities: readonly MarketActivity[];
  readonly routes: readonly MarketRoute[];
};
