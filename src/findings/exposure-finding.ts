import type { Finding, Method, Result } from "../model/finding.ts";
import type { Text } from "../model/text.ts";
import { worstGrade } from "./estimate.ts";
import type { ParameterValue } from "./parameter-values.ts";

/** The parameter that explains most of a share's spread, and the part of it that it explains. */
export type Driver = { readonly parameter: string; readonly finding: Finding };

/** A computed figure. It is evidence only when `assumptions` (ids of parameters that it hangs on) is empty. */
export type DependenceFinding = {
  readonly finding: Finding;
  readonly driver?: Driver;
  readonly assumptions: readonly string[];
};

/** What a computed finding says, before what it hangs on. */
export type ComputedHead = {
  readonly id: string;
  readonly label: Text;
  readonly period: string;
  readonly unit: string;
  readonly result: Result;
  readonly method: Method;
};

/**
 * A finding computed from parameters. Its inputs are theirs, or the findings in between. It has a grade (the worst of
 * theirs) only when all of them are claimed: an assumption has none, and what hangs on one is not better than it.
 */
export function fromParameters(
  head: ComputedHead,
  hangsOn: readonly ParameterValue[],
  inputs: readonly Finding[] = hangsOn.map(({ finding }) => finding),
): DependenceFinding {
  const assumptions = assumptionsAmong(hangsOn);
  const grade = assumptions.length > 0 ? undefined : worstGrade(hangsOn.map(({ finding }) => finding.grade));
  return { finding: { ...fromFindings(head, inputs), grade }, assumptions };
}

/** A finding computed from other findings, no better than the worst of them. */
export function fromFindings(head: ComputedHead, inputs: readonly Finding[]): Finding {
  return {
    ...head,
    question: undefined,
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: inputs.map(({ id }) => id),
    grade: worstGrade(inputs.map(({ grade }) => grade)),
  };
}

/** Ids of those that are assumed. */
export function assumptionsAmong(values: readonly ParameterValue[]): string[] {
  return values.filter(({ parameter }) => parameter.origin.kind === "assumption").map(({ parameter }) => parameter.id);
}
