import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { Command } from "commander";
import { type CellValue, readXlsx, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { readBook } from "../../src/book/read-book.ts";
import type { LodebookCommand } from "../../src/cli/command.ts";
import { getDesk } from "../../src/cli/open-book.ts";
import { registerImportCommand } from "../../src/cli/register-import.ts";
import { registerTemplateCommand } from "../../src/cli/register-template.ts";
import { LodebookError, renderFault } from "../../src/model/fault.ts";
import { columnsOfTable, type RegisterTable, registerTables } from "../../src/model/register-table.ts";

const tiny = join(import.meta.dirname, "../input/tiny");

/** What a command printed, and the faults that it ended with. */
async function run(command: LodebookCommand, ...words: string[]): Promise<{ printed: string; faults: string[] }> {
  let printed = "";
  const program = new Command("lodebook").exitOverride();
  const write = (text: string) => {
    printed += text;
  };
  command.register(program, { write, writeError: () => {}, now: () => 0, isTerminal: false });
  try {
    const [group] = program.commands;
    await program.parseAsync([group?.name() ?? "", group?.commands[0]?.name() ?? "", ...words], { from: "user" });
    return { printed, faults: [] };
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    return { printed, faults: error.faults.map(renderFault) };
  }
}

/** A copy of the tiny book, and the path of a workbook beside it. */
async function inBook(
  use: (places: { book: string; register: string; workbook: string }) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "lodebook-register-"));
  try {
    const book = join(folder, "book");
    cpSync(tiny, book, { recursive: true });
    await use({ book, register: join(book, "register"), workbook: join(folder, "office.xlsx") });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The rows of a table's file, as a person would type them into its sheet. */
function sheetOf(register: string, table: RegisterTable, more: CellValue[][] = []): WriteSheet {
  const [header = "", ...lines] = readFileSync(join(register, `${table}.csv`), "utf8")
    .trim()
    .split(/\r?\n/);
  const rows = lines.map((line) => line.split(",").map((cell) => cell.replaceAll('"', "")));
  return { name: table, rows: [header.split(","), ...rows, ...more] };
}

const save = async (workbook: string, ...sheets: WriteSheet[]) => writeFileSync(workbook, await writeXlsx({ sheets }));
const day = new Date(Date.UTC(2025, 1, 3));
const newReceipt: CellValue[] = ["R-3", "C-3", "levy", day, 1234.5, "USD", "=cmd|' /C calc'!A0", null];
const snapshot = (folder: string) =>
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")] as const);

test("new rows are put behind those that the book has, which stay as they are", () =>
  inBook(async ({ book, register, workbook }) => {
    await save(workbook, sheetOf(register, "receipts", [newReceipt]));
    const before = readFileSync(join(register, "receipts.csv"), "utf8");
    const { printed, faults } = await run(
      registerImportCommand,
      workbook,
      "--to",
      register,
      "--added",
      "2025-07-15",
      "--json",
    );
    assert.deepEqual(faults, []);
    assert.deepEqual(JSON.parse(printed), {
      workbook,
      to: register,
      tables: [{ table: "receipts", sheet: "receipts", rows: 3, new: 1 }],
      passedOver: [],
      taken: { formulas: 0, merged: 0, live: 1 },
      rewritten: [],
    });
    assert.equal(
      readFileSync(join(register, "receipts.csv"), "utf8"),
      `${before}R-3,C-3,levy,2025-02-03,1234.5,USD,'=cmd|' /C calc'!A0,2025-07-15\n`,
    );
    const read = readBook(book);
    assert.deepEqual(read.faults, []);
    assert.equal(read.book?.register?.receipts.at(-1)?.payer, "=cmd|' /C calc'!A0");
    assert.equal(read.book?.register?.receipts.at(-1)?.added, "2025-07-15");
  }));

for (const [what, dress] of [
  ["as it is", (text: string) => text],
  ["with a mark and a spreadsheet's line ends", (text: string) => `\uFEFF${text.replaceAll("\n", "\r\n")}`],
  ["with its columns in another order", (text: string) => turnColumns(text)],
] as const) {
  test(`a book ${what} has the digest that it had on an earlier day, whatever was imported since`, () =>
    inBook(async ({ book, register, workbook }) => {
      const file = join(register, "receipts.csv");
      const sheet = sheetOf(register, "receipts", [newReceipt]);
      const same = sheetOf(register, "receipts");
      writeFileSync(file, dress(readFileSync(file, "utf8")));
      const digest = () => getDesk(book, { asOf: "2025-07-01" }).book.sha256;
      const first = digest();
      await save(workbook, same);
      await run(registerImportCommand, workbook, "--to", register, "--added", "2025-07-15");
      assert.equal(digest(), first, "no row is new");
      await save(workbook, sheet);
      const { faults } = await run(registerImportCommand, workbook, "--to", register, "--added", "2025-07-15");
      assert.deepEqual(faults, []);
      assert.equal(digest(), first, "a row is new");
      assert.notEqual(getDesk(book, { asOf: "2025-07-15" }).book.sha256, first);
    }));
}

/** The columns of a table from the last to the first. */
function turnColumns(text: string): string {
  return text
    .split("\n")
    .map((line) => line.split(",").reverse().join(","))
    .join("\n");
}

test("a table that an import made first takes later rows behind its bytes; one without a column that they need is told", () =>
  inBook(async ({ register, workbook }) => {
    const file = join(register, "receipts.csv");
    const sheet = sheetOf(register, "receipts", [newReceipt]);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/,[^,\n]*$/gm, ""));
    const old = sheetOf(register, "receipts");
    await save(workbook, { ...sheet, rows: [...(old.rows ?? []), newReceipt.slice(0, -1)] });
    const { printed } = await run(registerImportCommand, workbook, "--to", register, "--added", "2025-07-15");
    assert.match(printed, /written anew.*receipts\.csv.*another digest/);
    const made = readFileSync(file, "utf8");
    const next = ["R-4", ...newReceipt.slice(1)];
    const grown = sheetOf(register, "receipts", [next]);
    await save(workbook, grown);
    const again = await run(registerImportCommand, workbook, "--to", register, "--added", "2025-08-01");
    assert.doesNotMatch(again.printed, /written anew/);
    assert.ok(readFileSync(file, "utf8").startsWith(made));
  }));

