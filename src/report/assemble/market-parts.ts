import type { MarketFindings } from "../../findings/market.ts";
import { namesOf } from "../../findings/market-finding.ts";
import type { RevenueFindings } from "../../findings/market-revenue.ts";
import type { ScenarioFindings } from "../../findings/market-scenarios.ts";
import type { Text } from "../../model/text.ts";
import type { Block, Cell, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, interval, message, paragraph, period, stack, table, text, value } from "./cells.ts";
import { driversFigure, gainsFigure, leverageFigure, pricesFigure, revenueFigure } from "./market-figures.ts";
import { joinTexts } from "./names.ts";

/** Rows of several scenarios, each named in its first row. */
function scenarioRows(
  scenarios: readonly ScenarioFindings[],
  rowsOf: (one: ScenarioFindings) => readonly (readonly Cell[])[],
): Cell[][] {
  return scenarios.flatMap((one) =>
    rowsOf(one).map((cells, index) => [index === 0 ? text(one.scenario.title) : stack([]), ...cells]),
  );
}

/** A table with the book's words above its columns, after the first ones, which are named by the catalogue. */
function tableOf(
  id: string,
  caption: Cell,
  [first, others]: readonly [first: readonly string[], others: readonly Text[]],
  rows: readonly (readonly Cell[])[],
): Table {
  const named = first.map((name) => ({ title: message(`column.${name}`), align: "start" as const }));
  return {
    id,
    caption,
    columns: [...named, ...others.map((name) => ({ title: text(name), align: "end" as const }))],
    rows,
  };
}

/** Prices over time as fans, and beside them the highest one of each region that is asked after, element by element. */
export function priceBlocks({ words }: Assembly, market: MarketFindings): Block[] {
  const { scenarios, exposure } = market;
  if (scenarios.length === 0) return [];
  const names = namesOf(market);
  const ofElement = exposure.elements.map(({ id, name }): Block => {
    const places = (scenarios[0]?.prices ?? []).filter(({ element }) => element === id);
    const rows = scenarios.map(({ scenario, prices }) => [
      text(scenario.title),
      ...places.map(({ region }) => {
        const price = prices.find((one) => one.element === id && one.region === region);
        if (price === undefined) return message("market.nothing");
        if (region !== exposure.origins[0]) return full(price.highest);
        return stack([full(price.highest), message("market.lowest", { price: full(price.lowest) })]);
      }),
    ]);
    const titles = places.map(({ region, stage }) => joinTexts([names.region(region), names.stage(stage)]));
    const caption = message("market.prices-caption", { element: text(name) });
    return {
      kind: "figure",
      figure: pricesFigure(market, id, joinTexts([name, words("figure-title.market-prices")])),
      table: tableOf(`market-prices-${id}`, caption, [["scenario"], titles], rows),
    };
  });
  return [heading("market.prices"), paragraph("market.prices-lead"), ...ofElement];
}

/** Who goes short by how much, and which stocks are used up after what time. */
export function shortageBlocks(market: MarketFindings): Block[] {
  const { scenarios, exposure } = market;
  const names = namesOf(market);
  const shortages = scenarioRows(scenarios, (one) =>
    exposure.elements.map(({ id, name }) => [
      text(name),
      ...exposure.importers.map((importer) => {
        const short = one.shortages.find(({ element, region }) => element === id && region === importer);
        return short === undefined ? message("market.nothing") : full(short.worst);
      }),
    ]),
  );
  const short = tableOf(
    "shortages",
    message("market.shortages-caption"),
    [["scenario", "element"], exposure.importers.map(names.region)],
    shortages,
  );
  if (shortages.length === 0) return [];
  return [
    heading("market.shortages"),
    paragraph("market.shortages-lead"),
    { kind: "table", table: short },
    ...stockBlocks(market),
  ];
}

/** A row a scenario and stock, a column an element: how likely it is used up, and in which month. */
function stockBlocks(market: MarketFindings): Block[] {
  const { scenarios, exposure } = market;
  const names = namesOf(market);
  const rows = scenarioRows(scenarios, ({ stocks }) => {
    const places = new Map(stocks.map((one) => [`${one.stage} ${one.region}`, one]));
    return [...places.values()].map(({ stage, region }) => [
      text(joinTexts([names.region(region), names.stage(stage)])),
      ...exposure.elements.map(({ id }) => {
        const stock = stocks.find((one) => one.element === id && one.stage === stage && one.region === region);
        if (stock === undefined) return message("market.nothing");
        return message("market.used-up", { probability: value(stock.runsOut), month: full(stock.when) });
      }),
    ]);
  });
  if (rows.length === 0) return [];
  const titles = exposure.elements.map(({ name }) => name);
  const stocks = tableOf("stocks", message("market.stocks-caption"), [["scenario", "stock"], titles], rows);
  return [{ kind: "table", table: { ...stocks, isLong: true } }];
}

/** Whether in most draws some rate that was computed brings in less than a lower one. */
function isTurning({ falls: { result } }: RevenueFindings): boolean {
  return result.kind === "estimate" && result.value >= 0.5;
}

