import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { readMarketModel } from "../../src/book/market-model.ts";
import type { Reading } from "../../src/book/reading.ts";
import { readYaml } from "../../src/book/yaml-node.ts";
import type { FaultCode } from "../../src/model/fault.ts";

const example = readFileSync(join(import.meta.dirname, "../../docs/examples/spatial-market.yaml"), "utf8");

function read(text: string) {
  const reading: Reading = { file: "model.yaml", faults: [] };
  const node = readYaml(text, reading);
  const model = node && readMarketModel(node, reading);
  return { model, told: reading.faults.map(({ code, line }) => `${line} ${code}`) };
}

test("the example is read whole, in its order", () => {
  const { model, told } = read(example);
  assert.deepEqual(told, []);
  assert.deepEqual(model?.regions, ["A", "B", "C"]);
  assert.deepEqual(
    model?.supply.map(({ region, intercept, slope, capacity }) => [region, intercept, slope, capacity]),
    [
      ["A", 9, 1, Number.POSITIVE_INFINITY],
      ["B", 3, 2, Number.POSITIVE_INFINITY],
      ["C", 18, 1, Number.POSITIVE_INFINITY],
    ],
  );
  assert.equal(model?.routes.length, 6);
});

const changes: readonly (readonly [code: FaultCode, line: number, from: string, to: string])[] = [
  ["GOOD_UNKNOWN", 11, "{region: B, good: wheat, kind", "{region: B, good: rye, kind"],
  ["REGION_UNKNOWN", 12, "{region: C, good: wheat, kind", "{region: D, good: wheat, kind"],
  ["REGION_SUPPLIES_ITSELF", 14, "from: A, to: B", "from: A, to: A"],
];

for (const [code, line, from, to] of changes) {
  test(`${code} at line ${line} for '${to}'`, () => {
    assert.ok(example.includes(from));
    assert.deepEqual(read(example.replace(from, to)).told, [`${line} ${code}`]);
  });
}
