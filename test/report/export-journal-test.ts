import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import type { JournalAccount } from "../../src/findings/register-journal.ts";
import { writeBeancount } from "../../src/report/export-beancount.ts";
import { writeHledger } from "../../src/report/export-hledger.ts";
import { journalAccountName, plainWords } from "../../src/report/journal-account.ts";
import { plainAmount } from "../../src/report/plain-amount.ts";
import { consignment, levy, makeRegister, permit, receipt } from "../revenue/register-rows.ts";
import { head, openExport } from "./export-register.ts";

const scratch = mkdtempSync(join(tmpdir(), "lodebook-test-"));
after(() => rmSync(scratch, { recursive: true }));

const { journal, audit } = openExport();
const hledgerFile = write("register.journal", writeHledger(journal, head));
const beancountFile = write("register.beancount", writeBeancount(journal, head));

function write(name: string, text: string): string {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
}

function run(command: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(command, words, {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "C.UTF-8", HOME: scratch },
  });
  return { status, said: `${stdout}${stderr}`, stdout };
}

function lacks(command: string): string | false {
  return spawnSync(command, ["--version"]).error === undefined ? false : `${command} is not installed`;
}

/** What the ledger has on each account, as the readers print it; accounts at 0 are left out. */
function expected(): string[] {
  return journal.balances
    .filter(({ amount }) => amount.minorUnits !== 0n)
    .map(({ account, amount }) => `${journalAccountName(account)} ${plainAmount(amount)} ${amount.currency.code}`)
    .sort();
}

test("a small journal, as hledger and Ledger read it", () => {
  const small = openExport(
    makeRegister({
      permits: [permit("p")],
      levies: [levy("rate", 100_00n)],
      consignments: [consignment("c", "2025-01-10", 1500n)],
      receipts: [receipt("r;1", "2025-01-20", 160_00n)],
    }),
  );
  assert.equal(
    writeHledger(small.journal, { ...head, lines: ["A book"] }),
    `; A book

tag reason
commodity EUR
  format 1000.00 EUR

account Assets:Bank
account Assets:Office
account Assets:Pending:Bank
account Assets:Pending:Office
account Assets:Pending:Receivable:X-p
account Assets:Receivable:X-p
account Income:Pending:Revenue:X-levy
account Income:Revenue:X-levy
account Liabilities:Pending:Unmatched:X-levy
account Liabilities:Unmatched:X-levy

2025-01-10 assessment c
    Assets:Pending:Receivable:X-p  150.00 EUR
    Income:Pending:Revenue:X-levy  -150.00 EUR

2025-01-20 receipt r-x3b-1
    Assets:Pending:Receivable:X-p  -150.00 EUR
    Income:Pending:Revenue:X-levy  150.00 EUR
    Assets:Receivable:X-p  150.00 EUR
    Income:Revenue:X-levy  -150.00 EUR
    Assets:Receivable:X-p  10.00 EUR
    Liabilities:Unmatched:X-levy  -10.00 EUR
    Assets:Office  160.00 EUR
    Assets:Receivable:X-p  -160.00 EUR
    Assets:Pending:Bank  160.00 EUR
    Assets:Pending:Office  -160.00 EUR

2025-01-20 balances
    Assets:Pending:Receivable:X-p  0.00 EUR = 0.00 EUR
    Assets:Receivable:X-p  0.00 EUR = 0.00 EUR
    Income:Pending:Revenue:X-levy  0.00 EUR = 0.00 EUR
    Income:Revenue:X-levy  0.00 EUR = -150.00 EUR
    Liabilities:Pending:Unmatched:X-levy  0.00 EUR = 0.00 EUR
    Liabilities:Unmatched:X-levy  0.00 EUR = -10.00 EUR
    Assets:Pending:Office  0.00 EUR = -160.00 EUR
    Assets:Office  0.00 EUR = 160.00 EUR
    Assets:Pending:Bank  0.00 EUR = 160.00 EUR
    Assets:Bank  0.00 EUR = 0.00 EUR
`,
  );
});

test("hledger agrees to the last unit, in its strict mode", { skip: lacks("hledger") }, () => {
  const { status, said } = run("hledger", "-f", hledgerFile, "check", "--strict");
  assert.equal(status, 0, said);
  const { stdout } = run("hledger", "-f", hledgerFile, "balance", "--flat", "--no-total", "--layout=bare", "-O", "csv");
  const rows = stdout.trim().split("\n").slice(1);
  const found = rows.map((row) => /^"(.*)","(.*)","(.*)"$/.exec(row)?.slice(1) ?? []);
  const shown = found
    .filter(([, , amount]) => Number(amount) !== 0)
    .map(([name, code, amount]) => `${name} ${amount} ${code}`);
  assert.deepEqual(shown.sort(), expected());
});

