import type { CsvRecord } from "./csv-scanner.ts";
import { rowText } from "./field.ts";
import type { FlowBuilder, FlowRow } from "./flow-builder.ts";

/** Add a row whose cells have been read, or reject it: a cell at fault is -1, and its fault has been told. */
export function closeRow(builder: FlowBuilder, record: CsvRecord, row: FlowRow): void {
  const { period, exporter, importer, code, value, quantity } = row;
  const isWhole = period >= 0 && exporter >= 0 && importer >= 0 && code >= 0 && value >= 0 && quantity >= 0;
  const isSelf = exporter >= 0 && exporter === importer;
  if (isWhole && !isSelf) {
    builder.add(row);
    return;
  }
  if (isSelf) {
    const found = builder.names.countries[exporter] ?? "";
    builder.tell(record.line, "SELF_TRADE", { found, expected: "two countries" });
  }
  builder.reject(record.line, rowText(record));
}
