import type { Objection, Permit, PermitRelease, Register } from "../model/register.ts";
import { type PermitState, permitStanding } from "../revenue/permit-standing.ts";

/** How far a permit has come: granted by no level, by some, or at some time by all. */
export type PermitProgress = "none" | "part" | "whole";

/** A step in the life of a permit. */
export type PermitStep = {
  readonly date: string;
  /** The same in every vintage of the register: rows are only ever added. */
  readonly id: string;
  /** How far the permit had come before the step. */
  readonly before: PermitProgress;
  /** How it stands after it. */
  readonly state: PermitState;
} & (
  | { readonly kind: "release"; readonly release: PermitRelease }
  | { readonly kind: "objection"; readonly objection: Objection }
  | { readonly kind: "decision"; readonly objection: Objection; readonly outcome: string }
);

/** All that happened to a permit, by day; on one day releases come first, then objections, then decisions. */
export function permitSteps(
  permit: Permit,
  { objections, terms }: Pick<Register, "objections" | "terms">,
): PermitStep[] {
  const own = objections.filter((objection) => objection.permit === permit.id);
  const steps = [
    ...permit.releases.map((release, index) => ({
      kind: "release" as const,
      id: `release-${index + 1}`,
      date: release.date,
      release,
    })),
    ...own.map((objection) => ({
      kind: "objection" as const,
      id: `objection-${objection.id}`,
      date: objection.date,
      objection,
    })),
    ...own.flatMap((objection) => {
      const { decision } = objection;
      if (decision === undefined) return [];
      const { date, outcome } = decision;
      return [{ kind: "decision" as const, id: `decision-${objection.id}`, date, objection, outcome }];
    }),
  ];
  steps.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const releases: PermitRelease[] = [];
  const decided: Objection[] = [];
  let progress: PermitProgress = "none";
  return steps.map((step) => {
    const before = progress;
    if (step.kind === "release") releases.push(step.release);
    if (step.kind === "decision") decided.push(step.objection);
    const now = { objections: decided, levels: terms.levels, date: step.date };
    const { state, granted } = permitStanding({ terms: permit.terms, releases }, now);
    if (state === "in-force" || state === "outside-term") progress = "whole";
    else if (progress === "none" && granted.length > 0) progress = "part";
    return { ...step, before, state };
  });
}
