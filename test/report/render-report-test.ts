import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { dataTables } from "../../src/report/data-tables.ts";
import { renderReport } from "../../src/report/render-report.ts";
import type { ReportFiles } from "../../src/report/report-files.ts";
import { fixtureReport } from "./fixture.ts";
import { fixtureMeans, fixtureRows } from "./fixture-means.ts";

const means = fixtureMeans();
const all = await renderReport(fixtureReport(), fixtureRows(), { locales: ["en", "my"] }, means);
const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

function textOf(files: ReportFiles, path: string): string {
  const bytes = files.get(path);
  assert.ok(bytes, path);
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads the JSON that it checks field by field
const jsonOf = (files: ReportFiles, path: string): any => JSON.parse(textOf(files, path));

test("both languages give page, PDF and figures; the first has the plain names", () => {
  for (const path of [
    "index.html",
    "index.my.html",
    "report.pdf",
    "report.my.pdf",
    "figures/exports.svg",
    "figures/exports.my.svg",
  ]) {
    assert.ok(all.has(path), path);
  }
  assert.match(textOf(all, "index.html"), /<html lang="en">[\s\S]*href="index\.my\.html" lang="my"/);
  assert.match(textOf(all, "index.my.html"), /<html lang="my">[\s\S]*href="index\.html" lang="en"/);
});

test("Burmese alone has the plain names", async () => {
  const files = await renderReport(fixtureReport(), fixtureRows(), { locales: ["my"] }, means);
  assert.match(textOf(files, "index.html"), /<html lang="my">/);
  assert.ok(![...files.keys()].some((path) => path.includes(".my.")));
});

test("every file that a page names is there", () => {
  for (const page of ["index.html", "index.my.html"]) {
    for (const [, target = ""] of textOf(all, page).matchAll(/(?:href|url\()="?([^"#)]+)"/g)) {
      if (!/^https?:/.test(target)) assert.ok(all.has(target), `${page}: ${target}`);
    }
    for (const [, target = ""] of textOf(all, page).matchAll(/url\("([^"]+)"\)/g)) assert.ok(all.has(target), target);
  }
});

test("the manifest names every other file with its bytes and digest, and the book", () => {
  const manifest = jsonOf(all, "manifest.json");
  const others = [...all.keys()].filter((path) => path !== "manifest.json" && path !== "SHA256SUMS");
  assert.deepEqual(
    manifest.files.map((file: { path: string }) => file.path),
    others.sort(),
  );
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = all.get(path);
    assert.ok(found);
    assert.equal(bytes, found.byteLength);
    assert.equal(sha256, digest(found));
  }
  const { book, bookSha256, period, asOf, locales, version } = manifest;
  const report = fixtureReport();
  assert.deepEqual(
    { book, bookSha256, period, asOf, version },
    {
      book: report.book,
      bookSha256: report.bookSha256,
      period: report.period,
      asOf: report.asOf,
      version: report.version,
    },
  );
  assert.deepEqual(locales, ["en", "my"]);
});

test("SHA256SUMS covers every file but itself", () => {
  const lines = textOf(all, "SHA256SUMS").trimEnd().split("\n");
  assert.equal(lines.length, all.size - 1);
  for (const line of lines) {
    const [sum = "", path = ""] = line.split("  ");
    const bytes = all.get(path);
    assert.ok(bytes, path);
    assert.equal(sum, digest(bytes));
  }
});

test("the same report gives the same bytes", async () => {
  const again = await renderReport(fixtureReport(), fixtureRows(), { locales: ["en", "my"] }, fixtureMeans());
  assert.deepEqual([...again.keys()], [...all.keys()]);
  for (const [path, bytes] of all) assert.deepEqual(again.get(path), bytes, path);
});

test("the data package describes its files truly", () => {
  const description = jsonOf(all, "datapackage.json");
  assert.equal(description.$schema, "https://datapackage.org/profiles/2.0/datapackage.json");
  assert.match(description.name, /^[-a-z0-9._/]+$/);
  assert.match(description.description, /invented/);
  const names = description.resources.map(({ name }: { name: string }) => name);
  assert.deepEqual(names, Object.keys(dataTables));
  for (const resource of description.resources) {
    const bytes = all.get(resource.path);
    assert.ok(bytes, resource.path);
    assert.equal(resource.bytes, bytes.byteLength);
    assert.equal(resource.hash, `sha256:${digest(bytes)}`);
    assert.equal(resource.encoding, "utf-8");
    const [header = [], ...rows]: string[][] = parse(textOf(all, resource.path));
    const fields: {
      name: string;
      type: string;
      description: string;
      constraints?: { required?: boolean; enum?: string[] };
    }[] = resource.schema.fields;
    assert.deepEqual(
      header,
      fields.map(({ name }) => name),
    );
    for (const row of rows) {
      for (const [index, { name, type, constraints }] of fields.entries()) {
        const cell = row[index] ?? "";
        if (constraints?.required) assert.notEqual(cell, "", `${resource.name}.${name}`);
        if (cell === "") continue;
        if (constraints?.enum) assert.ok(constraints.enum.includes(cell), `${resource.name}.${name}: ${cell}`);
        if (type === "number") assert.ok(Number.isFinite(Number(cell)), cell);
        if (type === "integer") assert.match(cell, /^-?\d+$/);
        if (type === "date") assert.match(cell, /^\d{4}-\d\d-\d\d$/);
      }
    }
    const keys = rows.map((row) =>
      resource.schema.primaryKey.map((key: string) => row[header.indexOf(key)]).join("\u0000"),
    );
    assert.equal(new Set(keys).size, keys.length, "primary keys are unique");
    for (const { reference } of resource.schema.foreignKeys ?? []) assert.ok(names.includes(reference.resource));
  }
});
