import { solveFactorised } from "../numerics/sparse-system.ts";
import { condense, type NodeSystem } from "./condense.ts";
import { beginInside, type Interior } from "./interior.ts";
import { addNets, gatherWorth } from "./network.ts";
import { marginalAt, type Problem, slopeAt } from "./problem.ts";
import type { Scales } from "./scales.ts";

const mostSteps = 100;
/** Errors at which it is worth while to ask which bounds hold: then the exact solution is a few linear systems away. */
const closeMean = 1e-8;
const closeError = 1e-4;
/** Below this the linear systems have lost so many digits that further steps lead away. */
const smallestMean = 1e-11;

/** After so many steps that have not halved the mean product, the next two only bring the products nearer to each other. */
const mostIdle = 5;
const centredSteps = 2;

/**
 * Follow the central path from a standard start: a predictor-corrector method (Mehrotra 1992) on the mixed complementarity
 * problem, with one step length for levels, prices and duals, so that it also serves levies ad valorem, which no objective
 * has. A second-order term larger than a few times the mean product is cut, for it would only unsettle the point (as
 * Colombo & Gondzio 2008 weigh theirs).
 *
 * `attempt` is asked at every point near enough, and at last at the one that the path ends at; true ends the search. Returns
 * whether it was.
 *
 * @example
 * followPath({ network: { starts: [0], nodeOf: [] }, ceiling: [] }, { nodePrice: [] }, {}, { levels: [], prices: new Float64Array(0), lowDuals: [], highDuals: [], responses: [], worth: [], nets: [] }, (isEnd) => !isEnd) // => true
 */
export function followPath(
  problem: Problem,
  scales: Scales,
  nodes: NodeSystem,
  point: Interior,
  attempt: (isEnd: boolean) => boolean,
): boolean {
  beginInside(problem, scales, point);
  let best = Number.POSITIVE_INFINITY;
  let idle = 0;
  for (let step = 0; step < mostSteps; step += 1) {
    measure(problem, scales, point);
    const error = Math.max(point.dualError, point.balanceError);
    if (!(point.mean + error < Number.POSITIVE_INFINITY)) return false;
    if (point.mean < closeMean && error < closeError && attempt(false)) return true;
    if (point.mean < 10 * smallestMean && error < smallestMean) break;
    condense(nodes, problem, point.responses, { list: point.open, count: point.openCount, cancelled: 0 });
    idle = point.mean < best / 2 ? 0 : idle + 1;
    best = Math.min(best, point.mean);
    if (idle % mostIdle < centredSteps && idle >= mostIdle) {
      aim(problem, scales, point, { target: point.mean, largest: 0 });
      finish(problem, nodes, point);
    } else {
      predict(problem, nodes, point);
      correct(problem, scales, nodes, point);
    }
    move(point, Math.max(point.mean, error));
  }
  return attempt(true);
}

/** The errors of the point, and how its flows respond. */
function measure(problem: Problem, scales: Scales, point: Interior): void {
  const { network, ceiling, amounts, factors } = problem;
  const { levels, lowDuals, highDuals, worth, marginals, responses, nets, open } = point;
  gatherWorth(network, factors, point.prices, worth);
  let [products, dualError, balanceError] = [0, 0, 0];
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    const level = levels[j] ?? 0;
    const low = lowDuals[j] ?? 0;
    const price = scales.flowPrice[j] ?? 1;
    const weight = price * (scales.flowQuantity[j] ?? 1);
    const marginal = marginalAt(problem, j, level);
    let slope = slopeAt(problem, j, level, marginal) + low / level;
    let rest = marginal - (worth[j] ?? 0) - low;
    products += (level * low) / weight;
    const room = (ceiling[j] ?? 0) - level;
    if (room < Number.POSITIVE_INFINITY) {
      const high = highDuals[j] ?? 0;
      products += (room * high) / weight;
      slope += high / room;
      rest += high;
    }
    marginals[j] = marginal;
    responses[j] = 1 / slope;
    dualError = Math.max(dualError, Math.abs(rest) / price);
  }
  nets.fill(0);
  addNets(network, amounts, levels, nets);
  for (let i = 0; i < nets.length; i += 1) {
    balanceError = Math.max(balanceError, Math.abs(nets[i] ?? 0) / (scales.nodeQuantity[i] ?? 1));
  }
  point.mean = point.bounds === 0 ? 0 : products / point.bounds;
  point.dualError = dualError;
  point.balanceError = balanceError;
}

/**
 * The Newton direction for the offsets at hand: each level moves by response x (worth of the price step - offset), and the
 * price step is such that every node balances.
 */
function direct({ network, amounts, factors }: Problem, { system }: NodeSystem, point: Interior): void {
  const { levels, responses, offsets, open, step } = point;
  step.levels.fill(0);
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    step.levels[j] = (responses[j] ?? 0) * (offsets[j] ?? 0) - (levels[j] ?? 0);
  }
  step.prices.fill(0);
  addNets(network, amounts, step.levels, step.prices);
  solveFactorised(system, step.prices);
  gatherWorth(network, factors, step.prices, step.worth);
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    step.levels[j] = (responses[j] ?? 0) * ((step.worth[j] ?? 0) - (offsets[j] ?? 0));
  }
}

/** The direction that would end at the solution if everything were linear. */
function predict(problem: Problem, nodes: NodeSystem, point: Interior): void {
  const { levels, lowDuals, highDuals, worth, marginals, offsets, open, step, predicted } = point;
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    offsets[j] = (marginals[j] ?? 0) - (worth[j] ?? 0);
  }
  direct(problem, nodes, point);
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    const low = lowDuals[j] ?? 0;
    const high = highDuals[j] ?? 0;
    const move = step.levels[j] ?? 0;
    step.low[j] = -low - (low * move) / (levels[j] ?? 0);
    step.high[j] = high === 0 ? 0 : -high + (high * move) / ((problem.ceiling[j] ?? 0) - (levels[j] ?? 0));
  }
  predicted.levels.set(step.levels);
  predicted.low.set(step.low);
  predicted.high.set(step.high);
}

