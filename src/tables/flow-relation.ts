import { type DuckDBConnection, type DuckDBType, type DuckDBValue, INTEGER, VARCHAR } from "@duckdb/node-api";
import { lodebookError } from "../model/fault.ts";
import type { FlowNames } from "../model/flow.ts";

/**
 * Rows of trade that a query reads: `rows` is constant SQL with the columns period (as in FlowBatch), exporter, importer, code,
 * value, quantity and flags. Without its decimal point an amount is whole thousandths or grams. Countries and codes are keys: positions where rows were appended, the texts themselves in a file.
 */
export type FlowRelation = {
  readonly rows: string;
  /** Bound to the parameters that `rows` names. */
  readonly values: Readonly<Record<string, DuckDBValue>>;
  readonly keyType: DuckDBType;
  /** The keys of texts, and undefined for one that no row has. */
  readonly countryKey: (text: string) => number | string | undefined;
  readonly codeKey: (text: string) => number | string | undefined;
  readonly countryText: (key: DuckDBValue) => string;
  readonly codeText: (key: DuckDBValue) => string;
};

/** The rows that were appended to the table. */
export function appendedRelation(names: FlowNames): FlowRelation {
  const countries = positionsOf(names.countries);
  const codes = positionsOf(names.codes);
  return {
    rows: "flow",
    values: {},
    keyType: INTEGER,
    countryKey: (text) => countries.get(text),
    codeKey: (text) => codes.get(text),
    countryText: (key) => textAt(names.countries, key),
    codeText: (key) => textAt(names.codes, key),
  };
}

/** The rows of a Parquet file of ours. */
export function parquetRelation(file: string): FlowRelation {
  const itself = (text: string) => text;
  return {
    rows: `(select
      cast(left(period, 4) as integer) * 100 + coalesce(cast(nullif(substr(period, 6), '') as integer), 0) as period,
      exporter, importer, code, coalesce(value, 0.000) as value, coalesce(quantity, 0.000000) as quantity, flags
      from read_parquet($file))`,
    values: { file },
    keyType: VARCHAR,
    countryKey: itself,
    codeKey: itself,
    countryText: String,
    codeText: String,
  };
}

/** Every country, code and year that a row has, in the order of their texts. */
export async function listContents(
  connection: DuckDBConnection,
  { rows, values, countryText, codeText }: FlowRelation,
): Promise<{ countries: string[]; codes: string[]; years: number[] }> {
  const distinct = async (expression: string) => {
    const reader = await connection.runAndReadAll(`select distinct ${expression} as key from ${rows}`, { ...values });
    return reader.getRows().map(([key = null]) => key);
  };
  const [countries, codes, years] = [
    await distinct("unnest([exporter, importer])"),
    await distinct("code"),
    await distinct("period // 100"),
  ];
  return {
    countries: countries.map(countryText).sort(),
    codes: codes.map(codeText).sort(),
    years: years.map(Number).sort((a, b) => a - b),
  };
}

function positionsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map(texts.map((text, position) => [text, position]));
}

function textAt(texts: readonly string[], key: DuckDBValue): string {
  const text = texts[Number(key)];
  if (text === undefined) throw lodebookError("INTERNAL", { found: `a row of trade points to the name ${key}` });
  return text;
}
