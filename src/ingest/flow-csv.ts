import { type CsvRecord, CsvScanner } from "./csv-scanner.ts";
import { rowText } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";
import { type FlowColumns, type FlowHeader, readFlowHeader } from "./flow-header.ts";
import type { FlowReader } from "./flow-reader.ts";

/** A CSV format with one header row: its columns and what becomes of a row that is as long as the header. */
export type FlowCsv<Column extends string> = FlowColumns<Column> & {
  /** Whether rows may end with one more separator than the header; the cell behind it must be empty. */
  readonly hasOpenEnd?: boolean;
  readonly onRow: (record: CsvRecord, at: FlowHeader<Column>["at"]) => void;
};

/** The half of a reader that turns the bytes of such a format into rows. Cells stand between commas, semicolons or tabs. */
export function readFlowCsv<Column extends string>(
  builder: FlowBuilder,
  format: FlowCsv<Column>,
): Pick<FlowReader, "push" | "end"> {
  let header: FlowHeader<Column> | undefined;
  const scanner = new CsvScanner({
    separators: ",;\t",
    onRecord: (record) => {
      if (builder.isBroken) return;
      if (header === undefined) header = readFlowHeader(builder, record, format);
      else if (fitsHeader(builder, record, header.width, format.hasOpenEnd ?? false)) format.onRow(record, header.at);
    },
    onProblem: ({ line, code, found, expected }) => builder.breakOff(line, code, { found, expected }),
  });
  return {
    push: (bytes) => scanner.push(bytes),
    end: () => {
      scanner.end();
      if (header !== undefined || builder.isBroken) return;
      const expected = `a header with ${format.required.join(", ")}`;
      builder.breakOff(1, "COLUMN_MISSING", { found: format.required[0] ?? "", expected });
    },
  };
}

function fitsHeader(builder: FlowBuilder, record: CsvRecord, width: number, hasOpenEnd: boolean): boolean {
  const { cells, line, isCut } = record;
  const last = cells - 1;
  const isLastEmpty = record.starts[last] === record.ends[last];
  if (isCut && (cells < width || (cells === width && isLastEmpty))) {
    const expected = `${width} cells and the end of the line; the file was cut off here`;
    builder.breakOff(line, "FILE_CUT", { found: `a last row of ${isLastEmpty ? last : cells} cells`, expected });
    return false;
  }
  if (cells === width || (hasOpenEnd && cells === width + 1 && isLastEmpty)) return true;
  const comma = cells > width ? "; a comma inside a number makes two cells of it" : "";
  builder.tell(line, "ROW_LENGTH", { found: cells, expected: `${width}, as in the header${comma}` });
  builder.reject(line, rowText(record));
  return false;
}
