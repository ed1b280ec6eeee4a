import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesByIso3, countriesByName, readCountries } from "../../src/ingest/countries.ts";
import { faultsOf, fileOf, sharedFile, withoutShared } from "./table-file.ts";

const header = "country_code,country_name,country_iso2,country_iso3\n";

test("by name in small letters, several names for one country", () => {
  const { rows, faults } = readCountries(fileOf(`${header}842,USA,US,USA\n842,United States,US,USA\n`));
  assert.deepEqual(faults, []);
  const names = countriesByName(rows);
  assert.deepEqual([names.get("united states")?.country, names.get("usa")?.country], ["842", "842"]);
});

test("letters that a state left behind belong to the one that has them now", () => {
  const rows = "280,Fed. Rep. of Germany (...1990),DE,DEU\n276,Germany,DE,DEU\n200,Czechoslovakia (...1992),CS,CSK\n";
  const codes = countriesByIso3(readCountries(fileOf(header + rows)).rows);
  assert.deepEqual([codes.get("DEU")?.country, codes.get("CSK")?.country], ["276", "200"]);
});

test("a country without a name or with letters for its number", () => {
  const table = readCountries(fileOf(`${header}4,,AF,AFG\nAF,Afghanistan,AF,AFG\n`));
  assert.deepEqual(faultsOf(table), ["2 CELL_EMPTY", "3 COUNTRY_CODE_UNKNOWN"]);
});

test("the list that comes with BACI", { skip: withoutShared }, () => {
  const { rows, faults } = readCountries(sharedFile("baci-country-codes.csv"));
  assert.deepEqual([rows.length, faults], [238, []]);
  const codes = countriesByIso3(rows);
  assert.deepEqual(
    [codes.get("DEU")?.country, codes.get("SDN")?.country, codes.get("BEL")?.country],
    ["276", "729", "56"],
  );
});
