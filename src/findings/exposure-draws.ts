import type { SupplyMix } from "../model/exposure.ts";
import type { Finding } from "../model/finding.ts";
import { convertUnit, parseUnit } from "../model/unit.ts";
import { elementAt } from "../numerics/element.ts";
import { quantile } from "../numerics/quantile.ts";
import { makeRandom } from "../numerics/random.ts";
import type { ParameterValue, Quantile } from "./parameter-values.ts";

/** How many draws, and the seed that they follow from. */
export type DrawPlan = { readonly draws: number; readonly seed: number };

/** Draws of the parameters that are known, by id, in the parameter's unit. */
export type ParameterDraws = ReadonlyMap<string, Float64Array>;

/** One region's supply at one stage, draw by draw: shares that add up to one. */
export type MixDraws = {
  readonly own: Float64Array;
  /** In the order of the mix. */
  readonly from: readonly Float64Array[];
  /** What own and from leave. */
  readonly rest: Float64Array;
  /** Draws in which own and from were more than the whole, so that they were scaled down to it. */
  readonly scaled: number;
};

/** Differences so small are those of binary numbers, not of the world. */
const rounding = 1e-9;

/** Draw every known parameter. */
export function drawParameters(values: Iterable<ParameterValue>, plan: DrawPlan): ParameterDraws {
  const drawn = new Map<string, Float64Array>();
  for (const { parameter, quantile } of values) {
    if (quantile !== undefined) drawn.set(parameter.id, drawQuantile(quantile, parameter.id, plan));
  }
  return drawn;
}

/** Draws of one figure. Its stream hangs on its name alone, so that a new figure leaves the draws of all others as they are. */
export function drawQuantile(quantile: Quantile, name: string, { draws, seed }: DrawPlan): Float64Array {
  const random = makeRandom(seed).fork(hashOf(name));
  const drawn = new Float64Array(draws);
  for (let k = 0; k < draws; k += 1) drawn[k] = quantile(random.uniform());
  return drawn;
}

/** The shares of a mix, draw by draw; undefined when one of its parameters is missing. */
export function drawMix(
  mix: SupplyMix,
  values: ReadonlyMap<string, ParameterValue>,
  drawn: ParameterDraws,
  { draws }: DrawPlan,
): MixDraws | undefined {
  const product = (ids: readonly string[]) => multiplyShares(ids, values, drawn, draws);
  const own = mix.own.length === 0 ? new Float64Array(draws) : product(mix.own);
  const from = mix.from.map(({ share }) => product(share)).filter((one) => one !== undefined);
  if (own === undefined || from.length < mix.from.length) return undefined;
  const rest = new Float64Array(draws);
  const parts = [own, ...from];
  let scaled = 0;
  for (let k = 0; k < draws; k += 1) {
    let sum = 0;
    for (const part of parts) sum += elementAt(part, k);
    // Shares that add up to the whole on paper may miss it by the rounding of binary numbers.
    rest[k] = 1 - sum > rounding ? 1 - sum : 0;
    if (sum > 1 + rounding) scaled += 1;
    if (sum > 1) for (const part of parts) part[k] = elementAt(part, k) / sum;
  }
  return { own, from, rest, scaled };
}

/**
 * What many draws say: the mean, and the ends of the interval. The mean is shown, and not the median, because means of
 * shares add up to one. A very lopsided set of draws may have its mean outside the interval, which is then widened to it.
 */
export function summarise(
  drawn: Float64Array,
  ends: { readonly low: number; readonly high: number },
): Extract<Finding["result"], { kind: "estimate" }> {
  // From the first draw, so that the mean of one number is that number.
  const first = elementAt(drawn, 0);
  let sum = 0;
  for (let k = 0; k < drawn.length; k += 1) sum += elementAt(drawn, k) - first;
  return between(first + sum / drawn.length, { low: drawn, high: drawn }, ends);
}

/**
 * A figure at the central estimates of what it is made from, between the lower end of one set of draws and the upper end
 * of another: the same set twice where nothing is left open.
 */
export function between(
  value: number,
  { low, high }: { readonly low: Float64Array; readonly high: Float64Array },
  ends: { readonly low: number; readonly high: number },
): Extract<Finding["result"], { kind: "estimate" }> {
  const [from, to] = [Math.min(value, quantile(low, ends.low)), Math.max(value, quantile(high, ends.high))];
  // Draws that differ by the rounding of binary numbers only are one number.
  if (to - from <= rounding * Math.abs(value)) return { kind: "estimate", value, low: value, high: value };
  return { kind: "estimate", value, low: from, high: to };
}

/** The product of parameters that are shares; no factor leaves 0..1. Undefined when one is missing. */
function multiplyShares(
  ids: readonly string[],
  values: ReadonlyMap<string, ParameterValue>,
  drawn: ParameterDraws,
  draws: number,
): Float64Array | undefined {
  const product = new Float64Array(draws).fill(1);
  for (const id of ids) {
    const factor = drawn.get(id);
    const unit = values.get(id)?.parameter.unit;
    if (factor === undefined || unit === undefined) return undefined;
    const toShare = convertUnit(1, parseUnit(unit), parseUnit("1"));
    for (let k = 0; k < draws; k += 1) {
      product[k] = elementAt(product, k) * Math.min(1, Math.max(0, elementAt(factor, k) * toShare));
    }
  }
  return product;
}

/** A whole number for a name, the same on every machine: FNV-1a (Fowler, Noll & Vo) over its UTF-16 codes. */
function hashOf(name: string): number {
  let hash = 0x811c9dc5;
  for (let k = 0; k < name.length; k += 1) hash = Math.imul(hash ^ name.charCodeAt(k), 0x01000193);
  return hash >>> 0;
}
