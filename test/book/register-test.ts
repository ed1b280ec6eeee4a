import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { readRegister } from "../../src/book/register.ts";
import { appendRows, readWrittenRows } from "../../src/book/register-append.ts";
import { makeParsers } from "../../src/book/registers.ts";
import { makeShelf } from "../../src/book/shelf.ts";
import type { Fault } from "../../src/model/fault.ts";
import type { Register } from "../../src/model/register.ts";
import { testChanges } from "./one-change.ts";
import { parse, tinyFiles, withText } from "./tiny-book.ts";

const [terms, levies, formulas] = ["register/terms.yaml", "register/levies.yaml", "register/allocations.yaml"];
const [permits, objections, consignments] = [
  "register/permits.csv",
  "register/objections.csv",
  "register/consignments.csv",
];
const [receipts, adjustments, customs] = ["register/receipts.csv", "register/adjustments.csv", "register/customs.csv"];
const rates = "register/exchange-rates.csv";

testChanges([
  // Terms
  ["KEY_MISSING", terms, 1, "due: {days: 30, reason: R}\n", ""],
  ["KEY_UNKNOWN", terms, 15, "due: {", "Due: {}\ndue: {"],
  ["LIST_LENGTH", terms, 1, "[site, office]", "[]"],
  ["KEY_DUPLICATE", terms, 1, "[site, office]", "[site, site, office]"],
  ["ID_UNREADABLE", terms, 1, "[site, office]", "[site, office, The Board]"],
  ["UNIT_UNKNOWN", terms, 4, "  JPY: {", "  Yen: {decimals: 0}\n  JPY: {"],
  ["NUMBER_OUT_OF_RANGE", terms, 3, "{decimals: 2}", "{decimals: 2.5}"],
  ["NUMBER_OUT_OF_RANGE", terms, 15, "days: 30", "days: -30"],
  ["NUMBER_UNREADABLE", terms, 17, "payment: {days: 30", "payment: {days: a month"],
  ["REFERENCE_UNKNOWN", terms, 5, "currency: USD", "currency: EUR"],
  ["ID_UNREADABLE", terms, 7, "1112E1", "levy"],
  ["RANGE_REVERSED", terms, 11, '"1/2"', "3/4"],
  ["NUMBER_OUT_OF_RANGE", terms, 10, "low: 1", "low: 0"],
  ["RATIONAL_BY_ZERO", terms, 11, '"1/2"', "1/0"],
  // Levies
  ["REFERENCE_UNKNOWN", levies, 2, "stream: levy", "stream: toll"],
  ["REFERENCE_UNKNOWN", levies, 5, "USD/t", "EUR/t"],
  ["NUMBER_UNREADABLE", levies, 5, "100.50 USD/t", "100.50"],
  ["NUMBER_GROUPED", levies, 5, "100.50 USD/t", "1,000.50 USD/t"],
  ["AMOUNT_TOO_FINE", levies, 5, "100.50 USD/t", "100.505 USD/t"],
  ["NUMBER_OUT_OF_RANGE", levies, 5, "100.50 USD/t", "-1 USD/t"],
  ["NUMBER_OUT_OF_RANGE", levies, 15, "5 %", "-5 %"],
  ["NUMBER_UNREADABLE", levies, 15, "5 %", "a twentieth"],
  ["SHAPE_MISMATCH", levies, 4, "base: mass", "base: volume"],
  ["DATE_REVERSED", levies, 7, "to: 2024-12-31", "to: 2023-12-31"],
  ["DATE_UNREADABLE", levies, 6, "from: 2024-01-01", "from: 1/1/2024"],
  ["ID_DUPLICATE", levies, 11, "id: levy-2025", "id: levy-2024"],
  ["CLAIM_UNKNOWN", levies, 19, "[closure]", "[mass-june]"],
  // Formulas; which shares must sum to one is a matter between rows
  ["REFERENCE_UNKNOWN", formulas, 5, "[levy, fee]", "[levy, toll]"],
  ["REFERENCE_UNKNOWN", formulas, 6, "recipient: centre", "recipient: south"],
  ["REFERENCE_UNKNOWN", formulas, 11, "of: north", "of: east"],
  ["REFERENCE_UNKNOWN", formulas, 6, "900.50 USD", "900.50 EUR"],
  ["NUMBER_UNREADABLE", formulas, 6, "floor: 100 USD", "floor: 100"],
  ["NUMBER_OUT_OF_RANGE", formulas, 17, "weight: 2", "weight: -2"],
  ["PLACE_UNKNOWN", formulas, 14, "places: [TNA]", "places: [TNC]"],
  ["ID_DUPLICATE", formulas, 9, "- {recipient: centre", "- {recipient: north, share: 0}\n    - {recipient: centre"],
  ["KEY_MISSING", formulas, 17, "weight: 0.5", "weight: "],
  ["SHAPE_MISMATCH", formulas, 12, "rule: derivation", "rule: by lot"],
  ["SHAPE_MISMATCH", formulas, 18, "tie: larger-share", "tie: coin"],
  ["DATE_REVERSED", formulas, 3, "to: 2026-12-31", "to: 2024-12-31"],
  // Permits and objections
  ["REFERENCE_UNKNOWN", permits, 2, "2024-11-01,site", "2024-11-01,village"],
  ["CHOICE_UNKNOWN", permits, 2, "application", "asked"],
  ["PLACE_UNKNOWN", permits, 2, "Hill Ltd,north-hill", "Hill Ltd,south-hill"],
  ["COMMODITY_UNKNOWN", permits, 2, "north-hill,ore", "north-hill,gold"],
  ["CELL_EMPTY", permits, 5, "ore,clay,2025", "ore,,2025"],
  ["PERMIT_DIFFERS", permits, 4, "P-1,Hill Ltd,,", "P-1,Hall Ltd,,"],
  ["PERMIT_DIFFERS", permits, 3, "P-1,,,,,2024-12-01", "P-1,,,,sand,2024-12-01"],
  ["DATE_REVERSED", permits, 3, "2025-12-31", "2024-12-31"],
  ["RANGE_INCOMPLETE", permits, 3, "2025-01-01,2025-12-31", ",2025-12-31"],
  ["DATE_UNREADABLE", permits, 2, "2024-11-03", "3.11.2024"],
  ["DATE_REVERSED", objections, 3, "2025-03-01,rejected", "2025-01-01,rejected"],
  ["CELL_EMPTY", objections, 3, "2025-03-01,rejected", ",rejected"],
  ["CELL_EMPTY", objections, 3, "2025-03-01,rejected", "2025-03-01,"],
  ["CHOICE_UNKNOWN", objections, 4, "upheld", "agreed"],
  ["ID_DUPLICATE", objections, 4, "O-2,P-2", "O-1,P-2"],
  // Rows of money and mass
  ["CELL_EMPTY", consignments, 2, "C-1,", ","],
  ["DATE_UNREADABLE", consignments, 2, "2025-01-10", "2025-02-30"],
  ["REFERENCE_UNKNOWN", consignments, 2, ".125,oxide", ".125,mud"],
  ["REFERENCE_UNKNOWN", consignments, 2, "20000,oxide", "20000,mud"],
  ["REFERENCE_UNKNOWN", consignments, 2, "1000.10,USD", "1000.10,EUR"],
  ["CELL_EMPTY", consignments, 2, "1000.10,USD", "1000.10,"],
  ["NUMBER_GROUPED", consignments, 2, "20000.125", '"20,000.125"'],
  ["NUMBER_DIGITS", consignments, 4, "C-3,P-2,2025-01-12,10", "C-3,P-2,2025-01-12,၁0"],
  ["NUMBER_UNREADABLE", consignments, 3, "not-collected", "n/a"],
  ["NUMBER_OUT_OF_RANGE", consignments, 4, "2025-01-12,10", "2025-01-12,-10"],
  ["AMOUNT_TOO_FINE", consignments, 2, "20000.125", "20000.1255"],
  ["NUMBER_OUT_OF_RANGE", consignments, 2, "1000.10", "-1000.10"],
  ["AMOUNT_NOT_POSITIVE", receipts, 2, "0.30", "0.00"],
  ["AMOUNT_TOO_FINE", receipts, 2, "0.30", "0.30000000000000004"],
  ["NUMBER_DECIMAL_COMMA", receipts, 2, "0.30", '"0,30"'],
  ["NUMBER_UNREADABLE", receipts, 2, "0.30", "unknown"],
  ["CELL_EMPTY", receipts, 2, "0.30", ""],
  ["REFERENCE_UNKNOWN", receipts, 3, ",fee,", ",toll,"],
  ["AMOUNT_NOT_POSITIVE", "register/bank.csv", 2, "0.30", "-0.30"],
  ["CHOICE_UNKNOWN", adjustments, 2, "A-1,consignment", "A-1,permit"],
  ["REFERENCE_UNKNOWN", adjustments, 2, "weighed-again", "because"],
  ["CHANGE_UNCLEAR", adjustments, 2, ",,,-0.5", ",5,USD,-0.5"],
  ["CHANGE_UNCLEAR", adjustments, 2, ",,,-0.5", ",,,"],
  ["AMOUNT_TOO_FINE", adjustments, 2, "-0.5", "-0.0005"],
  ["REFERENCE_UNKNOWN", "register/payments.csv", 2, "north", "south"],
  ["AMOUNT_TOO_FINE", "register/payments.csv", 2, ",7,JPY", ",7.5,JPY"],
  ["PERIOD_UNREADABLE", "register/payments.csv", 2, "2025-Q1", "Q1 2025"],
  ["PLACE_UNKNOWN", customs, 2, "K-1,TNB", "K-1,TNC"],
  ["PERIOD_UNREADABLE", customs, 2, "2025-01,", "January,"],
  ["PERIOD_UNREADABLE", customs, 2, "2025-01,", "undated,"],
  ["PERIOD_UNREADABLE", "register/payments.csv", 2, "2025-Q1", "2205-Q1"],
  ["DATE_UNREADABLE", consignments, 2, "2025-01-10", "2205-01-10"],
  ["REFERENCE_UNKNOWN", rates, 2, "USD,JPY", "USD,EUR"],
  ["CURRENCY_MIXED", rates, 2, "USD,JPY", "USD,USD"],
  ["NUMBER_OUT_OF_RANGE", rates, 2, "155.5", "0"],
  ["COLUMN_UNKNOWN", receipts, 1, "payer,added", "payer,since"],
]);

