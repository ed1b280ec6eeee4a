import type { Finding } from "../model/finding.ts";
import type { LevyRate } from "../model/register.ts";
import { registerAsOf } from "../revenue/register-as-of.ts";
import type { Desk } from "./desk.ts";
import { worstGrade } from "./estimate.ts";
import { amountOf, idPart, makeFinding, measureOf, ratioFinding } from "./revenue-finding.ts";
import { revenueLabels } from "./revenue-labels.ts";

/** A rate of a levy that was in force on a day of the period, with the claims that it rests on. */
export type RateFindings = { readonly rate: LevyRate; readonly finding: Finding };

/** The rates in force in the period, as they stand in the register. */
export function findRates(desk: Desk): RateFindings[] {
  const { book, period, claimsById } = desk;
  if (book.register === undefined) return [];
  return registerAsOf(book.register, desk.asOf)
    .levies.filter(({ from, to }) => from <= period.end && (to === undefined || to >= period.start))
    .map((rate) => {
      const claims = rate.claims.filter((id) => claimsById.has(id));
      const grade = worstGrade(claims.map((id) => claimsById.get(id)?.grade));
      return { rate, finding: { ...rateFinding(rate, period.text), claims, grade } };
    });
}

function rateFinding(rate: LevyRate, period: string): Finding {
  const head = { id: `revenue/rate/${idPart(rate.id)}`, label: revenueLabels.rate, period };
  if (rate.base === "value") return ratioFinding(head, rate.share);
  const { minorUnits, currency } = rate.perTonne;
  const value = amountOf(minorUnits, measureOf(currency));
  return makeFinding(head, `${currency.code}/t`, { kind: "count", value });
}