/** Second-order terms beyond so many times the mean product are cut. */
const largestTerm = 3;
/** The direction that also centres and allows for the products of steps; step.length says how far it may be followed. */
function correct(problem: Problem, scales: Scales, nodes: NodeSystem, point: Interior): void {
  const share = reach(problem, point);
  const target = Math.min(1, (meanAfter(problem, scales, point, share) / point.mean) ** 3);
  aim(problem, scales, point, { target: target * point.mean, largest: largestTerm });
  finish(problem, nodes, point);
}

/** The mean product of bounds and duals after a share of the step at hand. */
function meanAfter({ ceiling }: Problem, scales: Scales, point: Interior, share: number): number {
  const { levels, lowDuals, highDuals, open, step } = point;
  let products = 0;
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    const weight = (scales.flowPrice[j] ?? 1) * (scales.flowQuantity[j] ?? 1);
    const level = (levels[j] ?? 0) + share * (step.levels[j] ?? 0);
    products += (level * ((lowDuals[j] ?? 0) + share * (step.low[j] ?? 0))) / weight;
    const high = highDuals[j] ?? 0;
    if (high > 0) products += (((ceiling[j] ?? 0) - level) * (high + share * (step.high[j] ?? 0))) / weight;
  }
  return products / point.bounds;
}

type Aim = { readonly target: number; readonly largest: number };

/** Offsets, and what of the steps of the duals does not hang on the levels', for products that all become `target`. */
function aim({ ceiling }: Problem, scales: Scales, point: Interior, { target, largest }: Aim): void {
  const { levels, lowDuals, highDuals, worth, marginals, offsets, open, step, predicted } = point;
  const wanted = Math.max(target, smallestMean);
  const most = largest * Math.max(wanted, point.mean);
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    const weight = (scales.flowPrice[j] ?? 1) * (scales.flowQuantity[j] ?? 1);
    const moved = predicted.levels[j] ?? 0;
    const bound = most * weight;
    const low = wanted * weight - Math.max(-bound, Math.min(bound, moved * (predicted.low[j] ?? 0)));
    const lowDual = low / (levels[j] ?? 0);
    step.low[j] = lowDual - (lowDuals[j] ?? 0);
    let offset = (marginals[j] ?? 0) - (worth[j] ?? 0) - lowDual;
    if ((highDuals[j] ?? 0) > 0) {
      const high = wanted * weight + Math.max(-bound, Math.min(bound, moved * (predicted.high[j] ?? 0)));
      const highDual = high / ((ceiling[j] ?? 0) - (levels[j] ?? 0));
      step.high[j] = highDual - (highDuals[j] ?? 0);
      offset += highDual;
    }
    offsets[j] = offset;
  }
}

/** Solve for the aim, complete the steps of the duals, and see how far they lead. */
function finish(problem: Problem, nodes: NodeSystem, point: Interior): void {
  const { levels, lowDuals, highDuals, open, step } = point;
  direct(problem, nodes, point);
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    const move = step.levels[j] ?? 0;
    const high = highDuals[j] ?? 0;
    step.low[j] = (step.low[j] ?? 0) - ((lowDuals[j] ?? 0) * move) / (levels[j] ?? 0);
    if (high > 0) step.high[j] = (step.high[j] ?? 0) + (high * move) / ((problem.ceiling[j] ?? 0) - (levels[j] ?? 0));
  }
  step.length = reach(problem, point);
}

/** The share of the step, at most all of it, at which the first level or dual reaches its bound. */
function reach({ ceiling }: Problem, { levels, lowDuals, highDuals, open, openCount, step }: Interior): number {
  let share = 1;
  for (let k = 0; k < openCount; k += 1) {
    const j = open[k] ?? 0;
    const level = levels[j] ?? 0;
    const low = lowDuals[j] ?? 0;
    const high = highDuals[j] ?? 0;
    const move = step.levels[j] ?? 0;
    if (move < -level / share) share = -level / move;
    if ((step.low[j] ?? 0) < -low / share) share = -low / (step.low[j] ?? 0);
    if (high === 0) continue;
    const room = (ceiling[j] ?? 0) - level;
    if (move > room / share) share = room / move;
    if ((step.high[j] ?? 0) < -high / share) share = -high / (step.high[j] ?? 0);
  }
  return share;
}

/** Follow the step nearly to the first bound, the nearer the smaller the error is. */
function move(point: Interior, error: number): void {
  const { levels, prices, lowDuals, highDuals, open, step, before } = point;
  before.levels.set(levels);
  before.low.set(lowDuals);
  before.high.set(highDuals);
  const share = Math.min(1, step.length * (1 - Math.min(0.1, Math.max(1e-3, error))));
  for (let k = 0; k < point.openCount; k += 1) {
    const j = open[k] ?? 0;
    levels[j] = (levels[j] ?? 0) + share * (step.levels[j] ?? 0);
    lowDuals[j] = (lowDuals[j] ?? 0) + share * (step.low[j] ?? 0);
    if ((highDuals[j] ?? 0) > 0) highDuals[j] = (highDuals[j] ?? 0) + share * (step.high[j] ?? 0);
  }
  for (let i = 0; i < prices.length; i += 1) prices[i] = (prices[i] ?? 0) + share * (step.prices[i] ?? 0);
}
