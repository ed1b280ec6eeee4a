import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root, runLodebook } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "lodebook-market-"));
after(() => rmSync(folder, { recursive: true }));
const example = readFileSync(join(root, "docs/examples/spatial-market.yaml"), "utf8");

type Result = {
  readonly status: string;
  readonly certificate: Readonly<Record<string, number>>;
  readonly welfare: number;
  readonly prices: Readonly<Record<string, Readonly<Record<string, number>>>>;
} & Readonly<Record<"supply" | "demand" | "activities" | "routes", readonly number[]>>;

function solve(text: string): Result {
  const file = join(folder, "model.yaml");
  writeFileSync(file, text);
  const { status, stdout, stderr } = runLodebook("market", "solve", file, "--json");
  assert.equal(status, 0, stdout + stderr);
  return JSON.parse(stdout);
}

function near(found: number | undefined, expected: number, digits = 4): void {
  assert.ok(Math.abs((found ?? Number.NaN) - expected) < 0.6 * 10 ** -digits, `${found}, expected ${expected}`);
}

/** Miranda & Fackler (2002), CompEcon DEMSLV14; the figures are those of its published solution. */
test("three places that trade: prices, net exports and welfare to four digits, in METHODS' shape", () => {
  const result = solve(example);
  const keys = ["status", "certificate", "welfare", "prices", "supply", "demand", "activities", "routes"];
  assert.deepEqual(Object.keys(result), keys);
  assert.equal(result.status, "solved");
  for (const error of Object.values(result.certificate)) assert.ok(error <= 1e-8);
  const [a, b, c] = ["A", "B", "C"].map((region) => result.prices[region]?.wheat);
  near(a, 24.3462);
  near(b, 27.3462);
  near(c, 30.3462);
  const exported = result.supply.map((made, k) => made - (result.demand[k] ?? 0));
  near(exported[0], 9.4615);
  near(exported[1], -1.1538);
  near(exported[2], -8.3077);
  near(result.welfare, 784.9904);
});

test("without routes every place lives by itself", () => {
  const result = solve(example.slice(0, example.indexOf("routes:")));
  assert.deepEqual(result.routes, []);
  for (const [k, quantity] of [8.25, 12.75, 16.5].entries()) near(result.demand[k], quantity);
  for (const [region, price] of [
    ["A", 17.25],
    ["B", 28.5],
    ["C", 34.5],
  ] as const)
    near(result.prices[region]?.wheat, price);
});

test("a plant with two products: worked by hand", () => {
  // Ore costs 2. A unit of ore gives 1 x and 1 y; x sells at 10 - q, y at 6 - q. Marginal revenue 16 - 2 q = 2: q = 7, but y
  // would then sell at -1: y is given away, and 10 - q = 2 gives q = 8.
  const result = solve(`regions: [A]
goods: [ore, x, y]
supply: [{region: A, good: ore, intercept: 2, slope: 0}]
demand:
  - {region: A, good: x, kind: linear, intercept: 10, slope: 1}
  - {region: A, good: y, kind: linear, intercept: 6, slope: 1}
activities: [{id: mill, region: A, inputs: {ore: 1}, outputs: {x: 1, y: 1}, intercept: 0, slope: 0}]
`);
  near(result.activities[0], 8, 6);
  near(result.prices.A?.x, 2, 6);
  near(result.prices.A?.y, 0, 6);
  near(result.demand[1], 6, 6);
});

test("a levy ad valorem is solved, not dropped: held against a fine grid", () => {
  // Supply abroad p = 1 + q, demand at home p = 20 - q, cost 2, levy 25 percent of the price abroad: 1.25 (1 + q) + 2 = 20 - q.
  const result = solve(`regions: [abroad, home]
goods: [x]
supply: [{region: abroad, good: x, intercept: 1, slope: 1}]
demand: [{region: home, good: x, kind: linear, intercept: 20, slope: 1}]
routes: [{good: x, from: abroad, to: home, cost: 2, adValorem: 0.25}]
`);
  let [best, least] = [0, Number.POSITIVE_INFINITY];
  for (let q = 0; q <= 20; q += 1e-4) {
    const miss = Math.abs(1.25 * (1 + q) + 2 - (20 - q));
    if (miss < least) [best, least] = [q, miss];
  }
  assert.ok(Math.abs((result.routes[0] ?? 0) - best) <= 1e-4);
  near(result.prices.home?.x, 1.25 * (result.prices.abroad?.x ?? 0) + 2, 6);
});

const faults: readonly (readonly [code: string, line: number, from: string, to: string])[] = [
  [
    "REGION_UNKNOWN",
    6,
    "{region: A, good: wheat, intercept: 9, slope: 1}",
    "{region: D, good: wheat, intercept: 9, slope: 1}",
  ],
  ["NUMBER_OUT_OF_RANGE", 6, "intercept: 9, slope: 1}", "intercept: 9, slope: 1, capacity: -1}"],
  ["NUMBER_OUT_OF_RANGE", 7, "intercept: 3, slope: 2}", "intercept: 3, slope: -2}"],
  ["NUMBER_UNREADABLE", 7, "intercept: 3,", "intercept: three,"],
  ["MARKET_KIND_UNKNOWN", 10, "kind: linear, intercept: 42", "kind: cubic, intercept: 42"],
  ["KEY_MISSING", 10, ", intercept: 42, slope: 3}", ", intercept: 42}"],
  ["GOOD_UNKNOWN", 11, "{region: B, good: wheat, kind", "{region: B, good: rye, kind"],
  ["KEY_UNKNOWN", 10, "slope: 3}", "slope: 3, choke: 2}"],
  ["ID_DUPLICATE", 3, "[A, B, C]", "[A, B, C, A]"],
  ["REGION_SUPPLIES_ITSELF", 14, "{good: wheat, from: A, to: B, cost: 3}", "{good: wheat, from: A, to: A, cost: 3}"],
];

for (const [code, line, from, to] of faults) {
  test(`one change, one fault: ${code} at line ${line} for '${to}'`, () => {
    assert.ok(example.includes(from));
    const file = join(folder, "fault.yaml");
    writeFileSync(file, example.replace(from, to));
    const { status, stderr } = runLodebook("market", "solve", file);
    assert.equal(status, 1);
    const told = stderr
      .trim()
      .split("\n")
      .map((words) => /:(\d+): ([A-Z_]+): /.exec(words)?.slice(1, 3));
    assert.deepEqual(told, [[String(line), code]]);
  });
}
