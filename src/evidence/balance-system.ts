import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { type Equation, evaluateEquation } from "./equation.ts";
import { fromScale, toScale, type WorkingScale } from "./scale.ts";

/** A quantity of the balance: observed with its standard deviation on the working scale, a constant (sd 0), or unknown. */
export type Flow = {
  readonly id: string;
  readonly value?: number | undefined;
  readonly sd?: number | undefined;
  /** "linear" when left out; "log" keeps the flow positive, "logit" keeps a share inside (0,1). */
  readonly scale?: WorkingScale | undefined;
};

/** Flows and constraints, checked and bound to one another. */
export type BalanceSystem = {
  readonly flows: readonly (Flow & { readonly scale: WorkingScale })[];
  readonly constraints: readonly { readonly equation: Equation; readonly flowOf: readonly number[] }[];
  /** Indices of the flows that are observed with an sd above 0, and of the unknown ones. */
  readonly observed: readonly number[];
  readonly unknown: readonly number[];
  readonly hasUnknown: boolean;
};

/**
 * Check flows and constraints and bind the names. Throws EVIDENCE_INPUT and NAME_UNKNOWN.
 *
 * @example
 * makeSystem([{ id: "a", value: 1, sd: 1 }, { id: "b" }], []).unknown // => [1]
 * makeSystem([{ id: "a", value: 1 }], []) // throws EVIDENCE_INPUT
 */
export function makeSystem(flows: readonly Flow[], equations: readonly Equation[]): BalanceSystem {
  const indices = new Map<string, number>();
  for (const [index, flow] of flows.entries()) {
    if (indices.has(flow.id)) throw refuse(`the flow ${flow.id} twice`, "each flow once");
    indices.set(flow.id, index);
    checkFlow(flow);
  }
  const constraints = equations.map((equation) => ({
    equation,
    flowOf: equation.names.map((name) => {
      const index = indices.get(name);
      if (index !== undefined) return index;
      throw lodebookError("NAME_UNKNOWN", { found: name, expected: `one of ${[...indices.keys()].join(", ")}` });
    }),
  }));
  const all = flows.map((_, index) => index);
  const observed = all.filter((index) => flows[index]?.value !== undefined && flows[index]?.sd !== 0);
  const unknown = all.filter((index) => flows[index]?.value === undefined);
  const scaled = flows.map((flow) => ({ ...flow, scale: flow.scale ?? "linear" }));
  return { flows: scaled, constraints, observed, unknown, hasUnknown: unknown.length > 0 };
}

/**
 * Where the iteration starts, on the working scales: observed flows at their observation, an unknown one where a
 * constraint with no other unknown puts it, and where none does at `guess` (a share at one half).
 *
 * @example
 * startValues(makeSystem([{ id: "a", value: 2, sd: 1 }, { id: "b" }], []), 10) // => Float64Array.of(2, 10)
 */
export function startValues(system: BalanceSystem, guess: number): Float64Array {
  const natural = system.flows.map(({ value }) => value);
  for (;;) {
    while (spreadKnown(system, natural));
    const open = natural.indexOf(undefined);
    if (open < 0) break;
    natural[open] = system.flows[open]?.scale === "logit" ? 0.5 : guess;
  }
  return Float64Array.from(natural, (value, index) => toWorking(system, index, value ?? guess));
}

/**
 * A value of a flow on its working scale.
 *
 * @example
 * toWorking(makeSystem([{ id: "a", scale: "log" }], []), 0, 1) // => 0
 */
export function toWorking(system: BalanceSystem, index: number, value: number): number {
  return toScale(value, system.flows[index]?.scale ?? "linear", 1);
}

/**
 * A value of a flow back from its working scale.
 *
 * @example
 * toNatural(makeSystem([{ id: "a", scale: "log" }], []), 0, 0) // => 1
 */
export function toNatural(system: BalanceSystem, index: number, working: number): number {
  return fromScale(working, system.flows[index]?.scale ?? "linear", 1);
}

function refuse(found: string, expected: string) {
  return lodebookError("EVIDENCE_INPUT", { found, expected });
}

function checkFlow({ id, value, sd, scale }: Flow): void {
  if (value === undefined) return;
  if (!Number.isFinite(value)) throw refuse(`the value ${value} for ${id}`, "a finite number");
  if (sd === undefined) throw refuse(`no standard deviation for ${id}`, "one with every value, 0 for a constant");
  if (!(sd >= 0 && sd < Number.POSITIVE_INFINITY)) throw refuse(`the standard deviation ${sd} for ${id}`, "0 or more");
  if (!Number.isFinite(toScale(value, scale ?? "linear", 1))) {
    throw refuse(`the value ${value} for ${id}`, `a value on the scale ${scale}`);
  }
}

/** Solve every constraint that has a single open flow, as if it were linear in it; true when one was found. */
function spreadKnown(system: BalanceSystem, natural: (number | undefined)[]): boolean {
  let found = false;
  for (const { equation, flowOf } of system.constraints) {
    const open = [...new Set(flowOf)].filter((index) => natural[index] === undefined);
    const [index] = open;
    if (index === undefined || open.length > 1) continue;
    const root = linearRoot(equation, flowOf, natural, index);
    if (!Number.isFinite(toWorking(system, index, root))) continue;
    natural[index] = root;
    found = true;
  }
  return found;
}

function linearRoot(
  equation: Equation,
  flowOf: readonly number[],
  natural: readonly (number | undefined)[],
  open: number,
): number {
  const values = Float64Array.from(flowOf, (index) => (index === open ? 1 : (natural[index] ?? Number.NaN)));
  const gradient = new Float64Array(values.length);
  const { residual } = evaluateEquation(equation, values, gradient);
  return 1 - residual / elementAt(gradient, flowOf.indexOf(open));
}
