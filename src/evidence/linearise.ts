import { elementAt } from "../numerics/element.ts";
import { dotProduct, type OrthogonalBasis, orthogonalBasis } from "../numerics/orthogonal-basis.ts";
import { reduceRows, type SystemRow } from "../numerics/reduce-rows.ts";
import { type BalanceSystem, toNatural, toWorking } from "./balance-system.ts";
import { evaluateEquation } from "./equation.ts";
import { scaleSlope } from "./scale.ts";

/** The constraints as they look from one point, and the least-squares answer to that linear picture. */
export type Linearised = {
  /** Where the linear picture puts every flow, on the working scales. */
  readonly target: Float64Array;
  /** Adjustments of the observed flows that lead there, each over its standard deviation. */
  readonly adjustment: Float64Array;
  /** Orthonormal directions of adjustment that the constraints allow to be seen; as many as degrees of freedom. */
  readonly basis: readonly Float64Array[];
  /** Indices of the unknown flows that the constraints do not determine. */
  readonly undetermined: ReadonlySet<number>;
  readonly unknownSd: ReadonlyMap<number, number>;
  /** Largest residual of a constraint at the point, relative to the size of its terms, and the constraints that fail. */
  readonly largestResidual: number;
  readonly violated: readonly string[];
  /** Sum of the squared adjustments at the point itself. */
  readonly distance: number;
  /** True when the linear picture has no solution. */
  readonly isContradictory: boolean;
  readonly isFinite: boolean;
};

/**
 * Linearise the constraints at `working` and solve: the unknown flows are eliminated, redundant constraints drop out,
 * and the shortest vector of adjustments over their standard deviations that satisfies the rest is found by orthogonal
 * projection. See docs/concepts/balance.md.
 *
 * @example
 * linearise({ flows: [{ id: "a", value: 2, sd: 1, scale: "linear" }], constraints: [], observed: [0], unknown: [], hasUnknown: false }, Float64Array.of(3)).target // => Float64Array.of(2)
 */
export function linearise(system: BalanceSystem, working: Float64Array): Linearised {
  const { observed, unknown } = system;
  const built = buildRows(system, working);
  const { rows, sizes } = built;
  const unknowns = unknown.length;
  const columns = unknowns + observed.length;
  const pivots = reduceRows(rows, { first: 0, from: 0, to: unknowns });
  const rank = reduceRows(rows, { first: pivots.length, from: unknowns, to: columns }).length;
  const checks = rows.slice(pivots.length, pivots.length + rank);
  const spreads = Float64Array.from(
    observed,
    (index, j) => (system.flows[index]?.sd ?? 0) / elementAt(sizes, unknowns + j),
  );

  const { basis, adjustment } = shortestAdjustment(checks, spreads, unknowns);
  const target = Float64Array.from(working);
  for (const [j, index] of observed.entries()) {
    const { value = 0, sd = 0 } = system.flows[index] ?? {};
    target[index] = toWorking(system, index, value) + sd * elementAt(adjustment, j);
  }
  const undetermined = new Set<number>(unknown.filter((_, column) => !pivots.includes(column)));
  const unknownSd = new Map<number, number>();
  for (const [k, column] of pivots.entries()) {
    const entries = rows[k]?.entries;
    const index = unknown[column];
    if (entries === undefined || index === undefined) continue;
    const weights = spreads.map((spread, j) => spread * elementAt(entries, unknowns + j));
    const size = elementAt(sizes, column);
    target[index] = elementAt(working, index) + size * (elementAt(entries, columns) - dotProduct(weights, adjustment));
    unknownSd.set(index, size * restLength(weights, basis));
    for (let free = 0; free < unknowns; free += 1) {
      if (free !== column && elementAt(entries, free) !== 0) undetermined.add(index);
    }
  }
  return {
    target,
    adjustment,
    basis,
    undetermined,
    unknownSd,
    largestResidual: built.largestResidual,
    violated: built.violated,
    distance: built.distance,
    isContradictory: rows.slice(pivots.length + rank).some((row) => isImpossible(row, columns)),
    isFinite: target.every(Number.isFinite),
  };
}

