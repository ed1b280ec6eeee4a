import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { baciReader } from "../../src/ingest/baci.ts";
import { readAll } from "./flow-rows.ts";

const header = "t,i,j,k,v,q\n";
const read = (text: string | Uint8Array, cuts?: readonly number[]) => readAll(baciReader("baci.csv"), text, cuts);
const readRow = (row: string) => read(`${header}${row}\n2022,4,20,010121,1,1\n`);

test("thousand dollars become thousandths of a dollar, tonnes become grams", () => {
  const { rows, good, bad, isBroken } = read(`${header}2022,56,842,260200,5.366,14.374\n`);
  assert.deepEqual(rows, [
    {
      period: 202200,
      exporter: "56",
      importer: "842",
      code: "260200",
      value: 5_366_000n,
      quantity: 14_374_000n,
      flags: [],
    },
  ]);
  assert.deepEqual([good, bad, isBroken], [1, 0, false]);
  assert.deepEqual(baciReader("x").source, { side: "reconciled", currency: "USD" });
});

test("columns in any order, padded cells, quotes, CRLF and a byte order mark", () => {
  const plain = read(`${header}2022,4,842,010121,0.498,0.043\n`).rows;
  assert.deepEqual(read('\ufeffq,v,k,j,i,t\r\n       0.043,"0.498","010121",842,  4,2022\r\n').rows, plain);
  assert.deepEqual(read("t;i;j;k;v;q\n2022;004;842;010121;0.498;0.043\n").rows, plain);
});

test("codes stay text: an HS code keeps its zero, a country loses it", () => {
  const [row] = readRow("2022,004,020,010129,1,1").rows;
  assert.deepEqual([row?.exporter, row?.importer, row?.code], ["4", "20", "010129"]);
});

test("a quantity that is missing is flagged and the value kept", () => {
  for (const missing of ["NA", "", "           NA", "   "]) {
    const { rows, flagged, bad } = readRow(`2022,4,842,010121,7.5,${missing}`);
    assert.deepEqual([rows[0]?.value, rows[0]?.quantity, rows[0]?.flags], [7_500_000n, 0n, ["quantityMissing"]]);
    assert.deepEqual([flagged.quantityMissing, flagged.valueMissing, bad], [1, 0, 0]);
  }
  assert.deepEqual(readRow("2022,4,842,010121,NA,2").rows[0]?.flags, ["valueMissing"]);
  assert.deepEqual(readRow("2022,4,842,010121,1,0").rows[0]?.flags, [], "nought that is printed is a quantity");
});

