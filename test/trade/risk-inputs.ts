import type { RiskInputs } from "../../src/trade/risk-types.ts";

/** Rows as a person writes them; countries and materials by their places. */
export type RiskRows = {
  /** [material, year, importer, exporter, tonnes, thousand USD, rows without quantity (0)]. */
  readonly trade: readonly (readonly number[])[];
  /** [material, country, year, tonnes, deviation]. */
  readonly production: readonly (readonly number[])[];
  /** [country, year, estimate, standard error]. */
  readonly governance: readonly (readonly number[])[];
};

/** Copper's midpoint, thousand USD a tonne (Koyamparambath et al. 2024). */
export const copperMidpoint = 0.409412948;

/** Inputs of the bulk table from rows; trade is put in order. */
export function riskInputs(rows: RiskRows, settings: Partial<RiskInputs> = {}): RiskInputs {
  const trade = rows.trade.toSorted((a, b) => firstDifference(a, b));
  const { production, governance } = rows;
  return {
    countries: ["c0", "c1", "c2", "c3", "c4", "c5"],
    materials: ["m0", "m1"],
    flows: {
      rows: trade.length,
      material: whole(trade, 0),
      year: whole(trade, 1),
      importer: whole(trade, 2),
      exporter: whole(trade, 3),
      tonnes: real(trade, 4),
      thousandUsd: real(trade, 5),
      quantityMissing: whole(trade, 6),
    },
    production: {
      rows: production.length,
      material: whole(production, 0),
      country: whole(production, 1),
      year: whole(production, 2),
      tonnes: real(production, 3),
      deviation: real(production, 4),
    },
    governance: {
      rows: governance.length,
      country: whole(governance, 0),
      year: whole(governance, 1),
      estimate: real(governance, 2),
      standardError: real(governance, 3),
    },
    importers: undefined,
    groups: new Map(),
    copperMidpoint,
    level: 0.9,
    draws: 100,
    seed: 7,
    ...settings,
  };
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const column = [0, 1, 2, 3].find((k) => a[k] !== b[k]) ?? 0;
  return (a[column] ?? 0) - (b[column] ?? 0);
}

function whole(rows: readonly (readonly number[])[], column: number): Int32Array {
  return Int32Array.from(rows, (row) => row[column] ?? 0);
}

function real(rows: readonly (readonly number[])[], column: number): Float64Array {
  return Float64Array.from(rows, (row) => row[column] ?? 0);
}
