import { elementAt } from "../numerics/element.ts";
import { baseBalance } from "./base-balance.ts";
import { closeCircles } from "./close-circles.ts";
import { type MarketBase, marketNode, type Operation } from "./market-base.ts";

/** Marginal cost, thousand USD per tonne: `least` up to the quantity `steady`, tonnes a month, and `slope` more for each tonne above. */
export type RisingCosts = {
  readonly least: Float64Array;
  readonly steady: Float64Array;
  readonly slope: Float64Array;
};

/** By mine, then by plant; the quantity is the level, tonnes of output a month. */
export type ActivityCosts = RisingCosts & {
  /** Tonnes that one tonne of output takes (negative) and gives, in the order of the model's inputs and outputs. */
  readonly amounts: Float64Array;
  /** Level in the base period; 0 for what is only planned. */
  readonly level: Float64Array;
  readonly capacity: Float64Array;
  /** Places of those that earn nothing in the base period. */
  readonly losses: readonly number[];
};

/** Marginal cost by route: cost + slope × flow, thousand USD per tonne. */
export type RouteCosts = {
  readonly cost: Float64Array;
  readonly slope: Float64Array;
  readonly tonnes: Float64Array;
  /** Infinity, or 0 where an end has no price, so that nothing is known of the route. */
  readonly capacity: Float64Array;
  /** Places of unused routes whose stated cost is less than the difference of prices that nobody uses. */
  readonly barriers: readonly number[];
};

/**
 * Costs of mines and plants at which the base period is an equilibrium (positive mathematical programming, Howitt 1995). With
 * R the revenue of one tonne of output at base prices, M what is left of it after the inputs, L the base output and ε the
 * elasticity of output to revenue, marginal cost is linear through the base, and never below 0:
 *
 *   marginal cost of x = max(0, M + R / ε × (x / L - 1)).
 *
 * So nobody works for less than nothing: a mine whose output has no price stops, and where there is not enough to process the
 * margin goes to 0 and what is scarce has the price. In place of 0 stands a thousandth of M, so that prices can be told
 * from rounding; an activity that loses money in the base period never costs less than it does there. What is planned costs
 * `costShare` × M, as long as that is above 0, at every level.
 *
 * Howitt, R. E. (1995). Positive mathematical programming. American Journal of Agricultural Economics 77(2), 329-342.
 *
 * @example
 * activityCosts({ elements: ["a", "b"], stages: ["ore"], regions: ["x"], yields: Float64Array.of(1), mines: [{ region: 0, outputTonnes: Float64Array.of(6, 2), operation: { kind: "working", elasticity: 0.5, headroom: 1.25 } }], plants: [], prices: Float64Array.of(10, 30) }) // => { amounts: [0.75, 0.25], least: [0.015], steady: [4.004], slope: [3.75], level: [8], capacity: [10], losses: [] }
 */
export function activityCosts(base: MarketBase): ActivityCosts {
  const count = base.mines.length + base.plants.length;
  const amounts: number[] = [];
  const losses: number[] = [];
  const costs = { ...makeCosts(count), level: new Float64Array(count), capacity: new Float64Array(count) };
  const place = (activity: number, worth: Worth) => {
    const { operation, tonnes, revenue, margin } = worth;
    if (operation.kind === "planned") {
      setCost(costs, activity, { quantity: tonnes, cost: operation.costShare * Math.max(0, margin), rise: 0 });
      costs.capacity[activity] = tonnes;
      return;
    }
    setCost(costs, activity, { quantity: tonnes, cost: margin, rise: revenue / operation.elasticity });
    costs.level[activity] = tonnes;
    costs.capacity[activity] = tonnes * operation.headroom;
    if (tonnes > 0 && margin <= 0) losses.push(activity);
  };
  for (const [index, { region, outputTonnes, operation }] of base.mines.entries()) {
    const tonnes = outputTonnes.reduce((total, amount) => total + amount, 0);
    let revenue = 0;
    for (const [element, amount] of outputTonnes.entries()) {
      if (amount === 0) continue;
      amounts.push(amount / tonnes);
      revenue += (amount / tonnes) * elementAt(base.prices, marketNode(base, { stage: 0, element, region }));
    }
    place(index, { operation, tonnes, revenue, margin: revenue });
  }
  for (const [index, { stage, element, region, outputTonnes, operation }] of base.plants.entries()) {
    const taken = 1 / elementAt(base.yields, stage);
    amounts.push(-taken, 1);
    const revenue = elementAt(base.prices, marketNode(base, { stage, element, region }));
    const input = elementAt(base.prices, marketNode(base, { stage: stage - 1, element, region }));
    place(base.mines.length + index, { operation, tonnes: outputTonnes, revenue, margin: revenue - taken * input });
  }
  return { amounts: Float64Array.from(amounts), ...costs, losses };
}

