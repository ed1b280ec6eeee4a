import type { Currency } from "../model/money.ts";
import type { Period } from "../model/period.ts";
import type { AllocationFormula, Register } from "../model/register.ts";
import type { Ledger } from "./ledger.ts";
import { parseAccount } from "./money-path.ts";

/** Revenue of one currency that one formula divides, in minor units; negative where more was taken back than received. */
export type RevenuePool = {
  /** Undefined for revenue that no formula covered on the day it was received. */
  readonly formula: AllocationFormula | undefined;
  readonly currency: Currency;
  readonly amount: bigint;
  /** The same by the place of the permit that it comes from; empty text where the permit is unknown. */
  readonly byPlace: ReadonlyMap<string, bigint>;
};

/**
 * The revenue that was received in a period, less what corrections took back in it, by the formula that was in force for its
 * stream on the day and by currency. Only what was posted counts: what is pending or void is never divided.
 *
 * @example
 * revenuePools({ permits: [], formulas: [] }, { count: 0, accounts: [], columns: {}, heads: [] }, { start: "2025-01-01", end: "2025-03-31" }) // => []
 */
export function revenuePools(
  { permits, formulas }: Pick<Register, "permits" | "formulas">,
  ledger: Ledger,
  { start, end }: Pick<Period, "start" | "end">,
): RevenuePool[] {
  const places = new Map(permits.map(({ id, place }) => [id, place]));
  const parts = ledger.accounts.map(({ name }) => parseAccount(name));
  const pools = new Map<string, OpenPool>();
  const add = (sides: { account: number; other: number }, date: string, amount: bigint) => {
    const [revenue, account] = [parts[sides.account], ledger.accounts[sides.account]];
    if (revenue?.kind !== "revenue" || account === undefined) return;
    const formula = formulaOn(formulas, { stream: revenue.of, date });
    const pool = openPool(pools, formula, account.currency);
    const place = places.get(parts[sides.other]?.of ?? "") ?? "";
    pool.amount += amount;
    pool.byPlace.set(place, (pool.byPlace.get(place) ?? 0n) + amount);
  };
  const { debit, credit, amount, phase, transaction } = ledger.columns;
  for (let entry = 0; entry < ledger.count; entry += 1) {
    const date = ledger.heads[transaction[entry] ?? -1]?.date ?? "";
    const isPosted = phase[entry] === 1 || phase[entry] === 2;
    if (!isPosted || date < start || date > end) continue;
    const [from, to, size] = [debit[entry] ?? -1, credit[entry] ?? -1, amount[entry] ?? 0n];
    add({ account: to, other: from }, date, size);
    add({ account: from, other: to }, date, -size);
  }
  return [...pools.values()];
}

type OpenPool = {
  readonly formula: AllocationFormula | undefined;
  readonly currency: Currency;
  amount: bigint;
  readonly byPlace: Map<string, bigint>;
};

/** The formula that divides a stream on a day; formulas do not overlap in a register that was checked. */
function formulaOn(
  formulas: readonly AllocationFormula[],
  { stream, date }: { readonly stream: string; readonly date: string },
): AllocationFormula | undefined {
  return formulas.find(
    ({ from, to, streams }) => from <= date && (to === undefined || date <= to) && streams.includes(stream),
  );
}

function openPool(pools: Map<string, OpenPool>, formula: AllocationFormula | undefined, currency: Currency): OpenPool {
  const key = `${currency.code} ${formula?.id ?? ""}`;
  const pool = pools.get(key) ?? { formula, currency, amount: 0n, byPlace: new Map<string, bigint>() };
  pools.set(key, pool);
  return pool;
}
