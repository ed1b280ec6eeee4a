import type { Finding } from "../../model/finding.ts";
import type { Text } from "../../model/text.ts";
import type { Block, Cell, Sentence, Table } from "../report.ts";

/** A finding's result with unit and interval. */
export function full(finding: Finding): Cell {
  return { kind: "finding", finding: finding.id, show: "full" };
}

/** A finding's central value with its unit. */
export function value(finding: Finding): Cell {
  return { kind: "finding", finding: finding.id, show: "value" };
}

/** A finding's interval. */
export function interval(finding: Finding): Cell {
  return { kind: "finding", finding: finding.id, show: "interval" };
}

/** Words of the book. */
export function text(words: Text): Cell {
  return { kind: "text", text: words };
}

/** A period or day, in words. */
export function period(words: string): Cell {
  return { kind: "period", period: words };
}

/** A message of the catalogue with what fills its names. */
export function sentence(key: string, values: Readonly<Record<string, Cell>> = {}): Sentence {
  return { key, values };
}

/** A word of the catalogue in a cell. */
export function message(key: string, values: Readonly<Record<string, Cell>> = {}): Cell {
  return { kind: "message", sentence: sentence(key, values) };
}

/** A paragraph of the catalogue. */
export function paragraph(key: string, values: Readonly<Record<string, Cell>> = {}): Block {
  return { kind: "sentence", sentence: sentence(key, values) };
}

/** A sub-heading of the catalogue. */
export function heading(key: string): Block {
  return { kind: "heading", words: message(key) };
}

/** Cells one under another. */
export function stack(cells: readonly Cell[]): Cell {
  return { kind: "stack", cells };
}

/** A table whose columns are named by the catalogue's `column.NAME`; `end` aligns figures to the right. */
export function table(
  id: string,
  caption: Cell,
  columns: readonly (readonly [name: string, align: "start" | "end"])[],
  rows: readonly (readonly Cell[])[],
): Table {
  return {
    id,
    caption,
    columns: columns.map(([name, align]) => ({ title: message(`column.${name}`), align })),
    rows,
  };
}
