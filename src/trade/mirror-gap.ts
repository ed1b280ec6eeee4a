import { lodebookError } from "../model/fault.ts";

/**
 * Gap between two records of one flow, |X - M| / (X + M): 0 when they agree, 1 when only one side recorded anything.
 * Comparing a flow's two records, the partners' *mirror statistics*, is Morgenstern's (1950); in this form each record
 * is measured against the sum of both, so neither is taken for the truth.
 *
 * `exporterRecord` and `importerRecord` are of one unit, form and period, known numbers of 0 or more. For quantities;
 * values of export and import are not alike: see `mirrorGapOfValues`. Two records of 0 agree. Throws TRADE_INPUT for a
 * negative or not finite record or sum.
 *
 * @example
 * mirrorGap({ exporterRecord: 1, importerRecord: 3 }) // => 0.5
 * mirrorGap({ exporterRecord: 0, importerRecord: 3 }) // => 1
 * mirrorGap({ exporterRecord: -1, importerRecord: 3 }) // throws TRADE_INPUT
 */
export function mirrorGap(input: { readonly exporterRecord: number; readonly importerRecord: number }): number {
  for (const [name, record] of Object.entries(input)) checkRecord(name, record);
  const { exporterRecord, importerRecord } = input;
  const sum = exporterRecord + importerRecord;
  checkRecord("sum of both records", sum);
  return sum === 0 ? 0 : Math.abs(exporterRecord - importerRecord) / sum;
}

/**
 * The mirror gap of values, with freight and insurance allowed for: exports are valued free on board, imports with cost,
 * insurance and freight, so the importer's value is first divided by the ratio of CIF to FOB.
 *
 * That ratio is known only as a range, 1 <= low <= high. `low` and `high` are the smallest and largest gap that the range
 * leaves (0 where some ratio in it explains the difference wholly); `gap` is that at the geometric middle of the range.
 * Values are in one currency, known numbers of 0 or more. Throws TRADE_INPUT for others and for a range that is none.
 *
 * @example
 * mirrorGapOfValues({ exporterFob: 100, importerCif: 125, cifFob: { low: 1.25, high: 1.25 } }) // => { gap: 0, low: 0, high: 0 }
 * mirrorGapOfValues({ exporterFob: 100, importerCif: 400, cifFob: { low: 1, high: 1.5625 } }) // => { gap: 11 / 21, low: 39 / 89, high: 0.6 }
 * mirrorGapOfValues({ exporterFob: 100, importerCif: 110, cifFob: { low: 0.9, high: 1.1 } }) // throws TRADE_INPUT
 */
export function mirrorGapOfValues(input: {
  readonly exporterFob: number;
  readonly importerCif: number;
  readonly cifFob: { readonly low: number; readonly high: number };
}): { readonly gap: number; readonly low: number; readonly high: number } {
  const { exporterFob, importerCif, cifFob } = input;
  checkRecord("exporterFob", exporterFob);
  checkRecord("importerCif", importerCif);
  if (!(cifFob.low >= 1 && cifFob.low <= cifFob.high && cifFob.high < Number.POSITIVE_INFINITY)) {
    throw lodebookError("TRADE_INPUT", {
      found: `a CIF/FOB ratio in ${cifFob.low}..${cifFob.high}`,
      expected: "1 <= low <= high, both finite",
    });
  }
  const gapAt = (ratio: number) => mirrorGap({ exporterRecord: exporterFob, importerRecord: importerCif / ratio });
  const ends = [gapAt(cifFob.low), gapAt(cifFob.high)];
  // The gap falls towards the ratio that explains it and rises beyond: its ends are those of the range, or 0 inside.
  const isExplained = importerCif >= exporterFob * cifFob.low && importerCif <= exporterFob * cifFob.high;
  const high = Math.max(...ends);
  const low = isExplained ? 0 : Math.min(...ends);
  const middle = gapAt(Math.sqrt(cifFob.low) * Math.sqrt(cifFob.high));
  return { gap: Math.min(high, Math.max(low, middle)), low, high };
}

function checkRecord(name: string, record: number): void {
  if (record >= 0 && record < Number.POSITIVE_INFINITY) return;
  throw lodebookError("TRADE_INPUT", { found: `${name} ${record}`, expected: "a finite number of 0 or more" });
}
