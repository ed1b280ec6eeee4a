import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { asOutputFault } from "./trade-files.ts";

/**
 * Put new files into a folder, all of them or none; its other files stay. The folder is copied beside its place, the files are
 * written into the copy, and the copy takes its name. Broken off at any moment, the folder is as it was before or as it is to be: where it
 * is missing between the two renames, the next run puts it back. Throws OUTPUT_DISK_FULL and OUTPUT_UNWRITABLE.
 */
export function replaceRegister(folder: string, files: ReadonlyMap<string, string>): void {
  const [next, previous] = [besideOf(folder, "next"), besideOf(folder, "previous")];
  try {
    restoreRegister(folder);
    fs.rmSync(next, { recursive: true, force: true });
    fs.mkdirSync(next, { recursive: true });
    if (fs.existsSync(folder)) fs.cpSync(folder, next, { recursive: true, preserveTimestamps: true });
    for (const [name, text] of files) writeSynced(join(next, name), text);
    if (fs.existsSync(folder)) fs.renameSync(folder, previous);
    fs.renameSync(next, folder);
    fs.rmSync(previous, { recursive: true, force: true });
  } catch (error) {
    restoreRegister(folder);
    fs.rmSync(next, { recursive: true, force: true });
    throw asOutputFault(error, folder);
  }
}

/** Put back the folder that a run left under another name when it was broken off between its two renames. */
export function restoreRegister(folder: string): void {
  const previous = besideOf(folder, "previous");
  if (!fs.existsSync(previous)) return;
  if (fs.existsSync(folder)) fs.rmSync(previous, { recursive: true, force: true });
  else fs.renameSync(previous, folder);
}

/** A hidden name beside the folder; what begins with a dot is no part of a book. */
function besideOf(folder: string, what: string): string {
  return join(dirname(folder), `.${basename(folder)}.${what}`);
}

/** Written and waited for: a rename may reach the disk before the bytes do. */
function writeSynced(path: string, text: string): void {
  const file = fs.openSync(path, "w");
  try {
    fs.writeFileSync(file, text);
    fs.fsyncSync(file);
  } finally {
    fs.closeSync(file);
  }
}
