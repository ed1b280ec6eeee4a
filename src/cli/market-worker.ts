import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { runBatch } from "../findings/market-draw.ts";
import type { DrawOutcome } from "../findings/market-outcomes.ts";
import type { RunnableMarket } from "../findings/market-state.ts";
import type { MarketStudy } from "../findings/market-studies.ts";
import { type Fault, LodebookError } from "../model/fault.ts";

/** What a thread runs batches of: nothing in it is a function, so threads can hand it on. */
export type MarketJob = { readonly market: RunnableMarket; readonly studies: readonly MarketStudy[] };

/** What a thread says of a batch: the outcomes of its draws in their order, or the faults that kept it from them. */
export type BatchReply =
  | { readonly batch: number; readonly outcomes: readonly DrawOutcome[] }
  | { readonly batch: number; readonly faults: readonly Fault[] };

/** A thread that runs the batches whose numbers are posted to it, one after the other. */
export function startMarketWorker(job: MarketJob): Worker {
  return new Worker(new URL(import.meta.url), { workerData: job });
}

// In a thread of `startMarketWorker` this file is the whole program.
if (!isMainThread && parentPort !== null && isMarketJob(workerData)) serve(workerData, parentPort);

function serve({ market, studies }: MarketJob, port: NonNullable<typeof parentPort>): void {
  port.on("message", (batch: number) => port.postMessage(replyTo(batch)));

  function replyTo(batch: number): BatchReply {
    try {
      return { batch, outcomes: runBatch(market, studies, batch) };
    } catch (error) {
      if (error instanceof LodebookError) return { batch, faults: error.faults };
      throw error;
    }
  }
}

/** Test runners have threads too, whose data is not ours. */
function isMarketJob(data: unknown): data is MarketJob {
  return typeof data === "object" && data !== null && "market" in data && "studies" in data;
}
