import { readCountryCode, readWords } from "./table-cells.ts";
import {
  findColumns,
  readTable,
  type Table,
  type TableFile,
  type TableReading,
  type TableRow,
} from "./table-reader.ts";

/** One name of a country with its codes; a country may have several rows, each with another name. */
export type CountryRow = {
  readonly name: string;
  readonly country: string;
  readonly iso3: string;
  readonly line: number;
};

/** Read a list of countries as CEPII gives it with BACI: `country_code,country_name,country_iso2,country_iso3`. */
export function readCountries(file: TableFile): Table<CountryRow> {
  return readTable(file, (names, reading, line) => {
    const columns = {
      required: ["country_code", "country_name", "country_iso3"],
      optional: ["country_iso2"],
    } as const;
    const at = findColumns(names, columns, reading, line);
    if (at === undefined) return undefined;
    const read = (row: TableRow): CountryRow[] => [
      {
        name: readWords(reading, row, at.country_name, "country_name"),
        country: readCountryCode(reading, row, at.country_code),
        iso3: row.text(at.country_iso3),
        line: row.line,
      },
    ];
    return { read };
  });
}

/** The countries of a list by a text that their source uses for them. */
export type CountriesBy = ReadonlyMap<string, CountryRow>;

/** By name, in small letters. */
export function countriesByName(rows: readonly CountryRow[]): CountriesBy {
  return new Map(rows.map((row) => [row.name.toLowerCase(), row]));
}

/** By the three letters of ISO 3166. A country that is no more, `(...1990)`, leaves them to the one that has them now. */
export function countriesByIso3(rows: readonly CountryRow[]): CountriesBy {
  const isPast = ({ name }: CountryRow) => /\(\.\.\.[0-9]{4}\)$/.test(name);
  const found = new Map<string, CountryRow>();
  for (const row of [...rows.filter((one) => !isPast(one)), ...rows.filter(isPast)]) {
    if (row.iso3 !== "" && !found.has(row.iso3)) found.set(row.iso3, row);
  }
  return found;
}

/** The country that a source calls by a name; undefined when it is told, since a lost producer would change every share. */
export function findCountry(
  countries: CountriesBy,
  name: string,
  { reading, line }: { readonly reading: TableReading; readonly line: number },
): CountryRow | undefined {
  const country = countries.get(name.toLowerCase());
  if (country !== undefined) return country;
  const glued = /[0-9⁰¹²³⁴-⁹]$/.test(name) ? "; a footnote's number may be glued to it" : "";
  const expected = `a name that the list of countries has${glued}`;
  reading.tell(line, "COUNTRY_CODE_UNKNOWN", { found: name, expected });
  return undefined;
}
