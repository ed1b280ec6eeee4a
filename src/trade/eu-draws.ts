import { elementAt } from "../numerics/element.ts";
import { euGovernanceWeight } from "./eu-governance-weight.ts";
import { drawProduction, inputStream } from "./risk-draws.ts";

/** What one country produced: tonnes, and the standard deviation of their ln. `country` is a place in a list of codes. */
export type EuProducer = { readonly country: number; readonly tonnes: number; readonly deviation: number };

/** A country's mean governance estimate and its standard error. */
export type EuEstimate = { readonly estimate: number; readonly standardError: number };

/** Draws of every uncertain input of one year, each made once and kept: cells that share an input share its draws. */
export type EuDraws = {
  readonly count: number;
  /** Draws of a country's governance weight; undefined when nobody has rated it. */
  readonly weights: (country: number) => Float64Array | undefined;
  /** Draws of a country's production of what `what` names. */
  readonly production: (what: string, producer: EuProducer) => Float64Array;
  /** Draws of the concentration of the world's production, Σ S² W; every producer must be rated. */
  readonly concentration: (what: string, producers: readonly EuProducer[]) => Float64Array;
};

/**
 * Draws of the EU's governance weights, from normal estimates, and of production, lognormal with the figure as median.
 * They come from the streams that GeoPolRisk's own are drawn from. `countries` are codes, `seed` a whole number.
 *
 * @example
 * openEuDraws({ countries: ["4"], year: 2022, governance: new Map([[0, { estimate: -0.5, standardError: 0 }]]), seed: 1, count: 2 }).weights(0) // => [6, 6]
 * openEuDraws({ countries: ["4"], year: 2022, governance: new Map(), seed: 1, count: 2 }).weights(0) // => undefined
 */
export function openEuDraws(input: {
  readonly countries: readonly string[];
  readonly year: number;
  readonly governance: ReadonlyMap<number, EuEstimate>;
  readonly seed: number;
  readonly count: number;
}): EuDraws {
  const { countries, year, governance, seed, count } = input;
  const kept = { weights: new Map<number, Float64Array>(), production: new Map<string, Float64Array>() };
  const concentrations = new Map<string, Float64Array>();
  const weights = (country: number) => {
    const rated = governance.get(country);
    if (rated === undefined) return undefined;
    return keep(kept.weights, country, () => {
      const random = inputStream(seed, ["governance", countries[country] ?? ""], year);
      return new Float64Array(count).map(() =>
        euGovernanceWeight(rated.estimate + (rated.standardError === 0 ? 0 : rated.standardError * random.normal())),
      );
    });
  };
  const production = (what: string, producer: EuProducer) =>
    keep(kept.production, `${what}|${producer.country}`, () => {
      const random = inputStream(seed, ["production", what, countries[producer.country] ?? ""], year);
      return drawProduction(random, producer, new Float64Array(count));
    });
  const concentration = (what: string, producers: readonly EuProducer[]) =>
    keep(concentrations, what, () => {
      const sums = { totals: new Float64Array(count), squares: new Float64Array(count) };
      for (const producer of producers) addSupply(sums, 0, production(what, producer), weights(producer.country));
      return sums.squares.map((squares, d) => squares / elementAt(sums.totals, d) ** 2);
    });
  return { count, weights, production, concentration };
}

/** Sums over countries, one for each draw. */
export type EuSums = { readonly totals: Float64Array; readonly squares: Float64Array };

/**
 * Add one country's supply, `imported` and what it makes itself, to the sums of all: s to the totals, s² W to the squares. A
 * country without weights must not be added: it counts as one without risk.
 *
 * @example
 * addSupply({ totals: Float64Array.of(1), squares: Float64Array.of(2) }, 3, Float64Array.of(1), Float64Array.of(5)) // => { totals: [5], squares: [82] }
 */
export function addSupply(
  sums: EuSums,
  imported: number,
  made: Float64Array | undefined,
  weights: Float64Array | undefined,
): EuSums {
  const { totals, squares } = sums;
  for (let d = 0; d < totals.length; d += 1) {
    const supply = imported + (made === undefined ? 0 : elementAt(made, d));
    totals[d] = elementAt(totals, d) + supply;
    squares[d] = elementAt(squares, d) + supply * supply * (weights === undefined ? 0 : elementAt(weights, d));
  }
  return sums;
}

function keep<Key>(known: Map<Key, Float64Array>, key: Key, make: () => Float64Array): Float64Array {
  const made = known.get(key) ?? make();
  known.set(key, made);
  return made;
}
