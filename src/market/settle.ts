import { solveFactorised } from "../numerics/sparse-system.ts";
import { type ActiveSet, standing } from "./active-set.ts";
import { condense, type NodeSystem } from "./condense.ts";
import { liftPrices } from "./lift-prices.ts";
import { addNets, gatherWorth, worthOf } from "./network.ts";
import { marginalAt, type Problem, tailAt, tailLevel, tailPrice } from "./problem.ts";
import type { Scales } from "./scales.ts";

/** Pivots below this part of their diagonal are rounding: the nodes before them hang together and on nothing else. */
const cancelled = 1e-13;
/** A step of so many times a flow's order of magnitude means that flows of constant cost contradict each other. */
const contradiction = 10;
/** Breaches of a bound smaller than this, scaled, are rounding. */
const rounding = 1e-11;
/** A response that has changed by less than this part keeps its value, and the factors theirs: the next round corrects for it. */
const sameResponse = 1e-6;
/** A level or a price of less than this part of its order of magnitude is none. */
const hair = 1e-13;
/** A last step of this size, scaled; or of this one, if it is hardly shorter than that before, since then it is rounding. */
const rest = 1e-11;
const uneasyRest = 1e-6;
/** A level of so many times its order of magnitude means that this was guessed wrong. */
const far = 10;
/** A price within this part of that at which a curve ends stands at its end. */
const atEnd = 1e-9;
/** Corrections of the extra slope after which no further one helps. */
const mostCentres = 12;

/**
 * Find out which flows stand at a bound, beginning with where they stand in `set`, and solve for the others exactly: a
 * primal-dual active set method (Hintermüller, Ito & Kunisch 2003), with the block pivoting of Júdice & Pires (1994). Given
 * where flows stand, the problem is linear but for curved demands. In each round the flows that breach a bound are stopped
 * at it, and those that would gain by leaving theirs are let go, all at once.
 *
 * Two things are taken from the simplex method, because costs may be constant. Where flows inside contradict each other, as
 * routes around a circle may, only the first to meet its bound is stopped. Where nothing sets a price, `liftPrices` does.
 *
 * Constant costs get a least slope, so that of several solutions that of small flows is found. It is then taken back by
 * counting it from the solution, as in proximal methods (Rockafellar 1976), until it does nothing; with `centre` "levels"
 * it is counted from the levels in the set to begin with. Returns whether all has come to rest within so many rounds.
 *
 * @example
 * settle({ network: { starts: [0], nodeOf: [], first: { tail: 0, disposal: 0, end: 0 } } }, {}, { system: { analysis: { size: 0 }, diagonal: [], below: [], above: [], pivots: [] } }, { levels: [], prices: [], standings: [], centre: new Float64Array(0), levelStep: [], priceStep: [], worth: [] }, { rounds: 2, centre: "zero", leastSlope: 1e-7 }) // => true
 */
export function settle(
  problem: Problem,
  scales: Scales,
  nodes: NodeSystem,
  set: ActiveSet,
  { rounds, centre, leastSlope }: SettleOptions,
): boolean {
  prepare(problem, scales, set, leastSlope);
  if (centre === "zero") set.centre.fill(0);
  else set.centre.set(set.levels);
  let centres = 0;
  let last = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round += 1) {
    linearise(problem, set);
    if (set.hasMoved) condense(nodes, problem, set.responses, { list: set.inside, count: set.insideCount, cancelled });
    set.hasMoved = false;
    findStep(problem, nodes, set);
    let changes = advance(problem, scales, set);
    if (changes === 0) {
      changes = liftPrices(problem, scales, nodes, set);
      gatherWorth(problem.network, problem.factors, set.prices, set.worth);
      changes += restand(problem, scales, set);
    }
    if (!(set.change < Number.POSITIVE_INFINITY)) return false;
    if (changes > 0) {
      centres = 0;
      continue;
    }
    // Steps shrink so fast near the end that what is left after this one is far smaller.
    const isUneasy = set.change > last / 2 && (set.change < uneasyRest || centres > mostCentres);
    if (centres > 0 && (set.change < rest || (centres > 1 && isUneasy))) {
      trim(problem, scales, set);
      return true;
    }
    last = set.change;
    if (centres > mostCentres) return false;
    if (centres === 0 && set.isCurved && set.change > 1e-3) continue;
    set.centre.set(set.levels);
    centres += 1;
    if (growScales(problem, scales, set)) {
      prepare(problem, scales, set, leastSlope);
      centres = 0;
    }
  }
  return false;
}

type SettleOptions = {
  readonly rounds: number;
  readonly centre: "zero" | "levels";
  /** The least slope of a flow, as a part of its price over its quantity. */
  readonly leastSlope: number;
};

/**
 * Where a flow is far larger than was thought, what is little beside it is more: the least slope would lead there in as many
 * rounds as it is larger, and rounding would pass for a breach. Returns whether there is one.
 */
