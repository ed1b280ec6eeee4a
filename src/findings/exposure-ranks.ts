import type { Exposure } from "../model/exposure.ts";
import { elementAt } from "../numerics/element.ts";
import { normalQuantile } from "../numerics/normal.ts";
import { rankProbabilities } from "../trade/rank-probabilities.ts";
import type { Desk } from "./desk.ts";
import type { ExposureCell } from "./exposure-cell.ts";
import { type DependenceFinding, fromParameters } from "./exposure-finding.ts";
import { exposureLabels, fillLabel } from "./exposure-labels.ts";
import { intervalEnds } from "./parameter-values.ts";

/** The importers of one element at one stage, by their share from the first origin. */
export type ExposureRanks = {
  readonly element: string;
  readonly stage: string;
  readonly origin: string;
  /** The largest expected share first. `ranks[k]` is the probability of rank k + 1; importers without a share have no row. */
  readonly rows: readonly { readonly importer: string; readonly ranks: readonly DependenceFinding[] }[];
};

/** Rank the importers among some cells of one element and stage; undefined when fewer than two have a share. */
export function rankImporters(
  desk: Desk,
  exposure: Exposure,
  cells: readonly ExposureCell[],
): ExposureRanks | undefined {
  const ranked = cells.flatMap((cell) => {
    const [first] = cell.origins;
    const isRanked = exposure.importers.includes(cell.region) && cell.draws !== undefined && first !== undefined;
    return isRanked ? [{ cell, first, draws: cell.draws }] : [];
  });
  const [head, second] = ranked;
  if (head === undefined || second === undefined) return undefined;
  const probabilities = rankProbabilities(ranked.map(({ draws }) => draws));
  const inputs = ranked.map(({ first }) => first.finding);
  const used = new Set(ranked.flatMap(({ cell }) => cell.hangsOn));
  const z = normalQuantile(intervalEnds(desk).high);
  const rows = ranked.map(({ cell, first }, item) => ({
    importer: cell.region,
    share: expectedShare(first),
    ranks: ranked.map((_, rank) => {
      const probability = elementAt(probabilities, item * ranked.length + rank);
      return fromParameters(
        {
          id: `exposure/${cell.element}/${cell.stage}/${cell.region}/rank/${rank + 1}`,
          label: labelOf(exposure, cell, { origin: first.region, rank: rank + 1 }),
          period: exposure.period,
          unit: "1",
          result: { kind: "estimate", value: probability, ...samplingInterval(probability, exposure.draws, z) },
          method: "nested-origin",
        },
        [...used],
        inputs,
      );
    }),
  }));
  rows.sort((a, b) => b.share - a.share);
  return {
    element: head.cell.element,
    stage: head.cell.stage,
    origin: head.first.region,
    rows: rows.map(({ importer, ranks }) => ({ importer, ranks })),
  };
}

/** What so many draws leave open of a probability: Wilson's interval (1927). */
function samplingInterval(probability: number, draws: number, z: number): { low: number; high: number } {
  const square = (z * z) / draws;
  const middle = (probability + square / 2) / (1 + square);
  const half = (z / (1 + square)) * Math.sqrt((probability * (1 - probability)) / draws + square / (4 * draws));
  return {
    low: Math.min(probability, Math.max(0, middle - half)),
    high: Math.max(probability, Math.min(1, middle + half)),
  };
}

function expectedShare({ finding: { result } }: DependenceFinding): number {
  return result.kind === "estimate" ? result.value : 0;
}

function labelOf(exposure: Exposure, cell: ExposureCell, { origin, rank }: { origin: string; rank: number }) {
  const name = (items: readonly { id: string; name: Parameters<typeof fillLabel>[0] }[], id: string) =>
    items.find((item) => item.id === id)?.name ?? id;
  return fillLabel(exposureLabels.rank, {
    element: name(exposure.elements, cell.element),
    stage: name(exposure.stages, cell.stage),
    region: name(exposure.regions, cell.region),
    origin: name(exposure.regions, origin),
    rank: String(rank),
  });
}
