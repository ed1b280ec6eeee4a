import { makeFault } from "../model/fault.ts";
import type { Currency } from "../model/money.ts";
import type { BankEntry, Receipt } from "../model/register.ts";
import { convertMoney } from "./convert-money.ts";
import { divideRounded } from "./divide-rounded.ts";
import { lesser } from "./lesser.ts";
import { moneyPath } from "./money-path.ts";
import type { OpenBooks, OpenLevy, OpenReceipt } from "./open-books.ts";
import { pathOf, pendLevy, resolvePending, withEntry } from "./post-levy.ts";
import { levyOutstanding } from "./revenue-ledger.ts";

/**
 * Open the position of a receipt, with nothing on it yet.
 *
 * @example
 * openReceipt({ levies: new Map(), receipts: new Map(), payers: new Map() }, { id: "r", consignment: "c", stream: "levy" }).levy // => undefined
 */
export function openReceipt({ levies, receipts, payers }: OpenBooks, receipt: Receipt): OpenReceipt {
  const levy = levies.get(receipt.consignment)?.find(({ stream }) => stream === receipt.stream);
  const position: OpenReceipt = {
    receipt,
    levy,
    amount: 0n,
    used: 0n,
    applied: 0n,
    unmatched: 0n,
    banked: 0n,
    deposits: noDeposits,
  };
  receipts.set(receipt.id, position);
  if (levy !== undefined) payers.set(levy, [...(payers.get(levy) ?? []), position]);
  return position;
}

const noDeposits: readonly number[] = [];

/**
 * Receive an amount of 0 or more on a receipt: it pays what is pending of the levy, the rest is unmatched, and all of it is on its
 * way to the bank. Money of another currency pays by the rate of the receipt's day; without one a fault is noted and it is unmatched.
 *
 * @example
 * receive({}, {}, 0n) // => undefined
 */
export function receive(books: OpenBooks, position: OpenReceipt, amount: bigint): void {
  if (amount === 0n) return;
  const { ledger } = books;
  const path = receiptPath(ledger, position);
  const { used, applied } = paidOf(books, position, amount);
  if (position.levy !== undefined && applied > 0n) {
    resolvePending(ledger, position.levy.pending, { phase: "post", amount: applied });
    exchange(ledger, position, { used, applied });
    position.levy.received += applied;
  }
  if (amount > used) ledger.transfer({ debit: path("receivable"), credit: path("unmatched") }, amount - used);
  ledger.transfer({ debit: path("office"), credit: path("receivable") }, amount);
  const deposit = ledger.pend({ debit: path("bank"), credit: path("office") }, amount);
  position.deposits = withEntry(position.deposits, deposit);
  position.amount += amount;
  position.used += used;
  position.applied += applied;
  position.unmatched += amount - used;
}

/** How much of a receipt goes to its levy: `used` in the receipt's currency, `applied` in the levy's. */
function paidOf(books: OpenBooks, { receipt, levy }: OpenReceipt, amount: bigint) {
  const nothing = { used: 0n, applied: 0n };
  const outstanding = levy === undefined ? 0n : levyOutstanding(levy);
  if (levy === undefined || outstanding === 0n) return nothing;
  const { currency } = receipt.amount;
  const on = { date: receipt.date, table: books.exchange };
  const worth = convertMoney({ minorUnits: amount, currency }, levy.currency, on);
  if (worth === undefined) {
    books.faults.push(withoutRate(receipt, levy.currency));
    return nothing;
  }
  if (worth.minorUnits <= outstanding)
    return { used: worth.minorUnits === 0n ? 0n : amount, applied: worth.minorUnits };
  const needed = convertMoney({ minorUnits: outstanding, currency: levy.currency }, currency, on)?.minorUnits ?? 0n;
  // Rounding must not settle a levy for nothing, nor for more than was paid.
  const used = needed < 1n ? 1n : lesser(needed, amount);
  return { used, applied: outstanding };
}

function withoutRate({ file, line, amount, date }: Receipt, currency: Currency) {
  const expected = `${currency.code}, or a rate of exchange to it that holds on ${date}`;
  return makeFault("CURRENCY_WITHOUT_RATE", { found: amount.currency.code, expected }, file, line);
}

function receiptPath(ledger: OpenBooks["ledger"], { receipt, levy }: OpenReceipt) {
  const { stream, amount } = receipt;
  return moneyPath(ledger, { permit: levy?.permit?.id ?? "", stream, currency: amount.currency });
}

