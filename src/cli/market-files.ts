import { createHash } from "node:crypto";
import { marketRecordColumns, marketRecordFiles } from "../book/market-record.ts";
import type { MarketFindings } from "../findings/market.ts";
import { listMarket } from "../findings/market.ts";
import type { MarketRecord, MarketSummary } from "../model/market-record.ts";
import { writeCsv } from "../report/csv.ts";
import { manifestFormat, type ReportFiles } from "../report/report-files.ts";
import type { RunIdentity } from "./market-draws-folder.ts";

/** The files of a run: its findings, every outcome month by month, what drives them, and a manifest with their digests. */
export function marketFiles(identity: RunIdentity, market: MarketFindings, summary: MarketSummary): ReportFiles {
  const findings = listMarket(market);
  const files = new Map<string, Uint8Array>([
    ["results.json", encode(`${JSON.stringify({ ...identity, findings }, undefined, 2)}\n`)],
    ["outcomes.csv", encode(outcomesCsv(summary, () => true))],
    ["drivers.csv", encode(driversCsv(summary))],
  ]);
  const listed = [...files].map(([path, bytes]) => ({ path, bytes: bytes.byteLength, sha256: sha256(bytes) }));
  const manifest = encode(`${JSON.stringify({ format: manifestFormat, ...identity, files: listed }, undefined, 2)}\n`);
  const sums = [...listed, { path: "manifest.json", sha256: sha256(manifest) }];
  const lines = sums.map((file) => `${file.sha256}  ${file.path}\n`).join("");
  return new Map([...files, ["manifest.json", manifest], ["SHA256SUMS", encode(lines)]]);
}

/** The files in which a book keeps a run: without prices by month, which no finding shows. */
export function recordFiles({ inputs, ...summary }: MarketRecord): ReportFiles {
  const head = [
    "# A run of market.yaml, kept so that a report need not make it again. Written by `lodebook market run --record`; not by hand.",
    `draws: ${summary.draws}`,
    `seed: ${summary.seed}`,
    `inputs: "${inputs}"`,
  ];
  return new Map([
    [marketRecordFiles.run, encode(`${head.join("\n")}\n`)],
    [marketRecordFiles.outcomes, encode(outcomesCsv(summary, (key) => !key.includes("/price/")))],
    [marketRecordFiles.drivers, encode(driversCsv(summary))],
  ]);
}

function outcomesCsv({ bands }: MarketSummary, isShown: (key: string) => boolean): string {
  const numberOf = (value: number) => (Number.isNaN(value) ? undefined : value);
  const rows = [...bands].flatMap(([outcome, list]) =>
    isShown(outcome)
      ? list.map(({ value, low, high, count, first }, index) => ({
          outcome,
          place: index + 1,
          draws: count,
          median: numberOf(value),
          low: numberOf(low),
          high: numberOf(high),
          first: numberOf(first),
        }))
      : [],
  );
  return writeCsv(
    marketRecordColumns.outcomes.map((name) => ({ name })),
    rows,
  );
}

function driversCsv({ drivers }: MarketSummary): string {
  const rows = [...drivers].flatMap(([outcome, list]) =>
    list.map(({ parameter, share, low, high, atLow, atHigh }) => {
      return { outcome, parameter, share, low, high, at_low: atLow, at_high: atHigh };
    }),
  );
  return writeCsv(
    marketRecordColumns.drivers.map((name) => ({ name })),
    rows,
  );
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
