import type { MissingReason } from "../model/missing.ts";
import type { Money } from "../model/money.ts";
import type { Adjustment, CustomsRecord, LevyRate, Register } from "../model/register.ts";
import { levyOf } from "./assess.ts";
import { convertMoney, makeExchangeTable } from "./convert-money.ts";
import { makeLevySchedule, rateOn } from "./levy-schedule.ts";
import { levyDue, type RevenueLedger } from "./revenue-ledger.ts";
import type { SideRow, SideRows } from "./side-rows.ts";

/**
 * What the three sides recorded in money of the register's currency: what payers say they paid, under the day of the consignment;
 * the authority's receipts, under theirs; and the levy that would be due on what customs recorded, at the rates of the day of the
 * consignment that they name, else of the end of their period. Where none is in force on that day but was within the period, or no
 * levy is laid on the class at all, the amount is missing as `unknown`. Other currencies are converted by the book's rate of the day; without one the amount is missing as `unknown`.
 * Masses that customs recorded are levied as they stand: a levy is on the gross mass of what was shipped.
 *
 * @example
 * moneyRows({ terms: { origins: [], exchangeDays: 0 }, levies: [], consignments: [], receipts: [], adjustments: [], customs: [], exchangeRates: [] }, { levies: [] }) // => { payer: [], authority: [], customs: [], unreceipted: [] }
 */
export function moneyRows(register: Register, revenue: RevenueLedger): SideRows {
  const { consignments, receipts, terms } = register;
  const convert = makeConverter(register);
  const changes = changesByTarget(register.adjustments);
  const elsewhere = new Set(
    consignments.flatMap(({ id, declared }) => (declared && !terms.origins.includes(declared.origin) ? [id] : [])),
  );
  const place = (key: string, date: string, form: string) => {
    return { key, start: date, end: date, form, isElsewhere: elsewhere.has(key) };
  };
  const payer = consignments.flatMap(({ id, date, declared }) => {
    if (declared === undefined) return [];
    const own = moneyOf(changes.get(`declaration ${id}`));
    return [makeRow(convert, { place: place(id, date, declared.form), amount: declared.paid, changes: own })];
  });
  const authority = receipts.map(({ id, consignment, date, amount }) => {
    const own = moneyOf(changes.get(`receipt ${id}`));
    return makeRow(convert, { place: place(consignment, date, ""), amount, changes: own });
  });
  const receipted = new Set(receipts.map(({ consignment }) => consignment));
  const unreceipted = revenue.levies.flatMap((levy) => {
    const { id, date } = levy.consignment;
    const amount = { minorUnits: levyDue(levy), currency: levy.currency };
    return receipted.has(id) ? [] : [makeRow(convert, { place: place(id, date, ""), amount, changes: [] })];
  });
  return { payer, authority, customs: mirrorRows(register, changes, convert), unreceipted };
}

type Convert = (money: Money | MissingReason, date: string) => bigint | MissingReason;
type Changes = ReadonlyMap<string, readonly Adjustment[]>;
type MoneyChange = { readonly reason: string; readonly money: Money };

function makeConverter({ exchangeRates, terms }: Register): Convert {
  const table = makeExchangeTable(exchangeRates, terms.exchangeDays);
  return (money, date) => {
    if (typeof money === "string") return money;
    return convertMoney(money, terms.currency, { date, table })?.minorUnits ?? "unknown";
  };
}

function changesByTarget(adjustments: readonly Adjustment[]): Changes {
  return Map.groupBy(adjustments, ({ target }) => `${target.kind} ${target.id}`);
}

function moneyOf(adjustments: readonly Adjustment[] = []): MoneyChange[] {
  return adjustments.flatMap(({ change, reason }) => ("money" in change ? [{ reason, money: change.money }] : []));
}

/** Where a change is in a currency without a rate, the row cannot be shown in the register's and is missing. */
function makeRow(
  convert: Convert,
  {
    place,
    amount,
    changes,
  }: {
    readonly place: Pick<SideRow, "key" | "start" | "end" | "form" | "isElsewhere">;
    readonly amount: Money | MissingReason;
    readonly changes: readonly MoneyChange[];
  },
): SideRow {
  const made = { ...place, down: 0n, up: 0n };
  const adjustments: { reason: string; amount: bigint }[] = [];
  for (const { reason, money } of changes) {
    const change = convert(money, place.end);
    if (typeof change !== "bigint") return { ...made, original: change, adjustments: [] };
    adjustments.push({ reason, amount: change });
  }
  return { ...made, original: convert(amount, place.end), adjustments };
}

/** The levy of each stream on what customs recorded, and what each correction of that changed of it. */
function mirrorRows({ customs, consignments, levies, terms }: Register, changes: Changes, convert: Convert): SideRow[] {
  const schedule = makeLevySchedule(levies);
  const days = new Map(consignments.map(({ id, date }) => [id, date]));
  return customs.flatMap((record) => {
    const { id, consignment: key, period, origin, form } = record;
    const { start, end } = period;
    const place = { key, start, end, form, isElsewhere: !terms.origins.includes(origin) };
    const streams = [...(schedule.get(record.class)?.values() ?? [])];
    const unknown = () => makeRow(convert, { place, amount: "unknown", changes: [] });
    if (streams.length === 0) return [unknown()];
    const day = days.get(key);
    return streams.flatMap((rates) => {
      const rate = rateOn(rates, day ?? end);
      if (rate === undefined) {
        const isInForce = rates.some(({ from, to }) => from <= end && (to === undefined || to >= start));
        return day === undefined && isInForce ? [unknown()] : [];
      }
      const steps = levySteps(rate, record, changes.get(`customs ${id}`) ?? []);
      return [makeRow(convert, { place, amount: levyOf(rate, record), changes: steps })];
    });
  });
}

function levySteps(rate: LevyRate, record: CustomsRecord, adjustments: readonly Adjustment[]): MoneyChange[] {
  let { massGrams, value } = record;
  let before = levyOf(rate, record);
  return adjustments.flatMap(({ change, reason }) => {
    if ("massGrams" in change) massGrams = (typeof massGrams === "bigint" ? massGrams : 0n) + change.massGrams;
    else value = addMoney(value, change.money);
    const after = levyOf(rate, { massGrams, value });
    const earlier = typeof before === "string" ? 0n : before.minorUnits;
    before = after;
    if (typeof after === "string" || after.minorUnits === earlier) return [];
    return [{ reason, money: { minorUnits: after.minorUnits - earlier, currency: after.currency } }];
  });
}

function addMoney(value: Money | MissingReason, change: Money): Money {
  return typeof value === "string" ? change : { ...value, minorUnits: value.minorUnits + change.minorUnits };
}
