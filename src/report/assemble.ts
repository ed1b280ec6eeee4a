import type { Desk } from "../findings/desk.ts";
import { type AllFindings, indexFindings } from "../findings/find-all.ts";
import type { Claim } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { Source } from "../model/source.ts";
import { type Assembly, wordsIn } from "./assemble/assembly.ts";
import { assembleAtAGlance } from "./assemble/at-a-glance.ts";
import { paragraph } from "./assemble/cells.ts";
import { assembleConflicts } from "./assemble/conflicts.ts";
import { assembleDependence } from "./assemble/dependence.ts";
import { groupBlocks } from "./assemble/group-table.ts";
import { assembleLevy } from "./assemble/levy.ts";
import { assembleLimits } from "./assemble/limits.ts";
import { assembleMarket } from "./assemble/market.ts";
import { allNames } from "./assemble/names.ts";
import { assemblePrices } from "./assemble/prices.ts";
import { assembleProduction } from "./assemble/production.ts";
import { assembleRevenue } from "./assemble/revenue.ts";
import { assembleSites } from "./assemble/sites.ts";
import { assembleStatements } from "./assemble/statements.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Block, Cell, Report, Section, SectionId, Sentence, Table } from "./report.ts";

/** Put the findings of a quarter in the report's order. Nothing is computed here. */
export function assembleReport(
  desk: Desk,
  all: AllFindings,
  { version, catalogues }: { readonly version: string; readonly catalogues: readonly Catalogue[] },
): Report {
  const { book } = desk;
  const assembly: Assembly = { desk, all, index: indexFindings(all), words: wordsIn(catalogues) };
  const sections: Record<SectionId, Block[]> = {
    "at-a-glance": assembleAtAGlance(assembly),
    production: assembleProduction(assembly),
    levy: assembleLevy(assembly),
    revenue: assembleRevenue(assembly),
    sites: assembleSites(assembly),
    prices: assemblePrices(assembly),
    buyers: [paragraph("buyers.lead"), ...groupBlocks(assembly, "buyers", all.buyers)],
    dependence: assembleDependence(assembly),
    market: assembleMarket(assembly),
    "other-supply": [paragraph("other-supply.lead"), ...groupBlocks(assembly, "other-supply", all.otherSupply)],
    statements: assembleStatements(assembly),
    conflicts: assembleConflicts(assembly),
    limits: assembleLimits(all),
    annex: [paragraph("annex.lead")],
  };
  const ordered = (Object.keys(sections) as SectionId[]).map((id): Section => ({ id, blocks: sections[id] }));
  return {
    book: book.id,
    title: book.title,
    territory: book.territory,
    period: desk.period.text,
    asOf: desk.asOf,
    invented: book.invented,
    bookSha256: book.sha256,
    version,
    sections: ordered,
    names: allNames(desk),
    ...namedParts(desk, ordered, assembly.index),
  };
}

/** The findings that sections name with all they were computed from, the claims behind those, and their sources. */
function namedParts(
  desk: Desk,
  sections: readonly Section[],
  index: ReadonlyMap<string, Finding>,
): Pick<Report, "findings" | "claims" | "sources"> {
  const named = { findings: new Set<string>(), claims: new Set<string>(), sources: new Set<string>() };
  for (const { blocks } of sections) for (const block of blocks) collectBlock(block, named);
  const findings = new Map<string, Finding>();
  const take = (id: string) => {
    const finding = index.get(id);
    if (finding === undefined || findings.has(id)) return;
    findings.set(id, finding);
    for (const claim of [...finding.claims, ...finding.echoes]) named.claims.add(claim);
    finding.inputs.forEach(take);
  };
  named.findings.forEach(take);
  const claims = new Map<string, Claim>();
  for (const id of [...named.claims].sort()) {
    const claim = desk.claimsById.get(id);
    if (claim === undefined) continue;
    claims.set(id, claim);
    named.sources.add(claim.source);
    if (claim.origin !== "") named.sources.add(claim.origin);
  }
  const sources = new Map<string, Source>();
  for (const id of [...named.sources].sort()) {
    const source = desk.book.sources.get(id);
    if (source !== undefined) sources.set(id, source);
  }
  return { findings, claims, sources };
}

type Named = Readonly<Record<"findings" | "claims" | "sources", Set<string>>>;

function collectBlock(block: Block, named: Named): void {
  if (block.kind === "sentence") collectSentence(block.sentence, named);
  else if (block.kind === "heading") collectCell(block.words, named);
  else if (block.kind === "glance") {
    for (const item of block.items) {
      named.findings.add(item.finding);
      collectSentence(item.words, named);
    }
  } else collectTable(block.table, named);
}

function collectTable(table: Table, named: Named): void {
  for (const row of table.rows) for (const cell of row) collectCell(cell, named);
}

function collectSentence(sentence: Sentence, named: Named): void {
  for (const cell of Object.values(sentence.values)) collectCell(cell, named);
}

function collectCell(cell: Cell, named: Named): void {
  if (cell.kind === "finding") named.findings.add(cell.finding);
  else if (cell.kind === "message") collectSentence(cell.sentence, named);
  else if (cell.kind === "claims") for (const id of cell.claims) named.claims.add(id);
  else if (cell.kind === "printed") named.claims.add(cell.claim);
  else if (cell.kind === "source") named.sources.add(cell.source);
  else if (cell.kind === "stack") for (const part of cell.cells) collectCell(part, named);
}
