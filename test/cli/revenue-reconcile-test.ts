import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { profileText, tableHeader, workbookHeader } from "../revenue/small-sheet.ts";
import { root, runJson, runLodebook } from "./run.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
}

const profile = write("small.yaml", profileText);
const reconcile = (sheet: string) => runLodebook("revenue", "reconcile", sheet, "--profile", profile);

const folder = join(root, "../shared/data/meiti");
const skip = existsSync(folder) ? false : "the published sheets are not beside the checkout";

// Each figure as the methods of the project give it for the published sheets.
const published = [
  {
    year: "2014-15",
    lines: 1511,
    failures: 2,
    sheets: 7,
    company: [209_304_323_389, 2_808_897_267, 212_113_220_656],
    government: [250_444_933_838, -31_726_752_297, 218_718_181_541],
  },
  {
    year: "2015-16",
    lines: 1071,
    failures: 4,
    sheets: 5,
    company: [210_129_445_405, 6_193_771_295, 216_323_216_700],
    government: [290_632_448_189, -64_652_628_340, 225_983_965_608],
  },
  {
    year: "2016-17",
    lines: 2268,
    failures: 5,
    sheets: 0,
    company: [295_737_208_871, -21_997_004_444, 273_740_204_426],
    government: [360_845_128_744, -83_339_631_576, 281_867_984_335],
  },
];

for (const { year, lines, failures, sheets, company, government } of published) {
  test(`the published sheets of ${year}`, { skip }, () => {
    const sheet = join(folder, `meiti-gems-jade-reconciliation-${year}.csv`);
    const found = Object(runJson("revenue", "reconcile", sheet, "--profile", "meiti"));
    assert.equal(found.lines, lines);
    assert.equal(found.failures.length, failures);
    assert.equal(new Set(found.footings.map((footing: { sheet: string }) => footing.sheet)).size, sheets);
    assert.deepEqual(Object.values(found.totals.company), company);
    assert.deepEqual(Object.values(found.totals.government), government);
    const gap = (column: number) => 1 - (company[column] ?? 0) / (government[column] ?? 0);
    assert.ok(Math.abs(found.gapBefore - gap(0)) < 1e-10);
    assert.ok(Math.abs(found.gapAfter - gap(2)) < 1e-10);
    assert.ok(Math.abs(found.adjustmentRatio - (1 - gap(2) / gap(0))) < 1e-9);
  });
}

test("what the published sheets get wrong is told by line", { skip }, () => {
  const sheet = join(folder, "meiti-gems-jade-reconciliation-2015-16.csv");
  const found = Object(runJson("revenue", "reconcile", sheet, "--profile", "meiti"));
  const missing = { missing: "not-published" };
  assert.deepEqual(found.failures, [
    { sheet: "C (13)", line: 407, check: "difference", expected: 65_289_000, printed: missing },
    { sheet: "C (14)", line: 441, check: "government-final", expected: -2_072_879, printed: missing },
    { sheet: "C (17)", line: 533, check: "difference", expected: 6_575_000, printed: missing },
    { sheet: "C (44)", line: 1379, check: "government-final", expected: -2_072_879, printed: missing },
  ]);
  assert.deepEqual(found.footings[0], {
    sheet: "C (3)",
    side: "company",
    expected: 11_992_812_840,
    printed: 11_992_381_383,
  });
  assert.deepEqual(found.missing.company, { original: 498, adjust: 2, final: 5 });
  assert.equal(found.missing.misplaced.length, 5);
});

test("the JSON has the shape of the methods, in its order, amounts as whole numbers", () => {
  const sheet = write(
    "small.csv",
    [
      workbookHeader,
      "A,line,Rent,60,20.4,80.4,100,,100,-19.6,late",
      "A,line,Tax,see note,,,10,0,11.5,,",
      "A,sum,All of it,,,80,,,99,,",
      "",
    ].join("\n"),
  );
  assert.deepEqual(runJson("revenue", "reconcile", sheet, "--profile", profile), {
    lines: 2,
    failures: [
      { sheet: "A", line: 3, check: "government-final", expected: 10, printed: 12 },
      { sheet: "A", line: 3, check: "difference", expected: -12, printed: { missing: "not-published" } },
    ],
    footings: [{ sheet: "A", side: "government", expected: 112, printed: 99 }],
    totals: {
      company: { original: 60, adjust: 20, final: 80 },
      government: { original: 110, adjust: 0, final: 112 },
    },
    gapBefore: 50 / 110,
    gapAfter: 311 / 1115,
    // 1 - (311 / 1115) / (50 / 110)
    adjustmentRatio: 21_540 / 55_750,
    reasons: [
      { reason: "paid late", rows: 1, amount: -20 },
      { reason: "not explained", rows: 1, amount: -12 },
    ],
    missing: {
      company: { original: 1, adjust: 1, final: 1 },
      government: { original: 0, adjust: 1, final: 0 },
      difference: 1,
      totals: 0,
      misplaced: [{ sheet: "A", line: 3, column: "paid", found: "see note" }],
    },
  });
});

