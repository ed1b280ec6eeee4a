import * as highsModule from "highs";
import { analyseMarket, type MarketAnalysis } from "../src/market/analyse-market.ts";
import { loadProblem } from "../src/market/problem.ts";
import { type MarketValues, valuesOf } from "../src/market/values.ts";
import { median } from "./measure.ts";
import { makeRandom } from "./random.ts";
import { makeSupplyNetwork } from "./supply-network.ts";

/** Eleven regions, four elements, three stages: as large as the network of the book on Kachin. */
export const size = { regions: 11, elements: 4, stages: 3 };

/** Seconds that HiGHS takes to clear a linear network of that size: the median of several draws. */
export async function timeHighs(draws = 12): Promise<number> {
  const highs = await loadHighs();
  const analysis = analyseMarket(makeSupplyNetwork({ ...size, seed: 1 }));
  const times = Array.from({ length: draws }, (_, k) => runHighs(highs, analysis, drawValues(analysis, 0.1, k + 1)));
  return median(times.map(({ seconds }) => seconds));
}

/** The model's numbers, each a little off. */
export function drawValues({ model }: MarketAnalysis, deviation: number, seed: number): MarketValues {
  const values = valuesOf(model);
  const random = makeRandom(seed);
  const vary = (numbers: Float64Array) => {
    for (const [k, number] of numbers.entries()) {
      // The sum of twelve uniform numbers is nearly normal.
      let sum = -6;
      for (let n = 0; n < 12; n += 1) sum += random();
      numbers[k] = number * Math.exp(deviation * sum);
    }
  };
  const { demand, activities, routes } = values;
  for (const numbers of [demand.intercept, demand.slope, routes.cost, routes.capacity]) vary(numbers);
  for (const numbers of [activities.intercept, activities.slope, activities.capacity]) vary(numbers);
  return values;
}

/** What of the package is used; its types are those of another build. */
export type Highs = {
  createModel(data: object): {
    readonly options: { set(options: object): void };
    run(): unknown;
    getObjectiveValue(): number;
    dispose(): void;
  };
};

/** The solver, as the package has it for the machine. */
export async function loadHighs(): Promise<Highs> {
  const loaded: { readonly default: unknown } = highsModule;
  if (!isLoader(loaded.default)) throw new Error("highs has no loader");
  return await loaded.default();
}

function isLoader(found: unknown): found is () => Promise<Highs> {
  return typeof found === "function";
}

/** The quadratic program, handed over in sparse arrays; only the solution itself is timed. */
export function runHighs(
  highs: Highs,
  analysis: MarketAnalysis,
  values: MarketValues,
): { seconds: number; welfare: number } {
  const { solver, network } = analysis;
  loadProblem(solver.problem, values);
  analysis.isSolved = false;
  const { intercept, slope, capacity, amounts } = solver.problem;
  const [columns, rows] = [network.first.disposal, network.nodes.length];
  const end = network.starts[columns] ?? 0;
  const curved = [...slope.subarray(0, columns).keys()].filter((j) => (slope[j] ?? 0) > 0);
  const starts = Int32Array.from({ length: columns + 1 }, (_, j) => curved.filter((k) => k < j).length);
  const model = highs.createModel({
    ...{ numCols: columns, numRows: rows, colCost: intercept.slice(0, columns) },
    ...{ colLower: new Float64Array(columns), colUpper: capacity.slice(0, columns) },
    ...{ rowLower: new Float64Array(rows), rowUpper: new Float64Array(rows).fill(Number.POSITIVE_INFINITY) },
    matrix: {
      ...{ format: "csc", numRows: rows, numCols: columns, starts: network.starts.slice(0, columns + 1) },
      ...{ indices: network.nodeOf.slice(0, end), values: amounts.slice(0, end) },
    },
    hessian: {
      ...{ format: "triangular", dimension: columns, starts, indices: Int32Array.from(curved) },
      values: Float64Array.from(curved, (j) => slope[j] ?? 0),
    },
  });
  try {
    model.options.set({ output_flag: false });
    const begun = performance.now();
    model.run();
    const seconds = (performance.now() - begun) / 1000;
    return { seconds, welfare: -model.getObjectiveValue() };
  } finally {
    model.dispose();
  }
}
