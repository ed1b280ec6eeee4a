import type { CountriesBy } from "./countries.ts";
import { errorBounds, estimateBounds, type GovernanceRow, settleEstimates, withoutCode } from "./governance.ts";
import { type Bounds, isYear, parseNumber, readYear } from "./table-cells.ts";
import {
  type OpenTable,
  type RowReader,
  readTable,
  type Table,
  type TableFile,
  type TableReading,
  type TableRow,
} from "./table-reader.ts";

export type WgiOptions = {
  /** Voice, political stability, effectiveness, regulation, rule of law, control of corruption. */
  readonly dimension: "va" | "pv" | "ge" | "rq" | "rl" | "cc";
  /** The countries by the three letters of ISO 3166, which is all that the World Bank gives. */
  readonly countries: CountriesBy;
};

/**
 * Read one dimension of the Worldwide Governance Indicators (World Bank) as it is downloaded: the long file
 * `codeindyr,code,countryname,year,indicator,estimate,stddev,…` of the releases to 2024, a sheet of the release of 2025
 * (`Economy (code),Year,Governance estimate (approx. -2.5 to +2.5),Standard error (estimate)`), or an extract of the
 * DataBank with a column for each year and the series `PV.EST` and `PV.STD.ERR`.
 */
export function readWgi(file: TableFile, options: WgiOptions): Table<GovernanceRow> {
  let seen = 0;
  const table = readTable<Piece>(file, (names, reading, line) => {
    seen += 1;
    const form = [openLong, openSheet, openWide].find(({ marks }) => marks.every((mark) => names.includes(mark)));
    if (form !== undefined) return form.open(options)(names, reading, line);
    if (seen < mostRowsAboveHeader && names.filter((name) => name !== "").length <= 2) return "later";
    const expected = "the columns of one of the three forms; the one nearest has estimate and stddev";
    reading.tell(line, "COLUMN_MISSING", { found: "estimate", expected });
    return undefined;
  });
  return settleEstimates({ ...table, rows: joinPieces(table.rows) });
}

/** The World Bank puts a few rows about the download above the header of some. */
const mostRowsAboveHeader = 6;

/** An estimate, its error, or both of one country and year: the DataBank gives them in rows of their own. */
type Piece = GovernanceRow & { readonly isHalf: boolean };

type Form = {
  /** The columns by which a file of this form is known. */
  readonly marks: readonly string[];
  readonly open: (options: WgiOptions) => OpenTable<Piece>;
};

const openLong: Form = {
  marks: ["code", "year", "indicator", "estimate", "stddev"],
  open: (options) => (names, reading) => {
    const at = (name: string) => names.indexOf(name);
    const read: RowReader<Piece>["read"] = (row) => {
      if (row.text(at("indicator")) === options.dimension) {
        const columns = { iso3: at("code"), year: at("year"), estimate: at("estimate"), error: at("stddev") };
        return readWhole(reading, row, columns, options);
      }
      reading.filter("other indicators");
      return [];
    };
    return { read };
  },
};

const sheetColumns = {
  iso3: "Economy (code)",
  year: "Year",
  estimate: "Governance estimate (approx. -2.5 to +2.5)",
  error: "Standard error (estimate)",
} as const;

const openSheet: Form = {
  marks: Object.values(sheetColumns),
  open: (options) => (names, reading) => {
    const at = (name: keyof typeof sheetColumns) => names.indexOf(sheetColumns[name]);
    const columns = { iso3: at("iso3"), year: at("year"), estimate: at("estimate"), error: at("error") };
    return { read: (row) => readWhole(reading, row, columns, options) };
  },
};

