import { type CountriesBy, findCountry } from "./countries.ts";
import { anyQuantity, openProduction, ProductionChecks, type ProductionRow } from "./production.ts";
import { isYear, parseNumber, readCountryCode } from "./table-cells.ts";
import {
  type OpenTable,
  type RowReader,
  readTable,
  type Table,
  type TableFile,
  type TableRow,
} from "./table-reader.ts";

export type WorldMiningDataOptions = {
  /** The countries by the names of World Mining Data; not asked for where the table has their codes. */
  readonly countries: CountriesBy;
  /** The material of a wide table without its title row. */
  readonly material?: string;
};

/**
 * Read production from World Mining Data (Austrian Federal Ministry of Finance). Wide, as its workbook "6.4 Production of
 * Mineral Raw Materials of individual Countries by Minerals" has it, one sheet a material: a title row with the material,
 * then `Country,unit,2018,…,2022,data source`. Or long: the columns of a table of production.
 */
export function readWorldMiningData(file: TableFile, options: WorldMiningDataOptions): Table<ProductionRow> {
  let title = options.material ?? "";
  return readTable(file, (names, reading, line) => {
    if (names.includes("material")) return openProduction(names, reading, line);
    const plain = names.map((name) => name.toLowerCase());
    if (!plain.includes("country") && names.filter((name) => name !== "").length === 1 && line === 1) {
      title = names.find((name) => name !== "") ?? "";
      return "later";
    }
    return openWide(options.countries, title)(names, reading, line);
  });
}

function openWide(countries: CountriesBy, material: string): OpenTable<ProductionRow> {
  return (names, reading, line) => {
    const plain = names.map((name) => name.toLowerCase().replaceAll("_", " "));
    const at = {
      country: plain.indexOf("country"),
      code: plain.indexOf("country code"),
      iso3: plain.indexOf("country iso"),
      unit: plain.indexOf("unit"),
      flag: plain.indexOf("data source"),
    };
    const years = [...names.entries()].filter(([, name]) => isYear(name));
    const expected = "Country, unit, a column for each year such as 2018, data source";
    const told = reading.told;
    if (at.country < 0) reading.tell(line, "COLUMN_MISSING", { found: "Country", expected });
    if (at.unit < 0) reading.tell(line, "COLUMN_MISSING", { found: "unit", expected });
    if (years.length === 0) reading.tell(line, "COLUMN_MISSING", { found: "2018", expected });
    const known: readonly number[] = Object.values(at);
    for (const [position, name] of names.entries()) {
      if (name === "" || known.includes(position)) continue;
      if (!isYear(name)) reading.tell(line, "COLUMN_UNKNOWN", { found: name, expected });
      else if (names.indexOf(name) < position) reading.tell(line, "COLUMN_DUPLICATE", { found: name, expected });
    }
    if (material === "") {
      reading.tell(line, "CELL_EMPTY", { found: "material", expected: "the material in a row above the header" });
    }
    if (reading.told > told) return undefined;
    const checks = new ProductionChecks(reading);
    const read: RowReader<ProductionRow>["read"] = (row) => {
      const name = row.text(at.country);
      if (/^total\b/i.test(name)) {
        reading.filter("totals over countries");
        return [];
      }
      const who = whoOf(row);
      if (who === undefined) return [];
      return years.flatMap(([position, year]) => {
        const figure = quantityOf(row.text(position), (text) => parseNumber(reading, row.line, text, anyQuantity));
        const rest = { stage: "", unit: row.text(at.unit), flag: row.text(at.flag).toLowerCase(), line: row.line };
        const made = checks.finish({ material, ...who, name, year: Number(year), ...figure, ...rest });
        return made === undefined ? [] : [made];
      });
    };
    const whoOf = (row: TableRow) => {
      if (at.code >= 0) return { country: readCountryCode(reading, row, at.code), iso3: row.text(at.iso3) };
      const country = findCountry(countries, row.text(at.country), { reading, line: row.line });
      return country === undefined ? undefined : { country: country.country, iso3: country.iso3 };
    };
    return { read };
  };
}

/** The ministry leaves a cell empty, or puts a dash, where it knows nothing; nought is printed as nought. */
function quantityOf(text: string, parse: (text: string) => number | undefined) {
  if (/^[-–—]?$/.test(text)) return { quantity: undefined, missing: "not-published" as const };
  return { quantity: parse(text), missing: undefined };
}