const usd = { code: "USD", decimals: 2 };

/** The register of some files, kept where it has faults. */
function read(files = tinyFiles()): { register: Register | undefined; faults: Fault[] } {
  const faults: Fault[] = [];
  const names = { places: undefined, commodities: undefined, claims: undefined };
  return { register: readRegister(makeShelf(files, faults), { names, parsers: makeParsers() }), faults };
}

function getRegister(): Register {
  const { book, faults } = parse(tinyFiles());
  assert.deepEqual(faults, []);
  if (book?.register === undefined) throw new Error("no register");
  return book.register;
}

test("a book without a register has none; one without its terms is told", () => {
  const { book, faults } = parse(tinyFiles().filter(({ path }) => !path.startsWith("register/")));
  assert.deepEqual([book?.register, faults], [undefined, []]);
  const without = parse(tinyFiles().filter(({ path }) => path !== terms));
  assert.deepEqual(
    without.faults.map(({ code, file }) => [code, file]),
    [["FILE_MISSING", terms]],
  );
});

test("a file that no register has is told", () => {
  const { faults } = parse([...tinyFiles(), { path: "register/receipt.csv", bytes: new Uint8Array() }]);
  assert.deepEqual(
    faults.map(({ code, file }) => [code, file]),
    [["FILE_UNEXPECTED", "register/receipt.csv"]],
  );
});

