import type { Finding } from "../model/finding.ts";
import { intervalScore } from "../numerics/interval-score.ts";
import { computed, type MarketContext, type MarketHead } from "./market-finding.ts";

/** How well the model's interval did on an observed change, beside the forecast that nothing changes. */
export type EpisodeScore = {
  readonly width: Finding;
  /** The interval score of the model's interval, and that of a change of exactly 0; less is better. */
  readonly score: Finding;
  readonly unchanged: Finding;
  /** Whether the observed change lies in the interval. */
  readonly isHit: boolean;
  /** Whether no change lies in the interval too, so that it cannot tell a rise from none. */
  readonly isOpen: boolean;
  /** Whether the median came nearer to what was observed than no change did. */
  readonly isNearer: boolean;
  readonly isBetter: boolean;
};

/** Score an interval of the model; undefined where it or the observed change is missing. */
export function findScore(
  context: MarketContext,
  head: Omit<MarketHead, "key" | "label" | "path"> & { readonly id: string; readonly place: string },
  { observed, change }: { readonly observed: Finding; readonly change: Finding },
): EpisodeScore | undefined {
  const [seen, said] = [observed.result, change.result];
  if (seen.kind !== "estimate" || said.kind !== "estimate") return undefined;
  const { level } = context.desk.book.grades;
  const { names, period, unit } = head;
  const tell = (label: "width" | "score" | "unchanged", value: number, inputs: readonly Finding[]) => {
    const result = { kind: "estimate", value, low: value, high: value } as const;
    return computed(context, { key: `${head.id}/${label}/${head.place}`, label, names, period, unit }, result, inputs);
  };
  const holds = (value: number) => value >= said.low && value <= said.high;
  const scores = {
    model: rounded(intervalScore({ ...said, level }, seen.value)),
    unchanged: rounded(intervalScore({ low: 0, high: 0, level }, seen.value)),
  };
  return {
    width: tell("width", rounded(said.high - said.low), [change]),
    score: tell("score", scores.model, [change, observed]),
    unchanged: tell("unchanged", scores.unchanged, [observed]),
    isHit: holds(seen.value),
    isOpen: holds(0),
    isNearer: Math.abs(said.value - seen.value) < Math.abs(seen.value),
    isBetter: scores.model < scores.unchanged,
  };
}

/** The ends of an interval out of draws are known to no more than three digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