const openWide: Form = {
  marks: ["Country Name", "Country Code"],
  open: (options) => (names, reading, line) => {
    const series = Math.max(names.indexOf("Series Code"), names.indexOf("Indicator Code"));
    const years = names.flatMap((name, position) => {
      const [year = ""] = /^[0-9]{4}(?=$| \[YR[0-9]{4}\]$)/.exec(name) ?? [];
      return isYear(year) ? [{ position, year: Number(year) }] : [];
    });
    const expected = "Country Name, Country Code, Series Code and a column for each year such as 2022 [YR2022]";
    if (series < 0) reading.tell(line, "COLUMN_MISSING", { found: "Series Code", expected });
    if (years.length === 0) reading.tell(line, "COLUMN_MISSING", { found: "2022 [YR2022]", expected });
    if (series < 0 || years.length === 0) return undefined;
    const read = (row: TableRow): Piece[] => {
      const measure = measureOf(row.text(series), options.dimension);
      if (measure === undefined) {
        reading.filter("other indicators");
        return [];
      }
      const iso3 = row.text(names.indexOf("Country Code"));
      const country = findCode(reading, iso3, options);
      if (country === undefined) return [];
      return years.map(({ position, year }) => {
        const bounds = measure === "estimate" ? estimateBounds : errorBounds;
        const value = parseOrMissing(reading, row, position, bounds);
        const estimate = measure === "estimate" ? value : undefined;
        const standardError = measure === "error" ? value : undefined;
        return { country, iso3, year, estimate, standardError, line: row.line, isHalf: true };
      });
    };
    return { read, isEnd: (row) => /^(Data from database|Last Updated)/.test(row.text(0)) };
  },
};

/** `PV.EST` and `PV.STD.ERR`; since 2025 `GOV_WGI_PV.EST` and `GOV_WGI_PV.SE`. */
function measureOf(series: string, dimension: string): "estimate" | "error" | undefined {
  const [, found = "", measure = ""] = /^(?:GOV_WGI_)?([A-Z]{2})\.(EST|STD\.ERR|SE)$/.exec(series) ?? [];
  if (found.toLowerCase() !== dimension) return undefined;
  return measure === "EST" ? "estimate" : "error";
}

type WholeColumns = {
  readonly iso3: number;
  readonly year: number;
  readonly estimate: number;
  readonly error: number;
};

function readWhole(reading: TableReading, row: TableRow, at: WholeColumns, options: WgiOptions): Piece[] {
  const iso3 = row.text(at.iso3);
  const country = findCode(reading, iso3, options);
  if (country === undefined) return [];
  const year = readYear(reading, row, at.year);
  const estimate = parseOrMissing(reading, row, at.estimate, estimateBounds);
  const standardError = parseOrMissing(reading, row, at.error, errorBounds);
  return [{ country, iso3, year, estimate, standardError, line: row.line, isHalf: false }];
}

/** The numeric code of an economy; undefined when the trade statistics have none for it, and then it is counted. */
function findCode(reading: TableReading, iso3: string, { countries }: WgiOptions): string | undefined {
  const code = countries.get(iso3)?.country;
  if (code === undefined) reading.filter(withoutCode(iso3));
  return code;
}

function parseOrMissing(reading: TableReading, row: TableRow, position: number, bounds: Bounds): number | undefined {
  const text = row.text(position);
  return /^(|\.\.|#N\/A|NA)$/.test(text) ? undefined : parseNumber(reading, row.line, text, bounds);
}

/** Halves that belong together become one row. A second estimate of the same country and year stays a row of its own. */
function joinPieces(pieces: readonly Piece[]): GovernanceRow[] {
  const halves = new Map<string, GovernanceRow>();
  const rows: GovernanceRow[] = [];
  for (const { isHalf, ...row } of pieces) {
    const key = `${row.country}|${row.year}`;
    const other = isHalf ? halves.get(key) : undefined;
    if (!isHalf || (other !== undefined && isSameHalf(other, row))) rows.push(row);
    else if (other === undefined) halves.set(key, row);
    else {
      const estimate = other.estimate ?? row.estimate;
      halves.set(key, { ...other, estimate, standardError: other.standardError ?? row.standardError });
    }
  }
  return [...halves.values(), ...rows];
}

function isSameHalf(one: GovernanceRow, other: GovernanceRow): boolean {
  const both = (key: "estimate" | "standardError") => one[key] !== undefined && other[key] !== undefined;
  return both("estimate") || both("standardError");
}
