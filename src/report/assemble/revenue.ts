import type { Block } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { paragraph, period } from "./cells.ts";
import { allocationBlocks, cashBlocks, dueBlocks, rateBlocks } from "./revenue-money.ts";
import { completenessBlocks, objectionBlocks, sideBlocks } from "./revenue-records.ts";
import { needBlocks, vintageBlocks } from "./revenue-vintage.ts";

/** The revenue from permit to allocation, held against the payers' and the customs' records, and what changed since it was published. */
export function assembleRevenue(assembly: Assembly): Block[] {
  const { desk, all } = assembly;
  if (all.revenue === undefined) return [paragraph("revenue.none")];
  const { quarter, rates, needs } = all.revenue;
  if (quarter === undefined) return [...needBlocks(needs), ...rateBlocks(assembly, rates)];
  return [
    paragraph("revenue.lead", { period: period(desk.period.text), date: period(desk.asOf) }),
    ...vintageBlocks(quarter),
    ...needBlocks(needs),
    ...dueBlocks(assembly, quarter),
    ...rateBlocks(assembly, rates),
    ...cashBlocks(quarter),
    ...allocationBlocks(quarter),
    ...sideBlocks(assembly, quarter),
    ...objectionBlocks(assembly, quarter),
    ...completenessBlocks(quarter),
  ];
}
