import * as highsModule from "highs";
import { analyseMarket, type MarketAnalysis } from "../src/market/analyse-market.ts";
import { clearMarket } from "../src/market/clear-market.ts";
import { loadProblem } from "../src/market/problem.ts";
import { type MarketValues, valuesOf } from "../src/market/values.ts";
import { median, type Row, rowBeside } from "./measure.ts";
import { makeRandom } from "./random.ts";
import { makeSupplyNetwork } from "./supply-network.ts";

/** Eleven regions, four elements, three stages. */
const size = { regions: 11, elements: 4, stages: 3 };
const instances = 12;
const repetitions = 15;
/** How much costs, demands and capacities differ from one instance to the next, as draws do: standard deviation of ln. */
const spread = 0.1;
/** The same from one month to the next. */
const monthlySpread = 0.01;

/** The same linear-demand networks cleared by HiGHS and by ours, and what a clearing costs as the network grows. */
export async function benchEquilibrium(): Promise<Row[]> {
  const analysis = analyseMarket(makeSupplyNetwork({ ...size, seed: 1 }));
  const draw = (deviation: number) => (_: unknown, k: number) => drawValues(analysis, deviation, k + 1);
  const draws = Array.from({ length: instances }, draw(spread));
  const months = Array.from({ length: 60 }, draw(monthlySpread));
  const highs = await loadHighs();
  const compare = (name: string, note: string, values: readonly MarketValues[], start: "cold" | "last") => {
    const ours = timeOurs(analysis, values, start);
    const theirs = values.slice(0, instances).map((one) => runHighs(highs, analysis, one));
    const apart = Math.max(...theirs.map(({ welfare }, k) => relative(ours.welfares[k] ?? Number.NaN, welfare)));
    const what = `${analysis.network.nodes.length} goods in regions, ${analysis.network.first.disposal} variables`;
    const beside = `${note}; ${what}; welfare the same within ${apart.toExponential(1)}`;
    const peer = median(theirs.map(({ seconds }) => seconds)) * 1000;
    return rowBeside({ name, ours: ours.seconds * 1000, unit: "ms", peer: "HiGHS", note: beside }, peer);
  };
  return [
    compare("equilibrium", `months that differ by ${monthlySpread * 100} % in every number, wanted 50`, months, "last"),
    compare("equilibrium-draws", `draws that differ by ${spread * 100} %`, draws, "last"),
    compare("equilibrium-cold", "the same draws, each from nowhere", draws, "cold"),
    ...[1, 2, 5, 11, 25, 50, 100, 167].map(timeSize),
  ];
}

/** The model's numbers, each a little off. */
function drawValues({ model }: MarketAnalysis, deviation: number, seed: number): MarketValues {
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

function timeOurs(analysis: MarketAnalysis, draws: readonly MarketValues[], start: "cold" | "last") {
  const times: number[] = [];
  let welfares: number[] = [];
  for (let run = 0; run < repetitions; run += 1) {
    const begun = performance.now();
    welfares = draws.map((values) => clearMarket(analysis, values, start).welfare);
    times.push((performance.now() - begun) / 1000 / draws.length);
  }
  return { seconds: median(times), welfares };
}

function timeSize(regions: number): Row {
  const model = makeSupplyNetwork({ ...size, regions, seed: 1 });
  const begun = performance.now();
  const analysis = analyseMarket(model);
  const analysed = performance.now() - begun;
  const times = Array.from({ length: regions > 50 ? 3 : repetitions }, () => {
    const start = performance.now();
    clearMarket(analysis, analysis.values, "cold");
    return performance.now() - start;
  });
  const nodes = analysis.network.nodes.length;
  const note = `${nodes} goods in regions, ${analysis.network.first.disposal} variables, from nowhere; analysed once in ${analysed.toFixed(0)} ms`;
  return {
    name: `equilibrium-${nodes}`,
    ours: median(times),
    unit: "ms",
    peer: "",
    peerValue: undefined,
    ratio: undefined,
    note,
  };
}

function relative(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(b), Number.MIN_VALUE);
}

/** What of the package is used; its types are those of another build. */
type Highs = {
  createModel(data: object): {
    readonly options: { set(options: object): void };
    run(): unknown;
    getObjectiveValue(): number;
    dispose(): void;
  };
};

async function loadHighs(): Promise<Highs> {
  const loaded: { readonly default: unknown } = highsModule;
  if (!isLoader(loaded.default)) throw new Error("highs has no loader");
  return await loaded.default();
}

function isLoader(found: unknown): found is () => Promise<Highs> {
  return typeof found === "function";
}

/** The quadratic program, handed over in sparse arrays; only the solution itself is timed. */
function runHighs(highs: Highs, analysis: MarketAnalysis, values: MarketValues): { seconds: number; welfare: number } {
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
