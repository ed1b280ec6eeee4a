import assert from "node:assert/strict";
import { test } from "node:test";
import { type CalibratedMarket, calibrateMarket } from "../../src/market/calibrate.ts";
import type { BaseMine, MarketBase } from "../../src/market/market-base.ts";
import type { MonthPlan, Restriction, StockPolicy } from "../../src/market/month-plan.ts";
import type { MonthResult } from "../../src/market/month-result.ts";
import { runMonths } from "../../src/market/months.ts";
import { LodebookError } from "../../src/model/fault.ts";

type Elasticities = { readonly short?: number; readonly long: number; readonly months?: number };

/**
 * A mines 8 t a month at 10 with marginal cost 1.25 q and sells them to B, whose buyers pay 12. The route costs q/4, so in
 * equilibrium the price in B is 1.5 q.
 */
function mineAndBuyer(elasticity: Elasticities, changes: Partial<MarketBase> = {}): MarketBase {
  const { long, short = long, months = 1 } = elasticity;
  const buyers = { shortElasticity: short, shortMonths: months, longElasticity: long, choke: 10 };
  return {
    elements: ["x"],
    stages: ["ore"],
    regions: ["A", "B"],
    yields: Float64Array.of(1),
    mines: [
      { region: 0, outputTonnes: Float64Array.of(8), operation: { kind: "working", elasticity: 1, headroom: 9 } },
    ],
    plants: [],
    routes: [{ good: 0, from: 0, to: 1, baseTonnes: 8, cost: 0, slopeShare: 0.2 }],
    demands: [{ good: 0, region: 1, baseTonnes: 8, ...buyers }],
    stockNodes: [],
    prices: Float64Array.of(10, 12),
    ...changes,
  };
}

/** Supply that gives any quantity at 10: so a levy of 12 doubles the price in B, which is 12. */
const flat: BaseMine["operation"] = { kind: "working", elasticity: 1e7, headroom: 9 };

const plan = (months: number, changes: Partial<MonthPlan> = {}): MonthPlan => ({
  months,
  restrictions: [],
  levies: [],
  projects: [],
  stocks: [],
  demandGrowth: 0,
  ...changes,
});

const restriction = (changes: Partial<Restriction>): Restriction => ({
  routes: [0],
  mines: [],
  plants: [],
  kind: "ban",
  size: 1,
  start: 0,
  end: Number.POSITIVE_INFINITY,
  delayMonths: 0,
  leakage: 0,
  ...changes,
});

const levy = (specific: number, adValorem: number, start = 0, end = Number.POSITIVE_INFINITY) => ({
  routes: [0],
  specific,
  adValorem,
  start,
  end,
});

test("worked by hand: a month of calm, one of half the trade, one of a levy, one of an ad valorem levy", () => {
  // Buyers want 96/p. Half the trade: 4 t at 24 in B and 5 in A. A levy t: 96/q = 1.5 q + t, so with t = 10 q = 16/3, 18 in
  // B and 20/3 in A. Ad valorem a: 96/q = 1.25 (1 + a) q + q/4, so with a = 3.6 q = 4, 24 in B and 5 in A.
  const found = runMonths(
    calibrateMarket(mineAndBuyer({ long: 1 })),
    plan(4, {
      restrictions: [restriction({ size: 0.5, start: 1, end: 2 })],
      levies: [levy(10, 0, 2, 3), levy(0, 3.6, 3)],
    }),
  );
  assertClose(found.flows, [8, 4, 16 / 3, 4]);
  assertClose(found.mines, [8, 4, 16 / 3, 4]);
  assertClose(found.demand, [8, 4, 16 / 3, 4]);
  assertClose(found.prices, [10, 12, 5, 24, 20 / 3, 18, 5, 24]);
  assertClose(found.shortfall, [0, 4, 8 / 3, 4]);
  assertClose(found.levyRevenue, [0, 0, 0, 0, 160 / 3, 0, 0, 72]);
  assertClose(found.restrictionRevenue, [0, 0, 0, 0]);
  // Buyers lose 96 ln(price / 12). The mine earns 0.625 q² (40 in the base), the traders q²/8 (8), under the ban (24 - 5) × 4 - 2.
  const { consumer, producer, levy: taken } = found.welfare;
  assertClose(consumer, [0, 0, 0, -96 * Math.log(2), 0, -96 * Math.log(1.5), 0, -96 * Math.log(2)]);
  assertClose(producer, [0, 0, 10 - 40 + 74 - 8, 0, 160 / 9 - 40 + 32 / 9 - 8, 0, 10 - 40 + 2 - 8, 0]);
  assertClose(taken, [0, 0, 0, 0, 160 / 3, 0, 72, 0]);
});

