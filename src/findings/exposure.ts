import type { Exposure } from "../model/exposure.ts";
import type { Desk } from "./desk.ts";
import { type CellContext, type ExposureCell, findCell } from "./exposure-cell.ts";
import { drawMix, type ParameterDraws } from "./exposure-draws.ts";
import { cellKey, type DrawnMix, traceElement } from "./exposure-network.ts";
import { type ExposureRanks, rankImporters } from "./exposure-ranks.ts";
import type { ParameterValue } from "./parameter-values.ts";

/** Whose supply began where, element by element and stage by stage. */
export type ExposureFindings = {
  /** By element and stage: the importers in the report's order, then the other regions with a mix. */
  readonly cells: readonly ExposureCell[];
  readonly ranks: readonly ExposureRanks[];
};

/** Trace every element of the network through all stages. */
export function findExposure(
  desk: Desk,
  exposure: Exposure,
  parameters: ReadonlyMap<string, ParameterValue>,
  drawn: ParameterDraws,
): ExposureFindings {
  const byElement = exposure.elements.map((element) => findElement({ desk, exposure, parameters, drawn, element }));
  return { cells: byElement.flatMap(({ cells }) => cells), ranks: byElement.flatMap(({ ranks }) => ranks) };
}

function findElement(context: CellContext): ExposureFindings {
  const { desk, exposure, parameters, drawn, element } = context;
  const mixes = exposure.mixes
    .filter((mix) => mix.element === element.id)
    .map((mix): DrawnMix => {
      const stage = exposure.stages.findIndex(({ id }) => id === mix.stage);
      return { mix, stage, draws: drawMix(mix, parameters, drawn, exposure) };
    });
  const traces = traceElement(exposure, mixes);
  const byStage = exposure.stages.map((stage, index) => {
    const here = mixes.filter((mix) => mix.stage === index);
    const regions = new Set([...exposure.importers, ...here.map(({ mix }) => mix.region)]);
    return [...regions].map((region) =>
      findCell(context, {
        stage,
        region,
        mix: here.find(({ mix }) => mix.region === region),
        trace: traces.get(cellKey(index, region)),
      }),
    );
  });
  const ranks = byStage.map((cells) => rankImporters(desk, exposure, cells));
  return { cells: byStage.flat(), ranks: ranks.filter((one) => one !== undefined) };
}
