import type { MarketFindings } from "../findings/market.ts";
import { namesOf } from "../findings/market-finding.ts";
import type { ScenarioFindings } from "../findings/market-scenarios.ts";
import type { EpisodeScore } from "../findings/market-score.ts";
import type { Finding } from "../model/finding.ts";
import type { Catalogue } from "../report/catalogue.ts";
import { formatFinding } from "../report/format.ts";

/** What a run of the market found, for a person to read. */
export function marketLines(market: MarketFindings, catalogue: Catalogue): string[] {
  const say = (finding: Finding) => formatFinding(finding, "full", catalogue);
  const labelled = (finding: Finding) => `   ${finding.label.en}: ${say(finding)}`;
  const { leverage, revenue, model, assumed, draws } = market;
  const names = namesOf(market);
  return [
    `${say(draws)} draws over ${say(model)} parameters, ${say(assumed)} of them assumed: nothing here is evidence`,
    ...market.scenarios.flatMap((one) => scenarioLines(market, one, say)),
    ...(leverage === undefined
      ? []
      : [
          `How long leverage lasts: ${leverage.restriction.en}`,
          ...leverage.sets.flatMap(({ title, years }) =>
            years.map(({ year, highest, home, buyers }) => {
              const prices = highest.map((one) => `${names.element(one.element).en} ${say(one.finding)}`);
              const gains = `gain of ${names.region(leverage.home).en}: ${say(home)}; of all buyers: ${say(buyers)}`;
              return `   begun in ${year}, ${title.en}: highest price ${prices.join(", ")}; ${gains}`;
            }),
          ),
        ]),
    ...revenue.flatMap((curve) => [
      `What a levy brings in: ${curve.levy.en}`,
      ...curve.points.map(({ rate, revenue: brought, home }) => {
        return `   at ${say(rate)}: ${say(brought)}; gain of ${names.region(curve.region).en}: ${say(home)}`;
      }),
      labelled(curve.best),
      labelled(curve.falls),
    ]),
    ...backtestLines(market, catalogue),
  ];
}

/** The model beside what is known, for a person to read. */
export function backtestLines(
  { episodes, hits, tested, nearer, better, open }: MarketFindings,
  catalogue: Catalogue,
): string[] {
  if (episodes.length === 0) return [];
  const say = (finding: Finding) => formatFinding(finding, "full", catalogue);
  return [
    `${say(hits)} of ${say(tested)} observed changes lie inside the interval of the model; for ${say(open)} it holds no change as well`,
    `against the forecast that nothing changes: nearer in ${say(nearer)}, by the interval score better in ${say(better)}`,
    ...episodes.flatMap(({ episode, prices }) => [
      `${episode.title.en}, ${episode.from} to ${episode.to}`,
      ...prices.flatMap(({ observed, change, trend, due, score }) => [
        `   ${verdictOf(score)}: ${observed.label.en}: ${say(observed)}; by the model: ${say(change)}`,
        ...(score === undefined
          ? []
          : [`      interval score ${say(score.score)}; of the forecast that nothing changes ${say(score.unchanged)}`]),
        ...due.map(({ title, finding }) => `      due to ${title.en}: ${say(finding)}`),
        ...(due.length === 0 ? [] : [`      due to none of these: ${say(trend)}`]),
      ]),
    ]),
  ];
}

function verdictOf(score: EpisodeScore | undefined): string {
  if (score === undefined) return "not tested";
  return score.isHit ? "inside" : "outside";
}

function scenarioLines(market: MarketFindings, one: ScenarioFindings, say: (finding: Finding) => string): string[] {
  const names = namesOf(market);
  const at = (...words: readonly { readonly en: string }[]) => words.map(({ en }) => en).join(", ");
  const { shown, title } = one.scenario;
  return [
    `${title.en}, ${shown.start} to ${shown.end}, against ${one.against.en}`,
    ...one.prices.map(({ element, stage, region, lowest, highest, last }) => {
      const where = at(names.element(element), names.stage(stage), names.region(region));
      return `   price, ${where}: lowest ${say(lowest)}, highest ${say(highest)}; at the end ${say(last)}`;
    }),
    ...one.shortages.map(({ element, region, worst, tonnes }) => {
      const where = at(names.element(element), names.region(region));
      return `   lacking, ${where}: ${say(worst)} in the worst month; ${say(tonnes)} in all`;
    }),
    ...one.stocks.map(({ element, stage, region, runsOut, when }) => {
      const where = at(names.element(element), names.stage(stage), names.region(region));
      return `   stock, ${where}: used up sooner with a probability of ${say(runsOut)}; ${say(when)}`;
    }),
    ...one.levies.map(
      ({ title: levy, revenue, change }) =>
        `   paid, ${levy.en}: ${say(revenue)}${change === undefined ? "" : `; because of this ${say(change)}`}`,
    ),
    ...one.gains.map(({ region, total }) => `   gain of ${names.region(region).en}: ${say(total)}`),
    ...(one.driven === undefined ? [] : [`   ${one.driven.outcome.label.en} follows most:`]),
    ...(one.driven?.bars ?? []).map(({ label, share }) => `      ${label.en} (part of the spread: ${say(share)})`),
  ];
}
