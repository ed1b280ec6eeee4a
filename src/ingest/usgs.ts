import { type Fault, makeFault } from "../model/fault.ts";
import type { MissingReason } from "../model/missing.ts";
import { type CountriesBy, findCountry } from "./countries.ts";
import { anyQuantity, ProductionChecks, type ProductionRow } from "./production.ts";
import { isYear, parseNumber } from "./table-cells.ts";
import {
  type OpenTable,
  readTable,
  type Table,
  type TableFile,
  type TableReading,
  type TableRow,
} from "./table-reader.ts";
import { findExcess, type WorldFigure } from "./usgs-world.ts";

export type UsgsOptions = {
  /** The countries by the names of the Survey. */
  readonly countries: CountriesBy;
  /** The material of a table of one commodity, which does not name it. */
  readonly material?: string;
};

/**
 * Read the world's production out of a data release of the Mineral Commodity Summaries (U.S. Geological Survey). One file a
 * commodity, `Source,Country,Type,Prod_t_2022,Prod_t_est_2023,Prod_notes,Reserves_t,Reserves_notes`, or one of all since
 * 2025, `SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,…`. Reserves and capacities are passed over.
 */
export function readUsgs(file: TableFile, options: UsgsOptions): Table<ProductionRow> {
  const world: WorldFigure[] = [];
  // Some of its files are not UTF-8: they hold "½" and "—" as Windows writes them.
  const table = readTable(file, openUsgs(options, world), "windows-1252");
  const excess = findExcess(table.rows, world).map(({ line, found, most }): Fault => {
    const expected = `at most ${most}, the world's total with its rounding; a footnote's number may be glued to a figure`;
    return makeFault("NUMBER_OUT_OF_RANGE", { found: `countries that add up to ${found}`, expected }, file.name, line);
  });
  return { ...table, faults: [...table.faults, ...excess] };
}

type Columns = {
  readonly material: number;
  readonly country: number;
  readonly type: number;
  readonly unit: number;
  readonly years: readonly YearColumn[];
};

type YearColumn = {
  readonly position: number;
  readonly year: number;
  readonly isEstimate: boolean;
  /** Empty where a column of units says it row by row. */
  readonly unit: string;
};

function openUsgs(options: UsgsOptions, world: WorldFigure[]): OpenTable<ProductionRow> {
  return (names, reading, line) => {
    const at = findUsgsColumns(names, options, reading, line);
    if (at === undefined) return undefined;
    const checks = new ProductionChecks(reading);
    const read = (row: TableRow): ProductionRow[] => {
      const name = row.text(at.country);
      const material = at.material >= 0 ? row.text(at.material) : (options.material ?? "");
      const stage = row.text(at.type);
      if (/^other countries/i.test(name)) {
        reading.filter("countries that are not named");
        return [];
      }
      if (/^(world )?total/i.test(name)) {
        for (const column of at.years) {
          const printed = row.text(column.position).replaceAll(",", "");
          world.push({ material, stage, year: column.year, unit: unitOf(row, at, column), printed, line: row.line });
        }
        reading.filter("totals over countries");
        return [];
      }
      const country = findCountry(options.countries, name, { reading, line: row.line });
      if (country === undefined) return [];
      return at.years.flatMap((column) => {
        const figure = readFigure(reading, row, column);
        const unit = unitOf(row, at, column);
        const who = { material, country: country.country, iso3: country.iso3, name, stage };
        const made = checks.finish({ ...who, year: column.year, unit, ...figure, line: row.line });
        return made === undefined ? [] : [made];
      });
    };
    return { read };
  };
}

function unitOf(row: TableRow, at: Columns, column: YearColumn): string {
  return column.unit === "" ? row.text(at.unit) : column.unit;
}

function findUsgsColumns(
  names: readonly string[],
  { material }: UsgsOptions,
  reading: TableReading,
  line: number,
): Columns | undefined {
  const plain = names.map((name) => name.toLowerCase().replaceAll(" ", ""));
  const at = {
    material: plain.indexOf("commodity"),
    country: plain.indexOf("country"),
    type: Math.max(plain.indexOf("type"), plain.indexOf("form")),
    unit: plain.indexOf("unit_meas"),
  };
  const years = names.flatMap((name, position) => yearColumnOf(name.replaceAll(" ", ""), position));
  const told = reading.told;
  const expected = "Country, Type, columns such as Prod_t_2022 or PROD_2023 with UNIT_MEAS";
  const miss = (found: string) => reading.tell(line, "COLUMN_MISSING", { found, expected });
  if (at.country < 0) miss("Country");
  if (at.type < 0) miss("Type");
  if (years.length === 0) miss("Prod_t_2022");
  if (at.unit < 0 && years.some(({ unit }) => unit === "")) miss("UNIT_MEAS");
  if (at.material < 0 && material === undefined) miss("COMMODITY");
  return reading.told > told ? undefined : { ...at, years };
}

/** `Prod_t_2022`, `Prod_kt_est_2023`, `PROD_2023`, `PROD_EST_2024`: the unit is kept as written, since Mt is not mt. */
function yearColumnOf(name: string, position: number): YearColumn[] {
  const [, unit = "", estimate, year = ""] = /^prod_(?:(?!est_)([a-z0-9]+)_)?(est_)?([0-9]{4})$/i.exec(name) ?? [];
  return isYear(year) ? [{ position, year: Number(year), isEstimate: estimate !== undefined, unit }] : [];
}

type Figure = Pick<ProductionRow, "quantity" | "missing" | "flag">;

/** A figure, why there is none, or a fault. A comma parts thousands, and an `e` in front marks an estimate. */
function readFigure(reading: TableReading, row: TableRow, { position, isEstimate }: YearColumn): Figure {
  const text = row.text(position);
  const missing = findMissing(text);
  const flag = isEstimate || /^e/i.test(text) ? "e" : "r";
  if (missing !== undefined) return { quantity: undefined, missing, flag };
  const figure = text.replace(/^e\s?/i, "");
  if (/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(figure)) {
    return { quantity: Number(figure.replaceAll(",", "")), missing: undefined, flag };
  }
  if (/^[0-9][0-9,.]*(\s+[0-9]{1,2}|\s*\([0-9]{1,2}\)|[⁰¹²³⁴-⁹]+)$/.test(figure) || /,[0-9]{4,}$/.test(figure)) {
    const expected = "a figure alone; a footnote's number is glued to it";
    reading.tell(row.line, "NUMBER_UNREADABLE", { found: text, expected });
    return { quantity: undefined, missing: undefined, flag };
  }
  return { quantity: parseNumber(reading, row.line, figure, anyQuantity), missing: undefined, flag };
}

/** The Survey's own signs, and its words for what stands elsewhere in the table. */
function findMissing(text: string): MissingReason | undefined {
  if (text === "W") return "withheld";
  if (text === "XX") return "not-applicable";
  if (/^(NA|N\/A|)$/i.test(text) || /^(less than|<|included )/i.test(text)) return "not-published";
  return /^([-–—]+|\([0-9]{1,2}\)|[⁰¹²³⁴-⁹]+)$/.test(text) ? "unknown" : undefined;
}
