import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { type CellValue, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { getWorkbookProfile } from "../../src/cli/workbook-profile.ts";
import { readWorkbook } from "../../src/ingest/workbook.ts";
import { readWorkbookCell } from "../../src/ingest/workbook-cell.ts";
import type { WorkbookProfile } from "../../src/model/workbook-profile.ts";
import { workbookParts, zipOf } from "./zip-file.ts";

const profile = getWorkbookProfile(join(import.meta.dirname, "../../profiles/register-workbook.yaml"));
const header = ["Receipt no.", "Consignment no.", "Stream", "Date", "Amount", "Currency", "Payer"];
const day = new Date(Date.UTC(2025, 2, 27));
const good: CellValue[] = ["R-1", "C-1", "levy", day, 1234.5, "USD", "Hill Ltd"];

const write = (sheet: Omit<WriteSheet, "name">, options: { name?: string; dateSystem?: "1900" | "1904" } = {}) =>
  writeXlsx({
    sheets: [{ name: options.name ?? "Receipts", ...sheet }],
    dateSystem: options.dateSystem ?? "1900",
  });

async function read(sheet: Omit<WriteSheet, "name">, options?: { name?: string; dateSystem?: "1900" | "1904" }) {
  return readWorkbook("r.xlsx", await write(sheet, options), profile);
}

/** The one data row below the header, with one of its cells exchanged. */
async function readOne(column: string, value: CellValue, dateSystem: "1900" | "1904" = "1900") {
  const row = good.map((cell, index) => (header[index] === column ? value : cell));
  const { tables, faults } = await read({ rows: [header, row] }, { dateSystem });
  return { cell: tables[0]?.rows[0]?.cells[header.indexOf(column)], faults };
}

const told = (faults: readonly { file: string; line: number; code: string }[]) =>
  faults.map(({ file, line, code }) => `${file}:${line} ${code}`);

test("a sheet is read as the table that it is, by titles or by the names of the columns", async () => {
  const { tables, faults, taken, passedOver } = await read({ rows: [header, good] });
  assert.deepEqual([faults, passedOver, taken], [[], [], { formulas: 0, merged: 0, live: 0 }]);
  assert.deepEqual(tables, [
    {
      table: "receipts",
      sheet: "Receipts",
      columns: ["id", "consignment", "stream", "date", "amount", "currency", "payer"],
      letters: ["A", "B", "C", "D", "E", "F", "G"],
      rows: [{ row: 2, cells: ["R-1", "C-1", "levy", "2025-03-27", "1234.5", "USD", "Hill Ltd"] }],
    },
  ]);
  const names = ["payer", "CURRENCY", " amount ", "date", "stream", "consignment", "id"];
  const other = await read({ rows: [names, [...good].reverse()] }, { name: "receipts" });
  assert.deepEqual(other.faults, []);
  assert.deepEqual(other.tables[0]?.rows, tables[0]?.rows);
  assert.equal(other.tables[0]?.letters[0], "G");
});

test("a title above the header, blank rows and an empty sheet mean nothing", async () => {
  const rows = [["Office of Finance, first quarter"], [], header, [], good, [], []];
  const { tables, faults } = await read({ rows });
  assert.deepEqual([faults, tables[0]?.rows.map(({ row }) => row)], [[], [5]]);
  const empty = await read({ rows: [] }, { name: "Sheet1" });
  assert.deepEqual([empty.faults, empty.tables, empty.passedOver], [[], [], ["Sheet1"]]);
});

test("a day is a day of Excel's, a number of either system, or written with the year first", async () => {
  // Microsoft: the two systems are 1,462 days apart. 45743 is 27 March 2025 counted from 1900.
  const cells: [CellValue, "1900" | "1904"][] = [
    [day, "1900"],
    [day, "1904"],
    [45_743, "1900"],
    [45_743 - 1462, "1904"],
    [45_743.75, "1900"],
    [new Date(Date.UTC(2025, 2, 27, 18, 30)), "1900"],
    ["2025-03-27", "1900"],
    [" 2025/3/27 ", "1900"],
    ["၂၀၂၅-၀၃-၂၇", "1900"],
  ];
  for (const [value, system] of cells) {
    const { cell, faults } = await readOne("Date", value, system);
    assert.deepEqual([cell, faults], ["2025-03-27", []], String(value));
  }
});

test("what is no day is told with its cell", async () => {
  for (const value of ["27/03/2025", "2025-02-30", "March", 20_250_327, 45, true, "2025-03", 1e300]) {
    const { cell, faults } = await readOne("Date", value);
    assert.deepEqual([cell, told(faults)], ["", ["r.xlsx#Receipts!D2:2 DATE_UNREADABLE"]], String(value));
  }
});

test("a number is exact: separators, digits of any one script, 15 digits of a float", async () => {
  const cells: [CellValue, string][] = [
    [0.1 + 0.2, "0.3"],
    [-0.1, "-0.1"],
    [1e-7, "0.0000001"],
    [0, "0"],
    [10_000_000_000_000.01, "10000000000000"],
    [999_999_999_999_999, "999999999999999"],
    ["10,000,000,000,000.01", "10000000000000.01"],
    ["1000000000000000.01", "1000000000000000.01"],
    ["၁၂,၃၄၅.၆၇", "12345.67"],
    ["١٢٣", "123"],
    ["12 345.50", "12345.50"],
    ["12\u00a0345", "12345"],
    ["(5.00)", "-5.00"],
    ["−5", "-5"],
  ];
  for (const [value, expected] of cells) {
    const { cell, faults } = await readOne("Amount", value);
    assert.deepEqual([cell, faults], [expected, []], String(value));
  }
});

test("what is no number is told with its cell", async () => {
  const cells: [CellValue, string][] = [
    ["1.234,50", "NUMBER_GROUPED"],
    ["12,34", "NUMBER_DECIMAL_COMMA"],
    ["about 5", "NUMBER_UNREADABLE"],
    ["1၂", "NUMBER_DIGITS"],
    [1e15, "NUMBER_OUT_OF_RANGE"],
    [1e200, "NUMBER_OUT_OF_RANGE"],
    [true, "NUMBER_UNREADABLE"],
    [day, "NUMBER_UNREADABLE"],
  ];
  for (const [value, code] of cells) {
    const { cell, faults } = await readOne("Amount", value);
    assert.deepEqual([cell, told(faults)], ["", [`r.xlsx#Receipts!E2:2 ${code}`]], String(value));
  }
});

test("a figure that is not there says why; in a column of words a dash is a blank", async () => {
  const reasons = [
    ["-", "unknown"],
    ["—", "unknown"],
    ["N/A", "not-applicable"],
    ["not recorded", "not-collected"],
    ["Withheld", "withheld"],
    ["not-published", "not-published"],
  ] as const;
  for (const [value, reason] of reasons) assert.equal((await readOne("Amount", value)).cell, reason);
  for (const value of ["-", "n/a", "–", "", " "]) assert.equal((await readOne("Consignment no.", value)).cell, "");
  assert.equal((await readOne("Payer", "Withheld")).cell, "Withheld");
  assert.equal((await readOne("Date", "-")).cell, "");
});

test("words: a number as Excel shows it, a day told, a formula kept as the text that it is", async () => {
  assert.equal((await readOne("Payer", 4711)).cell, "4711");
  assert.equal((await readOne("Payer", " Hill\n  Ltd ")).cell, "Hill Ltd");
  const made = await readOne("Receipt no.", day);
  assert.deepEqual([made.cell, told(made.faults)], ["", ["r.xlsx#Receipts!A2:2 CELL_DATE"]]);
  const injected = "=cmd|' /C calc'!A0";
  const { tables, taken, faults } = await read({ rows: [header, [...good.slice(0, 6), injected]] });
  assert.deepEqual([tables[0]?.rows[0]?.cells.at(-1), taken.live, faults], [injected, 1, []]);
  const marked = await readOne("Payer", `'${injected}`);
  assert.equal(marked.cell, injected);
});

test("a control character is told", () => {
  const cells = { ...profile, dateSystem: "1900" as const };
  const found = readWorkbookCell("Hill\u0008", "text", cells);
  assert.deepEqual(typeof found === "object" && [found.code, found.found], ["TEXT_CONTROL", "U+0008"]);
});

test("a formula is taken at the value that it last came to; one without a value, or an error, is told", async () => {
  const formula = (text: string, value: CellValue) =>
    new Map([["1,4", { formula: text, formulaResult: value, value, type: "formula" as const }]]);
  const taken = await read({ rows: [header, good], cells: formula("1200+34.5", 1234.5) });
  assert.deepEqual([taken.tables[0]?.rows[0]?.cells[4], taken.taken.formulas, taken.faults], ["1234.5", 1, []]);
  const blank = await read({ rows: [header, good.with(4, null)], cells: formula("E1*2", null) });
  assert.deepEqual(told(blank.faults), ["r.xlsx#Receipts!E2:2 CELL_FORMULA"]);
  assert.match(blank.faults[0]?.message ?? "", /=E1\*2/);
  const error = new Map([["1,4", { value: "#DIV/0!", type: "error" as const }]]);
  const broken = await read({ rows: [header, good], cells: error });
  assert.deepEqual(told(broken.faults), ["r.xlsx#Receipts!E2:2 CELL_FORMULA"]);
  assert.equal(broken.tables[0]?.rows.length, 1);
});

test("merged words stand for every row; a merged amount, title or several columns are told", async () => {
  const blank = (column: number) => good.with(column, null).with(0, "R-2");
  const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({
    merges: [{ startRow, startCol, endRow, endCol }],
  });
  const words = await read({ rows: [header, good, blank(1)], ...merge(1, 1, 2, 1) });
  assert.deepEqual(
    words.tables[0]?.rows.map(({ cells }) => cells[1]),
    ["C-1", "C-1"],
  );
  assert.deepEqual([words.taken.merged, words.faults], [1, []]);
  const days = await read({ rows: [header, good, blank(3)], ...merge(1, 3, 2, 3) });
  assert.equal(days.tables[0]?.rows[1]?.cells[3], "2025-03-27");
  const amount = await read({ rows: [header, good, blank(4)], ...merge(1, 4, 2, 4) });
  assert.deepEqual(told(amount.faults), ["r.xlsx#Receipts!E2:2 CELL_MERGED"]);
  assert.match(amount.faults[0]?.message ?? "", /E2:E3/);
  const ids = await read({ rows: [header, good, good.with(0, null)], ...merge(1, 0, 2, 0) });
  assert.deepEqual(told(ids.faults), ["r.xlsx#Receipts!A2:2 CELL_MERGED"]);
  const wide = await read({ rows: [header, good], ...merge(1, 1, 1, 2) });
  assert.deepEqual(told(wide.faults), ["r.xlsx#Receipts!B2:2 CELL_MERGED"]);
  const title = await read({ rows: [["Receipts of the office"], header, good], ...merge(0, 0, 0, 6) });
  assert.deepEqual([title.faults, title.tables[0]?.rows.length], [[], 1]);
});

test("a header that lacks a column, has one twice, or one that nobody knows is told at its cell", async () => {
  const without = await read({ rows: [header.slice(0, 6), good.slice(0, 6)] });
  assert.deepEqual([told(without.faults), without.tables], [["r.xlsx#Receipts:1 COLUMN_MISSING"], []]);
  const twice = await read({
    rows: [
      [...header, "payer"],
      [...good, "x"],
    ],
  });
  assert.deepEqual(told(twice.faults), ["r.xlsx#Receipts!H1:1 COLUMN_DUPLICATE"]);
  const unknown = await read({
    rows: [
      [...header, "Colour"],
      [...good, "red"],
    ],
  });
  assert.deepEqual(told(unknown.faults), ["r.xlsx#Receipts!H1:1 COLUMN_UNKNOWN"]);
  const remarks = await read({
    rows: [
      [...header, "Remarks"],
      [...good, "paid late"],
    ],
  });
  assert.deepEqual([remarks.faults, remarks.tables[0]?.columns.length], [[], 7]);
  const unnamed = await read({ rows: [header, good, [...good.with(0, "R-2"), null, "stray"], [...good, null, "too"]] });
  assert.deepEqual(told(unnamed.faults), ["r.xlsx#Receipts!I3:3 COLUMN_UNKNOWN"]);
  const none = await read({ rows: [good, good] });
  assert.deepEqual(told(none.faults), ["r.xlsx#Receipts:1 COLUMN_MISSING"]);
});

test("a sheet that nobody knows, and a second one for the same table, are told", async () => {
  const unknown = await read({ rows: [["a"]] }, { name: "Receits" });
  assert.deepEqual(told(unknown.faults), ["r.xlsx#Receits:0 SHEET_UNKNOWN"]);
  const twice = await writeXlsx({
    sheets: [
      { name: "Receipts", rows: [header, good] },
      { name: "receipts ", rows: [header, good] },
    ],
  });
  const { faults, tables } = await readWorkbook("r.xlsx", twice, profile);
  assert.deepEqual([told(faults), tables.length], [["r.xlsx#receipts :0 SHEET_UNKNOWN"], 1]);
});

test("everything good is kept beside what is bad", async () => {
  const rows = [header, good, good.with(3, "soon").with(4, "much"), good.with(0, "R-3")];
  const { tables, faults } = await read({ rows });
  assert.deepEqual(
    tables[0]?.rows.map(({ cells }) => [cells[0], cells[3], cells[4]]),
    [
      ["R-1", "2025-03-27", "1234.5"],
      ["R-1", "", ""],
      ["R-3", "2025-03-27", "1234.5"],
    ],
  );
  assert.deepEqual(told(faults), ["r.xlsx#Receipts!D3:3 DATE_UNREADABLE", "r.xlsx#Receipts!E3:3 NUMBER_UNREADABLE"]);
});

const withLimits = (limits: Partial<WorkbookProfile["limits"]>): WorkbookProfile => ({
  ...profile,
  limits: { ...profile.limits, ...limits },
});

const refused = async (bytes: Uint8Array, by = profile) => (await readWorkbook("r.xlsx", bytes, by)).faults;

test("a bomb is refused before it is unpacked", async () => {
  const before = process.memoryUsage().rss;
  const bomb = zipOf([...workbookParts("<worksheet/>"), { name: "xl/media/bomb", bytes: new Uint8Array(400_000_000) }]);
  const start = performance.now();
  const faults = await refused(bomb);
  assert.deepEqual(told(faults), ["r.xlsx:0 WORKBOOK_REFUSED"]);
  assert.match(faults[0]?.message ?? "", /times its size/);
  assert.ok(performance.now() - start < 1000);
  assert.ok(process.memoryUsage().rss - before < 1_200_000_000);
});

test("sizes, parts and rows over their limits are refused", async () => {
  const bytes = await write({ rows: [header, good, good.with(0, "R-2")] });
  assert.deepEqual(told(await refused(bytes, withLimits({ bytes: 100 }))), ["r.xlsx:0 FILE_TOO_LARGE"]);
  assert.deepEqual(told(await refused(bytes, withLimits({ unpackedBytes: 1000 }))), ["r.xlsx:0 WORKBOOK_REFUSED"]);
  assert.deepEqual(told(await refused(bytes, withLimits({ parts: 3 }))), ["r.xlsx:0 WORKBOOK_REFUSED"]);
  assert.deepEqual(told(await refused(bytes, withLimits({ rows: 2 }))), ["r.xlsx#Receipts:0 SHEET_TOO_LARGE"]);
});

test("a directory that lies about sizes gains nothing", async () => {
  const sheet = new TextEncoder().encode(`<worksheet><sheetData/>${" ".repeat(5_000_000)}</worksheet>`);
  for (const declared of [0, 10]) {
    const parts = workbookParts("").map((part) =>
      part.name.endsWith("sheet1.xml") ? { ...part, bytes: sheet, declared } : part,
    );
    assert.deepEqual(told(await refused(zipOf(parts))), ["r.xlsx:0 WORKBOOK_REFUSED"]);
  }
});

test("a cell far outside the table is told, not made room for", async () => {
  const corner = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`;
  assert.deepEqual(told(await refused(zipOf(workbookParts(corner)))), ["r.xlsx#Receipts:0 SHEET_TOO_LARGE"]);
});

test("entities that unfold into others are not followed", async () => {
  const names = [..."abcdefghi"];
  const entities = names.map(
    (name, index) => `<!ENTITY ${name} "${index === 0 ? "lol" : `&${names[index - 1]};`.repeat(10)}">`,
  );
  const strings = `<!DOCTYPE sst [${entities.join("")}]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&i;</t></si></sst>`;
  const sheet = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`;
  const start = performance.now();
  await refused(zipOf(workbookParts(sheet, strings)));
  assert.ok(performance.now() - start < 2000);
});

test("what is no workbook is refused with words of its own", async () => {
  const old = Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600)]);
  const [password] = await refused(old);
  assert.match(password?.message ?? "", /password/);
  const bytes = await write({ rows: [header, good] });
  for (const other of [new Uint8Array(), new TextEncoder().encode("id,date\n"), bytes.subarray(0, bytes.length - 30)]) {
    assert.deepEqual(told(await refused(other)), ["r.xlsx:0 WORKBOOK_REFUSED"]);
  }
});

test("any bytes exchanged in a workbook give tables or faults, never a crash", async () => {
  const bytes = await write({ rows: [header, good, good.with(0, "R-2")] });
  const change = fc.record({ at: fc.nat(bytes.length - 1), value: fc.nat(255) });
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      const broken = Uint8Array.from(bytes);
      for (const { at, value } of changes) broken[at] = value;
      const { faults } = await readWorkbook("r.xlsx", broken, profile);
      assert.ok(faults.every(({ code, file }) => code !== "INTERNAL" && file.startsWith("r.xlsx")));
    }),
    { numRuns: 150 },
  );
});

test("any float is written with its first 15 digits, and read back as the same 15", () => {
  const cells = { ...profile, dateSystem: "1900" as const };
  const amount = fc.double({ min: -9e14, max: 9e14, noNaN: true });
  fc.assert(
    fc.property(amount, (value) => {
      const text = readWorkbookCell(value, "number", cells);
      assert.ok(typeof text === "string" && /^-?[0-9]+(\.[0-9]+)?$/.test(text), String(text));
      assert.equal(Number(text), Number(value.toPrecision(15)) + 0);
    }),
  );
});