const faulty: readonly (readonly [name: string, row: string, code: string, message: RegExp])[] = [
  ["a negative tonnage", "2022,4,842,010121,1,-3.5", "NUMBER_OUT_OF_RANGE", /'?-3.5'?, expected 0 or more/],
  ["a negative value", "2022,4,842,010121,-1,3.5", "NUMBER_OUT_OF_RANGE", /-1/],
  ["more tonnes than can be counted in grams", "2022,4,842,010121,1,9007199254.740992", "NUMBER_OUT_OF_RANGE", /2\^53/],
  ["the same without a point", "2022,4,842,010121,1,9007199255", "NUMBER_OUT_OF_RANGE", /2\^53/],
  ["an exponent beyond reason", "2022,4,842,010121,1,1e999", "NUMBER_OUT_OF_RANGE", /1e999/],
  ["a chapter that HS does not have", "2022,4,842,770110,1,1", "HS_CODE_UNKNOWN", /770110/],
  ["a national chapter", "2022,4,842,990110,1,1", "HS_CODE_UNKNOWN", /98|97/],
  ["a code whose zero a spreadsheet took", "2022,4,842,10121,1,1", "HS_CODE_UNKNOWN", /'010121'/],
  ["a code with a letter", "2022,4,842,01012A,1,1", "HS_CODE_UNKNOWN", /01012A/],
  ["an importer that trades with itself", "2022,842,842,010121,1,1", "SELF_TRADE", /'842'/],
  ["itself, written with a zero", "2022,4,004,010121,1,1", "SELF_TRADE", /'4'/],
  ["a country by letters", "2022,AFG,842,010121,1,1", "COUNTRY_CODE_UNKNOWN", /AFG/],
  ["a country of four digits", "2022,0004,842,010121,1,1", "COUNTRY_CODE_UNKNOWN", /0004/],
  ["no country", "2022,,842,010121,1,1", "COUNTRY_CODE_UNKNOWN", /''/],
  ["country nought", "2022,0,842,010121,1,1", "COUNTRY_CODE_UNKNOWN", /'0'/],
  ["a decimal comma", '2022,4,842,010121,"5,36",1', "NUMBER_DECIMAL_COMMA", /'5\.36'/],
  ["a comma that may be either", '2022,4,842,010121,"5,366",1', "NUMBER_DECIMAL_COMMA", /'5\.366', or '5366'/],
  ["separated thousands", '2022,4,842,010121,"1,234.5",1', "NUMBER_GROUPED", /'1234\.5'/],
  ["thousands with spaces", "2022,4,842,010121,1 234 567,1", "NUMBER_GROUPED", /'1234567'/],
  ["no number", "2022,4,842,010121,about 5,1", "NUMBER_UNREADABLE", /about 5/],
  ["two points", "2022,4,842,010121,1.2.3,1", "NUMBER_UNREADABLE", /1\.2\.3/],
  ["no digit before the point", "2022,4,842,010121,.5,1", "NUMBER_UNREADABLE", /\.5/],
  ["not a number", "2022,4,842,010121,NaN,1", "NUMBER_UNREADABLE", /NaN/],
  ["a cell too few", "2022,4,842,010121,1", "ROW_LENGTH", /5 cells, expected 6/],
  ["a cell too many", "2022,4,842,010121,5,366,1", "ROW_LENGTH", /7 cells.*comma inside a number/],
  ["a year before trade was counted", "1822,4,842,010121,1,1", "PERIOD_UNREADABLE", /1822/],
  ["no year", "x,4,842,010121,1,1", "PERIOD_UNREADABLE", /'x'/],
];

for (const [name, row, code, message] of faulty) {
  test(`${name}: ${code}, and the other rows are read`, () => {
    const { rejects, rows, good, bad, faults, isBroken } = readRow(row);
    assert.deepEqual(faults, [`2 ${code}`]);
    assert.deepEqual(
      rejects.map(({ line, code, text }) => [line, code, text]),
      [[2, code, row]],
    );
    assert.match(rejects[0]?.message ?? "", message);
    assert.deepEqual([rows.length, good, bad, isBroken], [1, 1, 1, false]);
  });
}

test("every fault of a row is told, and the row is rejected once", () => {
  const { faults, rejects, bad } = readRow("1,A,A,7,x,-1");
  const codes = ["PERIOD_UNREADABLE", "COUNTRY_CODE_UNKNOWN", "COUNTRY_CODE_UNKNOWN", "HS_CODE_UNKNOWN"];
  assert.deepEqual(
    faults,
    [...codes, "NUMBER_UNREADABLE", "NUMBER_OUT_OF_RANGE"].map((code) => `2 ${code}`),
  );
  assert.deepEqual([rejects.length, rejects[0]?.code, bad], [1, "PERIOD_UNREADABLE", 1]);
});

test("bytes that are not UTF-8 are told where they would become text", () => {
  const bytes = new TextEncoder().encode(`${header}2022,X,842,010121,1,1\n`);
  bytes[header.length + 5] = 0xe9;
  assert.deepEqual(read(bytes).faults, ["2 TEXT_NOT_UTF8"]);
});

