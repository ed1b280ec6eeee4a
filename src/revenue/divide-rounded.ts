import type { RoundingRule } from "../model/register.ts";

/**
 * A whole-number quotient by a stated rule: to the nearest with halves to the even neighbour (`half-even`) or away from zero
 * (`half-up`), or always towards (`down`) or away from zero (`up`). The denominator is above 0.
 *
 * @example
 * divideRounded(5n, 2n, "half-even") // => 2n
 * divideRounded(-5n, 2n, "half-up") // => -3n
 * divideRounded(-5n, 2n, "down") // => -2n
 * divideRounded(1n, 1000n, "up") // => 1n
 */
export function divideRounded(numerator: bigint, denominator: bigint, rule: RoundingRule): bigint {
  const size = numerator < 0n ? -numerator : numerator;
  const whole = size / denominator;
  const rest = size % denominator;
  const rounded = rest !== 0n && isUp(rule, { whole, twice: 2n * rest, denominator }) ? whole + 1n : whole;
  return numerator < 0n ? -rounded : rounded;
}

type Division = { readonly whole: bigint; readonly twice: bigint; readonly denominator: bigint };

function isUp(rule: RoundingRule, { whole, twice, denominator }: Division): boolean {
  if (rule === "up" || rule === "down") return rule === "up";
  if (twice !== denominator) return twice > denominator;
  return rule === "half-up" || whole % 2n === 1n;
}
