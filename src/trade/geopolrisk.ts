import { lodebookError } from "../model/fault.ts";

/** What GeoPolRisk says of one material, importer and year. */
export type GeoPolRisk = {
  /** Imported tonnes, each times its origin's governance weight. */
  readonly numerator: number;
  /** Imported tonnes. */
  readonly totalTrade: number;
  /** 0..1. */
  readonly importRisk: number;
  /** 0..1: concentration of the world's production times import risk. */
  readonly score: number;
  /** Unit value of the imports, thousand USD a tonne; nothing imported has none. */
  readonly price: number | undefined;
  /** Score times price, thousand USD a tonne. */
  readonly midpoint: number | undefined;
  /** Midpoint over copper's: kg of copper that put as much value at risk as one kg. */
  readonly characterisationFactor: number | undefined;
};

/**
 * Geopolitical supply risk of one material for one importer in one year (Santillán-Saldivar et al. 2022;
 * Koyamparambath et al. 2024):
 *
 *   import risk = Σ g t / (P + Σ t),  score = HHI × import risk,  midpoint = score × V / Σ t,
 *
 * with t the tonnes from each origin, g its governance weight, P domestic production, V the value of the imports and
 * HHI the Herfindahl index of the world's production. What is made at home dilutes the risk; what was imported from one
 * origin in several rows may stand in several entries.
 *
 * `importTonnes` and `weights` have one entry an origin; tonnes are finite and 0 or more, weights and `hhi` in 0..1, the
 * value in thousand USD, `copperMidpoint` positive in thousand USD a tonne. Kernels take known numbers only: an origin
 * without tonnes or without weight is the caller's to bound, and the value is that of the known tonnes. Without imports
 * score and import risk are 0, and there is no price. Throws TRADE_INPUT for numbers outside these ranges, and without imports and production: no supply, no risk.
 *
 * @example
 * geoPolRisk({ hhi: 0.5, importTonnes: [30, 10], weights: [0.6, 0.2], domesticProductionTonnes: 60, tradeValueThousandUsd: 80, copperMidpoint: 0.4 }) // => { numerator: 20, totalTrade: 40, importRisk: 0.2, score: 0.1, price: 2, midpoint: 0.2, characterisationFactor: 0.5 }
 * geoPolRisk({ hhi: 0.5, importTonnes: [], weights: [], domesticProductionTonnes: 60, tradeValueThousandUsd: 0, copperMidpoint: 0.4 }).score // => 0
 * geoPolRisk({ hhi: 0.5, importTonnes: [0], weights: [1], domesticProductionTonnes: 0, tradeValueThousandUsd: 0, copperMidpoint: 0.4 }) // throws TRADE_INPUT
 */
export function geoPolRisk(input: {
  readonly hhi: number;
  readonly importTonnes: ArrayLike<number>;
  readonly weights: ArrayLike<number>;
  readonly domesticProductionTonnes: number;
  readonly tradeValueThousandUsd: number;
  readonly copperMidpoint: number;
}): GeoPolRisk {
  const { hhi, importTonnes, weights, domesticProductionTonnes, tradeValueThousandUsd, copperMidpoint } = input;
  if (importTonnes.length !== weights.length) {
    throw refuse(`${importTonnes.length} origins and ${weights.length} weights`, "as many of the one as of the other");
  }
  checkUnit("Herfindahl index", hhi);
  checkAmount("domestic production", domesticProductionTonnes);
  checkAmount("value of trade", tradeValueThousandUsd);
  if (!(copperMidpoint > 0 && copperMidpoint < Number.POSITIVE_INFINITY)) {
    throw refuse(`the midpoint of copper ${copperMidpoint}`, "a positive finite number");
  }
  let numerator = 0;
  let totalTrade = 0;
  for (let i = 0; i < importTonnes.length; i += 1) {
    const tonnes = importTonnes[i] ?? Number.NaN;
    const weight = weights[i] ?? Number.NaN;
    checkAmount("imported quantity", tonnes);
    checkUnit("governance weight", weight);
    numerator += weight * tonnes;
    totalTrade += tonnes;
  }
  const supply = domesticProductionTonnes + totalTrade;
  if (!(supply > 0 && supply < Number.POSITIVE_INFINITY)) {
    throw refuse(`a supply of ${supply} t from trade and production together`, "a positive finite one");
  }
  const importRisk = numerator / supply;
  const score = hhi * importRisk;
  const price = totalTrade === 0 ? undefined : tradeValueThousandUsd / totalTrade;
  const midpoint = price === undefined ? undefined : score * price;
  const characterisationFactor = midpoint === undefined ? undefined : midpoint / copperMidpoint;
  return { numerator, totalTrade, importRisk, score, price, midpoint, characterisationFactor };
}

function checkAmount(name: string, amount: number): void {
  if (amount >= 0 && amount < Number.POSITIVE_INFINITY) return;
  throw refuse(`the ${name} ${amount}`, "a finite one of 0 or more");
}

function checkUnit(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw refuse(`the ${name} ${value}`, "one in 0..1");
}

function refuse(found: string, expected: string) {
  return lodebookError("TRADE_INPUT", { found, expected });
}
