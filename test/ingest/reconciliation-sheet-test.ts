import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openReconciliationSheet } from "../../src/ingest/reconciliation-sheet.ts";
import type { SheetRow } from "../../src/model/reconciliation.ts";
import { makeProfile, tableHeader, workbookHeader } from "../revenue/small-sheet.ts";

const { profile } = makeProfile();
const encoder = new TextEncoder();

function read(text: string | Uint8Array, cuts: readonly number[] = []) {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  const chunks = ends.map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
  const { layout, rows, faults, misplaced } = openReconciliationSheet({ name: "sheet.csv", chunks }, profile);
  const found: SheetRow[] = [...rows];
  return {
    layout: layout?.id,
    rows: found,
    faults: faults.map(({ line, code }) => `${line} ${code}`),
    faultsFull: faults,
    misplaced,
  };
}

const workbook = (...rows: string[]) => [workbookHeader, ...rows, ""].join("\n");
const table = (...rows: string[]) => [tableHeader, ...rows, ""].join("\n");
const good = "A,line,Rent,5,,5,6,-1,5,0,";

test("lines, totals and rows that are passed over", () => {
  const { layout, rows, faults } = read(workbook(good, "A,heading,Of 2024,x,,,,,,,", "A,sum,All of it,x,,5,,,n/a,,"));
  assert.equal(layout, "workbook");
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    {
      kind: "line",
      sheet: "A",
      line: 2,
      company: { original: 50_000n, adjust: "not-published", final: 50_000n },
      government: { original: 60_000n, adjust: -10_000n, final: 50_000n },
      difference: 0n,
      reason: "",
    },
    { kind: "total", sheet: "A", line: 4, company: 50_000n, government: "not-published" },
  ]);
});

test("the header decides on the layout, below rows that are none, with columns in any order", () => {
  const { layout, rows, faults } = read(
    "Payments of 2024,,,,,,,,\n,,,,,,,,\n\nunit,notes,payer,g3,g2,g1,p3,p2,p1\nEUR,,A,6,5,4,3,2,1\n",
  );
  assert.equal(layout, "table");
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    {
      kind: "line",
      sheet: "A",
      line: 5,
      company: { original: 10_000n, adjust: 20_000n, final: 30_000n },
      government: { original: 40_000n, adjust: 50_000n, final: 60_000n },
      difference: "not-applicable",
      reason: "",
    },
  ]);
});

test("amounts as people and spreadsheets write them; words for nothing are missing in any case", () => {
  const amountsOf = (...cells: readonly string[]) => {
    const [p1, p2, p3, g1, g2, g3] = cells.map((cell) => `"${cell}"`);
    const { rows, faults } = read(table(`A,EUR,${p1},${p2},${p3},${g1},${g2},${g3},`));
    assert.deepEqual(faults, []);
    const [row] = rows;
    assert.ok(row?.kind === "line");
    return [...Object.values(row.company), ...Object.values(row.government)];
  };
  assert.deepEqual(amountsOf("1,234.5", "(2)", "၁၂", "1e-4", "−3", " 7 "), [
    12_345_000n,
    -20_000n,
    120_000n,
    1n,
    -30_000n,
    70_000n,
  ]);
  assert.deepEqual(amountsOf("-", "n/a", "N/A", "", "  ", "0"), [...Array(5).fill("not-published"), 0n]);
});

test("words that the profile knows as a mistake are missing and told with their place", () => {
  const { rows, faults, misplaced } = read(workbook("A,line,Rent,see  note,,5,6,-1,5,0,"));
  assert.deepEqual(faults, []);
  assert.deepEqual(misplaced, [{ sheet: "A", line: 2, column: "paid", found: "see note" }]);
  assert.equal(rows[0]?.kind === "line" && rows[0].company.original, "unknown");
});

