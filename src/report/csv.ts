/** A column of a CSV file. */
export type CsvColumn<Row> = { readonly name: keyof Row & string };

/**
 * Rows as CSV by RFC 4180: UTF-8 without a mark, CRLF, quotes where needed. A text that a spreadsheet would run as a
 * formula (first character `=`, `+`, `-`, `@`, tab or carriage return) gets an apostrophe in front (OWASP, "CSV
 * injection"). Numbers are in the shortest form that reads back as the same number. Undefined is an empty cell.
 */
export function writeCsv<Row extends object>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [columns.map(({ name }) => writeCell(name, name)).join(",")];
  for (const row of rows) {
    let line = "";
    for (const [index, { name }] of columns.entries()) {
      if (index > 0) line += ",";
      line += writeCell(row[name], name);
    }
    lines.push(line);
  }
  return `${lines.join("\r\n")}\r\n`;
}

function writeCell(value: unknown, column: string): string {
  if (value === undefined || value === "") return "";
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new Error(`column '${column}': got ${value}, expected a finite number or none`);
    return String(Object.is(value, -0) ? 0 : value);
  }
  const text = String(value);
  // A text that is wholly a number, such as a figure as printed, runs nothing.
  const runs = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text);
  const safe = runs ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
