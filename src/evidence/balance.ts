import { LodebookError, lodebookError } from "../model/fault.ts";
import { chiSquareSurvival } from "../numerics/chi-square.ts";
import { elementAt } from "../numerics/element.ts";
import { dotProduct } from "../numerics/orthogonal-basis.ts";
import { type BalanceSystem, type Flow, makeSystem, startValues, toNatural, toWorking } from "./balance-system.ts";
import type { Equation } from "./equation.ts";
import { type Linearised, linearise, restLength } from "./linearise.ts";

/** One quantity after the balance. */
export type BalancedFlow = {
  readonly id: string;
  /** As given; undefined for an unknown flow. */
  readonly measured: number | undefined;
  /** Undefined where the constraints do not determine an unknown flow. */
  readonly adjusted: number | undefined;
  /** Standard deviation of `adjusted` on the flow's working scale; undefined with it. */
  readonly sd: number | undefined;
  /**
   * Adjustment (adjusted - measured, on the working scale) over its own standard deviation: standard normal where the
   * claims and constraints hold. 0 for a constant and for a flow that no constraint can check; undefined for an unknown.
   */
  readonly z: number | undefined;
};

/** The result of `balanceFlows`. */
export type Balance = {
  readonly flows: readonly BalancedFlow[];
  /** Sum of the squared adjustments, each over its standard deviation. */
  readonly chiSquare: number;
  /** Independent constraints among the observed flows, once the unknown ones are eliminated. */
  readonly degreesOfFreedom: number;
  readonly p: number;
  /** Flows whose |z| exceeds the limit, the largest first. */
  readonly overruled: readonly string[];
  /** Unknown flows that the constraints do not determine. */
  readonly undetermined: readonly string[];
};

/**
 * Adjust observed flows, and compute unknown ones, so that all constraints hold: constrained least squares on each
 * flow's working scale, weighted by variance; nonlinear constraints by Gauss-Newton steps (Narasimhan & Jordache 2000;
 * Cencic 2016; the method of STAN). See docs/concepts/balance.md.
 *
 * `flows`: `value` in any unit in which the constraints are written, left out for an unknown flow; `sd` on the working
 * scale `scale` ("linear" when left out; on "log" a standard deviation of ln), 0 for a constant. `overrule` is the |z|
 * beyond which a flow is named, 1.96 when left out. Throws EVIDENCE_INPUT (a value without sd, a value off its scale, an
 * id twice), NAME_UNKNOWN (a constraint names no flow), BALANCE_CONTRADICTORY (no values satisfy all constraints) and
 * BALANCE_DIVERGED (no solution was found).
 *
 * @example
 * balanceFlows({ flows: [{ id: "a", value: 10, sd: 1 }, { id: "b", value: 12, sd: 1 }], constraints: [{ text: "a = b", names: ["a", "b"], steps: [{ kind: "name", index: 0 }, { kind: "name", index: 1 }, { kind: "subtract", left: 0, right: 1 }] }] }).flows[0].adjusted // => 11
 */
export function balanceFlows(input: {
  readonly flows: readonly Flow[];
  readonly constraints: readonly Equation[];
  readonly overrule?: number;
}): Balance {
  const system = makeSystem(input.flows, input.constraints);
  const solved = solve(system);
  const flows = system.flows.map((flow, index) => balancedFlow(system, solved, flow, index));
  const chiSquare = dotProduct(solved.last.adjustment, solved.last.adjustment);
  const degreesOfFreedom = solved.last.basis.length;
  const limit = input.overrule ?? 1.96;
  const sizeOfZ = ({ z }: BalancedFlow) => Math.abs(z ?? 0);
  return {
    flows,
    chiSquare,
    degreesOfFreedom,
    p: degreesOfFreedom === 0 ? 1 : chiSquareSurvival(chiSquare, degreesOfFreedom),
    overruled: flows
      .filter((flow) => sizeOfZ(flow) > limit)
      .sort((a, b) => sizeOfZ(b) - sizeOfZ(a))
      .map(({ id }) => id),
    undetermined: flows.filter(({ adjusted }) => adjusted === undefined).map(({ id }) => id),
  };
}

type Solved = { readonly working: Float64Array; readonly last: Linearised };

/**
 * Tries whole steps from several starts: unknown flows guessed otherwise, then the observed ones nudged by half a
 * standard deviation, since a product of flows that are observed as 0 shows no slope there. Only then come damped steps,
 * which settle where a constraint bends strongly and whole steps overshoot for ever.
 */
