import { centralInterval } from "../numerics/central-interval.ts";
import { elementAt } from "../numerics/element.ts";
import { type RiskBlock, riskBlocks } from "./risk-blocks.ts";
import { checkRiskInputs } from "./risk-check.ts";
import { scoreEffects } from "./risk-effects.ts";
import { governanceOf, type RatedCountry } from "./risk-governance.ts";
import { riskIndices } from "./risk-indices.ts";
import { drawScores, type ScoreScratch } from "./risk-scores.ts";
import { gatherSupply, makeSupply, type RiskSupply } from "./risk-supply.ts";
import type { MissingIndex, RiskCell, RiskInputs, RiskInterval } from "./risk-types.ts";
import { drawWorld, openWorld, type RiskWorld, type WorldDraws } from "./risk-world.ts";

/**
 * GeoPolRisk in bulk, by the formula of `geoPolRisk`, for groups summed over their members: one cell for each material, year and
 * importer that imports or produces, in this order, groups after countries.
 *
 * The interval of a score is Monte Carlo: governance estimates drawn from a normal distribution with their standard
 * error, production from a lognormal one with the median at the figure, both once for a country (and material) and year, so
 * that all cells share them: a producer's draw moves the world's HHI and its own domestic production together. Ends are
 * quantiles of type 7. Its driver is the input with the largest first-order effect, see `scoreEffects`. Traded quantities
 * are taken as they are. An input's draws hang on seed, names and year, not on what else is computed.
 *
 * A producer that the production table leaves out of a material and year that it covers makes 0 t there. What is not
 * known stays missing, with its reason and bounds, see `riskIndices`; rows without a quantity are counted in `missing` and
 * are in no sum. Throws TRADE_INPUT, see `checkRiskInputs`.
 *
 * @example
 * riskTable({ countries: ["4", "8"], materials: ["x"], flows: { rows: 1, material: Int32Array.of(0), year: Int32Array.of(2022), importer: Int32Array.of(0), exporter: Int32Array.of(1), tonnes: Float64Array.of(40), thousandUsd: Float64Array.of(80), quantityMissing: Int32Array.of(0) }, production: { rows: 1, material: Int32Array.of(0), country: Int32Array.of(0), year: Int32Array.of(2022), tonnes: Float64Array.of(60), deviation: Float64Array.of(0) }, governance: { rows: 1, country: Int32Array.of(1), year: Int32Array.of(2022), estimate: Float64Array.of(0), standardError: Float64Array.of(0) }, importers: undefined, groups: new Map(), copperMidpoint: 0.4, level: 0.9, draws: 10, seed: 1 }) // => [{ material: "x", importer: "4", year: 2022, hhi: 1, domesticProduction: 60, numerator: 20, totalTrade: 40, importRisk: 0.2, score: 0.2, price: 2, characterisationFactor: 1, interval: { low: 0.2, high: 0.2, level: 0.9, driver: "none" } }]
 */
export function riskTable(inputs: RiskInputs): RiskCell[] {
  checkRiskInputs(inputs);
  const importers = importersOf(inputs);
  const ratedOf = new Map<number, readonly (RatedCountry | undefined)[]>();
  const supply = makeSupply(inputs.countries.length);
  const starts = new Int32Array(inputs.countries.length + 1);
  const arrays = makeArrays(inputs.draws);
  const cells: RiskCell[] = [];
  for (const block of riskBlocks(inputs.flows, inputs.production)) {
    const rated = ratedOf.get(block.year) ?? governanceOf(inputs, block.year);
    ratedOf.set(block.year, rated);
    const world = openWorld(inputs, block);
    const context = { inputs, block, rated, world, arrays, isDrawn: false };
    findStarts(inputs.flows.importer, block, starts);
    for (const importer of importers) {
      gatherSupply(supply, inputs.flows, starts, importer.members);
      const cell = cellOf(context, importer, supply);
      if (cell !== undefined) cells.push(cell);
    }
  }
  return cells;
}

/** A country is its own only member. */
type Importer = { readonly code: string; readonly members: readonly number[] };

function importersOf({ countries, importers, groups }: RiskInputs): Importer[] {
  const asked = [...(importers ?? countries.keys())].sort((a, b) => a - b);
  return [
    ...asked.map((country) => ({ code: countries[country] ?? "", members: [country] })),
    ...[...groups].map(([code, members]) => ({ code, members })),
  ];
}

