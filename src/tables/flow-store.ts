import { DuckDBInstance } from "@duckdb/node-api";
import { lodebookError } from "../model/fault.ts";
import type { FlowBatch, FlowNames, FlowSource } from "../model/flow.ts";
import { appendFlows, flowTable } from "./append-flows.ts";
import { checkParquet, writeParquet } from "./flow-parquet.ts";
import { appendedRelation, type FlowRelation, listContents, parquetRelation } from "./flow-relation.ts";
import { type FlowSumRequest, type FlowSums, sumFlows } from "./sum-flows.ts";

/** The rows of one file of trade, in DuckDB: appended batch by batch, or those of a Parquet file of ours. */
export type FlowStore = {
  /** Takes a copy of the batch, whose arrays may be used again. Every batch has the same names and source. */
  readonly append: (batch: FlowBatch, names: FlowNames, source: FlowSource) => void;
  /** Make the rows of a Parquet file those of the store, in place of appended ones. Throws PARQUET_UNREADABLE. */
  readonly openParquet: (file: string) => Promise<void>;
  /** Write the appended rows. The same rows give the same bytes, whatever the number of threads. */
  readonly writeParquet: (file: string) => Promise<void>;
  /** Whose record the rows are; undefined before there are any. */
  readonly source: () => FlowSource | undefined;
  /** Countries, codes and years that occur, sorted. */
  readonly contents: () => Promise<{ countries: string[]; codes: string[]; years: number[] }>;
  readonly sum: (request: FlowSumRequest) => Promise<FlowSums>;
  readonly close: () => void;
};

/** How much of the machine the store may use; what does not fit the memory goes to files in the temporary folder. */
export type FlowStoreOptions = {
  readonly temporaryFolder: string;
  readonly threads?: number | undefined;
  readonly memoryMegabytes?: number | undefined;
};

/** Enough for ten million rows beside the process itself. */
const usualMemoryMegabytes = 1000;

/** Open an empty store. It has to be closed. */
export async function openFlowStore(options: FlowStoreOptions): Promise<FlowStore> {
  const instance = await DuckDBInstance.create(":memory:", configurationOf(options));
  const connection = await instance.connect();
  await connection.run(flowTable);
  const appender = await connection.createAppender("flow");
  let appended: { names: FlowNames; source: FlowSource } | undefined;
  let parquet: { relation: FlowRelation; source: FlowSource } | undefined;

  const relation = () => {
    if (parquet !== undefined) return parquet.relation;
    appender.flushSync();
    return appendedRelation(appended?.names ?? { countries: [], codes: [] });
  };
  return {
    append: (batch, names, source) => {
      if (appended !== undefined && appended.names !== names) throw confused("batches of two files in one store");
      appended = { names, source };
      appendFlows(appender, batch);
    },
    openParquet: async (file) => {
      parquet = { relation: parquetRelation(file), source: await checkParquet(connection, file) };
    },
    writeParquet: async (file) => {
      if (appended === undefined) throw confused("a store without rows to write");
      appender.flushSync();
      await writeParquet(connection, { file, ...appended });
    },
    source: () => parquet?.source ?? appended?.source,
    contents: () => listContents(connection, relation()),
    sum: (request) => sumFlows(connection, relation(), request),
    close: () => {
      appender.closeSync();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

function configurationOf({ temporaryFolder, threads, memoryMegabytes }: FlowStoreOptions): Record<string, string> {
  return {
    memory_limit: `${memoryMegabytes ?? usualMemoryMegabytes}MB`,
    temp_directory: temporaryFolder,
    // Nothing is ever fetched from the network.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...(threads === undefined ? {} : { threads: String(threads) }),
  };
}

function confused(found: string) {
  return lodebookError("INTERNAL", { found });
}
