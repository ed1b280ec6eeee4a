import fc from "fast-check";
import { analyseMarket } from "../../src/market/analyse-market.ts";
import { clearMarket } from "../../src/market/clear-market.ts";
import { LodebookError } from "../../src/model/fault.ts";
import type {
  IsoelasticDemand,
  LinearDemand,
  MarketActivity,
  MarketModel,
  MarketRoute,
  MarketSupply,
} from "../../src/model/market.ts";

const open = Number.POSITIVE_INFINITY;

export function makeSupply(parts: Partial<MarketSupply>): MarketSupply {
  return { name: "mine", line: 1, region: "A", good: "x", intercept: 0, slope: 0, capacity: open, ...parts };
}

export function makeLinear(parts: Partial<LinearDemand>): LinearDemand {
  return { name: "buyers", line: 2, kind: "linear", region: "A", good: "x", intercept: 0, slope: 0, ...parts };
}

export function makeIsoelastic(parts: Partial<IsoelasticDemand>): IsoelasticDemand {
  const curve = { price: 1, quantity: 1, elasticity: 1, choke: 10 };
  return { name: "buyers", line: 2, kind: "isoelastic", region: "A", good: "x", ...curve, ...parts };
}

export function makeMill(parts: Partial<MarketActivity>): MarketActivity {
  const cost = { intercept: 0, slope: 0, capacity: open };
  return { name: "mill", line: 3, region: "A", inputs: [], outputs: [], ...cost, ...parts };
}

export function makeRoute(parts: Partial<MarketRoute>): MarketRoute {
  const levies = { cost: 0, capacity: open, tax: 0, adValorem: 0 };
  return { name: "road", line: 4, good: "x", from: "A", to: "B", ...levies, ...parts };
}

/** A model of one good x in A and B, unless the parts say otherwise. */
export function makeModel(parts: Partial<MarketModel>): MarketModel {
  return { regions: ["A", "B"], goods: ["x"], supply: [], demand: [], activities: [], routes: [], ...parts };
}

/** Clear from nowhere, with the prices under their names. */
export function clear(model: MarketModel) {
  const analysis = analyseMarket(model);
  const result = clearMarket(analysis);
  const priceOf = (region: string, good = "x") =>
    result.prices[analysis.network.nodes.findIndex((node) => node.region === region && node.good === good)] ??
    Number.NaN;
  return { ...result, priceOf };
}

/** The same, or undefined where quantities would grow without end; every other refusal is an error. */
export function clearOrUnbounded(model: MarketModel): ReturnType<typeof clear> | undefined {
  try {
    return clear(model);
  } catch (error) {
    if (error instanceof LodebookError && error.faults[0]?.code === "MARKET_UNBOUNDED") return undefined;
    throw error;
  }
}

type Kind = {
  readonly prices: fc.Arbitrary<number>;
  readonly slopes: fc.Arbitrary<number>;
  readonly bounds: fc.Arbitrary<number>;
  readonly amounts: fc.Arbitrary<number>;
  readonly levies: fc.Arbitrary<number>;
  readonly shares: fc.Arbitrary<number>;
  readonly isCurved: boolean;
};

const digits = (most: number) => fc.integer({ min: 0, max: most });
const power = (most: number) => fc.integer({ min: -10 * most, max: 10 * most }).map((tenths) => 10 ** (tenths / 10));
const none = fc.constant(0);
const bound = (some: fc.Arbitrary<number>) => fc.oneof(fc.constant(open), some);

const whole: Kind = {
  prices: digits(6),
  slopes: digits(3),
  bounds: bound(digits(4)),
  amounts: fc.integer({ min: 1, max: 3 }),
  levies: none,
  shares: none,
  isCurved: false,
};

/** Kinds of random models. Whole numbers are degenerate by chance: equal costs, free routes around, capacities of 0. */
export const kinds: Readonly<Record<string, Kind>> = {
  whole,
  levied: { ...whole, levies: digits(2), shares: fc.constantFrom(0, 0.5, 1) },
  curved: { ...whole, isCurved: true },
  "curved and levied": { ...whole, levies: digits(2), shares: fc.constantFrom(0, 0.25), isCurved: true },
  free: { ...whole, prices: digits(2), slopes: digits(1), amounts: fc.constant(1) },
  "1e-2 to 1e2": { ...whole, prices: power(2), slopes: power(2), bounds: bound(power(2)), amounts: power(1) },
  "1e-6 to 1e6": { ...whole, prices: power(6), slopes: power(6), bounds: bound(power(6)), amounts: power(2) },
};

const regions = ["A", "B", "C"];
const goods = ["ore", "x", "y"];

/** Random models of three goods in three regions: mines, mills with one or two products, routes, demands. */
export function marketsOf(kind: Kind): fc.Arbitrary<MarketModel> {
  const { prices, slopes, bounds, amounts } = kind;
  const region = fc.constantFrom(...regions);
  const good = fc.constantFrom(...goods);
  const supply = fc.record({ region, good, intercept: prices, slope: slopes, capacity: bounds }).map(makeSupply);
  const linear = fc
    .record({ region, good, intercept: prices.map((price) => 2 * price), slope: slopes })
    .map((parts) => makeLinear(parts));
  const positive = (numbers: fc.Arbitrary<number>) => numbers.map((number) => number || 1);
  const curved = fc
    .record({
      region,
      good,
      price: positive(prices),
      quantity: positive(prices),
      elasticity: fc.constantFrom(0.3, 0.8, 1, 2),
      choke: fc.constantFrom(1, 2, 20),
    })
    .map((parts) => makeIsoelastic(parts));
  // Only forwards, so that nothing is made out of nothing.
  const recipe = fc.oneof(
    fc.record({
      inputs: fc.tuple(fc.record({ good: fc.constant("ore"), amount: amounts })),
      outputs: products(["x", "y"], amounts),
    }),
    fc.record({
      inputs: fc.tuple(fc.record({ good: fc.constant("x"), amount: amounts })),
      outputs: products(["y"], amounts),
    }),
    fc.record({ inputs: fc.constant([]), outputs: products(["x", "y"], amounts) }),
  );
  const mill = fc
    .record({ region, intercept: prices, slope: slopes, capacity: bounds, recipe })
    .map(({ recipe: { inputs, outputs }, ...parts }) => makeMill({ ...parts, inputs, outputs }));
  const route = fc
    .record({
      good,
      way: fc.constantFrom("AB", "BA", "BC", "CB", "CA", "AC"),
      cost: prices,
      capacity: bounds,
      tax: kind.levies,
      adValorem: kind.shares,
    })
    .map(({ way, ...parts }) => makeRoute({ ...parts, from: way.charAt(0), to: way.charAt(1) }));
  return fc
    .record({
      supply: fc.array(supply, { minLength: 1, maxLength: 4 }),
      demand: fc.array(kind.isCurved ? fc.oneof(linear, curved) : linear, { minLength: 1, maxLength: 4 }),
      activities: fc.array(mill, { maxLength: 3 }),
      routes: fc.array(route, { maxLength: 7 }),
    })
    .map((parts) => makeModel({ ...parts, regions, goods }));
}

function products(names: readonly string[], amounts: fc.Arbitrary<number>) {
  return fc
    .tuple(fc.subarray([...names], { minLength: 1 }), amounts, amounts)
    .map(([some, ...sizes]) => some.map((good, k) => ({ good, amount: sizes[k] ?? 1 })));
}
