import { elementAt } from "../numerics/element.ts";
import { herfindahl } from "./herfindahl.ts";
import type { RiskBlock } from "./risk-blocks.ts";
import { drawHerfindahl, drawProduction, inputStream } from "./risk-draws.ts";
import type { MissingIndex, RiskInputs } from "./risk-types.ts";

/** World production of one material in one year. */
export type RiskWorld = {
  /** Whether the table has any row of it. */
  readonly isCovered: boolean;
  /** Missing where the table does not cover it, and where the whole world makes nothing. */
  readonly hhi: number | MissingIndex;
  /** Producers, by country. */
  readonly countries: Int32Array;
  readonly tonnes: Float64Array;
  /** Standard deviation of ln tonnes. */
  readonly deviations: Float64Array;
  /** For each country its place among the producers, or -1. */
  readonly placeOf: Int32Array;
};

/** Draws of one world, in arrays that the next world is drawn into. */
export type WorldDraws = { readonly production: Float64Array[]; readonly hhi: Float64Array };

/**
 * Read the production of one block.
 *
 * @example
 * openWorld({ countries: ["4", "8"], production: { rows: 2, material: Int32Array.of(0, 0), country: Int32Array.of(0, 1), year: Int32Array.of(2022, 2022), tonnes: Float64Array.of(3, 1), deviation: Float64Array.of(0, 0) } }, { producers: Int32Array.of(0, 1) }).hhi // => 0.625
 */
export function openWorld(
  { countries, production }: Pick<RiskInputs, "countries" | "production">,
  { producers }: Pick<RiskBlock, "producers">,
): RiskWorld {
  const placeOf = new Int32Array(countries.length).fill(-1);
  const makers = producers.map((row) => production.country[row] ?? -1);
  for (const [place, country] of makers.entries()) placeOf[country] = place;
  const tonnes = Float64Array.from(producers, (row) => elementAt(production.tonnes, row));
  const deviations = Float64Array.from(producers, (row) => elementAt(production.deviation, row));
  return { isCovered: tonnes.length > 0, hhi: hhiOf(tonnes), countries: makers, tonnes, deviations, placeOf };
}

function hhiOf(tonnes: Float64Array): number | MissingIndex {
  if (tonnes.length === 0) return { missing: "not-collected" };
  return tonnes.some((made) => made > 0) ? herfindahl(tonnes) : { missing: "not-applicable" };
}

/**
 * Draw the production of a block's world and its Herfindahl index into `target`.
 *
 * @example
 * drawWorld({ countries: ["4"], materials: ["x"], seed: 1 }, { material: 0, year: 2022 }, { countries: Int32Array.of(0), tonnes: Float64Array.of(9), deviations: Float64Array.of(0) }, { production: [], hhi: new Float64Array(2) }) // => { production: [[9, 9]], hhi: [1, 1] }
 */
export function drawWorld(
  { countries, materials, seed }: Pick<RiskInputs, "countries" | "materials" | "seed">,
  { material, year }: Pick<RiskBlock, "material" | "year">,
  world: Pick<RiskWorld, "countries" | "tonnes" | "deviations">,
  target: WorldDraws,
): WorldDraws {
  const producers = world.tonnes.length;
  for (let p = 0; p < producers; p += 1) {
    const draws = target.production[p] ?? new Float64Array(target.hhi.length);
    target.production[p] = draws;
    const name = ["production", materials[material] ?? "", countries[world.countries[p] ?? -1] ?? ""];
    const figure = { tonnes: elementAt(world.tonnes, p), deviation: elementAt(world.deviations, p) };
    if (figure.deviation === 0) draws.fill(figure.tonnes);
    else drawProduction(inputStream(seed, name, year), figure, draws);
  }
  drawHerfindahl(target.production, producers, target.hhi);
  return target;
}
