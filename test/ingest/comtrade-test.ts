import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { comtradeCsvReader } from "../../src/ingest/comtrade-csv.ts";
import { comtradeJsonReader } from "../../src/ingest/comtrade-json.ts";
import type { ComtradeOptions } from "../../src/ingest/comtrade-row.ts";
import { readAll } from "./flow-rows.ts";

type Cell = string | number | boolean | null;
type Row = Record<string, Cell>;

/** Every column of the API, in its order; figures invented. */
const plain: Row = {
  typeCode: "C",
  freqCode: "A",
  refPeriodId: 20220101,
  refYear: 2022,
  refMonth: 52,
  period: "2022",
  reporterCode: 842,
  reporterISO: "USA",
  reporterDesc: "USA",
  flowCode: "M",
  flowDesc: "Import",
  partnerCode: 156,
  partnerISO: "CHN",
  partnerDesc: "China, mainland",
  partner2Code: 0,
  partner2ISO: "W00",
  partner2Desc: "World",
  classificationCode: "H6",
  classificationSearchCode: "HS",
  isOriginalClassification: true,
  cmdCode: "284690",
  cmdDesc: 'Compounds, "other"',
  aggrLevel: 6,
  isLeaf: true,
  customsCode: "C00",
  customsDesc: "TOTAL CPC",
  mosCode: "0",
  motCode: 0,
  motDesc: "TOTAL MOT",
  qtyUnitCode: 8,
  qtyUnitAbbr: "kg",
  qty: 1200.5,
  isQtyEstimated: false,
  altQtyUnitCode: 8,
  altQtyUnitAbbr: "kg",
  altQty: 1200.5,
  isAltQtyEstimated: false,
  netWgt: 1200.5,
  isNetWgtEstimated: false,
  grossWgt: 0,
  isGrossWgtEstimated: false,
  cifvalue: 98765.432,
  fobvalue: null,
  primaryValue: 98765.432,
  legacyEstimationFlag: 0,
  isReported: true,
  isAggregate: false,
};

const row = (cells: Row = {}): Row => ({ ...plain, ...cells });

function csvOf(rows: readonly Row[], behind = ""): string {
  const quoted = (cell: Cell) =>
    /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell ?? "");
  const lines = rows.map((cells) => Object.values(cells).map(quoted).join(",") + behind);
  return `${[Object.keys(rows[0] ?? plain).join(","), ...lines].join("\n")}\n`;
}

function jsonOf(rows: readonly Row[], around: Row = { count: rows.length, error: "" }): string {
  const { error = "", ...before } = around;
  const data = rows.map((cells) => JSON.stringify(cells)).join(",\n");
  return `{${JSON.stringify(before).slice(1, -1) || '"x":1'},"data":[\n${data}\n],"error":${JSON.stringify(error)}}`;
}

const readCsv = (text: string, options?: ComtradeOptions, cuts?: readonly number[]) =>
  readAll(comtradeCsvReader("a.csv", options), text, cuts);
const readJson = (text: string, options?: ComtradeOptions, cuts?: readonly number[]) =>
  readAll(comtradeJsonReader("a.json", options), text, cuts);

/** The same rows through both formats must come out the same, up to the text of the rejected ones. */
function readBoth(rows: readonly Row[], options?: ComtradeOptions) {
  const fromCsv = readCsv(csvOf(rows), options);
  const fromJson = readJson(jsonOf(rows), options);
  const withoutText = ({ rejects, ...rest }: typeof fromCsv) => ({
    ...rest,
    rejects: rejects.map(({ line, code, message }) => ({ line, code, message })),
  });
  assert.deepEqual(withoutText(fromJson), withoutText(fromCsv));
  return fromCsv;
}

test("dollars become thousandths, kilograms become grams, the reporter imports from the partner", () => {
  const { rows, good, bad } = readBoth([row()]);
  assert.deepEqual(rows, [
    {
      period: 202200,
      exporter: "156",
      importer: "842",
      code: "284690",
      value: 98_765_432n,
      quantity: 1_200_500n,
      flags: [],
    },
  ]);
  assert.deepEqual([good, bad], [1, 0]);
});

test("exports go from the reporter to the partner, and the source says whose record it is", () => {
  const exports = [row({ flowCode: "X", period: "202207" })];
  const [found] = readBoth(exports).rows;
  assert.deepEqual([found?.exporter, found?.importer, found?.period], ["842", "156", 202207]);
  const reader = comtradeCsvReader("a.csv");
  readAll(reader, csvOf(exports));
  assert.deepEqual(reader.source, { side: "exporter", currency: "USD" });
});

const otherFlow = "neither imports (M) nor exports (X)";
const otherSide = "the other direction of trade";
const detail = "parts by second partner, transport or customs procedure, whose total is in the file";

