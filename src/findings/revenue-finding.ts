import type { Finding, Result } from "../model/finding.ts";
import { allMissingReasons, type MissingReason } from "../model/missing.ts";
import type { Currency, Money } from "../model/money.ts";
import { makeRational, rationalToNumber } from "../model/rational.ts";
import type { Text } from "../model/text.ts";
import type { Ratio } from "../revenue/adjustment-ratio.ts";
import type { TotalWithMissing } from "../revenue/totals-with-missing.ts";
import { missingParts } from "./estimate.ts";

/** What a finding of the register is called, and what it was computed from. */
export type RevenueHead = {
  readonly id: string;
  readonly label: Text;
  readonly period: string;
  readonly inputs?: readonly Finding[];
};

/** A unit of a report, and how many decimals of it the register counts in: cents of a currency, grams of a tonne. */
export type Measure = { readonly unit: string; readonly decimals: number };

/** Masses are counted in grams and shown in tonnes. */
export const tonnes: Measure = { unit: "t", decimals: 6 };

/** Money is counted in minor units and shown in the currency. */
export function measureOf({ code, decimals }: Currency): Measure {
  return { unit: code, decimals };
}

/**
 * A whole number of the register's units as a number of the report's: the nearest there is. Up to fifteen digits that is the exact
 * amount; what is larger stands exactly in the exports alone.
 */
export function amountOf(units: bigint, { decimals }: Measure): number {
  return rationalToNumber(makeRational(units, 10n ** BigInt(decimals)));
}

/** An amount that follows from the rows of the register: exact. */
export function amountFinding(head: RevenueHead, units: bigint, measure: Measure): Finding {
  return makeFinding(head, measure.unit, { kind: "count", value: amountOf(units, measure) });
}

/** Money of the register. */
export function moneyFinding(head: RevenueHead, { minorUnits, currency }: Money): Finding {
  return amountFinding(head, minorUnits, measureOf(currency));
}

/** A number of rows of the register. */
export function countFinding(head: RevenueHead, value: number): Finding {
  return makeFinding(head, "count", { kind: "count", value });
}

/** A total: exact where all of it is there and certain, within bounds where forms are converted, "at least" where parts are missing. */
export function totalFinding(head: RevenueHead, total: TotalWithMissing, measure: Measure): Finding {
  const number = (units: bigint) => amountOf(units, measure);
  const { known, lower, upper, missing } = total;
  const isWhole = allMissingReasons.every((reason) => (missing[reason] ?? 0) === 0);
  if (isWhole && upper !== undefined) return boundedFinding(head, { amount: known, low: lower, high: upper }, measure);
  const high = upper === undefined ? undefined : number(upper);
  return makeFinding(head, measure.unit, { kind: "sum", known: number(known), low: number(lower), high, missing });
}

/** An amount that may lie within bounds; exact where they are one. */
export function boundedFinding(
  head: RevenueHead,
  { amount, low, high }: { readonly amount: bigint; readonly low: bigint; readonly high: bigint },
  measure: Measure,
): Finding {
  if (low === high) return amountFinding(head, amount, measure);
  const [value, from, to] = [amount, low, high].map((units) => amountOf(units, measure));
  return makeFinding(head, measure.unit, { kind: "estimate", value: value ?? 0, low: from ?? 0, high: to ?? 0 });
}

/** A share of the register, shown in percent. */
export function ratioFinding(head: RevenueHead, ratio: Ratio): Finding {
  if ("missing" in ratio) return withoutFinding(head, "1", ratio.missing);
  const value = rationalToNumber(ratio);
  return makeFinding(head, "1", { kind: "estimate", value, low: value, high: value });
}

/** A figure of the register that is not there. */
export function withoutFinding({ id, label, period }: RevenueHead, unit: string, reason: MissingReason): Finding {
  return { id, label, period, unit, ...missingParts(reason, "") };
}

/** Any result that was made from the register. */
export function makeFinding({ id, label, period, inputs = [] }: RevenueHead, unit: string, result: Result): Finding {
  return {
    id,
    label,
    question: undefined,
    period,
    unit,
    result,
    method: "register",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: inputs.map((input) => input.id),
    grade: undefined,
  };
}

/** A code of the register as a part of a finding's id, where a slash parts the levels; a code that is not stated has none. */
export function idPart(code: string): string {
  return code === "" ? "not-stated" : code.replaceAll("/", "..");
}
