import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { governanceWeight } from "../../src/trade/governance-weight.ts";
import { numberOf, readSharedTable, skipShared } from "./shared-table.ts";

/** Political stability 2022, estimate and weight as the published method gives them. */
const published = [
  { iso3: "MMR", estimate: "-2.21174", weight: "0.942348" },
  { iso3: "CHN", estimate: "-0.44107", weight: "0.588214" },
  // 0.2852178 is printed cut off.
  { iso3: "JPN", estimate: "1.07391", weight: "0.285217" },
];

test("the printed weights of three countries", () => {
  for (const { iso3, estimate, weight } of published) {
    assert.ok(Math.abs(governanceWeight(Number(estimate)) - Number(weight)) < 2e-6, iso3);
  }
});

test("the same from the full table of estimates", { skip: skipShared }, () => {
  const rows = readSharedTable("wgi-political-stability.csv").filter((row) => row.get("year") === "2022");
  for (const { iso3, estimate, weight } of published) {
    const row = rows.find((each) => each.get("iso3") === iso3);
    assert.ok(row, iso3);
    assert.equal(numberOf(row, "estimate").toFixed(5), Number(estimate).toFixed(5));
    assert.ok(Math.abs(governanceWeight(numberOf(row, "estimate")) - Number(weight)) < 1e-6, iso3);
  }
});

test("the weights that the open reference computed of each origin", { skip: skipShared }, () => {
  const rows = readSharedTable("wgi-political-stability.csv").filter((row) => row.get("year") === "2022");
  const estimates = new Map(rows.map((row) => [row.get("country_code"), row]));
  for (const flow of readSharedTable("baci-usa-2022-nickel-manganese.csv")) {
    const row = estimates.get(flow.get("Exporting Country"));
    assert.ok(row, flow.get("Exporting Country"));
    assert.ok(Math.abs(governanceWeight(numberOf(row, "estimate")) - numberOf(flow, "WGI")) < 1e-12);
  }
});

test("0 to 1, falling with stability, one half in the middle, and at its ends beyond ±2.5", () => {
  assert.equal(governanceWeight(0), 0.5);
  assert.deepEqual([-3.3, -2.5, 2.5, 3].map(governanceWeight), [1, 1, 0, 0]);
  const estimate = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(estimate, estimate, (a, b) => {
      const [less, more] = [governanceWeight(Math.min(a, b)), governanceWeight(Math.max(a, b))];
      assert.ok(0 <= more && more <= less && less <= 1);
      assert.ok(Math.abs(governanceWeight(a) + governanceWeight(-a) - 1) < 1e-15);
    }),
  );
});

test("an estimate that is not there is refused, not taken for 0 or for the middle", () => {
  for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    assert.throws(() => governanceWeight(wrong), /TRADE_INPUT/);
  }
});