test("of both directions one is read: that of the first row, or the one asked for", () => {
  const rows = [
    row({ flowCode: "RX" }),
    row({ flowCode: "X" }),
    row(),
    row({ partnerCode: 392 }),
    row({ flowCode: "RM" }),
  ];
  const first = readBoth(rows);
  assert.deepEqual([first.good, first.filtered], [1, { [otherFlow]: 2, [otherSide]: 2 }]);
  assert.equal(first.rows[0]?.exporter, "842");
  const asked = readBoth(rows, { side: "importer" });
  assert.deepEqual([asked.good, asked.filtered], [2, { [otherFlow]: 2, [otherSide]: 1 }]);
});

test("totals over codes and over all partners are left out and counted", () => {
  const codes = ["TOTAL", "AG6", "28", "2846"].map((cmdCode) => row({ cmdCode }));
  const { filtered, good } = readBoth([...codes, row({ partnerCode: 0 }), row()]);
  assert.deepEqual([good, filtered], [1, { "totals over HS codes": 4, "totals over all partners": 1 }]);
});

const parts = [
  row({ partner2Code: 156, netWgt: 700 }),
  row({ motCode: 2100, netWgt: 500.5 }),
  row({ customsCode: "C01", netWgt: 1200.5 }),
];

test("parts of a flow are left out where its total is in the file, before or behind them", () => {
  for (const rows of [
    [row(), ...parts],
    [...parts, row()],
    [...parts.slice(1), row(), ...parts.slice(0, 1)],
  ]) {
    const { filtered, good, bad, rows: read } = readBoth(rows);
    assert.deepEqual([good, bad, filtered], [1, 0, { [detail]: 3 }]);
    assert.equal(read[0]?.quantity, 1_200_500n);
  }
});

test("parts without their total are refused with their lines, and their text is kept", () => {
  const rows = [...parts, row({ period: "2021" }), row({ partnerCode: 392, motCode: 1000 }), row({ motCode: 9 })];
  const { rejects, good, bad, faults, isBroken } = readBoth(rows);
  assert.deepEqual(
    faults,
    [2, 3, 4, 6, 7].map((line) => `${line} PARTNER_DOUBLED`),
  );
  assert.deepEqual([good, bad, isBroken], [1, 5, false]);
  assert.equal(rejects[0]?.text, csvOf(parts).split("\n")[1]);
  assert.deepEqual(JSON.parse(readJson(jsonOf(rows)).rejects[3]?.text ?? ""), rows[4]);
});

test("two totals of one flow: the second is refused", () => {
  const { faults, good, rejects } = readBoth([row(), row({ partnerCode: 392 }), row({ netWgt: 5 })]);
  assert.deepEqual([faults, good], [["4 FLOW_DUPLICATE"], 2]);
  assert.match(rejects[0]?.message ?? "", /imports of 842 from 156, HS 284690, 2022 a second time/);
});

test("flows that differ in one part only are no duplicates", () => {
  const alike = [{}, { period: "202112" }, { period: "202201" }, { reporterCode: 124 }, { cmdCode: "284610" }];
  assert.equal(readBoth(alike.map(row)).good, alike.length);
});

test("cells that say nothing about parts leave the row a total", () => {
  assert.equal(readBoth([row({ partner2Code: null, motCode: null, customsCode: null })]).good, 1);
});

test("a weight of nought or none with a value is missing, an estimated one is kept and flagged", () => {
  for (const netWgt of [0, null]) {
    const [found] = readBoth([row({ netWgt, isNetWgtEstimated: true })]).rows;
    assert.deepEqual([found?.value, found?.quantity, found?.flags], [98_765_432n, 0n, ["quantityMissing"]]);
  }
  const { rows, flagged } = readBoth([row({ isNetWgtEstimated: true }), row({ period: "2021", primaryValue: null })]);
  assert.deepEqual([rows[0]?.flags, rows[1]?.flags], [["estimated"], ["valueMissing"]]);
  assert.deepEqual(flagged, { quantityMissing: 0, valueMissing: 1, rounded: 0, estimated: 1 });
  assert.deepEqual(readBoth([row({ netWgt: 0.0004 })]).rows[0]?.flags, ["rounded"], "less than a gram is not nothing");
});

