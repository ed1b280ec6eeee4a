import type { BalanceFindings } from "../../findings/balance.ts";
import type { Conflict, Neighbours } from "../../findings/conflicts.ts";
import type { Desk } from "../../findings/desk.ts";
import type { Block, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, period, stack, table, text, value } from "./cells.ts";
import { claims } from "./group-table.ts";
import { joinTexts, nameOf } from "./names.ts";

/** A page holds so many rows of each table; the data package has them all. */
const rowsShown = 30;

/** Contested questions, echoed origins, and what the balance overrules. */
export function assembleConflicts(assembly: Assembly): Block[] {
  const { desk, all } = assembly;
  const { conflicts, balance, completeness } = all;
  return [
    paragraph("conflicts.lead", { contested: full(completeness.contested), questions: full(completeness.questions) }),
    { kind: "table", table: contestedTable(desk, conflicts.contested.slice(0, rowsShown)) },
    heading("conflicts.echoes"),
    paragraph("conflicts.echoes-lead", { echoes: full(completeness.echoes) }),
    {
      kind: "table",
      table: table(
        "echoes",
        message("conflicts.echoes-caption"),
        [
          ["origin", "start"],
          ["echoes", "start"],
          ["variants", "start"],
        ],
        conflicts.origins.slice(0, rowsShown).map(({ source, echoes, variants }) => [
          { kind: "source", source },
          { kind: "claims", claims: echoes },
          { kind: "claims", claims: variants },
        ]),
      ),
    },
    ...(conflicts.neighbours.length === 0 ? [] : neighbourBlocks(assembly, conflicts.neighbours)),
    ...(balance.flows.length === 0 ? [] : balanceBlocks(assembly, balance)),
  ];
}

function contestedTable(desk: Desk, contested: readonly Conflict[]): Table {
  return table(
    "contested",
    message("conflicts.caption"),
    [
      ["question", "start"],
      ["period", "start"],
      ["value", "end"],
      ["sources-say", "start"],
    ],
    contested.map(({ finding, appraisal, without }) => [
      text(questionName(desk, finding)),
      period(finding.period),
      full(finding),
      stack(
        appraisal.votes.map(({ speaker, echoes }, index) => {
          const rest = without[index];
          return message(rest === undefined ? "conflicts.vote" : "conflicts.vote-and-rest", {
            source: { kind: "source", source: speaker.source },
            figure: { kind: "printed", claim: speaker.id },
            claims: { kind: "claims", claims: [speaker.id, ...echoes.map(({ claim }) => claim.id)] },
            ...(rest === undefined ? {} : { rest: value(rest) }),
          });
        }),
      ),
    ]),
  );
}

/** Different questions whose figures look alike: each with its own answer, never one for all. */
function neighbourBlocks(assembly: Assembly, neighbours: readonly Neighbours[]): Block[] {
  return [
    heading("conflicts.neighbours"),
    paragraph("conflicts.neighbours-lead"),
    {
      kind: "table",
      table: table(
        "neighbours",
        message("conflicts.neighbours-caption"),
        [
          ["question", "start"],
          ["period", "start"],
          ["value", "end"],
          ["claims", "start"],
        ],
        neighbours.flatMap(({ findings }) =>
          findings.map((finding) => [
            text(questionName(assembly.desk, finding)),
            period(finding.period),
            full(finding),
            claims(assembly, finding),
          ]),
        ),
      ),
    },
  ];
}

function balanceBlocks(assembly: Assembly, balance: BalanceFindings): Block[] {
  return [
    heading("conflicts.balance"),
    paragraph("conflicts.balance-lead"),
    {
      kind: "table",
      table: table(
        "balance",
        message("conflicts.balance-caption"),
        [
          ["question", "start"],
          ["period", "start"],
          ["measured", "end"],
          ["adjusted", "end"],
          ["judgement", "start"],
          ["claims", "start"],
        ],
        balance.flows
          .slice(0, rowsShown)
          .map((flow) => [
            text(questionName(assembly.desk, flow.adjusted ?? flow.measured)),
            period(flow.period),
            flow.measured === undefined ? message("conflicts.not-observed") : full(flow.measured),
            flow.adjusted === undefined ? message("conflicts.undetermined") : full(flow.adjusted),
            message(`conflicts.${flow.judgement}`),
            flow.measured === undefined ? stack([]) : claims(assembly, flow.measured),
          ]),
      ),
    },
  ];
}

function questionName(desk: Desk, finding: Conflict["finding"] | undefined) {
  const question = finding?.question;
  if (question === undefined) return finding?.label ?? { en: "" };
  const parts = (["indicator", "place", "counterparty", "commodity", "basis"] as const).filter(
    (part) => question[part] !== "",
  );
  return joinTexts(parts.map((part) => nameOf(desk, part, question[part])));
}
