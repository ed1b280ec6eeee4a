import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import * as highsModule from "highs";
import { analyseMarket } from "../../src/market/analyse-market.ts";
import { clearMarket } from "../../src/market/clear-market.ts";
import type { MarketModel } from "../../src/model/market.ts";
import { makeRandom } from "../../src/numerics/random.ts";

/** Joint products, capacities, routes: whatever the seed gives, it has an equilibrium, since to do nothing is possible. */
function randomMarket(seed: number): MarketModel {
  const random = makeRandom(seed);
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const regions = ["A", "B", "C", "D"].slice(0, 2 + Math.floor(random.uniform() * 3));
  const goods = ["ore", "x", "y"];
  const part = (name: string) => ({ name, line: 0 });
  const bound = () => (random.uniform() < 0.5 ? Number.POSITIVE_INFINITY : between(1, 20));
  return {
    regions,
    goods,
    supply: regions.map((region) => ({
      ...part("s"),
      region,
      good: "ore",
      intercept: between(0, 10),
      slope: between(0.1, 2),
      capacity: bound(),
    })),
    demand: regions.flatMap((region) =>
      ["x", "y"].map((good) => ({
        ...part("d"),
        kind: "linear" as const,
        region,
        good,
        intercept: between(20, 80),
        slope: between(0.2, 3),
      })),
    ),
    activities: regions.map((region) => ({
      ...part("mill"),
      region,
      inputs: [{ good: "ore", amount: 1 }],
      outputs: [
        { good: "x", amount: between(0.1, 0.8) },
        { good: "y", amount: between(0.01, 0.4) },
      ],
      intercept: between(0, 5),
      slope: between(0.01, 1),
      capacity: bound(),
    })),
    routes: goods.flatMap((good) =>
      regions.flatMap((from) =>
        regions
          .filter((to) => to !== from)
          .map((to) => ({
            ...part("r"),
            good,
            from,
            to,
            cost: between(0.1, 8),
            capacity: bound(),
            tax: random.uniform() < 0.3 ? between(0, 3) : 0,
            adValorem: 0,
          })),
      ),
    ),
  };
}

/** The same optimum as a quadratic program in the LP format: least cost less areas under demand, balances as rows. */
function programOf({ regions, goods, supply, demand, activities, routes }: MarketModel): string {
  const linear: string[] = [];
  const squares: string[] = [];
  const bounds: string[] = [];
  const balance = new Map(regions.flatMap((region) => goods.map((good) => [`${region} ${good}`, [] as string[]])));
  const column = (
    name: string,
    cost: number,
    slope: number,
    capacity: number,
    entries: readonly (readonly [string, number])[],
  ) => {
    linear.push(`${cost < 0 ? "-" : "+"} ${Math.abs(cost)} ${name}`);
    if (slope > 0) squares.push(`+ ${slope} ${name} ^ 2`);
    if (Number.isFinite(capacity)) bounds.push(`${name} <= ${capacity}`);
    for (const [node, amount] of entries)
      balance.get(node)?.push(`${amount < 0 ? "-" : "+"} ${Math.abs(amount)} ${name}`);
  };
  supply.forEach((s, k) => {
    column(`s${k}`, s.intercept, s.slope, s.capacity, [[`${s.region} ${s.good}`, 1]]);
  });
  demand.forEach((d, k) => {
    if (d.kind === "linear")
      column(`d${k}`, -d.intercept, d.slope, Number.POSITIVE_INFINITY, [[`${d.region} ${d.good}`, -1]]);
  });
  activities.forEach((a, k) => {
    const ins = a.inputs.map(({ good, amount }) => [`${a.region} ${good}`, -amount] as const);
    const outs = a.outputs.map(({ good, amount }) => [`${a.region} ${good}`, amount] as const);
    column(`a${k}`, a.intercept, a.slope, a.capacity, [...ins, ...outs]);
  });
  routes.forEach((r, k) => {
    column(`r${k}`, r.cost + r.tax, 0, r.capacity, [
      [`${r.from} ${r.good}`, -1],
      [`${r.to} ${r.good}`, 1],
    ]);
  });
  const rows = [...balance.values()]
    .filter((terms) => terms.length > 0)
    .map((terms, k) => `b${k}: ${terms.join(" ")} >= 0`);
  const objective = `obj: ${linear.join(" ")} + [ ${squares.join(" ")} ] / 2`;
  return ["Minimize", objective, "Subject To", ...rows, "Bounds", ...bounds, "End"].join("\n");
}

/** What users and makers gain together with those who take the specific levies. */
function objectiveOf(
  model: MarketModel,
  quantities: Readonly<Record<"supply" | "demand" | "activities" | "routes", Float64Array>>,
): number {
  const cost = (intercept: number, slope: number, q = 0) => intercept * q + (slope * q * q) / 2;
  return (
    model.supply.reduce((sum, s, k) => sum + cost(s.intercept, s.slope, quantities.supply[k]), 0) +
    model.activities.reduce((sum, a, k) => sum + cost(a.intercept, a.slope, quantities.activities[k]), 0) +
    model.routes.reduce((sum, r, k) => sum + (r.cost + r.tax) * (quantities.routes[k] ?? 0), 0) -
    model.demand.reduce(
      (sum, d, k) => sum + (d.kind === "linear" ? cost(d.intercept, -d.slope, quantities.demand[k]) : 0),
      0,
    )
  );
}

