import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BookFile } from "../../src/book/folder.ts";
import { tinyFiles } from "./tiny-book.ts";

/** The plan of the tiny book's market and the parameters that it needs beside those of the network. */
const folder = join(import.meta.dirname, "..", "input", "tiny-market");

/** The tiny book with a market that uses every key, and in it one text exchanged in one file if so wished. */
export function marketFiles(change?: { path: string; from: string; to: string }): BookFile[] {
  const plan = { path: "market.yaml", bytes: readFileSync(join(folder, "market.yaml")) };
  const added = readFileSync(join(folder, "parameters.yaml"));
  const files = tinyFiles().map(({ path, bytes }) => {
    return { path, bytes: path === "parameters.yaml" ? Buffer.concat([bytes, added]) : bytes };
  });
  return [...files, plan].map((file) => {
    if (file.path !== change?.path) return file;
    const text = new TextDecoder().decode(file.bytes);
    // The text must be there, so that no test passes by a typo.
    if (!text.includes(change.from)) throw new Error(`'${change.from}' is not in ${file.path}`);
    return { path: file.path, bytes: new TextEncoder().encode(text.replace(change.from, () => change.to)) };
  });
}
