import { elementAt } from "../numerics/element.ts";
import type { RatedCountry } from "./risk-governance.ts";
import type { RiskSupply } from "./risk-supply.ts";
import type { RiskWorld } from "./risk-world.ts";

/** What the uncertain inputs do to one score, to first order. */
export type ScoreEffects = {
  /** Standard deviation of the score, the inputs being independent. */
  readonly deviation: number;
  /** The input with the largest effect: "none" when no input has any. */
  readonly driver: "governance" | "production" | "none";
  /** Its country, a place in the list of countries; -1 for none. */
  readonly country: number;
};

/**
 * The effect of each input, |∂ score / ∂ input| × standard deviation at the figures themselves (the first-order
 * propagation of JCGM 100:2008, 5.1). With H the HHI, R the import risk, S the supply, and s a producer's share of the world:
 *
 * - governance of an origin: H t / S × the standard deviation of its weight, which is 0 where the weight is at its end;
 * - production of a country, on ln tonnes: R × 2 s (s - H) × the deviation, by way of the HHI; for a member of the
 *   importer less H R P / S × the deviation, because what is made at home dilutes the risk.
 *
 * Among equals the first drives: origins before producers. `domestic` are the places of the importer's members among the
 * producers.
 *
 * @example
 * scoreEffects({ hhi: 0.5, importRisk: 0.6, supply: { origins: [1], tonnes: Float64Array.of(10), count: 1, totalTonnes: 10 }, rated: [undefined, { deviation: 0.08 }], world: { countries: [4], tonnes: Float64Array.of(5), deviations: Float64Array.of(0.05) }, domestic: [] }) // => { deviation: 0.05, driver: "governance", country: 1 }
 */
export function scoreEffects(input: {
  readonly hhi: number;
  readonly importRisk: number;
  readonly supply: Pick<RiskSupply, "tonnes" | "count" | "totalTonnes"> & { readonly origins: ArrayLike<number> };
  readonly rated: readonly (Pick<RatedCountry, "deviation"> | undefined)[];
  readonly world: Pick<RiskWorld, "tonnes" | "deviations"> & { readonly countries: ArrayLike<number> };
  readonly domestic: readonly number[];
}): ScoreEffects {
  const { hhi, importRisk, supply, rated, world, domestic } = input;
  let total = supply.totalTonnes;
  for (const place of domestic) total += elementAt(world.tonnes, place);
  let driver: ScoreEffects["driver"] = "none";
  let country = -1;
  let largest = 0;
  let variance = 0;
  for (let k = 0; k < supply.count; k += 1) {
    const origin = supply.origins[k] ?? -1;
    const effect = ((hhi * elementAt(supply.tonnes, k)) / total) * (rated[origin]?.deviation ?? 0);
    variance += effect * effect;
    if (effect > largest) {
      largest = effect;
      driver = "governance";
      country = origin;
    }
  }
  let made = 0;
  for (let p = 0; p < world.tonnes.length; p += 1) made += elementAt(world.tonnes, p);
  for (let p = 0; p < world.tonnes.length; p += 1) {
    const deviation = elementAt(world.deviations, p);
    if (deviation === 0) continue;
    const share = elementAt(world.tonnes, p) / made;
    const dilution = domestic.includes(p) ? (hhi * elementAt(world.tonnes, p)) / total : 0;
    const effect = Math.abs(importRisk * (2 * share * (share - hhi) - dilution)) * deviation;
    variance += effect * effect;
    if (effect > largest) {
      largest = effect;
      driver = "production";
      country = world.countries[p] ?? -1;
    }
  }
  return { deviation: Math.sqrt(variance), driver, country };
}
