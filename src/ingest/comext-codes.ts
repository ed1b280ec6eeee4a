import type { CsvRecord } from "./csv-scanner.ts";
import { lengthOf, readDigits, readText, textOf } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";

/** Rows of Comext that are left out, in the words in which they are counted. */
export const comextRules = {
  side: "the other direction of trade",
  countries: "totals over countries",
  goods: "totals over goods",
  procedures: "totals over statistical procedures",
  frequency: "periods of another frequency than the first",
  level: "codes of another length than the first",
  secretGoods: "goods kept secret (letters in the code)",
  secretPartner: "partners kept secret (QX, QY, QZ)",
  noPartner: "partners not specified (QU, QV, QW)",
  stores: "ships' stores and high seas (QP, QQ, QR, QS)",
  supplementary: "supplementary quantities",
  nationalCurrency: "values in national currency",
  halves: "the other half of a bad row",
} as const;

/** One of those rules. */
export type ComextRule = (typeof comextRules)[keyof typeof comextRules];

/** The position of a country in the builder's names, or why its row is left out; -1 when it is told. */
export type ComextCountry = number | ComextRule;

/** Countries of the geonomenclature: two letters, kept; the rest are totals and codes for what has no country. */
export class ComextCountries {
  readonly #builder: FlowBuilder;
  readonly #known = new Map<string, ComextCountry>();
  /** By the two bytes of the letters. */
  readonly #pairs = new Map<number, ComextCountry>();

  constructor(builder: FlowBuilder) {
    this.#builder = builder;
  }

  read(record: CsvRecord, cell: number): ComextCountry {
    const start = record.starts[cell] ?? 0;
    const isPair = (record.ends[cell] ?? 0) - start === 2;
    const pair = isPair ? (record.bytes[start] ?? 0) * 256 + (record.bytes[start + 1] ?? 0) : -1;
    const known = this.#pairs.get(pair);
    if (known !== undefined) return known;
    const found = textOf(record, cell) ?? "";
    const country = this.#known.get(found) ?? this.#find(found);
    if (country === undefined) {
      const expected = "two letters of ISO 3166, or the code of a total such as WORLD";
      this.#builder.tell(record.line, "COUNTRY_CODE_UNKNOWN", { found, expected });
      return -1;
    }
    this.#known.set(found, country);
    if (isPair) this.#pairs.set(pair, country);
    return country;
  }

  #find(text: string): ComextCountry | undefined {
    if (/^(WORLD|(EXT_|INT_)?(EU|EA)[0-9A-Z_]*)$/.test(text)) return comextRules.countries;
    if (/^Q[XYZ]$/.test(text)) return comextRules.secretPartner;
    if (/^Q[UVW]$/.test(text)) return comextRules.noPartner;
    if (/^Q[PQRS]$/.test(text)) return comextRules.stores;
    return /^[A-Z]{2}$/.test(text) ? this.#builder.countryOf(text) : undefined;
  }
}

/** Why a row is left out for its goods; undefined when it is not. */
export function findGoodsRule(record: CsvRecord, cell: number): ComextRule | undefined {
  const length = lengthOf(record, cell);
  if (readDigits(record, cell) >= 0) return length === 2 || length === 4 ? comextRules.goods : undefined;
  const text = textOf(record, cell) ?? "";
  if (text === "TOTAL") return comextRules.goods;
  // What a state keeps secret has only its chapter left: 28XXXXXX, 99RRR100, 2846SSSS.
  return /^[0-9]{2}(?=.*[A-Z])[0-9A-Z]{6}$/.test(text) ? comextRules.secretGoods : undefined;
}

/** Regime 4 of the files to 2021 is the total of the others; where the extract has a word for it, that is TOTAL. */
export function isProcedureTotal(record: CsvRecord, cell: number): boolean {
  return cell >= 0 && (readDigits(record, cell) === 4 || textOf(record, cell) === "TOTAL");
}

/** Whose record a row is: flow 1 are imports, 2 exports; undefined when it is told. */
export function readComextSide(builder: FlowBuilder, record: CsvRecord, cell: number) {
  const number = readDigits(record, cell);
  if (number === 1) return "importer";
  if (number === 2) return "exporter";
  const found = readText(builder, record, cell);
  if (found !== undefined)
    builder.tell(record.line, "SHAPE_MISMATCH", { found: `flow '${found}'`, expected: "1 or 2" });
  return undefined;
}

/** A month, `202407` or `2024-07`, or a year, `2024` or `202452`, as a period; -1 when it is told. */
export function readComextPeriod(builder: FlowBuilder, record: CsvRecord, cell: number): number {
  const digits = readDigits(record, cell);
  const number = digits >= 0 ? digits : Number((textOf(record, cell) ?? "").replace(/^([0-9]{4})-([0-9]{2})$/, "$1$2"));
  const period = number < 10_000 ? number * 100 : number % 100 === wholeYear ? number - wholeYear : number;
  const year = Math.floor(period / 100);
  if (year >= 1900 && year <= 2100 && period % 100 <= 12) return period;
  const found = readText(builder, record, cell);
  const expected = "a year or a month such as 2024, 202407 or 2024-07, 1900 to 2100";
  if (found !== undefined) builder.tell(record.line, "PERIOD_UNREADABLE", { found, expected });
  return -1;
}

/** In the files of whole years the month is 52. */
const wholeYear = 52;
