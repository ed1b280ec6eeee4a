import type { CalibratedMarket } from "../market/calibrate.ts";
import type { MonthResult } from "../market/month-result.ts";
import { elementAt } from "../numerics/element.ts";
import type { MarketInputs } from "./market-inputs.ts";
import type { Recorder } from "./market-outcomes.ts";
import type { MarketRun } from "./market-run.ts";
import type { MarketShape } from "./market-shape.ts";

/** What the studies of one draw are made with. */
export type Observer = {
  readonly inputs: MarketInputs;
  readonly shape: MarketShape;
  readonly draw: number;
  readonly market: CalibratedMarket;
  /** Run the draw's market; what went wrong the most is kept. */
  readonly run: (run: MarketRun) => MonthResult;
  /** The market with nothing done to it, for at least so many months. */
  readonly undisturbed: (months: number) => MonthResult;
  readonly recorder: Recorder;
};

/** The price at a node in a month, thousands of the currency a tonne, which is the currency for a kilogram. */
export function priceIn(
  { market }: Pick<Observer, "market">,
  result: MonthResult,
  node: number,
  month: number,
): number {
  return elementAt(result.prices, month * market.base.prices.length + node);
}
