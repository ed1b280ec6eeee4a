import type { CsvRecord } from "./csv-scanner.ts";
import { textOf } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";

/** The cell of each column; -1 for an optional column that the file does not have. `width` is the number of cells. */
export type FlowHeader<Column extends string> = {
  readonly width: number;
  readonly at: Readonly<Record<Column, number>>;
};

/** Columns of a format. */
export type FlowColumns<Column extends string> = {
  readonly required: readonly Column[];
  readonly optional?: readonly Column[];
  /** Whether further columns are passed over; otherwise they are faults. */
  readonly isOpen: boolean;
};

/** Read the first row of a file; undefined when it is told, and the file is then broken. */
export function readFlowHeader<Column extends string>(
  builder: FlowBuilder,
  record: CsvRecord,
  { required, optional = [], isOpen }: FlowColumns<Column>,
): FlowHeader<Column> | undefined {
  const names: string[] = [];
  for (let cell = 0; cell < record.cells; cell += 1) names.push(textOf(record, cell) ?? "\ufffd");
  const known: readonly string[] = [...required, ...optional];
  const expected = `a header with ${required.join(", ")}`;
  const fail = (code: "COLUMN_MISSING" | "COLUMN_UNKNOWN" | "COLUMN_DUPLICATE", found: string) =>
    builder.breakOff(record.line, code, { found, expected });
  for (const name of required) if (!names.includes(name)) fail("COLUMN_MISSING", name);
  for (const [index, name] of names.entries()) {
    if (!known.includes(name)) {
      if (!isOpen) fail("COLUMN_UNKNOWN", name);
    } else if (names.indexOf(name) < index) fail("COLUMN_DUPLICATE", name);
  }
  if (builder.isBroken) return undefined;
  // Every column of the union is set once in the loop, which the type of an object being filled cannot say.
  const at: Partial<Record<Column, number>> = {};
  for (const column of [...required, ...optional]) at[column] = names.indexOf(column);
  return { width: record.cells, at: at as Record<Column, number> };
}
