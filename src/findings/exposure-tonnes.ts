import type { SupplyMix } from "../model/exposure.ts";
import { parseUnit } from "../model/unit.ts";
import { elementAt } from "../numerics/element.ts";
import type { ParameterDraws } from "./exposure-draws.ts";
import type { ParameterValue } from "./parameter-values.ts";

/**
 * What a region takes at one stage, in tonnes, draw by draw: a mass times shares and multiples. Undefined where the mix
 * names no parameters for it, where one is missing, and where they do not make one mass.
 */
export function drawTonnes(
  mix: SupplyMix,
  values: ReadonlyMap<string, ParameterValue>,
  drawn: ParameterDraws,
): Float64Array | undefined {
  let product: Float64Array | undefined;
  const dimensions: string[] = [];
  for (const id of mix.tonnes) {
    const draws = drawn.get(id);
    const text = values.get(id)?.parameter.unit;
    if (draws === undefined || text === undefined) return undefined;
    const unit = parseUnit(text);
    const before = product;
    product = draws.map((value, k) => value * unit.factor * (before === undefined ? 1 : elementAt(before, k)));
    if (unit.dimension !== "share" && unit.dimension !== "multiple") dimensions.push(unit.dimension);
  }
  const [only, other] = dimensions;
  return other === undefined && only === "mass" ? product : undefined;
}
