import type { StatementFinding } from "../../findings/verdicts.ts";
import { allVerdicts } from "../../model/statement.ts";
import type { Block, Cell, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, message, paragraph, stack, table, text } from "./cells.ts";
import { verdictsFigure } from "./figures.ts";

/** The tested documents: every figure, its verdict, and the claims on both sides. */
export function assembleStatements(assembly: Assembly): Block[] {
  const { all, words } = assembly;
  const { verdicts } = all;
  const documents = [...new Set(verdicts.map(({ document }) => document))];
  return [
    paragraph("statements.lead"),
    paragraph("statements.tally", {
      statements: full(all.completeness.statements),
      ...Object.fromEntries(all.completeness.byVerdict.map(({ verdict, count }) => [verdict, full(count)])),
    }),
    ...documents.flatMap((document) => {
      const statements = verdicts.filter((verdict) => verdict.document === document);
      return [
        paragraph("statements.document", { source: { kind: "source", source: document } }),
        {
          kind: "figure",
          figure: verdictsFigure(`statements-${document}`, words("figure-title.statements"), statements),
          table: tallyTable(document, statements),
        } as const,
        { kind: "table", table: verdictTable(document, statements) } as const,
      ];
    }),
  ];
}

function tallyTable(document: string, statements: readonly StatementFinding[]): Table {
  return table(
    `tally-${document}`,
    message("statements.tally-caption"),
    [
      ["verdict", "start"],
      ["statements", "start"],
    ],
    allVerdicts.flatMap((verdict) => {
      const those = statements.filter(
        ({ finding }) => finding.result.kind === "verdict" && finding.result.verdict === verdict,
      );
      if (those.length === 0) return [];
      return [[message(`verdict.${verdict}`), stack(those.map(({ statement }) => text(statement.text)))]];
    }),
  );
}

function verdictTable(document: string, statements: readonly StatementFinding[]): Table {
  return table(
    `verdicts-${document}`,
    message("statements.caption"),
    [
      ["statement", "start"],
      ["figure", "end"],
      ["evidence", "end"],
      ["verdict", "start"],
      ["claims-for", "start"],
      ["claims-against", "start"],
    ],
    statements.map((one) => [
      stack([text(one.statement.text), ...(one.statement.note === undefined ? [] : [text(one.statement.note)])]),
      one.figure === undefined ? message("statements.no-figure") : full(one.figure),
      stack([
        one.estimate === undefined ? message("statements.no-evidence") : full(one.estimate),
        ...one.effects.map(({ effect, change }) =>
          message(`statements.effect-${effect.where}`, { label: text(effect.label), change: full(change) }),
        ),
        ...one.attributed.map((finding) =>
          message("statements.attribution", { label: text(finding.label), due: full(finding) }),
        ),
      ]),
      verdictCell(one),
      { kind: "claims", claims: one.claimsFor },
      { kind: "claims", claims: one.claimsAgainst },
    ]),
  );
}

function verdictCell({ finding }: StatementFinding): Cell {
  if (finding.result.kind !== "verdict") return stack([]);
  return stack([full(finding), message(`reason.${finding.result.reason}`)]);
}
