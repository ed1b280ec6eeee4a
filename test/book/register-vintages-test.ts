import assert from "node:assert/strict";
import { test } from "node:test";
import { testChanges } from "./one-change.ts";
import { parse, tinyFiles, withText } from "./tiny-book.ts";

const vintages = "register/vintages.csv";

testChanges([
  ["DATE_UNREADABLE", vintages, 2, "2025-04-30", "30 April"],
  ["CELL_EMPTY", vintages, 3, "2025-Q1,2025-07-31", "2025-Q1,"],
  ["CELL_EMPTY", vintages, 3, "2025-Q1,2025-07-31", ",2025-07-31"],
  ["PERIOD_UNREADABLE", vintages, 2, "2025-Q1,2025-04", "spring,2025-04"],
  ["PERIOD_UNREADABLE", vintages, 2, "2025-Q1,2025-04", "undated,2025-04"],
  ["DATE_REVERSED", vintages, 2, "2025-04-30", "2024-12-31"],
  ["ID_DUPLICATE", vintages, 3, "2025-Q1,2025-07-31", "2025-Q1,2025-04-30"],
]);

test("vintages are read with their day, which is also since when they count", () => {
  const { book } = parse(tinyFiles());
  assert.deepEqual(
    book?.register?.vintages.map(({ period, asOf, added, text, line }) => [period.end, asOf, added, text, line]),
    [
      ["2025-03-31", "2025-04-30", "2025-04-30", "first", 2],
      ["2025-03-31", "2025-07-31", "2025-07-31", "", 3],
    ],
  );
});

test("a gap names the parts of a register that would close it", () => {
  const named = withText(
    "gaps.yaml",
    "closes: Levy due against received.",
    "closes: All.\n  register: [receipts, levies]",
  );
  const { book, faults } = parse(named);
  assert.deepEqual(faults, []);
  assert.deepEqual(
    book?.gaps.map(({ register }) => register),
    [["receipts", "levies"], []],
  );
  const unknown = parse(
    withText("gaps.yaml", "closes: Levy due against received.", "closes: All.\n  register: [bills]"),
  );
  assert.deepEqual(
    unknown.faults.map(({ code, file, line }) => [code, file, line]),
    [["CHOICE_UNKNOWN", "gaps.yaml", 6]],
  );
});
