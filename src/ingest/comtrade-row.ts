import { type FlowSide, flowFlags } from "../model/flow.ts";
import { KeySet } from "./comtrade-keys.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import { lengthOf, readAmount, readDigits, rowText, textOf } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";
import { closeRow } from "./flow-row.ts";
import { readCountry, readHsCode, readYearOrMonth } from "./trade-codes.ts";

/** Whose record to take from a file that has both; without it the first row of imports or exports decides. */
export type ComtradeOptions = { readonly side?: Exclude<FlowSide, "reconciled"> };

/** The columns of UN Comtrade that are read; the file may have any others. */
export const comtradeColumns = {
  required: [
    "period",
    "reporterCode",
    "flowCode",
    "partnerCode",
    "partner2Code",
    "cmdCode",
    "customsCode",
    "motCode",
    "netWgt",
    "primaryValue",
  ],
  optional: ["isNetWgtEstimated"],
  isOpen: true,
} as const;

/** The cell of each of these columns in a record. */
export type ComtradeCells = Readonly<
  Record<(typeof comtradeColumns.required)[number] | (typeof comtradeColumns.optional)[number], number>
>;

/** Dollars to thousandths of a dollar, and kilograms to grams. */
const scale = 3;

/** Rows that are left out, in the words in which they are counted. */
const rules = {
  flow: "neither imports (M) nor exports (X)",
  side: "the other direction of trade",
  code: "totals over HS codes",
  world: "totals over all partners",
  detail: "parts by second partner, transport or customs procedure, whose total is in the file",
} as const;

/** The rows of one file of UN Comtrade, CSV or JSON, one after another into a builder. */
export class ComtradeRows {
  readonly #builder: FlowBuilder;
  /** Flows whose total row is in the file. */
  readonly #totals = new KeySet();
  readonly #parts: HeldParts;
  #side: ComtradeOptions["side"];

  constructor(builder: FlowBuilder, { side }: ComtradeOptions) {
    this.#builder = builder;
    this.#side = side;
    this.#parts = new HeldParts(builder);
  }

  /** The side that is read; the importer's as long as no row has decided. */
  get side(): FlowSide {
    return this.#side ?? "importer";
  }

