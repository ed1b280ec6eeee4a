import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Pool, poolRandomEffects } from "../src/evidence/pool.ts";
import { median, type Row, rowBeside, runPeer } from "./measure.ts";
import { makeRandom } from "./random.ts";

type Answers = { readonly seconds: number; readonly rows: ReadonlyMap<string, readonly number[]> };

const level = 0.9;

/** The pooling kernel beside R's metafor and a plain numpy loop: the same questions, the same answers. */
export function benchPooling(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-bench-"));
  try {
    const file = join(folder, "figures.csv");
    const figures = writeQuestions(file, { questions: 2000, claims: 5, seed: 1 });
    const { seconds, pools } = poolOurs(figures);
    const row = (peer: string, answers: Answers | undefined): Row =>
      rowBeside(
        {
          name: "pooling",
          ours: seconds,
          unit: "s",
          peer,
          note: `${pools.length} questions of 5 claims${answers === undefined ? "" : `; largest relative difference ${difference(pools, answers).toExponential(1)}`}`,
        },
        answers?.seconds,
      );
    return [row("R metafor", poolWithMetafor(file)), row("numpy loop", poolWithNumpy(file))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Seeded questions as `question,value,variance`, on the working scale. */
export function writeQuestions(
  file: string,
  { questions, claims, seed }: { questions: number; claims: number; seed: number },
): { values: Float64Array; variances: Float64Array; claims: number } {
  const random = makeRandom(seed);
  const values = new Float64Array(questions * claims);
  const variances = new Float64Array(questions * claims);
  const rows = ["question,value,variance"];
  for (let index = 0; index < values.length; index += 1) {
    const question = Math.floor(index / claims);
    const spread = question % 3 === 0 ? 0.02 : 0.3;
    values[index] = 5 + (question % 17) / 4 + spread * (random() + random() + random() - 1.5);
    variances[index] = 0.0009 + 0.06 * random() ** 2;
    rows.push(`q${question},${values[index]},${variances[index]}`);
  }
  writeFileSync(file, `${rows.join("\n")}\n`);
  return { values, variances, claims };
}

/** The numpy loop over a file of questions; undefined where numpy is not installed. */
export function poolWithNumpy(file: string): Answers | undefined {
  return readAnswers(runPeer("/usr/bin/python3", [join(import.meta.dirname, "pooling-peers/pool.py"), file])?.output);
}

function poolWithMetafor(file: string): Answers | undefined {
  return readAnswers(runPeer("Rscript", [join(import.meta.dirname, "pooling-peers/pool.R"), file])?.output);
}

function poolOurs({ values, variances, claims }: { values: Float64Array; variances: Float64Array; claims: number }) {
  const times: number[] = [];
  let pools: Pool[] = [];
  for (let run = 0; run < 25; run += 1) {
    const begun = performance.now();
    pools = [];
    for (let start = 0; start < values.length; start += claims) {
      pools.push(poolRandomEffects({ values, variances, start, end: start + claims, level }));
    }
    times.push((performance.now() - begun) / 1000);
  }
  return { seconds: median(times), pools };
}

/** A peer prints `question,tau2,estimate,se` lines, and last the seconds that its pooling took. */
function readAnswers(output: string | undefined): Answers | undefined {
  const lines = output?.trim().split("\n") ?? [];
  const seconds = Number(lines.at(-1)?.split(",").at(-1));
  if (lines.length < 2 || !Number.isFinite(seconds)) return undefined;
  const rows = lines.slice(0, -1).map((line) => {
    const [question = "", ...numbers] = line.split(",");
    return [question, numbers.map(Number)] as const;
  });
  return { seconds, rows: new Map(rows) };
}

function difference(pools: readonly Pool[], { rows }: Answers): number {
  let largest = 0;
  for (const [index, { tau2, estimate, se }] of pools.entries()) {
    const theirs = rows.get(`q${index}`) ?? [];
    for (const [k, ours] of [tau2, estimate, se].entries()) {
      const other = theirs[k] ?? Number.NaN;
      const apart = Math.abs(ours - other) / Math.max(Math.abs(ours), 1e-6);
      largest = Number.isNaN(apart) ? Number.POSITIVE_INFINITY : Math.max(largest, apart);
    }
  }
  return largest;
}
