import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";

/**
 * Shapley values: what each cause adds to an outcome, averaged over all orders in which the causes may come (Shapley 1953).
 *
 * `values` has the outcome for every set of causes, 2^n numbers; cause k is in the set at place s when bit k of s is set, so
 * the first number is the outcome without any cause and the last that with all. Returns n numbers in the unit of the
 * outcome; they add up to the last less the first.
 *
 * Exact, for up to 12 causes. Throws MARKET_INPUT for any other length and for numbers that are not finite.
 *
 * Shapley, L. S. (1953). A value for n-person games. Contributions to the Theory of Games II, 307-317.
 *
 * @example
 * shapley(Float64Array.of(0, 10, 20, 60)) // => [25, 35]
 * shapley(Float64Array.of(5)) // => []
 * shapley(Float64Array.of(0, 1, 2)) // throws MARKET_INPUT
 */
export function shapley(values: Float64Array): Float64Array {
  const causes = Math.log2(values.length);
  if (!Number.isInteger(causes) || causes > most) {
    throw inputError(`outcomes of ${values.length} sets of causes`, `2^n of them, n of 0 to ${most}`);
  }
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad >= 0) throw inputError(`the outcome ${elementAt(values, bad)} of set ${bad}`, "a finite number");
  const weights = orderWeights(causes);
  const shares = new Float64Array(causes);
  for (let set = 0; set < values.length; set += 1) {
    const weight = elementAt(weights, countBits(set));
    for (let cause = 0; cause < causes; cause += 1) {
      const bit = 1 << cause;
      if ((set & bit) !== 0) continue;
      shares[cause] = elementAt(shares, cause) + weight * (elementAt(values, set | bit) - elementAt(values, set));
    }
  }
  return shares;
}

const most = 12;

function inputError(found: string, expected: string): Error {
  return lodebookError("MARKET_INPUT", { found, expected });
}

/** By the size s of the set before: the share of the orders in which a cause comes just after it, s! (n - s - 1)! / n!. */
function orderWeights(causes: number): Float64Array {
  const weights = new Float64Array(causes + 1);
  let weight = 1 / causes;
  for (let size = 0; size < causes; size += 1) {
    weights[size] = weight;
    weight *= (size + 1) / (causes - size - 1);
  }
  return weights;
}

function countBits(set: number): number {
  let count = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
