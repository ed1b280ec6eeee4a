import { readCountryCode, readNumber, readYear } from "./table-cells.ts";
import { findColumns, readTable, type Table, type TableFile } from "./table-reader.ts";

/** How one country was governed in one year, on the scale of the Worldwide Governance Indicators. */
export type GovernanceRow = {
  /** The numeric code of the country without zeros in front. */
  readonly country: string;
  readonly iso3: string;
  readonly year: number;
  /** About -2.5 to 2.5; undefined when the source has none. */
  readonly estimate: number | undefined;
  readonly standardError: number | undefined;
  readonly line: number;
};

/** Read a table of governance: `country_code,iso3,year,estimate,standard_error` and, if it has it, `country`. */
export function readGovernance(file: TableFile): Table<GovernanceRow> {
  const table = readTable<GovernanceRow>(file, (names, reading, line) => {
    const at = findColumns(
      names,
      { required: ["country_code", "iso3", "year", "estimate", "standard_error"], optional: ["country"] },
      reading,
      line,
    );
    if (at === undefined) return undefined;
    const read = (row: Parameters<typeof readYear>[1]): GovernanceRow[] => {
      const iso3 = row.text(at.iso3);
      if (row.text(at.country_code) === "" && iso3 !== "") {
        reading.filter(withoutCode(iso3));
        return [];
      }
      return [
        {
          country: readCountryCode(reading, row, at.country_code),
          iso3,
          year: readYear(reading, row, at.year),
          estimate: readNumber(reading, row, at.estimate, estimateBounds),
          standardError: readNumber(reading, row, at.standard_error, errorBounds),
          line: row.line,
        },
      ];
    };
    return { read };
  });
  return settleEstimates(table);
}

/** Estimates are standard normal in construction; beyond 5 lies a percentile rank or a score of 0 to 100. */
export const estimateBounds = { least: -5, most: 5 };

/** An error of 5 would say nothing about an estimate. */
export const errorBounds = { least: 0, most: 5 };

/** The rule by which a row is left out whose economy has no code of a trading country. */
export function withoutCode(iso3: string): string {
  return `no country code for ${iso3}`;
}

/** One row a country and year. Where two differ nobody can say which holds: the estimate is missing, and both are counted. */
export function settleEstimates(table: Table<GovernanceRow>): Table<GovernanceRow> {
  const byKey = new Map<string, GovernanceRow>();
  const contested = new Map<string, number>();
  for (const row of table.rows) {
    const key = `${row.country}|${row.year}`;
    const first = byKey.get(key);
    if (first === undefined) byKey.set(key, row);
    else if (contested.has(key)) contested.set(key, (contested.get(key) ?? 0) + 1);
    else if (first.estimate !== row.estimate || first.standardError !== row.standardError) contested.set(key, 2);
  }
  if (contested.size === 0) return { ...table, rows: [...byKey.values()] };
  for (const key of contested.keys()) {
    const row = byKey.get(key);
    if (row !== undefined) byKey.set(key, { ...row, estimate: undefined, standardError: undefined });
  }
  const rows = [...contested.values()].reduce((sum, count) => sum + count, 0);
  const rule = "differing estimates for one country and year";
  return { ...table, rows: [...byKey.values()], filtered: { ...table.filtered, [rule]: rows } };
}
