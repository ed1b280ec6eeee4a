import assert from "node:assert/strict";
import { test } from "node:test";
import { countriesByName, readCountries } from "../../src/ingest/countries.ts";
import { readUsgs } from "../../src/ingest/usgs.ts";
import { faultsOf, fileOf } from "./table-file.ts";

const list =
  "country_code,country_name,country_iso2,country_iso3\n36,Australia,AU,AUS\n124,Canada,CA,CAN\n" +
  "180,Congo (Kinshasa),CD,COD\n484,Mexico,MX,MEX\n842,United States,US,USA\n";
const countries = countriesByName(readCountries(fileOf(list)).rows);
const read = (text: string | Uint8Array, material: string | undefined = "Tin") =>
  readUsgs(fileOf(text), material === "" ? { countries } : { countries, material });

const header = "Source,Country,Type,Prod_t_2022,Prod_t_est_2023,Prod_notes,Reserves_t,Reserves_notes\n";
const one = (cell: string) => read(`${header}MCS2024,Mexico,Mine production,${cell},1,,37000,\n`);

test("a table of one commodity: the year and the unit are in the name of a column", () => {
  const { rows, faults, filtered } = read(
    `${header}MCS2024,Mexico,"Mine production, content",6195,6400,,37000,\n` +
      'MCS2024,Other countries,"Mine production, content",2940,3000,,57000,\n' +
      "MCS2024,World total (rounded),Mine production,9140,9400,,610000,\n",
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ material, country, stage, year, quantity, tonnes, flag }) => [
      material,
      country,
      stage,
      year,
      quantity,
      tonnes,
      flag,
    ]),
    [
      ["Tin", "484", "Mine production, content", 2022, 6195, 6195, "r"],
      ["Tin", "484", "Mine production, content", 2023, 6400, 6400, "e"],
    ],
  );
  assert.deepEqual(filtered, { "countries that are not named": 1, "totals over countries": 1 });
});

test("the table of all commodities: spaces at the end of names, units row by row", () => {
  const text =
    "SOURCE,COMMODITY,COUNTRY,TYPE,UNIT_MEAS,PROD_2023,PROD_EST_ 2024,PROD_NOTES,CAP_2023,CAP_EST_ 2024,CAP_NOTES,RESERVES_2024,RESERVE_NOTES\n" +
    'MCS2025,Cobalt,Congo (Kinshasa),"Mine production, cobalt content",metric tons,210000,220000,,,,,6000000,\n' +
    'MCS2025,Copper ,Canada ,"Mine production",thousand metric tons,508,450,,,,,8300,\n' +
    'MCS2025,Diamond,Canada,"Mine production",million carats,16,13,,,,,,\n';
  const { rows, faults } = read(text, "");
  assert.deepEqual(faults, []);
  const plain = rows.map(({ material, country, year, tonnes }) => `${material} ${country} ${year} ${tonnes}`);
  assert.deepEqual(plain, [
    "Cobalt 180 2023 210000",
    "Cobalt 180 2024 220000",
    "Copper 124 2023 508000",
    "Copper 124 2024 450000",
    "Diamond 124 2023 3.2",
    "Diamond 124 2024 2.6",
  ]);
});

const figures: readonly (readonly [
  cell: string,
  quantity: number | undefined,
  missing: string | undefined,
  flag: string,
])[] = [
  ["41600", 41600, undefined, "r"],
  ['"7,200,000"', 7_200_000, undefined, "r"],
  ["e4200", 4200, undefined, "e"],
  ['"e4,200"', 4200, undefined, "e"],
  ["0", 0, undefined, "r"],
  ["W", undefined, "withheld", "r"],
  ["NA", undefined, "not-published", "r"],
  ["   NA", undefined, "not-published", "r"],
  ["", undefined, "not-published", "r"],
  ["XX", undefined, "not-applicable", "r"],
  ["—", undefined, "unknown", "r"],
  ["--", undefined, "unknown", "r"],
  ["(5)", undefined, "unknown", "r"],
  ["Less than ½ unit.", undefined, "not-published", "r"],
  ["<1", undefined, "not-published", "r"],
  ["Included with ilmenite", undefined, "not-published", "r"],
];

