import * as fs from "node:fs";
import { dirname } from "node:path";
import type { FlowReader, Reject } from "../ingest/flow-reader.ts";
import { type Fault, LodebookError, lodebookError, renderFault } from "../model/fault.ts";
import type { FlowCounts } from "../model/flow.ts";
import { writeCsv } from "../report/csv.ts";
import type { FlowStore } from "../tables/flow-store.ts";
import { type LodebookCommand, printResult } from "./command.ts";
import type { Effects } from "./effects.ts";
import { startProgress } from "./progress.ts";
import { asOutputFault, readFlows, removeQuietly, scratchBeside, withFlowStore, writeWhole } from "./trade-files.ts";
import { type FormatOptions, formatNames, makeReader } from "./trade-formats.ts";
import { tradeGroup } from "./trade-group.ts";

type Options = FormatOptions & { readonly format: string; readonly to: string; readonly json?: boolean };

/** What became of the rows of a file. */
type Imported = FlowCounts & {
  readonly file: string;
  readonly format: string;
  readonly to: string;
  readonly rows: number;
  /** The file of the bad rows; absent when there are none. */
  readonly rejects?: string;
  /** The first of them. */
  readonly faults: readonly Fault[];
};

/** A person reads so many; the file of rejects has them all. */
const mostFaultsShown = 100;

/** A file of trade statistics to Parquet, its bad rows kept apart. */
export const tradeImportCommand: LodebookCommand = {
  register: (program, effects) => {
    tradeGroup(program)
      .command("import")
      .description("Read a file of trade statistics of any size into a Parquet file; bad rows go to TO.rejects.csv.")
      .argument("<file>", "the file as its publisher gives it")
      .requiredOption("--format <format>", formatNames.join(", "))
      .requiredOption("--to <file>", "the Parquet file to write, ending in .parquet")
      .option("--side <side>", "importer or exporter: whose record to take, where the format leaves it open")
      .option("--reporter <code>", "whose record it is, where the format leaves it open")
      .option("--json", "print what was read as JSON")
      .addHelpText("after", "\nExample:\n  lodebook trade import baci-2022.csv --format baci --to flows.parquet")
      .action(async (file: string, options: Options) => {
        const imported = await importFlows(file, options, effects);
        if (options.json !== true) for (const fault of imported.faults) effects.writeError(`${renderFault(fault)}\n`);
        printResult(effects, options.json, imported, renderImported(imported));
        if (imported.bad > 0) process.exitCode = 1;
      });
  },
};

async function importFlows(file: string, options: Options, effects: Effects): Promise<Imported> {
  const { format, to } = options;
  if (!to.endsWith(".parquet")) {
    throw lodebookError("USAGE", { found: `got --to '${to}'`, expected: "a name that ends in .parquet" });
  }
  const reader = makeReader(file, format, options);
  const rejects = openRejects(`${to}.rejects.csv`);
  const progress = startProgress(effects);
  try {
    await withFlowStore(async (store) => {
      progress.step(`reading ${file}`);
      readInto(store, file, reader, rejects);
      if (reader.isBroken()) throw new LodebookError(reader.faults);
      progress.step(`writing ${to}`);
      await writeWhole(to, (scratch) => writeRows(store, reader, scratch, file));
    });
    rejects.keep();
  } finally {
    rejects.drop();
    progress.end();
  }
  const counts = reader.counts();
  return {
    file,
    format,
    to,
    rows: counts.good + counts.bad + sumOf(counts.filtered),
    ...counts,
    ...(counts.bad > 0 ? { rejects: rejects.file } : {}),
    faults: reader.faults.slice(0, mostFaultsShown),
  };
}

function readInto(store: FlowStore, file: string, reader: FlowReader, rejects: Rejects): void {
  readFlows(file, reader, {
    onBatch: (batch) => store.append(batch, reader.names, reader.source),
    onRejects: (rows) => rejects.write(rows),
  });
}

/** A file without a single good row has nothing to write: its faults say why, or that there is nothing in it. */
function writeRows(store: FlowStore, reader: FlowReader, scratch: string, file: string): Promise<void> {
  if (store.source() !== undefined) return store.writeParquet(scratch);
  if (reader.faults.length > 0) throw new LodebookError(reader.faults);
  throw lodebookError("LIST_LENGTH", { found: 0, expected: "at least one row of trade" }, file);
}

type Rejects = {
  readonly file: string;
  readonly write: (rows: readonly Reject[]) => void;
  /** Put the written rows in their place; without any the place is cleared, so that no older file stands for this one. */
  readonly keep: () => void;
  /** Drop what was not kept. */
  readonly drop: () => void;
};

const rejectColumns = [{ name: "line" }, { name: "code" }, { name: "message" }, { name: "row" }] as const;

/** Bad rows as CSV, written as they come. What a spreadsheet would run as a formula has an apostrophe in front. */
function openRejects(file: string): Rejects {
  const scratch = scratchBeside(file);
  let descriptor: number | undefined;
  const guard = (run: () => void) => {
    try {
      run();
    } catch (error) {
      throw asOutputFault(error, file);
    }
  };
  const close = () => {
    if (descriptor !== undefined) fs.closeSync(descriptor);
    descriptor = undefined;
  };
  return {
    file,
    write: (rows) =>
      guard(() => {
        const text = writeCsv(
          rejectColumns,
          rows.map(({ line, code, message, text }) => ({ line, code, message, row: text })),
        );
        const isFirst = descriptor === undefined;
        if (isFirst) fs.mkdirSync(dirname(file), { recursive: true });
        descriptor ??= fs.openSync(scratch, "w");
        fs.writeSync(descriptor, isFirst ? text : text.slice(text.indexOf("\n") + 1));
      }),
    keep: () =>
      guard(() => {
        const isWritten = descriptor !== undefined;
        close();
        if (isWritten) fs.renameSync(scratch, file);
        else fs.rmSync(file, { force: true });
      }),
    drop: () => {
      close();
      removeQuietly(scratch);
    },
  };
}

function renderImported({ file, to, rows, good, bad, filtered, flagged, rejects }: Imported): string[] {
  const counted = (counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `  ${String(count).padStart(12)} ${name}`);
  return [
    `${file}: ${rows} rows, ${good} good, ${bad} bad`,
    ...counted(filtered),
    ...counted(flagged),
    `good rows: ${to}`,
    ...(rejects === undefined ? [] : [`bad rows:  ${rejects}`]),
  ];
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}