function solve(system: BalanceSystem): Solved {
  let failure: Error | undefined;
  const guesses = system.hasUnknown ? [1, 0.1, 10, 0.001, 1000] : [1];
  for (const [guess, nudge] of [...guesses.map((guess) => [guess, 0] as const), [1, 0.5] as const]) {
    const outcome = iterate(system, nudgeStart(system, startValues(system, guess), nudge), 1);
    if (!(outcome instanceof Error)) return outcome;
    failure = mostTelling(failure, outcome);
  }
  for (const damping of isContradiction(failure) ? [] : [0.3, 0.05]) {
    const outcome = iterate(system, nudgeStart(system, startValues(system, 1), 0.5), damping);
    if (!(outcome instanceof Error)) return outcome;
  }
  throw failure;
}

function nudgeStart(system: BalanceSystem, start: Float64Array, nudge: number): Float64Array {
  for (const index of system.observed) {
    start[index] = elementAt(start, index) + nudge * (system.flows[index]?.sd ?? 0);
  }
  return start;
}

/** A contradiction is only certain when every start ends in one. */
function mostTelling(before: Error | undefined, now: Error): Error {
  return before === undefined || isContradiction(before) ? now : before;
}

function isContradiction(error: Error | undefined): boolean {
  return error instanceof LodebookError && error.faults.some(({ code }) => code === "BALANCE_CONTRADICTORY");
}

function iterate(system: BalanceSystem, start: Float64Array, damping: number): Solved | Error {
  let working = start;
  let last = linearise(system, working);
  const maxSteps = Math.ceil(270 + 30 / damping);
  for (let step = 0; step < maxSteps; step += 1) {
    const next = takeStep(system, working, last, damping);
    if (next === undefined) return diverged("no step leads to finite values");
    const moved = largestMove(system, working, next.working) / damping;
    const wasFeasible = last.largestResidual <= 1e-10;
    working = next.working;
    last = next.last;
    if (moved <= 1e-11) {
      if (last.largestResidual > 1e-9) return contradictory(last.violated);
      if (wasFeasible) return { working, last };
    }
  }
  return last.isContradictory ? contradictory(last.violated) : diverged(`${maxSteps} steps were not enough`);
}

function contradictory(violated: readonly string[]) {
  return lodebookError("BALANCE_CONTRADICTORY", { found: violated.map((text) => `'${text}'`).join(", ") });
}

function diverged(found: string) {
  return lodebookError("BALANCE_DIVERGED", {
    found,
    expected: "constraints that values near the observed ones satisfy",
  });
}

/** The whole step, or the first of its halves that comes nearer to the constraints or to the observations. */
function takeStep(system: BalanceSystem, working: Float64Array, last: Linearised, damping: number): Solved | undefined {
  let best: Solved | undefined;
  for (let part = damping; part >= damping / 64; part /= 2) {
    const next = working.map((value, j) => value + part * limitStep(system, j, elementAt(last.target, j) - value));
    const linearised = linearise(system, next);
    if (!Number.isFinite(linearised.largestResidual) || !linearised.isFinite) continue;
    best = { working: next, last: linearised };
    const isNearer = linearised.largestResidual <= Math.max(1e-6, 0.9 * last.largestResidual);
    if (isNearer || linearised.distance < last.distance) return best;
  }
  return best;
}

/** On a curved scale a step of 5 is a factor of 150: farther, the linear picture means nothing. */
function limitStep(system: BalanceSystem, index: number, step: number): number {
  return system.flows[index]?.scale === "linear" ? step : Math.max(-5, Math.min(5, step));
}

function largestMove(system: BalanceSystem, from: Float64Array, to: Float64Array): number {
  let largest = 0;
  for (const [j, flow] of system.flows.entries()) {
    const move = Math.abs(elementAt(to, j) - elementAt(from, j));
    const size = flow.scale === "linear" ? Math.max(Math.abs(elementAt(to, j)), flow.sd ?? 0) : 1;
    if (move > 0) largest = Math.max(largest, move / size);
  }
  return largest;
}

function balancedFlow(system: BalanceSystem, { working, last }: Solved, flow: Flow, index: number): BalancedFlow {
  const { id, value: measured } = flow;
  const place = elementAt(working, index);
  const adjusted = toNatural(system, index, place);
  if (measured === undefined) {
    const isKnown = !last.undetermined.has(index);
    const sd = isKnown ? (last.unknownSd.get(index) ?? 0) : undefined;
    return { id, measured, adjusted: isKnown ? adjusted : undefined, sd, z: undefined };
  }
  const observed = system.observed.indexOf(index);
  const given = flow.sd ?? 0;
  // Flows that no constraint touches, and constants, stay as they are.
  if (observed < 0) return { id, measured, adjusted: measured, sd: given, z: 0 };
  const checked = Math.hypot(...last.basis.map((direction) => elementAt(direction, observed)));
  if (checked < 1e-10) return { id, measured, adjusted: measured, sd: given, z: 0 };
  const unit = Float64Array.from(system.observed, (_, j) => (j === observed ? 1 : 0));
  const z = (place - toWorking(system, index, measured)) / given / checked;
  return { id, measured, adjusted, sd: given * restLength(unit, last.basis), z };
}
