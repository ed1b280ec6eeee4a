import assert from "node:assert/strict";
import { test } from "node:test";
import type { Desk } from "../../src/findings/desk.ts";
import { runBatch } from "../../src/findings/market-draw.ts";
import { drawBase } from "../../src/findings/market-draw-base.ts";
import type { DrawOutcome } from "../../src/findings/market-outcomes.ts";
import { type MarketRun, monthPlansOf, undisturbed } from "../../src/findings/market-run.ts";
import { findShape } from "../../src/findings/market-shape.ts";
import { spansOf } from "../../src/findings/market-spans.ts";
import { openMarket, type RunnableMarket } from "../../src/findings/market-state.ts";
import { listStudies } from "../../src/findings/market-studies.ts";
import { calibrateMarket } from "../../src/market/calibrate.ts";
import { runMonths } from "../../src/market/months.ts";
import type { PlanLevy } from "../../src/model/market-plan.ts";
import { marketDesk, plan, stop } from "./market-book.ts";

/** Figures without chance, so that the base year can be worked out by hand. */
const fixed = { hill: 0.6, used: 1200, price: 100, mines: 0.3, short: 0.2 };

function open(desk: Desk, draws = 2): RunnableMarket {
  const inputs = openMarket(desk, { draws })?.ground.inputs;
  assert.ok(inputs);
  return { inputs, shape: findShape(inputs) };
}

/** The values of one draw by outcome. */
function readOutcome({ parts, values }: DrawOutcome): Map<string, number[]> {
  let from = 0;
  return new Map(
    parts.map(({ key, length }) => {
      from += length;
      return [key, [...values.subarray(from - length, from)]];
    }),
  );
}

/** The outcomes of the first draw. */
function firstDraw(desk: Desk): Map<string, number[]> {
  const market = open(desk, 1);
  const [first] = runBatch(market, listStudies(market.inputs.plan), 0);
  assert.ok(first);
  return readOutcome(first);
}

function numberOf(outcome: ReadonlyMap<string, number[]>, key: string): number {
  const [value] = outcome.get(key) ?? [];
  assert.ok(value !== undefined, key);
  return value;
}

function assertNear(actual: number | undefined, expected: number, tolerance = 1e-9): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)),
    `${actual}, not ${expected}`,
  );
}

test("the base year is that of the network: quantities by shares and yields, prices by margins and freight", () => {
  const market = open(marketDesk({ figures: fixed }));
  const base = drawBase(market.inputs, market.shape, 0);
  // 1,200 t of oxide a year are 100 t a month, half of it on the shore; 80 percent of the ore is kept, 60 percent of it the hill's.
  assert.deepEqual(
    base.demands.map(({ baseTonnes }) => baseTonnes),
    [50, 50, 50, 50],
  );
  const flow = (stage: number, from: number, to: number) =>
    base.routes.find((route) => route.good === stage * 2 && route.from === from && route.to === to)?.baseTonnes;
  assertNear(flow(0, 0, 1), 75);
  assertNear(flow(0, 3, 1), 50);
  assertNear(flow(1, 1, 2), 50);
  assertNear(flow(0, 0, 2), 0);
  // 100 USD/kg of oxide at the plant; ore holds 0.8 of that over a margin of 1.5; each step of freight is two percent.
  const price = (stage: number, region: number) => base.prices[stage * 8 + region];
  assertNear(price(1, 1), 100);
  assertNear(price(1, 2), 102);
  assertNear(price(0, 1), (100 * 0.8) / 1.5);
  assertNear(price(0, 0), (100 * 0.8) / 1.5 / 1.02);
});

test("with nothing done to it the market stays what it is", () => {
  const { inputs, shape } = open(marketDesk({ figures: fixed }));
  const market = calibrateMarket(drawBase(inputs, shape, 0));
  const { prices, shortfall } = runMonths(market, monthPlansOf({ inputs, shape, market }, 0)(undisturbed(6)));
  const used = market.base.routes.filter(({ baseTonnes }) => baseTonnes > 0);
  const nodes = new Set(used.flatMap(({ good, from, to }) => [good * 4 + from, good * 4 + to]));
  assert.equal(nodes.size, 10);
  for (let month = 0; month < 6; month += 1) {
    for (const node of nodes) {
      assertNear((prices[month * market.base.prices.length + node] ?? 0) / (market.base.prices[node] ?? 0), 1, 1e-7);
    }
  }
  for (const tonnes of shortfall) assertNear(tonnes, 0, 1e-6);
});