/** What is paid in each scenario, and what a levy brings in at other rates. */
export function levyBlocks({ words }: Assembly, market: MarketFindings): Block[] {
  const { scenarios, revenue } = market;
  const paid = scenarioRows(scenarios, ({ levies }) =>
    levies.map(({ title, revenue: brought, change }) => [
      text(title),
      full(brought),
      change === undefined ? message("market.nothing") : full(change),
    ]),
  );
  if (paid.length + revenue.length === 0) return [];
  const names = namesOf(market);
  const curves = revenue.flatMap((curve, index): Block[] => {
    const columns = [
      ["rate", "end"],
      ["revenue", "end"],
      ["gain-home", "end"],
    ] as const;
    const rows = curve.points.map(({ rate, revenue: brought, home }) => [full(rate), full(brought), full(home)]);
    const captioned = { levy: text(curve.levy), region: text(names.region(curve.region)) };
    const beside = table(`revenue-${index + 1}`, message("market.levy-caption", captioned), columns, rows);
    return [
      {
        kind: "figure",
        figure: revenueFigure(market, curve, `revenue-curve-${index + 1}`, { words, hasTurn: isTurning(curve) }),
        table: beside,
      },
      isTurning(curve)
        ? paragraph("market.levy-best", { levy: text(curve.levy), best: full(curve.best), falls: value(curve.falls) })
        : paragraph("market.levy-rising", { levy: text(curve.levy), falls: value(curve.falls) }),
    ];
  });
  const columns = [
    ["scenario", "start"],
    ["what", "start"],
    ["paid", "end"],
    ["paid-more", "end"],
  ] as const;
  return [
    heading("market.levy"),
    paragraph("market.levy-lead"),
    ...(paid.length === 0
      ? []
      : [{ kind: "table", table: table("paid", message("market.paid-caption"), columns, paid) } as const]),
    ...curves,
  ];
}

/** The same stop in one year after another. */
export function leverageBlocks({ words }: Assembly, market: MarketFindings): Block[] {
  const { leverage } = market;
  if (leverage === undefined) return [];
  const names = namesOf(market);
  const columns = [
    ["other-supply", "start"],
    ["year", "start"],
    ["highest-price", "end"],
    ["gain-home", "end"],
    ["gain-all-buyers", "end"],
  ] as const;
  const rows = leverage.sets.flatMap(({ title, years }) =>
    years.map(({ year, highest, home, buyers }, index): Cell[] => [
      index === 0 ? text(title) : stack([]),
      period(String(year)),
      stack(
        highest.map(({ element, finding }) =>
          message("market.of", { what: text(names.element(element)), value: full(finding) }),
        ),
      ),
      full(home),
      full(buyers),
    ]),
  );
  const { note } = leverage.windows;
  return [
    heading("market.leverage"),
    paragraph("market.leverage-lead", { restriction: text(leverage.restriction) }),
    ...(note === undefined ? [] : [paragraph("group.note", { note: text(note) })]),
    {
      kind: "figure",
      figure: leverageFigure(market, leverage, words("figure-title.leverage")),
      table: table("leverage", message("market.leverage-caption"), columns, rows),
    },
  ];
}

/** Every region's gain or loss in every scenario, and what those of the territory are made of. */
export function gainBlocks({ words }: Assembly, market: MarketFindings): Block[] {
  const { scenarios } = market;
  if (scenarios.length === 0) return [];
  const names = namesOf(market);
  const columns = [
    ["scenario", "start"],
    ["region", "start"],
    ["gain", "end"],
  ] as const;
  const rows = scenarioRows(scenarios, ({ gains }) =>
    gains.map(({ region, total }) => [text(names.region(region)), full(total)]),
  );
  const parts = [
    ["scenario", "start"],
    ["gain-buyers", "end"],
    ["gain-producers", "end"],
    ["gain-levies", "end"],
  ] as const;
  const ofTerritory = scenarios.map(({ scenario, territory }) => [
    text(scenario.title),
    full(territory.buyers),
    full(territory.producers),
    full(territory.levies),
  ]);
  const region = text(names.region(market.exposure.origins[0] ?? ""));
  return [
    heading("market.gains"),
    paragraph("market.gains-lead"),
    {
      kind: "figure",
      figure: gainsFigure(market, words("figure-title.gains")),
      table: { ...table("gains", message("market.gains-caption"), columns, rows), isLong: true },
    },
    { kind: "table", table: table("gain-parts", message("market.parts-caption", { region }), parts, ofTerritory) },
  ];
}

/** Of each scenario the price that moves most, with the parameters that it follows. */
export function driverBlocks({ words }: Assembly, market: MarketFindings): Block[] {
  const outcomes = market.scenarios.flatMap(({ driven }) => (driven === undefined ? [] : [driven]));
  if (outcomes.length === 0) return [];
  const columns = [
    ["outcome", "start"],
    ["parameter", "start"],
    ["spread-part", "end"],
    ["spread-range", "end"],
  ] as const;
  const rows = outcomes.flatMap(({ outcome, bars }) =>
    bars.map(({ label, share, range }, index): Cell[] => [
      index === 0 ? stack([text(outcome.label), full(outcome)]) : stack([]),
      text(label),
      full(share),
      interval(range),
    ]),
  );
  return [
    heading("market.drivers"),
    paragraph("market.drivers-lead"),
    {
      kind: "figure",
      figure: driversFigure(market, words("figure-title.drivers")),
      table: { ...table("drivers", message("market.drivers-caption"), columns, rows), isLong: true },
    },
  ];
}
