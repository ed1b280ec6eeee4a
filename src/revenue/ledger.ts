import { lodebookError } from "../model/fault.ts";
import type { Currency } from "../model/money.ts";
import { type EntryColumns, type EntryPhase, growColumns, makeColumns, phases } from "./entry-columns.ts";

/** An account: one currency, and a name whose first part, up to `:`, is its kind. */
export type LedgerAccount = { readonly name: string; readonly currency: Currency };

/** What stands on an account, each side above or equal 0, in minor units. */
export type AccountBalance = {
  readonly pendingDebit: bigint;
  readonly pendingCredit: bigint;
  readonly postedDebit: bigint;
  readonly postedCredit: bigint;
};

/** Why a transaction was made. */
export type TransactionKind = "assessment" | "receipt" | "bank" | "void" | "correction";

/** What happened in one step: all of its entries or none. `source` is the id of the register's row behind it. */
export type TransactionHead = {
  readonly date: string;
  readonly kind: TransactionKind;
  readonly source: string;
  /** The reason code of a correction; else empty. */
  readonly reason: string;
};

/** The two sides of an entry, accounts by their number. */
export type EntrySides = { readonly debit: number; readonly credit: number };

/**
 * Double entry with transfers in two phases. An entry moves a positive amount between two accounts of one currency, so debits and
 * credits balance by construction; it is `posted` at once, or `pending` until later entries post or void it, in parts if need be.
 * Entries are only ever added. Amounts and balances are whole minor units within ±2^63, kept in columns. Modelled on the
 * two-phase transfers of TigerBeetle.
 *
 * Methods throw LEDGER_ENTRY for an entry that breaks a rule, AMOUNT_TOO_LARGE for one beyond 2^63, and leave the ledger as it was.
 */
export class Ledger {
  readonly accounts: LedgerAccount[] = [];
  readonly heads: TransactionHead[] = [];
  #byName = new Map<string, number>();
  #decimals = new Map<string, number>();
  #columns = makeColumns(1024);
  #count = 0;
  #balances = new BigInt64Array(4 * 64);

  /** Entries so far. */
  get count(): number {
    return this.#count;
  }

  /** The entries; only the first `count` places of each column are in use. */
  get columns(): EntryColumns {
    return this.#columns;
  }

  /** The number of an account, which is opened when it is new. */
  openAccount(name: string, currency: Currency): number {
    const key = `${currency.code} ${name}`;
    const known = this.#byName.get(key);
    const decimals = this.#decimals.get(currency.code) ?? currency.decimals;
    if (decimals !== currency.decimals) {
      throw refused(`${currency.code} counted to ${currency.decimals} decimals`, `${decimals}, as before`);
    }
    if (known !== undefined) return known;
    this.#decimals.set(currency.code, decimals);
    const made = this.accounts.push({ name, currency }) - 1;
    this.#byName.set(key, made);
    if (4 * made + 4 > this.#balances.length) {
      const wider = new BigInt64Array(2 * this.#balances.length);
      wider.set(this.#balances);
      this.#balances = wider;
    }
    return made;
  }

  /** Begin the next transaction; entries belong to it until another begins. Returns its number. */
  begin(head: TransactionHead): number {
    return this.heads.push(head) - 1;
  }

  /** Move an amount at once. Returns the entry's number. */
  transfer(sides: EntrySides, amount: bigint): number {
    this.#check(sides, amount);
    this.#move(sides, amount, postedSide);
    return this.#append("posted", sides, { amount, target: -1 });
  }

  /** Reserve an amount until it is posted or voided. Returns the entry's number. */
  pend(sides: EntrySides, amount: bigint): number {
    this.#check(sides, amount);
    this.#move(sides, amount, pendingSide);
    const entry = this.#append("pending", sides, { amount, target: -1 });
    this.#columns.remaining[entry] = amount;
    return entry;
  }

  /** Post a part of what a pending entry has left: it leaves the pending balances and enters the posted ones. */
  post(pending: number, amount: bigint): number {
    return this.#resolve("post", pending, amount);
  }

  /** Give up a part of what a pending entry has left. */
  void(pending: number, amount: bigint): number {
    return this.#resolve("void", pending, amount);
  }

  /** What a pending entry has left, in minor units; 0 for any other entry. */
  remaining(entry: number): bigint {
    return this.#columns.remaining[entry] ?? 0n;
  }

  /** What stands on an account, by its number. */
  balance(account: number): AccountBalance {
    const at = (side: number) => this.#balances[4 * account + side] ?? 0n;
    return { pendingDebit: at(0), pendingCredit: at(1), postedDebit: at(2), postedCredit: at(3) };
  }

  #resolve(phase: "post" | "void", pending: number, amount: bigint): number {
    const left = this.remaining(pending);
    if (amount <= 0n || amount > left) {
      throw refused(`${amount} to ${phase} of entry ${pending}`, `an amount above 0 and of at most ${left}`);
    }
    const sides = { debit: this.#columns.debit[pending] ?? -1, credit: this.#columns.credit[pending] ?? -1 };
    if (phase === "post") this.#move(sides, amount, postedSide);
    this.#move(sides, -amount, pendingSide);
    this.#columns.remaining[pending] = left - amount;
    return this.#append(phase, sides, { amount, target: pending });
  }

  #check({ debit, credit }: EntrySides, amount: bigint): void {
    if (amount <= 0n) throw refused(`the amount ${amount}`, "an amount above 0");
    const [from, to] = [this.accounts[debit], this.accounts[credit]];
    if (from === undefined || to === undefined || debit === credit) {
      throw refused(`an entry from account ${debit} to ${credit}`, "two accounts of the ledger");
    }
    if (from.currency.code !== to.currency.code) {
      throw refused(`an entry from ${from.currency.code} to ${to.currency.code}`, "one currency");
    }
  }

  /** Add to a debit and a credit balance; both are checked before either changes. */
  #move({ debit, credit }: EntrySides, amount: bigint, side: number): void {
    const [left, right] = [4 * debit + side, 4 * credit + side + 1];
    const debited = (this.#balances[left] ?? 0n) + amount;
    const credited = (this.#balances[right] ?? 0n) + amount;
    checkSize(debited);
    checkSize(credited);
    this.#balances[left] = debited;
    this.#balances[right] = credited;
  }

  #append(
    phase: EntryPhase,
    { debit, credit }: EntrySides,
    { amount, target }: { readonly amount: bigint; readonly target: number },
  ): number {
    const entry = this.#count;
    if (entry === this.#columns.amount.length) this.#columns = growColumns(this.#columns);
    const columns = this.#columns;
    columns.transaction[entry] = this.heads.length - 1;
    columns.phase[entry] = phases.indexOf(phase);
    columns.debit[entry] = debit;
    columns.credit[entry] = credit;
    columns.amount[entry] = amount;
    columns.target[entry] = target;
    this.#count += 1;
    return entry;
  }
}

/** Where an account's balances stand: the debit of a phase, and its credit right after it. */
const pendingSide = 0;
const postedSide = 2;

function checkSize(amount: bigint): void {
  if (BigInt.asIntN(64, amount) === amount) return;
  throw lodebookError("AMOUNT_TOO_LARGE", { found: `${amount} minor units`, expected: "less than 2^63" });
}

function refused(found: string, expected: string) {
  return lodebookError("LEDGER_ENTRY", { found, expected });
}
