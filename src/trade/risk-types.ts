import type { MissingReason } from "../model/missing.ts";

/**
 * Aggregated trade: one row a material, year, importer and exporter, sorted by these four in this order. Materials and
 * countries are places in the lists of `RiskInputs`. The table covers a material and year when it has any row of it.
 */
export type RiskFlows = {
  readonly rows: number;
  readonly material: Int32Array;
  readonly year: Int32Array;
  readonly importer: Int32Array;
  readonly exporter: Int32Array;
  readonly tonnes: Float64Array;
  /** Value of the rows with a quantity: the price is this over tonnes. */
  readonly thousandUsd: Float64Array;
  /** How many of the rows behind this one have a value and no quantity. */
  readonly quantityMissing: Int32Array;
};

/** World production, one row a material, country and year, in any order. */
export type RiskProduction = {
  readonly rows: number;
  readonly material: Int32Array;
  readonly country: Int32Array;
  readonly year: Int32Array;
  readonly tonnes: Float64Array;
  /** Standard deviation of ln tonnes, 0 for a figure without error. */
  readonly deviation: Float64Array;
};

/** Governance estimates, one row a country and year, in any order. A country without estimate has no row. */
export type RiskGovernance = {
  readonly rows: number;
  readonly country: Int32Array;
  readonly year: Int32Array;
  readonly estimate: Float64Array;
  readonly standardError: Float64Array;
};

/** What the bulk table is made from. */
export type RiskInputs = {
  /** Codes of countries and names of materials; the tables below hold places in these lists. */
  readonly countries: readonly string[];
  readonly materials: readonly string[];
  readonly flows: RiskFlows;
  readonly production: RiskProduction;
  readonly governance: RiskGovernance;
  /** Countries to compute, all when undefined. */
  readonly importers: readonly number[] | undefined;
  /** Groups to compute: code to members. */
  readonly groups: ReadonlyMap<string, readonly number[]>;
  /** Thousand USD a tonne: what characterisation factors are relative to. */
  readonly copperMidpoint: number;
  /** Of the interval, in (0,1). */
  readonly level: number;
  /** Seeded draws behind each interval, 1 or more. */
  readonly draws: number;
  /** A whole number within ±(2^53 - 1). */
  readonly seed: number;
};

/** An index that is not known, and the bounds that are. */
export type MissingIndex = {
  readonly missing: MissingReason;
  readonly lower?: number;
  readonly upper?: number;
};

/** Interval of a score, and the input that moves it most: "governance CODE", "production CODE", or "none". */
export type RiskInterval = {
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly driver: string;
};

/** GeoPolRisk of one material, importer (a country or a group) and year; units as in `geoPolRisk`. */
export type RiskCell = {
  readonly material: string;
  readonly importer: string;
  readonly year: number;
  readonly hhi: number | MissingIndex;
  readonly domesticProduction: number | MissingIndex;
  readonly numerator: number | MissingIndex;
  readonly totalTrade: number | MissingIndex;
  readonly importRisk: number | MissingIndex;
  readonly score: number | MissingIndex;
  readonly price: number | MissingIndex;
  readonly characterisationFactor: number | MissingIndex;
  /** Of the score. */
  readonly interval: RiskInterval | MissingIndex;
  /** What the table lacks for this cell; absent when it lacks nothing. */
  readonly missing?: {
    /** Rows with a value and without a quantity: in no sum. */
    readonly quantityRows: number;
    /** Codes of the origins without governance estimate. */
    readonly governance: readonly string[];
  };
};
