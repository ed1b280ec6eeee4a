import { createHash } from "node:crypto";
import { lstatSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Fault } from "../model/fault.ts";
import { type Reading, tell } from "./reading.ts";

/** A file of the book: its path inside the book with `/`, and its bytes. */
export type BookFile = { readonly path: string; readonly bytes: Uint8Array };

/** Files of the top folder. */
const topFiles = [
  "book.yaml",
  "terms.yaml",
  "sources.yaml",
  "indicators.yaml",
  "grades.yaml",
  "report.yaml",
  "constraints.yaml",
  "gaps.yaml",
  "parameters.yaml",
  "exposure.yaml",
  "market.yaml",
];

/** Folders of the book with the endings that are read there. */
const folders: ReadonlyMap<string, readonly string[]> = new Map([
  ["claims", [".csv"]],
  ["series", [".csv", ".yaml"]],
  ["statements", [".yaml"]],
  ["register", [".csv", ".yaml"]],
  ["market", [".csv", ".yaml"]],
]);

/** Endings that look like a part of the book: such a file under an unknown name is most likely a typo. */
const bookEndings = [".yaml", ".yml", ".csv"];

/** A YAML file costs far more memory than its bytes, and no hand-kept one comes near its limit. */
const limitBytes = { ".csv": 50_000_000, ".yaml": 5_000_000 } as const;

/** Read the files of a book's folder: only those that a book has, never through a link out of it, none over the limit. */
export function readFolder(path: string): { files: BookFile[]; faults: Fault[] } {
  const faults: Fault[] = [];
  const root = findRoot(path);
  if (root === undefined) {
    tell({ file: path, faults }, 0, "FOLDER_MISSING", { found: path, expected: "the folder of a book" });
    return { files: [], faults };
  }
  const files: BookFile[] = [];
  const paths = [...topPaths(root, faults), ...[...folders].flatMap(([name]) => folderPaths(root, name, faults))];
  for (const file of paths.sort()) {
    const bytes = readInside(root, file, { file, faults });
    if (bytes !== undefined) files.push({ path: file, bytes });
  }
  return { files, faults };
}

/** SHA-256 in lower-case hexadecimal. */
export function sha256Of(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function findRoot(path: string): string | undefined {
  try {
    const root = realpathSync(path);
    return statSync(root).isDirectory() ? root : undefined;
  } catch {
    return undefined;
  }
}

function topPaths(root: string, faults: Fault[]): string[] {
  const names = namesIn(root, "", faults);
  for (const name of names) {
    const unknown = !topFiles.includes(name) && bookEndings.some((ending) => name.toLowerCase().endsWith(ending));
    if (unknown) tell({ file: name, faults }, 0, "FILE_UNEXPECTED", { found: name, expected: topFiles.join(", ") });
  }
  return names.filter((name) => topFiles.includes(name));
}

function folderPaths(root: string, folder: string, faults: Fault[]): string[] {
  const endings = folders.get(folder) ?? [];
  const paths: string[] = [];
  if (!namesIn(root, "", []).includes(folder)) return paths;
  if (!staysInside(root, folder)) {
    tell({ file: folder, faults }, 0, "LINK_LEAVES_BOOK", { expected: "a folder of the book itself" });
    return paths;
  }
  for (const name of namesIn(root, folder, faults)) {
    const file = `${folder}/${name}`;
    const lower = name.toLowerCase();
    const inner = lstatSync(join(root, folder, name)).isDirectory();
    if (endings.some((ending) => name.endsWith(ending)) && !inner) paths.push(file);
    else if (inner || bookEndings.some((ending) => lower.endsWith(ending))) {
      tell({ file, faults }, 0, "FILE_UNEXPECTED", {
        found: name,
        expected: `files ending in ${endings.join(" or ")} here`,
      });
    }
  }
  return paths;
}

/** Names that begin with a dot are left by file managers and spreadsheets, and are no part of the book. */
function namesIn(root: string, folder: string, faults: Fault[]): string[] {
  try {
    return readdirSync(join(root, folder)).filter((name) => !name.startsWith("."));
  } catch (error) {
    tell({ file: folder, faults }, 0, "FILE_UNREADABLE", {
      found: wordsOf(error),
      expected: "a folder that can be read",
    });
    return [];
  }
}

function staysInside(root: string, path: string): boolean {
  const real = realpathSync(join(root, path));
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function readInside(root: string, path: string, reading: Reading): Uint8Array | undefined {
  try {
    if (!staysInside(root, path)) {
      tell(reading, 0, "LINK_LEAVES_BOOK", { expected: "a file of the book itself" });
      return undefined;
    }
    // Asked before opening: a pipe would wait for ever, and a file too large must not be read at all.
    const { size, isOrdinary } = describe(join(root, path));
    const limit = path.endsWith(".csv") ? limitBytes[".csv"] : limitBytes[".yaml"];
    if (!isOrdinary) tell(reading, 0, "FILE_UNREADABLE", { found: "no ordinary file", expected: "a file" });
    else if (size > limit) tell(reading, 0, "FILE_TOO_LARGE", { found: size, expected: `${limit}; split the file` });
    else return readFileSync(join(root, path));
  } catch (error) {
    tell(reading, 0, "FILE_UNREADABLE", { found: wordsOf(error), expected: "a file that can be read" });
  }
  return undefined;
}

function describe(path: string): { size: number; isOrdinary: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isOrdinary: stat.isFile() };
}

/** The system's short code, without the path of the reader's own machine. */
function wordsOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
}