test("amounts beyond what JSON's readers count exactly are strings of digits", () => {
  const sheet = write("huge.csv", `${tableHeader}\nA,EUR,9007199254740991,1,9007199254740992,10e18,0,10e18,\n`);
  const { totals, gapBefore } = Object(runJson("revenue", "reconcile", sheet, "--profile", profile));
  assert.deepEqual(totals.company, { original: 9_007_199_254_740_991, adjust: 1, final: "9007199254740992" });
  assert.deepEqual(totals.government, { original: "10000000000000000000", adjust: 0, final: "10000000000000000000" });
  assert.ok(Math.abs(gapBefore - 0.9990992800745259) < 1e-15);
});

test("for people: totals, gaps, what does not add up, reasons and what is missing", () => {
  const { status, stdout, stderr } = runLodebook(
    "revenue",
    "reconcile",
    "docs/examples/payments.csv",
    "--profile",
    "docs/examples/payments-profile.yaml",
  );
  assert.equal(status, 0, stderr);
  assert.match(stdout, /layout by-holder of the profile payments, amounts in EUR/);
  assert.match(stdout, /^lines: 4, failures: 2, sheets that do not foot: 1$/m);
  assert.match(stdout, /^company +1,950,000\.50 +10,000\.00 +1,965,000\.50$/m);
  assert.match(stdout, /^gap +13\.14 % +1\.50 %$/m);
  assert.match(stdout, /^adjustments made 88\.56 % /m);
  assert.match(stdout, /Lower Mill, line 6, company-final: expected 650,000\.00, printed 655,000\.00/);
  assert.match(stdout, /Lower Mill, line 7, difference: expected 30,000\.00, printed missing/);
  assert.match(stdout, /Lower Mill, government: the lines come to 700,000\.00, printed 710,000\.00/);
  assert.match(stdout, /^ +1 +-15,000\.00 {2}paid late$/m);
  assert.match(
    stdout,
    /company: 0 originals, 3 adjustments, 0 finals; government: 1 originals, 2 adjustments, 1 finals/,
  );
});

test("a sheet at fault gives every fault and no figure; findings of the sheet are no fault", () => {
  const { status, stdout, stderr } = reconcile(
    write("bad.csv", `${tableHeader}\nA,EUR,x,1,1,1,1,=A1,\nA,USD,1,1,1,1,1,1,\n`),
  );
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /bad\.csv:2: NUMBER_UNREADABLE: got 'x'/);
  assert.match(stderr, /bad\.csv:2: CELL_FORMULA: got the formula or its error '=A1'/);
  assert.match(stderr, /bad\.csv:3: CURRENCY_MIXED: got an amount in 'USD', expected 'EUR' in every line/);
  assert.equal(reconcile(write("odd.csv", `${tableHeader}\nA,EUR,1,1,9,1,1,1,\n`)).status, 0);
});

test("unknown profiles, profiles at fault, sheets that are not there", () => {
  const sheet = write("one.csv", `${tableHeader}\nA,EUR,1,1,2,1,1,2,\n`);
  const unknown = runLodebook("revenue", "reconcile", sheet, "--profile", "nobody");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /PROFILE_UNKNOWN: got the profile 'nobody', expected one of .*meiti.*, or the path/);
  assert.equal(runLodebook("revenue", "reconcile", sheet, "--profile", "../profiles/meiti").status, 2);
  const bad = runLodebook(
    "revenue",
    "reconcile",
    sheet,
    "--profile",
    write("bad.yaml", profileText.replace("kind: line}", "kind: row}")),
  );
  assert.equal(bad.status, 1);
  assert.match(bad.stderr, /bad\.yaml:\d+: SHAPE_MISMATCH: got row, expected line, total, passed-over/);
  const absent = reconcile(join(scratch, "absent.csv"));
  assert.equal(absent.status, 1);
  assert.match(absent.stderr, /FILE_UNREADABLE/);
  assert.equal(runLodebook("revenue", "reconcile", sheet).status, 2);
});
