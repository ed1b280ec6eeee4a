import { type CountryRow, countriesByIso3, countriesByName } from "../ingest/countries.ts";
import { type GovernanceRow, readGovernance } from "../ingest/governance.ts";
import { type ProductionRow, readProduction } from "../ingest/production.ts";
import type { Table } from "../ingest/table-reader.ts";
import { readUsgs } from "../ingest/usgs.ts";
import { readWgi, type WgiOptions } from "../ingest/wgi.ts";
import { readWorldMiningData } from "../ingest/world-mining-data.ts";
import { lodebookError } from "../model/fault.ts";
import { readChunks } from "./trade-files.ts";

/** What is needed to read a table as its publisher gives it. */
export type PublisherOptions = {
  /** The list of countries, by which names and letters become codes; undefined when none was given. */
  readonly countries: readonly CountryRow[] | undefined;
  /** What a table of a single material is about, when only one was asked for. */
  readonly material: string | undefined;
};

/** Production with codes, or as World Mining Data or the U.S. Geological Survey publish it. */
export function readAnyProduction(name: string, options: PublisherOptions): Table<ProductionRow> {
  const head = firstLine(name);
  const file = { name, chunks: readChunks(name) };
  if (head.includes("country_code")) return readProduction(file);
  const countries = countriesByName(countriesOf(name, options));
  const { material } = options;
  const publisher = { countries, ...(material === undefined ? {} : { material }) };
  return /prod_/i.test(head) ? readUsgs(file, publisher) : readWorldMiningData(file, publisher);
}

/** Estimates of governance, and what they are in the file. */
export type Governance = Table<GovernanceRow> & { readonly column: string };

/**
 * Governance with codes, or as the World Bank publishes it: then political stability, or where `isMean` the mean of all six
 * indicators, for countries that have all six.
 */
export function readAnyGovernance(name: string, options: PublisherOptions, isMean: boolean): Governance {
  const head = firstLine(name);
  if (head.includes("country_code"))
    return { ...readGovernance({ name, chunks: readChunks(name) }), column: "estimate" };
  const countries = countriesByIso3(countriesOf(name, options));
  const read = (dimension: WgiOptions["dimension"]) =>
    readWgi({ name, chunks: readChunks(name) }, { dimension, countries });
  // A sheet of the release of 2025 holds one indicator and does not say which.
  if (head.includes("Governance estimate")) return { ...read("pv"), column: "Governance estimate" };
  if (!isMean) return { ...read("pv"), column: "political stability (pv)" };
  const tables = dimensions.map(read);
  const [first] = tables;
  return { ...(first ?? emptyTable), rows: meanOf(tables), column: `mean of ${dimensions.join(", ")}` };
}

const dimensions: readonly WgiOptions["dimension"][] = ["va", "pv", "ge", "rq", "rl", "cc"];

const emptyTable = { rows: [], bad: 0, filtered: {}, faults: [] };

/** The errors of the six go together, since their sources do: the error of the mean is the mean of the errors. */
function meanOf(tables: readonly Table<GovernanceRow>[]): GovernanceRow[] {
  const found = new Map<string, GovernanceRow[]>();
  for (const row of tables.flatMap(({ rows }) => rows)) {
    const key = `${row.country}|${row.year}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return [...found.values()].flatMap((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const estimate = meanOfAll(rows.map((row) => row.estimate));
    return [{ ...first, estimate, standardError: meanOfAll(rows.map((row) => row.standardError)) }];
  });
}

function meanOfAll(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < dimensions.length ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function countriesOf(file: string, { countries }: PublisherOptions): readonly CountryRow[] {
  if (countries !== undefined) return countries;
  const expected = "--countries with a list of their codes, or the column country_code in the file";
  throw lodebookError("COLUMN_MISSING", { found: "country_code", expected }, file, 1);
}

function firstLine(file: string): string {
  for (const bytes of readChunks(file)) return new TextDecoder().decode(bytes.subarray(0, 10_000)).split("\n")[0] ?? "";
  return "";
}
