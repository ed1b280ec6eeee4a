/** What an entry does: reserves, moves at once, or posts or voids a part of what was reserved. */
export type EntryPhase = "pending" | "posted" | "post" | "void";

/** The phases in the order of their codes in a column. */
export const phases: readonly EntryPhase[] = ["pending", "posted", "post", "void"];

/** The entries of a ledger, one array for each part, all of one length. */
export type EntryColumns = {
  /** The number of the transaction that the entry belongs to. */
  readonly transaction: Int32Array;
  /** The place of its phase in `phases`. */
  readonly phase: Uint8Array;
  readonly debit: Int32Array;
  readonly credit: Int32Array;
  /** Above 0, in minor units of the accounts' currency. */
  readonly amount: BigInt64Array;
  /** The pending entry that it posts or voids; -1 for others. */
  readonly target: Int32Array;
  /** What a pending entry has left; 0 for others. */
  readonly remaining: BigInt64Array;
};

/**
 * Columns with room for so many entries.
 *
 * @example
 * makeColumns(2).amount // => [0n, 0n]
 */
export function makeColumns(length: number): EntryColumns {
  return {
    transaction: new Int32Array(length),
    phase: new Uint8Array(length),
    debit: new Int32Array(length),
    credit: new Int32Array(length),
    amount: new BigInt64Array(length),
    target: new Int32Array(length),
    remaining: new BigInt64Array(length),
  };
}

/**
 * The same entries in columns with twice the room.
 *
 * @example
 * growColumns(makeColumns(2)).amount.length // => 4
 */
export function growColumns(columns: EntryColumns): EntryColumns {
  const wider = makeColumns(2 * columns.amount.length);
  wider.transaction.set(columns.transaction);
  wider.phase.set(columns.phase);
  wider.debit.set(columns.debit);
  wider.credit.set(columns.credit);
  wider.amount.set(columns.amount);
  wider.target.set(columns.target);
  wider.remaining.set(columns.remaining);
  return wider;
}