type Worth = {
  readonly operation: Operation;
  readonly tonnes: number;
  readonly revenue: number;
  readonly margin: number;
};

function makeCosts(count: number): RisingCosts {
  const zeros = () => new Float64Array(count);
  return { least: zeros(), steady: zeros(), slope: zeros() };
}

/** The least marginal cost, as a part of that in the base period: as good as nothing, and still a price. */
const leastShare = 1e-3;

/** Marginal cost that is `cost` at a quantity and would be `rise` less at 0, but for the floor. */
function setCost(
  { least, steady, slope }: RisingCosts,
  place: number,
  { quantity, cost, rise }: { readonly quantity: number; readonly cost: number; readonly rise: number },
): void {
  const isRising = rise > 0 && quantity > 0;
  const floor = Math.min(cost, leastShare * Math.abs(cost));
  least[place] = isRising ? Math.max(cost - rise, floor) : cost;
  steady[place] = isRising ? quantity * Math.max(0, 1 - (cost - floor) / rise) : quantity;
  slope[place] = isRising ? rise / quantity : 0;
}

/**
 * Costs of routes at which the base period is an equilibrium. A used route costs at its base flow what the prices of its ends
 * differ by; a doubling adds `slopeShare` × the price where it begins, and what is taken off lowers it alike, even below 0: so no buyer
 * leaves a seller all at once, but pays up to that much more to those that he knows.
 *
 * A route without base flow begins at its stated cost, or at the difference of the prices where that is larger, since nobody
 * uses it; its cost rises by the same share as its flow comes to all that leaves its end in the base period. Where it would close
 * a circle with used routes it costs at least what their buyers' loyalty is worth (`closeCircles`), for nothing is sent round for the
 * sake of it.
 *
 * @example
 * routeCosts({ elements: ["a"], stages: ["ore"], regions: ["x", "y"], yields: Float64Array.of(1), mines: [], plants: [], routes: [{ good: 0, from: 0, to: 1, baseTonnes: 4, cost: 0, slopeShare: 0.2 }, { good: 0, from: 1, to: 0, baseTonnes: 0, cost: 3, slopeShare: 0.5 }], demands: [{ good: 0, region: 0, baseTonnes: 6 }], prices: Float64Array.of(10, 12) }) // => { cost: [0, 3], slope: [0.5, 0.6], tonnes: [4, 0], capacity: [Infinity, Infinity], barriers: [] }
 */
export function routeCosts(base: MarketBase): RouteCosts {
  const { routes, prices, regions } = base;
  const { comes, leaves } = baseBalance(base);
  const barriers: number[] = [];
  const zeros = () => new Float64Array(routes.length);
  const costs = { cost: zeros(), slope: zeros(), tonnes: zeros(), capacity: zeros() };
  for (const [index, { good, from, to, baseTonnes, cost, slopeShare }] of routes.entries()) {
    const [start, end] = [good * regions.length + from, good * regions.length + to];
    const [paid, got] = [elementAt(prices, start), elementAt(prices, end)];
    if (paid === 0 || got === 0) continue;
    const rise = slopeShare * paid;
    const isUsed = baseTonnes > 0;
    const whole = isUsed ? baseTonnes : elementAt(leaves, end) || elementAt(comes, start);
    costs.cost[index] = isUsed ? got - paid - rise : Math.max(cost, got - paid);
    costs.slope[index] = whole > 0 ? rise / whole : 0;
    costs.tonnes[index] = baseTonnes;
    costs.capacity[index] = Number.POSITIVE_INFINITY;
    if (!isUsed && got - paid > cost) barriers.push(index);
  }
  closeCircles(base, costs);
  return { ...costs, barriers };
}

/**
 * What a quantity costs in all, thousand USD a month: the area under marginal cost.
 *
 * @example
 * costOfQuantity({ least: Float64Array.of(1), steady: Float64Array.of(4), slope: Float64Array.of(2) }, 0, 7) // => 16
 */
export function costOfQuantity({ least, steady, slope }: RisingCosts, place: number, quantity: number): number {
  const above = Math.max(0, quantity - elementAt(steady, place));
  // Where the cost is steady for ever there is nothing above.
  const rising = above > 0 ? (elementAt(slope, place) * above * above) / 2 : 0;
  return elementAt(least, place) * quantity + rising;
}
