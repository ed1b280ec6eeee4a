import { type BalancedFlow, balanceFlows } from "../evidence/balance.ts";
import type { Flow } from "../evidence/balance-system.ts";
import { parseEquation } from "../evidence/equation.ts";
import { fromScale, toScale, type WorkingScale } from "../evidence/scale.ts";
import type { BalanceQuantity } from "../model/constraint.ts";
import type { Finding, Result } from "../model/finding.ts";
import type { Indicator } from "../model/indicator.ts";
import { normalQuantile } from "../numerics/normal.ts";
import { type Desk, getIndicator } from "./desk.ts";
import { estimateFinding } from "./estimate.ts";

/** One quantity of the balance: as claimed, as adjusted, and whether the balance overrules the claims. */
export type BalanceRow = {
  readonly name: string;
  readonly period: string;
  /** Undefined when nobody claims it. */
  readonly measured: Finding | undefined;
  /** Undefined when the equations do not determine it. */
  readonly adjusted: Finding | undefined;
  /** Standardised adjustment; undefined when nobody claims it. */
  readonly z: number | undefined;
  readonly judgement: BalanceJudgement;
};

/**
 * `overruled`: adjusted beyond the limit, and out of the interval of its own claims. `strained`: adjusted beyond the limit
 * but still inside that interval, as the sound figures are that one equation ties to an overruled one.
 */
export type BalanceJudgement = "overruled" | "strained" | "fits" | "inferred" | "undetermined";

export type BalanceFindings = {
  /** The overruled first, the largest |z| first; then in the order of the book. */
  readonly flows: readonly BalanceRow[];
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
};

/** Balance the book's tied quantities, each on its own working scale, in base units. */
export function findBalance(desk: Desk): BalanceFindings {
  const { quantities, constraints, grades } = desk.book;
  if (constraints.length === 0) return { flows: [], chiSquare: 0, degreesOfFreedom: 0, p: 1 };
  const measured = new Map(quantities.map((quantity) => [quantity.name, measuredFinding(desk, quantity)]));
  const balance = balanceFlows({
    flows: quantities.map((quantity) => flowOf(desk, quantity)),
    constraints: constraints.map(({ equation }) => parseEquation(equation)),
    overrule: grades.overrule,
  });
  const flows = new Map(balance.flows.map((flow) => [flow.id, flow]));
  const tied = tieQuantities(desk);
  const rows = quantities.flatMap((quantity): BalanceRow[] => {
    const flow = flows.get(quantity.name);
    if (flow === undefined) return [];
    const inputs = (tied.get(quantity.name) ?? []).flatMap((name) => measured.get(name)?.id ?? []);
    const adjusted = adjustedFinding(desk, quantity, flow, inputs);
    const { name, question } = quantity;
    const claimed = measured.get(name);
    const judgement = judgeFlow(claimed, adjusted, balance.overruled.includes(name));
    return [{ name, period: question.period.text, measured: claimed, adjusted, z: flow.z, judgement }];
  });
  const size = ({ judgement, z }: BalanceRow) =>
    judgement === "overruled" ? 1000 + Math.abs(z ?? 0) : judgement === "strained" ? Math.abs(z ?? 0) : 0;
  const { chiSquare, degreesOfFreedom, p } = balance;
  return { flows: rows.toSorted((a, b) => size(b) - size(a)), chiSquare, degreesOfFreedom, p };
}

/** For each quantity all that it is tied to, through whatever equations: what its adjusted value is made from. */
function tieQuantities(desk: Desk): ReadonlyMap<string, readonly string[]> {
  const groups = new Map(desk.book.quantities.map(({ name }) => [name, [name]]));
  for (const { equation } of desk.book.constraints) {
    const joined = [...new Set(parseEquation(equation).names.flatMap((name) => groups.get(name) ?? []))];
    for (const name of joined) groups.set(name, joined);
  }
  return groups;
}

function judgeFlow(claimed: Finding | undefined, adjusted: Finding | undefined, beyond: boolean): BalanceJudgement {
  if (adjusted?.result.kind !== "estimate") return "undetermined";
  if (claimed?.result.kind !== "estimate") return "inferred";
  if (!beyond) return "fits";
  const { value } = adjusted.result;
  const isInside = value >= claimed.result.low && value <= claimed.result.high;
  return isInside ? "strained" : "overruled";
}

function measuredFinding(desk: Desk, { name, question }: BalanceQuantity): Finding | undefined {
  if (desk.claimsOf(question).length === 0) return undefined;
  return estimateFinding(desk, `balance/${name}/claimed`, question);
}

/** What the claims say of a quantity, as an observation in base units with its error on the working scale. */
function flowOf(desk: Desk, { name, question }: BalanceQuantity): Flow {
  const { unit, scale } = getIndicator(desk.book, question.indicator);
  const working = workingScale(scale);
  if (desk.claimsOf(question).length === 0) return { id: name, scale: working };
  const appraisal = desk.appraisalOf(question);
  if (appraisal.pool === undefined) return { id: name, scale: working };
  return {
    id: name,
    value: appraisal.estimate * unit.factor,
    sd: appraisal.pool.se * linearFactor(working, unit.factor),
    scale: working,
  };
}

function adjustedFinding(
  desk: Desk,
  { name, question }: BalanceQuantity,
  flow: BalancedFlow,
  inputs: readonly string[],
): Finding | undefined {
  const { adjusted, sd } = flow;
  if (adjusted === undefined || sd === undefined) return undefined;
  const indicator = getIndicator(desk.book, question.indicator);
  return {
    id: `balance/${name}`,
    label: indicator.name,
    question,
    period: question.period.text,
    unit: indicator.unit.text,
    result: adjustedResult(indicator, adjusted, sd, desk.book.grades.level),
    method: "balance",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs,
    grade: undefined,
  };
}

function adjustedResult({ unit, scale }: Indicator, adjusted: number, sd: number, level: number): Result {
  const working = workingScale(scale);
  const reach = (normalQuantile((1 + level) / 2) * sd) / linearFactor(working, unit.factor);
  const value = adjusted / unit.factor;
  const centre = toScale(value, working, unit.factor);
  return {
    kind: "estimate",
    value,
    low: fromScale(centre - reach, working, unit.factor),
    high: fromScale(centre + reach, working, unit.factor),
  };
}

/** A text indicator has no place in an equation; the book's check says so before. */
function workingScale(scale: Indicator["scale"]): WorkingScale {
  return scale === "text" ? "linear" : scale;
}

/** On the linear scale an error has the unit; on the others it is a pure number. */
function linearFactor(scale: WorkingScale, factor: number): number {
  return scale === "linear" ? factor : 1;
}
