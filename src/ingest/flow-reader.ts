import type { Fault, FaultCode } from "../model/fault.ts";
import type { FlowBatch, FlowCounts, FlowNames, FlowSource } from "../model/flow.ts";

/** A row that was left out of the batches because of a fault of its own. */
export type Reject = {
  readonly line: number;
  /** The first fault of the row; all of them are in the reader's `faults`. */
  readonly code: FaultCode;
  readonly message: string;
  /** The row as the file has it, without the end of its line. */
  readonly text: string;
};

/**
 * Reads one file of trade from chunks of bytes, however they are cut. `take` and `takeRejects` are called after each
 * `push` and after `end`, so that nothing piles up, whatever the size of the file.
 */
export type FlowReader = {
  /** Holds once the first row has been read: a format may say its side in its rows. */
  readonly source: FlowSource;
  readonly names: FlowNames;
  push(bytes: Uint8Array): void;
  end(): void;
  /** The rows since the last call; undefined when there are none. Its columns are filled again by the next `push`. */
  take(): FlowBatch | undefined;
  takeRejects(): Reject[];
  counts(): FlowCounts;
  /** Faults of rows and of the file, at most 10,000; `counts` counts the bad rows beyond those. */
  readonly faults: readonly Fault[];
  /** Whether the file as a whole is at fault (its header, its quotes, its end): then nothing of it may be used. */
  isBroken(): boolean;
};

/** What the rows of a file go to while it is read. */
type Builder = Pick<FlowReader, "names" | "faults" | "take" | "takeRejects" | "counts"> & {
  readonly isBroken: boolean;
};

/** A reader out of its parts: the builder that its rows go to, and how bytes become rows. */
export function makeFlowReader(
  source: FlowSource | (() => FlowSource),
  builder: Builder,
  { push, end }: Pick<FlowReader, "push" | "end">,
): FlowReader {
  return {
    get source() {
      return typeof source === "function" ? source() : source;
    },
    names: builder.names,
    push: (bytes) => {
      if (!builder.isBroken) push(bytes);
    },
    end: () => {
      if (!builder.isBroken) end();
    },
    take: () => builder.take(),
    takeRejects: () => builder.takeRejects(),
    counts: () => builder.counts(),
    faults: builder.faults,
    isBroken: () => builder.isBroken,
  };
}
