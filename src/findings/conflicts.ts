import type { Appraisal } from "../evidence/appraise.ts";
import type { Finding } from "../model/finding.ts";
import { type Question, questionKey } from "../model/question.ts";
import type { Desk } from "./desk.ts";
import { estimateFinding, idOfPeriod } from "./estimate.ts";

/** One question on which the sources disagree more than their uncertainties allow. */
export type Conflict = { readonly finding: Finding; readonly appraisal: Appraisal };

/** One origin that many sources repeat. */
export type EchoedOrigin = {
  readonly source: string;
  /** Claims that repeat it and were not counted. */
  readonly echoes: readonly string[];
  /** Those among them that changed the figure on the way. */
  readonly variants: readonly string[];
};

export type ConflictFindings = {
  /** The most contested first. */
  readonly contested: readonly Conflict[];
  /** The most repeated first. */
  readonly origins: readonly EchoedOrigin[];
};

/** Where sources contradict each other, and where many voices are one. */
export function findConflicts(desk: Desk): ConflictFindings {
  const contested: { question: Question; appraisal: Appraisal }[] = [];
  const origins = new Map<string, { echoes: string[]; variants: string[] }>();
  for (const question of desk.questions) {
    if (desk.book.indicators.get(question.indicator)?.scale === "text") continue;
    const appraisal = desk.appraisalOf(question);
    if (appraisal.agreement === "contested") contested.push({ question, appraisal });
    for (const vote of appraisal.votes) {
      if (vote.echoes.length === 0) continue;
      const known = origins.get(vote.origin) ?? { echoes: [], variants: [] };
      origins.set(vote.origin, known);
      for (const echo of vote.echoes) {
        known.echoes.push(echo.claim.id);
        if (echo.kind === "variant") known.variants.push(echo.claim.id);
      }
    }
  }
  contested.sort((a, b) => disagreement(a.appraisal) - disagreement(b.appraisal) || compareKeys(a.question, b.question));
  return {
    contested: contested.map(({ question, appraisal }) => ({
      finding: estimateFinding(desk, conflictId(question), question),
      appraisal,
    })),
    origins: [...origins]
      .map(([source, { echoes, variants }]) => ({ source, echoes, variants }))
      .sort((a, b) => b.echoes.length - a.echoes.length || (a.source < b.source ? -1 : 1)),
  };
}

/** Q's p; a conflict that no pool shows (none against some) comes last. */
function disagreement({ pool }: Appraisal): number {
  return pool?.qP ?? 1;
}

function conflictId(question: Question): string {
  const { indicator, place, counterparty, commodity, basis, period } = question;
  const parts = [indicator, place, counterparty, commodity, basis].filter((part) => part !== "");
  return `conflicts/${parts.join("/")}/${idOfPeriod(period.text)}`;
}

function compareKeys(a: Question, b: Question): number {
  return questionKey(a) < questionKey(b) ? -1 : 1;
}
