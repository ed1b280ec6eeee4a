import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { faultCatalogue } from "../../src/model/fault.ts";
import { type Change, testChanges } from "./one-change.ts";
import { parse, tinyFiles, withBytes, withText } from "./tiny-book.ts";

const exports = "claims/exports.csv";
const january = "2025-01,gross,1200.5,,,,t,,customs-2025,,";

const changes: readonly Change[] = [
  // Files and text
  ["TEXT_CONTROL", exports, 3, "rounded", "round\0ed"],
  ["TEXT_CONTROL", "gaps.yaml", 2, "Levy received.", "Levy\u0007 received."],
  // YAML
  ["YAML_UNREADABLE", "gaps.yaml", 6, "- id: levy-allocated", '- id: "levy" allocated'],
  ["YAML_UNREADABLE", "book.yaml", 3, "territory: Tiny", "\tterritory: Tiny"],
  ["YAML_ALIAS", "book.yaml", 3, "territory: Tiny", "territory: *title"],
  ["YAML_TAG", "book.yaml", 3, "territory: Tiny", "territory: !!binary Tiny"],
  ["YAML_TOO_DEEP", "book.yaml", 3, "territory: Tiny", `territory: ${"[".repeat(40)}${"]".repeat(40)}`],
  ["SHAPE_MISMATCH", "book.yaml", 3, "territory: Tiny", "territory: [Tiny]"],
  ["SHAPE_MISMATCH", "book.yaml", 4, "invented: true", "invented: perhaps"],
  ["SHAPE_MISMATCH", "terms.yaml", 3, "TNA: {en: Tinia}", "TNA: {en: Tinia}\n  ? {a: b}\n  : c"],
  ["SHAPE_MISMATCH", "sources.yaml", 2, '"Monthly bulletin"', '{en: "Monthly bulletin"}'],
  ["KEY_MISSING", "book.yaml", 1, "territory: Tiny\n", ""],
  ["KEY_MISSING", "book.yaml", 3, "territory: Tiny", "territory:"],
  ["KEY_MISSING", "terms.yaml", 3, "TNB: Tinbia", "TNB:"],
  ["KEY_MISSING", "report.yaml", 16, "  received: levy-received\n", ""],
  ["KEY_UNKNOWN", "book.yaml", 4, "invented: true", "imaginary: 1\ninvented: true"],
  ["KEY_UNKNOWN", "book.yaml", 3, "territory: Tiny", "territory: {en: Tiny, Burmese: x}"],
  ["KEY_UNKNOWN", "book.yaml", 4, "invented: true", "__proto__: {a: b}\ninvented: true"],
  ["KEY_DUPLICATE", "book.yaml", 4, "invented: true", "territory: Big\ninvented: true"],
  ["LIST_LENGTH", "grades.yaml", 8, "[0, 0.0001, 0.0006, 0.002, 0.008]", "[0, 0.0001, 0.0006, 0.002]"],
  ["LANGUAGE_MISSING", "book.yaml", 2, '{en: "The open book of Tiny", my: "စာအုပ်"}', "{my: စာအုပ်}"],
  // CSV
  ["CSV_UNREADABLE", exports, 3, "Paragraph 2", '"Paragraph" 2'],
  ["CSV_UNREADABLE", exports, 4, "Paragraph 3", '"Paragraph 3'],
  [
    "CSV_SEPARATOR",
    "series/output.csv",
    1,
    "period,value,note\n2025-01,1500,\n2025-02,1600,revised",
    "period;value\n2025-01;15",
  ],
  ["COLUMN_MISSING", exports, 1, "locator", ""],
  ["COLUMN_MISSING", "series/output.csv", 1, "period,value,note\n2025-01,1500,\n2025-02,1600,revised\n", ""],
  ["COLUMN_UNKNOWN", "series/output.csv", 1, "note", "remark"],
  ["COLUMN_UNKNOWN", "series/output.csv", 3, "note", ""],
  ["COLUMN_DUPLICATE", "series/output.csv", 1, "note", "value"],
  ["ROW_LENGTH", "series/output.csv", 1, "note", "note,".repeat(100)],
  ["ROW_LENGTH", "series/output.csv", 2, "1500,", "1500"],
  ["ROW_LENGTH", "series/output.csv", 3, "revised", "revised,twice"],
  ["CELL_EMPTY", exports, 2, "export-mass,TNA,TNB", "export-mass,,TNB"],
  ["CELL_EMPTY", "series/output.yaml", 1, "unit: kg\n", ""],
  // Ids
  ["ID_UNREADABLE", exports, 2, "mass-jan,", "Mass jan,"],
  ["ID_UNREADABLE", "book.yaml", 1, "id: tiny", "id: Tiny Book"],
  ["ID_UNREADABLE", "terms.yaml", 5, "hill: North Hill", "hill: North Hill\n  north_pass: North Pass"],
  ["ID_DUPLICATE", exports, 3, "mass-jan-copy", "mass-jan"],
  ["ID_DUPLICATE", "series/output.csv", 3, "2025-02", "2025-01"],
  [
    "ID_DUPLICATE",
    "sources.yaml",
    8,
    "- id: daily-2025",
    "- {id: customs-2025, title: T, publisher: P, seen: read, grade: A}\n- id: daily-2025",
  ],
  [
    "ID_DUPLICATE",
    "indicators.yaml",
    2,
    "{id: share-world,",
    "{id: export-mass, name: n, unit: t, scale: log, definition: d}\n- {id: share-world,",
  ],
  [
    "ID_DUPLICATE",
    "gaps.yaml",
    6,
    "- id: levy-allocated",
    "- {id: levy-received, what: w, reason: unknown, holder: h, closes: c}\n- id: levy-allocated",
  ],
  ["ID_DUPLICATE", "statements/daily.yaml", 8, "id: fell-because", "id: fell-in-february"],
  ["ID_DUPLICATE", "report.yaml", 4, "id: net,", "id: monthly,"],
  ["ID_DUPLICATE", "report.yaml", 8, "id: about-closure", "id: monthly"],
  // Figures
  ["NUMBER_UNREADABLE", exports, 2, "1200.5", "1.2.3"],
  ["NUMBER_UNREADABLE", exports, 2, "1200.5", "−1200"],
  ["NUMBER_UNREADABLE", exports, 5, ",40,", ",40%,"],
  ["NUMBER_UNREADABLE", exports, 2, "1200.5", "9".repeat(400)],
  ["NUMBER_GROUPED", exports, 2, "1200.5", '"1,200"'],
  ["NUMBER_GROUPED", exports, 2, "1200.5", "1 200.5"],
  ["NUMBER_DECIMAL_COMMA", exports, 2, "1200.5", '"1200,5"'],
  ["NUMBER_DIGITS", exports, 2, "1200.5", "၁၂၀၀.၅"],
  ["NUMBER_OUT_OF_RANGE", "grades.yaml", 2, "level: 0.9", "level: 90"],
  ["NUMBER_OUT_OF_RANGE", "grades.yaml", 5, "A: 0.03", "A: 0"],
  ["NUMBER_OUT_OF_RANGE", "grades.yaml", 7, "0.0006", "-0.0006"],
  ["SHARE_OUT_OF_RANGE", exports, 5, ",40,35,45,,percent", ",140,,,,percent"],
  ["SHARE_OUT_OF_RANGE", exports, 5, ",40,35,45,,percent", ",-0.1,,,,1"],
  ["NEGATIVE_ON_LOG", exports, 2, "1200.5", "-1200.5"],
  ["NEGATIVE_ON_LOG", "series/output.csv", 2, "1500", "-1500"],
  ["RANGE_INCOMPLETE", exports, 4, "900,1100", "900,"],
  ["RANGE_REVERSED", exports, 4, "900,1100", "1100,900"],
  ["VALUE_OUTSIDE_RANGE", exports, 5, "40,35,45", "50,35,45"],
  ["VALUE_MISSING", exports, 2, "1200.5", ""],
  ["VALUE_MISSING", exports, 7, "The pass closed.", ""],
  ["VALUE_MISSING", exports, 2, "1200.5,,,", ",,,some words"],
  ["VALUE_MISSING", "statements/daily.yaml", 6, "{value: 1, unit: kt, qualifier: about}", "{unit: kt}"],
  ["TEXT_WITH_VALUE", exports, 7, ",,,The pass closed.", "3,,,The pass closed."],
  [
    "TEXT_WITH_VALUE",
    "statements/daily.yaml",
    6,
    "value: 1, unit: kt, qualifier: about}\n    question: {indicator: export-mass",
    "value: 1, unit: text}\n    question: {indicator: event",
  ],
  ["UNIT_UNKNOWN", exports, 2, ",t,,customs", ",stone,,customs"],
  ["UNIT_UNKNOWN", "indicators.yaml", 1, "unit: t,", "unit: tonnes,"],
  ["UNIT_MISMATCH", exports, 2, ",t,,customs", ",USD,,customs"],
  ["UNIT_MISMATCH", "series/output.yaml", 5, "unit: kg", "unit: ha"],
  ["UNIT_MISMATCH", "statements/daily.yaml", 6, "unit: kt", "unit: percent"],
  ["PERIOD_UNREADABLE", exports, 2, january, january.replace("2025-01", "2025-13")],
  ["PERIOD_UNREADABLE", "series/output.csv", 2, "2025-01", "Jan 2025"],
  ["PERIOD_UNREADABLE", "book.yaml", 5, "2025-Q1", "2025"],
  ["PERIOD_UNREADABLE", "report.yaml", 3, "within: 2025-Q1", "within: 2025-Q9"],
  ["PERIOD_UNREADABLE", "statements/daily.yaml", 7, "[2025-02]", "[2025-2]"],
  // Names
  ["SOURCE_UNKNOWN", exports, 2, "customs-2025,,", "customs-1999,,"],
  ["SOURCE_UNKNOWN", "series/output.yaml", 6, "customs-2025", "customs-1999"],
  ["SOURCE_UNKNOWN", "statements/daily.yaml", 1, "source: daily-2025", "source: weekly-2025"],
  ["ORIGIN_UNKNOWN", exports, 3, "daily-2025,customs-2025", "daily-2025,customs-1999"],
  ["ORIGIN_IS_SOURCE", exports, 3, "daily-2025,customs-2025", "daily-2025,daily-2025"],
  ["INDICATOR_UNKNOWN", exports, 2, "mass-jan,export-mass", "mass-jan,export-weight"],
  ["INDICATOR_UNKNOWN", "statements/daily.yaml", 7, "export-mass", "export-weight"],
  ["INDICATOR_UNKNOWN", "report.yaml", 3, "export-mass", "export-weight"],
  ["INDICATOR_UNKNOWN", "constraints.yaml", 2, "export-mass", "export-weight"],
  ["INDICATOR_UNKNOWN", "gaps.yaml", 11, "export-mass", "export-weight"],
  ["PLACE_UNKNOWN", exports, 8, "north-hill", "south-hill"],
  ["PLACE_UNKNOWN", "report.yaml", 3, "place: TNA", "place: TNC"],
  ["COUNTERPARTY_UNKNOWN", exports, 2, "TNB", "TNC"],
  ["COMMODITY_UNKNOWN", exports, 2, ",ore,", ",gold,"],
  [
    "COMMODITY_UNKNOWN",
    "constraints.yaml",
    3,
    "commodity: ore, period: 2025-01, basis: net",
    "commodity: gold, period: 2025-01, basis: net",
  ],
  ["BASIS_UNKNOWN", exports, 2, "gross", "dry"],
  ["BASIS_UNKNOWN", "series/output.yaml", 4, "net", "dry"],
  ["CLAIM_UNKNOWN", "statements/daily.yaml", 13, "[closure]", "[opening]"],
  ["CLAIM_UNKNOWN", "report.yaml", 6, "event: closure", "event: opening"],
  ["CLAIM_UNKNOWN", "report.yaml", 26, "[closure, flood]", "[closure, drought]"],
  ["CLAIM_NOT_EVENT", "statements/daily.yaml", 14, "[flood]", "[mass-jan]"],
  ["CLAIM_NOT_EVENT", "report.yaml", 6, "event: closure", "event: output/2025-01"],
  ["GAP_UNKNOWN", "report.yaml", 18, "received: levy-received", "received: levy-lost"],
  // Words with few choices
  ["GRADE_UNKNOWN", exports, 4, ",D,", ",F,"],
  ["GRADE_UNKNOWN", "sources.yaml", 7, "grade: A", "grade: AAA"],
  ["PEDIGREE_UNREADABLE", exports, 2, "1;1;1;1;1", "1;1;1;1"],
  ["PEDIGREE_UNREADABLE", "series/output.yaml", 8, "1;1;1;1;1", "0;1;1;1;6"],
  ["QUALIFIER_UNKNOWN", exports, 3, "about", "roughly"],
  ["QUALIFIER_UNKNOWN", "statements/daily.yaml", 6, "qualifier: about", "qualifier: roughly"],
  ["SCALE_UNKNOWN", "indicators.yaml", 3, "linear", "straight"],
  ["SCALE_UNIT", "indicators.yaml", 2, "unit: percent", "unit: percent/year"],
  ["SEEN_UNKNOWN", "sources.yaml", 6, "seen: read", "seen: heard"],
  ["WHERE_UNKNOWN", "statements/daily.yaml", 17, "where: acts", "where: here"],
  ["REASON_UNKNOWN", "gaps.yaml", 3, "not-published", "lost"],
  ["LOCATOR_MISSING", exports, 4, "Paragraph 3", ""],
  ["LOCATOR_MISSING", "series/output.yaml", 1, "locator: Table 2\n", ""],
  ["DATE_UNREADABLE", exports, 2, "2025-05-01", "1 May 2025"],
  ["DATE_UNREADABLE", exports, 2, "2025-05-01", "2025-02-29"],
  ["DATE_UNREADABLE", exports, 2, "2025-05-01", ""],
  ["URL_UNREADABLE", "sources.yaml", 5, "https://customs.invalid/2025", "javascript:alert(1)"],
  // The balance
  [
    "NAME_UNREADABLE",
    "constraints.yaml",
    4,
    "constraints:",
    '  "other jan": {indicator: export-mass, place: TNA, period: 2025}\nconstraints:',
  ],
  ["NAME_UNKNOWN", "constraints.yaml", 5, "net_jan *", "net_feb *"],
  ["EQUATION_UNREADABLE", "constraints.yaml", 5, "= gross_jan", "== gross_jan"],
  ["EQUATION_UNREADABLE", "constraints.yaml", 5, " = gross_jan", " - gross_jan"],
  ["EQUATION_UNREADABLE", "constraints.yaml", 5, "(1 + 0.5)", "(1 + 0.5"],
  ["EQUATION_UNREADABLE", "constraints.yaml", 5, "net_jan *", "net_jan %"],
];

