import type { Currency, Money } from "../model/money.ts";
import { makeRational, type Rational } from "../model/rational.ts";
import type { ExchangeRate } from "../model/register.ts";
import { dayNumber } from "./day-number.ts";
import { divideRounded } from "./divide-rounded.ts";

/** Rates of exchange by pair of currencies, the earliest first, and how many days each holds at most. */
export type ExchangeTable = { readonly pairs: ReadonlyMap<string, readonly ExchangeRate[]>; readonly days: number };

/**
 * Rates of exchange ordered for asking. `days`: for how many days after its date a rate holds at most, 0 or more.
 *
 * @example
 * [...makeExchangeTable([{ date: "2025-01-01", from: { code: "EUR" }, to: { code: "USD" } }], 7).pairs.keys()] // => ["EUR USD"]
 */
export function makeExchangeTable(rates: readonly ExchangeRate[], days: number): ExchangeTable {
  const pairs = new Map<string, ExchangeRate[]>();
  for (const rate of rates) {
    const key = `${rate.from.code} ${rate.to.code}`;
    const dated = pairs.get(key);
    if (dated === undefined) pairs.set(key, [rate]);
    else dated.push(rate);
  }
  for (const dated of pairs.values()) dated.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  return { pairs, days };
}

/**
 * An amount in another currency by the book's own rate: the latest of the day or before, if it still holds; else the reverse of the
 * latest rate the other way. Rounded to whole minor units, halves to even. Undefined where the book has no such rate: none is ever
 * taken from elsewhere, nor by way of a third currency. Money of the same currency stays as it is.
 *
 * @example
 * convertMoney({ minorUnits: 100n, currency: { code: "EUR", decimals: 2 } }, { code: "JPY", decimals: 0 }, { date: "2025-01-03", table: makeExchangeTable([{ date: "2025-01-01", from: { code: "EUR", decimals: 2 }, to: { code: "JPY", decimals: 0 }, rate: { numerator: 325n, denominator: 2n } }], 7) }).minorUnits // => 162n
 * convertMoney({ minorUnits: 100n, currency: { code: "EUR", decimals: 2 } }, { code: "JPY", decimals: 0 }, { date: "2025-01-03", table: makeExchangeTable([], 7) }) // => undefined
 */
export function convertMoney(
  { minorUnits, currency }: Money,
  to: Currency,
  { date, table }: { readonly date: string; readonly table: ExchangeTable },
): Money | undefined {
  if (currency.code === to.code) return { minorUnits, currency };
  const rate = findRate(currency, to, { date, table });
  if (rate === undefined) return undefined;
  const shift = to.decimals - currency.decimals;
  const numerator = minorUnits * rate.numerator * (shift > 0 ? 10n ** BigInt(shift) : 1n);
  const denominator = rate.denominator * (shift < 0 ? 10n ** BigInt(-shift) : 1n);
  return { minorUnits: divideRounded(numerator, denominator, "half-even"), currency: to };
}

function findRate(
  from: Currency,
  to: Currency,
  { date, table: { pairs, days } }: { readonly date: string; readonly table: ExchangeTable },
): Rational | undefined {
  const latest = (key: string) => {
    const rate = pairs.get(key)?.findLast((dated) => dated.date <= date);
    return rate !== undefined && dayNumber(date) - dayNumber(rate.date) <= days ? rate : undefined;
  };
  const direct = latest(`${from.code} ${to.code}`);
  if (direct !== undefined) return direct.rate;
  const reverse = latest(`${to.code} ${from.code}`);
  return reverse && makeRational(reverse.rate.denominator, reverse.rate.numerator);
}
