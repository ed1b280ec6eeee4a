import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { makeProfile, profileText } from "./small-sheet.ts";

const codesOf = (text: string) => makeProfile(text).faults.map(({ code, line }) => `${line} ${code}`);
const changed = (from: string, to: string) => {
  assert.ok(profileText.includes(from), from);
  return profileText.replace(from, to);
};

test("a profile is read with every key", () => {
  const { profile, faults } = makeProfile();
  assert.deepEqual(faults, []);
  assert.equal(profile.tolerance, 10_000n);
  assert.deepEqual(profile.kept, { code: "EUR", decimals: 4 });
  assert.deepEqual(profile.marks, { decimal: ".", thousands: "," });
  assert.deepEqual([...profile.missing], ["-", "n/a"]);
  assert.deepEqual([...profile.misplaced], ["see note"]);
  assert.equal(profile.headerWithin, 3);
  const [workbook, table] = profile.layouts;
  assert.deepEqual(workbook?.columns, {
    sheet: "sheet",
    company: { original: "paid", adjust: "paid_adjust", final: "paid_final" },
    government: { original: "got", adjust: "got_adjust", final: "got_final" },
    difference: "left",
    reason: "why",
    currency: undefined,
  });
  assert.deepEqual(workbook?.rows[0], { kind: "line", where: new Map([["kind", new Set(["line", "Line"])]]) });
  assert.equal(table?.columns.difference, undefined);
  assert.equal(table?.reasonSeparator, ";");
  assert.deepEqual(table?.rows, [{ kind: "line", where: new Map() }]);
  assert.equal(profile.reasons.named.get("paid too late"), "paid late");
});

test("the profiles that are part of Lodebook have no fault", () => {
  for (const file of ["profiles/meiti.yaml", "docs/examples/payments-profile.yaml"]) {
    assert.deepEqual(codesOf(readFileSync(join(import.meta.dirname, "../..", file), "utf8")), [], file);
  }
});

test("every slip has its code and its line", () => {
  assert.deepEqual(codesOf(changed("id: small", "id: Small sheet")), ["1 ID_UNREADABLE"]);
  assert.deepEqual(codesOf(changed("code: EUR", "code: euro")), ["3 UNIT_UNKNOWN"]);
  assert.deepEqual(codesOf(changed("kept: 4", "kept: -1")), ["3 NUMBER_OUT_OF_RANGE"]);
  assert.deepEqual(codesOf(changed("decimals: 0, kept: 4", "decimals: 2, kept: 1")), ["3 NUMBER_OUT_OF_RANGE"]);
  assert.deepEqual(codesOf(changed(", reason: Small figures.", "")), ["3 KEY_MISSING"]);
  assert.deepEqual(codesOf(changed('value: "1"', 'value: "-1"')), ["4 NUMBER_OUT_OF_RANGE"]);
  assert.deepEqual(codesOf(changed('value: "1"', 'value: "one"')), ["4 NUMBER_UNREADABLE"]);
  assert.deepEqual(codesOf(changed('value: "1"', 'value: "0.00001"')), ["4 AMOUNT_TOO_FINE"]);
  assert.deepEqual(codesOf(changed('decimal: "."', 'decimal: ";"')), ["5 NUMBER_UNREADABLE"]);
  assert.deepEqual(codesOf(changed('thousands: ","', 'thousands: ".,"')), ["5 NUMBER_UNREADABLE"]);
  assert.deepEqual(codesOf(changed("header-within: 3", "header-within: 0")), ["9 NUMBER_OUT_OF_RANGE"]);
  assert.deepEqual(codesOf(changed("final: paid_final", "final: paid")), ["14 COLUMN_DUPLICATE"]);
  assert.deepEqual(codesOf(changed("difference: left", "diference: left")), ["16 KEY_UNKNOWN"]);
  assert.deepEqual(codesOf(changed("kind: total", "kind: sum")), ["20 SHAPE_MISMATCH"]);
  assert.deepEqual(codesOf(changed("id: table", "id: workbook")), ["22 ID_DUPLICATE"]);
  assert.deepEqual(codesOf(changed("      - {kind: line}\n", "      []\n")), ["30 LIST_LENGTH"]);
  assert.deepEqual(codesOf(changed("also: [late, paid too late]", "also: [late, late]")), ["35 KEY_DUPLICATE"]);
});

test("all slips are told in one pass, also of an empty profile", () => {
  const slips = changed("id: small", "id: S").replace("kept: 4", "kept: x").replace("sheet: payer", "sheet: p1");
  assert.deepEqual(codesOf(slips), ["1 ID_UNREADABLE", "3 NUMBER_UNREADABLE", "25 COLUMN_DUPLICATE"]);
  assert.deepEqual(codesOf(""), Array(6).fill("1 KEY_MISSING"));
});
