import * as fs from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type LodebookError, lodebookError } from "../model/fault.ts";
import { manifestFormat, type ReportFiles } from "./report-files.ts";

/** What writing a folder does to the disk; tests hand in disks that are full or break off. */
export type FolderEffects = {
  readonly makeFolder: (path: string) => void;
  /** Write a new file and wait until it is on the disk. */
  readonly writeFile: (path: string, bytes: Uint8Array) => void;
  /** Wait until a folder's entries are on the disk. */
  readonly syncFolder: (path: string) => void;
  readonly rename: (from: string, to: string) => void;
  readonly remove: (path: string) => void;
};

/** How often a run that meets another one at the swap tries again. */
const attempts = 20;

/**
 * Put files in the place of a folder, all or nothing. They are written into a hidden folder beside it, which then takes its
 * name; a run that is broken off at any moment leaves the earlier report whole: at its place, or, between the two renames,
 * in a hidden folder out of which the next run puts it back. Throws OUTPUT_NOT_A_REPORT when the folder holds something
 * else than an earlier report, OUTPUT_DISK_FULL and OUTPUT_UNWRITABLE.
 */
export function replaceFolder(folder: string, files: ReportFiles, effects: FolderEffects = diskEffects): void {
  const place = placeOf(folder);
  const scratch = `${place.parent}/.${place.name}.next-${process.pid}-${nextRun()}`;
  try {
    effects.makeFolder(place.parent);
    recover(place, effects);
    refuseOtherFolder(folder, place.path);
    writeFiles(scratch, files, effects);
    swap(place, scratch, effects);
  } catch (error) {
    removeQuietly(scratch, effects);
    throw asFault(error, folder);
  }
}

/** The disk of the machine. */
export const diskEffects: FolderEffects = {
  makeFolder: (path) => void fs.mkdirSync(path, { recursive: true }),
  writeFile: (path, bytes) => {
    const file = fs.openSync(path, "wx");
    try {
      fs.writeFileSync(file, bytes);
      fs.fsyncSync(file);
    } finally {
      fs.closeSync(file);
    }
  },
  syncFolder: (path) => {
    // Windows opens no folders; its renames are journalled without this.
    if (process.platform === "win32") return;
    const folder = fs.openSync(path, "r");
    try {
      fs.fsyncSync(folder);
    } finally {
      fs.closeSync(folder);
    }
  },
  rename: fs.renameSync,
  remove: (path) => fs.rmSync(path, { recursive: true, force: true }),
};

type Place = { readonly path: string; readonly parent: string; readonly name: string };

let runs = 0;

/** A process may write the same folder more than once. */
function nextRun(): number {
  runs += 1;
  return runs;
}

/** Where the folder truly is: through a link, the folder that the link leads to is replaced and the link stays. */
function placeOf(folder: string): Place {
  const given = resolve(folder);
  let path = given;
  try {
    path = fs.realpathSync(given);
  } catch (error) {
    // Not there yet; whatever else is wrong with it shows when it is written.
    if (codeOf(error) === "") throw error;
  }
  return { path, parent: dirname(path), name: basename(path) };
}

/** Clear away what broken runs left behind; where the folder itself is missing, put the earlier report back first. */
function recover({ path, parent, name }: Place, effects: FolderEffects): void {
  const left = fs.readdirSync(parent).flatMap((entry) => {
    const match = /^\.(.+)\.(next|previous)-(\d+)-\d+$/.exec(entry);
    if (!match || match[1] !== name || isRunning(Number(match[3]))) return [];
    return [{ path: join(parent, entry), kind: match[2] }];
  });
  const earlier = left.filter(({ kind, path: at }) => kind === "previous" && isReport(at)).sort(byAge);
  const newest = earlier.at(-1);
  if (newest !== undefined && !fs.existsSync(path)) {
    effects.rename(newest.path, path);
    effects.syncFolder(parent);
  }
  for (const { path: at } of left) effects.remove(at);
}

