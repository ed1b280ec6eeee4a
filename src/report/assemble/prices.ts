import type { Desk } from "../../findings/desk.ts";
import type { AllFindings } from "../../findings/find-all.ts";
import type { Block, Table } from "../report.ts";
import { code, full, heading, message, paragraph, table } from "./cells.ts";
import { pricesFigure } from "./figures.ts";
import { claims, groupBlocks } from "./group-table.ts";

/** Prices, market by market, with dated events. */
export function assemblePrices(desk: Desk, { prices }: AllFindings): Block[] {
  const events: Table = table(
    "price-events",
    message("prices.events-caption"),
    [
      ["period", "start"],
      ["event", "start"],
      ["claims", "start"],
    ],
    prices.events.map((event) => [code(event.period), full(event), claims(event)]),
  );
  return [
    paragraph("prices.lead"),
    { kind: "figure", figure: pricesFigure("prices", desk.book.territory, prices), table: events },
    ...prices.markets.flatMap((market) => [
      { kind: "heading", words: { kind: "text", text: market.title } } as const,
      ...groupBlocks(desk, `prices-${market.id}`, market.groups),
    ]),
    ...(prices.changes.length === 0 ? [] : [heading("prices.changes"), ...groupBlocks(desk, "prices", prices.changes)]),
  ];
}
