import { elementAt } from "../numerics/element.ts";
import { normalQuantile } from "../numerics/normal.ts";
import type { ParameterDraws } from "./exposure-draws.ts";
import type { ParameterValue } from "./parameter-values.ts";

/** The parameter that an outcome's spread follows most, with the part of the variance and its interval. */
export type DriverShare = {
  readonly value: ParameterValue;
  readonly share: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Which of some parameters drives an outcome: the one with the largest squared correlation over the draws, which is the
 * part of the outcome's variance that a straight line through it explains (for independent inputs that add up, their
 * parts sum to one). The interval is Fisher's (1921), of so many draws, at the level whose upper end is `high`. Undefined
 * where the outcome does not vary.
 */
export function findDriver(
  outcome: Float64Array,
  candidates: readonly ParameterValue[],
  drawn: ParameterDraws,
  high: number,
): DriverShare | undefined {
  const centred = centre(outcome);
  let best: { value: ParameterValue; r: number } | undefined;
  for (const value of candidates) {
    const draws = drawn.get(value.parameter.id);
    const r = draws === undefined ? 0 : Math.abs(correlation(draws, centred));
    if (r > (best?.r ?? 0)) best = { value, r };
  }
  if (best === undefined) return undefined;
  const { value, r } = best;
  const half = normalQuantile(high) / Math.sqrt(Math.max(1, outcome.length - 3));
  const end = (side: number) => Math.tanh(Math.max(0, Math.atanh(r) + side * half)) ** 2;
  return { value, share: r * r, low: end(-1), high: end(1) };
}

/** Draws less their mean, and the sum of the squares of that: 0 where they differ by no more than rounding. */
type Centred = { readonly deviations: Float64Array; readonly square: number };

function centre(draws: Float64Array): Centred {
  let sum = 0;
  for (let k = 0; k < draws.length; k += 1) sum += elementAt(draws, k);
  const mean = sum / draws.length;
  const deviations = draws.map((value) => value - mean);
  let square = 0;
  for (let k = 0; k < draws.length; k += 1) square += elementAt(deviations, k) ** 2;
  return { deviations, square: square > draws.length * (1e-12 * mean) ** 2 ? square : 0 };
}

/** Pearson's correlation; 0 where one of the two does not vary. */
function correlation(draws: Float64Array, other: Centred): number {
  // Deviations from the first draw, so that no digits cancel; what is the same in every draw has none.
  const first = elementAt(draws, 0);
  let sum = 0;
  let square = 0;
  let product = 0;
  for (let k = 0; k < draws.length; k += 1) {
    const deviation = elementAt(draws, k) - first;
    sum += deviation;
    square += deviation * deviation;
    product += deviation * elementAt(other.deviations, k);
  }
  const own = square - (sum * sum) / draws.length;
  if (own <= 0 || other.square === 0) return 0;
  const r = product / Math.sqrt(own * other.square);
  // A straight line is one, though rounding bends it by a hair.
  return Math.abs(r) > 1 - 1e-9 ? Math.sign(r) : r;
}