for (const [cell, quantity, missing, flag] of figures) {
  test(`'${cell}' is ${quantity ?? missing}`, () => {
    const { rows, faults } = one(cell);
    assert.deepEqual(faults, []);
    assert.deepEqual([rows[0]?.quantity, rows[0]?.missing, rows[0]?.flag], [quantity, missing, flag]);
  });
}

for (const cell of ['"45,0007"', "4200 5", "4200(7)", "4200 (7)", "4200⁵", '"41,600 3"', "4200r", ">1000"]) {
  test(`the footnote in ${cell} is not swallowed`, () => {
    const table = one(cell);
    assert.deepEqual([faultsOf(table), table.rows.length], [["2 NUMBER_UNREADABLE"], 0]);
  });
}

const world = (first: string, second: string, total: string) =>
  read(
    `${header}MCS2024,Mexico,Mine production,${first},0,,,\nMCS2024,Canada,Mine production,${second},0,,,\n` +
      `MCS2024,World total (rounded),Mine production,${total},0,,,\n`,
  );

test("a digit that nothing in its own figure betrays makes the countries more than the world", () => {
  assert.deepEqual(world("41600", "3400", "45000").faults, []);
  const glued = world("41600", "34001", "45000");
  assert.deepEqual(faultsOf(glued), ["4 NUMBER_OUT_OF_RANGE"]);
  assert.match(glued.faults[0]?.message ?? "", /75601.*footnote/);
});

test("rounding is no excess: half a unit of the last digit of each figure is allowed", () => {
  const found = (first: string, second: string) => faultsOf(world(first, second, "45000"));
  assert.deepEqual(found("41600", "3900"), [], "45,500 of at most 45,000 + 500 + 50 + 50");
  assert.deepEqual(found("41600", "3950"), [], "45,550 of at most 45,000 + 500 + 50 + 5");
  assert.deepEqual(found("41601", "3901"), ["4 NUMBER_OUT_OF_RANGE"], "45,502 of at most 45,000 + 500 + 0.5 + 0.5");
  assert.deepEqual(found("41600", "4000"), [], "45,600 of at most 45,000 + 500 + 50 + 500");
  assert.deepEqual(found("W", "3400"), [], "what is withheld is no excess");
});

test("totals of another type of product do not judge", () => {
  const { faults } = read(
    `${header}MCS2024,Mexico,ore,100,1,,,\nMCS2024,Mexico,metal,50,1,,,\nMCS2024,World total (rounded),metal,50,1,,,\n` +
      "MCS2024,World total (rounded),oxide,1,1,,,\n",
  );
  assert.deepEqual(faults, []);
});

test("half a unit in the encoding of Windows", () => {
  const text = new TextEncoder().encode(`${header}MCS2022,Mexico,Mine production,Less than ? unit.,1,,,\n`);
  const bytes = text.map((byte) => (byte === 63 ? 0xbd : byte));
  assert.equal(read(bytes).rows[0]?.missing, "not-published");
});

test("a country that the list has not, an ambiguous unit, a header that is none", () => {
  assert.deepEqual(faultsOf(read(`${header}MCS2024,China4,Mine production,1,1,,,\n`)), ["2 COUNTRY_CODE_UNKNOWN"]);
  const ambiguous = read(`${header.replaceAll("Prod_t_", "Prod_mt_")}MCS2024,Mexico,Mine production,1,1,,,\n`);
  assert.deepEqual(faultsOf(ambiguous), ["2 UNIT_UNKNOWN", "2 UNIT_UNKNOWN"]);
  const million = read(`${header.replaceAll("Prod_t_", "Prod_Mt_")}MCS2024,Mexico,Mine production,1,1,,,\n`);
  assert.equal(million.rows[0]?.tonnes, 1e6);
  assert.deepEqual(faultsOf(read("Source,Country,Kind,Prod_2022\n", "")), [
    "1 COLUMN_MISSING",
    "1 COLUMN_MISSING",
    "1 COLUMN_MISSING",
  ]);
  assert.deepEqual(faultsOf(read(`${header}MCS2024,Mexico,Mine production,1,1,,,\nMCS2024,Mex`)), ["3 FILE_CUT"]);
});
