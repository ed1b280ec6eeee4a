import assert from "node:assert/strict";
import { test } from "node:test";
import { type Desk, openDesk } from "../../src/findings/desk.ts";
import { findMarket, listMarket, type MarketFindings } from "../../src/findings/market.ts";
import { findMarketGround } from "../../src/findings/market-inputs.ts";
import { makeEnsemble } from "../../src/findings/market-outcomes.ts";
import { digestOfMarket, openMarket } from "../../src/findings/market-state.ts";
import { summariseDraws } from "../../src/findings/market-summary.ts";
import type { Finding } from "../../src/model/finding.ts";
import { monthAfter } from "../../src/model/month.ts";
import { claim, evidenced, gap } from "./exposure-book.ts";
import { exposure, marketDesk, plan } from "./market-book.ts";

function find(desk: Desk): MarketFindings {
  const market = findMarket(desk);
  assert.ok(market !== undefined && !("missing" in market));
  return market;
}

function estimateOf({ id, result }: Finding): { value: number; low: number; high: number } {
  assert.ok(result.kind === "estimate", `${id} is ${JSON.stringify(result)}`);
  return result;
}

const desk = marketDesk({
  claims: [
    claim("output|plant|||2024-05|", 100),
    claim("output|plant|||2024-08|", 130),
    claim("share|shore|||2024-08|", 45),
  ],
});
const market = find(desk);

test("a book without a market has no findings of one; one whose figures are missing says which", () => {
  const { book } = marketDesk();
  assert.equal(findMarket(openDesk({ ...book, market: undefined })), undefined);
  const parameters = new Map(book.parameters);
  parameters.set("price", evidenced("price", { indicator: "output", place: "nowhere" }, "USD/kg"));
  const found = findMarket(openDesk({ ...book, parameters }));
  assert.ok(found !== undefined && "missing" in found);
  assert.deepEqual(
    found.missing.map(({ id, result }) => [id, result.kind]),
    [["parameter/price", "missing"]],
  );
  assert.deepEqual(listMarket(found), []);
  const unrun = findMarket(marketDesk({ plan: { reportDraws: undefined } }));
  assert.deepEqual(unrun, { missing: [] });
});

test("every finding has an id of its own and hangs on the parameters, of which the assumed are counted", () => {
  const findings = listMarket(market);
  const ids = new Set(findings.map(({ id }) => id));
  assert.equal(ids.size, findings.length);
  assert.ok(market.model.inputs.length > 20);
  assert.deepEqual(market.model.result, { kind: "count", value: market.model.inputs.length });
  assert.deepEqual(market.assumed.result, market.model.result, "all of them are assumed here");
  assert.deepEqual(market.draws.result, { kind: "count", value: 20 });
  for (const { id, inputs, method, grade, result } of findings) {
    if (method !== "simulation") continue;
    assert.equal(grade, undefined, `${id} hangs on assumptions and has a grade`);
    assert.ok(inputs.length > 0, id);
    for (const input of inputs) assert.ok(ids.has(input) || input.startsWith("parameter/"), `${id} names ${input}`);
    if (result.kind !== "estimate") continue;
    assert.ok(result.low <= result.value && result.value <= result.high, `${id}: ${JSON.stringify(result)}`);
  }
});

test("a scenario tells prices, shortages, stocks, levies, gains and what drives them", () => {
  const [stopped, levied] = market.scenarios;
  assert.ok(stopped && levied);
  const price = stopped.prices.find(({ element, region }) => element === "E" && region === "plant");
  assert.ok(price);
  assert.equal(price.stage, "oxide");
  assert.ok(estimateOf(price.highest).value > 1.2);
  const stoppedAt = stopped.prices.find(({ element, region }) => element === "E" && region === "hill");
  assert.ok(stoppedAt && estimateOf(stoppedAt.lowest).value < 0.9, "who may not sell has a lower price");
  for (const { lowest, highest } of stopped.prices) assert.ok(estimateOf(lowest).value <= estimateOf(highest).value);
  assert.equal(price.highest.period, "2024-06/2025-05");
  assert.deepEqual(
    price.means.map(({ period, unit }) => [period, unit]),
    ["2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"].map((quarter) => [quarter, "USD/kg"]),
  );
  assert.equal(price.highest.label.my?.includes("တောင် ရပ်ဆိုင်းသည်"), true);
  assert.deepEqual(
    stopped.shortages.map(({ region }) => region),
    ["plant", "shore", "plant", "shore"],
  );
  assert.ok(stopped.shortages.every(({ worst }) => estimateOf(worst).value > 0));
  assert.equal(stopped.levies.length, 0);
  assert.deepEqual(
    levied.levies.map(({ title }) => title.en),
    ["A levy of the hill"],
  );
  const [stock] = stopped.stocks;
  assert.ok(stock && estimateOf(stock.runsOut).value >= 0 && estimateOf(stock.runsOut).value <= 1);
  const gain = stopped.gains.find(({ region }) => region === "hill");
  assert.ok(gain && estimateOf(gain.total).value < 0);
  const { driven } = stopped;
  assert.ok(driven);
  assert.ok(driven.bars.length > 0 && driven.bars.length <= 6);
  const shares = driven.bars.map(({ share }) => estimateOf(share).value);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => b - a),
  );
});

