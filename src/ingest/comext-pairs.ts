import { flowFlags } from "../model/flow.ts";
import { comextRules } from "./comext-codes.ts";
import { KeySet } from "./comtrade-keys.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import { readAmount, rowText, textOf } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";

/** What a row of an extract measures, its unit as the power of ten that makes thousandths of a euro or grams of it. */
const measures: Readonly<Record<string, { readonly of: "value" | "quantity"; readonly scale: number }>> = {
  VALUE_EUR: { of: "value", scale: 3 },
  VALUE_IN_EUROS: { of: "value", scale: 3 },
  QUANTITY_KG: { of: "quantity", scale: 3 },
  QUANTITY_IN_KG: { of: "quantity", scale: 3 },
  QUANTITY_IN_100KG: { of: "quantity", scale: 5 },
};

const leftOut: Readonly<Record<string, string>> = {
  SUPPLEMENTARY_QUANTITY: comextRules.supplementary,
  QUANTITY_SUPPL_UNIT: comextRules.supplementary,
  SUP_QUANTITY: comextRules.supplementary,
  VALUE_NAC: comextRules.nationalCurrency,
};

/** What a flow is known by; -1 for what was told. */
export type ComextHead = {
  readonly exporter: number;
  readonly importer: number;
  readonly code: number;
  readonly period: number;
};

/** One flow of one period, as far as its rows have been met. */
type Pair = {
  readonly head: ComextHead;
  value: number | undefined;
  quantity: number | undefined;
  flags: number;
  isBad: boolean;
};

/**
 * Joins the rows of an extract that are the value and the quantity of one flow. Extracts are sorted by their dimensions,
 * time being the last, so that all rows of two countries and one code stand together: only those are held.
 */
export class ComextPairs {
  readonly #builder: FlowBuilder;
  #pairs = new Map<number, Pair>();
  /** What the rows that are held have in common. */
  #group = -1;
  readonly #done = new KeySet();

  constructor(builder: FlowBuilder) {
    this.#builder = builder;
  }

  add(record: CsvRecord, head: ComextHead, at: (column: string) => number): void {
    const builder = this.#builder;
    const indicator = textOf(record, at("indicators")) ?? "";
    const rule = Object.hasOwn(leftOut, indicator) ? leftOut[indicator] : undefined;
    if (rule !== undefined) {
      builder.filter(rule);
      return;
    }
    const measure = Object.hasOwn(measures, indicator) ? measures[indicator] : undefined;
    const { exporter, importer, code, period } = head;
    if (measure === undefined) {
      builder.tell(record.line, "UNIT_UNKNOWN", { found: indicator, expected: Object.keys(measures).join(", ") });
    }
    if (exporter >= 0 && exporter === importer) {
      const found = builder.names.countries[exporter] ?? "";
      builder.tell(record.line, "SELF_TRADE", { found, expected: "two countries" });
    }
    if (measure === undefined || exporter === importer || Math.min(exporter, importer, code, period) < 0) {
      builder.reject(record.line, rowText(record));
      return;
    }
    const pair = this.#find(record, head);
    if (pair === undefined) builder.reject(record.line, rowText(record));
    else this.#measure(record, at, { pair, measure });
  }

  end(): void {
    this.#flush();
  }

  /** The pair that a row belongs to; undefined when the group was already closed, which is told. */
  #find(record: CsvRecord, head: ComextHead): Pair | undefined {
    const group = (head.exporter * 4096 + head.importer) * 2 ** 25 + head.code;
    if (group !== this.#group) {
      this.#flush();
      this.#group = group;
    }
    if (this.#done.has(group)) {
      const { countries } = this.#builder.names;
      const found = `a row of ${countries[head.exporter]} and ${countries[head.importer]} apart from the others`;
      const expected = "the rows sorted by reporter, partner, product and flow";
      this.#builder.tell(record.line, "FLOW_DUPLICATE", { found, expected });
      return undefined;
    }
    const known = this.#pairs.get(head.period);
    if (known !== undefined) return known;
    const pair: Pair = { head, value: undefined, quantity: undefined, flags: 0, isBad: false };
    this.#pairs.set(head.period, pair);
    return pair;
  }

  #measure(
    record: CsvRecord,
    at: (column: string) => number,
    { pair, measure }: { readonly pair: Pair; readonly measure: { of: "value" | "quantity"; scale: number } },
  ): void {
    const builder = this.#builder;
    const missing = measure.of === "value" ? flowFlags.valueMissing : flowFlags.quantityMissing;
    const amount = readAmount(builder, record, at("OBS_VALUE"), measure.scale, missing);
    if (amount >= 0 && pair[measure.of] !== undefined) {
      const expected = `one ${measure.of} of each flow`;
      builder.tell(record.line, "FLOW_DUPLICATE", { found: `the ${measure.of}`, expected });
    }
    if (amount < 0 || pair[measure.of] !== undefined) {
      pair.isBad = true;
      builder.reject(record.line, rowText(record));
      return;
    }
    pair[measure.of] = amount;
    const isEstimate = measure.of === "quantity" && /e/i.test(textOf(record, at("OBS_FLAG")) ?? "");
    pair.flags |= builder.flags | (isEstimate ? flowFlags.estimated : 0);
    builder.flags = 0;
  }

  /** The rows of a group are whole: they go on as flows. */
  #flush(): void {
    const builder = this.#builder;
    for (const { head, value, quantity, flags, isBad } of this.#pairs.values()) {
      if (isBad) {
        if (value !== undefined || quantity !== undefined) builder.filter(comextRules.halves);
        continue;
      }
      builder.flags = flags | (value === undefined ? flowFlags.valueMissing : 0);
      if (quantity === undefined || (quantity === 0 && (value ?? 0) > 0)) builder.flags |= flowFlags.quantityMissing;
      builder.add({ ...head, value: value ?? 0, quantity: quantity ?? 0 });
    }
    if (this.#group >= 0) this.#done.add(this.#group);
    this.#group = -1;
    this.#pairs = new Map();
  }
}