test("taxes and levies among the restrictions cost what levies of that rate less leakage do", () => {
  const market = calibrateMarket(mineAndBuyer({ long: 1 }));
  const kinds = [
    restriction({ kind: "levy", size: 12.5, leakage: 0.2, end: 1 }),
    restriction({ kind: "tax", size: 4.5, leakage: 0.2, start: 1 }),
  ];
  const found = runMonths(market, plan(2, { restrictions: kinds }));
  assertClose(found.flows, [16 / 3, 4]);
  assertClose(found.restrictionRevenue, [160 / 3, 0, 0, 72]);
  assertClose(found.welfare.levy, [160 / 3, 0, 72, 0]);
});

test("a full ban stops exactly its flow, what leaks flows all the same, a quota cuts, licences come back", () => {
  const flows = (changes: Partial<Restriction>) =>
    runMonths(
      calibrateMarket(mineAndBuyer({ long: 1 })),
      plan(5, { restrictions: [restriction({ start: 1, end: 4, ...changes })] }),
    ).flows;
  const stopped = flows({});
  assert.deepEqual([...stopped.subarray(1, 4)], [0, 0, 0]);
  assertClose(stopped, [8, 0, 0, 0, 8]);
  assertClose(flows({ leakage: 0.25 }), [8, 2, 2, 2, 8]);
  assertClose(flows({ size: 0.5, leakage: 0.25 }), [8, 5, 5, 5, 8]);
  assertClose(flows({ kind: "quota", size: 0.25 }), [8, 6, 6, 6, 8]);
  assertClose(flows({ kind: "licence-delay", size: 1, delayMonths: 2, leakage: 0.125 }), [8, 1, 1, 8, 8]);
  assertClose(flows({ kind: "licence-delay", size: 0.5, delayMonths: 9 }), [8, 4, 4, 4, 8]);
  assertClose(flows({ routes: [], mines: [0], leakage: 0.5 }), [8, 4, 4, 4, 8]);
});

test("of two restrictions on one route the tighter binds, and with nothing left buyers are at their choke price", () => {
  const two = [restriction({ size: 0.5 }), restriction({ kind: "quota", size: 0.75, start: 1 })];
  const found = runMonths(calibrateMarket(mineAndBuyer({ long: 1 })), plan(2, { restrictions: two }));
  assertClose(found.flows, [4, 2]);
  const none = runMonths(calibrateMarket(mineAndBuyer({ long: 0.5 })), plan(1, { restrictions: [restriction({})] }));
  assertClose(none.demand, [0]);
  assertClose(none.prices.subarray(1), [120]);
});

test("a mine whose goods nobody may buy stops, and with it all that it earned is lost", () => {
  const [mine] = mineAndBuyer({ long: 1 }).mines;
  const mines = mine === undefined ? [] : [{ ...mine, operation: { ...flat, elasticity: 0.5 } }];
  const market = calibrateMarket(mineAndBuyer({ long: 1 }, { mines }));
  const found = runMonths(market, plan(2, { restrictions: [restriction({ start: 1 })] }));
  assertClose(found.mines, [8, 0]);
  // Marginal cost 0.01 up to z = 8 (1 - 9.99/20), then 2.5 a tonne more up to the price of 10; the traders earned 8.
  const above = (8 * 9.99) / 20;
  const earned = 10 * 8 - 0.01 * 8 - 1.25 * above ** 2;
  assertClose(found.welfare.producer.subarray(2), [-earned - 8, 0]);
});