test("a scenario stands against another that it names: what only that one does changes nothing", () => {
  const [stopped, levied] = plan.scenarios;
  assert.ok(stopped && levied);
  const both = { ...levied, id: "both", title: { en: "Both" }, restrictions: ["stop"], against: "levied" };
  const same = { ...levied, id: "same", title: { en: "The same again" }, against: "levied" };
  const found = findMarket(marketDesk({ plan: { scenarios: [stopped, levied, both, same] } }));
  assert.ok(found && !("missing" in found));
  const [, alone, beside, nothing] = found.scenarios;
  assert.ok(alone && beside && nothing);
  assert.equal(alone.levies[0]?.change, undefined);
  assert.equal(alone.against.en, "the undisturbed market");
  assert.equal(beside.against.en, "“The hill levies”");
  const [levy] = beside.levies;
  assert.ok(levy?.change);
  assert.ok(estimateOf(levy.change).value < 0, "a stop costs the levy what does not pass");
  assert.match(levy.change.label.en, /than in “The hill levies”$/);
  for (const { lowest, highest, last } of nothing.prices) {
    assert.deepEqual(
      [lowest, highest, last].map((one) => estimateOf(one).value),
      [1, 1, 1],
    );
  }
  assert.deepEqual(nothing.stocks, [], "what is used up anyway is not put down to a scenario");
  assert.ok(nothing.gains.every(({ total }) => estimateOf(total).value === 0));
});

test("the month in which a stock is used up is the first one shown and the months until then", () => {
  const stock = market.scenarios[0]?.stocks[0];
  assert.ok(stock?.when.result.kind === "words");
  const { value } = estimateOf(stock.after);
  assert.ok(stock.when.result.words.en.startsWith(monthAfter("2024-06", Math.floor(value))));
  assert.deepEqual(stock.when.inputs, [stock.after.id]);
});

test("leverage is told year by year, without other supply and with it", () => {
  const { leverage } = market;
  assert.ok(leverage);
  assert.deepEqual(
    leverage.sets.map(({ id, years }) => [id, years.map(({ year }) => year)]),
    [
      ["none", [2024, 2026]],
      ["announced", [2024, 2026]],
    ],
  );
  assert.equal(leverage.home, "hill");
});

test("a levy's revenue is told at each multiple, with the rate beyond which it falls", () => {
  const [curve] = market.revenue;
  assert.ok(curve);
  assert.deepEqual(
    curve.points.map(({ multiple }) => multiple),
    [0, 1, 4, 16],
  );
  assert.deepEqual(estimateOf(curve.points[1]?.rate ?? curve.best), {
    kind: "estimate",
    value: 5000,
    low: 5000,
    high: 5000,
  });
  assert.equal(curve.best.unit, "USD/t");
});

test("what was observed stands beside the model, hit or missed", () => {
  const [episode] = market.episodes;
  assert.ok(episode);
  const [pair, change] = episode.prices;
  assert.ok(pair && change);
  // 130 over 100 is a rise of 30 percent; a change of 45 percent is one of 45.
  assert.ok(Math.abs(estimateOf(pair.observed).value - 30) < 1e-6);
  assert.ok(Math.abs(estimateOf(change.observed).value - 45) < 1e-6);
  assert.deepEqual(pair.observed.claims.length, 2);
  for (const { observed, change: said, score } of episode.prices) {
    const { value, low, high } = estimateOf(said);
    const seen = estimateOf(observed).value;
    assert.ok(score);
    assert.equal(score.isHit, seen >= low && seen <= high);
    assert.equal(score.isOpen, low <= 0 && high >= 0);
    assert.equal(score.isNearer, Math.abs(value - seen) < seen);
    // Level 0.9: what lies outside costs twenty times as much as width.
    const model = high - low + 20 * Math.max(0, low - seen, seen - high);
    assert.ok(Math.abs(estimateOf(score.score).value / model - 1) < 0.01);
    assert.ok(Math.abs(estimateOf(score.unchanged).value / (20 * seen) - 1) < 0.01);
    assert.equal(score.isBetter, model < 20 * seen);
  }
  assert.deepEqual(market.tested.result, { kind: "count", value: 2 });
});

test("an episode that cannot be run is told with the gap that says why, and is no test", () => {
  const [episode] = plan.episodes;
  assert.ok(episode);
  const found = find(
    marketDesk({
      plan: { episodes: [{ ...episode, causes: [], gap: "old-market" }], reportDraws: 10 },
      gaps: [gap("old-market", "not-collected")],
    }),
  );
  const [price] = found.episodes[0]?.prices ?? [];
  assert.deepEqual(price?.change.result, { kind: "missing", reason: "not-collected", gap: "old-market" });
  assert.equal(price?.score, undefined);
  assert.deepEqual(found.tested.result, { kind: "count", value: 0 });
});

