import { type ActiveSet, makeActiveSet, standing } from "./active-set.ts";
import { type Certificate, type CertificateRoom, certify, makeCertificateRoom } from "./certify.ts";
import { makeNodeSystem, type NodeSystem } from "./condense.ts";
import { priceIdleNodes } from "./idle-prices.ts";
import { type Interior, makeInterior } from "./interior.ts";
import { followPath } from "./interior-point.ts";
import type { Network } from "./network.ts";
import { makeProblem, type Problem } from "./problem.ts";
import { estimateScales, limitScales, type Scales } from "./scales.ts";
import { settle } from "./settle.ts";

/** A problem with all that solving it needs, so that solving it again allocates nothing. */
export type Solver = {
  readonly problem: Problem;
  /** Orders of magnitude of the problem that was last solved from the standard start. */
  scales: Scales;
  readonly nodes: NodeSystem;
  readonly interior: Interior;
  /** Holds the solution after `solve`. */
  readonly set: ActiveSet;
  readonly room: CertificateRoom;
};

/**
 * Make a solver for a network. Orders of magnitude are found when it first solves.
 *
 * @example
 * makeSolver({ nodes: [], first: { demand: 0, activity: 0, route: 0, tail: 0, disposal: 0, end: 0 }, tailOf: [], starts: [0], nodeOf: [], amounts: new Float64Array(0) }).set.levels.length // => 0
 */
export function makeSolver(network: Network): Solver {
  const problem = makeProblem(network);
  return {
    problem,
    scales: estimateScales(problem),
    nodes: makeNodeSystem(network),
    interior: makeInterior(network),
    set: makeActiveSet(network),
    room: makeCertificateRoom(network),
  };
}

/** A solution misses its certificate when an error is larger than this. */
export const certified = 1e-8;

/** From a good start few rounds are needed; more mean that the path from the standard start is shorter. */
const roundsFromStart = 30;
const roundsFromPath = 30;
/** Small enough that few corrections take it back, large enough that rounding does not move flows by more than they are. */
const usualSlope = 1e-7;
/** A path that ends away from the solution leaves much to find out. */
const roundsFromEnd = 200;

/**
 * Solve the problem that is loaded: first from the standings and prices in the set when these are a start, then along the
 * central path. Returns the certificate of what is then in the set, good or not.
 *
 * @example
 * isCertified({ balance: 0, complementarity: 1e-9, gap: 0 }) // => true
 */
export function solve(solver: Solver, hasStart: boolean): Certificate {
  if (hasStart) {
    limitScales(solver.scales, solver.problem);
    const certificate = solveNear(solver, "zero", roundsFromStart);
    if (certificate !== undefined && isCertified(certificate)) return certificate;
  }
  solver.scales = estimateScales(solver.problem);
  let certificate = solveFar(solver);
  for (let detour = 0; detour < mostDetours && !isCertified(certificate); detour += 1) {
    certificate = solveAround(solver) ?? certificate;
  }
  return isCertified(certificate) ? certificate : (solveSteeply(solver) ?? certificate);
}

/** Least slopes from one at which flows hardly hang on each other to that of an ordinary search. */
const slopesDown = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];

/**
 * Solve with costs that rise steeply, and then less and less so, each time from where flows stood before: a regularisation that
 * is taken back (Tikhonov). With constant costs that tie, many sets of standings do as well as each other, and a search may go
 * round among them; where every cost rises there is one, and it changes little from one slope to the next.
 */
function solveSteeply(solver: Solver): Certificate | undefined {
  let certificate: Certificate | undefined;
  for (const leastSlope of slopesDown) {
    certificate = solveNear(solver, "zero", roundsFromEnd, leastSlope) ?? certificate;
    if (certificate !== undefined && isCertified(certificate)) return certificate;
  }
  return certificate;
}

/** With levies ad valorem the problem need not be monotone, and no path is sure to arrive. */
const mostDetours = 8;

/**
 * Solve with the flow closed whose bounds are farthest from the central path, and then let it go: where the path turns back
 * at one flow with a levy, which may be worth its while both at little and at much, this leads around it.
 */
function solveAround(solver: Solver): Certificate | undefined {
  const { ceiling } = solver.problem;
  const flow = findOutlier(solver);
  if (flow === undefined) return undefined;
  const most = ceiling[flow] ?? 0;
  ceiling[flow] = 0;
  solveFar(solver);
  ceiling[flow] = most;
  return solveNear(solver, "zero", roundsFromEnd);
}

