import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { root, runJson, runLodebook } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(folder, { recursive: true }));

/** Paths and digests of every file below a folder. */
function digests(place: string): Map<string, string> {
  const names = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((file) => [file.slice(place.length + 1), createHash("sha256").update(readFileSync(file)).digest("hex")]),
  );
}

/** What the manifest says of the report that it lies in. */
function manifestFiles(place: string): Map<string, string> {
  const manifest = JSON.parse(readFileSync(join(place, "manifest.json"), "utf8"));
  const files: { path: string; sha256: string }[] = manifest.files;
  return new Map(files.map(({ path, sha256 }) => [path, sha256]));
}

function assertWhole(place: string): void {
  const found = digests(place);
  const sums = readFileSync(join(place, "SHA256SUMS"), "utf8").trimEnd().split("\n");
  const summed = new Map(sums.map((line) => [line.slice(66), line.slice(0, 64)]));
  found.delete("SHA256SUMS");
  assert.deepEqual(new Map([...summed].sort()), new Map([...found].sort()));
  found.delete("manifest.json");
  assert.deepEqual(new Map([...manifestFiles(place)].sort()), new Map([...found].sort()));
}

test("the same book gives the same bytes, in another folder and from a copy of the book", () => {
  const copy = join(folder, "copied-book");
  cpSync(join(root, "books/example"), copy, { recursive: true });
  const [one, two] = [join(folder, "one"), join(folder, "two")];
  assert.equal(runLodebook("report", "books/example", "--out", one, "--locale", "all").status, 0);
  assert.equal(runLodebook("report", copy, "--out", two, "--locale", "all").status, 0);
  assert.deepEqual(digests(one), digests(two));
  assertWhole(one);
});

test("a report has page, PDF, data package, figures and manifest in both languages", () => {
  const files = [...digests(join(folder, "one")).keys()];
  for (const name of [
    "index.html",
    "index.my.html",
    "report.pdf",
    "report.my.pdf",
    "datapackage.json",
    "manifest.json",
  ]) {
    assert.ok(files.includes(name), `${name} is missing from ${files.join(", ")}`);
  }
  assert.ok(files.some((name) => name.startsWith("figures/") && name.endsWith(".svg")));
  assert.match(readFileSync(join(folder, "one/index.my.html"), "utf8"), /<html[^>]* lang="my"/);
});

test("an invented book says so on the page and in the data", () => {
  assert.match(readFileSync(join(folder, "one/index.html"), "utf8"), /invented/i);
  assert.match(readFileSync(join(folder, "one/datapackage.json"), "utf8"), /invented/i);
});

test("--as-of leaves out what entered the book later, and gives the old bytes after new claims", () => {
  const book = join(folder, "growing-book");
  cpSync(join(root, "books/example"), book, { recursive: true });
  const before = join(folder, "before");
  const asOf = String(Object(runJson("report", book, "--out", before)).asOf);
  const claims = join(book, "claims", "trade.csv");
  const lines = readFileSync(claims, "utf8").trimEnd().split("\n");
  const [header = "", row = ""] = lines;
  const columns = header.split(",");
  const cells = row.split(",");
  cells[columns.indexOf("id")] = "a-later-claim";
  cells[columns.indexOf("added")] = "2031-01-01";
  writeFileSync(claims, `${[...lines, cells.join(",")].join("\n")}\n`);
  const after = join(folder, "after");
  const later = Object(runJson("report", book, "--out", after, "--as-of", asOf));
  assert.equal(later.asOf, asOf);
  assert.deepEqual(
    readFileSync(join(after, "data/findings.csv"), "utf8"),
    readFileSync(join(before, "data/findings.csv"), "utf8"),
  );
  assert.equal(Object(runJson("report", book, "--out", after)).asOf, "2031-01-01");
});

test("killed at any moment, the earlier report stays", async () => {
  const out = join(folder, "killed");
  assert.equal(runLodebook("report", "books/example", "--out", out).status, 0);
  const earlier = digests(out);
  const main = join(root, "src/cli/main.ts");
  for (const milliseconds of [150, 400, 700, 900, 1100, 1400]) {
    const child = spawn(process.execPath, [main, "report", "books/kachin", "--out", out], {
      cwd: root,
      stdio: "ignore",
    });
    await wait(milliseconds);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("close", resolve));
    assertWhole(out);
    if (child.exitCode === null) assert.deepEqual(digests(out), earlier);
    else assert.equal(runLodebook("report", "books/example", "--out", out).status, 0);
  }
});

test("a folder that is not a report is not replaced", () => {
  const out = join(folder, "someone-elses");
  cpSync(join(root, "books/example"), out, { recursive: true });
  const before = digests(out);
  const { status, stderr } = runLodebook("report", "books/example", "--out", out);
  assert.equal(status, 3);
  assert.match(stderr, /OUTPUT_NOT_A_REPORT/);
  assert.deepEqual(digests(out), before);
});

test("a place that cannot be written is a clear error", () => {
  const file = join(folder, "a-file");
  writeFileSync(file, "");
  const { status, stderr } = runLodebook("report", "books/example", "--out", join(file, "report"));
  assert.equal(status, 3);
  assert.match(stderr, /OUTPUT_UNWRITABLE/);
});

test("a book with a fault gives no report", () => {
  const book = join(folder, "faulty-book");
  cpSync(join(root, "books/example"), book, { recursive: true });
  writeFileSync(join(book, "gaps.yaml"), "- id: [");
  const out = join(folder, "never");
  const { status, stderr } = runLodebook("report", book, "--out", out);
  assert.equal(status, 1);
  assert.match(stderr, /^gaps\.yaml:\d+: /m);
  assert.equal(existsSync(out), false);
});

test("wrong words end with 2 and say what was expected", () => {
  assert.equal(runLodebook("report", "books/example").status, 2);
  const { status, stderr } = runLodebook("report", "books/example", "--out", join(folder, "x"), "--locale", "fr");
  assert.equal(status, 2);
  assert.match(stderr, /^USAGE: got --locale 'fr'; expected en, my or all/m);
  assert.equal(runLodebook("nonsense").status, 2);
});
