import assert from "node:assert/strict";
import { test } from "node:test";
import { readGovernance } from "../../src/ingest/governance.ts";
import { faultsOf, fileOf, sharedFile, withoutShared } from "./table-file.ts";

const header = "country_code,iso3,year,estimate,standard_error\n";
const read = (rows: string) => readGovernance(fileOf(header + rows));

test("the columns of the risk command", () => {
  const { rows, faults } = read("036,AUS,2022,0.87,0.22\n");
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [{ country: "36", iso3: "AUS", year: 2022, estimate: 0.87, standardError: 0.22, line: 2 }]);
  assert.equal(readGovernance(fileOf("country,country_code,iso3,year,estimate,standard_error\n")).faults.length, 0);
});

test("a blank estimate is missing and never nought", () => {
  const { rows } = read("36,AUS,2021,,\n36,AUS,2022,0,0.2\n32,ARG,2022,-1.2e-2,\n");
  assert.deepEqual(
    rows.map(({ estimate, standardError }) => [estimate, standardError]),
    [
      [undefined, undefined],
      [0, 0.2],
      [-0.012, undefined],
    ],
  );
});

test("an economy without a code of a trading country is counted by its name", () => {
  const { rows, filtered, faults } = read(",LIE,2021,1.5,0.2\n,LIE,2022,1.5,0.2\n");
  assert.deepEqual([rows, filtered, faults], [[], { "no country code for LIE": 2 }, []]);
  assert.deepEqual(faultsOf(read(",,2021,1.5,0.2\n")), ["2 CELL_EMPTY"]);
});

test("two estimates that differ leave none; the same one twice stays", () => {
  const { rows, filtered, faults } = read(
    "328,GUY,2022,0.33,0.23\n328,GUY,2022,0.02,0.23\n328,GUY,2021,1,1\n328,GUY,2021,1,1\n",
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ year, estimate, standardError }) => [year, estimate, standardError]),
    [
      [2022, undefined, undefined],
      [2021, 1, 1],
    ],
  );
  assert.deepEqual(filtered, { "differing estimates for one country and year": 2 });
});

test("a third row cannot bring an estimate back", () => {
  const { rows, filtered } = read("328,GUY,2022,1,0.2\n328,GUY,2022,2,0.2\n328,GUY,2022,1,0.2\n");
  assert.deepEqual([rows[0]?.estimate, rows.length], [undefined, 1]);
  assert.deepEqual(filtered, { "differing estimates for one country and year": 3 });
});

const faulty: readonly (readonly [name: string, row: string, code: string])[] = [
  ["a percentile rank", "36,AUS,2022,87.5,0.2", "NUMBER_OUT_OF_RANGE"],
  ["a negative error", "36,AUS,2022,1,-0.2", "NUMBER_OUT_OF_RANGE"],
  ["a decimal comma", '36,AUS,2022,"0,87",0.2', "NUMBER_DECIMAL_COMMA"],
  ["dots for nothing", "36,AUS,2022,..,0.2", "NUMBER_UNREADABLE"],
  ["a year out of range", "36,AUS,22,1,0.2", "PERIOD_UNREADABLE"],
  ["a country by letters", "AUS,AUS,2022,1,0.2", "COUNTRY_CODE_UNKNOWN"],
  ["a cell too many", "36,AUS,2022,1,0.2,0", "ROW_LENGTH"],
];

for (const [name, row, code] of faulty) {
  test(`${name}: ${code}`, () => {
    const table = read(`${row}\n32,ARG,2022,0,0.2\n`);
    assert.deepEqual([faultsOf(table), table.rows.length, table.bad], [[`2 ${code}`], 1, 1]);
  });
}

test("political stability 2010 to 2022, every row", { skip: withoutShared }, () => {
  const { rows, bad, filtered, faults } = readGovernance(sharedFile("wgi-political-stability.csv"));
  assert.deepEqual([faults, bad], [[], 0]);
  // Two economies stand under one code, with an estimate each for thirteen years; five have no code.
  assert.deepEqual(filtered, {
    "no country code for LIE": 13,
    "no country code for MCO": 13,
    "no country code for MTQ": 13,
    "no country code for PRI": 13,
    "no country code for REU": 13,
    "differing estimates for one country and year": 26,
  });
  assert.equal(rows.length + 5 * 13 + 13, 2782);
  const estimateOf = (country: string) => rows.find((row) => row.country === country && row.year === 2022)?.estimate;
  // METHODS, section 2.
  assert.ok(Math.abs((estimateOf("104") ?? 0) - -2.21174) < 5e-6);
  assert.ok(Math.abs((estimateOf("156") ?? 0) - -0.44107) < 5e-6);
  assert.ok(Math.abs((estimateOf("392") ?? 0) - 1.07391) < 5e-6);
});
