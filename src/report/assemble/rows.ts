import type { Desk } from "../../findings/desk.ts";
import { type AllFindings, indexFindings } from "../../findings/find-all.ts";
import type { StatementFinding } from "../../findings/verdicts.ts";
import type { Claim } from "../../model/claim.ts";
import type { Finding, Result } from "../../model/finding.ts";
import { allMissingReasons } from "../../model/missing.ts";
import { type Question, questionKey } from "../../model/question.ts";
import type { ClaimRow, DataRows, FindingRow, QuestionRow, StatementRow } from "../data-rows.ts";

/** Every table of the data package: all that the book holds on that day, not only what the page shows. */
export function assembleRows(desk: Desk, all: AllFindings): DataRows {
  return {
    findings: [...indexFindings(all).values()].map(findingRow),
    claims: desk.claims.map((claim) => claimRow(desk, claim)),
    sources: [...desk.book.sources.values()],
    statements: all.verdicts.map(statementRow),
    missing: all.gaps.map(({ gap: { id, what, reason, holder, closes } }) => ({
      id,
      what: what.en,
      reason,
      holder: holder.en,
      closes: closes.en,
    })),
    questions: desk.questions.flatMap((question) => questionRow(desk, question)),
  };
}

function findingRow(finding: Finding): FindingRow {
  const { id, label, question, period, unit, result, method, agreement, claims, echoes, inputs, grade } = finding;
  return {
    id,
    label: label.en,
    ...questionParts(question),
    period,
    kind: result.kind,
    unit,
    ...resultParts(result),
    missing_reason: result.kind === "missing" ? result.reason : "",
    missing_parts: result.kind === "sum" ? missingParts(result) : "",
    gap: result.kind === "missing" ? result.gap : "",
    method,
    agreement: agreement ?? "",
    grade: grade ?? "",
    claims: claims.join(";"),
    echoes: echoes.join(";"),
    inputs: inputs.join(";"),
  };
}

function resultParts(result: Result): Pick<FindingRow, "value" | "low" | "high" | "text"> {
  const nothing = { value: undefined, low: undefined, high: undefined, text: "" };
  if (result.kind === "estimate") return { ...nothing, value: result.value, low: result.low, high: result.high };
  if (result.kind === "sum") return { ...nothing, value: result.known, low: result.low, high: result.high };
  if (result.kind === "count") return { ...nothing, value: result.value };
  if (result.kind === "verdict") return { ...nothing, text: `${result.verdict}: ${result.reason}` };
  return result.kind === "words" ? { ...nothing, text: result.words.en } : nothing;
}

function missingParts({ missing }: Extract<Result, { kind: "sum" }>): string {
  return allMissingReasons.flatMap((reason) => (missing[reason] ? [`${reason}=${missing[reason]}`] : [])).join(";");
}

function claimRow(desk: Desk, claim: Claim): ClaimRow {
  const { id, question, printed, value, low, high, qualifier, source, origin, locator, grade, pedigree } = claim;
  return {
    id,
    ...questionParts(question),
    period: question.period.text,
    value_printed: printed.value,
    low_printed: printed.low,
    high_printed: printed.high,
    unit_printed: printed.unit,
    text: printed.text,
    value,
    low,
    high,
    unit: desk.book.indicators.get(question.indicator)?.unit.text ?? "",
    qualifier,
    source,
    origin,
    locator,
    grade,
    pedigree: pedigree.join(";"),
    added: claim.added,
    note: claim.note,
    conflict: claim.conflict,
    record: claim.record,
    file: claim.file,
    line: claim.line,
  };
}

function statementRow({
  finding,
  statement,
  document,
  figure,
  estimate,
  span,
  claimsFor,
  claimsAgainst,
}: StatementFinding): StatementRow {
  const { result } = finding;
  const stated = figure?.result.kind === "estimate" ? figure.result : undefined;
  const found = estimate?.result.kind === "estimate" ? estimate.result : undefined;
  return {
    id: statement.id,
    document,
    text: statement.text.en,
    where: statement.where,
    figure: stated?.value,
    unit: figure?.unit ?? "",
    verdict: result.kind === "verdict" ? result.verdict : "not-testable",
    reason: result.kind === "verdict" ? result.reason : "",
    estimate: found?.value,
    low: found?.low,
    high: found?.high,
    span_low: span?.low,
    span_high: span?.high,
    claims_for: claimsFor.join(";"),
    claims_against: claimsAgainst.join(";"),
  };
}

function questionRow(desk: Desk, question: Question): QuestionRow[] {
  const indicator = desk.book.indicators.get(question.indicator);
  if (indicator === undefined || indicator.scale === "text") return [];
  const { votes, pool, agreement, estimate, low, high, span } = desk.appraisalOf(question);
  return [
    {
      key: questionKey(question),
      ...questionParts(question),
      period: question.period.text,
      votes: votes.length,
      echoes: votes.reduce((sum, vote) => sum + vote.echoes.length, 0),
      agreement,
      estimate,
      low,
      high,
      unit: indicator.unit.text,
      q: pool?.q,
      q_p: pool?.qP,
      i2: pool?.i2,
      tau2: pool?.tau2,
      span_low: span.low,
      span_high: span.high,
    },
  ];
}

function questionParts(question: Question | undefined) {
  const { indicator = "", place = "", counterparty = "", commodity = "", basis = "" } = question ?? {};
  return { indicator, place, counterparty, commodity, basis };
}