test("the same workbook a second time changes no byte", () =>
  inBook(async ({ register, workbook }) => {
    await save(workbook, sheetOf(register, "receipts", [newReceipt]), sheetOf(register, "consignments"));
    await run(registerImportCommand, workbook, "--to", register);
    const first = snapshot(register);
    const { printed } = await run(registerImportCommand, workbook, "--to", register, "--added", "2026-01-01");
    assert.deepEqual(snapshot(register), first);
    assert.match(printed, /receipts +3 rows, 0 of them new/);
  }));

test("a row of the book that the workbook has changed or lost is told, and nothing is written", () =>
  inBook(async ({ register, workbook }) => {
    const before = snapshot(register);
    const sheet = sheetOf(register, "receipts", [newReceipt]);
    const changed = (sheet.rows ?? []).map((row) => row.map((cell) => (cell === "0.30" ? 0.4 : cell)));
    await save(workbook, { ...sheet, rows: changed });
    const { faults } = await run(registerImportCommand, workbook, "--to", register);
    assert.equal(faults.length, 1);
    assert.match(faults[0] ?? "", /^register\/receipts\.csv:2: REGISTER_ROW_LOST: .*R-1,C-1,levy/);
    assert.deepEqual(snapshot(register), before);
  }));

test("equal rows are counted: one of two that is gone is lost", () =>
  inBook(async ({ register, workbook }) => {
    const file = join(register, "exchange-rates.csv");
    const row = "2025-01-31,USD,JPY,155.5";
    writeFileSync(file, `date,from,to,rate\n${row}\n2025-02-01,USD,JPY,150\n2025-02-01,USD,JPY,150\n`);
    const rows = [["date", "from", "to", "rate"], row.split(","), ["2025-02-01", "USD", "JPY", "150.0"]];
    await save(workbook, { name: "Exchange rates", rows });
    const { faults } = await run(registerImportCommand, workbook, "--to", register);
    assert.deepEqual(
      faults.map((fault) => fault.slice(0, 48)),
      ["register/exchange-rates.csv:3: REGISTER_ROW_LOST"],
    );
  }));

