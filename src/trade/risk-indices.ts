import type { MissingReason } from "../model/missing.ts";
import type { MissingIndex, RiskCell } from "./risk-types.ts";

/** What is known of an importer's trade in one material and year. */
export type KnownTrade = {
  /** Imported tonnes, of all origins. */
  readonly tonnes: number;
  /** Σ governance weight × tonnes over the origins with an estimate. */
  readonly ratedNumerator: number;
  /** Tonnes of origins without one. */
  readonly unratedTonnes: number;
  readonly thousandUsd: number;
  /** Rows with a value and without a quantity. */
  readonly quantityRows: number;
};

/** The indices of a cell, without its interval. */
export type RiskIndices = Pick<
  RiskCell,
  | "hhi"
  | "domesticProduction"
  | "numerator"
  | "totalTrade"
  | "importRisk"
  | "score"
  | "price"
  | "characterisationFactor"
>;

/**
 * GeoPolRisk of one cell by the formulas of `geoPolRisk`, with typed reasons where something is not known:
 *
 * - a table that does not cover the material and year: `not-collected`, `production` or `trade` undefined;
 * - an origin without governance estimate: `not-published`, with the bounds that its weight in 0..1 leaves;
 * - no quantity in any row: `not-published`, at least 0;
 * - a price without trade, a risk without supply: `not-applicable`.
 *
 * @example
 * riskIndices({ hhi: 0.5, production: 60, trade: { tonnes: 40, ratedNumerator: 20, unratedTonnes: 0, thousandUsd: 80, quantityRows: 0 }, copperMidpoint: 0.4 }) // => { hhi: 0.5, domesticProduction: 60, numerator: 20, totalTrade: 40, importRisk: 0.2, score: 0.1, price: 2, characterisationFactor: 0.5 }
 * riskIndices({ hhi: 0.5, production: 60, trade: { tonnes: 40, ratedNumerator: 20, unratedTonnes: 10, thousandUsd: 80, quantityRows: 0 }, copperMidpoint: 0.4 }).score // => { missing: "not-published", lower: 0.1, upper: 0.15 }
 */
export function riskIndices(input: {
  readonly hhi: number | MissingIndex;
  readonly production: number | undefined;
  readonly trade: KnownTrade | undefined;
  readonly copperMidpoint: number;
}): RiskIndices {
  const { hhi, production, trade, copperMidpoint } = input;
  const numerator = numeratorOf(trade);
  const importRisk = importRiskOf(numerator, production, trade);
  const score = times(importRisk, hhi);
  const price = priceOf(trade);
  return {
    hhi,
    domesticProduction: production ?? because("not-collected"),
    numerator,
    totalTrade: totalOf(trade),
    importRisk,
    score,
    price,
    characterisationFactor: typeof price === "number" ? times(score, price / copperMidpoint) : price,
  };
}

function because(missing: MissingReason): MissingIndex {
  return { missing };
}

/** Something was imported, and none of its rows says how much. */
function isWithoutQuantity({ tonnes, quantityRows }: KnownTrade): boolean {
  return tonnes === 0 && quantityRows > 0;
}

function totalOf(trade: KnownTrade | undefined): number | MissingIndex {
  if (trade === undefined) return because("not-collected");
  return isWithoutQuantity(trade) ? { missing: "not-published", lower: 0 } : trade.tonnes;
}

function numeratorOf(trade: KnownTrade | undefined): number | MissingIndex {
  if (trade === undefined) return because("not-collected");
  if (isWithoutQuantity(trade)) return { missing: "not-published", lower: 0 };
  const { ratedNumerator: lower, unratedTonnes } = trade;
  return unratedTonnes > 0 ? { missing: "not-published", lower, upper: lower + unratedTonnes } : lower;
}

function importRiskOf(
  numerator: number | MissingIndex,
  production: number | undefined,
  trade: KnownTrade | undefined,
): number | MissingIndex {
  if (production === undefined || trade === undefined) return because("not-collected");
  if (isWithoutQuantity(trade)) return { missing: "not-published", lower: 0, upper: 1 };
  const supply = production + trade.tonnes;
  if (supply === 0) return because("not-applicable");
  if (typeof numerator === "number") return numerator / supply;
  const { missing, lower = 0, upper = trade.tonnes } = numerator;
  return { missing, lower: lower / supply, upper: upper / supply };
}

function priceOf(trade: KnownTrade | undefined): number | MissingIndex {
  if (trade === undefined) return because("not-collected");
  if (trade.tonnes > 0) return trade.thousandUsd / trade.tonnes;
  return because(isWithoutQuantity(trade) ? "not-published" : "not-applicable");
}

/** A product of two, with bounds where they are known; the reason of the second stands where both are missing. */
function times(index: number | MissingIndex, factor: number | MissingIndex): number | MissingIndex {
  if (typeof factor !== "number") return because(factor.missing);
  if (typeof index === "number") return index * factor;
  const { missing, lower, upper } = index;
  if (lower === undefined || upper === undefined) return because(missing);
  return { missing, lower: lower * factor, upper: upper * factor };
}