test("reasons in one wording, several joined, silent words left out", () => {
  const reasonOf = (cell: string) => {
    const [row] = read(table(`A,EUR,1,1,1,1,1,1,"${cell}"`)).rows;
    return row?.kind === "line" ? row.reason : undefined;
  };
  assert.equal(reasonOf("late"), "paid late");
  assert.equal(reasonOf("none; paid  too\nlate"), "paid late");
  assert.equal(reasonOf("lost; late; none"), "lost + paid late");
  assert.equal(reasonOf("late; late"), "paid late");
  assert.equal(reasonOf("none; 0"), "");
  // In the other layout a cell holds one reason.
  const [row] = read(workbook(good.replace(/$/, "lost; late"))).rows;
  assert.equal(row?.kind === "line" && row.reason, "lost; late");
});

test("a byte order mark, CRLF, semicolons and quoted line breaks; lines are those of the file", () => {
  const text = `\ufeff${workbookHeader}\r\n"A\r\nB",line,x,1,0,1,1,0,1,0,\r\nC,line,x,1,0,1,1,0,1,0,\r\n`;
  for (const one of [text, text.replaceAll(",", ";")]) {
    const { rows, faults } = read(one);
    assert.deepEqual(faults, []);
    assert.deepEqual(
      rows.map(({ sheet, line }) => [sheet, line]),
      [
        ["A B", 2],
        ["C", 4],
      ],
    );
  }
});

test("a header that fits no layout is told with what the nearest one lacks", () => {
  const { layout, faultsFull } = read(`a\nb\n${workbookHeader.replace("paid_final", "paid_end")}\n${good}\n`);
  assert.equal(layout, undefined);
  assert.equal(faultsFull.length, 1);
  assert.equal(faultsFull[0]?.line, 3);
  assert.match(faultsFull[0]?.message ?? "", /^got a header that fits no layout \(sheet, kind, name, paid, .*paid_end/);
  assert.match(
    faultsFull[0]?.message ?? "",
    /expected a layout of the profile 'small': 'workbook', which also needs paid_final; or 'table', which/,
  );
  for (const empty of ["", "\n\n", ",,,\n", "\ufeff"]) assert.deepEqual(read(empty).faults, ["0 LAYOUT_UNKNOWN"]);
  assert.deepEqual(read(`${workbookHeader},paid\n`).faults[0], "1 COLUMN_DUPLICATE");
});

test("every fault in one pass, with its line", () => {
  const { faults } = read(
    workbook(
      good,
      'A,line,Rent,x,1.2.3,=SUM(A1:A3),#REF!,+C4,"12,5",0.00001,',
      "A,subtotal,Rent,1,,1,1,,1,0,",
      ",line,Rent,1,,1,1,,1,0,",
      "A,line,Rent,1,,1",
      "A,line,Rent,1,,1,1,,1,0,,,,",
      "A,line,Rent,1,,1,1,,1,0,,late",
      "A,sum,All of it,1,,one,1,,1e100,0,",
      "A,line,Rent,၁2,,1,1,,1,0,",
    ),
  );
  assert.deepEqual(faults, [
    ...["NUMBER_UNREADABLE", "NUMBER_UNREADABLE", "CELL_FORMULA", "CELL_FORMULA", "CELL_FORMULA"].map(
      (code) => `3 ${code}`,
    ),
    "3 NUMBER_DECIMAL_COMMA",
    "3 AMOUNT_TOO_FINE",
    "4 ROW_KIND_UNKNOWN",
    "5 CELL_EMPTY",
    "6 ROW_LENGTH",
    "8 ROW_LENGTH",
    "9 NUMBER_UNREADABLE",
    "9 NUMBER_OUT_OF_RANGE",
    "10 NUMBER_DIGITS",
  ]);
});

test("what is told names the words, the column and what to do", () => {
  const messages = read(workbook("A,line,Rent,=SUM(A1:A3),,5,6,-1,5,0,", "A,part,Rent,1,,1,1,,1,0,")).faultsFull.map(
    ({ message }) => message,
  );
  assert.deepEqual(messages, [
    "got the formula or its error '=SUM(A1:A3)', expected the amount that it comes to under 'paid'",
    "got a row of no known kind (kind 'part', name 'Rent'), expected words that a rule of the layout 'workbook' has",
  ]);
});

test("another currency, bytes that are no UTF-8, a sheet without lines", () => {
  assert.deepEqual(read(table("A,EUR,1,1,1,1,1,1,", "A,USD,1,1,1,1,1,1,", "A,,1,1,1,1,1,1,")).faults, [
    "3 CURRENCY_MIXED",
    "4 CURRENCY_MIXED",
  ]);
  const bytes = encoder.encode(workbook(good));
  bytes[bytes.indexOf(encoder.encode("Rent")[0] ?? 0, workbookHeader.length)] = 0xff;
  // The name of a line is not read, the sheet is.
  assert.deepEqual(read(bytes).faults, []);
  bytes[workbookHeader.length + 1] = 0xff;
  assert.ok(read(bytes).faults.includes("2 TEXT_NOT_UTF8"));
  assert.deepEqual(read(workbook("A,heading,x,,,,,,,,")).faults, ["0 LIST_LENGTH"]);
});

test("a file that was cut is told, wherever in a row the cut lies", () => {
  const text = workbook(good, "B,line,Rent,50,,50,60,-10,50,0,late");
  const start = text.lastIndexOf("B,");
  for (let end = start + 1; end < text.lastIndexOf(","); end += 1) {
    assert.deepEqual(read(text.slice(0, end)).faults, ["3 FILE_CUT"], text.slice(start, end));
  }
  assert.deepEqual(read(text.trimEnd()).faults, []);
  assert.deepEqual(read(workbook('A,line,"Rent')).faults, ["2 FILE_CUT"]);
});

test("chunks may end anywhere", () => {
  const text = `\ufeff${workbook(good, '"B ""2""",line,"R,\nx",1,0,1,1,0,1,0,"ပေးပြီး"', "B,sum,All of it,,,1,,,1,,")}`;
  const whole = read(text);
  assert.deepEqual(whole.faults, []);
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 12 }), (cuts) => {
      assert.deepEqual(read(text, cuts), whole);
    }),
  );
});

