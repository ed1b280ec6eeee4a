import { LodebookError, makeFault } from "../model/fault.ts";
import { riskTable } from "../trade/risk-table.ts";
import type { MissingIndex, RiskCell, RiskGovernance, RiskProduction } from "../trade/risk-types.ts";
import type { RiskDesk } from "./trade-risk-desk.ts";
import { findProducers, type WorldProduction } from "./trade-risk-tables.ts";

/** A cell, and the producers whose figures are not published and so are in none of its shares. */
export type GeoPolRiskCell = Omit<RiskCell, "missing"> & {
  readonly missing?: {
    readonly quantityRows: number;
    readonly governance: readonly string[];
    readonly production: readonly string[];
  };
};

/** GeoPolRisk of every cell that was asked for. */
export function computeGeoPolRisk(desk: RiskDesk, file: string, warn: (words: string) => void): GeoPolRiskCell[] {
  const { method, countries, labels, flows, importers, groups } = desk;
  if (desk.currency !== "USD") {
    throw new LodebookError([makeFault("UNIT_MISMATCH", { found: desk.currency, expected: "USD" }, file)]);
  }
  const worlds = worldsOf(desk, warn);
  const cells = riskTable({
    countries,
    materials: labels,
    flows: {
      rows: flows.rows,
      material: flows.into,
      year: flows.period,
      importer: flows.importer,
      exporter: flows.exporter,
      tonnes: flows.tonnes,
      thousandUsd: flows.thousandsOfTonnes,
      quantityMissing: flows.quantityMissing,
    },
    production: productionOf(desk, worlds),
    governance: governanceOf(desk),
    importers,
    groups,
    copperMidpoint: method.copperMidpoint,
    level: method.level,
    draws: method.draws,
    seed: method.seed,
  });
  const unpublished = new Map(
    worlds.map(({ material, year, unpublished }) => [`${labels[material]}|${year}`, unpublished]),
  );
  return cells.map((cell) => withUnpublished(desk, cell, unpublished.get(`${cell.material}|${cell.year}`) ?? []));
}

type World = WorldProduction & { readonly material: number; readonly year: number };

function worldsOf(desk: RiskDesk, warn: (words: string) => void): World[] {
  return desk.tables.materials.flatMap((row, material) =>
    desk.years.map((year) => {
      const world = findProducers(desk.tables, row, year, desk.method.productionDeviation);
      const label = `${desk.labels[material]}, ${year}`;
      if (world.why !== undefined) warn(`${label}: ${world.why}: concentration and score are missing`);
      if (world.unpublished.length > 0) {
        warn(
          `${label}: the production of ${world.unpublished.join(", ")} is not published and in no share of the world's`,
        );
      }
      return { ...world, material, year };
    }),
  );
}

/** An importer that makes the material and does not publish how much has no known risk; it is largest if that is nothing. */
function withUnpublished(desk: RiskDesk, cell: RiskCell, unpublished: readonly string[]): GeoPolRiskCell {
  const { missing, ...known } = cell;
  if (missing === undefined && unpublished.length === 0) return known;
  const lacking = {
    missing: {
      quantityRows: missing?.quantityRows ?? 0,
      governance: missing?.governance ?? [],
      production: unpublished,
    },
  };
  const members = desk.groups.get(cell.importer)?.map((place) => desk.countries[place]) ?? [cell.importer];
  if (!members.some((member) => member !== undefined && unpublished.includes(member))) return { ...known, ...lacking };
  const atMost = (index: number | MissingIndex): MissingIndex =>
    typeof index === "number" ? { missing: "not-published", lower: 0, upper: index } : index;
  const { domesticProduction: made } = known;
  return {
    ...known,
    domesticProduction: typeof made === "number" ? { missing: "not-published", lower: made } : made,
    importRisk: atMost(known.importRisk),
    score: atMost(known.score),
    characterisationFactor: atMost(known.characterisationFactor),
    interval: { missing: "not-published" },
    ...lacking,
  };
}

function productionOf({ placeOf }: RiskDesk, worlds: readonly World[]): RiskProduction {
  const rows = worlds.flatMap(({ producers, material, year }) =>
    producers.map((made) => ({ ...made, material, year, country: placeOf.get(made.country) ?? -1 })),
  );
  return {
    rows: rows.length,
    material: Int32Array.from(rows, ({ material }) => material),
    country: Int32Array.from(rows, ({ country }) => country),
    year: Int32Array.from(rows, ({ year }) => year),
    tonnes: Float64Array.from(rows, ({ tonnes }) => tonnes),
    deviation: Float64Array.from(rows, ({ deviation }) => deviation),
  };
}

function governanceOf({ tables, years, placeOf }: RiskDesk): RiskGovernance {
  const rows = tables.governance.flatMap(({ country, year, estimate, standardError }) =>
    estimate === undefined || !years.includes(year)
      ? []
      : [{ country: placeOf.get(country) ?? -1, year, estimate, standardError: standardError ?? 0 }],
  );
  return {
    rows: rows.length,
    country: Int32Array.from(rows, ({ country }) => country),
    year: Int32Array.from(rows, ({ year }) => year),
    estimate: Float64Array.from(rows, ({ estimate }) => estimate),
    standardError: Float64Array.from(rows, ({ standardError }) => standardError),
  };
}
