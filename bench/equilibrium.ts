import { analyseMarket, type MarketAnalysis } from "../src/market/analyse-market.ts";
import { clearMarket } from "../src/market/clear-market.ts";
import type { MarketValues } from "../src/market/values.ts";
import { drawValues, loadHighs, runHighs, size } from "./highs.ts";
import { median, type Row, rowBeside } from "./measure.ts";
import { makeSupplyNetwork } from "./supply-network.ts";

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
