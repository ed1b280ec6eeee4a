import { readCountryCode, readWords } from "./table-cells.ts";
import { findColumns, readTable, type Table, type TableFile, type TableRow } from "./table-reader.ts";

/** Groups of countries, and what reading them found. */
export type GroupsTable = Omit<Table<never>, "rows"> & {
  /** The numeric codes of each group's members, in the order of the file. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
};

/** Read groups of countries: `group,country_code`, one member a row. */
export function readGroups(file: TableFile): GroupsTable {
  type Member = { readonly group: string; readonly country: string };
  const { rows, ...rest } = readTable<Member>(file, (names, reading, line) => {
    const at = findColumns(names, { required: ["group", "country_code"], optional: ["country"] }, reading, line);
    if (at === undefined) return undefined;
    const lines = new Map<string, number>();
    const read = (row: TableRow): Member[] => {
      const group = readWords(reading, row, at.group, "group");
      const country = readCountryCode(reading, row, at.country_code);
      const first = lines.get(`${group}|${country}`);
      if (first === undefined) lines.set(`${group}|${country}`, row.line);
      else if (country !== "") {
        const expected = `it once; it stands in line ${first}`;
        reading.tell(row.line, "FLOW_DUPLICATE", { found: `country ${country} in group ${group}`, expected });
      }
      return [{ group, country }];
    };
    return { read };
  });
  const groups = new Map<string, string[]>();
  for (const { group, country } of rows) groups.set(group, [...(groups.get(group) ?? []), country]);
  return { groups, ...rest };
}