test("terms.yaml at fault says nothing about the rows that would name what it lists", () => {
  const { faults } = parse(withText(terms, "exchange: {days: 7, reason: R}", "exchange: {days: soon, reason: R}"));
  assert.deepEqual(
    faults.map(({ code, file, line }) => `${file}:${line} ${code}`),
    ["register/terms.yaml:19 NUMBER_UNREADABLE"],
  );
  const { faults: unread } = parse(withText(terms, "levels: [site, office]", "levels: ["));
  assert.deepEqual(
    [...new Set(unread.map(({ file, code }) => `${file} ${code}`))],
    ["register/terms.yaml YAML_UNREADABLE"],
  );
});

test("a permit is its rows: terms and releases, each with its line and the day it was entered", () => {
  const [first, second] = getRegister().permits;
  assert.deepEqual(first, {
    id: "P-1",
    holder: "Hill Ltd",
    place: "north-hill",
    commodity: "ore",
    class: "clay",
    file: permits,
    line: 2,
    added: "2024-11-03",
    terms: [{ from: "2025-01-01", to: "2025-12-31", file: permits, line: 3, added: "2024-12-01" }],
    releases: [
      {
        date: "2024-11-01",
        level: "site",
        kind: "application",
        text: "first",
        file: permits,
        line: 2,
        added: "2024-11-03",
      },
      { date: "2024-12-01", level: "site", kind: "grant", text: "", file: permits, line: 3, added: "2024-12-01" },
      { date: "2024-12-20", level: "office", kind: "grant", text: "", file: permits, line: 4, added: "2024-12-20" },
    ],
  });
  assert.deepEqual(second?.terms[0]?.to, undefined);
});

test("a text that a spreadsheet would run is kept as it is, without the apostrophe that marks it in the file", () => {
  assert.equal(getRegister().permits[1]?.holder, '=HYPERLINK("x")');
});