const broken: readonly (readonly [name: string, text: string, faults: readonly string[]])[] = [
  ["a column renamed", "t,i,j,hs6,v,q\n2022,4,842,010121,1,1\n", ["1 COLUMN_MISSING", "1 COLUMN_UNKNOWN"]],
  ["a column too many", "t,i,j,k,v,q,x\n2022,4,842,010121,1,1,1\n", ["1 COLUMN_UNKNOWN"]],
  ["a column twice", "t,i,j,k,v,q,q\n2022,4,842,010121,1,1,1\n", ["1 COLUMN_DUPLICATE"]],
  [
    "no header",
    "2022,4,842,010121,1,1\n",
    [...Array(6).fill("1 COLUMN_MISSING"), ...Array(6).fill("1 COLUMN_UNKNOWN")],
  ],
  ["an empty file", "", ["1 COLUMN_MISSING"]],
  ["a file cut off between cells", `${header}2022,4,842,010121,1,1\n2022,4,84`, ["3 FILE_CUT"]],
  ["a file cut off behind the last comma", `${header}2022,4,842,010121,1,`, ["2 FILE_CUT"]],
  ["a file cut off inside quotes", `${header}2022,4,842,"0101`, ["2 FILE_CUT"]],
  ["a quote inside a cell", `${header}2022,4,8"42,010121,1,1\n`, ["2 CSV_UNREADABLE"]],
];

for (const [name, text, faults] of broken) {
  test(`${name}: nothing of the file may be used`, () => {
    const found = read(text);
    assert.deepEqual([found.faults, found.isBroken], [faults, true]);
  });
}

test("a last row without the end of its line is a row", () => {
  assert.equal(read(`${header}2022,4,842,010121,1,1`).rows.length, 1);
});

test("an amount is rounded half to even beyond a gram, and flagged", () => {
  const amounts: [string, bigint, boolean][] = [
    ["0.0000005", 0n, true],
    ["0.0000015", 2n, true],
    ["0.0000025", 2n, true],
    ["0.00000250000000001", 3n, true],
    ["1.0000000", 1_000_000n, false],
    ["1e-06", 1n, false],
    ["2.5E3", 2_500_000_000n, false],
    ["4.9e-7", 0n, true],
    ["+3", 3_000_000n, false],
    ["-0.0", 0n, false],
    ["9007199254.740991", 9_007_199_254_740_991n, false],
    ["9007199253.999999", 9_007_199_253_999_999n, false],
  ];
  for (const [text, grams, isRounded] of amounts) {
    const [row] = readRow(`2022,4,842,010121,1,${text}`).rows;
    assert.deepEqual([row?.quantity, row?.flags], [grams, isRounded ? ["rounded"] : []], text);
  }
});

const amount = fc.oneof(
  fc.tuple(fc.nat(999_999_999), fc.nat(6)).map(([whole, decimals]) => (whole / 10 ** decimals).toFixed(decimals)),
  fc.tuple(fc.nat(99_999), fc.nat(10)).map(([whole, decimals]) => (whole / 10 ** decimals).toFixed(decimals)),
  fc.double({ min: 0, max: 8e9, noNaN: true }).map(String),
  fc.constantFrom("NA", "", "  ", "-1", "1,5", "x", "0", "9e9"),
);
const record = fc
  .tuple(
    fc.constantFrom("2018", "2022", " 2019", "1899"),
    fc.constantFrom("4", "004", "842", "156", "0", "FR"),
    fc.constantFrom("8", "842", "251"),
    fc.constantFrom("010121", "284690", "10121", "770000"),
    amount,
    amount,
  )
  .map((cells) => cells.map((cell) => (cell.includes(",") ? `"${cell}"` : cell)).join(","));
const file = fc.array(record, { maxLength: 12 }).map((rows) => `${header}${rows.join("\n")}\n`);

test("however the bytes are cut, the same comes out", () => {
  fc.assert(
    fc.property(file, fc.array(fc.nat(), { maxLength: 20 }), (text, cuts) => {
      assert.deepEqual(read(text, cuts), read(text));
    }),
    { numRuns: 200 },
  );
});