/** One row a constraint: unknown flows, observed flows, and the right-hand side for steps from the observations. */
function buildRows(system: BalanceSystem, working: Float64Array) {
  const { flows, constraints, observed, unknown } = system;
  const order = [...unknown, ...observed];
  const columnOf = new Map(order.map((index, column) => [index, column]));
  const natural = working.map((value, index) => toNatural(system, index, value));
  const sizes = Float64Array.from(order, (index) => columnSize(system, working, index));
  const rows: SystemRow[] = [];
  const violated: string[] = [];
  let largestResidual = 0;
  for (const { equation, flowOf } of constraints) {
    const gradient = new Float64Array(flowOf.length);
    const values = Float64Array.from(flowOf, (index) => elementAt(natural, index));
    const { residual, size } = evaluateEquation(equation, values, gradient);
    const relative = relativeResidual(residual, size);
    if (relative > 1e-9) violated.push(equation.text);
    largestResidual = Math.max(largestResidual, relative);
    const row = emptyRow(order.length + 1);
    row.entries[order.length] = -residual;
    row.bounds[order.length] = size;
    for (const [k, index] of flowOf.entries()) {
      const column = columnOf.get(index);
      if (column === undefined) continue;
      const { scale, value } = flows[index] ?? { scale: "linear", value: undefined };
      const slope = elementAt(gradient, k) / scaleSlope(elementAt(natural, index), scale, 1);
      row.entries[column] = slope * elementAt(sizes, column);
      const back = value === undefined ? 0 : slope * (elementAt(working, index) - toWorking(system, index, value));
      row.entries[order.length] = elementAt(row.entries, order.length) + back;
      row.bounds[order.length] = elementAt(row.bounds, order.length) + Math.abs(back);
    }
    rows.push(equilibrate(row, order.length));
  }
  let distance = 0;
  for (const index of observed) {
    const { value = 0, sd = 1 } = flows[index] ?? {};
    distance += ((elementAt(working, index) - toWorking(system, index, value)) / sd) ** 2;
  }
  return { rows, sizes, largestResidual, violated, distance };
}

function relativeResidual(residual: number, size: number): number {
  if (residual === 0) return 0;
  return Number.isFinite(residual) ? Math.abs(residual) / size : Number.POSITIVE_INFINITY;
}

/** Magnitude in which a flow is counted, a power of two so that scaling by it is exact. */
function columnSize(system: BalanceSystem, working: Float64Array, index: number): number {
  const { scale = "linear", sd = 0 } = system.flows[index] ?? {};
  const magnitude = scale === "linear" ? Math.max(Math.abs(elementAt(working, index)), sd) : 1;
  return powerOfTwo(magnitude);
}

function powerOfTwo(magnitude: number): number {
  return magnitude > 0 && magnitude < Number.POSITIVE_INFINITY ? 2 ** Math.round(Math.log2(magnitude)) : 1;
}

function emptyRow(columns: number): SystemRow {
  return { entries: new Float64Array(columns), bounds: new Float64Array(columns) };
}

/** Bring the largest coefficient of a row near 1, so that pivots of different constraints can be compared. */
function equilibrate(row: SystemRow, columns: number): SystemRow {
  let largest = 0;
  for (let j = 0; j < columns; j += 1) largest = Math.max(largest, Math.abs(elementAt(row.entries, j)));
  const size = powerOfTwo(largest);
  for (let j = 0; j <= columns; j += 1) {
    row.entries[j] = elementAt(row.entries, j) / size;
    row.bounds[j] = j < columns ? Math.abs(elementAt(row.entries, j)) : elementAt(row.bounds, j) / size;
  }
  return row;
}

/** The shortest t with G t = c, where each check is a row of G (times the spreads) with its c at the end. */
function shortestAdjustment(checks: readonly SystemRow[], spreads: Float64Array, unknowns: number) {
  const lengths: number[] = [];
  const columns = checks.map(({ entries }) => {
    const column = spreads.map((spread, j) => spread * elementAt(entries, unknowns + j));
    const length = Math.sqrt(dotProduct(column, column));
    lengths.push(length);
    return column.map((entry) => entry / length);
  });
  const { basis, triangle } = orthogonalBasis(columns);
  const sides = checks.map(({ entries }, k) => elementAt(entries, entries.length - 1) / (lengths[k] ?? 1));
  const parts = solveTransposed(triangle, sides);
  const adjustment = new Float64Array(spreads.length);
  for (const [k, direction] of basis.entries()) {
    for (let j = 0; j < adjustment.length; j += 1) {
      adjustment[j] = elementAt(adjustment, j) + elementAt(parts, k) * elementAt(direction, j);
    }
  }
  return { basis, adjustment };
}

/** z with Rᵀ z = sides, by forward substitution; column k of R is row k of Rᵀ. */
function solveTransposed(triangle: OrthogonalBasis["triangle"], sides: readonly number[]): Float64Array {
  const parts = new Float64Array(sides.length);
  for (const [k, column] of triangle.entries()) {
    let rest = sides[k] ?? 0;
    for (let j = 0; j < k; j += 1) rest -= elementAt(column, j) * elementAt(parts, j);
    parts[k] = rest / elementAt(column, k);
  }
  return parts;
}

/**
 * Length of what is left of a vector once its parts along an orthonormal basis are taken away.
 *
 * @example
 * restLength(Float64Array.of(3, 4), [Float64Array.of(1, 0)]) // => 4
 */
export function restLength(weights: Float64Array, basis: readonly Float64Array[]): number {
  const rest = Float64Array.from(weights);
  for (const direction of basis) {
    const part = dotProduct(direction, rest);
    for (let j = 0; j < rest.length; j += 1) rest[j] = elementAt(rest, j) - part * elementAt(direction, j);
  }
  return Math.sqrt(dotProduct(rest, rest));
}

/** A row without any coefficient left, whose right-hand side is not zero against what it was made from. */
function isImpossible({ entries, bounds }: SystemRow, column: number): boolean {
  return Math.abs(elementAt(entries, column)) > 1e-9 * elementAt(bounds, column);
}