test("a decision is known from its own row on", () => {
  const [first, second] = getRegister().objections;
  assert.deepEqual([first?.added, first?.decision?.added, first?.decision?.line], ["2025-02-01", "2025-03-05", 3]);
  assert.deepEqual(second?.decision, {
    date: "2025-02-03",
    outcome: "upheld",
    file: objections,
    line: 4,
    added: "2025-02-03",
  });
});

test("masses are whole grams, amounts whole minor units, and what is missing says why", () => {
  const [first, second, third] = getRegister().consignments;
  assert.deepEqual(first, {
    id: "C-1",
    permit: "P-1",
    date: "2025-01-10",
    massGrams: 20_000_125n,
    form: "oxide",
    value: { minorUnits: 100_010n, currency: usd },
    destination: "TNB",
    declared: {
      massGrams: 20_000_000n,
      form: "oxide",
      origin: "TNA",
      paid: { minorUnits: 3000n, currency: usd },
    },
    file: consignments,
    line: 2,
    added: "2025-01-12",
  });
  assert.deepEqual([second?.massGrams, second?.value, second?.declared], ["not-collected", "unknown", undefined]);
  assert.equal(third?.value, "withheld");
  assert.deepEqual(third?.declared, { massGrams: "unknown", form: "", origin: "", paid: "unknown" });
});

test("10^15 minor units and one are counted to the unit; equal currencies are one object", () => {
  const { receipts: rows, terms: read } = getRegister();
  assert.deepEqual(
    rows.map(({ amount }) => amount.minorUnits),
    [30n, 1_000_000_000_000_001n],
  );
  assert.ok(rows.every(({ amount }) => amount.currency === read.currency));
});

test("levies, formulas, customs, payments and rates as they are written", () => {
  const register = getRegister();
  const [byMass, byValue] = register.levies;
  assert.deepEqual(byMass?.base === "mass" && byMass.perTonne, { minorUnits: 10_050n, currency: usd });
  assert.deepEqual(byValue?.base === "value" && byValue.share, { numerator: 1n, denominator: 20n });
  assert.deepEqual(
    [byMass?.added, byMass?.line, byValue?.added, byValue?.to],
    ["2024-01-05", 1, "2025-01-01", undefined],
  );
  assert.deepEqual(byValue?.claims, ["closure"]);
  const [formula] = register.formulas;
  assert.deepEqual(formula?.earmarks[0]?.cap, { minorUnits: 90_050n, currency: usd });
  assert.deepEqual(
    formula?.vertical.map(({ recipient, share, line }) => [recipient, share.numerator, share.denominator, line]),
    [
      ["north", 1n, 3n, 8],
      ["centre", 2n, 3n, 9],
    ],
  );
  assert.deepEqual(formula?.horizontal, [
    {
      of: "north",
      line: 11,
      rule: "derivation",
      members: [
        { recipient: "east", places: ["north-hill"] },
        { recipient: "west", places: ["TNA"] },
      ],
    },
    {
      of: "centre",
      line: 15,
      rule: "population",
      members: [
        { recipient: "east", weight: { numerator: 2n, denominator: 1n } },
        { recipient: "west", weight: { numerator: 1n, denominator: 2n } },
      ],
    },
  ]);
  assert.deepEqual(register.terms.forms.get("carbonate"), {
    low: { numerator: 1n, denominator: 2n },
    high: { numerator: 3n, denominator: 5n },
  });
  const [first, second] = register.customs;
  assert.deepEqual([first?.code, first?.added, second?.added], ["0284", "2025-03-01", "2025-02-28"]);
  assert.deepEqual(register.payments[0]?.period.end, "2025-03-31");
  assert.deepEqual(register.exchangeRates[0]?.rate, { numerator: 311n, denominator: 2n });
  assert.deepEqual(register.adjustments[0]?.change, { massGrams: -500n });
  assert.deepEqual(register.adjustments[1]?.change, { money: { minorUnits: -10n, currency: usd } });
});

test("a row at fault is left out and told, and every other row is kept", () => {
  const bad =
    "R-3,C-1,levy,2025-01-22,1.005,USD,Hill Ltd,\nR-4,C-1,toll,yesterday,,EUR,Hill Ltd,\nR-5,C-1,levy,2025-01-23,5,USD,Hill Ltd,\n";
  const { register, faults } = read(withText(receipts, "R-2,", `${bad}R-2,`));
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["3 AMOUNT_TOO_FINE", "4 DATE_UNREADABLE", "4 REFERENCE_UNKNOWN", "4 CELL_EMPTY", "4 REFERENCE_UNKNOWN"],
  );
  assert.deepEqual(
    register?.receipts.map(({ id }) => id),
    ["R-1", "R-5", "R-2"],
  );
  assert.equal(register?.consignments.length, 3);
});

