import { elementAt } from "../numerics/element.ts";
import type { CalibratedMarket } from "./calibrate.ts";
import type { MonthPlan } from "./month-plan.ts";

/** The worst certificate over all months, all relative. */
export type MonthsCertificate = {
  readonly balance: number;
  readonly complementarity: number;
  readonly gap: number;
};

/**
 * What happens month by month. Arrays go month by month: [month * length + place]. Quantities are contained tonnes a month,
 * prices thousand USD per tonne, money thousand USD a month.
 */
export type MonthResult = {
  readonly months: number;
  /** By node; 0 where nothing can be. Where nothing is, the price only says that nobody gains by bringing something. */
  readonly prices: Float64Array;
  readonly demand: Float64Array;
  /** All elements of a mine together. */
  readonly mines: Float64Array;
  readonly plants: Float64Array;
  readonly flows: Float64Array;
  /** At the end of the month. */
  readonly stocks: Float64Array;
  readonly levyRevenue: Float64Array;
  /** By demand: how far buyers have adjusted at the end of the month (`nextScale`). */
  readonly scale: Float64Array;
  /** Of taxes and levies among the restrictions. */
  readonly restrictionRevenue: Float64Array;
  /** By region, against the base period. */
  readonly welfare: {
    /** Final buyers, along the demand curve of the month (`consumerChange`). */
    readonly consumer: Float64Array;
    /** Profits of mines and plants, of who sells along a route out of the region, and of stocks against base prices. */
    readonly producer: Float64Array;
    /** Levies and taxes, where the route begins. */
    readonly levy: Float64Array;
  };
  /** By demand: what would be bought at the base price, growth included, less what is; negative when more is. */
  readonly shortfall: Float64Array;
  /** By stock: the first month at whose end less than a day's cover is left above the reserve; -1 when there is none. */
  readonly runOut: Int32Array;
  readonly certificate: MonthsCertificate;
  /**
   * The largest difference in any node and month between what comes and what leaves, stocks included, over the most that came
   * there so far.
   */
  readonly massError: number;
  /** By node: the most that came there in the base period or in any month. */
  readonly most: Float64Array;
};

/**
 * Room for the results of a plan, all 0.
 *
 * @example
 * makeMonthResult({ base: { prices: [1, 2], demands: [], mines: [1], plants: [], routes: [], stockNodes: [], regions: ["x"] } }, { months: 3, levies: [], restrictions: [] }).prices // => [0, 0, 0, 0, 0, 0]
 */
export function makeMonthResult({ base }: CalibratedMarket, plan: MonthPlan): MonthResult {
  const make = ({ length }: { readonly length: number }) => new Float64Array(plan.months * length);
  return {
    months: plan.months,
    prices: make(base.prices),
    demand: make(base.demands),
    mines: make(base.mines),
    plants: make(base.plants),
    flows: make(base.routes),
    stocks: make(base.stockNodes),
    scale: make(base.demands),
    levyRevenue: make(plan.levies),
    restrictionRevenue: make(plan.restrictions),
    welfare: { consumer: make(base.regions), producer: make(base.regions), levy: make(base.regions) },
    shortfall: make(base.demands),
    runOut: new Int32Array(base.stockNodes.length).fill(-1),
    certificate: { balance: 0, complementarity: 0, gap: 0 },
    massError: 0,
    most: new Float64Array(base.prices.length),
  };
}

/**
 * Take over the first months of another run of the same market. What levies bring in is taken over by levy; one that the other
 * run does not have begins later.
 *
 * @example
 * copyMonths.length // => 3
 */
export function copyMonths(
  from: { readonly plan: MonthPlan; readonly result: MonthResult },
  to: { readonly plan: MonthPlan; readonly result: MonthResult },
  months: number,
): void {
  const sources = [...monthly(from.result)];
  for (const [index, target] of monthly(to.result).entries()) {
    target.set((sources[index] ?? target).subarray(0, (target.length / to.plan.months) * months));
  }
  for (const [stock, month] of from.result.runOut.entries()) if (month < months) to.result.runOut[stock] = month;
  for (const [list, revenue] of [
    ["levies", "levyRevenue"],
    ["restrictions", "restrictionRevenue"],
  ] as const) {
    const before: readonly object[] = from.plan[list];
    for (const [place, event] of to.plan[list].entries()) {
      const known = before.indexOf(event);
      for (let month = 0; known >= 0 && month < months; month += 1) {
        to.result[revenue][month * to.plan[list].length + place] = elementAt(
          from.result[revenue],
          month * before.length + known,
        );
      }
    }
  }
}

/** The arrays whose places are those of the market. */
function monthly(result: MonthResult): readonly Float64Array[] {
  const { prices, demand, mines, plants, flows, stocks, scale, shortfall, welfare } = result;
  const { consumer, producer, levy } = welfare;
  return [prices, demand, mines, plants, flows, stocks, scale, shortfall, consumer, producer, levy];
}
