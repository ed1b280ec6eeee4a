import type { MarketFindings } from "../../findings/market.ts";
import type { EpisodePrice } from "../../findings/market-episodes.ts";
import { namesOf } from "../../findings/market-finding.ts";
import type { Block, Cell } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, stack, table, text, value } from "./cells.ts";
import { claims } from "./group-table.ts";
import { attributionFigure, backtestFigure } from "./market-figures.ts";
import { joinTexts } from "./names.ts";

/** The model's interval beside what was observed, hits and misses alike. */
export function backtestBlocks(assembly: Assembly, market: MarketFindings): Block[] {
  const { episodes, hits, tested, open, nearer, better } = market;
  if (episodes.length === 0) return [];
  const names = namesOf(market);
  const columns = [
    ["episode", "start"],
    ["what", "start"],
    ["observed", "end"],
    ["computed", "end"],
    ["met", "start"],
    ["score", "end"],
    ["claims", "start"],
  ] as const;
  const rows = episodes.flatMap(({ episode, prices }) =>
    prices.map((price, index): Cell[] => [
      index === 0
        ? stack([text(episode.title), ...(episode.note === undefined ? [] : [text(episode.note)])])
        : stack([]),
      stack([
        text(joinTexts([names.element(price.element), names.stage(price.stage), names.region(price.region)])),
        ...(price.note === undefined ? [] : [text(price.note)]),
      ]),
      full(price.observed),
      full(price.change),
      metCell(price),
      scoreCell(price),
      claims(assembly, price.observed),
    ]),
  );
  return [
    heading("market.backtest"),
    paragraph("market.backtest-lead", { hits: value(hits), tested: value(tested), open: value(open) }),
    paragraph("market.backtest-score", { nearer: value(nearer), better: value(better), tested: value(tested) }),
    {
      kind: "figure",
      figure: backtestFigure(market, assembly.words("figure-title.backtest")),
      table: table("backtest", message("market.backtest-caption"), columns, rows),
    },
  ];
}

function metCell({ score }: EpisodePrice): Cell {
  if (score === undefined) return message("market.not-run");
  if (!score.isHit) return message("market.miss");
  return message(score.isOpen ? "market.hit-open" : "market.hit");
}

/** The model's score above that of the forecast that nothing changes. */
function scoreCell({ score }: EpisodePrice): Cell {
  if (score === undefined) return message("market.nothing");
  return stack([
    message("market.score-model", { score: value(score.score) }),
    message("market.score-unchanged", { score: value(score.unchanged) }),
  ]);
}

/** The model's rises, parted among their causes. */
export function attributionBlocks({ words }: Assembly, market: MarketFindings): Block[] {
  const run = market.episodes.filter(({ prices }) => prices.some(({ due }) => due.length > 0));
  if (run.length === 0) return [];
  const names = namesOf(market);
  const anyway = words("market.anyway");
  const columns = [
    ["episode", "start"],
    ["what", "start"],
    ["cause", "start"],
    ["due", "end"],
  ] as const;
  const rows = run.flatMap(({ episode, prices }) =>
    prices.flatMap(({ element, region, due, trend }, index) => {
      const what = text(joinTexts([names.element(element), names.region(region)]));
      const parts = [...due, { title: anyway, finding: trend }];
      return parts.map(({ title, finding }, part): Cell[] => [
        index + part === 0 ? text(episode.title) : stack([]),
        part === 0 ? what : stack([]),
        text(title),
        full(finding),
      ]);
    }),
  );
  return [
    heading("market.attribution"),
    paragraph("market.attribution-lead"),
    {
      kind: "figure",
      figure: attributionFigure(market, run, { title: words("figure-title.attribution"), anyway }),
      table: table("attribution", message("market.attribution-caption"), columns, rows),
    },
  ];
}

/** What the model leaves out, in words, and the gaps of the book that say so of an episode. */
export function limitBlocks({ desk }: Assembly, { episodes }: MarketFindings): Block[] {
  const lacking = episodes.flatMap(({ episode }) => {
    const gap = desk.book.gaps.find(({ id }) => id === episode.gap);
    return gap === undefined ? [] : [[text(episode.title), text(gap.what), text(gap.closes)]];
  });
  const columns = [
    ["episode", "start"],
    ["unknown", "start"],
    ["closes", "start"],
  ] as const;
  return [
    heading("market.limits"),
    paragraph("market.limits-words"),
    ...(lacking.length === 0
      ? []
      : [
          { kind: "table", table: table("market-limits", message("market.limits-caption"), columns, lacking) } as const,
        ]),
  ];
}
