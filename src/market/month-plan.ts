/** What each kind of restriction takes away is its `size`, so that size 0 changes nothing. */
export type RestrictionKind = "ban" | "quota" | "licence-delay" | "tax" | "levy";

/** A restriction on routes, mines and plants, by their places in the base. Months count from 0. */
export type Restriction = {
  readonly routes: readonly number[];
  readonly mines: readonly number[];
  readonly plants: readonly number[];
  readonly kind: RestrictionKind;
  /**
   * ban, quota: the share of the base flow that may not pass. licence-delay: the share that waits for licences. tax: share
   * of the price where a route begins. levy: thousand USD per contained tonne.
   */
  readonly size: number;
  /** The first month in which it holds, and the first in which it does not; Infinity when it stays. */
  readonly start: number;
  readonly end: number;
  /** licence-delay: months from the start until licences come and all flows again. */
  readonly delayMonths: number;
  /** Share of what is stopped that flows all the same, or of what is taxed that pays nothing; 0 to 1. */
  readonly leakage: number;
};

/** A levy on the goods of some routes, paid where they begin. Months count from 0. */
export type RouteLevy = {
  readonly routes: readonly number[];
  /** Thousand USD per contained tonne. */
  readonly specific: number;
  /** Share of the price where the route begins. */
  readonly adValorem: number;
  readonly start: number;
  readonly end: number;
};

/** A planned mine or plant that opens: its capacity rises evenly from `start` until it is full after `rampMonths`. */
export type CapacityProject = {
  readonly activity: { readonly kind: "mine" | "plant"; readonly index: number };
  readonly start: number;
  readonly rampMonths: number;
};

/** How the stock of one node is kept. */
export type StockPolicy = {
  readonly initialTonnes: number | "target";
  /** Days of what leaves the node in the base period. */
  readonly coverDaysTarget: number;
  /** Never released, tonnes. */
  readonly reserveTonnes: number;
  /** At most this share of what is above the reserve is offered in a month, at `releaseFrom` times the base price. */
  readonly releaseShare: number;
  readonly releaseFrom: number;
  /** At most this share of what is missing to the target is bid for in a month, at `refillBelow` times the base price. */
  readonly refillShare: number;
  readonly refillBelow: number;
};

/** What happens over the months. */
export type MonthPlan = {
  readonly months: number;
  readonly restrictions: readonly Restriction[];
  readonly levies: readonly RouteLevy[];
  readonly projects: readonly CapacityProject[];
  /** One for each node of the base's `stockNodes`. */
  readonly stocks: readonly StockPolicy[];
  /** Growth of demand, a share a year: one for all, or one for each demand of the base. */
  readonly demandGrowth: number | Float64Array;
};
