import type { MarketPlan } from "../model/market-plan.ts";
import type { Desk } from "./desk.ts";

/** Which causes of an episode a causal statement blames. */
export type Blame = { readonly episode: string; readonly statement: string; readonly causes: readonly string[] };

/** The causal statements that episodes bear on: a statement blames the causes that share a claim of evidence with its events. */
export function findBlame({ book }: Desk, plan: MarketPlan): Blame[] {
  const statements = new Map(book.documents.flatMap((one) => one.statements.map((item) => [item.id, item] as const)));
  const grounds = [...plan.restrictions, ...plan.levies];
  return plan.episodes.flatMap((episode) =>
    episode.statements.flatMap((id): Blame[] => {
      const events = statements.get(id)?.cause?.events ?? [];
      const causes = episode.causes.filter((cause) =>
        grounds.some((one) => one.id === cause && one.evidence.some((claim) => events.includes(claim))),
      );
      return causes.length === 0 ? [] : [{ episode: episode.id, statement: id, causes }];
    }),
  );
}