test("the rows below a permit's row at fault are not asked for what it says", () => {
  const { register, faults } = read(withText(permits, "Hill Ltd,north-hill,ore", "Hill Ltd,,ore"));
  assert.deepEqual(
    faults.map(({ line, code }) => `${line} ${code}`),
    ["2 CELL_EMPTY"],
  );
  assert.deepEqual(
    register?.permits.map(({ id }) => id),
    ["P-2"],
  );
  const kept = read(withText(permits, "application", "asked")).register?.permits[0];
  assert.deepEqual([kept?.id, kept?.releases.length, kept?.terms.length], ["P-1", 2, 1]);
});

const ratesOf = (text: string, faults: Fault[] = []) =>
  readWrittenRows("exchange-rates", `date,from,to,rate,added\n${text}`, { file: rates, faults });

test("a table only grows: rows that it has are found again wherever they stand, others are added, none may be lost", () => {
  const had = ratesOf("2025-01-31,USD,JPY,155.50,2025-02-01\n2025-02-28,USD,JPY,150,\n");
  const found = ratesOf("2025-03-31,USD,JPY,149,\n2025-02-28,USD,JPY,150.0,\n2025-01-31,USD,JPY,+155.5,\n");
  const faults: Fault[] = [];
  const grown = appendRows("exchange-rates", { had, found, added: "2025-04-02", faults });
  assert.deepEqual(faults, []);
  assert.equal(grown.kept, 2);
  assert.deepEqual(
    grown.rows.map(({ cells, line }) => `${line} ${cells.join(",")}`),
    ["2 2025-01-31,USD,JPY,155.50,2025-02-01", "3 2025-02-28,USD,JPY,150,", "2 2025-03-31,USD,JPY,149,2025-04-02"],
  );
  appendRows("exchange-rates", { had, found: found.slice(0, 2), added: "", faults });
  assert.deepEqual(
    faults.map(({ code, file, line }) => [code, file, line]),
    [["REGISTER_ROW_LOST", rates, 2]],
  );
});

test("however often the same rows come, a table is what it was; and rows are never fewer", () => {
  const row = fc.tuple(fc.constantFrom("2025-01-31", "2025-02-28"), fc.constantFrom("155.5", "155.50", "7", "'=1"));
  const rows = fc.array(row.map(([date, rate]) => `${date},USD,JPY,${rate},`));
  fc.assert(
    fc.property(rows, rows, (before, more) => {
      const had = ratesOf(before.join("\n"));
      const found = ratesOf([...more, ...before].join("\n"));
      const faults: Fault[] = [];
      const grown = appendRows("exchange-rates", { had, found, added: "2025-04-02", faults });
      assert.deepEqual([faults, grown.rows.length], [[], before.length + more.length]);
      const again = appendRows("exchange-rates", { had: grown.rows, found, added: "2026-01-01", faults });
      assert.deepEqual([again.rows, faults], [grown.rows, []]);
    }),
    { numRuns: 200 },
  );
});

test("any cells give rows or faults that say where, and never a fault of our own", () => {
  const cell = fc.oneof(
    fc.constantFrom(
      "",
      "C-1",
      "P-1",
      "2025-01-10",
      "10",
      "-1",
      "1,000",
      "unknown",
      "oxide",
      "USD",
      "'=1",
      "1e5",
      "n/a",
    ),
    fc.string({ maxLength: 5 }).map((text) => text.replace(/[",\r\n]/g, "")),
  );
  const header = "id,permit,date,mass-kg,form,value,currency,destination";
  const file = tinyFiles().filter(({ path }) => path !== consignments);
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 8, maxLength: 8 }), { maxLength: 5 }), (rows) => {
      const text = [header, ...rows.map((row) => row.join(","))].join("\n");
      const { register, faults } = read([...file, { path: consignments, bytes: new TextEncoder().encode(text) }]);
      const filled = rows.filter((row) => row.some((one) => one !== ""));
      const told = new Set(faults.filter(({ line }) => line > 1).map(({ line }) => line));
      if (!faults.some(({ code }) => code === "TEXT_CONTROL")) {
        assert.equal(register?.consignments.length, filled.length - told.size);
      }
      for (const { file: name, line, code } of faults) {
        assert.ok(name === consignments && line >= 1 && line <= rows.length + 1 && code !== "INTERNAL");
      }
    }),
    { numRuns: 200 },
  );
});
