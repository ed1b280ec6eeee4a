import * as fs from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import type { DrawOutcome } from "../findings/market-outcomes.ts";
import { lodebookError } from "../model/fault.ts";

/** What a run is of: draws of one can only go on with draws of the same. */
export type RunIdentity = {
  readonly bookSha256: string;
  readonly version: string;
  readonly scenario: string;
  readonly draws: number;
  readonly seed: number;
};

/** Batches of draws that are done, kept until the run is whole. */
export type DrawsFolder = {
  /** Those that an earlier, broken run left. */
  readonly done: ReadonlyMap<number, readonly DrawOutcome[]>;
  readonly keep: (batch: number, outcomes: readonly DrawOutcome[]) => void;
  readonly clear: () => void;
};

/**
 * Open `OUT/.draws`. A batch is written beside its place and renamed, so that a file is whole or not there. Throws
 * MARKET_DRAWS_OTHER when the folder holds draws of another run, for instance of the book as it was before a change.
 */
export function openDrawsFolder(out: string, identity: RunIdentity): DrawsFolder {
  const folder = join(out, drawsFolder);
  const head = join(folder, "run.json");
  const words = `${JSON.stringify(identity, undefined, 2)}\n`;
  const known = readIfThere(head);
  if (known !== undefined && known !== words) {
    throw lodebookError("MARKET_DRAWS_OTHER", {
      found: folder,
      expected:
        "draws of this book as it stands, of this scenario, number and seed; remove them or choose another --out",
    });
  }
  fs.mkdirSync(folder, { recursive: true });
  if (known === undefined) writeWhole(head, words);
  return {
    done: readBatches(folder),
    keep: (batch, outcomes) => writeWhole(join(folder, `batch-${batch}`), serialize(outcomes)),
    clear: () => fs.rmSync(folder, { recursive: true, force: true }),
  };
}

/** The folder inside an output folder. */
export const drawsFolder = ".draws";

function readIfThere(file: string): string | undefined {
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined;
}

function readBatches(folder: string): Map<number, readonly DrawOutcome[]> {
  const found = new Map<number, readonly DrawOutcome[]>();
  for (const name of fs.readdirSync(folder)) {
    const [, number] = /^batch-(\d+)$/.exec(name) ?? [];
    if (number === undefined) continue;
    const outcomes: unknown = deserialize(fs.readFileSync(join(folder, name)));
    if (areOutcomes(outcomes)) found.set(Number(number), outcomes);
  }
  return found;
}

function areOutcomes(value: unknown): value is readonly DrawOutcome[] {
  return (
    Array.isArray(value) &&
    value.every(
      (one: unknown) =>
        typeof one === "object" &&
        one !== null &&
        "parts" in one &&
        Array.isArray(one.parts) &&
        "values" in one &&
        one.values instanceof Float64Array,
    )
  );
}

function writeWhole(file: string, bytes: Uint8Array | string): void {
  const scratch = `${file}.${process.pid}.next`;
  fs.writeFileSync(scratch, bytes);
  fs.renameSync(scratch, file);
}
