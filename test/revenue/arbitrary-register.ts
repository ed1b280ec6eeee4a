import fc from "fast-check";
import type { Register } from "../../src/model/register.ts";
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
  permit,
  receipt,
  royalty,
} from "./register-rows.ts";

/** The n-th day of 2025, from 0. */
export function dayOf(n: number): string {
  return new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
}

const id = (kind: string, k: number) => `${kind}${String(k).padStart(2, "0")}`;
const day = fc.nat(80);
const few = fc.nat(20);

const consignments = fc.array(fc.record({ day, permit: fc.nat(2), kilograms: fc.nat(3000), missing: fc.nat(9) }), {
  minLength: 1,
  maxLength: 10,
});
const receipts = fc.array(
  fc.record({
    of: fc.nat(9),
    after: few,
    amount: fc.integer({ min: 1, max: 40_000 }),
    yen: fc.nat(5),
    royalty: fc.nat(5),
  }),
  { maxLength: 12 },
);
const bankEntries = fc.array(fc.record({ of: fc.nat(12), after: few, amount: fc.integer({ min: 1, max: 40_000 }) }), {
  maxLength: 10,
});
const adjustments = fc.array(
  fc.record({ of: fc.nat(11), after: few, kind: fc.nat(2), change: fc.integer({ min: -30_000, max: 30_000 }) }),
  { maxLength: 8 },
);
const objections = fc.array(fc.record({ permit: fc.nat(1), day, after: few, outcome: fc.nat(2) }), { maxLength: 3 });

/**
 * Registers in order, small and full of trouble: three permits of which one lapses, two streams, a change of rate, receipts in two
 * currencies, too much, too little and for nothing, corrections that take away too much. Every row entered the book on its own day.
 */
export const arbitraryRegister: fc.Arbitrary<Register> = fc
  .record({ consignments, receipts, bankEntries, adjustments, objections })
  .map((drawn) => {
    const lots = drawn.consignments.map((lot, k) => ({
      day: lot.day,
      row: consignment(id("c", k), dayOf(lot.day), BigInt(lot.kilograms), {
        permit: id("p", lot.permit),
        value: euros(BigInt(lot.kilograms * 7)),
        ...(lot.missing === 0 ? { massGrams: "not-collected" } : {}),
      }),
    }));
    const paid = drawn.receipts.map(({ of, after, amount, yen, royalty: other }, k) => {
      const lot = lots[of];
      const on = (lot?.day ?? 0) + after;
      const rest = { consignment: lot?.row.id ?? "", stream: other === 0 ? "royalty" : "levy" };
      const money = yen === 0 ? { amount: { minorUnits: BigInt(amount), currency: jpy } } : {};
      return { day: on, row: receipt(id("r", k), dayOf(on), BigInt(amount), { ...rest, ...money }) };
    });
    return makeRegister({
      permits: [permit(id("p", 0)), permit(id("p", 1)), permit(id("p", 2), { from: dayOf(40), added: dayOf(0) })],
      levies: [
        levy("old", 100_00n, { to: dayOf(39) }),
        levy("new", 150_01n, { from: dayOf(40) }),
        royalty("royalty", "1/7"),
      ],
      consignments: lots.map(({ row }) => row),
      receipts: paid.map(({ row }) => row),
      bankEntries: drawn.bankEntries.map(({ of, after, amount }, k) => {
        const of1 = paid[of];
        const currency = of1?.row.amount.currency ?? jpy;
        const rest = { receipt: of1?.row.id ?? "", amount: { minorUnits: BigInt(amount), currency } };
        return bankEntry(id("b", k), dayOf((of1?.day ?? 0) + after), 0n, rest);
      }),
      adjustments: drawn.adjustments.flatMap(({ of, after, kind, change }, k) => {
        const target = kind === 0 ? paid[of] : lots[of];
        if (target === undefined) return [];
        const currency = "amount" in target.row ? target.row.amount.currency : undefined;
        const money = { minorUnits: BigInt(change), currency: currency ?? euros(0n).currency };
        const made = {
          target: { kind: kind === 0 ? "receipt" : "consignment", id: target.row.id },
          change: kind === 2 ? { massGrams: BigInt(change) * 100n } : { money },
        } as const;
        return [adjustment(id("a", k), dayOf(target.day + after), made)];
      }),
      objections: drawn.objections.map(({ permit: of, day: raised, after, outcome }, k) => {
        const decision = { date: dayOf(raised + after), outcome: outcome === 0 ? "rejected" : "upheld" } as const;
        return objection(id("o", k), dayOf(raised), decision, { permit: id("p", of) });
      }),
      exchangeRates: [exchangeRate(dayOf(0), "162.5"), exchangeRate(dayOf(20), "170.25")],
    });
  });
