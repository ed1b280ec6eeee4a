import type { Currency } from "../model/money.ts";
import type { Consignment, LevyRate, Permit } from "../model/register.ts";
import { lesser } from "./lesser.ts";
import { type AccountKind, moneyPath } from "./money-path.ts";
import type { OpenBooks, OpenLevy } from "./open-books.ts";
import { levyOutstanding } from "./revenue-ledger.ts";

/**
 * Open the position of a levy, with nothing on it yet, and list it under its consignment and its permit.
 *
 * @example
 * openLevy({ levies: new Map(), byPermit: new Map() }, { consignment: { id: "c", massGrams: 5n }, permit: { id: "p" }, stream: "levy", currency: { code: "EUR", decimals: 2 } }).massGrams // => 5n
 */
export function openLevy(
  { levies, byPermit }: OpenBooks,
  of: {
    readonly consignment: Consignment;
    readonly permit: Permit | undefined;
    readonly stream: string;
    readonly rate: LevyRate | undefined;
    readonly currency: Currency;
  },
): OpenLevy {
  const { consignment, permit, stream, rate, currency } = of;
  const { massGrams } = consignment;
  const levy: OpenLevy = {
    consignment,
    permit,
    stream,
    rate,
    currency,
    assessed: 0n,
    corrected: 0n,
    received: 0n,
    voided: 0n,
    massGrams: typeof massGrams === "bigint" ? massGrams : undefined,
    voidedOn: undefined,
    pending: noEntries,
  };
  listUnder(levies, consignment.id, levy);
  if (permit !== undefined) listUnder(byPermit, permit.id, levy);
  return levy;
}

function listUnder(lists: Map<string, OpenLevy[]>, id: string, levy: OpenLevy): void {
  const list = lists.get(id);
  if (list === undefined) lists.set(id, [levy]);
  else list.push(levy);
}

/**
 * The accounts of a levy.
 *
 * @example
 * pathOf({ openAccount: (name) => name }, { permit: { id: "p" }, stream: "levy" })("receivable") // => "receivable:p"
 */
export function pathOf(
  ledger: OpenBooks["ledger"],
  { permit, stream, currency }: OpenLevy,
): (kind: AccountKind) => number {
  return moneyPath(ledger, { permit: permit?.id ?? "", stream, currency });
}

/**
 * Reserve an amount of 0 or more as due. On a levy whose permit an upheld objection has cancelled it is voided in the same step.
 *
 * @example
 * pendLevy({}, { pending: [] }, 0n) // => undefined
 */
export function pendLevy(books: OpenBooks, levy: OpenLevy, amount: bigint): void {
  if (amount === 0n) return;
  const path = pathOf(books.ledger, levy);
  const entry = books.ledger.pend({ debit: path("receivable"), credit: path("revenue") }, amount);
  levy.pending = withEntry(levy.pending, entry);
  if (levy.voidedOn === undefined) return;
  books.ledger.void(entry, amount);
  levy.voided += amount;
}

/** Shared by all that has no entry yet: a register has hundreds of thousands of such lists. */
const noEntries: readonly number[] = [];

/**
 * A list of entries with one more, no longer than it must be: what `push` would reserve for each list adds up.
 *
 * @example
 * withEntry([3], 5) // => [3, 5]
 */
export function withEntry(entries: readonly number[], entry: number): readonly number[] {
  return entries.length === 0 ? [entry] : [...entries, entry];
}

/**
 * Post or void so much of what pending entries have left, the oldest first, at most all of it. Returns how much it was.
 *
 * @example
 * resolvePending({ remaining: () => 0n }, [], { phase: "post", amount: 5n }) // => 0n
 */
export function resolvePending(
  ledger: OpenBooks["ledger"],
  entries: readonly number[],
  { phase, amount }: { readonly phase: "post" | "void"; readonly amount: bigint },
): bigint {
  let left = amount;
  for (const entry of entries) {
    const part = lesser(ledger.remaining(entry), left);
    if (part === 0n) continue;
    if (phase === "post") ledger.post(entry, part);
    else ledger.void(entry, part);
    left -= part;
  }
  return amount - left;
}

/**
 * Void all that is pending on the levies of a permit as of a day, in the transaction that has begun.
 *
 * @example
 * voidPermit({ byPermit: new Map() }, "p", "2025-03-01") // => undefined
 */
export function voidPermit({ ledger, byPermit }: OpenBooks, permit: string, day: string): void {
  for (const levy of byPermit.get(permit) ?? []) {
    levy.voidedOn ??= day;
    const amount = levyOutstanding(levy);
    levy.voided += resolvePending(ledger, levy.pending, { phase: "void", amount });
  }
}

/**
 * Add a signed correction to a levy. What it takes away comes off what an objection made void, which nobody owes, so that no entry is
 * needed; then off what is pending, then off what was received: that money stays, but unmatched. Returns false, and changes nothing,
 * when there is less than it takes away.
 *
 * @example
 * correctLevy({}, { assessed: 5n, corrected: 0n, voided: 0n, received: 0n }, -6n) // => false
 */
export function correctLevy(books: OpenBooks, levy: OpenLevy, change: bigint): boolean {
  if (change >= 0n) {
    levy.corrected += change;
    pendLevy(books, levy, change);
    return true;
  }
  const undone = lesser(levy.voided, -change);
  const taken = -change - undone;
  if (taken > levyOutstanding(levy) + levy.received) return false;
  levy.voided -= undone;
  const { ledger } = books;
  const unpended = resolvePending(ledger, levy.pending, { phase: "void", amount: taken });
  const path = pathOf(ledger, levy);
  if (taken > unpended) {
    // By way of the receivable, so that revenue always faces the permit that it comes from.
    ledger.transfer({ debit: path("revenue"), credit: path("receivable") }, taken - unpended);
    ledger.transfer({ debit: path("receivable"), credit: path("unmatched") }, taken - unpended);
  }
  levy.received -= taken - unpended;
  levy.corrected += change;
  freeReceipts(books, levy, taken - unpended);
  return true;
}

/**
 * What a levy gave back is unmatched on its receipts, the last one first. Of receipts in another currency the journal alone tells it, in
 * the levy's own.
 */
function freeReceipts({ payers }: OpenBooks, levy: OpenLevy, amount: bigint): void {
  let left = amount;
  for (const position of (payers.get(levy) ?? []).toReversed()) {
    if (position.receipt.amount.currency.code !== levy.currency.code) continue;
    const freed = lesser(left, position.applied);
    position.applied -= freed;
    position.used -= freed;
    position.unmatched += freed;
    left -= freed;
  }
}
