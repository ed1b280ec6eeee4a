import { type Appraisal, leaveOneOut } from "../evidence/appraise.ts";
import type { Finding } from "../model/finding.ts";
import { type Question, questionKey } from "../model/question.ts";
import type { Desk } from "./desk.ts";
import { estimateFinding, idOfPeriod } from "./estimate.ts";

/** One question on which the sources disagree more than their uncertainties allow. */
export type Conflict = {
  readonly finding: Finding;
  readonly appraisal: Appraisal;
  /** What the rest would say without each of the votes, in their order. */
  readonly without: readonly Finding[];
};

/** Figures that a reader could take for the same thing: answers to different questions, side by side. */
export type Neighbours = { readonly name: string; readonly findings: readonly Finding[] };

/** Of the most contested questions, and of the largest sets of neighbours, so many are worked out in full. */
const workedOut = 15;

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
  readonly neighbours: readonly Neighbours[];
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
  contested.sort(
    (a, b) => disagreement(a.appraisal) - disagreement(b.appraisal) || compareKeys(a.question, b.question),
  );
  return {
    contested: contested.map(({ question, appraisal }, index) => {
      const finding = estimateFinding(desk, conflictId("conflicts", question), question);
      return { finding, appraisal, without: index < workedOut ? withoutEach(finding, appraisal) : [] };
    }),
    neighbours: findNeighbours(desk),
    origins: [...origins]
      .map(([source, { echoes, variants }]) => ({ source, echoes, variants }))
      .sort((a, b) => b.echoes.length - a.echoes.length || (a.source < b.source ? -1 : 1)),
  };
}

/** Q's p; a conflict that no pool shows (none against some) comes last. */
function disagreement({ pool }: Appraisal): number {
  return pool?.qP ?? 1;
}

/** The same question without each vote in turn: how much the answer hangs on one source. */
function withoutEach(finding: Finding, appraisal: Appraisal): Finding[] {
  return leaveOneOut(appraisal).map(({ origin, value, low, high }) => ({
    ...finding,
    id: `${finding.id}/without/${origin}`,
    result: { kind: "estimate", value, low, high },
    agreement: undefined,
    claims: appraisal.votes.filter((vote) => vote.origin !== origin).map(({ speaker }) => speaker.id),
    echoes: [],
  }));
}

/** The sets that the book names, the largest first; a set within one question is no set of neighbours. */
function findNeighbours(desk: Desk): Neighbours[] {
  const sets = new Map<string, Map<string, Question>>();
  for (const { conflict, question } of desk.claims) {
    if (conflict === "" || desk.book.indicators.get(question.indicator)?.scale === "text") continue;
    const known = sets.get(conflict) ?? new Map<string, Question>();
    sets.set(conflict, known);
    known.set(questionKey(question), question);
  }
  return [...sets]
    .map(([name, questions]) => ({ name, questions, kinds: kindsOf([...questions.values()]) }))
    .filter(({ kinds }) => kinds > 1)
    .sort((a, b) => b.kinds - a.kinds || (a.name < b.name ? -1 : 1))
    .slice(0, workedOut)
    .map(({ name, questions }) => ({
      name,
      findings: [...questions.values()].map((question) =>
        estimateFinding(desk, conflictId("neighbours", question), question),
      ),
    }));
}

/** How many kinds of thing are asked, whatever the period: a series over time is no set of neighbours. */
function kindsOf(questions: readonly Question[]): number {
  return new Set(questions.map(({ period, ...kind }) => Object.values(kind).join("|"))).size;
}

function conflictId(prefix: string, question: Question): string {
  const { indicator, place, counterparty, commodity, basis, period } = question;
  const parts = [indicator, place, counterparty, commodity, basis].filter((part) => part !== "");
  return `${prefix}/${parts.join("/")}/${idOfPeriod(period.text)}`;
}

function compareKeys(a: Question, b: Question): number {
  return questionKey(a) < questionKey(b) ? -1 : 1;
}
