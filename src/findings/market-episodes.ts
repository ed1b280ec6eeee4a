import type { Estimate } from "../evidence/estimate.ts";
import { divide } from "../evidence/product.ts";
import type { Finding } from "../model/finding.ts";
import type { ObservedPrice, PlanEpisode } from "../model/market-plan.ts";
import type { QuestionPattern } from "../model/question.ts";
import type { Text } from "../model/text.ts";
import { parseUnit } from "../model/unit.ts";
import { appraiseClaims, type Desk, getIndicator } from "./desk.ts";
import { missingParts, worstGrade } from "./estimate.ts";
import { fillLabel } from "./exposure-labels.ts";
import { bandAt, type MarketContext, namesOf, simulated } from "./market-finding.ts";
import { marketLabels } from "./market-labels.ts";
import { type EpisodeScore, findScore } from "./market-score.ts";
import { episodeStudy } from "./market-studies.ts";

/** The part of a change that is due to one cause: an average over all orders in which the causes may come. */
export type DueFinding = { readonly cause: string; readonly title: Text; readonly finding: Finding };

/** One observed change beside the model's. */
export type EpisodePrice = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  readonly note: Text | undefined;
  readonly observed: Finding;
  readonly change: Finding;
  /** What would have happened without any of the causes, and what each of them added. */
  readonly trend: Finding;
  readonly due: readonly DueFinding[];
  /** What causal statements blame, together. */
  readonly blamed: readonly { readonly statement: string; readonly finding: Finding }[];
  /** The commodity of the claims that the change was observed by; empty where they are of several. */
  readonly commodity: string;
  /** How the model's interval did; undefined where it or the observed change is missing. */
  readonly score: EpisodeScore | undefined;
};

/** An episode whose outcome is known. */
export type EpisodeFindings = { readonly episode: PlanEpisode; readonly prices: readonly EpisodePrice[] };

/** The model beside what is known of an episode. */
export function findEpisode(context: MarketContext, episode: PlanEpisode): EpisodeFindings {
  const prices = episode.observed.map((observed, index) => findEpisodePrice(context, episode, observed, index));
  return { episode, prices };
}

function findEpisodePrice(
  context: MarketContext,
  episode: PlanEpisode,
  observed: ObservedPrice,
  index: number,
): EpisodePrice {
  const { plan } = context;
  const id = episodeStudy(episode.id);
  const words = namesOf(context);
  const { element, stage, region } = observed;
  const names = { episode: episode.title, element: words.element(element), region: words.region(region) };
  const head = { names, period: `${episode.from}/${episode.to}`, unit: "percent" };
  const of = (key: string, label: "change" | "trend") =>
    modelled(context, episode, { key: `${id}/${key}/${index}`, label, ...head });
  const seen = observedFinding(context.desk, { id: `market/${id}/observed/${index}`, ...head }, observed);
  const change = of("change", "change");
  const causes = [...plan.restrictions, ...plan.levies];
  return {
    element,
    stage,
    region,
    note: observed.note,
    observed: seen,
    change,
    trend: of("trend", "trend"),
    due: episode.causes.map((cause) => {
      const title = causes.find((one) => one.id === cause)?.title ?? { en: cause };
      const key = `${id}/due/${index}/${cause}`;
      const finding = modelled(context, episode, { key, label: "due", ...head, names: { ...names, cause: title } });
      return { cause, title, finding };
    }),
    blamed: episode.statements.flatMap((statement) => {
      const key = `${id}/blamed/${index}/${statement}`;
      if (bandAt(context, { key }) === undefined) return [];
      return [{ statement, finding: modelled(context, episode, { key, label: "blamed", ...head }) }];
    }),
    commodity: commodityOf(observed),
    score: findScore(context, { id, place: String(index), ...head }, { observed: seen, change }),
  };
}

function commodityOf({ measured }: ObservedPrice): string {
  return (measured.kind === "pair" ? measured.after.commodity : measured.change.commodity) ?? "";
}

/** What the model says; where it cannot run the episode the gap of the book that says why. */
function modelled(context: MarketContext, episode: PlanEpisode, head: Parameters<typeof simulated>[1]): Finding {
  const finding = simulated(context, head);
  if (finding.result.kind !== "missing") return finding;
  const gap = context.desk.book.gaps.find(({ id }) => id === episode.gap);
  return { ...finding, result: { kind: "missing", reason: gap?.reason ?? "unknown", gap: gap?.id ?? "" } };
}

type ObservedHead = {
  readonly id: string;
  readonly names: Readonly<Record<string, Text | string>>;
  readonly period: string;
};

/** A change in percent, out of the claims of the book. */
function observedFinding(desk: Desk, { id, names, period }: ObservedHead, { measured }: ObservedPrice): Finding {
  const sides = measured.kind === "pair" ? [measured.before, measured.after] : [measured.change];
  const read = sides.map((pattern) => readSide(desk, pattern));
  const [first, second] = read;
  const ratio = measured.kind === "pair" ? divideSides(first, second) : first?.estimate;
  const claims = read.flatMap((side) => side?.claims ?? []);
  const base = { id, label: fillLabel(marketLabels.observed, names), period, unit: "percent" };
  if (ratio === undefined) return { ...base, ...missingParts("not-collected", "") };
  const percent = (factor: number) => (factor - 1) * 100;
  return {
    ...base,
    question: undefined,
    result: { kind: "estimate", value: percent(ratio.value), low: percent(ratio.low), high: percent(ratio.high) },
    method: measured.kind === "pair" ? "ratio" : "pooled",
    agreement: undefined,
    claims,
    echoes: read.flatMap((side) => side?.echoes ?? []),
    inputs: [],
    grade: worstGrade(claims.map((claim) => desk.claimsById.get(claim)?.grade)),
  };
}

type Side = {
  readonly estimate: Estimate | undefined;
  readonly claims: readonly string[];
  readonly echoes: readonly string[];
};

/** All questions of a pattern read as one: a price in its base unit, or a change as what the price is multiplied by. */
function readSide(desk: Desk, pattern: QuestionPattern): Side | undefined {
  const claims = desk.questionsLike(pattern).flatMap(desk.claimsOf);
  if (claims.length === 0) return undefined;
  const { unit } = getIndicator(desk.book, pattern.indicator);
  const { votes, estimate, low, high } = appraiseClaims(desk.book, claims);
  const isShare = unit.dimension === "share";
  const toFactor = (value: number) => value * parseUnit(unit.text).factor + (isShare ? 1 : 0);
  return {
    estimate:
      estimate === undefined ? undefined : { value: toFactor(estimate), low: toFactor(low), high: toFactor(high) },
    claims: votes.map(({ speaker }) => speaker.id),
    echoes: votes.flatMap(({ echoes }) => echoes.map(({ claim }) => claim.id)),
  };
}

function divideSides(before: Side | undefined, after: Side | undefined): Estimate | undefined {
  if (before?.estimate === undefined || after?.estimate === undefined) return undefined;
  return divide(after.estimate, before.estimate);
}
