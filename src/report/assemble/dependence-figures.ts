import type { ExposureCell } from "../../findings/exposure-cell.ts";
import type { ExposureRanks } from "../../findings/exposure-ranks.ts";
import type { Exposure } from "../../model/exposure.ts";
import type { Text } from "../../model/text.ts";
import type { FigureSpec } from "../figure-spec.ts";
import { joinTexts } from "./names.ts";

/** Flows below this share of what the buyer takes are left to the table: a map of everything shows nothing. */
const leastShare = 0.02;

/** Who sells to whom, a map a stage at which anything is bought. */
export function flowsFigure(
  exposure: Exposure,
  cells: readonly ExposureCell[],
  element: Exposure["elements"][number],
  title: Text,
): FigureSpec {
  // What stands for all other countries lies nowhere on a map.
  const onMap = exposure.regions.flatMap(({ id, name, position }) =>
    position === undefined ? [] : [{ id, label: name, ...position, marked: id === exposure.origins[0] }],
  );
  const drawable = new Set(onMap.map(({ id }) => id));
  const panels = exposure.stages.flatMap((stage) => {
    const flows = cells
      .filter((cell) => cell.element === element.id && cell.stage === stage.id)
      .flatMap((cell) =>
        cell.direct.flatMap(({ region, finding: { result } }) => {
          if (region === cell.region || !drawable.has(region) || !drawable.has(cell.region)) return [];
          if (result.kind !== "estimate" || result.value < leastShare) return [];
          return [{ from: region, to: cell.region, value: result.value, low: result.low, high: result.high }];
        }),
      );
    if (flows.length === 0) return [];
    const named = new Set(flows.flatMap(({ from, to }) => [from, to]));
    const places = onMap.filter(({ id }) => named.has(id));
    return [{ title: joinTexts([element.name, stage.name]), places, flows }];
  });
  return { kind: "flows", id: "flows", title, unit: "1", panels };
}

/** The importers of one element and stage by their share from the first origin, with the probability of each rank. */
export function ranksFigure(
  exposure: Exposure,
  cells: readonly ExposureCell[],
  { element, stage, rows }: ExposureRanks,
  { title, parts }: { readonly title: Text; readonly parts: readonly Text[] },
): FigureSpec {
  return {
    kind: "ranks",
    id: `ranks-${element}`,
    title: joinTexts([title, ...parts]),
    unit: "1",
    rows: rows.flatMap(({ importer, ranks }) => {
      const cell = cells.find((one) => one.element === element && one.stage === stage && one.region === importer);
      const result = cell?.origins[0]?.finding.result;
      if (result?.kind !== "estimate") return [];
      const label = exposure.regions.find(({ id }) => id === importer)?.name ?? { en: importer };
      const probabilities = ranks.map(({ finding }) => (finding.result.kind === "estimate" ? finding.result.value : 0));
      return [{ label, value: result.value, low: result.low, high: result.high, probabilities }];
    }),
  };
}
