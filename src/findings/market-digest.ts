import type { Exposure } from "../model/exposure.ts";
import type { MarketPlan } from "../model/market-plan.ts";
import type { MarketGround } from "./market-inputs.ts";
import type { Ends } from "./market-summary.ts";

/**
 * A digest of all that a run of the market is computed from: the network, the plan, every parameter by three points of its
 * distribution, and the level of intervals. Words that only describe do not count, nor do lines, nor what was observed.
 */
export function digestInputs(
  { plan, exposure }: { readonly plan: MarketPlan; readonly exposure: Exposure },
  { hangsOn, blame }: Pick<MarketGround, "hangsOn" | "blame">,
  ends: Ends,
): string {
  const { elements, stages, regions, mixes } = exposure;
  const parameters = hangsOn.map(({ parameter: { id, unit }, quantile }) => [
    id,
    unit,
    ...[ends.low, 0.5, ends.high].map((probability) => quantile?.(probability).toPrecision(digits) ?? ""),
  ]);
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  const network = { elements: ids(elements), stages: ids(stages), regions: ids(regions), mixes };
  return digestOf(
    JSON.stringify({ network, plan, blame, parameters, ends }, (key, value) => (isWords(key) ? undefined : value)),
  );
}

/** As many as every machine computes alike. */
const digits = 9;

/** Keys that describe and change no number. */
const described = [
  ...["title", "name", "actor", "note", "line", "place", "evidence", "assumption", "gap", "statements"],
  ...["measured", "reportDraws"],
];

function isWords(key: string): boolean {
  return described.includes(key);
}

/** 64 bits in hexadecimal digits: FNV-1a (Fowler, Noll & Vo) twice, from two beginnings. It guards against mistakes, not against malice. */
function digestOf(text: string): string {
  return [0x811c9dc5, 0x2166f3a1].map((start) => hashFrom(start, text).toString(16).padStart(8, "0")).join("");
}

function hashFrom(start: number, text: string): number {
  let hash = start;
  for (let k = 0; k < text.length; k += 1) hash = Math.imul(hash ^ text.charCodeAt(k), 0x01000193);
  return hash >>> 0;
}
