import { elementAt } from "../numerics/element.ts";
import { baseBalance } from "./base-balance.ts";
import type { CalibratedMarket } from "./calibrate.ts";
import type { MonthPlan } from "./month-plan.ts";
import type { MonthResult } from "./month-result.ts";
import { coverTonnes } from "./stock.ts";

/** What one month hands on to the next, and room to work in. */
export type MonthState = {
  month: number;
  /** By demand: what would be bought at base prices over what was in the base period, had buyers not adjusted. */
  readonly growth: Float64Array;
  /** By stock: what it holds, and what it should hold. */
  readonly tonnes: Float64Array;
  readonly target: Float64Array;
  /** By stock: tonnes sold and bought in the month. */
  readonly sold: Float64Array;
  readonly bought: Float64Array;
  /** By demand: how far buyers have adjusted (`nextScale`). */
  readonly scale: Float64Array;
  /** By mine, then plant: the share of its capacity that is there. */
  readonly open: Float64Array;
  /** By mine, then plant: the most that it can make in the month. */
  readonly activityLimit: Float64Array;
  /** By node: what comes less what leaves, all that comes in the month, and the most that came in the base or any month. */
  readonly balance: Float64Array;
  readonly comes: Float64Array;
  readonly most: Float64Array;
  /** Tonnes that are lost in the rounding of the largest flow: a limit below them is 0. */
  readonly nothing: number;
  /** The worst so far. */
  massError: number;
};

/** The precision of the largest flow's digits, with some to spare. */
const rounding = 1e-12;

/**
 * The state before the first month: stocks at their start, buyers adjusted to base prices, planned capacity closed.
 *
 * @example
 * startMonths({ base: { elements: ["a"], regions: ["x"], demands: [{ good: 0, region: 0, baseTonnes: 0 }], mines: [{ region: 0, outputTonnes: Float64Array.of(5), operation: { kind: "planned" } }], plants: [], routes: [], prices: [1] }, stockUse: Float64Array.of(73) }, { stocks: [{ initialTonnes: "target", coverDaysTarget: 5 }] }) // => { month: 0, growth: [1], tonnes: [12], target: [12], sold: [0], bought: [0], scale: [1], open: [0], activityLimit: [0], balance: [0], comes: [0], most: [0], nothing: 0, massError: 0 }
 */
export function startMonths({ base, stockUse }: CalibratedMarket, plan: MonthPlan): MonthState {
  const stocks = plan.stocks.length;
  const nodes = base.prices.length;
  const activities = [...base.mines, ...base.plants];
  const target = Float64Array.from(plan.stocks, ({ coverDaysTarget }, stock) =>
    coverTonnes(coverDaysTarget, elementAt(stockUse, stock)),
  );
  const { comes } = baseBalance(base);
  return {
    month: 0,
    growth: new Float64Array(base.demands.length).fill(1),
    tonnes: Float64Array.from(plan.stocks, ({ initialTonnes }, stock) =>
      initialTonnes === "target" ? elementAt(target, stock) : initialTonnes,
    ),
    target,
    sold: new Float64Array(stocks),
    bought: new Float64Array(stocks),
    scale: new Float64Array(base.demands.length).fill(1),
    open: Float64Array.from(activities, ({ operation }) => (operation.kind === "planned" ? 0 : 1)),
    activityLimit: new Float64Array(activities.length),
    balance: new Float64Array(nodes),
    comes: new Float64Array(nodes),
    nothing: rounding * comes.reduce((largest, tonnes) => Math.max(largest, tonnes), 0),
    most: comes,
    massError: 0,
  };
}

/**
 * Bring the state before the first month to where another run of the same market stood after so many months.
 *
 * @example
 * continueMonths({ tonnes: new Float64Array(1), scale: new Float64Array(0), most: new Float64Array(0) }, { stocks: Float64Array.of(3, 2, 1), scale: new Float64Array(0), most: new Float64Array(0), massError: 0 }, 2) // => undefined
 */
export function continueMonths(
  state: MonthState,
  { stocks, scale, most, massError }: Pick<MonthResult, "stocks" | "scale" | "most" | "massError">,
  months: number,
): void {
  const rowBefore = (rows: Float64Array, length: number) => rows.subarray((months - 1) * length, months * length);
  state.tonnes.set(rowBefore(stocks, state.tonnes.length));
  state.scale.set(rowBefore(scale, state.scale.length));
  state.most.set(most);
  state.massError = massError;
}
