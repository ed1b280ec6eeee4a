import type { Block, Table } from "../report.ts";
import type { Assembly } from "./assembly.ts";
import { full, heading, message, paragraph, period, table } from "./cells.ts";
import { pricesFigure } from "./figures.ts";
import { claims, groupBlocks } from "./group-table.ts";

/** Prices, market by market, with dated events. */
export function assemblePrices(assembly: Assembly): Block[] {
  const { all, words } = assembly;
  const { prices } = all;
  const events: Table = table(
    "price-events",
    message("prices.events-caption"),
    [
      ["period", "start"],
      ["event", "start"],
      ["claims", "start"],
    ],
    prices.events.map((event) => [period(event.period), full(event), claims(assembly, event)]),
  );
  return [
    paragraph("prices.lead"),
    { kind: "figure", figure: pricesFigure("prices", words("figure-title.prices"), prices), table: events },
    ...prices.markets.flatMap((market) => [
      { kind: "heading", words: { kind: "text", text: market.title } } as const,
      ...groupBlocks(assembly, `prices-${market.id}`, market.groups),
    ]),
    ...(prices.changes.length === 0
      ? []
      : [heading("prices.changes"), ...groupBlocks(assembly, "prices", prices.changes)]),
  ];
}
