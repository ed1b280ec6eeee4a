import type { MarketFindings } from "../../findings/market.ts";
import type { EpisodeFindings } from "../../findings/market-episodes.ts";
import { namesOf } from "../../findings/market-finding.ts";
import type { RevenueFindings } from "../../findings/market-revenue.ts";
import type { LeverageFindings } from "../../findings/market-windows.ts";
import type { Finding } from "../../model/finding.ts";
import type { Text } from "../../model/text.ts";
import type { FigureSpec } from "../figure-spec.ts";
import type { Assembly } from "./assembly.ts";
import { joinTexts } from "./names.ts";

/** Prices of one element by quarter or year: a panel a scenario. */
export function pricesFigure(market: MarketFindings, element: string, title: Text): FigureSpec {
  const names = namesOf(market);
  const panels = market.scenarios.map(({ scenario, prices }) => ({
    title: scenario.title,
    lines: prices
      .filter((price) => price.element === element && price.means.length > 0)
      .map(({ region, stage, means }) => ({
        label: joinTexts([names.region(region), names.stage(stage)]),
        points: means.flatMap((finding) => estimates(finding).map((one) => ({ date: finding.period, ...one }))),
      })),
  }));
  return { kind: "fan", id: `market-prices-${element}`, title, unit: `${market.plan.currency}/kg`, panels };
}

/** The highest price while a stop lasts, by the year in which it begins: a panel an element, a line for each other supply. */
export function leverageFigure({ exposure }: MarketFindings, { sets }: LeverageFindings, title: Text): FigureSpec {
  const panels = exposure.elements.map(({ id, name }) => ({
    title: name,
    lines: sets.map((set) => ({
      label: set.title,
      points: set.years.flatMap(({ year, highest }) =>
        highest
          .filter(({ element }) => element === id)
          .flatMap(({ finding }) => estimates(finding).map((one) => ({ date: String(year), ...one }))),
      ),
    })),
  }));
  return { kind: "fan", id: "leverage", title, unit: "times", panels };
}

/** A levy's revenue, and what its region gains, against the rate in its middle estimate. */
export function revenueFigure(
  market: MarketFindings,
  { points, best, levy, region }: RevenueFindings,
  id: string,
  { words, hasTurn }: { readonly words: Assembly["words"]; readonly hasTurn: boolean },
): FigureSpec {
  const line = (label: Text, of: (point: RevenueFindings["points"][number]) => Finding) => ({
    label,
    points: points.flatMap((point) =>
      estimates(point.rate).flatMap(({ value: at }) => estimates(of(point)).map((one) => ({ at, ...one }))),
    ),
  });
  const [turn] = estimates(best);
  return {
    kind: "curve",
    id,
    title: joinTexts([levy, words("figure-title.revenue")], ": "),
    unit: points[0]?.revenue.unit ?? "",
    across: { label: words("column.rate"), unit: best.unit },
    lines: [
      line(words("column.revenue"), ({ revenue }) => revenue),
      line(joinTexts([words("column.gain"), namesOf(market).region(region)]), ({ home }) => home),
    ],
    turn: hasTurn && turn !== undefined ? { label: words("market.turn"), ...turn } : undefined,
  };
}

/** What each region gains or loses: a panel a scenario. */
export function gainsFigure(market: MarketFindings, title: Text): FigureSpec {
  const names = namesOf(market);
  const panels = market.scenarios.map(({ scenario, gains }) => ({
    title: scenario.title,
    rows: gains.flatMap(({ region, total }) =>
      estimates(total).map((one) => ({ label: names.region(region), ...one })),
    ),
  }));
  return { kind: "gains", id: "gains", title, unit: `million ${market.plan.currency}`, panels };
}

/** Of each scenario the price that moves most, and what drives it. */
export function driversFigure(market: MarketFindings, title: Text): FigureSpec {
  const panels = market.scenarios.flatMap(({ driven }) =>
    driven === undefined
      ? []
      : estimates(driven.outcome).map(({ value }) => ({
          title: driven.outcome.label,
          unit: driven.outcome.unit,
          value,
          rows: driven.bars.flatMap(({ label, range, rises }) =>
            estimates(range).map(({ low, high }) => ({ label, low, high, rises })),
          ),
        })),
  );
  return { kind: "tornado", id: "drivers", title, panels };
}

/** The model's changes beside those that were observed; episodes that it cannot run are left to the table. */
export function backtestFigure(market: MarketFindings, title: Text): FigureSpec {
  const names = namesOf(market);
  const rows = market.episodes.flatMap(({ episode, prices }) =>
    prices.flatMap(({ element, region, observed, change, score }) =>
      estimates(observed).flatMap((seen) =>
        score === undefined
          ? []
          : estimates(change).map((one) => ({
              label: joinTexts([episode.title, names.element(element), names.region(region)]),
              ...one,
              observed: seen,
              hit: score.isHit,
            })),
      ),
    ),
  );
  return { kind: "backtest", id: "backtest", title, unit: "percent", rows };
}

/** What each cause brought: a panel a price. */
export function attributionFigure(
  market: MarketFindings,
  episodes: readonly EpisodeFindings[],
  { title, anyway }: { readonly title: Text; readonly anyway: Text },
): FigureSpec {
  const names = namesOf(market);
  const panels = episodes.flatMap(({ episode, prices }) =>
    prices.map(({ element, region, due, trend }) => ({
      title: joinTexts([episode.title, names.element(element), names.region(region)]),
      rows: [
        ...due.map(({ title: label, finding }) => ({ label, finding })),
        { label: anyway, finding: trend },
      ].flatMap(({ label, finding }) => estimates(finding).map((one) => ({ label, ...one }))),
    })),
  );
  return { kind: "gains", id: "attribution", title, unit: "percent", panels };
}

type Numbers = { readonly value: number; readonly low: number; readonly high: number };

/** A finding's numbers, if it has any. */
function estimates({ result }: Finding): Numbers[] {
  return result.kind === "estimate" ? [{ value: result.value, low: result.low, high: result.high }] : [];
}
