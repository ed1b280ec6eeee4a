import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One line of `npm run bench`; `ratio` says how many times ahead of the peer ours is. */
export type Row = {
  readonly name: string;
  readonly ours: number;
  readonly unit: string;
  readonly peer: string;
  readonly peerValue: number | undefined;
  readonly ratio: number | undefined;
  readonly note: string;
};

/** A row beside a peer; a peer that is not there is said. */
export function rowBeside(row: Omit<Row, "peerValue" | "ratio">, peerValue: number | undefined): Row {
  const note = peerValue === undefined ? `${row.peer} is not installed; ${row.note}` : row.note;
  return { ...row, peerValue, ratio: peerValue === undefined ? undefined : peerValue / row.ours, note };
}

/** Run Lodebook as a user would, as a process of its own: wall seconds and the peak of its memory. */
export function measureCommand(words: readonly string[]): { seconds: number; megabytes: number; output: string } {
  const memoryFile = join(tmpdir(), `lodebook-bench-${process.pid}`);
  const begun = performance.now();
  const child = spawnSync(
    process.execPath,
    [
      // As bin/ starts it: with the flags that this process was started with.
      ...process.execArgv,
      "--import",
      join(import.meta.dirname, "peak-memory.ts"),
      join(import.meta.dirname, "../src/cli/main.ts"),
      ...words,
    ],
    { encoding: "utf8", env: { ...process.env, LODEBOOK_PEAK_MEMORY: memoryFile }, maxBuffer: 1 << 28 },
  );
  const seconds = (performance.now() - begun) / 1000;
  if (child.status !== 0) throw new Error(`lodebook ${words.join(" ")}: ${child.stderr}`);
  const megabytes = Number(readFileSync(memoryFile, "utf8")) / 1024;
  rmSync(memoryFile);
  return { seconds, megabytes, output: child.stdout };
}

/** Run a peer; undefined when the machine does not have it. */
export function runPeer(command: string, words: readonly string[]): { seconds: number; output: string } | undefined {
  const begun = performance.now();
  const child = spawnSync(command, words, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (child.error !== undefined || child.status !== 0) return undefined;
  return { seconds: (performance.now() - begun) / 1000, output: child.stdout };
}

/** The median: one slow run of a shared machine does not speak for the others. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
