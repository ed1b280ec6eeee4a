import type { Finding, Result } from "../model/finding.ts";
import type { MissingReason } from "../model/missing.ts";
import type { Question, QuestionPattern } from "../model/question.ts";
import type { Text } from "../model/text.ts";
import { elementAt } from "../numerics/element.ts";
import { type Desk, getIndicator } from "./desk.ts";
import { missingFinding } from "./estimate.ts";
import { between, type DrawPlan } from "./exposure-draws.ts";
import { fromFindings } from "./exposure-finding.ts";
import { fillLabel } from "./exposure-labels.ts";
import { intervalEnds } from "./parameter-values.ts";
import { type PlaceQuantity, readQuantities, world } from "./production-concentration.ts";

/** What imports by origin are multiplied out of, and how they are named and drawn. */
type MultipliedFrom = {
  /** First part of every id. */
  readonly prefix: string;
  /** The importer's name. */
  readonly region: Text | string;
  readonly period: string;
  /** Imports of each commodity from all origins together. */
  readonly mass: QuestionPattern;
  /** Share of each origin in the imports of each commodity. */
  readonly share: QuestionPattern;
  /** Places that are no origins here: the importer itself, and those whose imports are known otherwise. */
  readonly except: ReadonlySet<string>;
  readonly plan: DrawPlan;
};

/** Imports by origin with all that they were computed from, and what was missing. */
export type MultipliedImports = {
  readonly origins: readonly PlaceQuantity[];
  readonly parts: readonly Finding[];
  readonly missing: readonly Finding[];
};

/**
 * The imports from each origin: the sum over commodities of what is imported of it times the origin's share of that. One
 * commodity is drawn once for all its origins, and the shares of one commodity apart from each other: in some draws they
 * are more than the whole. A share of a commodity whose mass is not claimed is missing, and its origin has "at least"
 * the rest.
 */
export function multiplyImports(desk: Desk, from: MultipliedFrom): MultipliedImports {
  const { prefix, mass, share, except, plan } = from;
  const questions = desk
    .questionsLike(share)
    .filter(({ counterparty }) => counterparty !== "" && counterparty !== world && !except.has(counterparty));
  const byCommodity = { placeOf: ({ commodity }: Question) => commodity, plan };
  const claimed: Claimed = {
    masses: byPlace(readQuantities(desk, `${prefix}/${world}`, desk.questionsLike(mass), byCommodity)),
    shares: byPlace(readQuantities(desk, prefix, questions, { placeOf: shareKey, plan })),
  };
  const distinct = new Map(questions.map((question) => [shareKey(question), question]));
  const products = [...distinct.values()].map((question) => multiplyOne(desk, from, question, claimed));
  const complete = products.filter(({ known }) => known !== undefined);
  return {
    origins: [...new Set(complete.map(({ origin }) => origin))].map((origin) =>
      sumOrigin(
        desk,
        from,
        origin,
        products.filter((product) => product.origin === origin),
      ),
    ),
    // A mass serves many origins and is listed once.
    parts: [...new Set(complete.flatMap(({ finding, factors }) => [finding, ...factors]))],
    missing: products.filter(({ known }) => known === undefined).map(({ finding }) => finding),
  };
}

type Claimed = {
  /** By commodity, in the base unit of mass. */
  readonly masses: ReadonlyMap<string, PlaceQuantity>;
  /** By origin and commodity, as parts of one. */
  readonly shares: ReadonlyMap<string, PlaceQuantity>;
};

/** One commodity from one origin; undefined quantities where a factor is not claimed, or is claimed twice. */
type Product = {
  readonly origin: string;
  readonly finding: Finding;
  readonly factors: readonly Finding[];
  readonly known: { readonly quantity: number; readonly draws: Float64Array } | undefined;
};

function shareKey({ counterparty, commodity }: Question): string {
  return `${counterparty}/${commodity}/share`;
}

function byPlace(quantities: readonly PlaceQuantity[]): ReadonlyMap<string, PlaceQuantity> {
  return new Map(quantities.map((one) => [one.place, one]));
}

function multiplyOne(desk: Desk, from: MultipliedFrom, question: Question, { masses, shares }: Claimed): Product {
  const { counterparty: origin, commodity } = question;
  const { prefix, region, period } = from;
  const id = `${prefix}/${origin}/${commodity}`;
  const { places, commodities } = desk.book.terms;
  const names = { region, commodity: commodities.get(commodity) ?? commodity, origin: places.get(origin) ?? origin };
  const label = fillLabel(labels.product, names);
  const mass = masses.get(commodity);
  const share = shares.get(shareKey(question));
  if (mass === undefined || share === undefined) {
    const pattern = mass === undefined ? from.mass : { ...from.share, counterparty: origin };
    const finding = {
      ...missingFinding(desk, id, { ...pattern, commodity }, period),
      label,
      unit: unitOf(desk, from).text,
    };
    return { origin, finding, factors: [], known: undefined };
  }
  const quantity = mass.quantity * share.quantity;
  const draws = mass.draws.map((one, draw) => one * elementAt(share.draws, draw));
  const factors = [mass.finding, share.finding];
  const head = { id, label, period, ...show(desk, from, quantity, draws), method: "product" } as const;
  return { origin, finding: fromFindings(head, factors), factors, known: { quantity, draws } };
}

function sumOrigin(desk: Desk, from: MultipliedFrom, origin: string, products: readonly Product[]): PlaceQuantity {
  const known = products.flatMap((product) => product.known ?? []);
  const quantity = known.reduce((sum, one) => sum + one.quantity, 0);
  const draws = Float64Array.from({ length: from.plan.draws }, (_, draw) =>
    known.reduce((sum, one) => sum + elementAt(one.draws, draw), 0),
  );
  const { unit, result: estimate } = show(desk, from, quantity, draws);
  const findings = products.map(({ finding }) => finding);
  const missing = countMissing(findings);
  const { value, low } = estimate;
  const result: Result =
    known.length === products.length ? estimate : { kind: "sum", known: value, low, high: undefined, missing };
  const names = { region: from.region, origin: desk.book.terms.places.get(origin) ?? origin };
  const head = { label: fillLabel(labels.sum, names), period: from.period, unit, result, method: "sum" } as const;
  return {
    place: origin,
    quantity,
    draws,
    finding: fromFindings({ id: `${from.prefix}/${origin}`, ...head }, findings),
  };
}

/** A quantity in the unit in which the masses are claimed. */
function show(desk: Desk, from: MultipliedFrom, quantity: number, draws: Float64Array) {
  const { text: unit, factor } = unitOf(desk, from);
  const shown = draws.map((one) => one / factor);
  return { unit, result: between(quantity / factor, { low: shown, high: shown }, intervalEnds(desk)) };
}

function unitOf(desk: Desk, { mass }: MultipliedFrom) {
  return getIndicator(desk.book, mass.indicator).unit;
}

function countMissing(findings: readonly Finding[]): Partial<Record<MissingReason, number>> {
  const counts: Partial<Record<MissingReason, number>> = {};
  for (const { result } of findings) {
    if (result.kind === "missing") counts[result.reason] = (counts[result.reason] ?? 0) + 1;
  }
  return counts;
}

const labels = {
  sum: { en: "{region}: imports from {origin}", my: "{region} - {origin} မှ သွင်းကုန်" },
  product: {
    en: "{region}: imports of {commodity} from {origin}",
    my: "{region} - {origin} မှ {commodity} သွင်းကုန်",
  },
} as const satisfies Record<string, Text>;
