import type { Finding } from "../model/finding.ts";
import type { Desk } from "./desk.ts";
import { type ExposureFindings, findExposure } from "./exposure.ts";
import type { ExposureCell } from "./exposure-cell.ts";
import { drawParameters } from "./exposure-draws.ts";
import type { DependenceFinding } from "./exposure-finding.ts";
import { findMirrors, type MirrorFindings } from "./mirrors.ts";
import { findParameters, type ParameterValue } from "./parameter-values.ts";
import { findPooled, type PooledFindings } from "./pooled-risk.ts";
import { type ConcentrationFindings, findConcentration } from "./production-concentration.ts";

/** Who depends on whom, element by element. */
export type DependenceFindings = ExposureFindings & {
  /** Every parameter of the book: what is evidence, what is assumed and what is missing. */
  readonly parameters: readonly ParameterValue[];
  readonly pooled: PooledFindings | undefined;
  /** By year, where the book pools a commodity. */
  readonly concentration: readonly ConcentrationFindings[];
  readonly mirrors: readonly MirrorFindings[];
};

/** Everything that follows from the book's network of supply; undefined where it has none. */
export function findDependence(desk: Desk): DependenceFindings | undefined {
  const { exposure } = desk.book;
  if (exposure === undefined) return undefined;
  const parameters = findParameters(desk);
  const drawn = drawParameters(parameters.values(), exposure);
  const traced = findExposure(desk, exposure, parameters, drawn);
  const concentration = exposure.pooled === undefined ? [] : findConcentration(desk, exposure.pooled, exposure);
  return {
    ...traced,
    parameters: [...parameters.values()],
    pooled: findPooled(desk, exposure, concentration, traced.cells),
    concentration,
    mirrors: findMirrors(desk, exposure, parameters, drawn),
  };
}

/** All of its findings, each with those that it was computed from. */
export function listDependence(dependence: DependenceFindings): Finding[] {
  const { parameters, cells, ranks, pooled, concentration, mirrors } = dependence;
  return [
    ...parameters.map(({ finding }) => finding),
    ...cells.flatMap(listCell),
    ...ranks.flatMap(({ rows }) => rows.flatMap((row) => row.ranks.map(({ finding }) => finding))),
    ...concentration.flatMap(({ index, countries, total }) => [
      index,
      ...countries.map(({ finding }) => finding),
      ...(total === undefined ? [] : [total.finding]),
    ]),
    ...(pooled === undefined ? [] : listPooled(pooled)),
    ...mirrors.flatMap(({ periods }) =>
      periods.flatMap(({ gap, imports, exports }) =>
        [gap.finding, imports, exports].filter((one) => one !== undefined),
      ),
    ),
  ];
}

function listCell({ origins, otherOrigins, direct, tonnes, scaled }: ExposureCell): Finding[] {
  const all: readonly (DependenceFinding | undefined)[] = [...origins, otherOrigins, ...direct, tonnes, scaled];
  return all.flatMap((one) => {
    if (one === undefined) return [];
    return one.driver === undefined ? [one.finding] : [one.finding, one.driver.finding];
  });
}

function listPooled({ score, importRisk, origin, inputs, missing }: PooledFindings): Finding[] {
  return [score, importRisk, ...(origin ? [origin.importShare, origin.supplyShare] : []), ...inputs, ...missing];
}
