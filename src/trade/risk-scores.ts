import { elementAt } from "../numerics/element.ts";
import type { RatedCountry } from "./risk-governance.ts";
import type { RiskSupply } from "./risk-supply.ts";
import type { WorldDraws } from "./risk-world.ts";

/** Arrays of one number a draw that are filled anew for each cell. */
export type ScoreScratch = { readonly scores: Float64Array; readonly supplies: Float64Array };

/**
 * Fill `scratch.scores` with the score of each draw: HHI × Σ g t / (P + Σ t), with the world's HHI and domestic
 * production P and each origin's weight g out of the same draws. `domestic` are the places of the importer's members
 * among the producers. Origins must all be rated.
 *
 * @example
 * drawScores({ supply: { origins: [0], tonnes: Float64Array.of(30), count: 1, totalTonnes: 40 }, rated: [{ draws: () => Float64Array.of(0.5, 1) }], domestic: [0] }, { production: [Float64Array.of(60, 20)], hhi: Float64Array.of(1, 0.5) }, { scores: new Float64Array(2), supplies: new Float64Array(2) }) // => [0.15, 0.25]
 */
export function drawScores(
  input: {
    readonly supply: Pick<RiskSupply, "tonnes" | "count" | "totalTonnes"> & { readonly origins: ArrayLike<number> };
    readonly rated: readonly (Pick<RatedCountry, "draws"> | undefined)[];
    readonly domestic: readonly number[];
  },
  world: WorldDraws,
  { scores, supplies }: ScoreScratch,
): Float64Array {
  const { supply, rated, domestic } = input;
  const { tonnes, origins } = supply;
  const weightsOf = (k: number) => rated[origins[k] ?? -1]?.draws() ?? scores;
  scores.fill(0);
  // Most cells have few origins and many draws: three a pass spare the memory two passes out of three.
  let k = 0;
  for (; k + 2 < supply.count; k += 3) {
    const [a, b, c] = [elementAt(tonnes, k), elementAt(tonnes, k + 1), elementAt(tonnes, k + 2)];
    addThree(scores, a, weightsOf(k), b, weightsOf(k + 1), c, weightsOf(k + 2));
  }
  for (; k < supply.count; k += 1) addOne(scores, elementAt(tonnes, k), weightsOf(k));
  supplies.fill(supply.totalTonnes);
  for (const place of domestic) addOne(supplies, 1, world.production[place] ?? supplies);
  scaleRisks(scores, supplies, world.hhi);
  return scores;
}

function addOne(target: Float64Array, a: number, first: Float64Array): void {
  for (let d = 0; d < target.length; d += 1) target[d] = elementAt(target, d) + a * elementAt(first, d);
}

function addThree(
  target: Float64Array,
  a: number,
  first: Float64Array,
  b: number,
  second: Float64Array,
  c: number,
  third: Float64Array,
): void {
  for (let d = 0; d < target.length; d += 1) {
    const sum = elementAt(target, d) + a * elementAt(first, d);
    target[d] = sum + b * elementAt(second, d) + c * elementAt(third, d);
  }
}

function scaleRisks(scores: Float64Array, supplies: Float64Array, hhi: Float64Array): void {
  for (let d = 0; d < scores.length; d += 1) {
    scores[d] = (elementAt(hhi, d) * elementAt(scores, d)) / elementAt(supplies, d);
  }
}
