import type { AssertedEffect } from "../evidence/judge-cause.ts";
import type { Finding } from "../model/finding.ts";
import type { Statement, Verdict } from "../model/statement.ts";
import type { MarketFindings, MarketNotRun } from "./market.ts";

/** Why a causal statement got its verdict from the market's attribution: a stable code for the catalogue of words. */
export type AttributionReason =
  | "attribution-fits"
  | "attribution-smaller"
  | "attribution-larger"
  | "attribution-open"
  | "attribution-misses";

/**
 * What the market model puts down to the causes that a statement blames, and whether the model reproduces what was observed: inside
 * its interval, and with a better score than the forecast that nothing changes. An interval that holds everything reproduces nothing.
 */
export type Attribution = { readonly finding: Finding; readonly isReproduced: boolean };

/** What the market says of a statement: of the prices of its commodity, and of all where it names none. */
export function attributionsOf(
  market: MarketFindings | MarketNotRun | undefined,
  { id, question }: Statement,
): Attribution[] {
  if (market === undefined || "missing" in market) return [];
  const commodity = question?.commodity ?? "";
  return market.episodes.flatMap(({ prices }) =>
    prices
      .filter((price) => commodity === "" || price.commodity === "" || price.commodity === commodity)
      .flatMap(({ blamed, score }) =>
        blamed
          .filter(({ statement }) => statement === id)
          .map(({ finding }) => ({
            finding,
            isReproduced: score?.isHit === true && score.isBetter,
          })),
      ),
  );
}

/**
 * The verdict on "effect because of cause" where dates and places leave it open. The model speaks only of an episode that it
 * reproduces. Asserted is the change as a factor: of a size, the attributed change must have it; of any size, it must be a rise.
 * Undefined where there is no attribution.
 */
export function judgeAttribution(
  attributions: readonly Attribution[],
  asserted: AssertedEffect,
): { readonly verdict: Verdict; readonly reason: AttributionReason } | undefined {
  const [first] = attributions;
  const met = attributions.find(({ isReproduced }) => isReproduced);
  if (first === undefined || asserted.kind === "level") return undefined;
  if (met === undefined) return { verdict: "not-testable", reason: "attribution-misses" };
  const { result } = met.finding;
  if (result.kind !== "estimate") return undefined;
  const [low, high] = [1 + result.low / 100, 1 + result.high / 100];
  if (asserted.high === Number.POSITIVE_INFINITY && asserted.low <= 1) {
    if (low > 1) return { verdict: "supported", reason: "attribution-fits" };
    return high > 1
      ? { verdict: "contested", reason: "attribution-open" }
      : { verdict: "contradicted", reason: "attribution-smaller" };
  }
  if (asserted.low > high) return { verdict: "contradicted", reason: "attribution-smaller" };
  if (asserted.high < low) return { verdict: "contradicted", reason: "attribution-larger" };
  return { verdict: "supported", reason: "attribution-fits" };
}