/** The flow whose product of a bound's distance and its dual differs most from the mean, by whatever factor. */
function findOutlier({ problem, interior, scales }: Solver): number | undefined {
  const { levels, lowDuals, highDuals, open, openCount, mean } = interior;
  let worst = 0;
  let found: number | undefined;
  for (let k = 0; k < openCount; k += 1) {
    const j = open[k] ?? 0;
    const level = levels[j] ?? 0;
    const high = highDuals[j] ?? 0;
    const weight = (scales.flowPrice[j] ?? 1) * (scales.flowQuantity[j] ?? 1) * mean;
    const below = Math.abs(Math.log((level * (lowDuals[j] ?? 0)) / weight));
    const above = high > 0 ? Math.abs(Math.log((((problem.ceiling[j] ?? 0) - level) * high) / weight)) : 0;
    if (Math.max(below, above) <= worst) continue;
    worst = Math.max(below, above);
    found = j;
  }
  return found;
}

/** Solve from the standings and prices in the set; undefined where that does not come to rest. */
function solveNear(
  solver: Solver,
  centre: "zero" | "levels",
  rounds: number,
  leastSlope = usualSlope,
): Certificate | undefined {
  const { problem, scales, nodes, set } = solver;
  return settle(problem, scales, nodes, set, { rounds, centre, leastSlope }) ? check(solver) : undefined;
}

/** Solve from the standard start. */
function solveFar(solver: Solver): Certificate {
  const { problem, scales, nodes, interior } = solver;
  let certificate: Certificate | undefined;
  followPath(problem, scales, nodes, interior, (isEnd) => {
    for (const centre of ["zero", "levels"] as const) {
      readStandings(solver);
      certificate = solveNear(solver, centre, isEnd ? roundsFromEnd : roundsFromPath) ?? certificate;
      if (certificate !== undefined && isCertified(certificate)) return true;
    }
    return false;
  });
  return certificate ?? check(solver);
}

/**
 * Whether every error of a certificate is small enough.
 *
 * @example
 * isCertified({ balance: 0, complementarity: 0, gap: 0 }) // => true
 * isCertified({ balance: 0, complementarity: NaN, gap: 0 }) // => false
 */
export function isCertified({ balance, complementarity, gap }: Certificate): boolean {
  return balance <= certified && complementarity <= certified && gap <= certified;
}

/** Certify the set, with the prices of idle nodes made definite where that leaves an equilibrium. */
function check({ problem, set, room, interior }: Solver): Certificate {
  const { levels, prices } = set;
  interior.prices.set(prices);
  priceIdleNodes(problem, levels, prices, room.passing);
  const certificate = certify(problem, levels, prices, room);
  if (isCertified(certificate)) return certificate;
  prices.set(interior.prices);
  return certify(problem, levels, prices, room);
}

/** A flow whose distance to a bound and whose dual differ by more than this factor, scaled, is clear. */
const clear = 1e4;

/**
 * Where each flow will stand, read from a point near the solution: where a bound's dual is large beside the distance to the
 * bound, or, when both are small, where it shrinks less than the distance does (Tapia 1980; El-Bakry, Tapia & Zhang 1994).
 */
function readStandings({ problem, scales, interior, set }: Solver): void {
  const { levels, lowDuals, highDuals, before, open, openCount } = interior;
  set.standings.fill(standing.atZero);
  for (let k = 0; k < openCount; k += 1) {
    const j = open[k] ?? 0;
    const ratio = (scales.flowPrice[j] ?? 1) / (scales.flowQuantity[j] ?? 1);
    const level = levels[j] ?? 0;
    const room = (problem.ceiling[j] ?? 0) - level;
    const oldRoom = (problem.ceiling[j] ?? 0) - (before.levels[j] ?? 0);
    let found: number = standing.inside;
    if (
      holds(
        (ratio * level) / (lowDuals[j] ?? 0),
        level / (before.levels[j] ?? 0),
        (lowDuals[j] ?? 0) / (before.low[j] ?? 0),
      )
    )
      found = standing.atZero;
    if (
      room < Number.POSITIVE_INFINITY &&
      holds((ratio * room) / (highDuals[j] ?? 0), room / oldRoom, (highDuals[j] ?? 0) / (before.high[j] ?? 0))
    )
      found = standing.atCapacity;
    set.standings[j] = found;
  }
  set.levels.set(levels);
  set.prices.set(interior.prices);
}

function holds(distanceOverDual: number, distanceKept: number, dualKept: number): boolean {
  if (distanceOverDual > clear) return false;
  return distanceOverDual < 1 / clear || dualKept >= distanceKept;
}