type Highs = { solve(program: string): { readonly Status: string; readonly ObjectiveValue: number } };

function isLoader(found: unknown): found is () => Promise<Highs> {
  return typeof found === "function";
}

test("random markets reach the optimum that HiGHS finds, within 1e-6", async () => {
  // The package's types are those of its CommonJS build, whose default is the loader.
  const loaded: { readonly default: unknown } = highsModule;
  assert.ok(isLoader(loaded.default));
  const highs = await loaded.default();
  for (let seed = 1; seed <= 60; seed += 1) {
    const model = randomMarket(seed);
    const solution = highs.solve(programOf(model));
    assert.equal(solution.Status, "Optimal", `seed ${seed}`);
    const ours = objectiveOf(model, clearMarket(analyseMarket(model)));
    const theirs = solution.ObjectiveValue;
    assert.ok(
      Math.abs(ours - theirs) <= 1e-6 * Math.max(1, Math.abs(theirs)),
      `seed ${seed}: ${ours}, HiGHS ${theirs}`,
    );
  }
});

test("a dearer route and a tighter bound never raise welfare; prices along a used free route differ by its cost and levy", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.nat(100),
      fc.double({ min: 0.1, max: 5, noNaN: true }),
      (seed, pick, more) => {
        const drawn = randomMarket(seed);
        // A levy is no cost, so a dearer route that takes trade from a taxed one may well raise welfare.
        const model = { ...drawn, routes: drawn.routes.map((route) => ({ ...route, tax: 0 })) };
        const at = pick % model.routes.length;
        const analysis = analyseMarket(model);
        const free = clearMarket(analysis);
        const welfare = free.welfare;
        const priceOf = (region: string, good: string) =>
          free.prices[analysis.network.nodes.findIndex((node) => node.region === region && node.good === good)] ?? 0;
        for (const [k, route] of model.routes.entries()) {
          const flow = free.routes[k] ?? 0;
          if (flow < 1e-6 || flow > route.capacity - 1e-6) continue;
          const gap = priceOf(route.to, route.good) - priceOf(route.from, route.good) - route.cost - route.tax;
          assert.ok(Math.abs(gap) < 1e-6, `seed ${seed}, route ${k}: ${gap}`);
        }
        const change = (part: Partial<(typeof model.routes)[number]>) =>
          clearMarket(
            analyseMarket({
              ...model,
              routes: model.routes.map((route, k) => (k === at ? { ...route, ...part } : route)),
            }),
          ).welfare;
        const slack = 1e-7 * Math.max(1, Math.abs(welfare));
        const route = model.routes[at];
        assert.ok(route);
        assert.ok(change({ cost: route.cost + more }) <= welfare + slack);
        assert.ok(change({ capacity: Math.min(route.capacity, more) }) <= welfare + slack);
      },
    ),
    { numRuns: 60, seed: 2 },
  );
});

test("a supply that is paid to grow without end is named with MARKET_UNBOUNDED", () => {
  const model: MarketModel = {
    regions: ["A"],
    goods: ["x"],
    supply: [
      { name: "a gift", line: 3, region: "A", good: "x", intercept: -1, slope: 0, capacity: Number.POSITIVE_INFINITY },
    ],
    demand: [{ name: "a mill", line: 4, kind: "linear", region: "A", good: "x", intercept: 10, slope: 1 }],
    activities: [],
    routes: [],
  };
  assert.throws(() => clearMarket(analyseMarket(model)), /MARKET_UNBOUNDED: .*a gift/);
});

test("figures of very different size are solved to the certificate or refused with MARKET_NOT_SOLVED, never answered badly", () => {
  for (const [large, small] of [
    [1e12, 1e-9],
    [1e9, 1e-6],
    [1e6, 1e-3],
  ] as const) {
    const model: MarketModel = {
      regions: ["A", "B"],
      goods: ["x"],
      supply: [{ name: "s", line: 1, region: "A", good: "x", intercept: small, slope: small, capacity: large }],
      demand: [{ name: "d", line: 2, kind: "linear", region: "B", good: "x", intercept: large, slope: 1 }],
      activities: [],
      routes: [
        { name: "r", line: 3, good: "x", from: "A", to: "B", cost: small, capacity: large, tax: 0, adValorem: 0 },
      ],
    };
    try {
      const { certificate } = clearMarket(analyseMarket(model));
      for (const error of Object.values(certificate)) assert.ok(error <= 1e-8);
    } catch (error) {
      assert.match(String(error), /MARKET_NOT_SOLVED/);
    }
  }
});
