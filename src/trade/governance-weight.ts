import { lodebookError } from "../model/fault.ts";

/**
 * Governance weight of GeoPolRisk: g = clip(0.5 - e/5, 0, 1), 0 stable to 1 unstable (Santillán-Saldivar et al. 2022;
 * Koyamparambath et al. 2024).
 *
 * `estimate` is the Worldwide Governance Indicators' estimate of political stability and absence of violence
 * (Kaufmann, Kraay & Mastruzzi 2010), a standard normal unit that lies mostly in -2.5..2.5; beyond that the weight stays
 * at its end. A country without estimate has no weight: that is the caller's to say, neither 0 nor 0.5. Throws
 * TRADE_INPUT for an estimate that is not finite.
 *
 * @example
 * governanceWeight(1) // => 0.3
 * governanceWeight(-2.75) // => 1
 * governanceWeight(NaN) // throws TRADE_INPUT
 */
export function governanceWeight(estimate: number): number {
  if (!Number.isFinite(estimate)) {
    throw lodebookError("TRADE_INPUT", { found: `the governance estimate ${estimate}`, expected: "a finite number" });
  }
  return Math.min(1, Math.max(0, 0.5 - estimate / 5));
}
