import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRows } from "../../src/book/csv-rows.ts";
import { readDecimal } from "../../src/book/decimal.ts";
import { decodeText } from "../../src/book/decode-text.ts";
import { readYaml } from "../../src/book/yaml-node.ts";
import { type Fault, LodebookError } from "../../src/model/fault.ts";
import { parsePeriod } from "../../src/model/period.ts";
import { convertUnit, parseUnit } from "../../src/model/unit.ts";
import { parse, tinyFiles, withBytes } from "./tiny-book.ts";

/** Text that looks enough like a book's to get past the first check. */
const bookish = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "\n",
        "  ",
        "- ",
        ": ",
        ",",
        ";",
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "!!str ",
        "|",
        ">",
        "#",
        "?",
        "\r\n",
        "\t",
      ),
      fc.constantFrom(
        "id",
        "en",
        "claims",
        "period",
        "2025-Q1",
        "export-mass",
        "__proto__",
        "constructor",
        "TNA",
        "1,234",
        "၁၂",
        "t",
      ),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 60 },
  )
  .map((parts) => parts.join(""));

const encode = (text: string) => new TextEncoder().encode(text);

for (const { path, bytes: valid } of tinyFiles()) {
  const checkBytes = (bytes: Uint8Array) => {
    const { book, faults } = parse(withBytes(path, bytes));
    assert.equal(book === undefined, faults.length > 0, "a book, or faults, never both and never neither");
    for (const fault of faults)
      assert.ok(fault.file !== "" && fault.line >= 0 && fault.code !== "INTERNAL", fault.message);
  };

  test(`any bytes as ${path} give a book or faults with a file`, () => {
    fc.assert(fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), bookish.map(encode)), checkBytes), {
      numRuns: 60,
    });
  });

  test(`${path} with a piece exchanged gives a book or faults with a file`, () => {
    const splice = fc.record({ at: fc.nat(valid.length), length: fc.nat(40), words: bookish });
    const spliced = splice.map(({ at, length, words }) =>
      Buffer.concat([valid.subarray(0, at), encode(words), valid.subarray(at + length)]),
    );
    fc.assert(fc.property(spliced, checkBytes), { numRuns: 100 });
  });
}

test("any text as YAML gives a node or faults, whose lines are in the text", () => {
  const anyText = fc.oneof(bookish, fc.string({ maxLength: 200, unit: "binary" }));
  fc.assert(
    fc.property(anyText, (text) => {
      const faults: Fault[] = [];
      const node = readYaml(text, { file: "a.yaml", faults });
      assert.ok(node !== undefined || faults.length > 0);
      for (const { line } of faults) assert.ok(line >= 1 && line <= text.split("\n").length);
    }),
  );
});

test("any text as CSV gives rows as wide as the header, at lines that rise", () => {
  fc.assert(
    fc.property(bookish, (rest) => {
      const text = `period,value,note\n${rest}`;
      const faults: Fault[] = [];
      const lines: number[] = [];
      const columns = { required: ["period", "value"], optional: ["low", "note"] } as const;
      readRows(text, columns, { file: "a.csv", faults }, (row, line, at) => {
        assert.deepEqual([row.length, at.period, at.value, at.note, at.low], [3, 0, 1, 2, -1]);
        lines.push(line);
      });
      assert.ok(lines.every((line, index) => line > (lines[index - 1] ?? 1)));
    }),
  );
});

test("rows written as CSV are read back cell by cell, with the line each begins on", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", "1", " ", ",", '"', "\n", "မ", ";") });
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constant("x"), cell), { maxLength: 8 }), (rows) => {
      const quoted = rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","));
      const faults: Fault[] = [];
      const back: [string[], number][] = [];
      const columns = { required: ["a", "b"], optional: [] } as const;
      readRows(["a,b", ...quoted].join("\n"), columns, { file: "a.csv", faults }, (row, line) =>
        back.push([[...row], line]),
      );
      let line = 2;
      const expected = rows.map((row, index): [string[], number] => {
        const here = line;
        line += (quoted[index] ?? "").split("\n").length;
        return [[...row], here];
      });
      assert.deepEqual(back, expected);
      assert.deepEqual(faults, []);
    }),
  );
});

test("any text as a number gives a number or one fault; a printed decimal is read back", () => {
  const digits = fc.string({ unit: fc.constantFrom("0", "1", "9", ".", ",", "-", "+", "e", " ", "၃", "٣", "%") });
  fc.assert(
    fc.property(fc.oneof(digits, fc.string({ unit: "binary" })), (text) => {
      const faults: Fault[] = [];
      const decimal = readDecimal(text, { file: "a.csv", faults }, 1);
      assert.equal(faults.length, decimal === undefined ? 1 : 0);
      if (decimal !== undefined) assert.ok(Number.isFinite(decimal.value));
    }),
  );
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 6 }), (whole, decimals) => {
      const text = (whole / 10 ** decimals).toFixed(decimals);
      assert.deepEqual(readDecimal(text, { file: "", faults: [] }, 1), { value: Number(text), decimals });
    }),
  );
});

