import type { Finding } from "../model/finding.ts";
import type { Text } from "../model/text.ts";
import type { Desk } from "./desk.ts";
import { type GroupFindings, groupFindings, questionFindings } from "./estimate.ts";

/** Prices, each market apart, and the dated events beside them. */
export type PriceFindings = {
  readonly markets: readonly { readonly id: string; readonly title: Text; readonly groups: readonly GroupFindings[] }[];
  readonly changes: readonly GroupFindings[];
  readonly events: readonly Finding[];
};

/** What the elements cost, market by market: a price in one market says nothing of another. */
export function findPrices(desk: Desk): PriceFindings {
  const { markets, changes, events } = desk.book.plan.prices;
  return {
    markets: markets.map(({ id, title, groups }) => ({
      id,
      title,
      groups: groups.map((group) => groupFindings(desk, `prices/${id}`, group)),
    })),
    changes: changes.map((group) => groupFindings(desk, "prices/change", group)),
    events: events.flatMap((claimId) => {
      const claim = desk.claimsById.get(claimId);
      if (claim === undefined) return [];
      return questionFindings(desk, `prices/event/${claimId}`, claim.question).filter(
        (finding) => finding.claims[0] === claimId,
      );
    }),
  };
}
