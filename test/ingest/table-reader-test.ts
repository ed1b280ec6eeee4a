import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readGovernance } from "../../src/ingest/governance.ts";
import { readGroups } from "../../src/ingest/groups.ts";
import { readMaterials } from "../../src/ingest/materials.ts";
import { readProduction } from "../../src/ingest/production.ts";
import { findColumns, readTable } from "../../src/ingest/table-reader.ts";
import { readUsgs } from "../../src/ingest/usgs.ts";
import { readWgi } from "../../src/ingest/wgi.ts";
import { readWorldMiningData } from "../../src/ingest/world-mining-data.ts";
import { faultsOf, fileOf } from "./table-file.ts";

const columns = { required: ["a", "b"], optional: ["c"] } as const;
const read = (text: string | Uint8Array, encoding?: string) =>
  readTable<readonly string[]>(
    fileOf(text),
    (names, reading, line) => {
      const at = findColumns(names, columns, reading, line);
      if (at === undefined) return undefined;
      return { read: (row) => [[row.text(at.a), row.text(at.b), row.text(at.c)]] };
    },
    encoding,
  );

test("columns in any order, spaces around cells, quotes, CRLF, a byte order mark, semicolons", () => {
  const rows = [["1", 'two "2"', "3"]];
  assert.deepEqual(read('a,b,c\n1,"two ""2""",3\n').rows, rows);
  assert.deepEqual(read('\ufeffc,b,a\r\n3 ,"two ""2""", 1\r\n').rows, rows);
  assert.deepEqual(read('a;b;c\n1;"two ""2""";3').rows, rows);
  assert.deepEqual(read("a,b\n1,2\n\n,,\n3,4\n").rows, [
    ["1", "2", ""],
    ["3", "4", ""],
  ]);
});

test("empty columns at the end are a spreadsheet's", () => {
  const { rows, faults } = read("a,b,,\n1,2,,\n3,4,,,\n");
  assert.deepEqual([rows.length, faults], [2, []]);
});

test("a renamed, a doubled and a missing column are told together, and no row is read", () => {
  const table = read("a,bb,a\n1,2,3\n");
  assert.deepEqual(faultsOf(table), ["1 COLUMN_MISSING", "1 COLUMN_UNKNOWN", "1 COLUMN_DUPLICATE"]);
  assert.deepEqual(table.rows, []);
  assert.deepEqual(faultsOf(read("")), ["0 COLUMN_MISSING"]);
});

test("a row too short, one too long and a file cut off", () => {
  const { rows, bad, faults } = read("a,b\n1\n1,2\n1,2,3\n1");
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["2 ROW_LENGTH", "4 ROW_LENGTH", "5 FILE_CUT"],
  );
  assert.deepEqual([rows, bad], [[["1", "2", ""]], 3]);
  assert.deepEqual(faultsOf(read('a,b\n1,"2')), ["2 FILE_CUT"]);
  assert.deepEqual(faultsOf(read('a,b\n1,2"2\n')), ["2 CSV_UNREADABLE"]);
});

test("letters in another encoding are told, unless the format has one", () => {
  const bytes = Uint8Array.from([...new TextEncoder().encode("a,b\n1,"), 0xbd, 10]);
  assert.deepEqual(faultsOf(read(bytes)), ["2 TEXT_NOT_UTF8"]);
  assert.deepEqual(read(bytes, "windows-1252").rows, [["1", "½", ""]]);
});

test("more faults than anybody reads are counted on", () => {
  const { faults, bad } = readGroups(fileOf(`group,country_code\n${"eu,x\n".repeat(10_005)}`, 1 << 16));
  assert.deepEqual([faults.length, bad], [10_000, 10_005]);
});

test("a message shows the beginning of a long cell", () => {
  const [fault] = readGroups(fileOf(`group,country_code\neu,${"x".repeat(5000)}\n`, 1 << 16)).faults;
  assert.ok((fault?.message.length ?? 0) < 500);
});

const countries = new Map();
const readers = [
  readProduction,
  readGovernance,
  readMaterials,
  readGroups,
  (file: ReturnType<typeof fileOf>) => readWorldMiningData(file, { countries }),
  (file: ReturnType<typeof fileOf>) => readUsgs(file, { countries }),
  (file: ReturnType<typeof fileOf>) => readWgi(file, { dimension: "pv", countries }),
];
const headers = [
  "material,country_code,iso3,year,quantity,unit,flag",
  "country_code,iso3,year,estimate,standard_error",
  "material,hs,stage",
  "group,country_code",
  "Country,unit,2022",
  "Country,Type,COMMODITY,Prod_t_2022",
  "Country Name,Country Code,Series Code,2022",
];

test("whatever a file holds, it is read or told and never thrown", () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom("36", "2022", "PV.EST", '"', "é", "1e5", "280469"),
  );
  const rows = fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...headers), rows, fc.integer({ min: 1, max: 50 }), (header, cells, size) => {
      const text = [header, ...cells.map((row) => row.join(","))].join("\n");
      for (const reader of readers) {
        const { faults } = reader(fileOf(text, size));
        assert.ok(faults.every(({ message, file }) => message !== "" && file === "table.csv"));
      }
    }),
    { numRuns: 100 },
  );
});