test("digits of any script are told with the number they stand for", () => {
  const zeros = ["\u1040", "\u1090", "\u0660", "\u0966", "\uff10"];
  fc.assert(
    fc.property(fc.constantFrom(...zeros), fc.nat(99_999), (zero, number) => {
      const shift = (zero.codePointAt(0) ?? 0) - 48;
      const text = [...String(number)].map((digit) => String.fromCodePoint(digit.charCodeAt(0) + shift)).join("");
      const faults: Fault[] = [];
      assert.equal(readDecimal(text, { file: "", faults }, 1), undefined);
      assert.equal(faults[0]?.code, "NUMBER_DIGITS");
      assert.ok(faults[0].message.endsWith(`expected '${number}'`), faults[0].message);
    }),
  );
});

test("any text as a period or a unit is read or refused by a fault of its own", () => {
  const periodish = fc.string({ unit: fc.constantFrom("0", "1", "2", "9", "-", "/", "Q", "H", "undated") });
  const unitish = fc
    .array(fc.constantFrom("t", "kg", "USD", "/", " ", "million", "percent", "1", "constructor", "__proto__"), {
      maxLength: 5,
    })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(periodish, fc.string({ unit: "binary" })), (text) => {
      const period = attempt(parsePeriod, text);
      if (period !== undefined) assert.ok(period.start <= period.end && period.text === text);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(unitish, fc.string({ unit: "binary" })), (text) => {
      const unit = attempt(parseUnit, text);
      if (unit !== undefined) assert.ok(unit.factor > 0 && Number.isFinite(unit.factor) && unit.text === text);
    }),
  );
});

test("a value converted to another unit and back is the same", () => {
  const masses = fc.constantFrom("g", "kg", "t", "kt", "Mt", "mg", "thousand t", "million kg").map(parseUnit);
  fc.assert(
    fc.property(masses, masses, fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (from, to, value) => {
      const back = convertUnit(convertUnit(value, from, to), to, from);
      assert.ok(Math.abs(back - value) <= 1e-12 * value);
    }),
  );
});

test("bytes are decoded or told with a line that is there", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      const faults: Fault[] = [];
      const text = decodeText(bytes, { file: "a.csv", faults });
      const lines = bytes.filter((byte) => byte === 10).length + 1;
      assert.equal(faults.length, text === undefined ? 1 : 0);
      for (const { line } of faults) assert.ok(line >= 1 && line <= lines);
    }),
  );
});

const bombs: Readonly<Record<string, string>> = {
  "lists in lists": "[".repeat(100_000),
  "maps in maps": "{a: ".repeat(20_000),
  "dashes in dashes": `${"- ".repeat(20_000)}a`,
  "indents in indents": Array.from({ length: 1000 }, (_, index) => `${" ".repeat(index)}a:`).join("\n"),
  "aliases of aliases": `a: &a [x, x]\n${[..."bcdefghijklmnopqrstuvwxyz"].map((name, index) => `${name}: &${name} [${`*${"abcdefghijklmnopqrstuvwxyz"[index]},`.repeat(9)}]`).join("\n")}`,
  "one key many times": "a: b\n".repeat(50_000),
  "closing brackets": "]".repeat(50_000),
};

for (const [name, text] of Object.entries(bombs)) {
  test(`YAML of ${name} is refused, soon and with few faults`, () => {
    const faults: Fault[] = [];
    const before = process.memoryUsage().rss;
    const start = performance.now();
    readYaml(text, { file: "a.yaml", faults });
    assert.ok(faults.length > 0 && faults.length <= 10_000);
    assert.ok(performance.now() - start < 5000);
    assert.ok(process.memoryUsage().rss - before < 500_000_000);
  });
}

test("a file of nothing but faults is left after ten thousand of them", () => {
  const header = new TextDecoder()
    .decode(tinyFiles().find(({ path }) => path === "claims/exports.csv")?.bytes)
    .split("\n")[0];
  const start = performance.now();
  const { faults } = parse(withBytes("claims/exports.csv", encode(`${header}\n${"x\n".repeat(2_000_000)}`)));
  assert.equal(faults.length, 10_000);
  assert.ok(performance.now() - start < 5000);
});

function attempt<Parsed>(read: (text: string) => Parsed, text: string): Parsed | undefined {
  try {
    return read(text);
  } catch (error) {
    assert.ok(error instanceof LodebookError && error.faults.length === 1);
    return undefined;
  }
}
