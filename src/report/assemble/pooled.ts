import type { DependenceFindings } from "../../findings/dependence.ts";
import type { Exposure } from "../../model/exposure.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Cell } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, stack, table, text } from "./cells.ts";
import { claims } from "./group-table.ts";

/** An index that pools a commodity beside what tracing its elements shows, and why they differ. */
export function poolBlocks(
  assembly: Assembly,
  exposure: Exposure,
  { pooled, concentration }: DependenceFindings,
): Block[] {
  if (pooled === undefined) return [];
  const importer = exposure.regions.find(({ id }) => id === pooled.importer)?.name ?? { en: pooled.importer };
  const row = (finding: Finding): Cell[] => [text(finding.label), full(finding), claims(assembly, finding)];
  const rows = [
    row(pooled.score),
    ...(pooled.concentration === undefined ? [] : [row(pooled.concentration)]),
    row(pooled.importRisk),
    ...(pooled.origin === undefined ? [] : [row(pooled.origin.importShare), row(pooled.origin.supplyShare)]),
    ...pooled.nested.map(({ share }) => row(share.finding)),
    ...pooled.missing.map(row),
  ];
  const columns = [
    ["what", "start"],
    ["value", "end"],
    ["claims", "start"],
  ] as const;
  const years = concentration.map(({ period: year, index }) => [
    { kind: "period", period: year } as const,
    full(index),
    claims(assembly, index),
  ]);
  const yearColumns = [
    ["period", "start"],
    ["value", "end"],
    ["claims", "start"],
  ] as const;
  return [
    heading("dependence.pooled"),
    paragraph("dependence.pooled-lead", { importer: text(importer) }),
    ...(pooled.note === undefined
      ? []
      : [{ kind: "sentence", sentence: { key: "group.note", values: { note: text(pooled.note) } } } as const]),
    {
      kind: "table",
      table: table("pooled", message("dependence.pooled-caption", { importer: text(importer) }), columns, rows),
    },
    {
      kind: "table",
      table: table("concentration", stack([message("dependence.concentration-caption")]), yearColumns, years),
    },
  ];
}