test("a kept run is taken while the book says the same, and not after a figure changed", () => {
  const open = openMarket(desk);
  assert.ok(open);
  const inputs = digestOfMarket(desk, open);
  const key = "scenario/stopped/highest/E/oxide/plant";
  const record = {
    draws: 1000,
    seed: plan.seed,
    inputs,
    bands: new Map([[key, [{ value: 7, low: 6, high: 8, count: 1000, first: 7 }]]]),
    drivers: new Map(),
  };
  const kept = find(openDesk({ ...desk.book, marketRecord: record }));
  assert.deepEqual(kept.draws.result, { kind: "count", value: 1000 });
  const price = kept.scenarios[0]?.prices.find(({ region, element }) => region === "plant" && element === "E");
  assert.deepEqual(price?.highest.result, { kind: "estimate", value: 7, low: 6, high: 8 });
  const changed = marketDesk({ figures: { kept: 79 } });
  const recomputed = find(openDesk({ ...changed.book, marketRecord: record }));
  assert.deepEqual(recomputed.draws.result, { kind: "count", value: 20 });
});

test("the digest of a run follows figures and dates, not words and lines", () => {
  const digest = (changes: Parameters<typeof marketDesk>[0]) => {
    const other = marketDesk(changes);
    const open = openMarket(other);
    assert.ok(open);
    return digestOfMarket(other, open);
  };
  const [first, ...others] = plan.scenarios;
  assert.ok(first);
  const own = digest({});
  const scenarios = (changed: Partial<typeof first>) => ({
    plan: { scenarios: [{ ...first, ...changed }, ...others] },
  });
  assert.equal(digest(scenarios({ title: { en: "Another name" }, line: 99, note: undefined })), own);
  assert.equal(digest({ plan: { reportDraws: 50 } }), own);
  assert.notEqual(digest(scenarios({ shown: { start: "2024-06", end: "2025-06" } })), own);
  assert.notEqual(digest({ figures: { price: { kind: "uniform", low: 90, high: 111 } } }), own);
  assert.notEqual(digest({ plan: { seed: 6 } }), own);
  assert.match(own, /^[0-9a-f]{16}$/);
});

test("draws become a median with its interval; a number that is not there in a draw is not counted", () => {
  const numbers = [5, 1, 4, 2, 3];
  const outcomes = numbers.map((value) => ({
    parts: [
      { key: "a", length: 1 },
      { key: "b", length: 2 },
      { key: "none", length: 1 },
    ],
    values: Float64Array.of(value, value * 1e6, value > 3 ? value : Number.NaN, Number.NaN),
  }));
  const ground = { hangsOn: [], blame: [], inputs: undefined };
  const { bands, draws } = summariseDraws(outcomes, ground, { low: 0.25, high: 0.75 }, { outcomes: ["a"], most: 3 });
  assert.equal(draws, 5);
  assert.deepEqual(bands.get("a"), [{ value: 3, low: 2, high: 4, count: 5, first: 5 }]);
  assert.deepEqual(bands.get("b"), [
    { value: 3e6, low: 2e6, high: 4e6, count: 5, first: 5e6 },
    { value: 4.5, low: 4.25, high: 4.75, count: 2, first: 5 },
  ]);
  assert.equal(bands.get("none")?.[0]?.count, 0);
});

test("the parameter that an outcome is made of drives it", () => {
  const found = find(marketDesk({ figures: { hill: 0.6, used: 1200, mines: 0.3, short: 0.2 } }));
  // The price is all that is uncertain, and prices are told against the undisturbed market: next to nothing moves them.
  const shares = found.scenarios[0]?.driven?.bars.map(({ parameter }) => parameter) ?? [];
  assert.ok(shares.every((parameter) => parameter === "price" || parameter === "likely"));
  const one = find(marketDesk({ figures: { used: 1200, mines: 0.3, short: 0.2, price: 100, none: 0.7 } }));
  const bars = one.scenarios[0]?.driven?.bars ?? [];
  assert.ok(bars.length > 0);
  for (const { parameter, rises, share } of bars) {
    assert.equal(parameter, "hill");
    assert.equal(rises, true, "the more comes from the hill, the more a stop of it lifts the price");
    assert.ok(estimateOf(share).value > 0.5);
  }
});

test("an ensemble says which outcome is asked for in vain", () => {
  const ensemble = makeEnsemble({ draws: 1, seed: 1 }, [{ key: "a", length: 1 }], [Float64Array.of(2)]);
  assert.deepEqual([...ensemble.column("a")], [2]);
  assert.throws(() => ensemble.column("b"), /no outcome 'b'/);
});

test("all parameters of plan and network are drawn, and no others", () => {
  const { hangsOn } = findMarketGround(desk, plan, exposure, { draws: 2, seed: 1 });
  const ids = hangsOn.map(({ parameter }) => parameter.id);
  for (const id of ["hill", "price", "likely", "late", "cover", "rate", "year"]) assert.ok(ids.includes(id), id);
  assert.ok(!ids.includes("content"), "the levy is not by weight");
});
