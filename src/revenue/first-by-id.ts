/**
 * Rows by their id; where an id stands twice the first row keeps it.
 *
 * @example
 * firstById([{ id: "a", line: 2 }, { id: "a", line: 3 }]).get("a") // => { id: "a", line: 2 }
 */
export function firstById<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  const byId = new Map<string, Row>();
  for (const row of rows) if (!byId.has(row.id)) byId.set(row.id, row);
  return byId;
}
