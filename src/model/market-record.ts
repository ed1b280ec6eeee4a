/** What many draws say of one number of a market's run: median, interval, and in how many draws it is there at all. */
export type OutcomeBand = {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Of the first draw, by which a test sees whether the code still computes the same; NaN where it is not there. */
  readonly first: number;
};

/** How an outcome follows one parameter of the book. */
export type OutcomeDriver = {
  readonly parameter: string;
  /** Part of the outcome's variance that a straight line through the parameter explains, and its interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
  /** The outcome on that line at the lower and at the upper end of the parameter's interval. */
  readonly atLow: number;
  readonly atHigh: number;
};

/** What many draws of a book's market say, by outcome: all that findings of the market are made from. */
export type MarketSummary = {
  readonly draws: number;
  readonly seed: number;
  /** One band a place for outcomes that have several, for instance one a quarter. */
  readonly bands: ReadonlyMap<string, readonly OutcomeBand[]>;
  /** Of the outcomes that are told by what drives them: the strongest first. */
  readonly drivers: ReadonlyMap<string, readonly OutcomeDriver[]>;
};

/** A run that the book keeps, so that it need not be made again. */
export type MarketRecord = MarketSummary & {
  /** Digest of all that the run was computed from: it holds as long as the book says the same. */
  readonly inputs: string;
};
