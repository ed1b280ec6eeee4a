import assert from "node:assert/strict";
import { test } from "node:test";
import { testChanges } from "./one-change.ts";
import { parse, tinyFiles, withBytes, withText } from "./tiny-book.ts";

const file = "parameters.yaml";
const uniform = "{uniform: [20, 30]}";
const triangular = "{triangular: [0.2, 0.3, 0.5]}";
const lognormal = "{lognormal: [100, 400]}";

testChanges([
  // Shapes
  ["SHAPE_MISMATCH", file, 3, uniform, "25"],
  ["SHAPE_MISMATCH", file, 3, uniform, "{uniform: [20, 30], fixed: 25}"],
  ["SHAPE_MISMATCH", file, 3, uniform, "{uniform: }"],
  ["SHAPE_MISMATCH", file, 3, uniform, "{uniform: 20}"],
  ["SHAPE_MISMATCH", file, 3, uniform, "{fixed: [20]}"],
  ["KEY_UNKNOWN", file, 3, uniform, "{even: [20, 30], fixed: 25}"],
  ["KEY_UNKNOWN", file, 3, "reason: Nobody has asked.", "reason: Nobody., source: customs-2025"],
  ["KEY_UNKNOWN", file, 2, "unit: percent, evidence", "unit: percent, reason: R, evidence"],
  ["KEY_MISSING", file, 1, ", label: All of it", ""],
  ["KEY_MISSING", file, 3, ", reason: Nobody has asked.", ""],
  ["KEY_MISSING", file, 8, '{en: "Guessed."}', ""],
  ["LANGUAGE_MISSING", file, 8, '{en: "Guessed."}', "{my: ခန့်မှန်း}"],
  ["LIST_LENGTH", file, 3, uniform, "{uniform: [20, 25, 30]}"],
  ["LIST_LENGTH", file, 7, triangular, "{triangular: [0.2, 0.5]}"],
  ["LIST_LENGTH", file, 11, lognormal, "{lognormal: [100]}"],
  // Origins
  ["PARAMETER_ORIGIN", file, 3, `assumption: ${uniform}, reason: Nobody has asked.`, "record: A8"],
  [
    "PARAMETER_ORIGIN",
    file,
    7,
    `assumption: ${triangular}`,
    `assumption: ${triangular}\n  evidence: {indicator: price}`,
  ],
  ["INDICATOR_UNKNOWN", file, 2, "indicator: share-world", "indicator: share-moon"],
  ["PERIOD_UNREADABLE", file, 2, "periods: [2024]", "periods: [24]"],
  // Ids and uses
  [
    "ID_DUPLICATE",
    file,
    12,
    "- {id: half",
    "- {id: all, label: A, unit: t, assumption: {fixed: 1}, reason: R}\n- {id: half",
  ],
  [
    "PARAMETER_UNUSED",
    file,
    12,
    "- {id: half",
    "- {id: idle, label: A, unit: t, assumption: {fixed: 1}, reason: R}\n- {id: half",
  ],
  // Units
  ["UNIT_UNKNOWN", file, 10, "unit: t, evidence", "unit: stone, evidence"],
  ["UNIT_UNKNOWN", file, 13, "unit: times", "unit: text"],
  ["UNIT_MISMATCH", file, 10, "unit: t, evidence", "unit: ha, evidence"],
  ["UNIT_MISMATCH", file, 10, "{indicator: export-mass, place: TNA}", "{indicator: event}"],
  // Figures
  ["NUMBER_UNREADABLE", file, 3, uniform, "{uniform: [20, 30%]}"],
  ["NUMBER_DECIMAL_COMMA", file, 3, uniform, '{uniform: [20, "30,5"]}'],
  ["NUMBER_OUT_OF_RANGE", file, 11, lognormal, "{lognormal: [0, 400]}"],
  ["RANGE_REVERSED", file, 3, uniform, "{uniform: [30, 20]}"],
  ["RANGE_REVERSED", file, 3, uniform, "{uniform: [20, 20]}"],
  ["RANGE_REVERSED", file, 7, triangular, "{triangular: [0.5, 0.3, 0.2]}"],
  ["RANGE_REVERSED", file, 11, lognormal, "{lognormal: [400, 100]}"],
  ["VALUE_OUTSIDE_RANGE", file, 7, triangular, "{triangular: [0.2, 0.6, 0.5]}"],
  ["VALUE_OUTSIDE_RANGE", file, 7, triangular, "{triangular: [0.2, 0.1, 0.5]}"],
  ["SHARE_OUT_OF_RANGE", file, 3, uniform, "{uniform: [20, 130]}"],
  ["SHARE_OUT_OF_RANGE", file, 7, triangular, "{triangular: [-0.2, 0.3, 0.5]}"],
  ["SHARE_OUT_OF_RANGE", file, 1, "{fixed: 1}", "{fixed: 1.01}"],
  ["SHARE_OUT_OF_RANGE", file, 11, lognormal, "{lognormal: [100, 2000000]}"],
]);

