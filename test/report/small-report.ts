import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { manifestFormat, type ReportFiles } from "../../src/report/report-files.ts";

/** A report of a few files whose words tell which run wrote it. */
export function smallReport(words: string): ReportFiles {
  const files = new Map<string, Uint8Array>();
  for (const path of ["index.html", "data/findings.csv", "figures/a.svg"]) {
    files.set(path, new TextEncoder().encode(`${words} ${path}`.repeat(50)));
  }
  const listed = [...files].map(([path, bytes]) => ({ path, sha256: digest(bytes) }));
  const manifest = JSON.stringify({ format: manifestFormat, words, files: listed });
  return new Map([...files, ["manifest.json", new TextEncoder().encode(manifest)]]);
}

/** The words of the report in a folder; throws when it is not whole. Undefined when there is no folder. */
export function readWhole(folder: string): string | undefined {
  if (!existsSync(folder)) return undefined;
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"));
  for (const { path, sha256 } of manifest.files) {
    if (digest(readFileSync(join(folder, path))) !== sha256) throw new Error(`${path} is not as the manifest says`);
  }
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  if (found.length !== manifest.files.length + 1) throw new Error(`${found.length} files, more than the manifest says`);
  return manifest.words;
}

function digest(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