test("rows come while the file is read, so that none is held", () => {
  let asked = 0;
  function* chunks(): Generator<Uint8Array, void> {
    yield encoder.encode(`${workbookHeader}\n`);
    for (; asked < 5; asked += 1) yield encoder.encode(`${good}\n`);
  }
  const { rows } = openReconciliationSheet({ name: "sheet.csv", chunks: chunks() }, profile);
  const seen: number[] = [];
  for (const { line } of rows) seen.push(line - asked);
  assert.deepEqual(seen, [2, 2, 2, 2, 2]);
});

test("a file that no layout fits is let go of", () => {
  let isClosed = false;
  function* chunks(): Generator<Uint8Array, void> {
    try {
      for (;;) yield encoder.encode("a,b\n1,2\n");
    } finally {
      isClosed = true;
    }
  }
  const { rows, faults } = openReconciliationSheet({ name: "sheet.csv", chunks: chunks() }, profile);
  assert.deepEqual([...rows], []);
  assert.equal(faults[0]?.code, "LAYOUT_UNKNOWN");
  assert.equal(isClosed, true);
});

test("whatever the bytes are, there are lines or faults, and never an exception", () => {
  const sound = workbook(good, "B,line,Rent,50,,50,60,-10,50,0,late");
  const spoilt = fc
    .array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.uint8Array({ maxLength: 4 })), { maxLength: 6 })
    .map((edits) => {
      let bytes = [...encoder.encode(sound)];
      for (const [at, taken, put] of edits) bytes = bytes.toSpliced(at % bytes.length, taken, ...put);
      return Uint8Array.from(bytes);
    });
  fc.assert(
    fc.property(fc.oneof(spoilt, fc.uint8Array({ maxLength: 200 })), (bytes) => {
      const { rows, faults } = read(bytes);
      assert.ok(faults.length > 0 || rows.some(({ kind }) => kind === "line"));
    }),
    { numRuns: 300 },
  );
});
