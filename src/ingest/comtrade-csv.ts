import { type ComtradeOptions, ComtradeRows, comtradeColumns } from "./comtrade-row.ts";
import { FlowBuilder } from "./flow-builder.ts";
import { readFlowCsv } from "./flow-csv.ts";
import { type FlowReader, makeFlowReader } from "./flow-reader.ts";

/** Reads UN Comtrade as CSV, with the column names of its API: US dollars and kilograms. */
export function comtradeCsvReader(file: string, options: ComtradeOptions = {}): FlowReader {
  const builder = new FlowBuilder(file);
  const rows = new ComtradeRows(builder, options);
  const csv = readFlowCsv(builder, {
    ...comtradeColumns,
    // Files saved from its web page have one comma more in every row than in the header.
    hasOpenEnd: true,
    onRow: (record, at) => rows.add(record, at),
  });
  const end = () => {
    csv.end();
    if (!builder.isBroken) rows.end();
  };
  return makeFlowReader(() => ({ side: rows.side, currency: "USD" }), builder, { push: csv.push, end });
}
