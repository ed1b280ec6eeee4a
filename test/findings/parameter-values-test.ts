import assert from "node:assert/strict";
import { test } from "node:test";
import { drawParameters, drawQuantile } from "../../src/findings/exposure-draws.ts";
import { findParameters, type ParameterValue } from "../../src/findings/parameter-values.ts";
import type { Claim } from "../../src/model/claim.ts";
import type { Parameter } from "../../src/model/parameter.ts";
import { quantile } from "../../src/numerics/quantile.ts";
import { assumed, claim, evidenced, gap, makeDesk } from "./exposure-book.ts";

function find(parameter: Parameter, parts: Omit<Parameters<typeof makeDesk>[0], "parameters"> = {}): ParameterValue {
  const value = findParameters(makeDesk({ ...parts, parameters: [parameter] })).get(parameter.id);
  assert.ok(value);
  return value;
}

function assertNear(actual: number | undefined, expected: number, tolerance = 1e-9): void {
  assert.ok(Math.abs((actual ?? Number.NaN) - expected) <= tolerance, `${actual} is not near ${expected}`);
}

const share = { indicator: "share", place: "hill", periods: ["2024"] };
const shareClaim = (value: number, changes: Partial<Claim> = {}) => claim("share|hill||varite|2024|", value, changes);

test("an assumption is its median and 90 % interval, with no claim and no grade", () => {
  const { finding } = find(assumed("a", { kind: "uniform", low: 0.2, high: 0.4 }));
  assert.equal(finding.id, "parameter/a");
  assert.deepEqual([finding.method, finding.claims, finding.grade], ["assumption", [], undefined]);
  assert.ok(finding.result.kind === "estimate");
  assertNear(finding.result.value, 0.3);
  assertNear(finding.result.low, 0.21);
  assertNear(finding.result.high, 0.39);
});

test("a log-normal assumption has 90 % between its ends, a triangular one its textbook quantiles", () => {
  const { result } = find(assumed("a", { kind: "lognormal", low: 1, high: 4 })).finding;
  assert.ok(result.kind === "estimate");
  assertNear(result.low, 1);
  assertNear(result.value, 2);
  assertNear(result.high, 4);
  // Triangular on 0, 1, 4: F(x) = x²/4 up to 1, then 1 - (4-x)²/12 (Evans, Hastings & Peacock, Statistical Distributions).
  const { quantile: drawn } = find(assumed("b", { kind: "triangular", low: 0, value: 1, high: 4 }));
  assertNear(drawn?.(0.04), 0.4);
  assertNear(drawn?.(0.25), 1);
  assertNear(drawn?.(0.5), 4 - Math.sqrt(6));
  assertNear(find(assumed("c", { kind: "triangular", low: 1, value: 1, high: 3 })).quantile?.(0.75), 2);
  assertNear(find(assumed("d", { kind: "triangular", low: 1, value: 3, high: 3 })).quantile?.(0.25), 2);
});

test("evidence is the pooled estimate in the parameter's unit, with its claims and grade", () => {
  const { finding } = find(evidenced("a", share), { claims: [shareClaim(40)] });
  assert.deepEqual([finding.unit, finding.method, finding.grade], ["1", "single-claim", "A"]);
  assert.equal(finding.claims.length, 1);
  assert.ok(finding.result.kind === "estimate");
  assertNear(finding.result.value, 0.4);
  assert.ok(finding.result.low > 0.37 && finding.result.high < 0.43);
});

test("draws of evidence have the estimate's median and its interval", () => {
  const claims = [shareClaim(40), shareClaim(46, { source: "two" }), shareClaim(35, { source: "three", grade: "C" })];
  const { finding, quantile: drawn } = find(evidenced("a", share), { claims });
  assert.ok(drawn && finding.result.kind === "estimate");
  assertNear(drawn(0.5), finding.result.value, 1e-12);
  assertNear(drawn(0.05), finding.result.low, 1e-12);
  assertNear(drawn(0.95), finding.result.high, 1e-12);
  const draws = drawQuantile(drawn, "a", { draws: 20_000, seed: 1 });
  assertNear(quantile(draws, 0.05), finding.result.low, 0.003);
  assertNear(quantile(draws, 0.5), finding.result.value, 0.003);
  assertNear(quantile(draws, 0.95), finding.result.high, 0.003);
});

test("a share of nothing has no place on its scale and stands as it was said", () => {
  const { finding, quantile: drawn } = find(evidenced("a", share), { claims: [shareClaim(0)] });
  assert.deepEqual(finding.result, { kind: "estimate", value: 0, low: 0, high: 0 });
  assert.equal(drawn?.(0.3), 0);
});

test("a share that is pooled on the log scale is not drawn beyond the whole", () => {
  const wide = claim("yield|hill||varite|2024|", 90, { grade: "E" });
  const { quantile: drawn } = find(evidenced("a", { indicator: "yield" }), { claims: [wide] });
  assert.ok(drawn);
  assert.ok(drawn(0.4) < 0.9);
  assert.equal(drawn(0.9), 1);
});

test("without claims a parameter is missing, with the gap that names its question", () => {
  const { finding, quantile: drawn } = find(evidenced("a", share), { gaps: [gap("no-share", "withheld", share)] });
  assert.deepEqual(finding.result, { kind: "missing", reason: "withheld", gap: "no-share" });
  assert.deepEqual([finding.id, finding.unit], ["parameter/a", "1"]);
  assert.equal(drawn, undefined);
});

test("a pattern that leaves several questions open is unknown: none of them is chosen", () => {
  const claims = [shareClaim(40), claim("share|hill||ochre|2024|", 50)];
  const { finding, quantile: drawn } = find(evidenced("a", share), { claims });
  assert.deepEqual(finding.result, { kind: "missing", reason: "unknown", gap: "" });
  assert.equal(drawn, undefined);
});

test("a new parameter leaves the draws of the others as they are, and each has its own", () => {
  const uniform = { kind: "uniform", low: 0, high: 1 } as const;
  const plan = { draws: 50, seed: 3 };
  const few = findParameters(makeDesk({ parameters: [assumed("a", uniform)] }));
  const more = findParameters(makeDesk({ parameters: [assumed("b", uniform), assumed("a", uniform)] }));
  const [before, after] = [drawParameters(few.values(), plan), drawParameters(more.values(), plan)];
  assert.deepEqual(after.get("a"), before.get("a"));
  assert.notDeepEqual(after.get("b"), after.get("a"));
  assert.notDeepEqual(drawParameters(few.values(), { ...plan, seed: 4 }).get("a"), before.get("a"));
});