test("Ledger agrees to the last unit", { skip: lacks("ledger") }, () => {
  const { status, said } = run("ledger", "-f", hledgerFile, "--pedantic", "balance", "--flat", "--no-total");
  assert.equal(status, 0, said);
  // An account in several currencies has its name behind the last of them.
  const found: string[] = [];
  let amounts: string[] = [];
  for (const line of said.trim().split("\n")) {
    const [, amount = "", code = "", name = ""] = /^\s*(-?[\d.]+) ([A-Z]{3})(?:\s+(\S.*))?$/.exec(line) ?? [];
    amounts.push(`${amount} ${code}`);
    if (name === "") continue;
    found.push(...amounts.map((one) => `${name} ${one}`));
    amounts = [];
  }
  assert.deepEqual(found.sort(), expected());
});

test("bean-check finds every balance that is asserted", { skip: lacks("bean-check") }, () => {
  const { status, said } = run("bean-check", "--no-cache", beancountFile);
  assert.equal(status, 0, said);
});

const journals = [
  { name: "hledger", words: ["-f", hledgerFile, "check"], text: () => writeHledger(journal, head) },
  { name: "ledger", words: ["-f", hledgerFile, "balance"], text: () => writeHledger(journal, head) },
  { name: "bean-check", words: ["--no-cache", beancountFile], text: () => writeBeancount(journal, head) },
] as const;
for (const { name, words, text } of journals) {
  test(`${name} refuses the journal when one unit is not where the ledger has it`, { skip: lacks(name) }, () => {
    const { account, amount } = journal.balances.find(({ amount: { minorUnits } }) => minorUnits > 0n) ?? fail();
    const off = { ...amount, minorUnits: amount.minorUnits + 1n };
    const line = `${journalAccountName(account)}  ${plainAmount(amount)} ~ 0 ${amount.currency.code}\n`;
    const assertion = `${journalAccountName(account)}  0.00 EUR = ${plainAmount(amount)} ${amount.currency.code}\n`;
    const right = name === "bean-check" ? line : assertion;
    const changed = text().replace(right, right.replace(plainAmount(amount), plainAmount(off)));
    assert.notEqual(changed, text());
    const file = write(`wrong-${name}`, changed);
    const { status, said } = run(
      name,
      ...words.map((word) => (word === hledgerFile || word === beancountFile ? file : word)),
    );
    assert.notEqual(status, 0, said);
  });
}

function fail(): never {
  throw new Error("no account holds anything");
}

test("posted and pending debits of the journal are those of the audit", () => {
  const sums = new Map<string, bigint>();
  for (const { postings } of journal.transactions()) {
    for (const { account, amount } of postings) {
      const key = `${amount.currency.code} ${account.phase}`;
      sums.set(key, (sums.get(key) ?? 0n) + amount.minorUnits);
    }
  }
  assert.deepEqual(
    [...sums.values()],
    [...sums.values()].map(() => 0n),
  );
  assert.deepEqual([...audit.totals.keys()].sort(), ["EUR", "JPY"]);
});

test("the same register gives the same bytes", () => {
  const again = openExport();
  assert.equal(writeHledger(again.journal, head), writeHledger(journal, head));
  assert.equal(writeBeancount(again.journal, head), writeBeancount(journal, head));
});

test("a journal of nothing declares nothing and asserts nothing", {
  skip: lacks("bean-check") || lacks("hledger"),
}, () => {
  const { journal: empty } = openExport(makeRegister({}));
  assert.equal(run("hledger", "-f", write("empty.journal", writeHledger(empty, head)), "check").status, 0);
  assert.equal(run("bean-check", write("empty.beancount", writeBeancount(empty, head))).status, 0);
});

test("no two accounts have one name, and a name is one that Beancount takes", () => {
  const kinds = ["receivable", "revenue", "unmatched"] as const;
  const words = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("-", "x", "X", "2", "f", "/") }),
  );
  const account: fc.Arbitrary<JournalAccount> = fc.record({
    kind: fc.constantFrom(...kinds),
    of: words,
    phase: fc.constantFrom("pending", "posted"),
  });
  fc.assert(
    fc.property(account, account, (one, other) => {
      const isSame = one.kind === other.kind && one.of === other.of && one.phase === other.phase;
      assert.equal(journalAccountName(one) === journalAccountName(other), isSame);
      const parts = journalAccountName(one).split(":");
      for (const part of parts) assert.match(part, /^[\p{Lu}\p{Nd}][\p{L}\p{M}\p{Nd}-]*$/u);
    }),
    { numRuns: 500 },
  );
});

test("words without signs can be turned back", () => {
  const back = (words: string) =>
    words.replace(/-x([0-9a-f]+)-/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)));
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom("-", "x", "2", "d", ";", " ", "\n", "é", "က") }), (words) => {
      assert.equal(back(plainWords(words)), words);
    }),
  );
});
