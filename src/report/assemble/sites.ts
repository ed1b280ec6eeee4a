import type { Desk } from "../../findings/desk.ts";
import type { AllFindings } from "../../findings/find-all.ts";
import type { Block } from "../report.ts";
import { heading, paragraph } from "./cells.ts";
import { countsFigure } from "./figures.ts";
import { groupBlocks, groupTable, noteBlocks } from "./group-table.ts";

/** Sites and ponds under their counting rules, their growth, and harm reported. */
export function assembleSites(desk: Desk, { sites, harm }: AllFindings): Block[] {
  const [first, ...rest] = sites;
  return [
    paragraph("sites.lead"),
    ...(first === undefined
      ? []
      : [
          {
            kind: "figure",
            figure: countsFigure(desk, "sites", desk.book.territory, sites),
            table: groupTable(desk, "sites", first),
          } as const,
          ...noteBlocks(first),
        ]),
    ...groupBlocks(desk, "sites", rest),
    heading("sites.harm"),
    paragraph("sites.harm-lead"),
    ...groupBlocks(desk, "harm", harm),
  ];
}
