import { makeRandom } from "../../bench/random.ts";
import { registerJournal } from "../../src/findings/register-journal.ts";
import { revenueRows } from "../../src/findings/revenue-rows.ts";
import type { Period } from "../../src/model/period.ts";
import type { Register } from "../../src/model/register.ts";
import type { ExportHead } from "../../src/report/export-head.ts";
import { auditLedger } from "../../src/revenue/audit-ledger.ts";
import { checkRegister } from "../../src/revenue/check-register.ts";
import { postLedger } from "../../src/revenue/post-ledger.ts";
import {
  adjustment,
  bankEntry,
  consignment,
  euros,
  exchangeRate,
  jpy,
  levy,
  makeRegister,
  objection,
  payment,
  permit,
  receipt,
  terms,
} from "../revenue/register-rows.ts";

/** Names and ids that a spreadsheet would run, that a journal could take for its own signs, and in another script. */
export const liveNames = ['=HYPERLINK("x")', "+1 Ltd", "@sum(1)", "-2+3", "Hill; & \"Sons\" | 'Co' = 5"];
const permitIds = ["p", "P", "P/12 (a)", "ပါမစ်-1", "-x2f-"];

/** A register with every kind of trouble that money can be in. */
export function troubledRegister(count = 150): Register {
  const random = makeRandom(5);
  const pick = <Item>(items: readonly Item[], otherwise: Item) =>
    items[Math.floor(random() * items.length)] ?? otherwise;
  const day = (index: number, later = 0) =>
    new Date(Date.UTC(2025, 0, 5 + Math.floor((index * 150) / count) + later)).toISOString().slice(0, 10);
  const indices = Array.from({ length: count }, (_, index) => index);
  const isLost = (index: number) => index % 11 === 3;
  const isDouble = (index: number) => index % 13 === 5;
  const consignments = indices.map((index) =>
    consignment(`c-${index}`, day(index), BigInt(1 + Math.floor(random() * 90_000)), {
      permit: index % 17 === 9 ? "" : pick(permitIds, ""),
      ...(index % 19 === 4 ? { massGrams: "not-collected" } : {}),
    }),
  );
  const receipts = indices.flatMap((index) => {
    if (isLost(index)) return [];
    const made = (id: string, later: number) =>
      receipt(id, day(index, later), BigInt(1 + Math.floor(random() * 900_000)), {
        consignment: index % 23 === 7 ? "" : `c-${index}`,
        payer: pick(liveNames, ""),
        ...(index % 7 === 2
          ? { amount: { minorUnits: BigInt(100 + Math.floor(random() * 900_000)), currency: jpy } }
          : {}),
      });
    return isDouble(index) ? [made(`r-${index}`, 5), made(`r#${index};b`, 6)] : [made(`r-${index}`, 5)];
  });
  const bankEntries = receipts.flatMap((row, index) => {
    if (index % 9 === 1) return [];
    const extra = index % 29 === 3 ? 5n : 0n;
    const amount = { minorUnits: row.amount.minorUnits + extra, currency: row.amount.currency };
    return [bankEntry(`b-${index}`, row.date, 0n, { receipt: index % 31 === 8 ? "" : row.id, amount })];
  });
  const adjustments = [
    ...receipts
      .filter((_, index) => index % 10 === 4)
      .map((row, index) =>
        adjustment(`a-${index}`, "2025-06-20", {
          target: { kind: "receipt", id: row.id },
          change: { money: { ...row.amount, minorUnits: index % 2 === 0 ? 7n : -3n } },
        }),
      ),
    adjustment("a-mass", "2025-06-21", { target: { kind: "consignment", id: "c-1" }, change: { massGrams: -1n } }),
    adjustment("a-more", "2025-06-22", {
      target: { kind: "consignment", id: "c-2" },
      change: { money: euros(123_456n) },
    }),
  ];
  const months = ["2025-01-01", "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"];
  return makeRegister({
    terms: { ...terms, exchangeDays: 40, recipients: new Map([["north", { en: "=North" }]]) },
    permits: permitIds.map((id, index) => permit(id, { holder: liveNames[index] ?? id })),
    levies: [levy("rate", 100_00n)],
    consignments,
    receipts,
    bankEntries,
    adjustments,
    objections: [objection("o", "2025-04-01", { date: "2025-05-01", outcome: "upheld" }, { permit: "P/12 (a)" })],
    payments: [payment("y", "north", 10_005n)],
    exchangeRates: months.map((date) => exchangeRate(date, "160.5")),
  });
}

export const head: ExportHead = {
  book: "tiny",
  title: 'A "tiny" book',
  territory: "Nowhere",
  asOf: "2025-07-01",
  period: undefined,
  bookSha256: "ab".repeat(32),
  invented: true,
  authority: "The Office",
  lines: ['A "tiny" book as of 2025-07-01', "The data are invented and describe no real place."],
};

/** Everything that is exported, out of a register that has to be sound. */
export function openExport(register = troubledRegister(), period?: Period) {
  const faults = checkRegister(register);
  const revenue = postLedger(register);
  const audit = auditLedger(revenue.ledger);
  const all = [...faults, ...revenue.faults, ...audit.faults];
  if (all.length > 0) throw new Error(all.map(({ code, message }) => `${code} ${message}`).join("\n"));
  const rows = revenueRows(register, revenue.ledger, period);
  return { register, revenue, audit, rows, journal: registerJournal(revenue.ledger) };
}