/** Arrays of one number a draw, used again for every cell. */
type Arrays = { readonly world: WorldDraws; readonly scratch: ScoreScratch };

function makeArrays(draws: number): Arrays {
  return {
    world: { production: [], hhi: new Float64Array(draws) },
    scratch: { scores: new Float64Array(draws), supplies: new Float64Array(draws) },
  };
}

/** What the cells of one material and year share. */
type Context = {
  readonly inputs: RiskInputs;
  readonly block: RiskBlock;
  readonly rated: readonly (RatedCountry | undefined)[];
  readonly world: RiskWorld;
  readonly arrays: Arrays;
  /** Whether `arrays.world` holds this world: it is drawn for the first cell that needs it. */
  isDrawn: boolean;
};

/** Rows of importer c are those from `starts[c]` up to `starts[c + 1]`. */
function findStarts(importer: Int32Array, { flowStart, flowEnd }: RiskBlock, starts: Int32Array): void {
  let row = flowStart;
  for (let country = 0; country < starts.length; country += 1) {
    while (row < flowEnd && (importer[row] ?? 0) < country) row += 1;
    starts[country] = row;
  }
}

function cellOf(context: Context, importer: Importer, supply: RiskSupply): RiskCell | undefined {
  const { inputs, block, rated, world } = context;
  const domestic: number[] = [];
  let production = 0;
  for (const country of importer.members) {
    const place = world.placeOf[country] ?? -1;
    if (place < 0) continue;
    domestic.push(place);
    production += elementAt(world.tonnes, place);
  }
  if (supply.rows === 0 && production === 0) return undefined;
  const isTraded = block.flowEnd > block.flowStart;
  const { unrated, ...trade } = rate(supply, rated);
  const indices = riskIndices({
    hhi: world.hhi,
    production: world.isCovered ? production : undefined,
    trade: isTraded ? trade : undefined,
    copperMidpoint: inputs.copperMidpoint,
  });
  const cell = {
    material: inputs.materials[block.material] ?? "",
    importer: importer.code,
    year: block.year,
    ...indices,
    interval: intervalOf(context, supply, indices, domestic),
  };
  if (unrated.length === 0 && supply.quantityRows === 0) return cell;
  const governance = unrated.map((origin) => inputs.countries[origin] ?? "");
  return { ...cell, missing: { quantityRows: supply.quantityRows, governance } };
}

function rate(supply: RiskSupply, rated: readonly (RatedCountry | undefined)[]) {
  let ratedNumerator = 0;
  let unratedTonnes = 0;
  const unrated: number[] = [];
  for (let k = 0; k < supply.count; k += 1) {
    const origin = supply.origins[k] ?? -1;
    const tonnes = elementAt(supply.tonnes, k);
    const weight = rated[origin]?.weight;
    if (weight === undefined) {
      unratedTonnes += tonnes;
      unrated.push(origin);
    } else ratedNumerator += weight * tonnes;
  }
  const { totalTonnes: tonnes, thousandUsd, quantityRows } = supply;
  return { tonnes, ratedNumerator, unratedTonnes, thousandUsd, quantityRows, unrated };
}

function intervalOf(
  context: Context,
  supply: RiskSupply,
  { hhi, importRisk, score }: Pick<RiskCell, "hhi" | "importRisk" | "score">,
  domestic: readonly number[],
): RiskInterval | MissingIndex {
  const { inputs, block, rated, world, arrays } = context;
  if (typeof score !== "number") return { missing: score.missing };
  const { level } = inputs;
  // Nothing from outside is no risk, in every draw.
  if (supply.count === 0 || typeof hhi !== "number" || typeof importRisk !== "number") {
    return { low: score, high: score, level, driver: "none" };
  }
  if (!context.isDrawn) drawWorld(inputs, block, world, arrays.world);
  context.isDrawn = true;
  const scores = drawScores({ supply, rated, domestic }, arrays.world, arrays.scratch);
  const { deviation, driver, country } = scoreEffects({ hhi, importRisk, supply, rated, world, domestic });
  const { low, high } = centralInterval(scores, level, { mean: score, deviation }, arrays.scratch.supplies);
  return { low, high, level, driver: driver === "none" ? driver : `${driver} ${inputs.countries[country]}` };
}
