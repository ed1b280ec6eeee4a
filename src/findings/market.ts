import type { Exposure } from "../model/exposure.ts";
import type { Finding } from "../model/finding.ts";
import type { MarketPlan } from "../model/market-plan.ts";
import type { MarketSummary } from "../model/market-record.ts";
import type { Desk } from "./desk.ts";
import { assumptionsAmong, fromFindings, fromParameters } from "./exposure-finding.ts";
import { type EpisodeFindings, findEpisode } from "./market-episodes.ts";
import type { MarketContext } from "./market-finding.ts";
import { marketLabels } from "./market-labels.ts";
import { findRevenue, type RevenueFindings } from "./market-revenue.ts";
import { findScenario, type ScenarioFindings } from "./market-scenarios.ts";
import type { EpisodeScore } from "./market-score.ts";
import { findSummary, type OpenMarket } from "./market-state.ts";
import { episodeStudy, revenueStudy, scenarioStudy, windowsStudy } from "./market-studies.ts";
import { findLeverage, type LeverageFindings } from "./market-windows.ts";

/** What a restriction changes, and for whom. */
export type MarketFindings = {
  readonly plan: MarketPlan;
  readonly exposure: Exposure;
  /** How many parameters the model computes with; its inputs are all of them. */
  readonly model: Finding;
  readonly assumed: Finding;
  readonly draws: Finding;
  /** Whether they are as many as were asked for; else the report made a few itself. */
  readonly isKept: boolean;
  readonly scenarios: readonly ScenarioFindings[];
  readonly leverage: LeverageFindings | undefined;
  readonly revenue: readonly RevenueFindings[];
  readonly episodes: readonly EpisodeFindings[];
  /** Observed changes that the model was tested on, and those that it met. */
  readonly tested: Finding;
  readonly hits: Finding;
  /** Of them those for which it is worth more than the forecast that nothing changes: by its median, and by its interval score. */
  readonly nearer: Finding;
  readonly better: Finding;
  /** Those for which its interval cannot tell a change from none. */
  readonly open: Finding;
};

/** A market that was not run: findings of the parameters that are missing, or none where nobody made the draws. */
export type MarketNotRun = { readonly missing: readonly Finding[] };

/** Everything that follows from the book's market; undefined where it has none. */
export function findMarket(desk: Desk): MarketFindings | MarketNotRun | undefined {
  const found = findSummary(desk);
  if (found === undefined) return undefined;
  const { market, summary, isKept } = found;
  const { hangsOn } = market.ground;
  if (summary !== undefined) return { ...tellMarket(desk, market, summary), isKept };
  return { missing: hangsOn.filter(({ quantile }) => quantile === undefined).map(({ finding }) => finding) };
}

/** Turn what the draws say into findings: of the studies that were run. */
export function tellMarket(desk: Desk, { plan, exposure, ground }: OpenMarket, summary: MarketSummary): MarketFindings {
  const { hangsOn } = ground;
  const count = { period: exposure.period, unit: "count", method: "count" } as const;
  const model = fromParameters(
    {
      ...count,
      id: "market/parameters",
      label: marketLabels.parameters,
      result: { kind: "count", value: hangsOn.length },
    },
    hangsOn,
  ).finding;
  const counted = (id: string, label: keyof typeof marketLabels, value: number, inputs: readonly Finding[]): Finding =>
    fromFindings(
      { ...count, id: `market/${id}`, label: marketLabels[label], result: { kind: "count", value } },
      inputs,
    );
  const context: MarketContext = { desk, plan, exposure, summary, model };
  const isRun = studiesIn(summary);
  const areEpisodesRun = plan.episodes.every(({ id, causes }) => causes.length === 0 || isRun(episodeStudy(id)));
  // An episode that the model cannot run is told beside those that it can.
  const told = plan.episodes.filter(({ id, causes }) =>
    causes.length === 0 ? areEpisodesRun : isRun(episodeStudy(id)),
  );
  const episodes = told.map((episode) => findEpisode(context, episode));
  const tests = episodes.flatMap(({ prices }) => prices.filter(({ score }) => score !== undefined));
  const countTests = (id: keyof typeof marketLabels, isOne: (score: EpisodeScore) => boolean) => {
    const those = tests.filter(({ score }) => score !== undefined && isOne(score));
    return counted(
      id,
      id,
      those.length,
      those.flatMap(({ observed, change }) => [observed, change]),
    );
  };
  return {
    isKept: true,
    plan,
    exposure,
    model,
    assumed: counted("assumed", "assumed", assumptionsAmong(hangsOn).length, []),
    draws: counted("draws", "draws", summary.draws, []),
    scenarios: plan.scenarios
      .filter(({ id }) => isRun(scenarioStudy(id)))
      .map((scenario) => findScenario(context, scenario, hangsOn)),
    leverage: isRun(windowsStudy) ? findLeverage(context) : undefined,
    revenue: plan.revenueCurves
      .filter(({ levy }) => isRun(revenueStudy(levy)))
      .flatMap((curve) => findRevenue(context, curve)),
    episodes,
    tested: countTests("tested", () => true),
    hits: countTests("hits", ({ isHit }) => isHit),
    nearer: countTests("nearer", ({ isNearer }) => isNearer),
    better: countTests("better", ({ isBetter }) => isBetter),
    open: countTests("open", ({ isOpen }) => isOpen),
  };
}

/** Whether a study is among those whose outcomes are there. */
function studiesIn({ bands }: MarketSummary): (study: string) => boolean {
  const parents = new Set(
    [...bands.keys()].flatMap((key) => [key.split("/")[0], key.split("/").slice(0, 2).join("/")]),
  );
  return (study) => parents.has(study);
}

/** All of its findings, each with those that it was computed from. */
export function listMarket(market: MarketFindings | MarketNotRun): Finding[] {
  if ("missing" in market) return [];
  const { model, assumed, draws, scenarios, leverage, revenue, episodes, tested, hits, nearer, better, open } = market;
  return [
    model,
    assumed,
    draws,
    ...[tested, hits, nearer, better, open],
    ...scenarios.flatMap(listScenario),
    ...(leverage?.sets ?? []).flatMap(({ years }) =>
      years.flatMap((year) => [...year.highest.map(({ finding }) => finding), year.home, year.buyers]),
    ),
    ...revenue.flatMap(({ points, best, falls }) => [
      ...points.flatMap((point) => [point.rate, point.revenue, point.home]),
      best,
      falls,
    ]),
    ...episodes.flatMap(({ prices }) =>
      prices.flatMap((price) => [
        price.observed,
        price.change,
        price.trend,
        ...(price.score === undefined ? [] : [price.score.width, price.score.score, price.score.unchanged]),
        ...[...price.due, ...price.blamed].map(({ finding }) => finding),
      ]),
    ),
  ];
}

function listScenario(one: ScenarioFindings): Finding[] {
  const { prices, shortages, stocks, levies, gains, territory, driven } = one;
  return [
    ...prices.flatMap(({ lowest, highest, last, means }) => [lowest, highest, last, ...means]),
    ...shortages.flatMap(({ worst, tonnes }) => [worst, tonnes]),
    ...stocks.flatMap(({ runsOut, after, when }) => [runsOut, after, when]),
    ...levies.flatMap(({ revenue, change }) => (change === undefined ? [revenue] : [revenue, change])),
    ...gains.map(({ total }) => total),
    ...[territory.buyers, territory.producers, territory.levies],
    ...(driven?.bars ?? []).flatMap(({ share, range }) => [share, range]),
  ];
}
