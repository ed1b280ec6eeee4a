import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { appraise, leaveOneOut } from "../../src/evidence/appraise.ts";
import { groupByQuestion } from "../../src/evidence/group-claims.ts";
import { poolRandomEffects } from "../../src/evidence/pool.ts";
import { independentOf, resolveVotes } from "../../src/evidence/votes.ts";
import type { Claim } from "../../src/model/claim.ts";
import { allGrades } from "../../src/model/grade.ts";
import { change, claimOf, grades, percent, tonnes } from "./claims.ts";

test("ten newspapers that quote one agency are one observation", () => {
  const agency = claimOf({ id: "agency", source: "agency", value: 1100 });
  const papers = Array.from({ length: 10 }, (_, k) =>
    claimOf({ id: `p${k}`, source: `p${k}`, origin: "agency", value: 1100 }),
  );
  const customs = claimOf({ id: "customs", value: 1000 });
  const many = appraise([...papers, customs, agency], { indicator: tonnes, grades });
  const two = appraise([customs, agency], { indicator: tonnes, grades });
  assert.equal(many.votes.length, 2);
  assert.equal(many.votes[0]?.speaker.id, "agency");
  assert.deepEqual(
    many.votes[0]?.echoes.map(({ kind }) => kind),
    Array(10).fill("same"),
  );
  assert.ok(Math.abs((many.estimate ?? 0) - (two.estimate ?? 1)) < 1e-9);
});

test("the best grade speaks, then the origin itself, then the lower pedigree sum, then the first id", () => {
  const speakerOf = (...claims: Claim[]) => appraise(claims, { indicator: tonnes, grades }).votes[0]?.speaker.id;
  const own = claimOf({ id: "own", source: "customs", grade: "C", pedigree: [3, 3, 3, 3, 3] });
  const copy = claimOf({ id: "copy", source: "paper", origin: "customs", grade: "C" });
  assert.equal(speakerOf(copy, own), "own");
  assert.equal(speakerOf(own, { ...copy, grade: "B" }), "copy");
  assert.equal(speakerOf({ ...copy, id: "worse", pedigree: [2, 1, 1, 1, 1] }, copy), "copy");
  assert.equal(speakerOf({ ...copy, id: "b" }, { ...copy, id: "a" }), "a");
});

test("an echo with another figure is a variant; within rounding it is the same", () => {
  const own = claimOf({ id: "own", value: 42_110, lastDigit: 1 });
  const echo = (id: string, value: number, lastDigit: number) =>
    claimOf({ id, source: id, origin: "customs", grade: "D", value, lastDigit });
  const { votes, span } = appraise([own, echo("rounded", 42_000, 1000), echo("wrong", 24_110, 1)], {
    indicator: tonnes,
    grades,
  });
  assert.deepEqual(
    votes[0]?.echoes.map(({ claim, kind }) => [claim.id, kind]),
    [
      ["rounded", "same"],
      ["wrong", "variant"],
    ],
  );
  assert.deepEqual(span, { low: 24_110, high: 42_110 });
});

test("a copy of a copy is the first one's vote, and a ring is one vote", () => {
  const chain = [
    claimOf({ source: "blog", origin: "paper" }),
    claimOf({ source: "paper", origin: "agency" }),
    claimOf({ source: "agency" }),
  ];
  assert.deepEqual(resolveVotes(chain), ["agency", "agency", "agency"]);
  const ring = [claimOf({ source: "b", origin: "a" }), claimOf({ source: "a", origin: "b" })];
  assert.deepEqual(resolveVotes(ring), ["a", "a"]);
  const mixed = [
    claimOf({ source: "blog", origin: "paper" }),
    claimOf({ source: "paper", origin: "agency" }),
    claimOf({ source: "paper" }),
  ];
  assert.deepEqual(resolveVotes(mixed), ["paper", "agency", "paper"]);
  assert.deepEqual(independentOf(chain, "agency"), []);
  assert.equal(independentOf([...chain, claimOf({ source: "customs" })], "agency").length, 1);
});

test("agreed, contested and single-source", () => {
  const agreementOf = (...values: number[]) =>
    appraise(
      values.map((value, k) => claimOf({ id: `${k}`, source: `${k}`, value })),
      { indicator: tonnes, grades },
    ).agreement;
  assert.equal(agreementOf(1000), "single-source");
  assert.equal(agreementOf(1000, 1050), "agreed");
  assert.equal(agreementOf(1000, 3000), "contested");
});

