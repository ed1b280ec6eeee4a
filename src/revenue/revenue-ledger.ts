import type { Fault } from "../model/fault.ts";
import type { Currency } from "../model/money.ts";
import type { BankEntry, Consignment, LevyRate, Permit, Receipt } from "../model/register.ts";
import type { Assessment } from "./assess.ts";
import type { Ledger } from "./ledger.ts";

/**
 * The levy of one stream on one consignment and what became of it, in minor units of its currency. Always
 * assessed + corrected = received + voided + what is still pending.
 */
export type LevyPosition = {
  readonly consignment: Consignment;
  /** Undefined only for a levy that a correction laid on a consignment without a permit. */
  readonly permit: Permit | undefined;
  readonly stream: string;
  /** Undefined for a levy that a correction made. */
  readonly rate: LevyRate | undefined;
  readonly currency: Currency;
  readonly assessed: bigint;
  /** What corrections added, signed. */
  readonly corrected: bigint;
  readonly received: bigint;
  readonly voided: bigint;
  /** The mass that the levy goes by after corrections; undefined where it is missing. */
  readonly massGrams: bigint | undefined;
  /** The day on which an upheld objection cancelled its permit, from which nothing of it can become due; else undefined. */
  readonly voidedOn: string | undefined;
  /** Its pending entries. */
  readonly pending: readonly number[];
};

/** A receipt and what became of its money, in minor units of its currency. `amount` = `used` + `unmatched`, after corrections. */
export type ReceiptPosition = {
  readonly receipt: Receipt;
  /** Undefined where nothing was levied that it could pay. */
  readonly levy: LevyPosition | undefined;
  readonly amount: bigint;
  /** What went to the levy, in the receipt's currency, and `applied` in the levy's. */
  readonly used: bigint;
  readonly applied: bigint;
  /** What no pending levy was there for: paid twice, too much, after the levy was voided, or without any levy. */
  readonly unmatched: bigint;
  readonly banked: bigint;
  /** The pending entries of its way to the bank. */
  readonly deposits: readonly number[];
};

/** The register as a ledger, with the position of every levy and receipt. */
export type RevenueLedger = {
  readonly ledger: Ledger;
  /** In the order of the register. */
  readonly assessments: readonly Assessment[];
  readonly levies: readonly LevyPosition[];
  readonly receipts: ReadonlyMap<string, ReceiptPosition>;
  /** Money at the bank for which no receipt is stated, or more than was receipted. */
  readonly unreceipted: readonly { readonly bankEntry: BankEntry; readonly amount: bigint }[];
  /** Rows that could not be posted, or not wholly: CURRENCY_WITHOUT_RATE, CORRECTION_TOO_LARGE, CURRENCY_MIXED, AMOUNT_TOO_LARGE. */
  readonly faults: readonly Fault[];
};

/**
 * What of a levy was due in the end: assessed and corrected, less what was voided. In minor units.
 *
 * @example
 * levyDue({ assessed: 100n, corrected: -10n, voided: 40n }) // => 50n
 */
export function levyDue({ assessed, corrected, voided }: LevyPosition): bigint {
  return assessed + corrected - voided;
}

/**
 * What of a levy is still to be paid, in minor units, 0 or more.
 *
 * @example
 * levyOutstanding({ assessed: 100n, corrected: -10n, voided: 0n, received: 30n }) // => 60n
 */
export function levyOutstanding(levy: LevyPosition): bigint {
  return levyDue(levy) - levy.received;
}
