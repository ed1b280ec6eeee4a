import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findAll, indexFindings } from "../../src/findings/find-all.ts";
import { findLevyDue } from "../../src/findings/levy-due.ts";
import type { Finding } from "../../src/model/finding.ts";
import { openExample, readExample } from "./example.ts";

const golden = join(import.meta.dirname, "../output/example-findings.txt");

/** One line a finding, as a person would check it: twelve digits are enough to see a change. */
function lineOf({ id, result, unit, method, agreement, claims, echoes, inputs }: Finding): string {
  const shown = JSON.stringify(result, (_, value) =>
    typeof value === "number" ? Number(value.toPrecision(12)) : value,
  );
  return [id, shown, unit, method, agreement ?? "-", claims.join(" "), echoes.join(" "), inputs.join(" ")].join("\t");
}

test("the findings of the invented book are those of the golden file", () => {
  const lines = [...indexFindings(findAll(openExample())).values()].map(lineOf);
  const text = `${lines.join("\n")}\n`;
  if (process.env.UPDATE_GOLDEN === "1") writeFileSync(golden, text);
  assert.equal(text, readFileSync(golden, "utf8"));
});

test("levy due is rate times the tonnes that are known, and at least that", () => {
  const desk = openExample();
  const levy = findLevyDue(desk, undefined);
  assert.ok(levy);
  assert.equal(levy.due.result.kind, "sum");
  assert.ok(levy.rate.result.kind === "estimate" && levy.due.result.kind === "sum");
  const known = levy.months.reduce((sum, { result }) => sum + (result.kind === "estimate" ? result.value : 0), 0);
  assert.ok(Math.abs(levy.due.result.known - levy.rate.result.value * known) < 1e-9 * levy.due.result.known);
  const missing = levy.months.filter(({ result }) => result.kind === "missing").length;
  assert.ok(missing > 0, "the invented quarter has a month without tonnes");
  assert.equal(
    Object.values(levy.due.result.missing).reduce((sum, count) => sum + count, 0),
    missing,
  );
  assert.ok(levy.due.result.low < levy.due.result.known);
});

test("a missing month carries the reason of the gap that names it", () => {
  const desk = openExample();
  const missing = findLevyDue(desk, undefined)?.months.find(({ result }) => result.kind === "missing");
  assert.ok(missing?.result.kind === "missing");
  const gap = desk.book.gaps.find(({ id }) => missing.result.kind === "missing" && id === missing.result.gap);
  assert.equal(missing.result.reason, gap?.reason);
});

test("findings of a day are those of the book without its later claims", () => {
  const book = readExample();
  const days = book.claims.map(({ added }) => added).sort();
  const asOf = days[Math.floor(days.length / 3)] ?? "";
  const whole = indexFindings(findAll(openExample({ asOf })));
  const used = new Set([...whole.values()].flatMap(({ claims, echoes }) => [...claims, ...echoes]));
  const addedOf = new Map(book.claims.map(({ id, added }) => [id, added]));
  for (const id of used) assert.ok((addedOf.get(id) ?? "") <= asOf, `${id} was not known on ${asOf}`);
});

test("every computed finding leads through its inputs to claims, to the register, to a marked assumption, or to a gap", () => {
  const index = indexFindings(findAll(openExample()));
  const leads = (finding: Finding): boolean =>
    finding.claims.length > 0 ||
    finding.method === "assumption" ||
    finding.method === "register" ||
    finding.result.kind === "missing" ||
    finding.inputs.some((id) => leads(index.get(id) ?? finding));
  for (const finding of index.values()) {
    if (finding.method === "count" || finding.method === "verdict" || finding.id.endsWith("/figure")) continue;
    assert.ok(leads(finding), finding.id);
  }
});

test("no finding holds a number that is not finite", () => {
  for (const { id, result } of indexFindings(findAll(openExample())).values()) {
    const numbers = Object.values(result).filter((value) => typeof value === "number");
    assert.ok(numbers.every(Number.isFinite), id);
  }
});