test("a claim that cannot be pooled is listed and can contradict, never dropped", () => {
  const none = claimOf({ id: "none", source: "ministry", value: 0, lastDigit: 1 });
  const mixed = appraise([none, claimOf({ id: "some" })], { indicator: tonnes, grades });
  assert.deepEqual(
    mixed.unscalable.map(({ id }) => id),
    ["none"],
  );
  assert.deepEqual([mixed.votes.length, mixed.agreement, mixed.span.low], [1, "contested", 0]);
  const alone = appraise([none], { indicator: tonnes, grades });
  assert.deepEqual([alone.pool, alone.estimate, alone.agreement], [undefined, undefined, "single-source"]);
  const full = appraise([claimOf({ value: 100 }), claimOf({ id: "b", source: "b", value: 98 })], {
    indicator: percent,
    grades,
  });
  assert.equal(full.unscalable.length, 1);
  // A change of 0 with no known digit has no variance to be weighed by.
  assert.equal(appraise([claimOf({ value: 0 })], { indicator: change, grades }).unscalable.length, 1);
});

test("words and empty questions are refused", () => {
  assert.throws(() => appraise([], { indicator: tonnes, grades }), /EVIDENCE_INPUT/);
  assert.throws(() => appraise([claimOf({})], { indicator: { ...tonnes, scale: "text" }, grades }), /EVIDENCE_INPUT/);
  assert.throws(() => appraise([claimOf({ value: undefined })], { indicator: tonnes, grades }), /EVIDENCE_INPUT/);
});

const claims = fc.array(
  fc.record({
    value: fc.double({ min: 1, max: 1e6, noNaN: true }),
    source: fc.constantFrom("a", "b", "c", "d"),
    origin: fc.constantFrom("", "", "x", "y"),
    grade: fc.constantFrom(...allGrades),
  }),
  { minLength: 1, maxLength: 10 },
);

test("every claim is heard once: as speaker, echo or unscalable; the span holds them all; the order is no matter", () => {
  fc.assert(
    fc.property(claims, (parts) => {
      const all = parts.map((part, k) => claimOf({ ...part, id: `id${k}` }));
      const result = appraise(all, { indicator: tonnes, grades });
      const heard = [
        ...result.votes.flatMap(({ speaker, echoes }) => [speaker, ...echoes.map(({ claim }) => claim)]),
        ...result.unscalable,
      ];
      assert.deepEqual(heard.map(({ id }) => id).sort(), all.map(({ id }) => id).sort());
      assert.equal(new Set(result.votes.map(({ origin }) => origin)).size, result.votes.length);
      for (const { value } of all) assert.ok((value ?? 0) >= result.span.low && (value ?? 0) <= result.span.high);
      const turned = appraise(all.toReversed(), { indicator: tonnes, grades });
      assert.ok(Math.abs((turned.estimate ?? 0) / (result.estimate ?? 1) - 1) < 1e-9);
      assert.equal(turned.agreement, result.agreement);
    }),
  );
});

test("leaving one out is pooling the others", () => {
  const all = [1000, 1200, 3000].map((value, k) => claimOf({ id: `${k}`, source: `s${k}`, value }));
  const appraisal = appraise(all, { indicator: tonnes, grades });
  const left = leaveOneOut(appraisal);
  assert.deepEqual(
    left.map(({ origin }) => origin),
    ["s0", "s1", "s2"],
  );
  const variances = Float64Array.of(0.0049, 0.0049);
  const others = poolRandomEffects({ values: Float64Array.of(Math.log(1000), Math.log(1200)), variances, level: 0.9 });
  assert.ok(Math.abs((left[2]?.value ?? 0) / Math.exp(others.estimate) - 1) < 1e-12);
  assert.ok(Math.abs((left[2]?.high ?? 0) / Math.exp(others.high) - 1) < 1e-12);
  assert.deepEqual(leaveOneOut(appraise(all.slice(0, 1), { indicator: tonnes, grades })), []);
});

test("claims are grouped by question, in order", () => {
  const { question } = claimOf({});
  const other = { ...question, basis: "oxide" };
  const groups = groupByQuestion([claimOf({ id: "1" }), claimOf({ id: "2", question: other }), claimOf({ id: "3" })]);
  assert.deepEqual(
    [...groups.values()].map((group) => group.map(({ id }) => id)),
    [["1", "3"], ["2"]],
  );
  assert.deepEqual([...groups.keys()], ["import-mass|CHN|MMR|ree|2024|gross", "import-mass|CHN|MMR|ree|2024|oxide"]);
});