const faulty: readonly (readonly [name: string, cells: Row, code: string])[] = [
  ["a negative weight", { netWgt: -5 }, "NUMBER_OUT_OF_RANGE"],
  ["a code without its zero", { cmdCode: "10121" }, "HS_CODE_UNKNOWN"],
  ["a code without its zero, as a number", { cmdCode: 10121 }, "HS_CODE_UNKNOWN"],
  ["a code that HS does not have", { cmdCode: "999999" }, "HS_CODE_UNKNOWN"],
  ["a group of countries by letters", { partnerCode: "EUR" }, "COUNTRY_CODE_UNKNOWN"],
  ["a country that imports from itself", { partnerCode: 842 }, "SELF_TRADE"],
  ["a decimal comma", { netWgt: "1200,5" }, "NUMBER_DECIMAL_COMMA"],
  ["separated thousands", { netWgt: "1,200,500" }, "NUMBER_GROUPED"],
  ["words", { primaryValue: "n/a" }, "NUMBER_UNREADABLE"],
  ["a month that does not exist", { period: "202213" }, "PERIOD_UNREADABLE"],
  ["a year of long ago", { period: "1812" }, "PERIOD_UNREADABLE"],
];

for (const [name, cells, code] of faulty) {
  test(`${name}: ${code}, and the other rows are read`, () => {
    const { faults, good, bad, isBroken } = readBoth([row({ partnerCode: 392 }), row(cells)]);
    assert.deepEqual([faults, good, bad, isBroken], [[`3 ${code}`], 1, 1, false]);
  });
}

test("a part with a bad code is told by its code", () => {
  assert.deepEqual(readBoth([row({ motCode: 2100, cmdCode: "770000" })]).faults, ["2 HS_CODE_UNKNOWN"]);
});

test("only the columns that are read must be there", () => {
  const needed = Object.fromEntries(
    ["primaryValue", "netWgt", "motCode", "customsCode", "cmdCode", "partner2Code", "partnerCode", "flowCode"]
      .concat(["reporterCode", "period"])
      .map((name) => [name, plain[name] ?? null]),
  );
  assert.equal(readBoth([needed]).good, 1);
  const { netWgt, ...without } = needed;
  assert.deepEqual(readCsv(csvOf([{ ...without, weight: netWgt ?? 0 }])).faults, ["1 COLUMN_MISSING"]);
  const renamed = readJson(jsonOf([{ ...without, weight: netWgt ?? 0 }]));
  assert.deepEqual([renamed.faults, renamed.isBroken], [["2 KEY_MISSING"], true]);
  const later = readJson(jsonOf([needed, without]));
  assert.deepEqual([later.faults, later.isBroken, later.good], [["3 KEY_MISSING"], false, 1]);
});

test("CSV: tabs, a comma too many in every row, a byte order mark, other encodings in cells that are not read", () => {
  assert.equal(readCsv(csvOf([row({ cmdDesc: "x", partnerDesc: "China" })]).replaceAll(",", "\t")).good, 1);
  assert.equal(readCsv(csvOf([row()], ",")).good, 1);
  assert.deepEqual(readCsv(csvOf([row()], ",1")).faults, ["2 ROW_LENGTH"]);
  assert.equal(readCsv(`\ufeff${csvOf([row()])}`).good, 1);
  const latin = Uint8Array.from(csvOf([row({ partnerDesc: "Türkiye" })]), (letter) => letter.charCodeAt(0));
  assert.equal(readAll(comtradeCsvReader("a.csv"), latin).good, 1);
});

test("CSV cut off in the middle", () => {
  const text = csvOf([row(), row({ partnerCode: 392, cmdDesc: "x", partnerDesc: "y" })]);
  assert.deepEqual(readCsv(text.slice(0, -60)).faults, ["3 FILE_CUT"]);
  assert.equal(readCsv(text.slice(0, -60)).isBroken, true);
});

test("JSON: cut off, not JSON, another shape, an answer that is an error", () => {
  const text = jsonOf([row(), row({ partnerCode: 392 })]);
  const cases: [string, string][] = [
    [text.slice(0, 900), "2 FILE_CUT"],
    [text.slice(0, -20), "3 FILE_CUT"],
    [jsonOf([row()], { count: 3 }), "3 FILE_CUT"],
    [text.replace('"data"', '"rows"'), "4 KEY_MISSING"],
    ['{"statusCode":401,"message":"Access denied"}', "1 KEY_MISSING"],
    ['{"count":0,"data":null,"error":""}', "1 KEY_MISSING"],
    ["[]", "1 KEY_MISSING"],
    [jsonOf([], { count: 0, error: "No access" }), "3 FILE_UNREADABLE"],
    ["", "1 JSON_UNREADABLE"],
    ["<html></html>", "1 JSON_UNREADABLE"],
    [text.replace("},\n{", "}\n{"), "3 JSON_UNREADABLE"],
    [text.replace("}\n]", "},\n]"), "4 JSON_UNREADABLE"],
    ['{"data":[1,2]}', "1 JSON_UNREADABLE"],
    [`${text}x`, "4 JSON_UNREADABLE"],
  ];
  for (const [bad, fault] of cases) {
    const { faults, isBroken } = readJson(bad);
    assert.deepEqual([faults, isBroken], [[fault], true], bad.slice(0, 80));
  }
});

