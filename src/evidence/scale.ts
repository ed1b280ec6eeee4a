import type { Indicator } from "../model/indicator.ts";

/** A scale on which claims can be pooled. */
export type WorkingScale = "log" | "logit" | "linear";

/** The parts of an indicator that say how its claims are pooled; `unit.factor` brings a share to the unit 1. */
export type Measure = { readonly scale: Indicator["scale"]; readonly unit: Pick<Indicator["unit"], "factor"> };

/**
 * A value in the indicator's unit on the working scale: ln of a positive quantity, the logit of a share, anything else
 * as it is. `factor` brings a share to the unit 1 (0.01 for percent) and is not used by the other scales. NaN where the
 * value has no place on the scale: 0 on `log`, 0 % and 100 % on `logit`.
 *
 * @example
 * toScale(Math.E, "log", 1) // => 1
 * toScale(50, "logit", 0.01) // => 0
 * toScale(0, "log", 1) // => Number.NaN
 */
export function toScale(value: number, scale: WorkingScale, factor: number): number {
  if (scale === "linear") return value;
  if (scale === "log") return value > 0 && value < Number.POSITIVE_INFINITY ? Math.log(value) : Number.NaN;
  const share = value * factor;
  return share > 0 && share < 1 ? Math.log(share / (1 - share)) : Number.NaN;
}

/**
 * A value of the working scale back in the indicator's unit; the inverse of `toScale`.
 *
 * @example
 * fromScale(0, "logit", 0.01) // => 50
 * fromScale(toScale(42, "log", 1), "log", 1) // => 42
 */
export function fromScale(value: number, scale: WorkingScale, factor: number): number {
  if (scale === "linear") return value;
  if (scale === "log") return Math.exp(value);
  return 1 / (1 + Math.exp(-value)) / factor;
}

/**
 * How fast the working scale moves with the value, at a value that lies on it: the delta method's derivative.
 *
 * @example
 * scaleSlope(4, "log", 1) // => 0.25
 * scaleSlope(50, "logit", 0.01) // => 0.04
 */
export function scaleSlope(value: number, scale: WorkingScale, factor: number): number {
  if (scale === "linear") return 1;
  if (scale === "log") return 1 / value;
  const share = value * factor;
  return factor / (share * (1 - share));
}