  add(record: CsvRecord, at: ComtradeCells): void {
    const builder = this.#builder;
    const rule = this.#findRule(record, at);
    if (rule !== undefined) {
      builder.filter(rule);
      return;
    }
    const period = readYearOrMonth(builder, record, at.period);
    const reporter = readCountry(builder, record, at.reporterCode);
    const partner = readCountry(builder, record, at.partnerCode);
    const code = readHsCode(builder, record, at.cmdCode);
    const key = keyOf(period, reporter, partner, code);
    if (!isTotal(record, at)) {
      if (key < 0) builder.reject(record.line, rowText(record));
      else if (this.#totals.has(key)) builder.filter(rules.detail);
      else this.#parts.hold(key, record);
      return;
    }
    if (key >= 0 && !this.#totals.add(key)) {
      const expected = "one row that is the total of each flow; the first one stands";
      builder.tell(record.line, "FLOW_DUPLICATE", { found: this.#wordsOf(reporter, partner, code, period), expected });
      builder.reject(record.line, rowText(record));
      return;
    }
    const quantity = readNetWeight(builder, record, at);
    const value = readAmount(builder, record, at.primaryValue, scale, flowFlags.valueMissing);
    const isImport = this.#side === "importer";
    const exporter = isImport ? partner : reporter;
    const importer = isImport ? reporter : partner;
    closeRow(builder, record, { period, exporter, importer, code, value, quantity });
    if (key >= 0) this.#parts.drop(key);
  }

  /** The file has ended: parts whose total never came are refused, since several of them may count the same goods. */
  end(): void {
    this.#parts.refuse();
  }

  #findRule(record: CsvRecord, at: ComtradeCells): string | undefined {
    const side = sideOf(record, at.flowCode);
    if (side === undefined) return rules.flow;
    this.#side ??= side;
    if (side !== this.#side) return rules.side;
    if (isTotalOverCodes(record, at.cmdCode)) return rules.code;
    return readDigits(record, at.partnerCode) === 0 ? rules.world : undefined;
  }

  #wordsOf(reporter: number, partner: number, code: number, period: number): string {
    const { countries, codes } = this.#builder.names;
    const way = this.#side === "importer" ? "the imports of" : "the exports of";
    const other = this.#side === "importer" ? "from" : "to";
    const time = period % 100 === 0 ? period / 100 : period;
    return `${way} ${countries[reporter]} ${other} ${countries[partner]}, HS ${codes[code]}, ${time}`;
  }
}

/** Parts of flows whose total has not been met so far. */
class HeldParts {
  readonly #builder: FlowBuilder;
  readonly #held = new Map<number, { readonly line: number; readonly text: string }[]>();
  #characters = 0;

  constructor(builder: FlowBuilder) {
    this.#builder = builder;
  }

  hold(key: number, record: CsvRecord): void {
    // A file of nothing but parts must not fill the memory with its text; their lines are told in any case.
    const text = this.#characters < mostCharacters ? rowText(record) : "";
    this.#characters += text.length;
    const part = { line: record.line, text };
    const parts = this.#held.get(key);
    if (parts === undefined) this.#held.set(key, [part]);
    else parts.push(part);
  }

  /** The total of a flow is there: its parts are left out. */
  drop(key: number): void {
    const parts = this.#held.get(key);
    if (parts === undefined) return;
    for (const { text } of parts) this.#characters -= text.length;
    this.#builder.filter(rules.detail, parts.length);
    this.#held.delete(key);
  }

  refuse(): void {
    const parts = [...this.#held.values()].flat().sort((a, b) => a.line - b.line);
    for (const { line, text } of parts) {
      this.#builder.tell(line, "PARTNER_DOUBLED", {
        found: "a part of a flow without the flow's total",
        expected: "the row with partner2Code 0, motCode 0 and customsCode C00, since parts may count the same goods",
      });
      this.#builder.reject(line, text);
    }
    this.#held.clear();
  }
}

const mostCharacters = 32_000_000;

/** One number for a flow, below 2^53: there are at most 1000 countries, a million codes and 13 × 201 periods. */
function keyOf(period: number, reporter: number, partner: number, code: number): number {
  if (period < 0 || reporter < 0 || partner < 0 || code < 0) return -1;
  const month = (Math.floor(period / 100) - 1900) * 13 + (period % 100);
  return ((month * 1000 + reporter) * 1000 + partner) * 1_000_000 + code;
}

function sideOf(record: CsvRecord, cell: number): ComtradeOptions["side"] {
  const text = textOf(record, cell);
  if (text === "M") return "importer";
  return text === "X" ? "exporter" : undefined;
}

/** Chapters, headings, `TOTAL` and the levels `AG1` to `AG6`. Odd numbers of digits have lost a zero and are told. */
function isTotalOverCodes(record: CsvRecord, cell: number): boolean {
  const length = lengthOf(record, cell);
  if (readDigits(record, cell) >= 0) return length === 2 || length === 4;
  return /^(TOTAL|AG[1-6])$/.test(textOf(record, cell) ?? "");
}

/** A blank cell is no part either: the flow was not split. */
function isTotal(record: CsvRecord, at: ComtradeCells): boolean {
  return (
    isNothing(record, at.partner2Code) &&
    isNothing(record, at.motCode) &&
    /^(C00)?$/.test(textOf(record, at.customsCode) ?? "?")
  );
}

function isNothing(record: CsvRecord, cell: number): boolean {
  return readDigits(record, cell) === 0 || lengthOf(record, cell) === 0;
}

/** UN Comtrade writes 0 for a weight that nobody reported. */
function readNetWeight(builder: FlowBuilder, record: CsvRecord, at: ComtradeCells): number {
  const grams = readAmount(builder, record, at.netWgt, scale, flowFlags.quantityMissing);
  if (grams === 0 && (builder.flags & flowFlags.rounded) === 0) builder.flags |= flowFlags.quantityMissing;
  const isMissing = (builder.flags & flowFlags.quantityMissing) !== 0;
  if (!isMissing && at.isNetWgtEstimated >= 0 && /^(true|1)$/i.test(textOf(record, at.isNetWgtEstimated) ?? "")) {
    builder.flags |= flowFlags.estimated;
  }
  return grams;
}
