import assert from "node:assert/strict";
import { test } from "node:test";
import { readMaterials } from "../../src/ingest/materials.ts";
import { faultsOf, fileOf } from "./table-file.ts";

const read = (rows: string) => readMaterials(fileOf(`material,hs\n${rows}`));

test("codes are text, parted by semicolons", () => {
  const { rows, faults } = read("Nickel,260400;750110; 010121\nManganese,260200\n");
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map(({ material, codes, stage, line }) => [material, codes, stage, line]),
    [
      ["Nickel", ["260400", "750110", "010121"], "", 2],
      ["Manganese", ["260200"], "", 3],
    ],
  );
  assert.deepEqual(read('Nickel,"260400;750110"\n').rows[0]?.codes, ["260400", "750110"]);
});

test("what the EU's method asks for, each a part of 1", () => {
  const header = "material,hs,stage,import_reliance,end_of_life,substitution\n";
  const text = `${header}Tin,260900,extraction,1,0.31,0.9\nTin,800110,processing,,,\n`;
  const { rows, faults } = readMaterials(fileOf(text));
  assert.deepEqual(faults, []);
  assert.deepEqual(
    rows.map((row) => [row.stage, row.importReliance, row.endOfLife, row.substitution]),
    [
      ["extraction", 1, 0.31, 0.9],
      ["processing", undefined, undefined, undefined],
    ],
  );
  const shares = (cells: string) => faultsOf(readMaterials(fileOf(`${header}Tin,260900,,${cells}\n`)));
  assert.deepEqual(shares("80,0.1,0.9"), ["2 SHARE_OUT_OF_RANGE"]);
  assert.deepEqual(shares("-0.1,0.1,1.1"), ["2 SHARE_OUT_OF_RANGE", "2 SHARE_OUT_OF_RANGE"]);
  assert.deepEqual(
    shares("0.8,1,0.9"),
    ["2 SHARE_OUT_OF_RANGE"],
    "1 percent, or nothing lost at all: not to be guessed",
  );
});

const faulty: readonly (readonly [name: string, row: string, code: string])[] = [
  ["a code whose zero a spreadsheet took", "Tin,10121", "HS_CODE_UNKNOWN"],
  ["eight digits", "Tin,26090000", "HS_CODE_UNKNOWN"],
  ["a chapter that is none", "Tin,770110", "HS_CODE_UNKNOWN"],
  ["an empty code", "Tin,260900;", "HS_CODE_UNKNOWN"],
  ["no code", "Tin,", "CELL_EMPTY"],
  ["no material", ",260900", "CELL_EMPTY"],
  ["a code twice", "Tin,260900;260900", "FLOW_DUPLICATE"],
  ["a material twice", "Nickel,260900", "FLOW_DUPLICATE"],
];

for (const [name, row, code] of faulty) {
  test(`${name}: ${code}`, () => {
    const table = read(`Nickel,260400\n${row}\n`);
    assert.deepEqual([faultsOf(table), table.rows.length, table.bad], [[`3 ${code}`], 1, 1]);
  });
}

test("the message gives the zero back", () => {
  assert.match(read("Tin,10121\n").faults[0]?.message ?? "", /'010121'/);
});
