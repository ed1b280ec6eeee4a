import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { writeCsv } from "../../src/report/csv.ts";

type Row = { readonly a: string; readonly n: number | undefined; readonly b: string };

const columns = [{ name: "a" }, { name: "n" }, { name: "b" }] as const;

test("every text and number reads back as it was", () => {
  const rows = fc.array(
    fc.record<Row>({
      a: fc.string({ unit: "grapheme" }),
      n: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: undefined }),
      b: fc.constantFrom("", "x", 'say "so"', "one,\r\ntwo", " led by a space", "မြန်မာ"),
    }),
  );
  fc.assert(
    fc.property(rows, (list) => {
      const read: string[][] = parse(writeCsv(columns, list), { record_delimiter: "\r\n" });
      assert.deepEqual(read[0], ["a", "n", "b"]);
      for (const [index, row] of list.entries()) {
        const [a = "", n = "", b = ""] = read[index + 1] ?? [];
        assert.equal(a.startsWith("'") && !row.a.startsWith("'") ? a.slice(1) : a, row.a);
        assert.equal(n === "" ? undefined : Number(n), row.n === undefined ? undefined : row.n + 0);
        assert.equal(b, row.b);
      }
    }),
  );
});

test("text that a spreadsheet would run is made harmless, numbers are left alone", () => {
  const cells = ["=1+1", "+cmd", "-x", "@sum", "\t=1", "\r=1"];
  const rows = cells.map((a): Row => ({ a, n: -3.5, b: "-3.5" }));
  const read: string[][] = parse(writeCsv(columns, rows), { from_line: 2, relax_column_count: true });
  for (const [index, cell] of cells.entries()) assert.deepEqual(read[index], [`'${cell}`, "-3.5", "-3.5"]);
});

test("numbers that are none are refused", () => {
  assert.throws(() => writeCsv(columns, [{ a: "", n: Number.NaN, b: "" }]), /column 'n'/);
  assert.throws(() => writeCsv(columns, [{ a: "", n: Number.POSITIVE_INFINITY, b: "" }]), /finite/);
});
