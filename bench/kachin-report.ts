import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { measureCommand, median, type Row, rowBeside, runPeer } from "./measure.ts";

const wantedSeconds = 5;

/** Kachin's report, both languages, PDF included; beside it a browser that prints the same two pages, and does no more. */
export function benchKachinReport(): Row[] {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-bench-"));
  try {
    const out = join(folder, "report");
    const runs = [0, 1, 2].map(() =>
      measureCommand(["report", join(import.meta.dirname, "../books/kachin"), "--out", out, "--locale", "all"]),
    );
    const printed = ["index.html", "index.my.html"].map((page) => printWithBrowser(join(out, page), folder));
    const peer = printed.includes(undefined) ? undefined : printed.reduce((sum: number, one) => sum + (one ?? 0), 0);
    return [
      rowBeside(
        {
          name: "kachin-report",
          ours: median(runs.map(({ seconds }) => seconds)),
          unit: "s",
          peer: "Chromium printing the two finished pages",
          note: `read, found and rendered twice, PDF included; wanted under ${wantedSeconds} s`,
        },
        peer,
      ),
      {
        name: "kachin-report-memory",
        ours: median(runs.map(({ megabytes }) => megabytes)),
        unit: "MB",
        peer: "none",
        peerValue: undefined,
        ratio: undefined,
        note: "peak of the whole process",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function printWithBrowser(page: string, folder: string): number | undefined {
  const profile = mkdtempSync(join(folder, "browser-"));
  return runPeer("chromium", [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    `--user-data-dir=${profile}`,
    `--print-to-pdf=${join(folder, "printed.pdf")}`,
    pathToFileURL(page).href,
  ])?.seconds;
}
