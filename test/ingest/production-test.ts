import assert from "node:assert/strict";
import { test } from "node:test";
import { readProduction } from "../../src/ingest/production.ts";
import { faultsOf, fileOf, sharedFile, withoutShared } from "./table-file.ts";

const header = "material,country_code,iso3,year,quantity,unit,flag\n";
const read = (rows: string) => readProduction(fileOf(header + rows));

test("the columns of the risk command", () => {
  const { rows, faults } = read("Tin,036,AUS,2022,8772.5,metr. t,r\n");
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    {
      material: "Tin",
      country: "36",
      iso3: "AUS",
      name: "",
      stage: "",
      year: 2022,
      quantity: 8772.5,
      missing: undefined,
      unit: "metr. t",
      tonnes: 8772.5,
      flag: "r",
      line: 2,
    },
  ]);
});

test("further columns, in another order, without the flag", () => {
  const text = "stage,country,material,country_code,iso3,year,unit,quantity\nrefined,Peru,Tin,604,PER,2022,kg,1500\n";
  const { rows, faults } = readProduction(fileOf(text));
  assert.deepEqual(faults, []);
  const [row] = rows;
  assert.deepEqual([row?.stage, row?.name, row?.tonnes, row?.flag], ["refined", "Peru", 1.5, ""]);
});

test("a quantity that is blank is missing, and nought is nought", () => {
  const { rows, faults } = read("Tin,36,AUS,2021,,t,r\nTin,36,AUS,2022,0,t,e\n");
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ quantity, tonnes, missing }) => [quantity, tonnes, missing]),
    [
      [undefined, undefined, "not-published"],
      [0, 0, undefined],
    ],
  );
});

test("a volume is kept with its unit and has no tonnes; a material has one kind of unit", () => {
  const { rows, faults } = read("Gas,36,AUS,2021,12,Mio m3,r\nGas,36,AUS,2022,12,t,r\nTin,36,AUS,2022,12,t,r\n");
  assert.deepEqual([rows[0]?.quantity, rows[0]?.unit, rows[0]?.tonnes, rows.length], [12, "Mio m3", undefined, 2]);
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["3 UNIT_MISMATCH"],
  );
  assert.match(faults[0]?.message ?? "", /'t'.*'Mio m3'/);
});

test("the same row twice is a fault; two names under one code are two producers", () => {
  const rows = "Tin,36,AUS,2022,1,t,r\nTin,036,AUS,2022,2,t,r\n";
  const { faults } = read(rows);
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["3 FLOW_DUPLICATE"],
  );
  assert.match(faults[0]?.message ?? "", /line 2/);
  const named = `country,${header}Guyana,Gold,328,GUY,2022,15129,kg,r\nFrench Guiana,Gold,328,GUY,2022,916,kg,r\n`;
  assert.deepEqual([readProduction(fileOf(named)).rows.length, readProduction(fileOf(named)).faults], [2, []]);
});

const faulty: readonly (readonly [name: string, row: string, codes: readonly string[]])[] = [
  ["no material", ",36,AUS,2022,1,t,r", ["CELL_EMPTY"]],
  ["no country", "Tin,,AUS,2022,1,t,r", ["CELL_EMPTY"]],
  ["a country by letters", "Tin,AUS,AUS,2022,1,t,r", ["COUNTRY_CODE_UNKNOWN"]],
  ["country nought", "Tin,0,AUS,2022,1,t,r", ["COUNTRY_CODE_UNKNOWN"]],
  ["a year out of range", "Tin,36,AUS,20220,1,t,r", ["PERIOD_UNREADABLE"]],
  ["a year before 1900", "Tin,36,AUS,1822,1,t,r", ["PERIOD_UNREADABLE"]],
  ["a negative quantity", "Tin,36,AUS,2022,-1,t,r", ["NUMBER_OUT_OF_RANGE"]],
  ["a decimal comma", 'Tin,36,AUS,2022,"1,5",t,r', ["NUMBER_DECIMAL_COMMA"]],
  ["separated thousands", 'Tin,36,AUS,2022,"1,234,567",t,r', ["NUMBER_GROUPED"]],
  ["no number", "Tin,36,AUS,2022,about 5,t,r", ["NUMBER_UNREADABLE"]],
  ["a number without end", "Tin,36,AUS,2022,1e999,t,r", ["NUMBER_UNREADABLE"]],
  ["an unknown unit", "Tin,36,AUS,2022,1,stone,r", ["UNIT_UNKNOWN"]],
  ["an unknown flag", "Tin,36,AUS,2022,1,t,x", ["FLAG_UNKNOWN"]],
  [
    "everything at once",
    "Tin,x,AUS,22,-1,stone,x",
    ["COUNTRY_CODE_UNKNOWN", "PERIOD_UNREADABLE", "NUMBER_OUT_OF_RANGE", "FLAG_UNKNOWN", "UNIT_UNKNOWN"],
  ],
];

for (const [name, row, codes] of faulty) {
  test(`${name}: ${codes.join(", ")}, and the other rows are read`, () => {
    const table = read(`${row}\nLead,36,AUS,2022,1,t,r\n`);
    assert.deepEqual(
      faultsOf(table),
      codes.map((code) => `2 ${code}`),
    );
    assert.deepEqual([table.rows.length, table.bad], [1, 1]);
  });
}

test("a byte order mark, a renamed column and a file cut off", () => {
  assert.deepEqual(readProduction(fileOf(`\ufeff${header}Tin,36,AUS,2022,1,t,r\n`)).faults, []);
  const renamed = readProduction(fileOf("material,country,code,iso3,year,quantity,unit,flag\n"));
  assert.deepEqual(faultsOf(renamed), ["1 COLUMN_MISSING", "1 COLUMN_UNKNOWN"]);
  assert.deepEqual(faultsOf(read("Tin,36,AUS,2022,1,t,r\nTin,36,AUS")), ["3 FILE_CUT"]);
});

test("World Mining Data 2018 to 2022, every row", { skip: withoutShared }, () => {
  const { rows, bad, filtered, faults } = readProduction(sharedFile("production-wmd-2018-2022.csv"));
  assert.deepEqual([rows.length, bad, filtered, faults], [9515, 0, {}, []]);
  assert.equal(rows.filter(({ quantity }) => quantity === undefined).length, 34);
  const volumes = rows.filter(({ quantity, tonnes }) => quantity !== undefined && tonnes === undefined);
  assert.deepEqual([...new Set(volumes.map(({ material }) => material))], ["Natural Gas"]);
});

/** METHODS: the Herfindahl index of the world's production of oxides, 2018 to 2022. */
const herfindahls = [0.463184, 0.454933, 0.41766, 0.432094, 0.528262];

test("its rows give the published concentration", { skip: withoutShared }, () => {
  const { rows } = readProduction(sharedFile("production-wmd-2018-2022.csv"));
  const oxides = rows.filter(({ material }) => /\(REO\)$/.test(material));
  for (const [index, expected] of herfindahls.entries()) {
    const tonnes = oxides.filter(({ year }) => year === 2018 + index).map((row) => row.tonnes ?? 0);
    const total = tonnes.reduce((sum, one) => sum + one, 0);
    const found = tonnes.reduce((sum, one) => sum + (one / total) ** 2, 0);
    assert.ok(Math.abs(found - expected) < 5e-7, `${2018 + index}: ${found}`);
  }
});
