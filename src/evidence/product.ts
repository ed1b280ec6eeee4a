import { lodebookError } from "../model/fault.ts";
import type { Estimate } from "./estimate.ts";

/**
 * Product of two independent positive estimates whose intervals have one level: on the log scale the half-widths add in
 * quadrature, downwards and upwards apart, so that the product's interval has the level of its factors (Gaussian error
 * propagation, JCGM 100:2008, 5.1). Throws EVIDENCE_INPUT unless 0 < low <= value <= high for both.
 *
 * @example
 * multiply({ value: 2, low: 1, high: 4 }, { value: 3, low: 3, high: 3 }) // => { value: 6, low: 3, high: 12 }
 * multiply({ value: 0, low: 0, high: 0 }, { value: 3, low: 3, high: 3 }) // throws EVIDENCE_INPUT
 */
export function multiply(a: Estimate, b: Estimate): Estimate {
  checkPositive(a);
  checkPositive(b);
  const value = a.value * b.value;
  const down = Math.hypot(Math.log(a.value / a.low), Math.log(b.value / b.low));
  const up = Math.hypot(Math.log(a.high / a.value), Math.log(b.high / b.value));
  return { value, low: value * Math.exp(-down), high: value * Math.exp(up) };
}

/**
 * Ratio of two independent positive estimates whose intervals have one level: the product with the reciprocal.
 * Throws EVIDENCE_INPUT like `multiply`.
 *
 * @example
 * divide({ value: 6, low: 6, high: 6 }, { value: 3, low: 2, high: 4 }) // => { value: 2, low: 1.5, high: 3 }
 */
export function divide(over: Estimate, under: Estimate): Estimate {
  checkPositive(under);
  return multiply(over, { value: 1 / under.value, low: 1 / under.high, high: 1 / under.low });
}

function checkPositive({ value, low, high }: Estimate): void {
  if (low > 0 && low <= value && value <= high && high < Number.POSITIVE_INFINITY) return;
  throw lodebookError("EVIDENCE_INPUT", {
    found: `${value} in ${low}..${high}`,
    expected: "a positive estimate inside its interval",
  });
}
