import type { Worker } from "node:worker_threads";
import type { DrawOutcome } from "../findings/market-outcomes.ts";
import { LodebookError } from "../model/fault.ts";
import { type BatchReply, type MarketJob, startMarketWorker } from "./market-worker.ts";

/** What to run on how many threads; `take` is told each batch as it is done, in no order. */
export type PoolOptions = {
  readonly job: MarketJob;
  readonly batches: readonly number[];
  readonly workers: number;
  readonly take: (batch: number, outcomes: readonly DrawOutcome[]) => void;
  /** Ends all threads at once. */
  readonly signal: AbortSignal;
};

/**
 * Run batches of draws on threads. A batch is the same whichever thread runs it, so the number of threads changes nothing but the time.
 * Resolves when all are done; rejects with the first fault, or with the signal's reason.
 */
export async function runOnThreads({ job, batches, workers, take, signal }: PoolOptions): Promise<void> {
  if (batches.length === 0) return;
  const waiting = [...batches];
  const threads: Worker[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      let open = batches.length;
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      for (let k = 0; k < Math.min(workers, batches.length); k += 1) {
        const thread = startMarketWorker(job);
        threads.push(thread);
        const next = () => {
          const batch = waiting.shift();
          if (batch !== undefined) thread.postMessage(batch);
        };
        thread.on("error", reject);
        thread.on("message", (reply: BatchReply) => {
          if ("faults" in reply) return reject(new LodebookError(reply.faults));
          open -= 1;
          take(reply.batch, reply.outcomes);
          if (open === 0) return resolve();
          next();
        });
        next();
      }
    });
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
