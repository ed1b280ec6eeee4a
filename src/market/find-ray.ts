import type { MarketModel, MarketPart } from "../model/market.ts";
import { layOutNetwork } from "./network.ts";
import { costOf, loadProblem } from "./problem.ts";
import { isCertified, makeSolver, solve } from "./solver.ts";
import { valuesOf } from "./values.ts";

/** A gain smaller than this part of what is turned over is rounding. */
const leastGain = 1e-9;

/**
 * The parts that gain together in a market of constant costs and prices, each capped: as few as do it, in the model's order;
 * empty where nothing gains, or where that cannot be told. Which of several sets is found is settled by leaving out the
 * parts one after the other.
 *
 * @example
 * findRay({ regions: ["A"], goods: ["x"], supply: [{ name: "a spring", line: 1, region: "A", good: "x", intercept: 2, slope: 0, capacity: 1 }], demand: [{ name: "a mill", line: 2, kind: "linear", region: "A", good: "x", intercept: 5, slope: 0 }], activities: [], routes: [] }).map(({ name }) => name) // => ["a spring", "a mill"]
 * findRay({ regions: ["A"], goods: ["x"], supply: [{ name: "a spring", line: 1, region: "A", good: "x", intercept: 2, slope: 0, capacity: 1 }], demand: [{ name: "a mill", line: 2, kind: "linear", region: "A", good: "x", intercept: 1, slope: 0 }], activities: [], routes: [] }) // => []
 */
export function findRay(model: MarketModel): readonly MarketPart[] {
  let kept = gainersOf(model);
  for (const part of [...kept].reverse()) {
    const fewer = gainersOf(without(model, (one) => one !== part && kept.includes(one)));
    if (fewer.length > 0) kept = kept.filter((one) => one !== part);
  }
  return kept;
}

function without(model: MarketModel, isKept: (part: MarketPart) => boolean): MarketModel {
  return {
    ...model,
    supply: model.supply.filter(isKept),
    demand: model.demand.filter(isKept),
    activities: model.activities.filter(isKept),
    routes: model.routes.filter(isKept),
  };
}

/** The parts that run in the best solution; none when it gains nothing. */
function gainersOf(model: MarketModel): readonly MarketPart[] {
  const parts: readonly MarketPart[] = [...model.supply, ...model.demand, ...model.activities, ...model.routes];
  const network = layOutNetwork(model);
  const solver = makeSolver(network);
  loadProblem(solver.problem, valuesOf(model));
  // Here goods may come out of a circle that nothing enters: that is what is looked for.
  solver.problem.ceiling.set(solver.problem.capacity);
  if (!isCertified(solve(solver, false))) return [];
  const { levels } = solver.set;
  let [gain, turnover] = [0, 0];
  for (const j of parts.keys()) {
    const cost = costOf(solver.problem, j, levels[j] ?? 0);
    gain -= cost;
    turnover += Math.abs(cost);
  }
  return gain > leastGain * turnover ? parts.filter((_, j) => (levels[j] ?? 0) > 0) : [];
}
