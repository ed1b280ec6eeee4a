import type { FlowReader, Reject } from "../../src/ingest/flow-reader.ts";
import { flowFlags } from "../../src/model/flow.ts";

/** A row as a person would write it down. */
export type PlainRow = {
  readonly period: number;
  readonly exporter: string;
  readonly importer: string;
  readonly code: string;
  readonly value: bigint;
  readonly quantity: bigint;
  readonly flags: readonly string[];
};

/** Push the bytes in pieces that end at `cuts`, taking everything out after each; returns all that came out. */
export function readAll(reader: FlowReader, text: string | Uint8Array, cuts: readonly number[] = []) {
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  const rows: PlainRow[] = [];
  const rejects: Reject[] = [];
  const take = () => {
    rows.push(...plainRows(reader));
    rejects.push(...reader.takeRejects());
  };
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    // A copy that is spoilt afterwards: what a reader keeps of a chunk must be its own.
    const chunk = bytes.slice(start, end);
    reader.push(chunk);
    chunk.fill(0);
    take();
    start = end;
  }
  reader.end();
  take();
  const { good, bad, filtered, flagged } = reader.counts();
  const faults = reader.faults.map(({ line, code }) => `${line} ${code}`);
  return { rows, rejects, faults, isBroken: reader.isBroken(), good, bad, filtered, flagged };
}

function plainRows(reader: FlowReader): PlainRow[] {
  const batch = reader.take();
  if (batch === undefined) return [];
  return Array.from({ length: batch.rows }, (_, row) => ({
    period: batch.period[row] ?? -1,
    exporter: reader.names.countries[batch.exporter[row] ?? -1] ?? "?",
    importer: reader.names.countries[batch.importer[row] ?? -1] ?? "?",
    code: reader.names.codes[batch.code[row] ?? -1] ?? "?",
    value: batch.value[row] ?? -1n,
    quantity: batch.quantity[row] ?? -1n,
    flags: Object.entries(flowFlags).flatMap(([name, bit]) => (((batch.flags[row] ?? 0) & bit) === 0 ? [] : [name])),
  }));
}
