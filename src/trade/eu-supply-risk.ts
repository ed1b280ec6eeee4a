import { lodebookError } from "../model/fault.ts";

/** A supply by country: the shares sum to one, and the three have one entry a country. */
export type EuSupply = {
  /** Share of each country, 0..1. */
  readonly shares: ArrayLike<number>;
  /** Governance weight of each country, 0..10. */
  readonly weights: ArrayLike<number>;
  /** Trade parameter t of each country: 1 free, more with export restrictions, less under an agreement. */
  readonly tradeParameters: ArrayLike<number>;
};

/** Supply risk of one material at one stage, and which of the two supplies it rests on. */
export type EuSupplyRisk = {
  /** Concentration of the world's supply, weighted by governance and trade, about 0..10; absent when not known. */
  readonly hhiGlobal: number | undefined;
  /** The same of the importer's own sourcing. */
  readonly hhiImporter: number | undefined;
  readonly supplyRisk: number;
  readonly used: "both" | "global" | "importer";
};

/**
 * Supply risk of the EU's criticality assessment (European Commission 2017; Blengini et al. 2017; applied by Grohol &
 * Veeh 2023), one material at one stage:
 *
 *   HHI = Σ S² W t,  SR = [HHI_global × IR/2 + HHI_importer × (1 - IR/2)] × (1 - EoL) × SI,
 *
 * with S the shares, W the governance weights, t the trade parameters, IR the import reliance, EoL the share of demand
 * met by recycling at the end of life, SI the substitution index of supply risk. Where only one of the two supplies is
 * known that one is used alone, and `used` names it.
 *
 * IR, EoL and SI are in 0..1, W in 0..10, t finite and 0 or more; the shares of a supply sum to one within 1e-9, because
 * a rest without country has no weight. Throws TRADE_INPUT for anything else, and when neither supply is known.
 *
 * @example
 * euSupplyRisk({ global: { shares: [0.5, 0.5], weights: [6, 2], tradeParameters: [1, 1] }, importer: { shares: [1], weights: [6], tradeParameters: [0.5] }, importReliance: 0.8, endOfLifeRecycling: 0.5, substitution: 0.5 }) // => { hhiGlobal: 2, hhiImporter: 3, supplyRisk: 0.65, used: "both" }
 * euSupplyRisk({ global: { shares: [1], weights: [4], tradeParameters: [1] }, importer: undefined, importReliance: 1, endOfLifeRecycling: 0, substitution: 1 }) // => { hhiGlobal: 4, hhiImporter: undefined, supplyRisk: 4, used: "global" }
 * euSupplyRisk({ global: undefined, importer: undefined, importReliance: 1, endOfLifeRecycling: 0, substitution: 1 }) // throws TRADE_INPUT
 */
export function euSupplyRisk(input: {
  readonly global: EuSupply | undefined;
  readonly importer: EuSupply | undefined;
  readonly importReliance: number;
  readonly endOfLifeRecycling: number;
  readonly substitution: number;
}): EuSupplyRisk {
  const { importReliance, endOfLifeRecycling, substitution } = input;
  for (const [name, value] of Object.entries({ importReliance, endOfLifeRecycling, substitution })) {
    if (!(value >= 0 && value <= 1)) throw refuse(`${name} ${value}`, "a number in 0..1");
  }
  const hhiGlobal = weightedConcentration(input.global);
  const hhiImporter = weightedConcentration(input.importer);
  const remaining = (1 - endOfLifeRecycling) * substitution;
  if (hhiGlobal !== undefined && hhiImporter !== undefined) {
    const mixed = (hhiGlobal * importReliance) / 2 + hhiImporter * (1 - importReliance / 2);
    return { hhiGlobal, hhiImporter, supplyRisk: mixed * remaining, used: "both" };
  }
  if (hhiGlobal !== undefined) return { hhiGlobal, hhiImporter, supplyRisk: hhiGlobal * remaining, used: "global" };
  if (hhiImporter === undefined) throw refuse("neither the global nor the importer's supply", "at least one of them");
  return { hhiGlobal, hhiImporter, supplyRisk: hhiImporter * remaining, used: "importer" };
}

/**
 * The stage that counts: each is assessed apart, and the one with the largest supply risk is the material's (European
 * Commission 2017). Among equals the first. Throws TRADE_INPUT without stages and for a risk that is not finite.
 *
 * @example
 * worstStage([{ stage: "extraction", supplyRisk: 2 }, { stage: "processing", supplyRisk: 5 }]) // => { stage: "processing", supplyRisk: 5 }
 * worstStage([]) // throws TRADE_INPUT
 */
export function worstStage<Stage extends { readonly supplyRisk: number }>(stages: readonly Stage[]): Stage {
  let worst: Stage | undefined;
  for (const stage of stages) {
    if (!Number.isFinite(stage.supplyRisk)) throw refuse(`the supply risk ${stage.supplyRisk}`, "a finite number");
    if (worst === undefined || stage.supplyRisk > worst.supplyRisk) worst = stage;
  }
  if (worst === undefined) throw refuse("no stages", "at least one");
  return worst;
}

function weightedConcentration(supply: EuSupply | undefined): number | undefined {
  if (supply === undefined) return undefined;
  const { shares, weights, tradeParameters } = supply;
  if (shares.length !== weights.length || shares.length !== tradeParameters.length) {
    throw refuse(
      `${shares.length} shares, ${weights.length} weights and ${tradeParameters.length} trade parameters`,
      "as many of each",
    );
  }
  let total = 0;
  let sum = 0;
  for (let i = 0; i < shares.length; i += 1) {
    const share = shares[i] ?? Number.NaN;
    const weight = weights[i] ?? Number.NaN;
    const trade = tradeParameters[i] ?? Number.NaN;
    if (!(share >= 0 && share <= 1)) throw refuse(`the share ${share}`, "one in 0..1");
    if (!(weight >= 0 && weight <= 10)) throw refuse(`the governance weight ${weight}`, "one in 0..10");
    if (!(trade >= 0 && trade < Number.POSITIVE_INFINITY)) throw refuse(`the trade parameter ${trade}`, "0 or more");
    total += share;
    sum += share * share * weight * trade;
  }
  if (Math.abs(total - 1) > 1e-9) throw refuse(`shares that sum to ${total}`, "shares that sum to 1");
  return sum;
}

function refuse(found: string, expected: string) {
  return lodebookError("TRADE_INPUT", { found, expected });
}
