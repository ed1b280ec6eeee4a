import type { Desk } from "../../findings/desk.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Sentence } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, paragraph, period, sentence, text } from "./cells.ts";
import { nameOf } from "./names.ts";

/** The figures that a reader takes away, each with one sentence on what it is. */
export function assembleAtAGlance(assembly: Assembly): Block[] {
  const { desk, all } = assembly;
  const { levyDue, completeness } = all;
  const supported = completeness.byVerdict.find(({ verdict }) => verdict === "supported")?.count;
  const items = [
    glance(desk, latestKnown(levyDue?.months ?? [], desk.period.end), "glance.exports-month"),
    glance(desk, latestKnown(all.exports.groups[0]?.findings ?? [], desk.period.end), "glance.exports-year"),
    glance(desk, latestKnown(all.shares[0]?.findings ?? [], desk.period.end), "glance.share"),
    glance(desk, levyDue?.rate, "glance.levy-rate"),
    glance(desk, levyDue?.due, "glance.levy-due"),
    glance(desk, levyDue?.received, "glance.levy-received"),
    glance(desk, latestKnown(all.sites[0]?.findings ?? [], desk.period.end), "glance.sites"),
    glance(desk, completeness.contested, "glance.contested"),
    ...(supported === undefined || all.verdicts.length === 0
      ? []
      : [
          {
            finding: supported.id,
            words: sentence("glance.statements", { statements: full(completeness.statements) }),
          },
        ]),
  ].filter((item) => item !== undefined);
  return [
    { kind: "glance", items },
    paragraph("glance.book", {
      claims: full(completeness.claims),
      sources: full(completeness.sources),
      questions: full(completeness.questions),
      single: full(completeness.singleSource),
      contested: full(completeness.contested),
      echoes: full(completeness.echoes),
    }),
    paragraph("glance.as-of", { date: period(desk.asOf) }),
  ];
}

function glance(
  desk: Desk,
  finding: Finding | undefined,
  key: string,
): { finding: string; words: Sentence } | undefined {
  if (finding === undefined) return undefined;
  const { question } = finding;
  const name = (part: "place" | "counterparty" | "commodity" | "basis") =>
    text(question === undefined || question[part] === "" ? { en: "" } : nameOf(desk, part, question[part]));
  return {
    finding: finding.id,
    words: sentence(key, {
      period: period(finding.period),
      label: text(finding.label),
      place: name("place"),
      counterparty: name("counterparty"),
      commodity: name("commodity"),
      basis: name("basis"),
    }),
  };
}

/** The last finding with a value that the period's end does not precede. */
function latestKnown(findings: readonly Finding[], end: string): Finding | undefined {
  return findings
    .filter(
      ({ result, question }) => result.kind === "estimate" && question !== undefined && question.period.end <= end,
    )
    .sort((a, b) => compareEnds(a, b))
    .at(-1);
}

function compareEnds(a: Finding, b: Finding): number {
  const [one, other] = [a.question?.period.end ?? "", b.question?.period.end ?? ""];
  return one < other ? -1 : one > other ? 1 : 0;
}
