import type { Period } from "../model/period.ts";
import type { Verdict } from "../model/statement.ts";
import type { Estimate } from "./estimate.ts";
import { divide } from "./product.ts";

/** Why a causal statement got its verdict: a stable code for the catalogue of words. */
export type CauseReason =
  | "cause-undated"
  | "no-independent-claim"
  | "cause-after-effect"
  | "figure-fits-rival-event"
  | "effect-absent-where-cause-acts"
  | "effect-also-elsewhere"
  | "attribution-not-computed"
  | "effect-where-and-when-cause-acts";

/** One quantity before and after, positive, in one unit; an estimate is undefined where nobody claims it. */
export type ObservedEffect = {
  /** Whether it was observed where the alleged cause acts, or elsewhere. */
  readonly where: "acts" | "elsewhere";
  readonly before: { readonly period: Period; readonly estimate: Estimate | undefined };
  readonly after: { readonly period: Period; readonly estimate: Estimate | undefined };
};

/** What the statement says of the effect: the size of the change (after over before), or the level that it reached. */
export type AssertedEffect = {
  readonly kind: "change" | "level";
  readonly low: number;
  readonly high: number;
};

/**
 * Judge "effect because of cause" by date order and by place; a figure alone never decides it. `causes` and `rivals`
 * are the dates of the events that the statement blames and of others that could have done it. An effect's window is
 * from the first day of `before` to the last day of `after`. In this order:
 *
 * 1. no dated cause: `not-testable`; no effect with both estimates where the cause acts: `unsupported`;
 * 2. every cause begins after the end of every such effect's window: `contradicted`, cause-after-effect;
 * 3. the asserted size shows in a window that has a rival and no cause, and in none, where the cause acts, that has a
 *    cause and no rival: `contradicted`, figure-fits-rival-event;
 * 4. it shows nowhere where the cause acts: `contradicted`, effect-absent-where-cause-acts;
 * 5. it shows elsewhere too, in a window with a cause: `contested`, effect-also-elsewhere;
 * 6. the windows in which it shows all have a rival too, or none has a cause: `not-testable`, attribution-not-computed,
 *    which takes a market model;
 * 7. otherwise `supported`.
 *
 * "Shows" means that the asserted interval overlaps that of after / before (`divide`), or of after for a level.
 * See docs/concepts/verdict.md.
 *
 * @example
 * judgeCause({ causes: [], rivals: [], effects: [], asserted: { kind: "change", low: 2, high: 3 } }).reason // => "cause-undated"
 */
export function judgeCause(input: {
  readonly causes: readonly Period[];
  readonly rivals: readonly Period[];
  readonly effects: readonly ObservedEffect[];
  readonly asserted: AssertedEffect;
}): { verdict: Verdict; reason: CauseReason } {
  const { causes, rivals, asserted } = input;
  const dated = causes.filter(({ text }) => text !== "undated");
  if (dated.length === 0) return { verdict: "not-testable", reason: "cause-undated" };
  const windows = input.effects.flatMap((effect) => windowOf(effect, dated, rivals, asserted));
  const acting = windows.filter(({ where }) => where === "acts");
  if (acting.length === 0) return { verdict: "unsupported", reason: "no-independent-claim" };
  if (acting.every(({ end }) => dated.every(({ start }) => start > end))) {
    return { verdict: "contradicted", reason: "cause-after-effect" };
  }
  const shown = acting.filter(({ shows }) => shows);
  const ownWindow = shown.some(({ hasCause, hasRival }) => hasCause && !hasRival);
  if (!ownWindow && windows.some(({ shows, hasCause, hasRival }) => shows && hasRival && !hasCause)) {
    return { verdict: "contradicted", reason: "figure-fits-rival-event" };
  }
  if (shown.length === 0) return { verdict: "contradicted", reason: "effect-absent-where-cause-acts" };
  if (windows.some(({ where, shows, hasCause }) => where === "elsewhere" && shows && hasCause)) {
    return { verdict: "contested", reason: "effect-also-elsewhere" };
  }
  if (!ownWindow) return { verdict: "not-testable", reason: "attribution-not-computed" };
  return { verdict: "supported", reason: "effect-where-and-when-cause-acts" };
}

type Window = {
  readonly where: "acts" | "elsewhere";
  readonly end: string;
  readonly shows: boolean;
  readonly hasCause: boolean;
  readonly hasRival: boolean;
};

/** None for an effect with a missing side: it shows neither a change nor that there was none. */
function windowOf(
  effect: ObservedEffect,
  causes: readonly Period[],
  rivals: readonly Period[],
  asserted: AssertedEffect,
): Window[] {
  const { where, before, after } = effect;
  if (before.estimate === undefined || after.estimate === undefined) return [];
  const start = before.period.start;
  const { end } = after.period;
  const observed = asserted.kind === "level" ? after.estimate : divide(after.estimate, before.estimate);
  const isInside = (event: Period) => event.text !== "undated" && event.start >= start && event.start <= end;
  return [
    {
      where,
      end,
      shows: asserted.low <= observed.high && asserted.high >= observed.low,
      hasCause: causes.some(isInside),
      hasRival: rivals.some(isInside),
    },
  ];
}
