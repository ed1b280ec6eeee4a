import type { Finding } from "../model/finding.ts";
import { type Question, type QuestionPattern, questionKey } from "../model/question.ts";
import { elementAt } from "../numerics/element.ts";
import { herfindahl } from "../trade/herfindahl.ts";
import { type Desk, getIndicator } from "./desk.ts";
import { estimateFinding, idOfPeriod, missingParts } from "./estimate.ts";
import { between, type DrawPlan, drawQuantile } from "./exposure-draws.ts";
import { fromFindings } from "./exposure-finding.ts";
import { exposureLabels } from "./exposure-labels.ts";
import { intervalEnds, questionQuantile } from "./parameter-values.ts";

/** The code that books use for all countries together. */
export const world = "WLD";

/** A claimed quantity of one place, in the base unit of what it measures: tonnes for a mass. */
export type PlaceQuantity = {
  readonly place: string;
  readonly finding: Finding;
  readonly quantity: number;
  readonly draws: Float64Array;
};

/** How concentrated the world's production was in one year. */
export type ConcentrationFindings = {
  readonly period: string;
  readonly basis: string;
  readonly index: Finding;
  /** Draws of the index without what no country is named for, and with it as one more country. */
  readonly draws: { readonly named: Float64Array; readonly withRest: Float64Array } | undefined;
  readonly countries: readonly PlaceQuantity[];
  readonly total: PlaceQuantity | undefined;
};

/**
 * The Herfindahl index of each year whose production is claimed by country. Shares are those of the world's total, so a
 * year without one is missing: what the claims leave out could be anything. What the total has beyond the countries
 * widens the interval upwards, as if it all came from one more country.
 */
export function findConcentration(
  desk: Desk,
  patterns: { readonly production: QuestionPattern; readonly governance: QuestionPattern },
  plan: DrawPlan,
): ConcentrationFindings[] {
  const years = new Map<string, Question[]>();
  for (const question of desk.questionsLike(patterns.production)) {
    if (!/^\d{4}$/.test(question.period.text)) continue;
    const key = `${question.period.text} ${question.basis}`;
    years.set(key, [...(years.get(key) ?? []), question]);
  }
  return [...years.values()].flatMap((questions) => {
    const [first] = questions;
    if (first === undefined) return [];
    const path = patterns.production.basis === undefined && first.basis !== "" ? `${first.basis}/` : "";
    const id = `herfindahl/production/${path}${idOfPeriod(first.period.text)}`;
    return [findYear(desk, id, questions, { ...patterns, plan })];
  });
}

/** Claimed quantities by place; a place with several questions is left out, because none of them is the one. */
export function readQuantities(
  desk: Desk,
  prefix: string,
  questions: readonly Question[],
  { placeOf, plan }: { readonly placeOf: (question: Question) => string; readonly plan: DrawPlan },
): PlaceQuantity[] {
  return questions.flatMap((question): PlaceQuantity[] => {
    const place = placeOf(question);
    if (questions.some((other) => other !== question && placeOf(other) === place)) return [];
    const finding = estimateFinding(desk, `${prefix}/${place}`, question);
    const drawn = questionQuantile(desk, question);
    if (finding.result.kind !== "estimate" || drawn === undefined) return [];
    const { factor } = getIndicator(desk.book, question.indicator).unit;
    const toBase = (value: number) => Math.max(0, value * factor);
    const draws = drawQuantile(drawn, questionKey(question), plan).map(toBase);
    return [{ place, finding, quantity: toBase(finding.result.value), draws }];
  });
}

/**
 * Whether a place counts as a country: its code has three capital letters, as those of ISO 3166, or the book has a
 * governance estimate of it. Regions inside countries and sums of several would be counted twice.
 */
function isCountry(desk: Desk, governance: QuestionPattern, place: string): boolean {
  if (place === world) return false;
  const anyTime = { ...governance, place, periods: undefined, within: undefined };
  return /^[A-Z]{3}$/.test(place) || desk.questionsLike(anyTime).length > 0;
}

function findYear(
  desk: Desk,
  id: string,
  questions: readonly Question[],
  { governance, plan }: { readonly governance: QuestionPattern; readonly plan: DrawPlan },
): ConcentrationFindings {
  const period = questions[0]?.period.text ?? "";
  const basis = questions[0]?.basis ?? "";
  const places = readQuantities(desk, id, questions, { placeOf: ({ place }) => place, plan });
  const total = places.find(({ place }) => place === world);
  const countries = places.filter(({ place }) => isCountry(desk, governance, place));
  const head = { id, label: exposureLabels.hhi, period, unit: "score" };
  if (total === undefined || !countries.some(({ quantity }) => quantity > 0)) {
    const index = { ...head, ...missingParts("not-collected", "") };
    return { period, basis, index, draws: undefined, countries, total };
  }
  const named = new Float64Array(plan.draws);
  const withRest = new Float64Array(plan.draws);
  for (let draw = 0; draw < plan.draws; draw += 1) {
    const quantities = countries.map(({ draws }) => elementAt(draws, draw));
    const index = indexOf(quantities, elementAt(total.draws, draw));
    named[draw] = index.named;
    withRest[draw] = index.withRest;
  }
  const quantities = countries.map(({ quantity }) => quantity);
  const { named: value } = indexOf(quantities, total.quantity);
  const result = between(value, { low: named, high: withRest }, intervalEnds(desk));
  const inputs = [...countries, total].map(({ finding }) => finding);
  const index = fromFindings({ ...head, result, method: "herfindahl" }, inputs);
  return { period, basis, index, draws: { named, withRest }, countries, total };
}

/** The index of the named countries in the world's total, and the same with the rest of the total as one more country. */
function indexOf(quantities: readonly number[], total: number): { named: number; withRest: number } {
  const sum = quantities.reduce((before, one) => before + one, 0);
  const rest = Math.max(0, total - sum);
  const withRest = herfindahl([...quantities, rest]);
  return { named: withRest - (rest / (sum + rest)) ** 2, withRest };
}