test("JSON: a row that does not parse is put aside, quotes and brackets in its texts are no brackets", () => {
  const rows = [row({ cmdDesc: '}]{[ \\" ü' }), row({ partnerCode: 392 })];
  const { faults, good, rejects } = readJson(jsonOf(rows).replace('"netWgt":1200.5', '"netWgt":1200.5.1'));
  assert.deepEqual([faults, good], [["2 JSON_UNREADABLE"], 1]);
  assert.match(rejects[0]?.text ?? "", /^\{"typeCode".*1200\.5\.1.*\}$/s);
  assert.equal(readJson(`\ufeff${JSON.stringify({ data: rows }, undefined, 2)}`).good, 2);
  assert.equal(readJson(jsonOf([])).good, 0);
});

test("JSON: a quote that is never closed does not take the whole file into memory", () => {
  const text = `{"data":[{"a":"${"x\n".repeat(900_000)}`;
  assert.deepEqual(readJson(text).faults, ["1 JSON_UNREADABLE"]);
  assert.deepEqual(readJson(text, {}, [600_000, 1_100_000]).faults, ["1 JSON_UNREADABLE"]);
});

const anyRow = fc
  .record({
    period: fc.constantFrom("2022", "2021", "202201", "x"),
    flowCode: fc.constantFrom("M", "M", "M", "X", "RX"),
    partnerCode: fc.constantFrom(156, 392, "004", 0, 842, "EU"),
    partner2Code: fc.constantFrom(0, 0, 0, 156),
    motCode: fc.constantFrom(0, 0, "2100"),
    customsCode: fc.constantFrom("C00", "C00", "C01"),
    cmdCode: fc.constantFrom("284690", "280530", "010121", "2846", "TOTAL", "770000"),
    netWgt: fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constantFrom(null, 0, "1,5", -1)),
    primaryValue: fc.nat(1e9).map((cents) => cents / 100),
    partnerDesc: fc.string({ unit: fc.constantFrom('"', ",", "{", "}", "]", "\\", "é", "\n"), maxLength: 5 }),
  })
  .map(row);
const anyRows = fc.array(anyRow, { maxLength: 10 });

test("however the bytes are cut, the same comes out", () => {
  fc.assert(
    fc.property(anyRows, fc.array(fc.nat(), { maxLength: 20 }), (rows, cuts) => {
      const csv = csvOf(rows);
      const json = jsonOf(rows);
      assert.deepEqual(readCsv(csv, {}, cuts), readCsv(csv));
      assert.deepEqual(readJson(json, {}, cuts), readJson(json));
      assert.deepEqual(readJson(json).rows, readCsv(csv).rows);
    }),
    { numRuns: 100 },
  );
});

test("every row is good, bad or left out; what is added up is one total a flow", () => {
  fc.assert(
    fc.property(anyRows, (rows) => {
      const { good, bad, filtered, rows: read } = readCsv(csvOf(rows));
      assert.equal(good + bad + Object.values(filtered).reduce((sum, count) => sum + count, 0), rows.length);
      const keys = read.map(({ period, exporter, importer, code }) => `${period} ${exporter} ${importer} ${code}`);
      assert.deepEqual([...new Set(keys)], keys);
      assert.deepEqual(keys, totalsByHand(rows));
    }),
    { numRuns: 200 },
  );
});

/** Slow and plain: the good totals of the direction of the first row of imports or exports. */
function totalsByHand(rows: readonly Row[]): string[] {
  const direction = rows.map(({ flowCode }) => flowCode).find((flow) => flow === "M" || flow === "X");
  const found: string[] = [];
  const seen: string[] = [];
  for (const { period, flowCode, partnerCode, partner2Code, motCode, customsCode, cmdCode, netWgt } of rows) {
    const partner = String(Number(partnerCode));
    const isTotal = partner2Code === 0 && motCode === 0 && customsCode === "C00";
    if (flowCode !== direction || !isTotal || period === "x") continue;
    if (!["284690", "280530", "010121"].includes(String(cmdCode)) || ["0", "NaN"].includes(partner)) continue;
    const [exporter, importer] = direction === "M" ? [partner, "842"] : ["842", partner];
    const key = `${String(period).padEnd(6, "0")} ${exporter} ${importer} ${cmdCode}`;
    const isGood = netWgt !== "1,5" && netWgt !== -1 && partner !== "842";
    if (!seen.includes(key) && isGood) found.push(key);
    seen.push(key);
  }
  return found;
}
