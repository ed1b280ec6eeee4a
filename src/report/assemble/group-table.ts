import type { Desk } from "../../findings/desk.ts";
import type { GroupFindings } from "../../findings/estimate.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Cell, Table } from "../report.ts";
import { code, full, interval, message, stack, table, text, value } from "./cells.ts";
import { rowLabels } from "./names.ts";

/** The table of a planned group: what and when, the value, its interval, how far sources agree, and whose claims they are. */
export function groupTable(desk: Desk, section: string, group: GroupFindings): Table {
  const labels = rowLabels(desk, group.findings);
  const labelled = labels.some((parts) => parts.length > 0);
  const id = `${section}-${group.id}`;
  if (group.findings.every(({ result }) => result.kind === "words"))
    return wordsTable(
      id,
      group,
      labels.map((parts) => stack(parts.map(text))),
      labelled,
    );
  const columns = [
    ["period", "start"],
    ["value", "end"],
    ["interval", "end"],
    ["agreement", "start"],
    ["claims", "start"],
  ] as const;
  return table(
    id,
    text(group.title),
    labelled ? [["what", "start"], ...columns] : columns,
    group.findings.map((finding, row) => [
      ...(labelled ? [stack((labels[row] ?? []).map(text))] : []),
      code(finding.period),
      value(finding),
      interval(finding),
      agreement(finding),
      claims(finding),
    ]),
  );
}

/** Tables of groups with their notes below. */
export function groupBlocks(desk: Desk, section: string, groups: readonly GroupFindings[]): Block[] {
  return groups.flatMap((group) => [
    { kind: "table", table: groupTable(desk, section, group) } as const,
    ...noteBlocks(group),
  ]);
}

/** The note that the plan gives to a group. */
export function noteBlocks(group: GroupFindings): Block[] {
  if (group.note === undefined) return [];
  return [{ kind: "sentence", sentence: { key: "group.note", values: { note: text(group.note) } } }];
}

/** How far the sources agree, as a word of the catalogue. */
function agreement(finding: Finding): Cell {
  if (finding.agreement !== undefined) return message(`agreement.${finding.agreement}`);
  return finding.result.kind === "missing" ? message("agreement.none") : message(`method.${finding.method}`);
}

/** Links to the claims that spoke, then to those that only repeat them. */
export function claims(finding: Finding): Cell {
  const spoke: Cell = { kind: "claims", claims: finding.claims };
  if (finding.echoes.length === 0) return spoke;
  return stack([spoke, message("claims.echoes", { claims: { kind: "claims", claims: finding.echoes } })]);
}

function wordsTable(id: string, group: GroupFindings, labels: readonly Cell[], labelled: boolean): Table {
  const columns = [
    ["period", "start"],
    ["words", "start"],
    ["claims", "start"],
  ] as const;
  return table(
    id,
    text(group.title),
    labelled ? [["what", "start"], ...columns] : columns,
    group.findings.map((finding, row) => [
      ...(labelled ? [labels[row] ?? stack([])] : []),
      code(finding.period),
      full(finding),
      claims(finding),
    ]),
  );
}