test("reads what csv-parse and whole numbers without limit read", () => {
  fc.assert(
    fc.property(file, (text) => {
      const found = read(text);
      const expected = parse<Cells>(text, { columns: true, trim: true, skip_empty_lines: true })
        .map(expectedRow)
        .filter((row) => row !== undefined);
      assert.deepEqual(
        found.rows.map(({ exporter, importer, code, value, quantity }) => [exporter, importer, code, value, quantity]),
        expected,
      );
      assert.equal(found.good, expected.length);
    }),
    { numRuns: 300 },
  );
});

type Cells = Record<string, string>;

function expectedRow({ t = "", i = "", j = "", k = "", v = "", q = "" }: Cells) {
  const value = millionthsOf(v);
  const quantity = millionthsOf(q);
  const isBad = t === "1899" || i === "0" || i === "FR" || i === j || k === "10121" || k === "770000";
  if (isBad || value === undefined || quantity === undefined) return undefined;
  return [String(Number(i)), j, k, value, quantity];
}

/** By hand with whole numbers: twenty more digits, then one rounding. */
function millionthsOf(text: string): bigint | undefined {
  if (text === "" || text === "NA") return 0n;
  const parts = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/.exec(text);
  if (parts === null) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = parts;
  const digits = BigInt(whole + fraction) * 10n ** BigInt(400 - fraction.length + Number(exponent));
  const one = 10n ** 394n;
  const double = (2n * digits) / one;
  const isTie = (2n * digits) % one === 0n && double % 2n === 1n;
  const rounded = isTie ? (double / 4n) * 2n + (double % 4n === 3n ? 2n : 0n) : (double + 1n) / 2n;
  return rounded < 2n ** 53n ? rounded : undefined;
}

const shared = "../shared/data/trade/baci-usa-2022-nickel-manganese.csv";

test("real rows of BACI add up to the total trade of the open reference", {
  skip: existsSync(shared) ? false : `${shared} is not there`,
}, () => {
  const cells = parse(readFileSync(shared, "utf8"), { from_line: 2 });
  const lines = cells.map(([t, i, j, , k, v, q]) => [t, i, j, k, v, q].join(","));
  const { rows, bad, flagged } = read(`${header}${lines.join("\n")}\n`);
  const gramsOf = (code: string) =>
    rows.filter((row) => row.code === code).reduce((sum, row) => sum + row.quantity, 0n);
  // Column "Total Trade" of expected-geopolrisk.csv; the United States produced 17,500 t of nickel and no manganese.
  assert.deepEqual([gramsOf("260400"), gramsOf("260200")], [37_495_000n, 350_700_567_000n]);
  assert.deepEqual([bad, flagged.rounded], [0, 0]);
});

test("a long file of one importer leaves nothing behind", () => {
  const rows = 10_000;
  const lines = Array.from({ length: rows }, (_, row) => `2022,${row % 2 === 0 ? 4 : 8},842,010121,${row}.5,NA`);
  const block = new TextEncoder().encode(`${lines.join("\n")}\n`);
  const reader = baciReader("long.csv");
  reader.push(new TextEncoder().encode(header));
  const columns = new Set<unknown>();
  for (let round = 0; round < 20; round += 1) {
    reader.push(block);
    const batch = reader.take();
    assert.equal(batch?.rows, rows);
    columns.add(batch?.value.buffer);
  }
  reader.end();
  assert.equal(reader.take(), undefined);
  assert.equal(columns.size, 1, "the columns are used again");
  assert.deepEqual([reader.counts().good, reader.counts().flagged.quantityMissing], [200_000, 200_000]);
  assert.deepEqual(reader.names, { countries: ["4", "842", "8"], codes: ["010121"] });
});

test("of more faults than anybody reads the first are kept and the rows all counted", () => {
  const { faults, bad, rejects } = read(header + "2022,4,842,770110,1,x\n".repeat(12_000));
  assert.deepEqual([faults.length, bad, rejects.length], [10_000, 12_000, 12_000]);
  assert.equal(rejects.at(-1)?.code, "HS_CODE_UNKNOWN");
});
