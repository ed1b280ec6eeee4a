import { elementAt } from "../numerics/element.ts";
import { makeRandom, type Random } from "../numerics/random.ts";
import { governanceWeight } from "./governance-weight.ts";

/**
 * The stream of one uncertain input, found by its name and year, so that an input keeps its draws whatever else is in the
 * tables. Two names share a stream with a chance of one in four thousand million.
 *
 * @example
 * inputStream(1, ["governance", "4"], 2022).normal() === inputStream(1, ["governance", "4"], 2022).normal() // => true
 * inputStream(1, ["governance", "4"], 2022).normal() === inputStream(1, ["governance", "4"], 2021).normal() // => false
 */
export function inputStream(seed: number, name: readonly string[], year: number): Random {
  let random = makeRandom(seed);
  for (const part of name) random = random.fork(hash(part));
  return random.fork(year);
}

/**
 * Fill `target` with governance weights of estimates drawn from a normal distribution.
 *
 * @example
 * drawWeights({ normal: () => 1 }, { estimate: 0, standardError: 0.5 }, new Float64Array(2)) // => [0.4, 0.4]
 */
export function drawWeights(
  random: Pick<Random, "normal">,
  { estimate, standardError }: { readonly estimate: number; readonly standardError: number },
  target: Float64Array,
): Float64Array {
  for (let d = 0; d < target.length; d += 1) {
    target[d] = governanceWeight(standardError === 0 ? estimate : estimate + standardError * random.normal());
  }
  return target;
}

/**
 * Fill `target` with production drawn from a lognormal distribution, whose median is the figure.
 *
 * @example
 * drawProduction({ normal: () => 1 }, { tonnes: 50, deviation: Math.log(2) }, new Float64Array(2)) // => [100, 100]
 */
export function drawProduction(
  random: Pick<Random, "normal">,
  { tonnes, deviation }: { readonly tonnes: number; readonly deviation: number },
  target: Float64Array,
): Float64Array {
  for (let d = 0; d < target.length; d += 1) target[d] = tonnes * Math.exp(deviation * random.normal());
  return target;
}

/**
 * Fill `target` with the Herfindahl index of each draw; `production` holds one array of draws a producer, of which the
 * first `producers` count. As `herfindahl`, without a check for each draw.
 *
 * @example
 * drawHerfindahl([Float64Array.of(3, 1), Float64Array.of(1, 1)], 2, new Float64Array(2)) // => [0.625, 0.5]
 */
export function drawHerfindahl(
  production: readonly Float64Array[],
  producers: number,
  target: Float64Array,
): Float64Array {
  const totals = new Float64Array(target.length);
  target.fill(0);
  for (let p = 0; p < producers; p += 1) {
    const tonnes = production[p];
    if (tonnes === undefined) break;
    for (let d = 0; d < totals.length; d += 1) {
      const made = elementAt(tonnes, d);
      totals[d] = elementAt(totals, d) + made;
      target[d] = elementAt(target, d) + made * made;
    }
  }
  for (let d = 0; d < totals.length; d += 1) {
    const total = elementAt(totals, d);
    target[d] = Math.min(1, elementAt(target, d) / (total * total));
  }
  return target;
}

/** FNV-1a (Fowler, Noll & Vo) over the code units of a text. */
function hash(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return state >>> 0;
}
