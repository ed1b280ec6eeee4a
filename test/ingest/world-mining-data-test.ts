import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesByName, readCountries } from "../../src/ingest/countries.ts";
import { readWorldMiningData } from "../../src/ingest/world-mining-data.ts";
import { faultsOf, fileOf, sharedFile, withoutShared } from "./table-file.ts";

const list = "country_code,country_name,country_iso2,country_iso3\n36,Australia,AU,AUS\n604,Peru,PE,PER\n";
const countries = countriesByName(readCountries(fileOf(list)).rows);
const read = (text: string, material?: string) =>
  readWorldMiningData(fileOf(text), material === undefined ? { countries } : { countries, material });

const header = "Country,unit,2021,2022,data source\n";

test("a sheet of the workbook: the material above the header, a column for each year", () => {
  const { rows, faults, filtered } = read(
    `Tin,,,,\n${header}Australia,metr. t,8772,9053.5,r\nPeru,metr. t,,-,e\nTotal,metr. t,1,2,\n`,
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ material, country, name, year, quantity, missing, flag }) => [
      material,
      country,
      name,
      year,
      quantity,
      missing,
      flag,
    ]),
    [
      ["Tin", "36", "Australia", 2021, 8772, undefined, "r"],
      ["Tin", "36", "Australia", 2022, 9053.5, undefined, "r"],
      ["Tin", "604", "Peru", 2021, undefined, "not-published", "e"],
      ["Tin", "604", "Peru", 2022, undefined, "not-published", "e"],
    ],
  );
  assert.deepEqual(filtered, { "totals over countries": 1 });
  assert.deepEqual(rows[0]?.tonnes, 8772);
});

test("without the title row the caller names the material; without either it is a fault", () => {
  assert.equal(read(`${header}Peru,kg,1500,0,r\n`, "Silver").rows[0]?.tonnes, 1.5);
  assert.deepEqual(faultsOf(read(`${header}Peru,kg,1500,0,r\n`)), ["1 CELL_EMPTY"]);
});

test("codes of countries in the table itself need no list", () => {
  const text =
    "Country,Country_Code,Country_ISO,2022,unit,data_source\nBurundi,108,BDI,134,metr. t,r\nTotal,DELETE,DELETE,9,metr. t,nan\n";
  const { rows, faults } = readWorldMiningData(fileOf(text), { countries: new Map(), material: "Tin" });
  assert.deepEqual([faults, rows[0]?.country, rows[0]?.iso3], [[], "108", "BDI"]);
});

test("the long form is a table of production, with or without flag and name", () => {
  const text = "material,country_code,iso3,year,quantity,unit\nTin,36,AUS,2022,1,ct\n";
  const { rows, faults } = read(text);
  assert.deepEqual([faults, rows[0]?.material, rows[0]?.flag, rows[0]?.tonnes], [[], "Tin", "", 2e-7]);
});

test("a country that the list has not, with the number of a footnote", () => {
  const { faults, rows } = read(`${header}Atlantis,kg,1,1,r\nPeru4,kg,1,1,r\nPeru,kg,1,1,r\n`, "Tin");
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["2 COUNTRY_CODE_UNKNOWN", "3 COUNTRY_CODE_UNKNOWN"],
  );
  assert.match(faults[1]?.message ?? "", /footnote/);
  assert.equal(rows.length, 2);
});

test("headers that are not one", () => {
  assert.deepEqual(faultsOf(read("Country,unit,20220,data source\n", "Tin")), ["1 COLUMN_MISSING", "1 COLUMN_UNKNOWN"]);
  assert.deepEqual(faultsOf(read("Country,unit,2022,2022\n", "Tin")), ["1 COLUMN_DUPLICATE"]);
  assert.deepEqual(faultsOf(read("Country,2022\n", "Tin")), ["1 COLUMN_MISSING"]);
});

test("cells at fault, and a country twice", () => {
  const cell = (text: string) => faultsOf(read(`${header}Peru,kg,${text},1,r\n`, "Tin"));
  assert.deepEqual(cell("-5"), ["2 NUMBER_OUT_OF_RANGE"]);
  assert.deepEqual(cell('"1,5"'), ["2 NUMBER_DECIMAL_COMMA"]);
  assert.deepEqual(cell("5 r"), ["2 NUMBER_UNREADABLE"]);
  const twice = faultsOf(read(`${header}Peru,kg,1,1,r\nPeru,kg,1,1,r\n`, "Tin"));
  assert.deepEqual(twice, ["3 FLOW_DUPLICATE", "3 FLOW_DUPLICATE"]);
  assert.deepEqual(faultsOf(read(`${header}Peru,kg,1,1,r\nPeru,kg`, "Tin")), ["3 FILE_CUT"]);
});

test("the long table 2018 to 2022, every row", { skip: withoutShared }, () => {
  const { rows, faults } = readWorldMiningData(sharedFile("production-wmd-2018-2022.csv"), { countries });
  assert.deepEqual([rows.length, faults], [9515, []]);
});
