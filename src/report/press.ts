import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { Sheet } from "./render-pdf.ts";

/** What one PDF is set from. */
export type PressJob = { readonly sheet: Sheet; readonly fonts: readonly Uint8Array[]; readonly template: string };

/** Files exist only in memory, under a folder that need not exist. */
const workspace = "/lodebook-press";

/** Set a sheet as PDF in a thread of its own, so that languages are set side by side and beside the pages. */
export function setInThread(job: PressJob): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: job });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** Set a sheet as PDF with Typst, our fonts and the template `report.typ`. The same sheet gives the same bytes. */
export function setSheet({ sheet, fonts, template }: PressJob): Uint8Array {
  const compiler = NodeCompiler.create({
    workspace,
    fontArgs: [{ fontBlobs: fonts.map((font) => Buffer.from(font)) }],
  });
  compiler.addSource(`${workspace}/report.typ`, template);
  compiler.mapShadow(`${workspace}/report.json`, Buffer.from(sheet.data));
  for (const [id, svg] of sheet.figures) compiler.mapShadow(`${workspace}/${id}.svg`, Buffer.from(svg));
  const compiled = compiler.compile({ mainFilePath: `${workspace}/report.typ` });
  const errors = compiled.takeError();
  if (errors !== null || compiled.result === null) {
    throw new Error(`Typst could not set the report: ${JSON.stringify(errors?.shortDiagnostics ?? [])}`);
  }
  return new Uint8Array(compiler.pdf(compiled.result, { creationTimestamp: sheet.madeAt }));
}

// In a thread of `setInThread` this file is the whole program.
if (!isMainThread && parentPort !== null && isPressJob(workerData)) parentPort.postMessage(setSheet(workerData));

/** Test runners have threads too, whose data is not ours. */
function isPressJob(data: unknown): data is PressJob {
  return typeof data === "object" && data !== null && "sheet" in data && "template" in data;
}
