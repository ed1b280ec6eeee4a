import type { Desk } from "../findings/desk.ts";
import { findAll, indexFindings } from "../findings/find-all.ts";
import { lodebookError } from "../model/fault.ts";
import type { Finding } from "../model/finding.ts";
import { type Catalogue, loadCatalogue } from "../report/catalogue.ts";
import { formatFinding } from "../report/format.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import { getDesk } from "./open-book.ts";

/** A finding with all that it stands on. */
type Explanation = {
  readonly finding: Finding;
  readonly claims: readonly ClaimExplanation[];
  readonly inputs: readonly Explanation[];
};

type ClaimExplanation = {
  readonly id: string;
  readonly echo: boolean;
  readonly printed: string;
  readonly grade: string;
  readonly source: {
    readonly id: string;
    readonly title: string;
    readonly publisher: string;
    readonly published: string;
    readonly url: string;
  };
  readonly origin: string;
  readonly locator: string;
  readonly note: string;
  readonly place: string;
};

/** Shows what a figure stands on, down to the claims and their sources. */
export const explainCommand: LodebookCommand = {
  register: (program, effects) => {
    program
      .command("explain")
      .description(
        "Show what a finding stands on: its inputs, its claims, their sources. Without a finding: list them all.",
      )
      .argument("<book>", "folder of the book")
      .argument("[finding]", "id of the finding, as the report shows it")
      .option("--period <period>", "the quarter; default: the book's")
      .option("--as-of <date>", "as it was known on that day")
      .option("--json", "print the tree as JSON")
      .addHelpText("after", "\nExample:\n  lodebook explain books/kachin levy-due/due")
      .action((folder: string, id: string | undefined, options: { period?: string; asOf?: string; json?: boolean }) => {
        const desk = getDesk(folder, options);
        const index = indexFindings(findAll(desk));
        const catalogue = loadCatalogue("en");
        if (id === undefined) {
          const all = [...index.values()];
          const lines = all.map((finding) => `${finding.id}\t${formatFinding(finding, "full", catalogue)}`);
          printResult(effects, options.json, all, lines);
          return;
        }
        const explanation = explain(desk, index, id);
        printResult(effects, options.json, explanation, renderExplanation(explanation, catalogue));
      });
  },
};

function explain(desk: Desk, index: ReadonlyMap<string, Finding>, id: string): Explanation {
  const finding = index.get(id);
  if (finding === undefined)
    throw lodebookError("FINDING_UNKNOWN", { found: id, expected: nearest(id, [...index.keys()]) });
  return {
    finding,
    claims: [
      ...finding.claims.flatMap((claim) => explainClaim(desk, claim, false)),
      ...finding.echoes.flatMap((claim) => explainClaim(desk, claim, true)),
    ],
    inputs: finding.inputs.map((input) => explain(desk, index, input)),
  };
}

function explainClaim(desk: Desk, id: string, echo: boolean): ClaimExplanation[] {
  const claim = desk.claimsById.get(id);
  if (claim === undefined) return [];
  const { value, low, high, unit, text } = claim.printed;
  const source = desk.book.sources.get(claim.source);
  const figure = text !== "" ? text : `${value === "" ? `${low} to ${high}` : value} ${unit}`;
  return [
    {
      id,
      echo,
      printed: claim.qualifier === "exactly" ? figure : `${claim.qualifier} ${figure}`,
      grade: claim.grade,
      source: {
        id: claim.source,
        title: source?.title ?? "",
        publisher: source?.publisher ?? "",
        published: source?.published ?? "",
        url: source?.url ?? "",
      },
      origin: claim.origin,
      locator: claim.locator,
      note: claim.note,
      place: `${claim.file}:${claim.line}`,
    },
  ];
}

function renderExplanation({ finding, claims, inputs }: Explanation, catalogue: Catalogue): string[] {
  const { id, label, period, method, agreement } = finding;
  const head = `${id} = ${formatFinding(finding, "full", catalogue)}`;
  const about = [label.en, period, method, agreement ?? ""].filter((part) => part !== "").join(" · ");
  const branches = [
    ...claims.map((claim) => renderClaim(claim)),
    ...inputs.map((input) => renderExplanation(input, catalogue)),
  ];
  return [head, `   ${about}`, ...branches.flatMap((lines, index) => indent(lines, index === branches.length - 1))];
}

function renderClaim({ id, echo, printed, grade, source, origin, locator, note, place }: ClaimExplanation): string[] {
  return [
    `${echo ? "echo " : ""}${printed} (grade ${grade}) ${id}`,
    `   ${[source.publisher, source.title, source.published].filter((part) => part !== "").join(", ")}`,
    ...(origin === "" ? [] : [`   copied from ${origin}`]),
    `   ${locator}`,
    ...(source.url === "" ? [] : [`   ${source.url}`]),
    ...(note === "" ? [] : [`   note: ${note}`]),
    `   ${place}`,
  ];
}

function indent(lines: readonly string[], last: boolean): string[] {
  return lines.map((line, index) => (index === 0 ? `${last ? "└─" : "├─"} ${line}` : `${last ? "  " : "│ "} ${line}`));
}

/** Ids that share the most of their beginning with what was asked for: most often the rest was mistyped. */
function nearest(id: string, ids: readonly string[]): string {
  const shared = (other: string) => {
    let length = 0;
    while (length < id.length && id[length] === other[length]) length += 1;
    return length;
  };
  return ids
    .toSorted((a, b) => shared(b) - shared(a))
    .slice(0, 3)
    .join(", ");
}
