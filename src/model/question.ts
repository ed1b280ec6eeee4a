import type { Period } from "./period.ts";

/** What a claim answers. A different basis is a different question: shown as a neighbour, never pooled. */
export type Question = {
  readonly indicator: string;
  readonly place: string;
  /** Empty when the indicator has no other side. */
  readonly counterparty: string;
  /** Empty when the indicator is about no commodity. */
  readonly commodity: string;
  readonly period: Period;
  /** Customs code set, gross weight or oxide content, market of a price ...; empty when the indicator has one basis. */
  readonly basis: string;
};

/** A question with parts left open; an open part (undefined) matches anything, `within` matches every period inside it. */
export type QuestionPattern = {
  readonly indicator: string;
  readonly place?: string | undefined;
  readonly counterparty?: string | undefined;
  readonly commodity?: string | undefined;
  readonly basis?: string | undefined;
  readonly periods?: readonly string[] | undefined;
  readonly within?: string | undefined;
};

/**
 * The text by which a question is the same question.
 *
 * @example
 * questionKey({ indicator: "mass", place: "CHN", counterparty: "MMR", commodity: "ree", period: { text: "2023", start: "2023-01-01", end: "2023-12-31" }, basis: "gross" }) // => "mass|CHN|MMR|ree|2023|gross"
 */
export function questionKey(question: Question): string {
  const { indicator, place, counterparty, commodity, period, basis } = question;
  return `${indicator}|${place}|${counterparty}|${commodity}|${period.text}|${basis}`;
}