testChanges(changes);

test("every code that this room can tell has a change, here or in another test of the room", () => {
  const folder = join(import.meta.dirname, "..", "..", "src", "book");
  const source = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
  const written = new Set(source.join("\n").match(/\b[A-Z]+(?:_[A-Z0-9]+)+\b/g));
  const codes = Object.keys(faultCatalogue).filter((code) => written.has(code));
  const names = readdirSync(import.meta.dirname).filter((name) => name.endsWith("-test.ts"));
  const tests = names.map((name) => readFileSync(join(import.meta.dirname, name), "utf8"));
  const untested = codes.filter((code) => !tests.some((text) => text.includes(`"${code}"`)));
  assert.deepEqual(untested, []);
});

test("the tiny book is read whole", () => {
  const { book, faults } = parse(tinyFiles());
  assert.deepEqual(faults, []);
  assert.ok(book);
  assert.equal(book.invented, true);
  assert.equal(book.title.my, "စာအုပ်");
  const ids = ["mass-jan", "mass-jan-copy", "mass-feb", "share-2024", "change-feb", "closure", "flood"];
  assert.deepEqual(
    book.claims.map(({ id }) => id),
    [...ids, "output/2025-01", "output/2025-02"],
  );
  const copy = book.claims[1];
  assert.ok(copy);
  // 1.2 kt with one decimal: 1200 t, read to the nearest 100 t.
  assert.deepEqual([copy.value, copy.lastDigit, copy.qualifier, copy.line], [1200, 100, "about", 3]);
  assert.deepEqual(copy.printed, { value: "1.2", low: "", high: "", unit: "kt", text: "" });
  assert.equal(copy.question, book.claims[0]?.question, "one question, one object");
  assert.equal(copy.grade, "C", "the source's grade");
  const february = book.claims[2];
  assert.deepEqual([february?.value, february?.low, february?.high, february?.grade], [undefined, 900, 1100, "D"]);
  const series = book.claims[8];
  assert.deepEqual([series?.value, series?.note, series?.file, series?.line], [1.6, "revised", "series/output.csv", 3]);
  const figure = book.documents[0]?.statements[0]?.figure;
  assert.deepEqual(figure, {
    value: 1000,
    low: undefined,
    high: undefined,
    lastDigit: 1000,
    qualifier: "about",
    printed: "1 kt",
  });
  assert.equal(book.plan.shares.groups[0]?.id, "world");
  assert.deepEqual(book.plan.buyers.groups, [], "a part that is left out reads nothing");
  assert.deepEqual(book.grades.pedigree[4], [0, 0.0006, 0.008, 0.04, 0.12]);
});

