import type { GroupFindings } from "../../findings/estimate.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Cell, Table } from "../report.ts";
import { type Assembly, claimsBehind } from "./assembly.ts";
import { full, interval, message, period, stack, table, text, value } from "./cells.ts";
import { rowLabels } from "./names.ts";

const figureColumns = [
  ["period", "start"],
  ["value", "end"],
  ["interval", "end"],
  ["agreement", "start"],
  ["claims", "start"],
] as const;

const wordColumns = [
  ["period", "start"],
  ["words", "start"],
  ["claims", "start"],
] as const;

/** Groups with so few rows stand together in one table, each named in its first column. */
const fewRows = 2;

/** The tables of a section's groups, short ones together, with their notes. */
export function groupBlocks(assembly: Assembly, section: string, groups: readonly GroupFindings[]): Block[] {
  const blocks: Block[] = [];
  let run: GroupFindings[] = [];
  const close = () => {
    const [only] = run;
    if (run.length > 1) blocks.push({ kind: "table", table: sharedTable(assembly, section, run) });
    else if (only !== undefined) blocks.push(...ownBlocks(assembly, section, only));
    run = [];
  };
  for (const group of groups) {
    const [last] = run;
    if (last !== undefined && (!isShort(group) || isInWords(last) !== isInWords(group))) close();
    if (isShort(group)) run.push(group);
    else blocks.push(...ownBlocks(assembly, section, group));
  }
  close();
  return blocks;
}

/** The table of a group: what and when, the value, its interval, how far sources agree, and whose claims they are. */
export function groupTable(assembly: Assembly, section: string, group: GroupFindings): Table {
  const labels = rowLabels(assembly.desk, group.findings);
  const labelled = labels.some((parts) => parts.length > 0);
  const columns = isInWords(group) ? wordColumns : figureColumns;
  return table(
    `${section}-${group.id}`,
    text(group.title),
    labelled ? [["what", "start"], ...columns] : columns,
    group.findings.map((finding, row) => [
      ...(labelled ? [stack((labels[row] ?? []).map(text))] : []),
      ...cellsOf(assembly, finding),
    ]),
  );
}

/** The note that the plan gives to a group. */
export function noteBlocks(group: GroupFindings): Block[] {
  if (group.note === undefined) return [];
  return [{ kind: "sentence", sentence: { key: "group.note", values: { note: text(group.note) } } }];
}

/** Links to the claims behind a finding, then to those that only repeat them. */
export function claims(assembly: Assembly, finding: Finding): Cell {
  const behind = claimsBehind(assembly, finding);
  const spoke: Cell = { kind: "claims", claims: behind.claims };
  if (behind.echoes.length === 0) return spoke;
  return stack([spoke, message("claims.echoes", { claims: { kind: "claims", claims: behind.echoes } })]);
}

function ownBlocks(assembly: Assembly, section: string, group: GroupFindings): Block[] {
  return [{ kind: "table", table: groupTable(assembly, section, group) }, ...noteBlocks(group)];
}

/** One table for several groups; a group's name and note stand at its first row. */
function sharedTable(assembly: Assembly, section: string, groups: readonly GroupFindings[]): Table {
  const [first] = groups;
  const columns = first !== undefined && isInWords(first) ? wordColumns : figureColumns;
  const rows = groups.flatMap((group) => {
    const labels = rowLabels(assembly.desk, group.findings);
    return group.findings.map((finding, row) => [
      stack([
        ...(row === 0 ? [text(group.title)] : []),
        ...(labels[row] ?? []).map(text),
        ...(row === 0 && group.note !== undefined ? [text(group.note)] : []),
      ]),
      ...cellsOf(assembly, finding),
    ]);
  });
  const caption = message(`section.${first === undefined ? section : captionOf(section)}`);
  return table(`${section}-${groups.map(({ id }) => id).join("-")}`, caption, [["what", "start"], ...columns], rows);
}

/** Tables of a part within a section are named by the section. */
function captionOf(section: string): string {
  const parts: Readonly<Record<string, string>> = { shares: "production", "unit-value": "production", harm: "sites" };
  return parts[section] ?? section.replace(/^prices-.*/, "prices");
}

function cellsOf(assembly: Assembly, finding: Finding): Cell[] {
  if (finding.result.kind === "words") return [period(finding.period), full(finding), claims(assembly, finding)];
  return [period(finding.period), value(finding), interval(finding), agreement(finding), claims(assembly, finding)];
}

/** How far the sources agree, as a word of the catalogue. */
function agreement(finding: Finding): Cell {
  if (finding.agreement !== undefined) return message(`agreement.${finding.agreement}`);
  return finding.result.kind === "missing" ? message("agreement.none") : message(`method.${finding.method}`);
}

function isShort({ findings }: GroupFindings): boolean {
  return findings.length <= fewRows;
}

function isInWords({ findings }: GroupFindings): boolean {
  return findings.every(({ result }) => result.kind === "words");
}