/** The plan of a run whose restrictions and levies are those of the book's plan. */
function planOf(run: Partial<MarketRun>, figures: Readonly<Record<string, number>> = fixed) {
  const restrictions = (run.restrictions ?? []).map(({ restriction }) => restriction);
  const levies = (run.levies ?? []).map(({ levy }) => levy);
  const desk = marketDesk({
    figures,
    plan: {
      restrictions: [...plan.restrictions, ...restrictions],
      levies: [...plan.levies, ...levies],
      projectSets: [...plan.projectSets, ...(run.sets ?? [])],
    },
  });
  const { inputs, shape } = open(desk);
  const market = calibrateMarket(drawBase(inputs, shape, 0));
  return monthPlansOf({ inputs, shape, market }, 0)({ ...undisturbed(24), ...run });
}

test("what the plan states as allowed is taken away; licences that come back in part are a delay and a quota", () => {
  const restricted = (kind: typeof stop.kind, size: string, more: Partial<typeof stop> = {}) =>
    planOf({ restrictions: [{ restriction: { ...stop, kind, size: [size], ...more }, later: 12 }] }).restrictions;
  const [ban] = restricted("ban", "whole");
  assert.deepEqual([ban?.kind, ban?.size, ban?.start, ban?.end, ban?.routes.length], ["ban", 1, 18, 21, 2]);
  const [quota] = restricted("quota", "share");
  assert.deepEqual([quota?.kind, quota?.size], ["quota", 0.9]);
  const licences = restricted("licence-delay", "half", { delay: ["late"], end: undefined });
  assert.deepEqual(
    licences.map(({ kind, size, start, end, delayMonths }) => [kind, size, start, end, delayMonths]),
    [
      ["licence-delay", 1, 18, Number.POSITIVE_INFINITY, 6],
      ["quota", 0.5, 24, Number.POSITIVE_INFINITY, 0],
    ],
  );
  assert.equal(restricted("licence-delay", "half", { delay: ["late"] }).length, 1, "the licences never come in time");
  const [mine] = restricted("ban", "half", { binds: { kind: "mine", region: "hill" } });
  assert.deepEqual([mine?.routes, mine?.mines], [[], [0]]);
});

test("levies are in thousands a tonne of the element, whatever they are stated for", () => {
  const [levy] = plan.levies;
  assert.ok(levy);
  const rates = (changes: Partial<PlanLevy>, multiple = 1) => {
    const [found] = planOf({ levies: [{ levy: { ...levy, ...changes }, multiple }] }).levies;
    return [found?.specific, found?.adValorem];
  };
  assert.deepEqual(rates({}), [5, 0]);
  assert.deepEqual(rates({}, 3), [15, 0]);
  // Half of what is weighed is the elements, so a rate by weight falls on them twice.
  assert.deepEqual(rates({ basis: "gross", content: ["content"] }), [10, 0]);
  assert.deepEqual(rates({ basis: "value", rate: ["share"] }), [0, 0.1]);
});

test("paid restrictions come first, so that what they bring in is told of them", () => {
  const tax = { ...stop, id: "tax", kind: "tax" as const, size: ["share"] };
  const { restrictions } = planOf({
    restrictions: [
      { restriction: stop, later: 0 },
      { restriction: tax, later: 0 },
    ],
  });
  assert.deepEqual(
    restrictions.map(({ kind, size }) => [kind, size]),
    [
      ["tax", 0.1],
      ["ban", 1],
    ],
  );
});

test("a project comes with its probability, as late as its set has it, with all the ore that its plants need", () => {
  const sets = [
    { ...plan.projectSets[0], id: "late", title: { en: "late" }, projects: ["shore-plant"], late: ["late"] },
  ];
  const sure = planOf({ sets }, { ...fixed, likely: 1 });
  assert.deepEqual(planOf({ sets }, { ...fixed, likely: 0 }).projects, []);
  // January 2025 is month 12; it is six months late by itself and six more in this set.
  assert.deepEqual(
    sure.projects.map(({ activity, start, rampMonths }) => [activity.kind, Math.round(start), Math.round(rampMonths)]),
    [
      ["mine", 24, 4],
      ["plant", 24, 4],
      ["plant", 24, 4],
    ],
  );
  const { inputs, shape } = open(marketDesk({ figures: fixed }));
  const base = drawBase(inputs, shape, 0);
  const planned = base.mines.find(({ operation }) => operation.kind === "planned");
  // 300 t of oxide a year are 25 a month, of 31.25 t of ore.
  assert.deepEqual([...(planned?.outputTonnes ?? [])], [31.25, 31.25]);
});

