import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import type { FlowReader, Reject } from "../ingest/flow-reader.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";
import type { FlowBatch } from "../model/flow.ts";
import type { FlowStore } from "../tables/flow-store.ts";

/** A reader is fed this much at once: the file itself is never held. */
const chunkBytes = 1 << 20;

/** The bytes of a file, piece by piece. Each piece is filled again for the next. Throws FILE_UNREADABLE. */
export function* readChunks(file: string): Generator<Uint8Array, void> {
  const descriptor = openToRead(file);
  try {
    const chunk = new Uint8Array(chunkBytes);
    for (;;) {
      const size = readSome(file, descriptor, chunk);
      if (size === 0) return;
      yield chunk.subarray(0, size);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Read a file of trade from end to end, handing on good rows and rejected ones as they come. */
export function readFlows(
  file: string,
  reader: FlowReader,
  { onBatch, onRejects }: { onBatch: (batch: FlowBatch) => void; onRejects: (rejects: readonly Reject[]) => void },
): void {
  const handOn = () => {
    const rejects = reader.takeRejects();
    const batch = reader.take();
    if (rejects.length > 0) onRejects(rejects);
    if (batch !== undefined) onBatch(batch);
  };
  for (const bytes of readChunks(file)) {
    reader.push(bytes);
    handOn();
    if (reader.isBroken()) return;
  }
  reader.end();
  handOn();
}

/**
 * Make the rows of a file those of a store: of a Parquet file of ours, or of another through its reader. One bad row keeps
 * all of them from being used: throws every fault.
 */
export async function loadFlows(
  store: FlowStore,
  file: string,
  makeReader: (file: string) => FlowReader,
): Promise<void> {
  if (file.endsWith(".parquet")) {
    checkReadable(file);
    return store.openParquet(file);
  }
  const reader = makeReader(file);
  readFlows(file, reader, {
    // The rows of a file at fault are read on only for their faults.
    onBatch: (batch) => {
      if (reader.faults.length === 0) store.append(batch, reader.names, reader.source);
    },
    onRejects: () => {},
  });
  if (reader.faults.length > 0) throw new LodebookError(reader.faults);
  if (store.source() === undefined) {
    throw lodebookError("LIST_LENGTH", { found: 0, expected: "at least one row of trade" }, file);
  }
}

/** A store for the time of one piece of work; what it spills to the disk is gone afterwards. */
export async function withFlowStore<Made>(
  use: (store: FlowStore) => Promise<Made>,
  options: { readonly memoryMegabytes?: number } = {},
): Promise<Made> {
  // Loaded only here: the other commands start without a database.
  const { openFlowStore } = await import("../tables/flow-store.ts");
  const temporaryFolder = fs.mkdtempSync(join(tmpdir(), "lodebook-flows-"));
  try {
    const store = await openFlowStore({ ...options, temporaryFolder });
    try {
      return await use(store);
    } finally {
      store.close();
    }
  } finally {
    fs.rmSync(temporaryFolder, { recursive: true, force: true });
  }
}

/**
 * Let a file be written beside its place and put it there when it is whole; on any error the place stays as it was. Throws
 * OUTPUT_DISK_FULL and OUTPUT_UNWRITABLE.
 */
export async function writeWhole(file: string, write: (scratch: string) => Promise<void> | void): Promise<void> {
  const scratch = scratchBeside(file);
  try {
    fs.mkdirSync(dirname(file), { recursive: true });
    await write(scratch);
    syncFile(scratch);
    fs.renameSync(scratch, file);
  } catch (error) {
    removeQuietly(scratch);
    throw asOutputFault(error, file);
  }
}

/** The hidden name of a file that is not whole yet. */
export function scratchBeside(file: string): string {
  return join(dirname(file), `.${basename(file)}.next-${process.pid}`);
}

/** Remove what may not be there, or lie where nothing can: the error that matters is another one. */
export function removeQuietly(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Nothing to remove.
  }
}

/** An error of writing as a fault, for a person to act on. */
export function asOutputFault(error: unknown, file: string): unknown {
  if (error instanceof LodebookError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (/ENOSPC|No space left/i.test(message)) {
    return lodebookError("OUTPUT_DISK_FULL", { found: file, expected: "more room on the disk" });
  }
  if (!/^IO Error|^E[A-Z]+:/.test(message)) return error;
  const found = `${file} (${message.split("\n")[0]})`;
  return lodebookError("OUTPUT_UNWRITABLE", { found, expected: "a place where files may be written" });
}

function openToRead(file: string): number {
  try {
    return fs.openSync(file, "r");
  } catch (error) {
    throw unreadable(file, error);
  }
}

function checkReadable(file: string): void {
  try {
    fs.accessSync(file, fs.constants.R_OK);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function readSome(file: string, descriptor: number, chunk: Uint8Array): number {
  try {
    return fs.readSync(descriptor, chunk);
  } catch (error) {
    throw unreadable(file, error);
  }
}

function unreadable(file: string, error: unknown): LodebookError {
  const found = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return lodebookError("FILE_UNREADABLE", { found, expected: "a file that can be read" }, file);
}

/** Wait until the file is on the disk: a rename may reach it before the bytes do. */
function syncFile(file: string): void {
  const descriptor = fs.openSync(file, "r+");
  fs.fsyncSync(descriptor);
  fs.closeSync(descriptor);
}
