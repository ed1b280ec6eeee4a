import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { compareEiti, findUnlisted } from "../../src/findings/eiti-comparison.ts";
import { readEitiSummary } from "../../src/ingest/eiti-summary.ts";
import { parsePeriod } from "../../src/model/period.ts";
import { writeEiti } from "../../src/report/export-eiti.ts";
import { writeFiscalPackage } from "../../src/report/export-fdp.ts";
import { plainAmount } from "../../src/report/plain-amount.ts";
import { head, liveNames, openExport } from "./export-register.ts";

const book = { terms: { places: new Map(), commodities: new Map([["varite", { en: "=Varite" }]]), bases: new Map() } };
const opened = openExport();
const { register, rows, revenue } = opened;
const eiti = writeEiti(book, { register, rows }, head);
const fiscal = writeFiscalPackage(register, rows, head);

function cells(text: string): string[][] {
  return parse(text, { relax_column_count: false });
}

/** A text file of the exports as an object a row. */
function rowsOf(text = ""): Record<string, string>[] {
  return parse(text, { columns: true });
}

/** What the ledger has on its accounts of a kind, posted, credits positive, by currency. */
function posted(kinds: readonly string[]): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const { account, amount } of opened.journal.balances) {
    if (account.phase !== "posted" || !kinds.includes(account.kind)) continue;
    sums.set(amount.currency.code, (sums.get(amount.currency.code) ?? 0n) - amount.minorUnits);
  }
  return sums;
}

function sumOf(found: readonly Record<string, string>[], amount: string, currency: string): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const row of found) {
    const code = row[currency] ?? "";
    sums.set(code, (sums.get(code) ?? 0n) + BigInt((row[amount] ?? "").replace(".", "")));
  }
  return sums;
}

test("no cell of any table is a live formula", () => {
  const texts = [...eiti.values(), ...[...fiscal].flatMap(([path, text]) => (path.endsWith(".csv") ? [text] : []))];
  const all = texts.flatMap(cells).flat();
  const live = all.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^[+-]?\d+(\.\d+)?$/.test(cell));
  assert.deepEqual(live, []);
  for (const name of liveNames.slice(0, 4)) assert.ok(all.includes(`'${name}`), name);
});

test("parts 4 and 5 both come to what the ledger received, to the last unit", () => {
  const expected = posted(["revenue", "unmatched"]);
  assert.equal(expected.size, 2);
  const revenues = rowsOf(eiti.get("part-4-government-revenues.csv"));
  assert.deepEqual(sumOf(revenues, "Revenue value", "Currency"), expected);
  const payments = rowsOf(eiti.get("part-5-company-data.csv"));
  assert.deepEqual(sumOf(payments, "Revenue value", "Reporting currency"), expected);
});

test("what was written as Summary Data is read back as it was", () => {
  const files = [...eiti].map(([name, text]) => ({ name, chunks: [new TextEncoder().encode(text)] }));
  const { summary, passedOver, faults } = readEitiSummary(files);
  assert.deepEqual([faults, passedOver > 0], [[], false]);
  assert.deepEqual(
    compareEiti(summary).map(({ difference }) => difference?.minorUnits),
    compareEiti(summary).map(() => 0n),
  );
  assert.deepEqual(findUnlisted(summary), { companies: [], agencies: [], projects: [], streams: [] });
  assert.ok(summary.companies.some(({ name }) => name === liveNames[0]));
  assert.deepEqual([...new Set(summary.revenues.map(({ gfsCode }) => gfsCode))].sort(), ["", "1152E1"]);
  assert.equal(summary.projects.length, register.permits.length);
});

test("the fiscal package comes to what was due and what was received, by phase", () => {
  const found = rowsOf(fiscal.get("data/revenue.csv"));
  const phase = (...names: string[]) => found.filter((row) => names.includes(row.phase ?? ""));
  const due = new Map<string, bigint>();
  for (const { currency, assessed, corrected, voided } of revenue.levies) {
    due.set(currency.code, (due.get(currency.code) ?? 0n) + assessed + corrected - voided);
  }
  assert.deepEqual(sumOf(phase("approved", "adjusted"), "amount", "currency"), due);
  assert.deepEqual(sumOf(phase("executed"), "amount", "currency"), posted(["revenue", "unmatched"]));
  const matched = phase("executed").filter((row) => row.matched === "yes");
  assert.deepEqual(sumOf(matched, "amount", "currency"), posted(["revenue"]));
  const [paid] = rowsOf(fiscal.get("data/payments.csv"));
  assert.deepEqual([paid?.amount, paid?.recipient_name, paid?.direction], ["100.05", "'=North", "expenditure"]);
});

test("periods that follow each other come to the whole", () => {
  const halves = ["2025-01/2025-03", "2025-04/2025-12"].flatMap((text) => openExport(register, parsePeriod(text)).rows);
  assert.deepEqual(halves, rows);
  assert.ok(openExport(register, parsePeriod("2024")).rows.length === 0);
});

test("datapackage.json is as Data Package 2.0 has it, with a column type for every field", () => {
  const found = JSON.parse(fiscal.get("datapackage.json") ?? "");
  assert.equal(found.$schema, "https://datapackage.org/profiles/2.0/datapackage.json");
  assert.match(found.name, /^[-a-z0-9._/]+$/);
  assert.match(found.created, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
  assert.deepEqual(
    found.resources.map(({ name }: { name: string }) => name),
    ["revenue", "payments"],
  );
  for (const { name, path, bytes, hash, schema } of found.resources) {
    const text = fiscal.get(path) ?? "";
    assert.match(name, /^[-a-z0-9._/]+$/);
    assert.equal(bytes, Buffer.byteLength(text));
    assert.equal(hash, `sha256:${createHash("sha256").update(text).digest("hex")}`);
    const fields: { name: string; type: string; columnType: string }[] = schema.fields;
    assert.deepEqual(
      fields.map((field) => field.name),
      cells(text)[0],
    );
    for (const field of fields) {
      assert.ok(["string", "number", "date"].includes(field.type));
      assert.match(field.columnType, /^[a-z-]+(:[a-z-]+)*$/);
    }
    const keys = rowsOf(text).map((row) => row.id);
    assert.equal(new Set(keys).size, keys.length);
  }
  const gfs = found.resources[0].schema.fields.find((field: { name: string }) => field.name === "gfs_code");
  assert.equal(gfs.type, "string");
});

test("an amount in several currencies has no total; one has", () => {
  const total = (from: typeof rows) => {
    const text = writeEiti(book, { register, rows: from }, head).get("part-3-government-agencies.csv");
    return rowsOf(text)[0]?.["Total reported"];
  };
  assert.equal(total(rows), "Not available");
  const euros = rows.filter(({ amount }) => amount.currency.code === "EUR");
  const minorUnits = posted(["revenue", "unmatched"]).get("EUR") ?? 0n;
  assert.equal(total(euros), plainAmount({ minorUnits, currency: { code: "EUR", decimals: 2 } }));
});

test("without a name the authority is not available, and never made up", () => {
  const text = writeEiti(book, { register, rows }, { ...head, authority: "" }).get("part-4-government-revenues.csv");
  assert.ok(rowsOf(text).every((row) => row["Government entity"] === "Not available"));
});
