import assert from "node:assert/strict";
import { test } from "node:test";
import type { Permit, PermitRelease, Register } from "../../src/model/register.ts";
import { writeOcds } from "../../src/report/export-ocds.ts";
import { plainAmount } from "../../src/report/plain-amount.ts";
import { euros, makeRegister, objection, permit, receipt, terms } from "../revenue/register-rows.ts";
import { head, openExport } from "./export-register.ts";
import { ocdsFaults } from "./ocds-shape.ts";

const book = {
  terms: {
    places: new Map([["north", { en: "North" }]]),
    commodities: new Map([["varite", { en: "Varite" }]]),
    bases: new Map(),
  },
};

function write(register: Register) {
  const { text, leftOut } = writeOcds(book, register, head, { prefix: "ocds-abc123" });
  return { text, leftOut, found: JSON.parse(text) };
}

test("a release package of the troubled register has what the standard asks for, and nothing that it does not know", () => {
  const { register } = openExport();
  const { found, leftOut } = write(register);
  assert.deepEqual(ocdsFaults(found), []);
  const withoutPermit = register.consignments.filter((row) => row.permit === "").map(({ id }) => id);
  const lost = register.receipts.filter((row) => row.consignment === "" || withoutPermit.includes(row.consignment));
  assert.ok(leftOut >= lost.length && lost.length > 0);
  const ids = found.releases.map(({ ocid, id }: { ocid: string; id: string }) => `${ocid} ${id}`);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(ids.every((id: string) => !id.includes("#")));
  for (const { parties, tender, awards, contracts } of found.releases) {
    const known = parties.map(({ id }: { id: string }) => id);
    const named = [...JSON.stringify([tender, awards, contracts]).matchAll(/\{"id":("(?:[^"\\]|\\.)*"),"name":/g)];
    for (const [, name = '""'] of named) assert.ok(known.includes(JSON.parse(name)));
  }
});

test("the transactions add up to the receipts and their corrections, to the last unit", () => {
  const { register } = openExport();
  const { text } = write(register);
  const shown = [...text.matchAll(/"amount": (-?[0-9.]+),\s*"currency": "([A-Z]{3})"/g)];
  const sums = new Map<string, bigint>();
  for (const [, amount = "", code = ""] of shown) {
    sums.set(code, (sums.get(code) ?? 0n) + BigInt(amount.replace(".", "")));
  }
  const permitOf = new Map(register.consignments.map(({ id, permit: of }) => [id, of]));
  const receipts = new Map(register.receipts.map((row) => [row.id, row]));
  const expected = new Map<string, bigint>();
  const add = (
    consignment: string,
    { minorUnits, currency: { code } }: { minorUnits: bigint; currency: { code: string } },
  ) => {
    if ((permitOf.get(consignment) ?? "") !== "") expected.set(code, (expected.get(code) ?? 0n) + minorUnits);
  };
  for (const { consignment, amount } of register.receipts) add(consignment, amount);
  for (const { target, change } of register.adjustments) {
    const row = receipts.get(target.id);
    if (target.kind === "receipt" && "money" in change && row !== undefined) add(row.consignment, change.money);
  }
  assert.deepEqual(sums, expected);
});

test("an amount beyond what a floating-point number holds is written as it is", () => {
  const amount = euros(123_456_789_012_345_678n);
  const one = makeRegister({
    permits: [permit("p")],
    consignments: [
      {
        id: "c",
        permit: "p",
        date: "2025-01-02",
        massGrams: 1n,
        form: "oxide",
        value: "unknown",
        destination: "",
        declared: undefined,
        file: "",
        line: 1,
        added: "2025-01-02",
      },
    ],
    receipts: [receipt("r", "2025-01-03", 0n, { amount })],
  });
  assert.match(write(one).text, /"amount": 1234567890123456\.78,/);
  assert.equal(plainAmount(amount), "1234567890123456.78");
});

type Step = [date: string, level: string, kind: PermitRelease["kind"], text?: string];

/** The tags and the end of a permit that went through some steps. */
function life(steps: readonly Step[], rest: Partial<Register> = {}) {
  const place = { file: "permits.csv", line: 2, added: "2025-01-01" };
  const releases = steps.map(([date, level, kind, text = ""]) => ({ ...place, date, level, kind, text }));
  const own: Permit = permit("p", { releases });
  const { found } = write(makeRegister({ terms: { ...terms, levels: ["site", "office"] }, permits: [own], ...rest }));
  assert.deepEqual(ocdsFaults(found), []);
  return found.releases.map(
    ({
      tag,
      contracts,
      awards,
      tender,
    }: {
      tag: string[];
      contracts?: object[];
      awards?: object[];
      tender?: object;
    }) => {
      const { status, statusDetails } = Object(contracts?.[0] ?? awards?.[0] ?? tender);
      return [tag.join("+"), status, ...(statusDetails === undefined ? [] : [statusDetails])];
    },
  );
}

const granted: Step[] = [
  ["2025-01-01", "site", "application"],
  ["2025-01-02", "site", "grant"],
  ["2025-01-02", "office", "grant"],
];

test("a permit is a tender, then an award that is pending, then a contract", () => {
  assert.deepEqual(life(granted), [
    ["tender", "active"],
    ["award", "pending"],
    ["awardUpdate+contract", "active", "in-force"],
  ]);
});

test("a suspension leaves the contract active and says so, until the level grants anew", () => {
  const later: Step[] = [
    ["2025-02-01", "office", "suspension"],
    ["2025-03-01", "office", "grant"],
    ["2025-04-01", "site", "amendment", "a larger site"],
    ["2025-05-01", "site", "cancellation", "given back"],
  ];
  assert.deepEqual(life([...granted, ...later]).slice(3), [
    ["contractUpdate", "active", "suspended"],
    ["contractUpdate", "active", "in-force"],
    ["contractAmendment", undefined],
    ["contractTermination", "terminated", "given back"],
  ]);
});

test("what ends before all have granted ends no contract", () => {
  const ended: Step = ["2025-02-01", "site", "cancellation"];
  assert.deepEqual(life([...granted.slice(0, 1), ended]).at(-1), ["tenderCancellation", "cancelled"]);
  assert.deepEqual(life([...granted.slice(0, 2), ended]).at(-1), ["awardCancellation", "cancelled"]);
  const suspension: Step = ["2025-02-01", "site", "suspension"];
  assert.deepEqual(life([...granted.slice(0, 2), suspension]).at(-1), ["awardUpdate", "pending"]);
});

test("an objection is a milestone, and an upheld one ends the contract", () => {
  const upheld = objection("o", "2025-02-01", { date: "2025-03-01", outcome: "upheld" });
  assert.deepEqual(life(granted, { objections: [upheld] }).slice(3), [
    ["contractUpdate", undefined],
    ["contractTermination", "terminated", "objection upheld"],
  ]);
  const rejected = objection("o", "2025-02-01", { date: "2025-03-01", outcome: "rejected" });
  assert.deepEqual(life(granted, { objections: [rejected] }).at(-1), ["contractUpdate", undefined]);
  const early = objection("o", "2025-01-01", { date: "2025-01-01", outcome: "upheld" });
  assert.deepEqual(life(granted.slice(0, 1), { objections: [early] }).at(-1), ["tenderCancellation", "cancelled"]);
});

test("the shape finds what is wrong", () => {
  const { found } = write(openExport().register);
  found.releases[0].tag = ["granted"];
  found.releases[1].initiationType = undefined;
  found.releases[2].madeUp = 1;
  assert.equal(ocdsFaults(JSON.parse(JSON.stringify(found))).length, 3);
});
