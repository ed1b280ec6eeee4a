import { availableParallelism } from "node:os";
import type { Desk } from "../findings/desk.ts";
import { drawsOfBatch, drawsPerBatch } from "../findings/market-draw.ts";
import type { DrawOutcome } from "../findings/market-outcomes.ts";
import { findShape } from "../findings/market-shape.ts";
import { type OpenMarket, openMarket } from "../findings/market-state.ts";
import type { MarketStudy } from "../findings/market-studies.ts";
import { LodebookError, lodebookError, makeFault } from "../model/fault.ts";
import type { Effects } from "./effects.ts";
import type { DrawsFolder } from "./market-draws-folder.ts";
import { runOnThreads } from "./market-pool.ts";
import { startProgress } from "./progress.ts";

/** How a market is run; what is not given is as the plan has it, on as many threads as the machine has cores. */
export type SimulationOptions = {
  readonly draws?: number | undefined;
  readonly seed?: number | undefined;
  readonly workers?: number | undefined;
};

/** A market that can be run, with every draw that was made. */
export type Simulation = { readonly market: OpenMarket; readonly outcomes: readonly DrawOutcome[] };

/** The market of a book whose parameters are all there. Throws FILE_MISSING and MARKET_PARAMETER_MISSING. */
export function getMarket(desk: Desk, folder: string, options: SimulationOptions): OpenMarket {
  const { draws, seed } = options;
  const market = openMarket(desk, {
    ...(draws === undefined ? {} : { draws }),
    ...(seed === undefined ? {} : { seed }),
  });
  if (market === undefined) {
    const expected = "the book's market in it, on the network of exposure.yaml";
    throw lodebookError("FILE_MISSING", { file: "market.yaml", expected }, `${folder}/market.yaml`, 0);
  }
  if (market.ground.inputs !== undefined) return market;
  const missing = market.ground.hangsOn.filter(({ quantile }) => quantile === undefined);
  throw new LodebookError(
    missing.map(({ parameter }) =>
      makeFault(
        "MARKET_PARAMETER_MISSING",
        { found: parameter.id, expected: "a claim that answers it, or an assumption" },
        `${folder}/parameters.yaml`,
        parameter.line,
      ),
    ),
  );
}

/** Run studies of a market on threads, telling how far they are; draws that `kept` has are not made again. */
export async function simulate(
  market: OpenMarket,
  studies: readonly MarketStudy[],
  { workers = availableParallelism(), kept }: SimulationOptions & { readonly kept?: DrawsFolder },
  effects: Effects,
): Promise<Simulation> {
  const { inputs } = market.ground;
  if (inputs === undefined) throw lodebookError("INTERNAL", { found: "a market without inputs" });
  const progress = startProgress(effects);
  progress.step("drawing");
  const job = { market: { inputs, shape: findShape(inputs) }, studies };
  const all = Array.from({ length: Math.ceil(inputs.draws / drawsPerBatch) }, (_, batch) => batch);
  const done = new Map<number, readonly DrawOutcome[]>(kept?.done ?? []);
  const begun = effects.now();
  const waiting = all.filter((batch) => !done.has(batch));
  const bar = makeBar(inputs.draws, () => effects.now() - begun);
  const made = () => sum([...done.keys()].map((batch) => sizeOf(batch, inputs.draws)));
  const before = made();
  let told = "";
  // Where every step is a line of its own, only those that move the bar are told.
  const tellStep = (words: string) => {
    const moved = words.slice(0, barWidth + 2);
    if (effects.isTerminal || moved !== told) progress.step(words);
    told = moved;
  };
  const interrupt = new AbortController();
  const stop = () =>
    interrupt.abort(
      lodebookError("MARKET_INTERRUPTED", {
        found: `${made()} of ${inputs.draws} draws`,
        expected: kept === undefined ? "all; with --out they would be kept" : "all; the same command goes on from them",
      }),
    );
  process.once("SIGINT", stop);
  try {
    progress.step(bar(before, before));
    await runOnThreads({
      job,
      batches: waiting,
      workers,
      signal: interrupt.signal,
      take: (batch, outcomes) => {
        kept?.keep(batch, outcomes);
        done.set(batch, outcomes);
        tellStep(bar(made(), before));
      },
    });
  } finally {
    process.off("SIGINT", stop);
    progress.end();
  }
  return { market, outcomes: all.flatMap((batch) => done.get(batch) ?? []) };
}

function sizeOf(batch: number, draws: number): number {
  const { from, to } = drawsOfBatch(batch, draws);
  return to - from;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

const barWidth = 24;

/** A bar of what is done, with the time that the rest will take if it goes on like that. */
function makeBar(draws: number, elapsed: () => number): (made: number, before: number) => string {
  return (made, before) => {
    const full = Math.round((barWidth * made) / draws);
    const bar = `[${"#".repeat(full)}${".".repeat(barWidth - full)}] ${made} of ${draws} draws`;
    if (made === before) return bar;
    const seconds = Math.round(((elapsed() / 1000) * (draws - made)) / (made - before));
    return `${bar}, ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")} left`;
  };
}