test("a spreadsheet's byte order mark, CRLF, blank rows and spaces change nothing but the digests", () => {
  const plain = parse(tinyFiles()).book;
  const files = tinyFiles().map(({ path, bytes }) => {
    const text = new TextDecoder().decode(bytes);
    const rows = path.endsWith(".csv") ? text.replace(/^mass-feb,/m, " mass-feb ,") : text;
    return {
      path,
      bytes: new TextEncoder().encode(
        `\ufeff${rows.replaceAll("\n", "\r\n")}${path.endsWith(".csv") ? ",,,\r\n\r\n" : ""}`,
      ),
    };
  });
  const { book, faults } = parse(files);
  assert.deepEqual(faults, []);
  assert.deepEqual(book?.claims, plain?.claims);
  assert.deepEqual(book?.plan, plain?.plan);
  assert.notEqual(book?.sha256, plain?.sha256);
});

test("a cell may hold line breaks; the lines after it are still counted right", () => {
  const files = withText(exports, "Paragraph 2,", '"Paragraph\r\n\r\n2",');
  const { book } = parse(files);
  assert.deepEqual(
    book?.claims.slice(0, 4).map(({ line }) => line),
    [2, 3, 6, 7],
  );
});

test("zero on log and 0 and 100 percent on logit are figures", () => {
  assert.deepEqual(parse(withText(exports, "1200.5", "0")).faults, []);
  assert.deepEqual(parse(withText(exports, ",40,35,45,,percent", ",0,0,100,,percent")).faults, []);
  assert.deepEqual(parse(withText(exports, ",40,35,45,,percent", ",1,,,,1")).faults, []);
});

