import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { CsvScanner } from "../../src/ingest/csv-scanner.ts";
import { rowText, textOf } from "../../src/ingest/field.ts";

type Row = { line: number; cells: string[]; text: string; isCut: boolean };

function scan(text: string, cuts: readonly number[] = [], separators = ",") {
  const rows: Row[] = [];
  const problems: string[] = [];
  const scanner = new CsvScanner({
    separators,
    onRecord: (record) => {
      const cells = Array.from({ length: record.cells }, (_, cell) => textOf(record, cell) ?? "not UTF-8");
      rows.push({ line: record.line, cells, text: rowText(record), isCut: record.isCut });
    },
    onProblem: ({ line, code }) => problems.push(`${line} ${code}`),
  });
  const bytes = new TextEncoder().encode(text);
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  let start = 0;
  for (const end of ends) {
    scanner.push(bytes.slice(start, end));
    start = end;
  }
  scanner.end();
  return { rows, problems };
}

const cellsOf = (text: string, separators?: string) => scan(text, [], separators).rows.map(({ cells }) => cells);

test("cells, lines and ends of lines", () => {
  assert.deepEqual(scan('a,b\r\n"1\n2",x\r\n\r\n,,\n"say ""hi""",""\r\nlast,y').rows, [
    { line: 1, cells: ["a", "b"], text: "a,b", isCut: false },
    { line: 2, cells: ["1\n2", "x"], text: '"1\n2",x', isCut: false },
    { line: 6, cells: ['say "hi"', ""], text: '"say ""hi""",""', isCut: false },
    { line: 7, cells: ["last", "y"], text: "last,y", isCut: true },
  ]);
});

test("a file that ends between the carriage return and the line feed has lost nothing", () => {
  assert.deepEqual(scan("a,b\r").rows, [{ line: 1, cells: ["a", "b"], text: "a,b", isCut: true }]);
  assert.deepEqual(scan('a,"b"\r').rows[0]?.cells, ["a", "b"]);
});

test("a byte order mark is no part of the first cell, quoted or not", () => {
  assert.deepEqual(cellsOf("\ufefft,i\n1,2\n"), [
    ["t", "i"],
    ["1", "2"],
  ]);
  assert.deepEqual(cellsOf('\ufeff"t",i\n'), [["t", "i"]]);
  assert.deepEqual(cellsOf("\ufeff"), []);
  assert.deepEqual(cellsOf(""), []);
});

test("the first separator that is met decides between several", () => {
  assert.deepEqual(cellsOf("a;b\n1,5;2\n", ",;\t"), [
    ["a", "b"],
    ["1,5", "2"],
  ]);
  assert.deepEqual(cellsOf("a\tb;c\n", ",;\t"), [["a", "b;c"]]);
  assert.deepEqual(cellsOf("a\n1,2\n", ";,"), [["a"], ["1,2"]]);
});

test("quotes in the wrong place end the reading, and the row is named", () => {
  assert.deepEqual(scan('a,b\n1,x"y\n3,4\n').problems, ["2 CSV_UNREADABLE"]);
  assert.deepEqual(scan('a,b\n1,"x"y\n3,4\n').problems, ["2 CSV_UNREADABLE"]);
  assert.deepEqual(scan('a,b\n1,2\n3,"4\n5,6\n').problems, ["3 FILE_CUT"]);
  assert.equal(scan('a,b\n1,2\n3,"4\n5,6\n').rows.length, 2);
});

test("a quote that is never closed does not take the whole file into memory", () => {
  const text = `a,b\n1,"${"x,y\n".repeat(500_000)}`;
  assert.deepEqual(scan(text, [400_000, 800_000, 1_200_000]).problems, ["2 CSV_UNREADABLE"]);
  assert.deepEqual(scan(text).problems, ["2 CSV_UNREADABLE"]);
});

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom("a", "é", "0", ".", " ", ";"), maxLength: 4 }),
  fc.string({ unit: fc.constantFrom("a", "ü", ",", '"', "\n", "\r\n", "\r", "1"), maxLength: 5 }),
);
const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 70 }), { maxLength: 6 });
const written = fc
  .tuple(table, fc.constantFrom("\n", "\r\n"), fc.boolean())
  .map(
    ([rows, lineEnd, isWhole]) => rows.map((row) => row.map(quote).join(",")).join(lineEnd) + (isWhole ? lineEnd : ""),
  );

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

test("reads what csv-parse reads", () => {
  fc.assert(
    fc.property(written, (text) => {
      const expected = parse(text, { relax_column_count: true, record_delimiter: ["\r\n", "\n"], trim: false })
        .map((row) => row.map((part) => part.trim()))
        .filter((row) => row.length > 0);
      const found = cellsOf(text);
      // Rows of nothing but separators are left out here; one whose cells are empty quotes is kept.
      const isFilled = (row: readonly string[]) => row.some((part) => part !== "");
      assert.deepEqual(found.filter(isFilled), expected.filter(isFilled));
    }),
    { numRuns: 300 },
  );
});

test("however the bytes are cut, the same rows come out", () => {
  fc.assert(
    fc.property(
      fc.oneof(written, fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "\ufeff"), maxLength: 30 })),
      fc.array(fc.nat(), { maxLength: 40 }),
      (text, cuts) => assert.deepEqual(scan(text, cuts, ",;"), scan(text, [], ",;")),
    ),
    { numRuns: 500 },
  );
});
