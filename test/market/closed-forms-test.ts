import assert from "node:assert/strict";
import { test } from "node:test";
import { clear, makeIsoelastic, makeLinear, makeMill, makeModel, makeRoute, makeSupply } from "./markets.ts";

function near(found: number | undefined, expected: number, relative = 1e-7): void {
  const error = Math.abs((found ?? Number.NaN) - expected);
  assert.ok(error <= relative * Math.max(1, Math.abs(expected)), `${found}, expected ${expected}`);
}

/** Where a falling function crosses 0. */
function bisect(f: (x: number) => number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let k = 0; k < 200; k += 1) {
    const middle = (low + high) / 2;
    if (f(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

for (const elasticity of [0.05, 0.3, 1, 2.5]) {
  test(`isoelastic demand of elasticity ${elasticity} meets a rising supply where bisection does`, () => {
    const demand = [makeIsoelastic({ price: 40, quantity: 7, elasticity, choke: 50 })];
    const { demand: bought, priceOf } = clear(makeModel({ supply: [makeSupply({ intercept: 5, slope: 3 })], demand }));
    const quantity = bisect((q) => 40 * (q / 7) ** (-1 / elasticity) - 5 - 3 * q, 1e-9, 1e4);
    near(bought[0], quantity);
    near(priceOf("A"), 5 + 3 * quantity);
  });
}

test("above the choke price nothing is bought; at it as much as is offered", () => {
  const demand = [makeIsoelastic({ price: 10, quantity: 4, elasticity: 0.5, choke: 3 })];
  const at = (intercept: number, capacity = 100) =>
    clear(makeModel({ supply: [makeSupply({ intercept, capacity })], demand }));
  near(at(30.001).demand[0], 0);
  // At 29.999 the curve gives 4 x 2.9999 ^ -0.5; with 2 on offer, less than what the choke price would sell, it rules.
  near(at(29.999).demand[0], 4 * 2.9999 ** -0.5);
  const short = at(1, 2);
  near(short.demand[0], 2);
  near(short.priceOf("A"), 30);
});

test("what is free and without bound sates its buyers at a millionth of their price, however much that is", () => {
  for (const elasticity of [0.3, 1, 2]) {
    const curve = { price: 6, quantity: 3, elasticity, choke: 20 };
    const { demand, priceOf } = clear(makeModel({ supply: [makeSupply({})], demand: [makeIsoelastic(curve)] }));
    near(demand[0], 3 * 1e6 ** elasticity);
    assert.equal(priceOf("A"), 0);
  }
});

test("a mine that costs nothing sates the buyers of both its metals, and what is left of one is disposed of", () => {
  const outputs = [
    { good: "x", amount: 3 },
    { good: "y", amount: 2 },
  ];
  const { activities, demand, disposal, priceOf } = clear(
    makeModel({
      goods: ["x", "y"],
      demand: [
        makeIsoelastic({ quantity: 2, elasticity: 0.8, choke: 2 }),
        makeIsoelastic({ good: "y", elasticity: 2, choke: 1 }),
      ],
      activities: [makeMill({ outputs })],
    }),
  );
  near(demand[0], 2 * 1e6 ** 0.8);
  near(demand[1], 1e12);
  near(activities[0], 5e11);
  near(disposal[0], 1.5e12 - 2 * 1e6 ** 0.8);
  assert.deepEqual([priceOf("A", "x"), priceOf("A", "y")], [0, 0]);
});

test("where nothing can come, prices are the bids that hang on each other, and nothing moves", () => {
  // 3 x make 3 y at 1, and y fetches 10: x is bid up to 29 / 3; 2 ore make an x and a y: (29 / 3 + 10) / 2.
  const { activities, priceOf } = clear(
    makeModel({
      goods: ["ore", "x", "y"],
      demand: [makeLinear({ good: "y", intercept: 10, slope: 3 })],
      activities: [
        makeMill({
          inputs: [{ good: "ore", amount: 2 }],
          outputs: [
            { good: "x", amount: 1 },
            { good: "y", amount: 1 },
          ],
          slope: 2,
        }),
        makeMill({
          inputs: [{ good: "x", amount: 3 }],
          outputs: [{ good: "y", amount: 3 }],
          intercept: 1,
          slope: 3,
        }),
      ],
    }),
  );
  assert.deepEqual([...activities], [0, 0]);
  near(priceOf("A", "x"), 29 / 3);
  near(priceOf("A", "ore"), 59 / 6);
});

test("a full route earns the rent of its bound: the difference of two autarkies that meet it", () => {
  const model = (capacity: number) =>
    makeModel({
      supply: [makeSupply({ intercept: 1, slope: 1 }), makeSupply({ region: "B", intercept: 9, slope: 2 })],
      demand: [makeLinear({ intercept: 21, slope: 1 }), makeLinear({ region: "B", intercept: 39, slope: 1 })],
      routes: [makeRoute({ cost: 2, capacity })],
    });
  // A: 21 - (s - 3) = 1 + s gives s = 11.5; B: 39 - (s + 3) = 9 + 2 s gives s = 9.
  const full = clear(model(3));
  near(full.routes[0], 3);
  near(full.priceOf("A"), 12.5);
  near(full.priceOf("B"), 27);
  near(full.welfare, 21 * 8.5 - 8.5 ** 2 / 2 - 11.5 - 11.5 ** 2 / 2 + 39 * 12 - 72 - 9 * 9 - 81 - 6);
  // The rent of one more is 27 - 12.5 - 2.
  const more = clear(model(3 + 1e-4)).welfare - full.welfare;
  near(more / 1e-4, 12.5, 1e-4);
});

test("a specific tax stands between the prices, brings in its rate on the flow, and costs the triangle", () => {
  const model = (tax: number) =>
    makeModel({
      supply: [makeSupply({ intercept: 2, slope: 1 })],
      demand: [makeLinear({ region: "B", intercept: 20, slope: 2 })],
      routes: [makeRoute({ cost: 3, tax })],
    });
  // 20 - 2 q = 2 + q + 3 + tax.
  const [free, taxed] = [clear(model(0)), clear(model(6))];
  near(free.routes[0], 5);
  near(taxed.routes[0], 3);
  near(taxed.revenue[0], 18);
  near(taxed.priceOf("B") - taxed.priceOf("A"), 9);
  near(free.welfare - taxed.welfare, (6 * 2) / 2);
});

test("the revenue of a levy ad valorem over its rate is that of a fine grid over quantities", () => {
  for (const adValorem of [0.05, 0.2, 0.5, 1, 2, 4, 8]) {
    const { routes, revenue } = clear(
      makeModel({
        supply: [makeSupply({ intercept: 1, slope: 0.5 })],
        demand: [makeIsoelastic({ region: "B", price: 10, quantity: 8, elasticity: 0.7, choke: 6 })],
        routes: [makeRoute({ cost: 1, adValorem })],
      }),
    );
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let q = 8 * 6 ** -0.7; q < 40; q += 1e-4) {
      const miss = Math.abs((1 + 0.5 * q) * (1 + adValorem) + 1 - 10 * (q / 8) ** (-1 / 0.7));
      if (miss < least) [best, least] = [q, miss];
    }
    assert.ok(Math.abs((routes[0] ?? 0) - best) <= 1e-4, `${adValorem}: ${routes[0]}, grid ${best}`);
    near(revenue[0], adValorem * (1 + best / 2) * best, 1e-3);
  }
});

test("one mine, two metals: both have a price, or one falls to nothing and is disposed of", () => {
  // A unit gives 2 x and 1 y at a cost of 4 + level; x sells at 10 - q, y at `top` - q.
  const at = (top: number) =>
    clear(
      makeModel({
        goods: ["x", "y"],
        demand: [makeLinear({ intercept: 10, slope: 1 }), makeLinear({ good: "y", intercept: top, slope: 1 })],
        activities: [
          makeMill({
            outputs: [
              { good: "x", amount: 2 },
              { good: "y", amount: 1 },
            ],
            intercept: 4,
            slope: 1,
          }),
        ],
      }),
    );
  // 2 (10 - 2 l) + 8 - l = 4 + l: l = 4, x at 2, y at 4.
  const both = at(8);
  near(both.activities[0], 4);
  near(both.priceOf("A", "x"), 2);
  near(both.priceOf("A", "y"), 4);
  // 2 (10 - 2 l) = 4 + l: l = 3.2, of which y takes 1.
  const one = at(1);
  near(one.activities[0], 3.2);
  near(one.priceOf("A", "y"), 0);
  near(one.demand[1], 1);
  near(
    one.disposal.reduce((sum, thrown) => sum + thrown, 0),
    2.2,
  );
});

test("a chain of three stages over two regions, by hand", () => {
  // 2 ore make 1 oxide in A at 1; it goes to B at 3; 1.5 oxide make 1 metal at 4. Ore costs 1 + q, metal sells at 100 - q.
  // A metal takes 3 ore and 1.5 oxide: 100 - m = 3 (1 + 3 m) + 1.5 (1 + 3) + 4, so m = 8.7.
  const { priceOf, supply, activities, routes, demand } = clear(
    makeModel({
      goods: ["ore", "oxide", "metal"],
      supply: [makeSupply({ good: "ore", intercept: 1, slope: 1 })],
      demand: [makeLinear({ region: "B", good: "metal", intercept: 100, slope: 1 })],
      activities: [
        makeMill({ inputs: [{ good: "ore", amount: 2 }], outputs: [{ good: "oxide", amount: 1 }], intercept: 1 }),
        makeMill({
          region: "B",
          inputs: [{ good: "oxide", amount: 1.5 }],
          outputs: [{ good: "metal", amount: 1 }],
          intercept: 4,
        }),
      ],
      routes: [makeRoute({ good: "oxide", cost: 3 })],
    }),
  );
  near(demand[0], 8.7);
  near(supply[0], 26.1);
  near(activities[0], 13.05);
  near(activities[1], 8.7);
  near(routes[0], 13.05);
  near(priceOf("A", "ore"), 27.1);
  near(priceOf("A", "oxide"), 55.2);
  near(priceOf("B", "oxide"), 58.2);
  near(priceOf("B", "metal"), 91.3);
});