test("the parameters of the tiny book are read in their order, each with its origin", () => {
  const { book } = parse(tinyFiles());
  assert.ok(book);
  const ids = ["all", "world-share", "from-hill", "kept", "bought", "content", "half", "freight"];
  assert.deepEqual([...book.parameters.keys()], ids);
  assert.deepEqual(book.parameters.get("world-share"), {
    id: "world-share",
    label: { en: "Share of the world's ore" },
    unit: "percent",
    origin: { kind: "evidence", question: { indicator: "share-world", place: "TNA", periods: ["2024"] } },
    line: 2,
  });
  assert.deepEqual(book.parameters.get("kept"), {
    id: "kept",
    label: { en: "Kept at home" },
    unit: "1",
    origin: {
      kind: "assumption",
      distribution: { kind: "triangular", low: 0.2, value: 0.3, high: 0.5 },
      reason: { en: "Guessed." },
      record: "A7",
    },
    line: 4,
  });
  const distributions = ["all", "from-hill", "content"].map((id) => {
    const origin = book.parameters.get(id)?.origin;
    return origin?.kind === "assumption" ? origin.distribution : undefined;
  });
  assert.deepEqual(distributions, [
    { kind: "fixed", value: 1 },
    { kind: "uniform", low: 20, high: 30 },
    { kind: "lognormal", low: 100, high: 400 },
  ]);
});

test("bounds that are the whole are allowed: 0 and 100 percent, a mode at an end, and what is no share above 1", () => {
  for (const [from, to] of [
    [uniform, "{uniform: [0, 100]}"],
    [triangular, "{triangular: [0, 0, 1]}"],
    [triangular, "{triangular: [0.2, 0.5, 0.5]}"],
    ["{uniform: [1.02, 1.1]}", "{uniform: [0.5, 40]}"],
  ] as const) {
    assert.deepEqual(parse(withText(file, from, to)).faults, [], to);
  }
});

test("a book may have neither parameters nor a network; parameters that no file uses are told", () => {
  const without = (...paths: string[]) => parse(tinyFiles().filter(({ path }) => !paths.includes(path)));
  const { book, faults } = without("parameters.yaml", "exposure.yaml");
  assert.deepEqual(faults, []);
  assert.equal(book?.parameters.size, 0);
  assert.equal(book.exposure, undefined);
  const unused = without("exposure.yaml").faults;
  assert.deepEqual(new Set(unused.map(({ code }) => code)), new Set(["PARAMETER_UNUSED"]));
  assert.equal(unused.length, 8);
});

test("where a file does not parse, nothing is said of the names in it or of their use", () => {
  const broken = new TextEncoder().encode("- [");
  for (const path of [file, "exposure.yaml"]) {
    const { faults } = parse(withBytes(path, broken));
    assert.ok(faults.length > 0 && faults.every((fault) => fault.file === path), path);
  }
});