/** Where two currencies meet, each is balanced in itself over the exchange account; `applied` below 0 undoes it. */
function exchange(
  ledger: OpenBooks["ledger"],
  position: OpenReceipt & { readonly levy: OpenLevy | undefined },
  { used, applied }: { readonly used: bigint; readonly applied: bigint },
): void {
  const { levy, receipt } = position;
  if (levy === undefined || levy.currency.code === receipt.amount.currency.code) return;
  const [levied, paid] = [pathOf(ledger, levy), receiptPath(ledger, position)];
  move(ledger, { debit: levied("exchange"), credit: levied("receivable") }, applied);
  move(ledger, { debit: paid("receivable"), credit: paid("exchange") }, used);
}

/** A transfer whose amount may be 0, or below it the other way. */
function move(
  ledger: OpenBooks["ledger"],
  { debit, credit }: { readonly debit: number; readonly credit: number },
  amount: bigint,
): void {
  if (amount > 0n) ledger.transfer({ debit, credit }, amount);
  if (amount < 0n) ledger.transfer({ debit: credit, credit: debit }, -amount);
}

/**
 * Take an amount of 0 or more off a receipt, as a correction: first what is unmatched, then what went to the levy, which is pending
 * again. What had not reached the bank no longer will. Returns false, and changes nothing, when the receipt has less.
 *
 * @example
 * takeBack({}, { amount: 5n }, 6n) // => false
 */
export function takeBack(books: OpenBooks, position: OpenReceipt, amount: bigint): boolean {
  if (amount > position.amount) return false;
  const { ledger } = books;
  const path = receiptPath(ledger, position);
  const unmatched = lesser(amount, position.unmatched);
  move(ledger, { debit: path("unmatched"), credit: path("receivable") }, unmatched);
  const used = amount - unmatched;
  const applied = appliedOf(position, used);
  if (position.levy !== undefined) unpay(books, position.levy, applied);
  exchange(ledger, position, { used: -used, applied: -applied });
  move(ledger, { debit: path("receivable"), credit: path("office") }, amount);
  resolvePending(ledger, position.deposits, { phase: "void", amount });
  position.amount -= amount;
  position.used -= used;
  position.applied -= applied;
  position.unmatched -= unmatched;
  return true;
}

/** The levy's side of a part of what a receipt paid; the whole of it gives the whole back, whatever was rounded. */
function appliedOf(position: OpenReceipt, used: bigint): bigint {
  if (used === position.used) return position.applied;
  return divideRounded(position.applied * used, position.used, "half-even");
}

/** Make so much of a levy pending again; what an earlier correction had already made unmatched is taken from there. */
function unpay(books: OpenBooks, levy: OpenLevy, amount: bigint): void {
  const path = pathOf(books.ledger, levy);
  const reversed = lesser(amount, levy.received);
  move(books.ledger, { debit: path("revenue"), credit: path("receivable") }, reversed);
  move(books.ledger, { debit: path("unmatched"), credit: path("receivable") }, amount - reversed);
  levy.received -= reversed;
  pendLevy(books, levy, reversed);
}

/**
 * Post what has arrived at the bank against a receipt's deposits; undefined for money without a receipt. What is more than was
 * receipted is unmatched.
 *
 * @example
 * arriveAtBank({ ledger: { openAccount: () => 0, transfer: () => 0 }, unreceipted: [] }, undefined, { id: "b", amount: { minorUnits: 5n, currency: { code: "EUR", decimals: 2 } } }) // => undefined
 */
export function arriveAtBank(books: OpenBooks, position: OpenReceipt | undefined, bankEntry: BankEntry): void {
  const { minorUnits, currency } = bankEntry.amount;
  const { ledger, unreceipted } = books;
  const path =
    position === undefined ? moneyPath(ledger, { permit: "", stream: "", currency }) : receiptPath(ledger, position);
  const deposits = position?.deposits ?? [];
  const posted = resolvePending(ledger, deposits, { phase: "post", amount: minorUnits });
  if (position !== undefined) position.banked += posted;
  if (posted === minorUnits) return;
  ledger.transfer({ debit: path("bank"), credit: path("unmatched") }, minorUnits - posted);
  unreceipted.push({ bankEntry, amount: minorUnits - posted });
}
