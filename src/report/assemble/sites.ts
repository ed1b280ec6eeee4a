import type { Block } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { heading, paragraph } from "./cells.ts";
import { countsFigure } from "./figures.ts";
import { groupBlocks, groupTable, noteBlocks } from "./group-table.ts";

/** Sites and ponds under their counting rules, their growth, and harm reported. */
export function assembleSites(assembly: Assembly): Block[] {
  const { desk, all, words } = assembly;
  const { sites, harm } = all;
  const [first, ...rest] = sites;
  return [
    paragraph("sites.lead"),
    ...(first === undefined
      ? []
      : [
          {
            kind: "figure",
            figure: countsFigure(desk, "sites", words("figure-title.sites"), sites),
            table: groupTable(assembly, "sites", first),
          } as const,
          ...noteBlocks(first),
        ]),
    ...groupBlocks(assembly, "sites", rest),
    heading("sites.harm"),
    paragraph("sites.harm-lead"),
    ...groupBlocks(assembly, "harm", harm),
  ];
}
