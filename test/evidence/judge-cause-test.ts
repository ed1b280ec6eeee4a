import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeCause, type ObservedEffect } from "../../src/evidence/judge-cause.ts";
import { parsePeriod } from "../../src/model/period.ts";

const tripled = { kind: "change", low: 2.8, high: 3.2 } as const;

test("an effect before its cause is contradicted by the calendar", () => {
  const effects = [effect("acts", "2024-01", 100, "2024-03", 300)];
  assert.deepEqual(run(["2024-10"], [], effects), ["contradicted", "cause-after-effect"]);
});

test("an effect that is not there where the cause acts, or that is everywhere", () => {
  const flat = effect("acts", "2024-09", 100, "2024-12", 101);
  const there = effect("acts", "2024-09", 100, "2024-12", 300);
  const elsewhere = effect("elsewhere", "2024-09", 100, "2024-12", 295);
  assert.deepEqual(run(["2024-10"], [], [flat, elsewhere]), ["contradicted", "effect-absent-where-cause-acts"]);
  assert.deepEqual(run(["2024-10"], [], [there, elsewhere]), ["contested", "effect-also-elsewhere"]);
  assert.deepEqual(run(["2024-10"], [], [there]), ["supported", "effect-where-and-when-cause-acts"]);
});

test("a figure that fits the window of another event is that event's", () => {
  const afterCause = effect("acts", "2024-09", 100, "2025-02", 105);
  const afterRival = effect("elsewhere", "2025-03", 105, "2025-05", 315);
  assert.deepEqual(run(["2024-10"], ["2025-04-04"], [afterCause, afterRival]), [
    "contradicted",
    "figure-fits-rival-event",
  ]);
});

test("with both events in one window only a market model could tell them apart", () => {
  const both = effect("acts", "2024-09", 100, "2025-05", 300);
  assert.deepEqual(run(["2024-10"], ["2025-04-04"], [both]), ["not-testable", "attribution-not-computed"]);
});

test("a level is compared with what it became", () => {
  const reached = effect("acts", "2024-09", 100, "2024-12", 300);
  const at = (low: number, high: number) =>
    judgeCause({
      causes: [parsePeriod("2024-10")],
      rivals: [],
      effects: [reached],
      asserted: { kind: "level", low, high },
    }).reason;
  assert.equal(at(295, 305), "effect-where-and-when-cause-acts");
  assert.equal(at(800, 900), "effect-absent-where-cause-acts");
});

test("without a date or without observations nothing is decided", () => {
  assert.deepEqual(run(["undated"], [], [effect("acts", "2024-09", 1, "2024-12", 3)]), [
    "not-testable",
    "cause-undated",
  ]);
  const blind: ObservedEffect = {
    where: "acts",
    before: { period: parsePeriod("2024-09"), estimate: undefined },
    after: { period: parsePeriod("2024-12"), estimate: undefined },
  };
  assert.deepEqual(run(["2024-10"], [], [blind]), ["unsupported", "no-independent-claim"]);
});

/** An effect whose two estimates are known within 2 %. */
function effect(where: "acts" | "elsewhere", before: string, from: number, after: string, to: number): ObservedEffect {
  const side = (period: string, value: number) => ({
    period: parsePeriod(period),
    estimate: { value, low: value * 0.98, high: value * 1.02 },
  });
  return { where, before: side(before, from), after: side(after, to) };
}

function run(
  causes: readonly string[],
  rivals: readonly string[],
  effects: readonly ObservedEffect[],
): [string, string] {
  const { verdict, reason } = judgeCause({
    causes: causes.map(parsePeriod),
    rivals: rivals.map(parsePeriod),
    effects,
    asserted: tripled,
  });
  return [verdict, reason];
}