test("all faults of all files come in one pass, by file and line, and a duplicate id names both places", () => {
  const series = new TextEncoder().encode("period,value\n2025-1,1\n2025-02,x\n");
  const second = new TextEncoder().encode(
    "id,indicator,place,period,unit,source,locator,pedigree,added,value\nmass-jan,export-mass,TNX,2025-01,t,daily-2025,p,1;1;1;1;9,2025-05-01,1\n",
  );
  const { faults } = parse([...withBytes("series/output.csv", series), { path: "claims/other.csv", bytes: second }]);
  assert.deepEqual(
    faults.map(({ file, line, code }) => `${file}:${line} ${code}`),
    [
      "claims/other.csv:2 ID_DUPLICATE",
      "claims/other.csv:2 PLACE_UNKNOWN",
      "claims/other.csv:2 PEDIGREE_UNREADABLE",
      "series/output.csv:2 PERIOD_UNREADABLE",
      "series/output.csv:3 NUMBER_UNREADABLE",
    ],
  );
  assert.match(faults[0]?.message ?? "", /claims\/exports\.csv:2/);
});

test("a register that does not parse is told once and not through everyone who names it", () => {
  const { faults } = parse(withBytes("sources.yaml", new TextEncoder().encode("- id: [")));
  assert.ok(faults.length > 0 && faults.every(({ file }) => file === "sources.yaml"));
});

test("broken UTF-8 is told with its line", () => {
  const bytes = Buffer.concat([Buffer.from("period,value\n2025-01,1\n2025-02,"), Buffer.from([0xe9, 0x0a])]);
  const { faults } = parse(withBytes("series/output.csv", bytes));
  assert.deepEqual(
    faults.map(({ code, line }) => [code, line]),
    [["TEXT_NOT_UTF8", 3]],
  );
});

test("messages say what was found and what to write instead", () => {
  const messageFor = (to: string) => parse(withText(exports, "1200.5", to)).faults[0]?.message ?? "";
  assert.match(messageFor("၁၂၀၀.၅"), /got '၁၂၀၀\.၅'.*expected '1200\.5'/);
  assert.match(messageFor('"1,200"'), /got '1,200'.*expected '1200'/);
  assert.match(messageFor('"1200,5"'), /got '1200,5'.*expected '1200\.5'/);
});

test("one half of a series without the other is a missing file", () => {
  const { faults } = parse(tinyFiles().filter(({ path }) => path !== "series/output.yaml"));
  assert.deepEqual(faults.map(({ code, file }) => [code, file])[0], ["FILE_MISSING", "series/output.yaml"]);
});