test("a stop that stops nothing changes nothing", () => {
  const outcome = firstDraw(marketDesk({ figures: { ...fixed, whole: 1, none: 1 } }));
  for (const [key, [value = Number.NaN]] of outcome) {
    if (/^scenario\/stopped\/(highest|last)\//.test(key)) assertNear(value, 1, 1e-6);
    if (/^scenario\/stopped\/(gain|short)/.test(key)) assertNear(value, 0, 1e-4);
  }
});

test("the more the hill stops, the more others lose and the higher the price", () => {
  const found = [0.5, 0.25, 0.1].map((leaks) => firstDraw(marketDesk({ figures: { ...fixed, none: leaks } })));
  const losses = found.map((outcome) => numberOf(outcome, "windows/none/2024/buyers"));
  const prices = found.map((outcome) => numberOf(outcome, "windows/none/2024/highest/E"));
  const shortage = found.map((outcome) => numberOf(outcome, "scenario/stopped/short/E/shore"));
  for (const series of [prices, shortage, losses.map((loss) => -loss)]) {
    assert.deepEqual(
      series,
      series.toSorted((a, b) => a - b),
    );
    assert.ok((series[0] ?? 0) > 0, `${series}`);
  }
});

test("a levy of nothing brings in nothing, and what it brings in is rate times tonnes", () => {
  const outcome = firstDraw(marketDesk({ figures: fixed }));
  assertNear(numberOf(outcome, "revenue/levy/revenue/0"), 0);
  assertNear(numberOf(outcome, "revenue/levy/rate/1"), 5000);
  const revenue = numberOf(outcome, "revenue/levy/revenue/1");
  // Twenty-one months of less than 150 t each.
  assert.ok(revenue > 0 && revenue < (21 * 150 * 5) / 1000, `${revenue}`);
  assertNear(numberOf(outcome, "scenario/levied/levy/levy"), revenue, 1e-6);
});

test("what each cause brought and what came anyway add up to the whole change, in every draw", () => {
  const market = open(marketDesk(), 4);
  const studies = listStudies(market.inputs.plan).filter(({ kind }) => kind === "episode");
  for (const draw of runBatch(market, studies, 0).map(readOutcome)) {
    for (const index of [0, 1]) {
      const parts = ["stop", "papers"].map((cause) => numberOf(draw, `episode/summer/due/${index}/${cause}`));
      const sum = parts.reduce((before, part) => before + part, numberOf(draw, `episode/summer/trend/${index}`));
      assertNear(sum, numberOf(draw, `episode/summer/change/${index}`), 1e-9);
    }
    // Oxide that may not leave is cheap where it is made and dear where it is used.
    assert.ok(numberOf(draw, "episode/summer/due/0/papers") < numberOf(draw, "episode/summer/due/1/papers"));
  }
});

test("a batch of draws is the same wherever and whenever it is run", () => {
  const market = open(marketDesk(), 14);
  const studies = listStudies(market.inputs.plan);
  const second = runBatch(market, studies, 1);
  assert.equal(second.length, 4);
  runBatch(market, studies, 0);
  assert.deepEqual(runBatch(structuredClone(market), studies, 1), second);
});

test("quarters, or years where they are many, have the months that are shown", () => {
  assert.deepEqual(spansOf({ start: "2024-11", end: "2025-03" }), [
    { period: "2024-Q4", months: [0, 1] },
    { period: "2025-Q1", months: [2, 3, 4] },
  ]);
  assert.deepEqual(
    spansOf({ start: "2024-12", end: "2030-01" }).map(({ period, months }) => [period, months.length]),
    [
      ["2024", 1],
      ["2025", 12],
      ["2026", 12],
      ["2027", 12],
      ["2028", 12],
      ["2029", 12],
      ["2030", 1],
    ],
  );
});
