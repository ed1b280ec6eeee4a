import { lodebookError } from "../model/fault.ts";

/**
 * Governance weight of the EU's criticality assessment: W = (mean - 2.5) × (-2), 0 best to 10 worst (European
 * Commission 2017; Blengini et al. 2017).
 *
 * `meanEstimate` is the mean of a country's six Worldwide Governance Indicators (voice, stability, effectiveness,
 * regulation, law, corruption), in -2.5..2.5; an estimate beyond, which the tails allow, counts as the end of the scale.
 * Throws TRADE_INPUT for a mean that is not finite.
 *
 * @example
 * euGovernanceWeight(-0.5) // => 6
 * euGovernanceWeight(2.5) // => 0
 * euGovernanceWeight(-2.75) // => 10
 * euGovernanceWeight(NaN) // throws TRADE_INPUT
 */
export function euGovernanceWeight(meanEstimate: number): number {
  if (!Number.isFinite(meanEstimate)) {
    throw lodebookError("TRADE_INPUT", { found: `the mean governance ${meanEstimate}`, expected: "a finite number" });
  }
  // Written as 2 × (2.5 - mean), so that the best end is 0 and not -0.
  return Math.min(10, Math.max(0, 2 * (2.5 - meanEstimate)));
}
