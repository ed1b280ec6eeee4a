import assert from "node:assert/strict";
import { test } from "node:test";
import { appraise } from "../../src/evidence/appraise.ts";
import { type AssertedFigure, judge } from "../../src/evidence/verdict.ts";
import { claimOf, grades, tonnes } from "./claims.ts";

// Two claims near 1,000 t (interval about 735 to 1,370) and an echo that has 2,000 t: the span reaches farther.
const appraisal = appraise(
  [
    claimOf({ id: "a", source: "a", value: 1000 }),
    claimOf({ id: "b", source: "b", value: 1010 }),
    claimOf({ id: "lost", source: "c", origin: "a", grade: "D", value: 2000 }),
  ],
  { indicator: tonnes, grades },
);

test("the interval decides first, then the span, then nobody says so", () => {
  assert.deepEqual(verdictOf({ value: 1003 }), ["supported", "inside-interval"]);
  assert.deepEqual(verdictOf({ value: 1900 }), ["contested", "inside-span-only"]);
  assert.deepEqual(verdictOf({ value: 5000 }), ["contradicted", "outside-every-source"]);
  assert.deepEqual(verdictOf({ value: 100 }), ["contradicted", "outside-every-source"]);
});

test("rounding reaches half a unit of the last digit", () => {
  assert.deepEqual(verdictOf({ value: 2400 }), ["contradicted", "outside-every-source"]);
  assert.deepEqual(verdictOf({ value: 2400, lastDigit: 1000 }), ["contested", "inside-span-only"]);
});

test("words before the figure change what is asserted", () => {
  assert.deepEqual(verdictOf({ value: 300, qualifier: "over" }), ["supported", "inside-interval"]);
  assert.deepEqual(verdictOf({ value: 1500, qualifier: "atleast" }), ["contested", "inside-span-only"]);
  assert.deepEqual(verdictOf({ value: 3000, qualifier: "over" }), ["contradicted", "outside-every-source"]);
  const { high = 0, low = 0 } = appraisal;
  assert.equal(verdictOf({ value: high * 1.05 })[0], "contested");
  assert.equal(verdictOf({ value: high * 1.05, qualifier: "about" })[0], "supported");
  assert.equal(verdictOf({ value: high * 1.05, qualifier: "nearly" })[0], "supported");
  assert.equal(verdictOf({ value: low * 0.97, qualifier: "about" })[0], "supported");
  assert.equal(verdictOf({ value: low * 0.97, qualifier: "upto" })[0], "contradicted");
});

test("a stated range is supported where it overlaps the interval", () => {
  assert.equal(verdictOf({ value: undefined, low: 500, high: 900 })[0], "supported");
  assert.equal(verdictOf({ value: undefined, low: 1500, high: 9000 })[0], "contested");
  assert.equal(verdictOf({ value: undefined, low: 3000, high: 9000 })[0], "contradicted");
});

test("the claims stand on their sides, echoes with their speaker", () => {
  const { inFavour, against } = judge({ figure: figure({ value: 5000 }), hasScope: true, appraisal, grades });
  assert.deepEqual([inFavour, against.toSorted()], [[], ["a", "b", "lost"]]);
});

test("no claim, no figure, no scope", () => {
  const at = (parts: Partial<Parameters<typeof judge>[0]>) =>
    judge({ figure: figure({ value: 1 }), hasScope: true, appraisal, grades, ...parts });
  assert.deepEqual(at({ appraisal: undefined }).reason, "no-independent-claim");
  assert.deepEqual(at({ figure: undefined }).reason, "no-figure");
  assert.deepEqual(at({ hasScope: false }).reason, "scope-undefined");
});

test("where every source says none, none is supported and some is contradicted", () => {
  const none = appraise([claimOf({ value: 0, lastDigit: 1 })], { indicator: tonnes, grades });
  const at = (value: number) => judge({ figure: figure({ value }), hasScope: true, appraisal: none, grades }).verdict;
  assert.deepEqual([at(0), at(500)], ["supported", "contradicted"]);
});

function figure(parts: Partial<AssertedFigure>): AssertedFigure {
  return { value: undefined, low: undefined, high: undefined, qualifier: "exactly", lastDigit: 0, ...parts };
}

function verdictOf(parts: Partial<AssertedFigure>): [string, string] {
  const { verdict, reason } = judge({ figure: figure(parts), hasScope: true, appraisal, grades });
  return [verdict, reason];
}
