import type { MissingReason } from "../model/missing.ts";
import type { Money } from "../model/money.ts";
import type { Consignment, LevyRate, Permit } from "../model/register.ts";
import { divideRounded } from "./divide-rounded.ts";
import { type LevySchedule, rateOn } from "./levy-schedule.ts";
import type { PermitState } from "./permit-standing.ts";

/** The levy of one stream on one consignment: how much, or why none could be computed. */
export type AssessedLevy = { readonly stream: string } & (
  | { readonly outcome: "assessed"; readonly rate: LevyRate; readonly amount: Money }
  /** No rate of this stream is in force on the day. */
  | { readonly outcome: "no-rate" }
  /** The mass or the value that the rate applies to is not there. */
  | { readonly outcome: "no-base"; readonly rate: LevyRate; readonly reason: MissingReason }
);

/** What a consignment owes. Nothing is due without a permit in force; then `levies` say what would have been. */
export type Assessment = {
  readonly consignment: Consignment;
  /** Undefined where the consignment states none. */
  readonly permit: Permit | undefined;
  readonly outcome: "due" | "unpermitted" | "class-without-levy";
  /** The permit's state on the consignment's day. */
  readonly state: PermitState;
  readonly levies: readonly AssessedLevy[];
};

/**
 * Assess a consignment: each stream that levies its permit's class, by the rate in force on the day of the consignment. Without a
 * permit in force it is `unpermitted`: that is for the report to say, and nothing becomes due.
 *
 * @example
 * assess({ id: "c", date: "2025-01-05" }, { permit: undefined, state: "none", schedule: new Map() }).outcome // => "unpermitted"
 */
export function assess(
  consignment: Consignment,
  {
    permit,
    state,
    schedule,
  }: { readonly permit: Permit | undefined; readonly state: PermitState; readonly schedule: LevySchedule },
): Assessment {
  const streams = schedule.get(permit?.class ?? "") ?? none;
  const levies = [...streams].map(([stream, rates]) => assessStream(consignment, stream, rates));
  const outcome = state !== "in-force" ? "unpermitted" : levies.length === 0 ? "class-without-levy" : "due";
  return { consignment, permit, outcome, state, levies };
}

const none: ReadonlyMap<string, readonly LevyRate[]> = new Map();

function assessStream(consignment: Consignment, stream: string, rates: readonly LevyRate[]): AssessedLevy {
  const rate = rateOn(rates, consignment.date);
  if (rate === undefined) return { stream, outcome: "no-rate" };
  const amount = levyOf(rate, consignment);
  if (typeof amount === "string") return { stream, outcome: "no-base", rate, reason: amount };
  return { stream, outcome: "assessed", rate, amount };
}

/**
 * The levy at a rate: so much money per tonne of the mass, or a share of the value, rounded to whole minor units by the rate's own
 * rule. Missing where that mass or value is, for the same reason.
 *
 * @example
 * levyOf({ base: "mass", perTonne: { minorUnits: 35000n, currency: { code: "EUR", decimals: 2 } }, rounding: "half-even" }, { massGrams: 1500000n, value: "unknown" }).minorUnits // => 52500n
 * levyOf({ base: "value", share: { numerator: 1n, denominator: 8n }, rounding: "down" }, { massGrams: 1n, value: "withheld" }) // => "withheld"
 */
export function levyOf(
  rate: LevyRate,
  { massGrams, value }: Pick<Consignment, "massGrams" | "value">,
): Money | MissingReason {
  if (rate.base === "mass") {
    if (typeof massGrams === "string") return massGrams;
    const { minorUnits, currency } = rate.perTonne;
    return { minorUnits: divideRounded(massGrams * minorUnits, gramsPerTonne, rate.rounding), currency };
  }
  if (typeof value === "string") return value;
  const { numerator, denominator } = rate.share;
  return {
    minorUnits: divideRounded(value.minorUnits * numerator, denominator, rate.rounding),
    currency: value.currency,
  };
}

const gramsPerTonne = 1_000_000n;
