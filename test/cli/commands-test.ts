import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { root, runJson, runLodebook } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(folder, { recursive: true }));

test("check finds no fault in the two books", () => {
  for (const book of ["books/kachin", "books/example"]) {
    const { status, stdout } = runLodebook("check", book);
    assert.equal(status, 0, stdout);
    assert.deepEqual(Object(runJson("check", book)).faults, []);
  }
});

test("check tells every fault as file:line: CODE: message and ends with 1", () => {
  const book = join(folder, "faulty");
  cpSync(join(root, "books/example"), book, { recursive: true });
  const claims = join(book, "claims/trade.csv");
  const [header = "", row = "", ...rest] = readFileSync(claims, "utf8").split("\n");
  const columns = header.split(",");
  const wrong = row.split(",");
  wrong[columns.indexOf("unit")] = "stone";
  wrong[columns.indexOf("source")] = "nobody";
  writeFileSync(claims, [header, wrong.join(","), ...rest].join("\n"));
  const { status, stdout } = runLodebook("check", book);
  assert.equal(status, 1);
  assert.match(stdout, /^claims\/trade\.csv:2: UNIT_UNKNOWN: /m);
  assert.match(stdout, /^claims\/trade\.csv:2: SOURCE_UNKNOWN: /m);
});

test("check tells an equation that cannot be balanced", () => {
  const book = join(folder, "contradictory");
  cpSync(join(root, "books/example"), book, { recursive: true });
  const file = join(book, "constraints.yaml");
  const text = readFileSync(file, "utf8");
  const name = /^ {2}([A-Za-z]\w*):/m.exec(text)?.[1] ?? "";
  writeFileSync(file, `${text.trimEnd()}\n  - {id: impossible, equation: "${name} = ${name} + 1", why: "a test"}\n`);
  const { status, stdout } = runLodebook("check", book);
  assert.equal(status, 1);
  assert.match(stdout, /constraints\.yaml:0: BALANCE_/);
});

test("explain leads from a finding to its claims and their sources", () => {
  const { status, stdout } = runLodebook("explain", "books/example", "levy-due/due");
  assert.equal(status, 0);
  assert.match(stdout, /levy-due\/rate/);
  assert.match(stdout, /levy-due\/mass/);
  assert.match(stdout, /claims\/levy\.csv:\d+/);
  const tree = Object(runJson("explain", "books/example", "levy-due/due"));
  assert.equal(tree.finding.id, "levy-due/due");
  assert.deepEqual(
    tree.inputs.map((input: { finding: { id: string } }) => input.finding.id),
    ["levy-due/rate", "levy-due/mass"],
  );
  assert.ok(tree.inputs[0].claims.length > 0);
  assert.ok(tree.inputs[0].claims.every((claim: { source: { title: string } }) => claim.source.title !== ""));
});

test("explain says which findings are near a mistyped one", () => {
  const { status, stderr } = runLodebook("explain", "books/example", "levy-due/dew");
  assert.equal(status, 2);
  assert.match(stderr, /FINDING_UNKNOWN.*levy-due\/due/);
});

test("every finding of both books can be explained", () => {
  for (const book of ["books/example", "books/kachin"]) {
    const all: { id: string; method: string; claims: string[]; inputs: string[] }[] = Object(runJson("explain", book));
    assert.ok(all.length > 50);
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    const known = new Set(all.map(({ id }) => id));
    for (const { id, method, claims, inputs } of all) {
      assert.ok(
        inputs.every((input) => known.has(input)),
        id,
      );
      if (method === "pooled" || method === "single-claim") assert.ok(claims.length > 0, id);
    }
  }
});

test("statements gives every kind of verdict on the example's text", () => {
  const all: { finding: { result: { verdict: string } } }[] = Object(
    runJson("statements", "books/example", "morning-post-2025-03.yaml"),
  );
  const verdicts = new Set(all.map(({ finding }) => finding.result.verdict));
  assert.deepEqual([...verdicts].sort(), ["contested", "contradicted", "not-testable", "supported", "unsupported"]);
});

test("statements tests a text that does not lie in the book", () => {
  const own = join(root, "books/example/statements");
  const file = join(folder, "another.yaml");
  const text = readFileSync(join(own, "morning-post-2025-03.yaml"), "utf8");
  writeFileSync(file, text.replace(/^( +- id: )/gm, "$1another-"));
  const all: { file: string }[] = Object(runJson("statements", "books/example", file));
  assert.ok(all.length > 0);
  assert.ok(all.every((one) => one.file === "statements/another.yaml"));
});

test("every command's help shows an example", () => {
  for (const words of [
    ["start"],
    ["check"],
    ["report"],
    ["explain"],
    ["statements"],
    ["evidence", "pool"],
    ["evidence", "balance"],
  ]) {
    const { status, stdout } = runLodebook(...words, "--help");
    assert.equal(status, 0);
    assert.match(stdout, /Example:\n {2}lodebook /);
  }
});
