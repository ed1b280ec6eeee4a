import type { Claim } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { Grade } from "../model/grade.ts";
import type { Source } from "../model/source.ts";
import { formatPeriod } from "./format.ts";
import {
  anchorOf,
  type Inline,
  markOf,
  marksOf,
  type View,
  type ViewTable,
  viewFinding,
  viewPrinted,
  viewQuestion,
  viewSource,
  viewText,
} from "./view.ts";

/** One part of the annex: a heading, what it is, and its table. */
export type AnnexPart = { readonly title: string; readonly note: string; readonly table: ViewTable };

/** Every finding with its reasons, every claim as printed, every source: what the marks of the report lead to. */
export function viewAnnex(view: View): AnnexPart[] {
  const { findings, claims, sources } = view.report;
  return [
    annexPart(view, "findings", [
      ["annex.number", "annex.what", "annex.result", "annex.method", "annex.claims-of"],
      [...findings.values()].map((finding) => ({
        anchor: anchorOf("finding", finding.id),
        cells: findingCells(view, finding),
      })),
    ]),
    annexPart(view, "claims", [
      ["annex.number", "annex.question", "annex.printed", "annex.source", "annex.grade"],
      [...claims.values()].map((claim) => ({ anchor: anchorOf("claim", claim.id), cells: claimCells(view, claim) })),
    ]),
    annexPart(view, "sources", [
      ["annex.number", "annex.source", "annex.published", "annex.grade"],
      [...sources.values()].map((source) => ({
        anchor: anchorOf("source", source.id),
        cells: sourceCells(view, source),
      })),
    ]),
  ];
}

function annexPart(
  { catalogue }: View,
  name: "findings" | "claims" | "sources",
  [columns, rows]: readonly [columns: readonly string[], rows: ViewTable["rows"]],
): AnnexPart {
  const title = catalogue.message(`annex.${name}`);
  return {
    title,
    note: catalogue.message(`annex.${name}-note`),
    table: {
      id: `annex-${name}`,
      caption: [words(title)],
      columns: columns.map((key) => ({ title: [words(catalogue.message(key))], align: "start" })),
      rows,
    },
  };
}

function findingCells(view: View, finding: Finding): Inline[][] {
  const { catalogue, report } = view;
  const label = viewText(finding.label, view.locale);
  const period = finding.period === "" ? [] : [[words(formatPeriod(finding.period, catalogue))]];
  const agreement: Inline[][] =
    finding.agreement === undefined
      ? []
      : [
          [
            badge(
              { family: "agreement", value: finding.agreement },
              catalogue.message(`agreement.${finding.agreement}`),
            ),
          ],
        ];
  const inputs = marksOf(
    view,
    "F",
    finding.inputs.filter((id) => report.findings.has(id)),
  );
  const listed = (key: string, marks: readonly ReturnType<typeof markOf>[]): Inline[][] =>
    marks.length === 0 ? [] : [[words(`${catalogue.message(key)}: `), { kind: "marks", marks }]];
  const claims: Inline[][] = [
    ...(finding.claims.length === 0 ? [] : [[{ kind: "marks" as const, marks: marksOf(view, "C", finding.claims) }]]),
    ...listed("annex.echoes-of", marksOf(view, "C", finding.echoes)),
  ];
  return [
    [words(markOf(view, "F", finding.id).text)],
    [lines([[label], ...period, [{ kind: "code", text: finding.id }]])],
    [lines([[unmarked(viewFinding(view, finding, "full"))], ...shortGrade(view, finding.grade), ...agreement])],
    [lines([[words(catalogue.message(`method.${finding.method}`))], ...listed("annex.inputs-of", inputs)])],
    [claims.length === 0 ? words(catalogue.message("annex.none")) : lines(claims)],
  ];
}

function claimCells(view: View, claim: Claim): Inline[][] {
  const origin: Inline[][] =
    claim.origin === "" ? [] : [fill(view, "annex.origin", "source", viewSource(view, claim.origin))];
  const note: Inline[][] = claim.note === "" ? [] : [[english(view, claim.note)]];
  return [
    [words(markOf(view, "C", claim.id).text)],
    [lines([viewQuestion(view, claim.question), [{ kind: "code", text: claim.id }]])],
    [lines([[viewPrinted(view, claim)], ...note])],
    [lines([[viewSource(view, claim.source)], [english(view, claim.locator)], ...origin])],
    shortGrade(view, claim.grade).flat(),
  ];
}

function sourceCells(view: View, source: Source): Inline[][] {
  const { catalogue } = view;
  const address: Inline[][] = source.url === "" ? [] : [[{ kind: "link", text: source.url, url: source.url }]];
  const note: Inline[][] = source.note === "" ? [] : [[english(view, source.note)]];
  const published = source.published === "" ? catalogue.message("annex.undated") : source.published;
  return [
    [words(markOf(view, "S", source.id).text)],
    [
      lines([
        [words(`${source.publisher}: `), english(view, source.title)],
        ...address,
        ...note,
        [{ kind: "code", text: source.id }],
      ]),
    ],
    [lines([[words(published)], [words(catalogue.message(`seen.${source.seen}`))]])],
    gradeLine(view, source.grade).flat(),
  ];
}

function shortGrade({ catalogue }: View, grade: Grade | undefined): Inline[][] {
  if (grade === undefined) return [];
  return [[badge({ family: "grade", value: grade }, catalogue.message("grade.short", { grade }))]];
}

function gradeLine({ catalogue }: View, grade: Grade | undefined): Inline[][] {
  if (grade === undefined) return [];
  return [[badge({ family: "grade", value: grade }, catalogue.message(`grade.${grade}`))]];
}

/** In its own annex entry a finding needs no mark to that entry. */
function unmarked(inline: Inline): Inline {
  return inline.kind === "finding" ? { kind: "finding", id: inline.id, text: inline.text } : inline;
}

/** A message with one hole, filled by an inline. */
function fill({ catalogue }: View, key: string, name: string, inline: Inline): Inline[] {
  const [before = "", after = ""] = catalogue.message(key, { [name]: "\u0000" }).split("\u0000");
  return [words(before), inline, words(after)].filter((part) => part.kind !== "words" || part.text !== "");
}

/** Words of the book that it has in English only. */
function english({ locale }: View, text: string): Inline {
  return locale === "en" ? words(text) : { kind: "words", text, lang: "en" };
}

function badge(value: Extract<Inline, { kind: "badge" }>["badge"], text: string): Inline {
  return { kind: "badge", badge: value, text };
}

function words(text: string): Inline {
  return { kind: "words", text };
}

function lines(list: readonly (readonly Inline[])[]): Inline {
  return { kind: "lines", lines: list };
}