test("every fault is told by sheet and cell, of cells and of what terms.yaml lists", () =>
  inBook(async ({ register, workbook }) => {
    const before = snapshot(register);
    const bad: CellValue[] = ["R-3", "C-1", "toll", "soon", "1,00", "EUR", "Hill Ltd", null];
    const small: CellValue[] = ["R-4", "C-1", "levy", day, -5, "USD", "Hill Ltd", null];
    await save(workbook, sheetOf(register, "receipts", [bad, small]));
    const { faults } = await run(registerImportCommand, workbook, "--to", register);
    const places = faults.map((fault) => fault.slice(workbook.length).split(":").slice(0, 3).join(":"));
    assert.deepEqual(places, [
      "#receipts!C4:4: REFERENCE_UNKNOWN",
      "#receipts!D4:4: DATE_UNREADABLE",
      "#receipts!E4:4: NUMBER_DECIMAL_COMMA",
      "#receipts!F4:4: REFERENCE_UNKNOWN",
      "#receipts!E5:5: AMOUNT_NOT_POSITIVE",
    ]);
    assert.deepEqual(snapshot(register), before);
  }));

test("what only two rows together have wrong is told by sheet and row: a number twice, a receipt before its lot", () =>
  inBook(async ({ register, workbook }) => {
    const early: CellValue[] = ["R-3", "C-1", "levy", new Date(Date.UTC(2025, 0, 5)), 5, "USD", "Hill Ltd", null];
    const twice: CellValue[] = ["R-1", "C-1", "levy", day, 5, "USD", "Hill Ltd", null];
    const lost: CellValue[] = ["R-4", "C-9", "levy", day, 5, "USD", "Hill Ltd", null];
    await save(workbook, sheetOf(register, "receipts", [early, twice, lost]));
    const { faults } = await run(registerImportCommand, workbook, "--to", register);
    assert.deepEqual(
      faults.map((fault) => fault.slice(workbook.length).split(":").slice(0, 3).join(":")),
      ["#receipts:4: RECEIPT_BEFORE_CONSIGNMENT", "#receipts:5: RECEIPT_DUPLICATE", "#receipts:6: REFERENCE_UNKNOWN"],
    );
  }));

test("a whole register goes through a workbook and comes back the same", () =>
  inBook(async ({ book, register, workbook }) => {
    const tables = (Object.keys(registerTables) as RegisterTable[]).filter((table) => table !== "permits");
    const before = readBook(book).book?.register;
    await save(workbook, ...tables.map((table) => sheetOf(register, table)));
    for (const table of tables) rmSync(join(register, `${table}.csv`));
    const { faults } = await run(registerImportCommand, workbook, "--to", register);
    assert.deepEqual(faults, []);
    assert.deepEqual(readBook(book).book?.register, before);
  }));

test("a folder that is no register of a book, a day that is none and a file that is not there are told", () =>
  inBook(async ({ book, register, workbook }) => {
    await save(workbook, sheetOf(register, "receipts"));
    const codes = async (...words: string[]) =>
      (await run(registerImportCommand, ...words)).faults.map(
        (fault) => /[A-Z_]{4,}/.exec(fault.replace(book, ""))?.[0],
      );
    assert.deepEqual(await codes(workbook, "--to", book), ["USAGE"]);
    assert.deepEqual(await codes(workbook, "--to", register, "--added", "2025-02"), ["USAGE"]);
    assert.deepEqual(await codes(join(book, "no.xlsx"), "--to", register), ["FILE_UNREADABLE"]);
    assert.deepEqual(await codes(workbook, "--to", join(book, "no-such-book", "register")), ["FOLDER_MISSING"]);
    rmSync(join(register, "terms.yaml"));
    assert.deepEqual(await codes(workbook, "--to", register), ["FILE_MISSING"]);
  }));

