import type { PermitStep } from "../findings/permit-steps.ts";
import type { Permit } from "../model/register.ts";
import type { DecimalJson } from "./decimal-json.ts";

type Party = { readonly id: string; readonly name: string };

/** Words that a step is described with. */
export type StepWords = { readonly title: string; readonly entity: Party | undefined; readonly holder: Party };

/** The sections of a release, and its tags. */
export type StepSections = {
  readonly tag: readonly string[];
  readonly tender?: DecimalJson;
  readonly awards?: DecimalJson;
  readonly contracts?: DecimalJson;
};

/**
 * A step of a permit in the words of the Open Contracting Data Standard: an application is a tender, a grant by some of the levels
 * an award that is pending, and once all have granted there is a contract. An objection is a milestone, for the standard knows none.
 */
export function describeStep(permit: Permit, step: PermitStep, words: StepWords): StepSections {
  if (step.kind === "release") return describeRelease(permit, step, words);
  const milestone = {
    id: step.objection.id,
    title: "Objection",
    type: "objection",
    code: "objection",
    dateModified: timeOf(step.date),
    ...(step.kind === "decision"
      ? { status: "met", dateMet: timeOf(step.date), description: `${step.outcome}: ${step.objection.text}` }
      : { status: "scheduled", description: step.objection.text }),
  };
  const ends = step.kind === "decision" && step.outcome === "upheld";
  if (step.before === "whole") {
    const status = ends ? { status: "terminated", statusDetails: "objection upheld" } : {};
    const tag = [ends ? "contractTermination" : "contractUpdate"];
    return { tag, contracts: [{ ...contractOf(permit), ...status, milestones: [milestone] }] };
  }
  const tag = [ends ? "tenderCancellation" : "tenderUpdate"];
  const tender = { id: permit.id, ...(ends ? { status: "cancelled" } : {}), milestones: [milestone] };
  return step.before === "part" && ends
    ? { tag: [...tag, "awardCancellation"], tender, awards: [awardOf(permit, words, "cancelled")] }
    : { tag, tender };
}

type ReleaseStep = PermitStep & { readonly kind: "release" };

function describeRelease(permit: Permit, step: ReleaseStep, words: StepWords): StepSections {
  const { release } = step;
  const isContract = step.before === "whole";
  switch (release.kind) {
    case "application":
      return isContract ? amend(permit, step) : { tag: ["tender"], tender: tenderOf(permit, words) };
    case "grant":
      return describeGrant(permit, step, words);
    case "amendment":
      return isContract
        ? amend(permit, step)
        : { tag: ["tenderAmendment"], tender: { id: permit.id, amendments: [amendmentOf(step)] } };
    case "suspension":
      return isContract
        ? { tag: ["contractUpdate"], contracts: [{ ...contractOf(permit), ...suspended(step) }] }
        : { tag: ["awardUpdate"], awards: [awardOf(permit, words, "pending", `Taken back by ${release.level}`)] };
    case "cancellation": {
      const ended = { ...contractOf(permit), status: "terminated", statusDetails: release.text };
      if (isContract) return { tag: ["contractTermination"], contracts: [ended] };
      const award = { tag: ["awardCancellation"], awards: [awardOf(permit, words, "cancelled", release.text)] };
      const tender = { tag: ["tenderCancellation"], tender: { id: permit.id, status: "cancelled" } };
      return step.before === "part" ? award : tender;
    }
  }
}

function describeGrant(permit: Permit, step: ReleaseStep, words: StepWords): StepSections {
  const { release, date, state, before } = step;
  const isWhole = state === "in-force" || state === "outside-term";
  const active = { ...contractOf(permit), status: "active", statusDetails: state, period: periodOf(permit, date) };
  if (before === "whole") return { tag: ["contractUpdate"], contracts: [active] };
  const award = awardOf(permit, words, isWhole ? "active" : "pending", `Granted by ${release.level}`);
  const tag = before === "part" ? "awardUpdate" : "award";
  if (!isWhole) return { tag: [tag], awards: [{ ...award, date: timeOf(date) }] };
  return {
    tag: [tag, "contract"],
    awards: [{ ...award, date: timeOf(date) }],
    contracts: [{ ...active, title: words.title, dateSigned: timeOf(date) }],
  };
}

function amend(permit: Permit, step: ReleaseStep): StepSections {
  const amended = { ...contractOf(permit), period: periodOf(permit, step.date), amendments: [amendmentOf(step)] };
  return { tag: ["contractAmendment"], contracts: [amended] };
}

function amendmentOf({ id, date, release }: ReleaseStep) {
  return { id, date: timeOf(date), rationale: release.kind, description: release.text };
}

/** The standard's guidance on contracts that are suspended: they stay active, and the details say it. */
function suspended({ id, date, release }: ReleaseStep) {
  const amendment = { id, date: timeOf(date), rationale: `suspension by ${release.level}`, description: release.text };
  return { status: "active", statusDetails: "suspended", amendments: [amendment] };
}

function tenderOf(permit: Permit, { title, entity, holder }: StepWords) {
  return { id: permit.id, title, status: "active", procuringEntity: entity, tenderers: [holder] };
}

function awardOf(permit: Permit, { title, holder }: StepWords, status: string, description = "") {
  return { id: permit.id, title, status, description, suppliers: [holder] };
}

function contractOf(permit: Permit) {
  return { id: permit.id, awardID: permit.id };
}

/** The term that holds on a day, or the next one; undefined where there is none. */
function periodOf({ terms }: Permit, day: string): DecimalJson | undefined {
  const term = terms.filter(({ to }) => to === undefined || to >= day).sort((a, b) => (a.from < b.from ? -1 : 1))[0];
  return term && { startDate: timeOf(term.from), endDate: term.to === undefined ? undefined : timeOf(term.to) };
}

function timeOf(day: string): string {
  return `${day}T00:00:00Z`;
}
