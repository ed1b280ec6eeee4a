/** Whose record a row of trade is: the importer's, the exporter's, or one figure that a compiler reconciled from both. */
export type FlowSide = "importer" | "exporter" | "reconciled";

/** Bits of a row's flags: what its reader saw and left as it is. */
export const flowFlags = {
  /** The source has no quantity; the row's quantity is nothing and must not be added. */
  quantityMissing: 1,
  /** The source has no value. */
  valueMissing: 2,
  /** The figure had more digits than a gram or a thousandth of the currency; it was rounded, half to even. */
  rounded: 4,
  /** The source marks the quantity as its own estimate. */
  estimated: 8,
} as const;

/**
 * Rows of trade, column by column, as a reader of `src/ingest` hands them on. Only the first `rows` entries of each
 * column count. Countries and codes are text, kept once in `FlowNames`; a row holds their positions.
 */
export type FlowBatch = {
  readonly rows: number;
  /** Year × 100 + month; the month is 0 when the row covers its whole year. */
  readonly period: Int32Array;
  readonly exporter: Int32Array;
  readonly importer: Int32Array;
  readonly code: Int32Array;
  /** Thousandths of the currency: 1.5 thousand USD is 1,500,000. 0 where `valueMissing` is set. */
  readonly value: BigInt64Array;
  /** Grams: 1.5 tonnes is 1,500,000. 0 where `quantityMissing` is set. */
  readonly quantity: BigInt64Array;
  readonly flags: Uint8Array;
};

/** The texts that the rows of one file point to; they only grow while the file is read. */
export type FlowNames = { readonly countries: readonly string[]; readonly codes: readonly string[] };

/** What holds for every row of one file. */
export type FlowSource = {
  readonly side: FlowSide;
  /** ISO 4217. */
  readonly currency: string;
};

/** What a reader has counted; `bad` rows are none of the batches. */
export type FlowCounts = {
  readonly good: number;
  readonly bad: number;
  /** Rows left out by a rule that the format states, and the rule, for instance totals over modes of transport. */
  readonly filtered: Readonly<Record<string, number>>;
  /** Good rows by flag. */
  readonly flagged: Readonly<Record<keyof typeof flowFlags, number>>;
};
