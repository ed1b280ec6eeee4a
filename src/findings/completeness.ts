import type { Finding } from "../model/finding.ts";
import { allGrades, type Grade } from "../model/grade.ts";
import { allMissingReasons, type MissingReason } from "../model/missing.ts";
import { allVerdicts, type Verdict } from "../model/statement.ts";
import type { Desk } from "./desk.ts";
import type { StatementFinding } from "./verdicts.ts";

/** How complete the book is: exact counts of what it holds and of what it knows to be missing. */
export type CompletenessFindings = {
  readonly claims: Finding;
  readonly sources: Finding;
  readonly questions: Finding;
  readonly agreed: Finding;
  readonly contested: Finding;
  readonly singleSource: Finding;
  readonly echoes: Finding;
  readonly gaps: Finding;
  /** Figures of documents that were tested, and of them by verdict. */
  readonly statements: Finding;
  readonly byVerdict: readonly { readonly verdict: Verdict; readonly count: Finding }[];
  readonly byGrade: readonly { readonly grade: Grade; readonly count: Finding }[];
  readonly byReason: readonly { readonly reason: MissingReason; readonly count: Finding }[];
};

/** Count the book. */
export function findCompleteness(desk: Desk, verdicts: readonly StatementFinding[]): CompletenessFindings {
  const agreement = { agreed: 0, contested: 0, "single-source": 0 };
  let questions = 0;
  let echoes = 0;
  for (const question of desk.questions) {
    if (desk.book.indicators.get(question.indicator)?.scale === "text") continue;
    const appraisal = desk.appraisalOf(question);
    questions += 1;
    agreement[appraisal.agreement] += 1;
    for (const vote of appraisal.votes) echoes += vote.echoes.length;
  }
  const count = (name: string, value: number) => countFinding(desk, name, value);
  const cited = new Set(desk.claims.flatMap(({ source, origin }) => (origin === "" ? [source] : [source, origin])));
  return {
    claims: count("claims", desk.claims.length),
    sources: count("sources", cited.size),
    questions: count("questions", questions),
    agreed: count("agreed", agreement.agreed),
    contested: count("contested", agreement.contested),
    singleSource: count("single-source", agreement["single-source"]),
    echoes: count("echoes", echoes),
    gaps: count("gaps", desk.book.gaps.length),
    statements: count("statements", verdicts.length),
    byVerdict: allVerdicts.map((verdict) => ({
      verdict,
      count: count(
        `statements-${verdict}`,
        verdicts.filter(({ finding: { result } }) => result.kind === "verdict" && result.verdict === verdict).length,
      ),
    })),
    byGrade: allGrades.map((grade) => ({
      grade,
      count: count(`grade-${grade}`, desk.claims.filter((claim) => claim.grade === grade).length),
    })),
    byReason: allMissingReasons.map((reason) => ({
      reason,
      count: count(`missing-${reason}`, desk.book.gaps.filter((gap) => gap.reason === reason).length),
    })),
  };
}

/** An exact count of things in the book; its label is a key of the catalogue, shown by the report. */
function countFinding(desk: Desk, name: string, value: number): Finding {
  return {
    id: `completeness/${name}`,
    label: { en: name },
    question: undefined,
    period: desk.period.text,
    unit: "count",
    result: { kind: "count", value },
    method: "count",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  };
}
