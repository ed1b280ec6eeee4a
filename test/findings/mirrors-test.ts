import assert from "node:assert/strict";
import { test } from "node:test";
import { findDependence } from "../../src/findings/dependence.ts";
import type { MirrorFindings } from "../../src/findings/mirrors.ts";
import type { Claim } from "../../src/model/claim.ts";
import type { MirrorPair } from "../../src/model/exposure.ts";
import type { Finding } from "../../src/model/finding.ts";
import { assumed, claim, gap, makeDesk, network } from "./exposure-book.ts";

const masses: MirrorPair = {
  id: "ore",
  title: { en: "ore, two records" },
  imports: { indicator: "imports", place: "plant", counterparty: "hill" },
  exports: { indicator: "exports", place: "hill", counterparty: "plant" },
  measure: "mass",
  cifFob: "",
  gap: "no-exports",
};

const values: MirrorPair = {
  ...masses,
  id: "value",
  imports: { indicator: "import-value", place: "plant" },
  exports: { indicator: "export-value", place: "hill" },
  measure: "value",
  cifFob: "freight",
};

function find(
  pair: MirrorPair,
  claims: readonly Claim[],
  freight: Parameters<typeof assumed>[1] = 1.1,
): MirrorFindings {
  const exposure = network([], { mirrors: [pair] });
  const gaps = [gap("no-exports", "not-published")];
  const desk = makeDesk({ exposure, claims, gaps, parameters: [assumed("freight", freight, "times")] });
  const [mirror] = findDependence(desk)?.mirrors ?? [];
  assert.ok(mirror);
  return mirror;
}

function estimateOf(finding: Finding | undefined): { value: number; low: number; high: number } {
  assert.ok(finding?.result.kind === "estimate", JSON.stringify(finding?.result));
  return finding.result;
}

test("masses are compared as they are, in one unit, for each period that both sides tell", () => {
  const claims = [
    claim("imports|plant|hill|varite|2023|", 3),
    claim("exports|hill|plant|varite|2023|", 1000),
    claim("imports|plant|hill|varite|2024|", 4),
    claim("exports|hill|plant|varite|2022|", 4),
  ];
  const { periods } = find(masses, claims);
  assert.deepEqual(
    periods.map(({ period }) => period),
    ["2022", "2023", "2024"],
  );
  const [before, both, after] = periods;
  const { value, low, high } = estimateOf(both?.gap.finding);
  // (3,000 - 1,000) / 4,000.
  assert.ok(Math.abs(value - 0.5) < 1e-9);
  assert.ok(low > 0.44 && low < 0.5 && high > 0.5 && high < 0.56, `${low} ${high}`);
  const { id, inputs, method } = both?.gap.finding ?? {};
  assert.deepEqual([id, method], ["mirror/ore/2023", "mirror-gap"]);
  assert.deepEqual(inputs, ["mirror/ore/2023/imports", "mirror/ore/2023/exports"]);
  for (const one of [before, after]) {
    assert.deepEqual(one?.gap.finding.result, { kind: "missing", reason: "not-published", gap: "no-exports" });
  }
  assert.equal(before?.imports, undefined);
  assert.equal(after?.imports?.id, "mirror/ore/2024/imports");
});

test("values allow for freight and insurance, and hang on that assumption", () => {
  const claims = [
    claim("import-value|plant|hill|varite|2024|", 1.1),
    claim("export-value|hill|plant|varite|2024|", 1000),
  ];
  const [period] = find(values, claims).periods;
  assert.ok(estimateOf(period?.gap.finding).value < 1e-9);
  assert.deepEqual(period?.gap.assumptions, ["freight"]);
  assert.equal(period?.gap.finding.grade, undefined);
  const [wide] = find(values, claims, { kind: "uniform", low: 0.5, high: 1.5 }).periods;
  assert.ok(estimateOf(wide?.gap.finding).high > estimateOf(period?.gap.finding).high);
});

test("several questions of one period are no record, and without any record one entry says so", () => {
  const claims = [
    claim("imports|plant|hill|varite|2023|", 3),
    claim("imports|plant|hill|ochre|2023|", 3),
    claim("exports|hill|plant|varite|2023|", 1000),
  ];
  assert.equal(find(masses, claims).periods[0]?.gap.finding.result.kind, "missing");
  const [none, ...others] = find(masses, []).periods;
  assert.deepEqual([none?.period, none?.gap.finding.result.kind, others], ["2024", "missing", []]);
});
