import { createHash } from "node:crypto";
import type { ExportHead } from "./export-head.ts";
import { manifestFormat, type ReportFiles } from "./report-files.ts";

/** The files of an export as bytes, with a manifest that says what they are and marks them as ours. */
export function makeExportFiles(
  texts: ReadonlyMap<string, string>,
  head: ExportHead,
  { format, version }: { readonly format: string; readonly version: string },
): ReportFiles {
  const files = new Map([...texts].map(([path, text]) => [path, new TextEncoder().encode(text)] as const));
  const manifest = {
    format: manifestFormat,
    export: format,
    version,
    book: head.book,
    asOf: head.asOf,
    ...(head.period === undefined ? {} : { period: head.period.text }),
    bookSha256: head.bookSha256,
    invented: head.invented,
    files: [...files].map(([path, bytes]) => ({
      path,
      bytes: bytes.byteLength,
      sha256: createHash("sha256").update(bytes).digest("hex"),
    })),
  };
  return new Map([...files, ["manifest.json", new TextEncoder().encode(`${JSON.stringify(manifest, null, 2)}\n`)]]);
}
