import assert from "node:assert/strict";
import { test } from "node:test";
import type { Objection, PermitRelease } from "../../src/model/register.ts";
import { permitStanding } from "../../src/revenue/permit-standing.ts";
import { objection, permit } from "./register-rows.ts";

const levels = ["site", "township", "committee"];
const row = { file: "permits.csv", line: 2, added: "2025-01-01" };

/** Releases from lines `date level kind`. */
function releases(...lines: string[]): PermitRelease[] {
  return lines.map((line) => {
    const [date = "", level = "", kind = ""] = line.split(" ");
    assert.ok(kind === "application" || kind === "grant" || kind === "suspension" || kind === "cancellation");
    return { ...row, date, level, kind, text: "" };
  });
}

function stateOn(date: string, steps: readonly PermitRelease[], objections: readonly Objection[] = []): string {
  const terms = [{ ...row, from: "2025-02-01", to: "2025-12-31" }];
  return permitStanding(permit("p", { terms, releases: steps }), { objections, levels, date }).state;
}

const granted = releases(
  "2025-01-02 site application",
  "2025-01-10 site grant",
  "2025-01-20 township grant",
  "2025-02-10 committee grant",
);

test("a permit is in force once every level has granted it, within its term", () => {
  const days = ["2025-01-01", "2025-01-02", "2025-01-10", "2025-02-09", "2025-02-10", "2025-12-31", "2026-01-01"];
  assert.deepEqual(
    days.map((day) => stateOn(day, granted)),
    ["none", "applied", "granted-in-part", "granted-in-part", "in-force", "in-force", "outside-term"],
  );
});

test("all have granted before the term begins", () => {
  assert.equal(stateOn("2025-01-31", granted.slice(0, 3)), "granted-in-part");
  assert.equal(
    stateOn("2025-01-31", releases("2025-01-05 site grant", "2025-01-05 township grant", "2025-01-05 committee grant")),
    "outside-term",
  );
});

test("a suspension takes back its level's grant until that level grants anew, whatever the order of the rows", () => {
  const steps = [...granted, ...releases("2025-06-01 township suspension", "2025-08-01 township grant")];
  for (const rows of [steps, steps.toReversed()]) {
    assert.deepEqual(
      ["2025-05-31", "2025-06-01", "2025-07-31", "2025-08-01"].map((day) => stateOn(day, rows)),
      ["in-force", "suspended", "suspended", "in-force"],
    );
  }
  assert.equal(
    stateOn("2025-07-01", [...granted, ...releases("2025-06-01 township suspension", "2025-06-15 site grant")]),
    "suspended",
  );
  assert.equal(
    stateOn("2025-06-01", [...granted, ...releases("2025-06-01 township suspension", "2025-06-01 township grant")]),
    "in-force",
  );
});

test("a cancellation is for good, and so is an objection that was upheld; an open or rejected one changes nothing", () => {
  const cancelled = [...granted, ...releases("2025-06-01 committee cancellation", "2025-07-01 committee grant")];
  assert.deepEqual(
    ["2025-05-31", "2025-06-01", "2025-07-01"].map((day) => stateOn(day, cancelled)),
    ["in-force", "cancelled", "cancelled"],
  );
  const upheld = [objection("o", "2025-03-01", { date: "2025-06-01", outcome: "upheld" })];
  assert.deepEqual(
    ["2025-03-01", "2025-05-31", "2025-06-01"].map((day) => stateOn(day, granted, upheld)),
    ["in-force", "in-force", "cancelled"],
  );
  for (const outcome of ["rejected", "withdrawn"] as const) {
    assert.equal(
      stateOn("2025-07-01", granted, [objection("o", "2025-03-01", { date: "2025-06-01", outcome })]),
      "in-force",
    );
  }
});

test("open objections are counted from their day to that of their decision", () => {
  const objections = [
    objection("o", "2025-03-01", { date: "2025-06-01", outcome: "rejected" }),
    objection("q", "2025-05-01"),
  ];
  const open = (date: string) =>
    permitStanding(permit("p", { releases: granted }), { objections, levels, date }).openObjections;
  assert.deepEqual(["2025-02-28", "2025-03-01", "2025-05-01", "2025-06-01"].map(open), [0, 1, 2, 1]);
});
