import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadFlows, withFlowStore } from "../src/cli/trade-files.ts";
import { computeGeoPolRisk } from "../src/cli/trade-geopolrisk.ts";
import { readTradeMethod } from "../src/cli/trade-method.ts";
import { openRiskDesk } from "../src/cli/trade-risk-desk.ts";
import { readRiskTables } from "../src/cli/trade-risk-tables.ts";
import { baciReader } from "../src/ingest/baci.ts";
import { generateFlows, type TradeFiles } from "./generate-flows.ts";
import { measureCommand, type Row, rowBeside, runPeer } from "./measure.ts";

const years = [2018, 2019, 2020, 2021, 2022];
const size = { flows: 10_000_000, countries: 230, codes: 5000, materials: 65, years, seed: 1 };
const wanted = { seconds: 15, megabytes: 2000, riskSeconds: 3 };

/** Ten million flows to the risk of every importer, material and year; beside it a pandas groupby, which has no intervals. */
export async function benchTradeRisk(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-bench-"));
  try {
    const files = generateFlows(folder, size);
    const { flows, production, governance, materials } = files;
    const risk = measureCommand([
      ...["trade", "risk", "--flows", flows, "--production", production, "--governance", governance],
      ...["--materials", materials, "--year", `${years[0]}-${years.at(-1)}`, "--json"],
    ]);
    const parquet = join(folder, "flows.parquet");
    const load = measureCommand(["trade", "import", flows, "--format", "baci", "--to", parquet]);
    const step = await measureStep({ ...files, flows: parquet });
    const peer = runPandas(files);
    const cells = readScores(risk.output);
    const apart = peer === undefined ? "" : `; largest relative difference ${difference(cells, peer.scores)}`;
    const what = `${cells.size} cells with intervals out of ${size.flows} flows`;
    const beside = "pandas groupby, no intervals";
    return [
      rowBeside(
        {
          ...{ name: "trade-risk", ours: risk.seconds, unit: "s", peer: beside },
          note: `${what}, from CSV to JSON; wanted under ${wanted.seconds} s${apart}`,
        },
        peer?.seconds,
      ),
      rowBeside(
        {
          ...{ name: "trade-risk-memory", ours: risk.megabytes, unit: "MB", peer: beside },
          note: `peak of the whole process; wanted under ${wanted.megabytes} MB`,
        },
        peer?.megabytes,
      ),
      rowBeside(
        {
          ...{ name: "trade-risk-step", ours: step, unit: "s", peer: beside },
          note: `the risk step alone; wanted under ${wanted.riskSeconds} s; the peer's is all behind the reading`,
        },
        peer?.stepSeconds,
      ),
      {
        ...{
          name: "trade-import",
          ours: load.seconds,
          unit: "s",
          peer: "none",
          peerValue: undefined,
          ratio: undefined,
        },
        note: `${size.flows} flows from CSV to Parquet, every row checked, ${load.megabytes.toFixed(0)} MB`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Seconds of the risk of all cells out of flows that are already summed. */
async function measureStep(files: TradeFiles): Promise<number> {
  return withFlowStore(async (store) => {
    await loadFlows(store, files.flows, baciReader);
    const question = { years, importer: "all", files };
    const { tables } = readRiskTables(files, false);
    const silent = () => {};
    const desk = await openRiskDesk(store, { method: readTradeMethod(), tables, question }, silent);
    const begun = performance.now();
    computeGeoPolRisk(desk, files.flows, silent);
    return (performance.now() - begun) / 1000;
  });
}

type Peer = {
  readonly scores: ReadonlyMap<string, number>;
  readonly seconds: number;
  readonly stepSeconds: number;
  readonly megabytes: number;
};

function runPandas({ flows, production, governance, materials }: TradeFiles): Peer | undefined {
  const script = join(import.meta.dirname, "trade-risk-peer.py");
  const done = runPeer("/usr/bin/python3", [script, flows, production, governance, materials]);
  if (done === undefined) return undefined;
  const lines = done.output.trim().split("\n");
  const [seconds = 0, stepSeconds = 0, megabytes = 0] = (lines.pop() ?? "").split(",").map(Number);
  const scores = new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(",");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
  return { scores, seconds, stepSeconds, megabytes };
}

function readScores(output: string): ReadonlyMap<string, number> {
  const cells: { material: string; importer: string; year: number; score: number | object }[] = JSON.parse(output);
  return new Map(
    cells.map(({ material, importer, year, score }) => [
      `${material},${importer},${year}`,
      typeof score === "number" ? score : Number.NaN,
    ]),
  );
}

/** Where pandas divides nothing by nothing ours is missing, and where nothing is imported pandas has no row for our 0. */
function difference(ours: ReadonlyMap<string, number>, theirs: ReadonlyMap<string, number>): string {
  let largest = 0;
  for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
    const [one, other] = [ours.get(key) ?? Number.POSITIVE_INFINITY, theirs.get(key) ?? 0];
    if (!Number.isNaN(one)) largest = Math.max(largest, Math.abs(one - other) / Math.max(one, 1e-12));
  }
  return largest.toExponential(1);
}