test("Nerlove: after a price that stays demand falls by the short elasticity in time, by the long one in the end", () => {
  const elasticity = { short: 0.3, long: 0.9, months: 12 };
  const [mine] = mineAndBuyer(elasticity).mines;
  const mines = mine === undefined ? [] : [{ ...mine, operation: flat }];
  const routes = [{ good: 0, from: 0, to: 1, baseTonnes: 8, cost: 0, slopeShare: 1e-7 }];
  const market = calibrateMarket(mineAndBuyer(elasticity, { mines, routes }));
  const found = runMonths(market, plan(400, { levies: [levy(12, 0)] }));
  for (const price of [found.prices[1], found.prices.at(-1)]) assert.ok(Math.abs((price ?? 0) - 24) < 1e-4);
  const response = (month: number) => -Math.log2((found.demand[month] ?? 0) / 8);
  assert.ok(Math.abs(response(11) - 0.3) < 1e-5);
  assert.ok(Math.abs(response(399) - 0.9) < 1e-5);
  assert.ok(response(0) < 0.03 && response(0) > 0);
});

test("demand grows by its rate a year, without lag", () => {
  const [mine] = mineAndBuyer({ long: 1 }).mines;
  const mines = mine === undefined ? [] : [{ ...mine, operation: flat }];
  const routes = [{ good: 0, from: 0, to: 1, baseTonnes: 8, cost: 0, slopeShare: 1e-7 }];
  const market = calibrateMarket(mineAndBuyer({ short: 0.2, long: 0.8, months: 6 }, { mines, routes }));
  const found = runMonths(market, plan(25, { demandGrowth: 0.21 }));
  const byDemand = runMonths(market, plan(25, { demandGrowth: Float64Array.of(0.21) }));
  assertClose(byDemand.demand, [...found.demand]);
  for (const [month, times] of [
    [0, 1],
    [6, 1.1],
    [12, 1.21],
    [24, 1.4641],
  ] as const) {
    assert.ok(Math.abs((found.demand[month] ?? 0) - 8 * times) < 1e-4);
    assert.ok(Math.abs(found.shortfall[month] ?? 1) < 1e-4);
  }
});

test("a stock sells from its price on, runs out in the month found by hand, keeps its reserve, and is filled again", () => {
  // The mine stops in months 1 to 4. Buyers want 96/p; from 24 on the stock of 10 t above its reserve of 3 offers all it has:
  // 4, 4 and then 2 t, at 24, 24 and 48. Later it wants 13 t back and takes half of what is missing, below 1.5 × 12.
  const policy: StockPolicy = {
    initialTonnes: "target",
    coverDaysTarget: (13 / 8) * (365 / 12),
    reserveTonnes: 3,
    releaseShare: 1,
    releaseFrom: 2,
    refillShare: 0.5,
    refillBelow: 1.5,
  };
  const market = calibrateMarket(mineAndBuyer({ long: 1 }, { stockNodes: [1] }));
  const stop = restriction({ routes: [], mines: [0], start: 1, end: 5 });
  const found = runMonths(market, plan(6, { restrictions: [stop], stocks: [policy] }));
  assertClose(found.stocks.subarray(0, 5), [13, 9, 5, 3, 3]);
  assertClose(found.demand.subarray(0, 5), [8, 4, 4, 2, 0]);
  assertClose(found.prices.filter((_, k) => k % 2 === 1).subarray(0, 5), [12, 24, 24, 48, 120]);
  assert.deepEqual([...found.runOut], [3]);
  // Month 5: 5 t are bid for. With them 96/p + 5 = p/1.5, so p = 16.32…, still below 18.
  const price = (15 / 2 + Math.sqrt(225 / 4 + 4 * 144)) / 2;
  assertClose(found.stocks.subarray(5), [8]);
  assertClose(found.prices.subarray(11), [price]);
  // What the stock earned above the base price is the producers' of B; in month 1 they sold 4 t at 24 instead of 12.
  assertClose(found.welfare.producer.subarray(3, 4), [48]);
});

test("a share of the stock a month never runs it out, and a price below its own sells nothing", () => {
  const policy: StockPolicy = {
    initialTonnes: 8,
    coverDaysTarget: 30,
    reserveTonnes: 0,
    releaseShare: 0.25,
    releaseFrom: 1.5,
    refillShare: 0,
    refillBelow: 1,
  };
  const market = calibrateMarket(mineAndBuyer({ long: 1 }, { stockNodes: [1] }));
  const stop = restriction({ routes: [], mines: [0], start: 0 });
  const found = runMonths(market, plan(6, { restrictions: [stop], stocks: [policy] }));
  assertClose(found.stocks, [6, 4.5, 3.375, 2.53125, 1.8984375, 1.423828125]);
  const mild = runMonths(market, plan(2, { restrictions: [{ ...stop, size: 0.2 }], stocks: [policy] }));
  assertClose(mild.stocks, [8, 8]);
});

