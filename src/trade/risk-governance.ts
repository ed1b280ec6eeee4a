import { governanceWeight } from "./governance-weight.ts";
import { drawWeights, inputStream } from "./risk-draws.ts";
import type { RiskGovernance } from "./risk-types.ts";

/** One country's governance in one year. */
export type RatedCountry = {
  /** By its estimate, 0..1. */
  readonly weight: number;
  /** Standard deviation of the weight, by its slope at the estimate: 0 beyond the ends of the scale. */
  readonly deviation: number;
  /** Draws of the weight, made when they are first asked for and shared by all that import from the country. */
  readonly draws: () => Float64Array;
};

/**
 * The governance of every country (by its place) in one year; a country without estimate is undefined.
 *
 * @example
 * governanceOf({ countries: ["4", "8"], governance: { rows: 1, country: Int32Array.of(1), year: Int32Array.of(2022), estimate: Float64Array.of(1), standardError: Float64Array.of(0.2) }, draws: 10, seed: 1 }, 2022)[1].deviation // => 0.04
 * governanceOf({ countries: ["4"], governance: { rows: 0, country: Int32Array.of(), year: Int32Array.of(), estimate: Float64Array.of(), standardError: Float64Array.of() }, draws: 10, seed: 1 }, 2022) // => [undefined]
 */
export function governanceOf(
  inputs: {
    readonly countries: readonly string[];
    readonly governance: RiskGovernance;
    readonly draws: number;
    readonly seed: number;
  },
  year: number,
): (RatedCountry | undefined)[] {
  const { countries, governance } = inputs;
  const rated: (RatedCountry | undefined)[] = countries.map(() => undefined);
  for (let row = 0; row < governance.rows; row += 1) {
    const country = governance.country[row] ?? -1;
    if (governance.year[row] !== year) continue;
    const estimate = governance.estimate[row] ?? Number.NaN;
    const standardError = governance.standardError[row] ?? Number.NaN;
    const weight = governanceWeight(estimate);
    const deviation = weight > 0 && weight < 1 ? slope * standardError : 0;
    let drawn: Float64Array | undefined;
    const draw = () => {
      const random = inputStream(inputs.seed, ["governance", countries[country] ?? ""], year);
      return drawWeights(random, { estimate, standardError }, new Float64Array(inputs.draws));
    };
    const draws = () => {
      drawn ??= draw();
      return drawn;
    };
    rated[country] = { weight, deviation, draws };
  }
  return rated;
}

/** How much the weight falls for one unit of the estimate. */
const slope = governanceWeight(0) - governanceWeight(1);
