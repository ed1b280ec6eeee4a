import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { runJson, runLodebook } from "./run.ts";

const folder = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function assertNear(actual: unknown, expected: number, tolerance: number): void {
  assert.equal(typeof actual, "number");
  assert.ok(Math.abs(Number(actual) - expected) <= tolerance, `${actual} is not near ${expected}`);
}

// R 4.2.2, metafor 3.8.1: rma(c(10.64, 10.61, 10.82, 10.46), c(.0049, .0144, .0625, .0025), method = "PM", test = "adhoc", level = 90)
const metafor = {
  tau2: 0.005406493,
  estimate: 10.565082737,
  se: 0.058852131,
  low: 10.426582285,
  high: 10.703583189,
  q: 6.188147369,
  qP: 0.102806752,
};

test("evidence pool gives what metafor gives", () => {
  const pool = runJson("evidence", "pool", "docs/examples/figures.csv");
  assert.deepEqual(Object.keys(Object(pool)), ["n", "tau2", "estimate", "se", "low", "high", "q", "qP", "i2"]);
  const found = Object(pool);
  assert.equal(found.n, 4);
  for (const [name, expected] of Object.entries(metafor)) assertNear(found[name], expected, 1e-8);
});

test("evidence pool tells every unreadable row and gives no number", () => {
  const file = write("bad.csv", "value,variance\n1,0.1\n1;5,0.1\n2,0\n3,-1\n");
  const { status, stdout, stderr } = runLodebook("evidence", "pool", file);
  assert.equal(status, 1);
  assert.equal(stdout, "");
  assert.match(stderr, /bad\.csv:3: NUMBER_UNREADABLE/);
  assert.match(stderr, /bad\.csv:4: NUMBER_OUT_OF_RANGE/);
  assert.match(stderr, /bad\.csv:5: NUMBER_OUT_OF_RANGE/);
});

test("evidence pool takes exponents and refuses an empty file", () => {
  const pool = runJson("evidence", "pool", write("tiny.csv", "value,variance\n2,1e-5\n"));
  assertNear(Object(pool).se, Math.sqrt(1e-5), 1e-12);
  assert.equal(runLodebook("evidence", "pool", write("empty.csv", "value,variance\n")).status, 1);
});

test("evidence balance gives the heat exchanger of Narasimhan and Jordache", () => {
  const { flows, chiSquare, degreesOfFreedom, overruled } = Object(
    runJson("evidence", "balance", "docs/examples/heat-exchanger.yaml"),
  );
  const expected = [100.22, 64.5, 35.72, 64.5, 35.72, 100.22];
  for (const [index, adjusted] of expected.entries()) {
    assertNear(flows[index].adjusted, adjusted, 0.005);
    assertNear(flows[index].sd, 0.5774, 0.00005);
  }
  assertNear(chiSquare, 6.4075, 0.00005);
  assert.equal(degreesOfFreedom, 4);
  assert.deepEqual(overruled, ["f1"]);
});

test("evidence balance names the gross error", () => {
  const measured = [101.91, 68.45, 34.65, 64.2, 36.44, 98.88];
  const flows = measured.map((value, index) => `  - {id: f${index + 1}, value: ${value}, sd: 1}`).join("\n");
  const file = write(
    "gross.yaml",
    `flows:\n${flows}\nconstraints: ["f1 = f2 + f3", "f2 = f4", "f3 = f5", "f4 + f5 = f6"]\n`,
  );
  const result = Object(runJson("evidence", "balance", file));
  assertNear(result.chiSquare, 16.6742, 0.00005);
  assert.equal(result.overruled[0], "f2");
  assertNear(Math.abs(result.flows[1].z), 3.205, 0.0005);
  assertNear(result.flows[0].adjusted, 100.8867, 0.00005);
});

test("evidence balance computes an unknown flow by a product", () => {
  const file = write(
    "product.yaml",
    'flows:\n  - {id: share, value: 0.5, sd: 0.01}\n  - {id: total, value: 200, sd: 1}\n  - {id: part}\nconstraints: ["share * total = part"]\n',
  );
  const { flows, degreesOfFreedom } = Object(runJson("evidence", "balance", file));
  assertNear(flows[2].adjusted, 100, 1e-9);
  assert.equal("measured" in flows[2], false);
  assert.equal(degreesOfFreedom, 0);
});

test("evidence balance tells every fault with its line", () => {
  const file = write(
    "bad.yaml",
    'flows:\n  - {id: a, value: x, sd: 1}\n  - {id: b, value: 2}\nconstraints:\n  - "a ="\n',
  );
  const { status, stderr } = runLodebook("evidence", "balance", file);
  assert.equal(status, 1);
  assert.match(stderr, /bad\.yaml:2: NUMBER_UNREADABLE/);
  assert.match(stderr, /bad\.yaml:3: KEY_MISSING/);
  assert.match(stderr, /bad\.yaml:5: EQUATION_UNREADABLE/);
});