test("a run that was broken off between its two renames is put right by the next one", () =>
  inBook(async ({ book, register, workbook }) => {
    await save(workbook, sheetOf(register, "receipts", [newReceipt]));
    renameSync(register, join(book, ".register.previous"));
    mkdirSync(join(book, ".register.next"));
    const { faults } = await run(registerImportCommand, workbook, "--to", register);
    assert.deepEqual(faults, []);
    assert.equal(readBook(book).book?.register?.receipts.length, 3);
    assert.deepEqual(
      readdirSync(book).filter((name) => name.startsWith(".")),
      [],
    );
  }));

test("other files of the folder stay", () =>
  inBook(async ({ register, workbook }) => {
    writeFileSync(join(register, "notes.md"), "ours");
    await save(workbook, sheetOf(register, "receipts", [newReceipt]));
    await run(registerImportCommand, workbook, "--to", register);
    assert.equal(readFileSync(join(register, "notes.md"), "utf8"), "ours");
    assert.ok(existsSync(join(register, "levies.yaml")));
  }));

test("the template has a sheet for each table with all its columns, says nothing before it is filled in, and is the same each time", () =>
  inBook(async ({ register, workbook }) => {
    const first = await run(registerTemplateCommand, "--out", workbook);
    assert.deepEqual(first.faults, []);
    const bytes = readFileSync(workbook);
    const { sheets } = await readXlsx(bytes);
    assert.deepEqual(
      sheets.slice(1).map(({ rows }) => rows[0]?.length),
      (Object.keys(registerTables) as RegisterTable[]).map((table) => columnsOfTable(table).length),
    );
    const lists = (found: typeof sheets) =>
      found.flatMap((sheet) => (sheet.dataValidations ?? []).map(({ range, values }) => [sheet.name, range, values]));
    assert.deepEqual(lists(sheets), [
      ["Permits", "H2:H1048576", ["application", "grant", "amendment", "suspension", "cancellation"]],
      ["Objections", "E2:E1048576", ["upheld", "rejected", "withdrawn"]],
      ["Adjustments", "B2:B1048576", ["declaration", "consignment", "receipt", "customs"]],
    ]);
    const before = snapshot(register);
    const { printed, faults } = await run(registerImportCommand, workbook, "--to", register, "--json");
    assert.deepEqual(faults, []);
    assert.deepEqual([JSON.parse(printed).tables, JSON.parse(printed).passedOver], [[], ["Read me"]]);
    assert.deepEqual(snapshot(register), before);
    await run(registerTemplateCommand, "--out", workbook);
    assert.ok(bytes.equals(readFileSync(workbook)));
    assert.match((await run(registerTemplateCommand, "--out", "a.csv")).faults[0] ?? "", /^USAGE/);
    const terms = join(register, "terms.yaml");
    await run(registerTemplateCommand, "--out", workbook, "--terms", terms);
    const listed = lists((await readXlsx(readFileSync(workbook))).sheets);
    for (const one of [
      ["Permits", "G2:G1048576", ["site", "office"]],
      ["Receipts", "C2:C1048576", ["levy", "fee"]],
      ["Exchange rates", "B2:B1048576", ["USD", "JPY"]],
    ]) {
      assert.ok(
        listed.some((found) => isDeepStrictEqual(found, one)),
        `${one} is not among ${JSON.stringify(listed)}`,
      );
    }
    assert.deepEqual((await run(registerImportCommand, workbook, "--to", register)).faults, []);
    const levies = await run(registerTemplateCommand, "--out", workbook, "--terms", join(register, "levies.yaml"));
    assert.match(levies.faults[0] ?? "", /SHAPE_MISMATCH/);
  }));
