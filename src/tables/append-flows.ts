import { BIGINT, type DuckDBAppender, DuckDBDataChunk, type DuckDBVector, INTEGER, UTINYINT } from "@duckdb/node-api";
import type { FlowBatch } from "../model/flow.ts";

/** The columns of the table that rows are appended to, in their order; countries and codes are positions. */
export const flowTable = `create table flow (
  period integer, exporter integer, importer integer, code integer, value bigint, quantity bigint, flags utinyint)`;

const types = [INTEGER, INTEGER, INTEGER, INTEGER, BIGINT, BIGINT, UTINYINT];

/** What one chunk of DuckDB holds at most. */
const chunkRows = 2048;

/** Appends batches to the table of flows, a chunk of whole columns at a time. */
export function appendFlows(appender: DuckDBAppender, batch: FlowBatch): void {
  const chunk = DuckDBDataChunk.create(types);
  for (let start = 0; start < batch.rows; start += chunkRows) {
    const count = Math.min(chunkRows, batch.rows - start);
    chunk.reset();
    chunk.rowCount = count;
    fillNumbers(chunk.getColumnVector(0), batch.period, { start, count });
    fillNumbers(chunk.getColumnVector(1), batch.exporter, { start, count });
    fillNumbers(chunk.getColumnVector(2), batch.importer, { start, count });
    fillNumbers(chunk.getColumnVector(3), batch.code, { start, count });
    fillBigInts(chunk.getColumnVector(4), batch.value, { start, count });
    fillBigInts(chunk.getColumnVector(5), batch.quantity, { start, count });
    fillFlags(chunk.getColumnVector(6), batch.flags, { start, count });
    appender.appendDataChunk(chunk);
  }
}

type Span = { readonly start: number; readonly count: number };

// One loop for each kind of column: a loop that meets vectors of several kinds runs three times as long.
function fillNumbers(vector: DuckDBVector, source: Int32Array, { start, count }: Span): void {
  for (let index = 0; index < count; index += 1) vector.setItem(index, source[start + index] ?? 0);
  vector.flush();
}

function fillBigInts(vector: DuckDBVector, source: BigInt64Array, { start, count }: Span): void {
  for (let index = 0; index < count; index += 1) vector.setItem(index, source[start + index] ?? 0n);
  vector.flush();
}

function fillFlags(vector: DuckDBVector, source: Uint8Array, { start, count }: Span): void {
  for (let index = 0; index < count; index += 1) vector.setItem(index, source[start + index] ?? 0);
  vector.flush();
}
