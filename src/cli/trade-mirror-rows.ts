import type { MissingReason } from "../model/missing.ts";
import type { FlowSums } from "../tables/sum-flows.ts";
import { mirrorGap, mirrorGapOfValues } from "../trade/mirror-gap.ts";

/** Why a number is not there. */
export type Missing = { readonly missing: MissingReason };

/** One flow as its two sides recorded it. */
export type MirrorRow = {
  readonly period: string;
  readonly exporter: string;
  readonly importer: string;
  readonly code: string;
  /** Who recorded it. */
  readonly sides: "both" | "importer" | "exporter";
  /** Tonnes. */
  readonly mass: Compared<number>;
  /** Thousands of the currency; the gap at the middle of the range of CIF to FOB, and the ends that the range leaves. */
  readonly value: Compared<{ readonly gap: number; readonly low: number; readonly high: number }>;
};

type Compared<Gap> = {
  readonly exporter: number | Missing;
  readonly importer: number | Missing;
  readonly gap: Gap | Missing;
};

/** Sums of both sides by period, over one list of countries and one of codes. */
export type MirrorPair = {
  readonly imports: FlowSums;
  readonly exports: FlowSums;
  readonly countries: readonly string[];
  readonly codes: readonly string[];
};

/** What the values are compared with. */
export type ValueTerms = {
  readonly cifFob: { readonly low: number; readonly high: number };
  readonly isOneCurrency: boolean;
};

/** Both sums are sorted alike, so one walk through both meets every flow. */
export function pairMirrors(pair: MirrorPair, terms: ValueTerms): MirrorRow[] {
  const { imports, exports, countries, codes } = pair;
  const reports = { importer: reportsOf(imports, imports.importer), exporter: reportsOf(exports, exports.exporter) };
  const rows: MirrorRow[] = [];
  for (let [m, x] = [0, 0]; m < imports.rows || x < exports.rows; ) {
    const order = orderOf(pair, m, x);
    const [sums, row] = order <= 0 ? [imports, m] : [exports, x];
    const at = (column: Int32Array) => column[row] ?? -1;
    const importer = order <= 0 ? recordAt(imports, m) : notThere(reports.importer, at(sums.period), at(sums.importer));
    const exporter = order >= 0 ? recordAt(exports, x) : notThere(reports.exporter, at(sums.period), at(sums.exporter));
    rows.push({
      period: renderPeriod(at(sums.period)),
      exporter: countries[at(sums.exporter)] ?? "",
      importer: countries[at(sums.importer)] ?? "",
      code: codes[at(sums.into)] ?? "",
      sides: order === 0 ? "both" : order < 0 ? "importer" : "exporter",
      mass: compareMass(exporter.tonnes, importer.tonnes),
      value: compareValue(exporter.thousands, importer.thousands, terms),
    });
    if (order <= 0) m += 1;
    if (order >= 0) x += 1;
  }
  return rows;
}

type FlowRecord = { readonly tonnes: number | Missing; readonly thousands: number | Missing };

/** Rows without a quantity make the sum of the others a lower bound, which is no record of the flow. */
function recordAt(sums: FlowSums, row: number): FlowRecord {
  const unless = (missing: Int32Array, amount: Float64Array) =>
    (missing[row] ?? 0) > 0 ? ({ missing: "not-published" } as const) : (amount[row] ?? 0);
  return {
    tonnes: unless(sums.quantityMissing, sums.tonnes),
    thousands: unless(sums.valueMissing, sums.thousands),
  };
}

/** Who reports a period and leaves a flow out may have had none or may withhold it; who does not report was not asked. */
function notThere(reports: ReadonlySet<string>, period: number, country: number): FlowRecord {
  const missing = reports.has(`${period} ${country}`) ? "unknown" : "not-collected";
  return { tonnes: { missing }, thousands: { missing } };
}

function reportsOf(sums: FlowSums, reporter: Int32Array): ReadonlySet<string> {
  const reports = new Set<string>();
  for (let row = 0; row < sums.rows; row += 1) reports.add(`${sums.period[row]} ${reporter[row]}`);
  return reports;
}

/** Below 0 when the import comes first or has no partner, above 0 for the export, 0 for the same flow. */
function orderOf({ imports, exports }: MirrorPair, m: number, x: number): number {
  if (m === imports.rows) return 1;
  if (x === exports.rows) return -1;
  for (const column of ["into", "period", "importer", "exporter"] as const) {
    const difference = (imports[column][m] ?? 0) - (exports[column][x] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareMass(exporter: number | Missing, importer: number | Missing): MirrorRow["mass"] {
  const gap =
    typeof exporter !== "number"
      ? exporter
      : typeof importer !== "number"
        ? importer
        : mirrorGap({ exporterRecord: exporter, importerRecord: importer });
  return { exporter, importer, gap };
}

function compareValue(
  exporter: number | Missing,
  importer: number | Missing,
  { cifFob, isOneCurrency }: ValueTerms,
): MirrorRow["value"] {
  if (typeof exporter !== "number") return { exporter, importer, gap: exporter };
  if (typeof importer !== "number") return { exporter, importer, gap: importer };
  // Currencies are never converted into each other.
  if (!isOneCurrency) return { exporter, importer, gap: { missing: "not-applicable" } };
  return { exporter, importer, gap: mirrorGapOfValues({ exporterFob: exporter, importerCif: importer, cifFob }) };
}

function renderPeriod(period: number): string {
  if (period < 10_000) return String(period);
  const [year, month] = [Math.floor(period / 100), period % 100];
  return month === 0 ? String(year) : `${year}-${String(month).padStart(2, "0")}`;
}
