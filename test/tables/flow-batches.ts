import { type FlowBatch, type FlowNames, flowFlags } from "../../src/model/flow.ts";

/** A row of trade as a test writes it: amounts in grams and thousandths of the currency, undefined where missing. */
export type TestFlow = {
  readonly period: number;
  readonly exporter: string;
  readonly importer: string;
  readonly code: string;
  readonly value?: bigint | undefined;
  readonly quantity?: bigint | undefined;
};

/** Rows as a reader hands them on, the names in the order in which they are met. */
export function makeBatch(flows: readonly TestFlow[]): { batch: FlowBatch; names: FlowNames } {
  const countries: string[] = [];
  const codes: string[] = [];
  const positionIn = (names: string[], text: string) => {
    const known = names.indexOf(text);
    return known >= 0 ? known : names.push(text) - 1;
  };
  const batch = {
    rows: flows.length,
    period: Int32Array.from(flows, ({ period }) => period),
    exporter: Int32Array.from(flows, ({ exporter }) => positionIn(countries, exporter)),
    importer: Int32Array.from(flows, ({ importer }) => positionIn(countries, importer)),
    code: Int32Array.from(flows, ({ code }) => positionIn(codes, code)),
    value: BigInt64Array.from(flows, ({ value }) => value ?? 0n),
    quantity: BigInt64Array.from(flows, ({ quantity }) => quantity ?? 0n),
    flags: Uint8Array.from(
      flows,
      ({ value, quantity }) =>
        (value === undefined ? flowFlags.valueMissing : 0) | (quantity === undefined ? flowFlags.quantityMissing : 0),
    ),
  };
  return { batch, names: { countries, codes } };
}
