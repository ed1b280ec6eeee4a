import { elementAt } from "../numerics/element.ts";
import { baseBalance } from "./base-balance.ts";
import { type MarketBase, marketNode, type Operation } from "./market-base.ts";

/** Marginal cost by mine, then by plant: intercept + slope × level, thousand USD per tonne; the level is tonnes of output a month. */
export type ActivityCosts = {
  /** Tonnes that one tonne of output takes (negative) and gives, in the order of the model's inputs and outputs. */
  readonly amounts: Float64Array;
  readonly intercept: Float64Array;
  readonly slope: Float64Array;
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
 * elasticity of output to revenue, marginal cost is linear through the base:
 *
 *   slope = R / (ε L),   intercept = M - R / ε.
 *
 * What is planned costs `costShare` × M, as long as that is above 0, at every level.
 *
 * Howitt, R. E. (1995). Positive mathematical programming. American Journal of Agricultural Economics 77(2), 329-342.
 *
 * @example
 * activityCosts({ elements: ["a", "b"], stages: ["ore"], regions: ["x"], yields: Float64Array.of(1), mines: [{ region: 0, outputTonnes: Float64Array.of(6, 2), operation: { kind: "working", elasticity: 0.5, headroom: 1.25 } }], plants: [], prices: Float64Array.of(10, 30) }) // => { amounts: [0.75, 0.25], intercept: [-15], slope: [3.75], level: [8], capacity: [10], losses: [] }
 */
export function activityCosts(base: MarketBase): ActivityCosts {
  const count = base.mines.length + base.plants.length;
  const amounts: number[] = [];
  const losses: number[] = [];
  const zeros = () => new Float64Array(count);
  const costs = { intercept: zeros(), slope: zeros(), level: zeros(), capacity: zeros() };
  const place = (activity: number, worth: Worth) => {
    const { operation, tonnes, margin } = worth;
    const isWorking = operation.kind === "working";
    const { intercept, slope } = costOf(worth);
    costs.intercept[activity] = intercept;
    costs.slope[activity] = slope;
    costs.level[activity] = isWorking ? tonnes : 0;
    costs.capacity[activity] = isWorking ? tonnes * operation.headroom : tonnes;
    if (isWorking && tonnes > 0 && margin <= 0) losses.push(activity);
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

function costOf({ operation, tonnes, revenue, margin }: Worth): { intercept: number; slope: number } {
  if (operation.kind === "planned") return { intercept: operation.costShare * Math.max(0, margin), slope: 0 };
  if (tonnes === 0) return { intercept: margin, slope: 0 };
  const rise = revenue / operation.elasticity;
  return { intercept: margin - rise, slope: rise / tonnes };
}

/**
 * Costs of routes at which the base period is an equilibrium. A used route costs at its base flow what the prices of its ends
 * differ by; a doubling adds `slopeShare` × the price where it begins, and what is taken off lowers it alike, so no buyer
 * leaves a seller all at once. A route without base flow begins at its stated cost, or at the difference of the prices where
 * that is larger, since nobody uses it; its cost rises by the same share as its flow comes to all that leaves its end in the
 * base period.
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
  return { ...costs, barriers };
}