test("projects open month by month, mines with all their elements and plants on what there is", () => {
  const base: MarketBase = {
    elements: ["x", "y"],
    stages: ["ore", "oxide"],
    regions: ["A"],
    yields: Float64Array.of(1, 0.5),
    mines: [
      { region: 0, outputTonnes: Float64Array.of(8, 4), operation: { kind: "working", elasticity: 1, headroom: 2 } },
      { region: 0, outputTonnes: Float64Array.of(3, 1), operation: { kind: "planned", costShare: 0 } },
    ],
    plants: [
      { stage: 1, element: 0, region: 0, outputTonnes: 4, operation: { kind: "working", elasticity: 1, headroom: 2 } },
      { stage: 1, element: 1, region: 0, outputTonnes: 2, operation: { kind: "working", elasticity: 1, headroom: 2 } },
      { stage: 1, element: 1, region: 0, outputTonnes: 0.1, operation: { kind: "planned", costShare: 0 } },
    ],
    routes: [],
    demands: [0, 1].map((element) => ({
      good: 2 + element,
      region: 0,
      baseTonnes: element === 0 ? 4 : 2,
      shortElasticity: 0.5,
      shortMonths: 1,
      longElasticity: 0.5,
      choke: 10,
    })),
    stockNodes: [],
    prices: Float64Array.of(10, 20, 25, 50),
  };
  const projects = [
    { activity: { kind: "mine", index: 1 }, start: 1, rampMonths: 4 },
    { activity: { kind: "plant", index: 2 }, start: 3, rampMonths: 0 },
  ] as const;
  const stop = restriction({ routes: [], mines: [1], plants: [2], size: 0.5, start: 6 });
  const found = runMonths(calibrateMarket(base), plan(8, { projects, restrictions: [stop] }));
  assertClose(
    found.mines.filter((_, k) => k % 2 === 1),
    [0, 1, 2, 3, 4, 4, 2, 2],
  );
  assertClose(
    found.plants.filter((_, k) => k % 3 === 2),
    [0, 0, 0, 0.1, 0.1, 0.1, 0.05, 0.05],
  );
  // More ore lowers the price of what the new mine has most of, and the other mine gives way.
  assert.ok((found.mines[4] ?? 12) < 12);
  const price = (month: number, node: number) => found.prices[month * 4 + node] ?? 0;
  for (const node of [0, 2]) assert.ok(price(2, node) < price(0, node));
  assert.equal(runMonths(calibrateMarket(base), plan(1)).mines[1], 0);
});

test("the revenue of a levy has its maximum where calculus has it", () => {
  // Buyers want 8 (p/12)^-2, so p = 12 (8/q)^½ and the levy that leaves q is that less 1.5 q. The revenue 12 (8 q)^½ - 1.5 q² is
  // largest where 6 (8/q)^½ = 3 q, that is q = 2^(5/3).
  const market = calibrateMarket(mineAndBuyer({ long: 2 }, { demands: [elastic] }));
  const best = 2 ** (5 / 3);
  const rate = 12 * Math.sqrt(8 / best) - 1.5 * best;
  const revenue = (specific: number) => runMonths(market, plan(1, { levies: [levy(specific, 0)] })).levyRevenue[0] ?? 0;
  const top = revenue(rate);
  assert.ok(Math.abs(top - rate * best) < 1e-8 * top);
  const curve = [0, 0.25, 0.5, 0.75, 0.95, 1, 1.05, 1.25, 1.5, 2].map((share) => revenue(share * rate));
  for (const [k, money] of curve.entries()) {
    if (k > 0) assert.ok(k <= 5 ? money > (curve[k - 1] ?? 0) : money < (curve[k - 1] ?? 0), `${k}`);
  }
});

const elastic = {
  good: 0,
  region: 1,
  baseTonnes: 8,
  shortElasticity: 2,
  shortMonths: 1,
  longElasticity: 2,
  choke: 10,
} as const;

