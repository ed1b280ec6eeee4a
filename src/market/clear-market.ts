import { lodebookError } from "../model/fault.ts";
import { type MarketAnalysis, partOf } from "./analyse-market.ts";
import { checkValues } from "./check-values.ts";
import { findUnbounded } from "./find-unbounded.ts";
import { costOf, loadProblem } from "./problem.ts";
import { certified, isCertified, solve } from "./solver.ts";
import type { MarketValues } from "./values.ts";

/**
 * An equilibrium. Units are the model's, arrays in its order. The next clearing of the same analysis writes over the arrays.
 */
export type MarketClearing = {
  readonly status: "solved";
  /** Relative errors, at most 1e-8 each; `Certificate` says which. */
  readonly certificate: { readonly balance: number; readonly complementarity: number; readonly gap: number };
  /**
   * Areas under demand less costs of supplies, activities and routes. Levies change hands and are no cost: they count in
   * neither direction.
   */
  readonly welfare: number;
  /** By node of the analysis' network. Where nothing passes, the lowest price of an equilibrium. */
  readonly prices: Float64Array;
  readonly supply: Float64Array;
  readonly demand: Float64Array;
  readonly activities: Float64Array;
  readonly routes: Float64Array;
  /** By node: what nobody wants at a price of 0. */
  readonly disposal: Float64Array;
  /** By route: what its levies bring in, specific and ad valorem. */
  readonly revenue: Float64Array;
};

/** Where the search for an equilibrium begins: prices, and where each flow stands. */
export type MarketStart = { readonly prices: Float64Array; readonly standings: Uint8Array };

/**
 * Clear a market: the spatial price equilibrium with activities (Samuelson 1952; Takayama & Judge 1964) for these numbers.
 * Nothing is in surplus at a positive price, and nobody gains by another quantity: where a route is used below its capacity,
 *
 *   price at destination = price at origin x (1 + adValorem) + cost + tax.
 *
 * What nobody wants may be disposed of, so prices are never negative. To do nothing is always possible, so a model is never
 * infeasible.
 *
 * `start` is where to begin: from the last clearing of this analysis ("last", as in months and draws, which takes few
 * steps), from another that is handed in, or from nowhere ("cold"). Where several equilibria exist, the one of small flows
 * is taken, and which it is hangs on the start by no more than rounding.
 *
 * Throws MARKET_INPUT for numbers that cannot be (`checkValues`), MARKET_UNBOUNDED for a market in which quantities would
 * grow without end, with the parts that do it, and MARKET_NOT_SOLVED when an error is larger than 1e-8.
 *
 * @example
 * clearMarket.length // => 1
 */
export function clearMarket(
  analysis: MarketAnalysis,
  values: MarketValues = analysis.values,
  start: "last" | "cold" | MarketStart = "last",
): MarketClearing {
  checkValues(analysis, values);
  const { solver } = analysis;
  loadProblem(solver.problem, values);
  if (typeof start === "object") {
    solver.set.prices.set(start.prices);
    solver.set.standings.set(start.standings);
  }
  const certificate = solve(solver, typeof start === "object" || (start === "last" && analysis.isSolved));
  analysis.isSolved = isCertified(certificate);
  if (!analysis.isSolved) throw whyNot(analysis, values, certificate);
  const { balance, complementarity, gap } = certificate;
  return { status: "solved", certificate: { balance, complementarity, gap }, ...readSolution(analysis, values) };
}

function readSolution(analysis: MarketAnalysis, values: MarketValues) {
  const { network, solver, demand, revenue } = analysis;
  const { first, tailOf, starts, nodeOf } = network;
  const { levels, prices } = solver.set;
  let welfare = 0;
  for (let j = 0; j < first.disposal; j += 1) welfare -= costOf(solver.problem, j, levels[j] ?? 0);
  for (let k = 0; k < revenue.length; k += 1) {
    const j = first.route + k;
    const level = levels[j] ?? 0;
    const tax = (values.routes.tax[k] ?? 0) * level;
    const origin = prices[nodeOf[starts[j] ?? 0] ?? 0] ?? 0;
    // The tax is a part of the route's intercept.
    welfare += tax;
    revenue[k] = tax + (values.routes.adValorem[k] ?? 0) * origin * level;
  }
  demand.set(levels.subarray(first.demand, first.activity));
  for (let t = 0; t < tailOf.length; t += 1) {
    const k = tailOf[t] ?? 0;
    demand[k] = (demand[k] ?? 0) + (levels[first.tail + t] ?? 0);
  }
  return {
    welfare,
    prices,
    supply: levels.subarray(0, first.demand),
    demand,
    activities: levels.subarray(first.activity, first.route),
    routes: levels.subarray(first.route, first.tail),
    disposal: levels.subarray(first.disposal),
    revenue,
  };
}

function whyNot(analysis: MarketAnalysis, values: MarketValues, certificate: ReturnType<typeof solve>) {
  const ray = findUnbounded(analysis, values);
  if (ray.length > 0) {
    const found = `${ray.map(({ name }) => `'${name}'`).join(", ")}`;
    const expected = "costs that rise, or a capacity";
    return lodebookError("MARKET_UNBOUNDED", { found, expected }, "", Math.min(...ray.map(({ line }) => line)));
  }
  const { balance, complementarity, gap, worstFlow, worstNode } = certificate;
  const node = analysis.network.nodes[worstNode];
  const part = partOf(analysis, Math.max(worstFlow, 0));
  const errors = [
    `a balance error of ${balance.toExponential(1)}${node === undefined ? "" : ` at ${node.good} in ${node.region}`}`,
    `a complementarity error of ${complementarity.toExponential(1)} at '${part.name}'`,
    `a gap of ${gap.toExponential(1)}`,
  ];
  return lodebookError(
    "MARKET_NOT_SOLVED",
    { found: errors.join(", "), expected: `${certified} at most` },
    "",
    part.line,
  );
}