function growScales({ network, ceiling }: Problem, { flowQuantity }: Scales, { levels }: ActiveSet): boolean {
  let [most, hasGrown] = [0, false];
  for (let j = network.first.tail; j < network.first.disposal; j += 1) most = Math.max(most, ceiling[j] ?? 0);
  for (let j = 0; j < levels.length; j += 1) {
    const grown = Math.min(levels[j] ?? 0, most);
    if (grown <= far * (flowQuantity[j] ?? 1)) continue;
    flowQuantity[j] = grown;
    hasGrown = true;
  }
  return hasGrown;
}

/** Levels follow from the standings at the bounds of this problem, whichever problem the standings are from. */
function prepare({ network, slope, ceiling }: Problem, scales: Scales, set: ActiveSet, leastSlope: number): void {
  const { levels, standings, extraSlope } = set;
  set.hasMoved = true;
  for (let j = 0; j < network.first.end; j += 1) {
    const most = ceiling[j] ?? 0;
    const least = (leastSlope * (scales.flowPrice[j] ?? 1)) / (scales.flowQuantity[j] ?? 1);
    extraSlope[j] = tailAt(network, j) < 0 ? Math.max(0, least - (slope[j] ?? 0)) : 0;
    if (most === 0) standings[j] = standing.atZero;
    else if (most === Number.POSITIVE_INFINITY && standings[j] === standing.atCapacity) standings[j] = standing.inside;
    if (standings[j] === standing.atZero) levels[j] = 0;
    else if (standings[j] === standing.atCapacity) levels[j] = most;
  }
}

/** How flows inside respond, and how far each is from the level that the present prices ask for. */
function linearise(problem: Problem, set: ActiveSet): void {
  const { standings, responses, inside } = set;
  set.isCurved = false;
  let count = 0;
  for (let j = 0; j < standings.length; j += 1) {
    let response = 0;
    if (standings[j] === standing.inside) {
      inside[count] = j;
      count += 1;
      response = tailAt(problem.network, j) < 0 ? lineariseLine(problem, set, j) : lineariseTail(problem, set, j);
    }
    const old = responses[j] ?? 0;
    if (Math.abs(response - old) <= sameResponse * old) continue;
    responses[j] = response;
    set.hasMoved = true;
  }
  set.insideCount = count;
}

function lineariseLine({ network, factors, intercept, slope }: Problem, set: ActiveSet, flow: number): number {
  const level = set.levels[flow] ?? 0;
  const extra = set.extraSlope[flow] ?? 0;
  const response = 1 / ((slope[flow] ?? 0) + extra);
  const marginal = (intercept[flow] ?? 0) + (slope[flow] ?? 0) * level + extra * (level - (set.centre[flow] ?? 0));
  set.excess[flow] = response * (marginal - worthOf(network, factors, set.prices, flow));
  return response;
}

function lineariseTail(problem: Problem, set: ActiveSet, flow: number): number {
  const { network, factors, tails } = problem;
  const tail = flow - network.first.tail;
  const price = tailPrice(problem, tail, -worthOf(network, factors, set.prices, flow));
  const asked = tailLevel(problem, tail, price);
  set.excess[flow] = (set.levels[flow] ?? 0) - asked;
  set.isCurved = true;
  return ((tails.elasticity[tail] ?? 0) * (asked + (tails.start[tail] ?? 0))) / price;
}

/** Steps of prices and levels that solve the linear problem. */
function findStep({ network, amounts, factors }: Problem, { system }: NodeSystem, set: ActiveSet): void {
  const { levels, responses, excess, levelStep, priceStep, inside, insideCount } = set;
  for (let j = 0; j < levelStep.length; j += 1) levelStep[j] = -(levels[j] ?? 0);
  for (let k = 0; k < insideCount; k += 1) {
    const j = inside[k] ?? 0;
    levelStep[j] = (levelStep[j] ?? 0) + (excess[j] ?? 0);
  }
  priceStep.fill(0);
  addNets(network, amounts, levelStep, priceStep);
  solveFactorised(system, priceStep);
  for (let k = 0; k < insideCount; k += 1) {
    const j = inside[k] ?? 0;
    levelStep[j] = (responses[j] ?? 0) * worthOf(network, factors, priceStep, j) - (excess[j] ?? 0);
  }
}

/** Take the step, or the part of it that is safe. Returns how many flows it stopped at a bound. */
function advance(problem: Problem, scales: Scales, set: ActiveSet): number {
  const { levels, prices, levelStep, priceStep, inside, insideCount } = set;
  let [change, largest, first] = [0, 0, 1];
  for (let k = 0; k < insideCount; k += 1) {
    const j = inside[k] ?? 0;
    const size = Math.abs(levelStep[j] ?? 0);
    largest = Math.max(largest, size / (scales.flowQuantity[j] ?? 1));
    if (size > 0) first = Math.min(first, roomFor(problem, set, j) / size);
  }
  for (let i = 0; i < priceStep.length; i += 1) {
    change = Math.max(change, Math.abs(priceStep[i] ?? 0) / (scales.nodePrice[i] ?? 1));
  }
  set.change = Math.max(change, largest);
  const stopped = largest > contradiction && first < 0.3 ? stopFirst(problem, set, first) : 0;
  const share = stopped > 0 ? first : curveShare(problem, set);
  for (let i = 0; i < priceStep.length; i += 1) prices[i] = (prices[i] ?? 0) + share * (priceStep[i] ?? 0);
  for (let k = 0; k < insideCount; k += 1) {
    const j = inside[k] ?? 0;
    levels[j] = (levels[j] ?? 0) + share * (levelStep[j] ?? 0);
  }
  return stopped;
}

