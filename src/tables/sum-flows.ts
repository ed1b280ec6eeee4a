import {
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBMaterializedResult,
  INTEGER,
  LIST,
  listValue,
} from "@duckdb/node-api";
import { lodebookError } from "../model/fault.ts";
import { flowFlags } from "../model/flow.ts";
import type { FlowRelation } from "./flow-relation.ts";

/** What to sum, and by what. */
export type FlowSumRequest = {
  /** Codes of goods, each with the position of the sum that it goes into. A code may go into several; codes not named are left out. */
  readonly codes: readonly { readonly code: string; readonly into: number }[];
  /** The position of every country of the file; two countries with one position are summed together. */
  readonly countries: ReadonlyMap<string, number>;
  readonly years: readonly number[];
  /** Positions of the importers whose trade is summed; all when undefined. */
  readonly importers?: readonly number[] | undefined;
  /** Whether months are summed to years, or stand apart. */
  readonly by: "year" | "period";
};

/** Sums of trade, sorted by sum, period, importer, exporter. Only sums of at least one row are there. */
export type FlowSums = {
  readonly rows: number;
  /** Position of the sum, as in the request. */
  readonly into: Int32Array;
  /** The year, or, by period, year × 100 + month. */
  readonly period: Int32Array;
  readonly importer: Int32Array;
  readonly exporter: Int32Array;
  /** Tonnes of the rows that have a quantity. */
  readonly tonnes: Float64Array;
  /** Thousands of the currency, of the rows that have a value. */
  readonly thousands: Float64Array;
  /** Of the rows that have a quantity as well: over the tonnes it is their price. */
  readonly thousandsOfTonnes: Float64Array;
  /** Rows without a quantity, and without a value. */
  readonly quantityMissing: Int32Array;
  readonly valueMissing: Int32Array;
  /** 1 where months of a year and the whole year stand side by side, whose sum would count trade twice. */
  readonly mixed: Uint8Array;
};

/**
 * Sum grams and thousandths of the currency as integers, so that the order of the rows and the number of threads change no
 * digit; only the finished sum becomes a number.
 */
export async function sumFlows(
  connection: DuckDBConnection,
  relation: FlowRelation,
  request: FlowSumRequest,
): Promise<FlowSums> {
  const codes = keysOf(
    request.codes.map(({ code, into }) => [code, into]),
    relation.codeKey,
  );
  const countries = keysOf([...request.countries], relation.countryKey);
  const values = {
    ...relation.values,
    codeKeys: listValue(codes.keys),
    codePositions: listValue(codes.positions),
    countryKeys: listValue(countries.keys),
    countryPositions: listValue(countries.positions),
    years: listValue(request.years),
    importers: listValue(request.importers ?? [...new Set(countries.positions)]),
  };
  const types = {
    codeKeys: LIST(relation.keyType),
    codePositions: LIST(INTEGER),
    countryKeys: LIST(relation.keyType),
    countryPositions: LIST(INTEGER),
    years: LIST(INTEGER),
    importers: LIST(INTEGER),
  };
  return readSums(await connection.run(sumQuery(relation.rows, request.by), values, types));
}

function sumQuery(rows: string, by: FlowSumRequest["by"]): string {
  return `with
    wanted as (select distinct unnest($codeKeys) as key, unnest($codePositions) as position),
    country as (select unnest($countryKeys) as key, unnest($countryPositions) as position),
    origin as (from country),
    destination as (from country where position in (select unnest($importers))),
    span as (select unnest($years) as year)
  select
    wanted.position as into,
    ${by === "year" ? "f.period // 100" : "f.period"} as period,
    destination.position as importer,
    origin.position as exporter,
    ${sumOf("f.quantity")} as tonnes,
    ${sumOf("f.value")} as thousands,
    ${sumOf("f.value", `filter (f.flags & ${flowFlags.quantityMissing} = 0)`)} as of_tonnes,
    cast(count(*) filter (f.flags & ${flowFlags.quantityMissing} <> 0) as integer) as quantity_missing,
    cast(count(*) filter (f.flags & ${flowFlags.valueMissing} <> 0) as integer) as value_missing,
    cast(min(f.period % 100) as integer) as first_month,
    cast(max(f.period % 100) as integer) as last_month
  from ${rows} f
  join wanted on wanted.key = f.code
  join span on span.year = f.period // 100
  join destination on destination.key = f.importer
  join origin on origin.key = f.exporter
  group by all
  order by 1, 2, 3, 4`;
}

/**
 * An exact sum as a number of tonnes, or of thousands. The sum of a DECIMAL column is written without its point, which makes
 * the same whole number of it that the sum of a column of integers is: so both become the same number.
 */
function sumOf(column: string, filter = ""): string {
  const digits = `replace(coalesce(cast(sum(${column}) ${filter} as varchar), '0'), '.', '')`;
  return `cast(cast(${digits} as hugeint) as double) / 1000000`;
}

function keysOf(pairs: readonly (readonly [text: string, position: number])[], keyOf: FlowRelation["codeKey"]) {
  const keys: (number | string)[] = [];
  const positions: number[] = [];
  for (const [text, position] of pairs) {
    const key = keyOf(text);
    if (key === undefined) continue;
    keys.push(key);
    positions.push(position);
  }
  return { keys, positions };
}

async function readSums(result: DuckDBMaterializedResult): Promise<FlowSums> {
  const rows = result.rowCount;
  const sums = {
    rows,
    into: new Int32Array(rows),
    period: new Int32Array(rows),
    importer: new Int32Array(rows),
    exporter: new Int32Array(rows),
    tonnes: new Float64Array(rows),
    thousands: new Float64Array(rows),
    thousandsOfTonnes: new Float64Array(rows),
    quantityMissing: new Int32Array(rows),
    valueMissing: new Int32Array(rows),
    mixed: new Uint8Array(rows),
  };
  const months = { first: new Int32Array(rows), last: new Int32Array(rows) };
  const columns = [
    sums.into,
    sums.period,
    sums.importer,
    sums.exporter,
    sums.tonnes,
    sums.thousands,
    sums.thousandsOfTonnes,
    sums.quantityMissing,
    sums.valueMissing,
    months.first,
    months.last,
  ];
  let start = 0;
  for (const chunk of await result.fetchAllChunks()) {
    for (const [index, column] of columns.entries()) readColumn(chunk, index, column, start);
    start += chunk.rowCount;
  }
  markMixed(sums, months);
  return sums;
}

function readColumn(chunk: DuckDBDataChunk, index: number, into: Int32Array | Float64Array, start: number): void {
  const vector = chunk.getColumnVector(index);
  for (let row = 0; row < vector.itemCount; row += 1) {
    const item = vector.getItem(row);
    if (typeof item !== "number") throw lodebookError("INTERNAL", { found: `a sum of trade is ${item}` });
    into[start + row] = item;
  }
}

/** Marks every sum of an importer's year that has both months and a whole year among its rows. */
function markMixed(sums: FlowSums, { first, last }: { first: Int32Array; last: Int32Array }): void {
  for (let start = 0; start < sums.rows; ) {
    let end = start;
    let hasYear = false;
    let hasMonth = false;
    while (end < sums.rows && isSameYear(sums, start, end)) {
      hasYear ||= first[end] === 0;
      hasMonth ||= last[end] !== 0;
      end += 1;
    }
    if (hasYear && hasMonth) sums.mixed.fill(1, start, end);
    start = end;
  }
}

function isSameYear({ into, period, importer }: FlowSums, a: number, b: number): boolean {
  return into[a] === into[b] && period[a] === period[b] && importer[a] === importer[b];
}