test("a route that nobody used is taken when the price is worth its cost", () => {
  // C sells to B at a cost of 8 from a mine of its own; below a price in B of 12 + that nothing moves.
  const base = mineAndBuyer({ long: 1 });
  const buyers = { shortElasticity: 1, shortMonths: 1, longElasticity: 1, choke: 10 };
  const market = calibrateMarket({
    ...base,
    regions: ["A", "B", "C"],
    mines: [
      ...base.mines,
      { region: 2, outputTonnes: Float64Array.of(2), operation: { kind: "working", elasticity: 1, headroom: 9 } },
    ],
    routes: [...base.routes, { good: 0, from: 2, to: 1, baseTonnes: 0, cost: 8, slopeShare: 0.1 }],
    demands: [...base.demands, { good: 0, region: 2, baseTonnes: 2, ...buyers }],
    prices: Float64Array.of(10, 12, 10),
  });
  const found = runMonths(market, plan(2, { restrictions: [restriction({ start: 1 })] }));
  assert.equal(found.flows[1], 0);
  const flow = found.flows[3] ?? 0;
  const [inB = 0, inC = 0] = found.prices.subarray(4);
  assert.ok(flow > 0.5);
  // The cost rises by a tenth of the price of 10 when all of B's 8 t come this way.
  assert.ok(Math.abs(inB - inC - 8 - flow / 8) < 1e-8);
  assert.ok(Math.abs(flow - 96 / inB) < 1e-8);
  assert.ok(Math.abs(inC / 5 - flow - 20 / inC) < 1e-8);
});

test("a plan that does not fit its base is refused, every fault at once", () => {
  const market = calibrateMarket(mineAndBuyer({ long: 1 }, { stockNodes: [1] }));
  const stock: StockPolicy = {
    initialTonnes: "target",
    coverDaysTarget: 30,
    reserveTonnes: 0,
    releaseShare: 1,
    releaseFrom: 2,
    refillShare: 1,
    refillBelow: 1,
  };
  const refuses = (changes: Partial<MonthPlan>, ...patterns: readonly RegExp[]) => {
    const messages = faultsOf(market, plan(2, { stocks: [stock], ...changes }));
    assert.equal(messages.length, patterns.length, messages.join("\n"));
    for (const [k, pattern] of patterns.entries()) assert.match(messages[k] ?? "", pattern);
  };
  refuses({});
  refuses({ months: 0, demandGrowth: -1 }, /0 months/, /growth of -1/);
  refuses({ demandGrowth: Float64Array.of(0, Number.NaN) }, /2 rates of growth/, /growth of NaN/);
  refuses(
    { restrictions: [restriction({ routes: [4], mines: [2, 2] })] },
    /route 4/,
    /mine 2, 2/,
    /mine that is there twice/,
  );
  refuses({ restrictions: [restriction({ start: 3, end: 2 })] }, /the end in month 2 of restriction 0/);
  refuses({ restrictions: [restriction({ start: 0.5 })] }, /months 0.5/);
  refuses(
    { restrictions: [restriction({ size: 1.2, leakage: -1, delayMonths: -1 })] },
    /size 1.2/,
    /leakage -1/,
    /delay -1/,
  );
  refuses({ restrictions: [restriction({ kind: "tax", mines: [0], size: -1 })] }, /a tax on mines/, /the tax -1/);
  refuses({ levies: [levy(-1, 0)] }, /rates -1 and 0 of levy 0/);
  const project = { activity: { kind: "mine", index: 0 }, start: 0, rampMonths: -2 } as const;
  refuses({ projects: [project] }, /mine 0 of project 0/, /-2 months to full/);
  refuses({ stocks: [] }, /0 stocks/);
  refuses({ stocks: [{ ...stock, initialTonnes: -1, releaseShare: 2 }] }, /releaseShare 2/, /initialTonnes -1/);
  refuses({ stocks: [{ ...stock, refillBelow: 2 }] }, /refillBelow 2 of stock 0/);
});

function faultsOf(market: CalibratedMarket, months: MonthPlan): string[] {
  try {
    runMonths(market, months);
  } catch (error) {
    assert.ok(error instanceof LodebookError);
    assert.ok(error.faults.every(({ code }) => code === "MARKET_INPUT"));
    return error.faults.map(({ message }) => message);
  }
  return [];
}

function assertClose(found: MonthResult["flows"], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  for (const [k, value] of expected.entries()) {
    assert.ok(
      Math.abs((found[k] ?? Number.NaN) - value) <= 1e-8 * (1 + Math.abs(value)),
      `${k}: ${found[k]}, ${value}`,
    );
  }
}