/** How far a flow may go in the direction of its step. */
function roomFor({ ceiling }: Problem, { levels, levelStep }: ActiveSet, flow: number): number {
  const level = levels[flow] ?? 0;
  return Math.max(0, (levelStep[flow] ?? 0) < 0 ? level : (ceiling[flow] ?? 0) - level);
}

/** Stop the flows that meet their bound at this share of the step. */
function stopFirst(problem: Problem, set: ActiveSet, share: number): number {
  const { levels, standings, levelStep, inside, insideCount } = set;
  let stopped = 0;
  for (let k = 0; k < insideCount; k += 1) {
    const j = inside[k] ?? 0;
    const step = levelStep[j] ?? 0;
    if (step === 0 || roomFor(problem, set, j) > Math.abs(step) * share * (1 + rounding)) continue;
    standings[j] = step < 0 ? standing.atZero : standing.atCapacity;
    levels[j] = step < 0 ? 0 : (problem.ceiling[j] ?? 0);
    levelStep[j] = 0;
    stopped += 1;
  }
  return stopped;
}

/** The share of a step that lowers no price under a curved demand by more than four fifths, nor past where it is sated. */
function curveShare(problem: Problem, { prices, standings, priceStep }: ActiveSet): number {
  const { first, starts, nodeOf } = problem.network;
  let share = 1;
  for (let j = first.tail; j < first.disposal; j += 1) {
    if (standings[j] !== standing.inside) continue;
    const node = nodeOf[starts[j] ?? 0] ?? 0;
    const price = prices[node] ?? 0;
    const most = Math.min(0.8 * price, price - tailPrice(problem, j - first.tail, 0));
    // At the end of the curve nothing holds a price that falls on.
    if (most > atEnd * price && (priceStep[node] ?? 0) < -most / share) share = -most / (priceStep[node] ?? 0);
  }
  return share;
}

/** Stop the flows that breach a bound, and let go those that would gain by leaving theirs. Returns how many there were. */
function restand(problem: Problem, scales: Scales, set: ActiveSet): number {
  const { levels, standings, extraSlope, centre, worth } = set;
  let changes = 0;
  for (let j = 0; j < levels.length; j += 1) {
    const most = problem.ceiling[j] ?? 0;
    if (most === 0) continue;
    const level = levels[j] ?? 0;
    if (standings[j] === standing.inside) {
      const slack = rounding * (scales.flowQuantity[j] ?? 1);
      const isBelow = level < -slack;
      if (!isBelow && level <= most + slack && !isSated(problem, j, worth[j] ?? 0)) continue;
      standings[j] = isBelow ? standing.atZero : standing.atCapacity;
      levels[j] = isBelow ? 0 : most;
    } else {
      const gap = marginalAt(problem, j, level) + (extraSlope[j] ?? 0) * (level - (centre[j] ?? 0)) - (worth[j] ?? 0);
      const breach = standings[j] === standing.atZero ? -gap : gap;
      if (breach <= rounding * (scales.flowPrice[j] ?? 1)) continue;
      standings[j] = standing.inside;
    }
    changes += 1;
  }
  return changes;
}

/** Whether a tail is worth so little that it buys all it can: its curve ends there, and no slope leads on. */
function isSated(problem: Problem, flow: number, worth: number): boolean {
  const tail = tailAt(problem.network, flow);
  return tail >= 0 && -worth < (1 - atEnd) * tailPrice(problem, tail, -worth);
}

/** What is left of rounding goes: at the bounds, and where something is disposed of, for it is worth nothing. */
function trim({ network, ceiling }: Problem, scales: Scales, { levels, prices, standings }: ActiveSet): void {
  for (let j = 0; j < levels.length; j += 1) {
    if (standings[j] !== standing.inside) continue;
    const level = levels[j] ?? 0;
    levels[j] = level < hair * (scales.flowQuantity[j] ?? 1) ? 0 : Math.min(level, ceiling[j] ?? 0);
    if (j >= network.first.disposal) prices[j - network.first.disposal] = 0;
  }
  // Where all is free, a hair of a price would be the only one there, and wrong by all of itself.
  for (let i = 0; i < prices.length; i += 1) {
    if (Math.abs(prices[i] ?? 0) < hair * (scales.nodePrice[i] ?? 1)) prices[i] = 0;
  }
}
