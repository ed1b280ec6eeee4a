import { flowFlags } from "../model/flow.ts";
import { readAmount } from "./field.ts";
import { FlowBuilder } from "./flow-builder.ts";
import { readFlowCsv } from "./flow-csv.ts";
import { type FlowReader, makeFlowReader } from "./flow-reader.ts";
import { closeRow } from "./flow-row.ts";
import { readCountry, readHsCode, readYear } from "./trade-codes.ts";

/** Thousand dollars to thousandths of a dollar, and tonnes to grams: both are 10 to the power of 6. */
const scale = 6;

/** Reads CEPII's BACI: `t,i,j,k,v,q` is year, exporter, importer, HS code, thousand USD, tonnes. */
export function baciReader(file: string): FlowReader {
  const builder = new FlowBuilder(file);
  const csv = readFlowCsv(builder, {
    required: ["t", "i", "j", "k", "v", "q"],
    isOpen: false,
    onRow: (record, at) => {
      const period = readYear(builder, record, at.t);
      const exporter = readCountry(builder, record, at.i);
      const importer = readCountry(builder, record, at.j);
      const code = readHsCode(builder, record, at.k);
      const value = readAmount(builder, record, at.v, scale, flowFlags.valueMissing);
      const quantity = readAmount(builder, record, at.q, scale, flowFlags.quantityMissing);
      closeRow(builder, record, { period, exporter, importer, code, value, quantity });
    },
  });
  return makeFlowReader({ side: "reconciled", currency: "USD" }, builder, csv);
}
