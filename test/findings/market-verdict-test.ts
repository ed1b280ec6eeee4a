import assert from "node:assert/strict";
import { test } from "node:test";
import { openDesk } from "../../src/findings/desk.ts";
import { findMarket } from "../../src/findings/market.ts";
import { findBlame } from "../../src/findings/market-blame.ts";
import { attributionsOf, judgeAttribution } from "../../src/findings/market-verdict.ts";
import { findVerdicts } from "../../src/findings/verdicts.ts";
import type { Finding } from "../../src/model/finding.ts";
import type { Statement } from "../../src/model/statement.ts";
import { claim } from "./exposure-book.ts";
import { marketDesk, plan, stop } from "./market-book.ts";

function due(low: number, high: number): Finding {
  return {
    id: "market/due",
    label: { en: "due" },
    question: undefined,
    period: "2024",
    unit: "percent",
    result: { kind: "estimate", value: (low + high) / 2, low, high },
    method: "simulation",
    agreement: undefined,
    claims: [],
    echoes: [],
    inputs: [],
    grade: undefined,
  };
}

const size = { kind: "change", low: 3, high: 3.2 } as const;
const anyRise = { kind: "change", low: 1, high: Number.POSITIVE_INFINITY } as const;

test("an asserted size is measured by what the model puts down to the cause", () => {
  const judge = (low: number, high: number) =>
    judgeAttribution([{ finding: due(low, high), isReproduced: true }], size);
  assert.deepEqual(judge(150, 250), { verdict: "supported", reason: "attribution-fits" });
  assert.deepEqual(judge(10, 40), { verdict: "contradicted", reason: "attribution-smaller" });
  assert.deepEqual(judge(400, 600), { verdict: "contradicted", reason: "attribution-larger" });
});

test("a rise without a size is supported when the model is sure of one", () => {
  const judge = (low: number, high: number) =>
    judgeAttribution([{ finding: due(low, high), isReproduced: true }], anyRise);
  assert.equal(judge(2, 40)?.verdict, "supported");
  assert.deepEqual(judge(-5, 40), { verdict: "contested", reason: "attribution-open" });
  assert.deepEqual(judge(-20, -1), { verdict: "contradicted", reason: "attribution-smaller" });
});

test("a model that misses what was observed judges nothing, and no model leaves the verdict as it is", () => {
  const missed = { finding: due(150, 250), isReproduced: false };
  assert.deepEqual(judgeAttribution([missed], size), { verdict: "not-testable", reason: "attribution-misses" });
  assert.equal(judgeAttribution([missed, { finding: due(150, 250), isReproduced: true }], size)?.verdict, "supported");
  assert.equal(judgeAttribution([], size), undefined);
  assert.equal(judgeAttribution([missed], { kind: "level", low: 1, high: 2 }), undefined);
});

/** The hill stopped and the price rose, says a text; another thing happened in the same days. */
const statement: Statement = {
  id: "rose-because",
  text: { en: "The stop of the hill made the price rise." },
  where: "",
  figure: undefined,
  question: { indicator: "output", place: "plant" },
  cause: {
    events: ["c-imports|hill|||2024-07|-one"],
    rivals: ["c-imports|rest|||2024-07|-one"],
    effects: [
      {
        label: { en: "price" },
        where: "acts",
        before: { indicator: "output", place: "plant", periods: ["2024-05"] },
        after: { indicator: "output", place: "plant", periods: ["2024-08"] },
      },
    ],
  },
  note: undefined,
  line: 1,
};

function statementDesk(after: number) {
  const [episode] = plan.episodes;
  assert.ok(episode);
  const evidence = ["c-imports|hill|||2024-07|-one"];
  const desk = marketDesk({
    plan: {
      episodes: [{ ...episode, statements: [statement.id] }],
      restrictions: [{ ...stop, evidence }, ...plan.restrictions.slice(1)],
    },
    claims: [
      claim("output|plant|||2024-05|", 100),
      claim("output|plant|||2024-08|", after),
      claim("imports|hill|||2024-07|", 1),
      claim("imports|rest|||2024-07|", 1),
    ],
  });
  return openDesk({ ...desk.book, documents: [{ file: "statements/a.yaml", source: "a", statements: [statement] }] });
}

test("a statement blames the causes that rest on the claims of its events", () => {
  const desk = statementDesk(130);
  assert.ok(desk.book.market);
  assert.deepEqual(findBlame(desk, desk.book.market), [
    { episode: "summer", statement: "rose-because", causes: ["stop"] },
  ]);
});

test("where dates and places leave a cause open, the attribution decides", () => {
  const desk = statementDesk(130);
  const alone = findVerdicts(desk, undefined)[0];
  assert.deepEqual(alone?.finding.result, {
    kind: "verdict",
    verdict: "not-testable",
    reason: "attribution-not-computed",
  });
  const market = findMarket(desk);
  const [attribution] = attributionsOf(market, statement);
  assert.ok(attribution?.finding.result.kind === "estimate");
  const [judged] = findVerdicts(desk, market);
  assert.ok(judged?.finding.result.kind === "verdict");
  assert.equal(judged.attributed[0]?.id, attribution.finding.id);
  assert.ok(judged.finding.inputs.includes(attribution.finding.id));
  assert.equal(judged.finding.result.reason, attribution.isReproduced ? "attribution-fits" : "attribution-misses");
  // Nobody's model has a price a thousand times as high.
  const [missed] = findVerdicts(statementDesk(100_000), findMarket(statementDesk(100_000)));
  assert.deepEqual(missed?.finding.result, { kind: "verdict", verdict: "not-testable", reason: "attribution-misses" });
});