function byAge(a: { path: string }, b: { path: string }): number {
  return fs.statSync(a.path).ctimeMs - fs.statSync(b.path).ctimeMs;
}

/** Our own leftovers count as broken too: a run in this process has ended when the next one begins. */
function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else may not be asked, but it is there.
    return codeOf(error) === "EPERM";
  }
}

function refuseOtherFolder(folder: string, path: string): void {
  // Another run may swap the folder while it is looked at: what is no report is looked at again.
  for (let attempt = 1; attempt <= attempts; attempt += 1) if (isReplaceable(path)) return;
  throw lodebookError("OUTPUT_NOT_A_REPORT", {
    found: folder,
    expected: "a folder that is empty, does not exist yet, or holds an earlier report (with its manifest.json)",
  });
}

function isReplaceable(path: string): boolean {
  try {
    return fs.readdirSync(path).length === 0 || isReport(path);
  } catch (error) {
    if (codeOf(error) === "ENOTDIR") return false;
    if (codeOf(error) === "ENOENT") return true;
    throw error;
  }
}

function isReport(path: string): boolean {
  try {
    const manifest: unknown = JSON.parse(fs.readFileSync(join(path, "manifest.json"), "utf8"));
    return (
      typeof manifest === "object" && manifest !== null && "format" in manifest && manifest.format === manifestFormat
    );
  } catch {
    return false;
  }
}

function writeFiles(scratch: string, files: ReportFiles, effects: FolderEffects): void {
  const folders = new Set([scratch]);
  for (const path of files.keys()) {
    const parts = path.split("/");
    if (path.startsWith("/") || parts.includes("..") || parts.includes(""))
      throw new Error(`'${path}' leaves the report`);
    for (let depth = 1; depth < parts.length; depth += 1) folders.add(join(scratch, ...parts.slice(0, depth)));
  }
  for (const folder of folders) effects.makeFolder(folder);
  for (const [path, bytes] of files) effects.writeFile(join(scratch, path), bytes);
  for (const folder of folders) effects.syncFolder(folder);
}

/** Two renames; when another run comes between them, begin again, so that one of the two reports stands there whole. */
function swap(place: Place, scratch: string, effects: FolderEffects): void {
  for (let attempt = 1; ; attempt += 1) {
    const previous = `${place.parent}/.${place.name}.previous-${process.pid}-${nextRun()}`;
    const moved = renameIfThere(place.path, previous, effects);
    try {
      effects.rename(scratch, place.path);
    } catch (error) {
      const taken = ["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"].includes(codeOf(error)) && fs.existsSync(place.path);
      if (moved) {
        // Either the other run's report stands there already, or ours from before goes back.
        if (taken) removeQuietly(previous, effects);
        else renameIfThere(previous, place.path, effects);
      }
      if (taken && attempt < attempts) continue;
      throw error;
    }
    effects.syncFolder(place.parent);
    if (moved) removeQuietly(previous, effects);
    return;
  }
}

function renameIfThere(from: string, to: string, effects: FolderEffects): boolean {
  try {
    effects.rename(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** What cannot be cleared away now is cleared away by the next run. */
function removeQuietly(path: string, effects: FolderEffects): void {
  try {
    effects.remove(path);
  } catch {
    // The report itself is written, or its fault is about to be told; this one would only hide it.
  }
}

function asFault(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === "") return error;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return output("OUTPUT_DISK_FULL", folder, "more free space; the earlier report is untouched");
  }
  return output("OUTPUT_UNWRITABLE", `${folder} (${code})`, "a folder that may be written");
}

function output(code: "OUTPUT_DISK_FULL" | "OUTPUT_UNWRITABLE", found: string, expected: string): LodebookError {
  return lodebookError(code, { found, expected });
}

/** The system's code of an error, such as ENOSPC; empty for errors that are not the system's. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return "";
  return "syscall" in error ? error.code : "";
}
