import type { Fault } from "../model/fault.ts";
import type { BankEntry } from "../model/register.ts";
import type { Assessment } from "./assess.ts";
import type { ExchangeTable } from "./convert-money.ts";
import { Ledger } from "./ledger.ts";
import type { LevyPosition, ReceiptPosition } from "./revenue-ledger.ts";

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** A levy while the ledger is being written. */
export type OpenLevy = Writable<LevyPosition>;

/** A receipt while the ledger is being written. */
export type OpenReceipt = Writable<Omit<ReceiptPosition, "levy">> & { readonly levy: OpenLevy | undefined };

/** The ledger while it is being written, with what has to be found again. */
export type OpenBooks = {
  readonly ledger: Ledger;
  readonly exchange: ExchangeTable;
  readonly assessments: readonly Assessment[];
  /** By consignment. */
  readonly levies: Map<string, OpenLevy[]>;
  /** By permit. */
  readonly byPermit: Map<string, OpenLevy[]>;
  readonly receipts: Map<string, OpenReceipt>;
  /** The receipts of each levy that has any, in the order in which they came. */
  readonly payers: Map<OpenLevy, readonly OpenReceipt[]>;
  readonly unreceipted: { readonly bankEntry: BankEntry; readonly amount: bigint }[];
  readonly faults: Fault[];
};

/**
 * Books with nothing in them.
 *
 * @example
 * openBooks({ exchange: { pairs: new Map(), days: 0 }, assessments: [] }).ledger.count // => 0
 */
export function openBooks({
  exchange,
  assessments,
}: {
  readonly exchange: ExchangeTable;
  readonly assessments: readonly Assessment[];
}): OpenBooks {
  return {
    ledger: new Ledger(),
    exchange,
    assessments,
    levies: new Map(),
    byPermit: new Map(),
    receipts: new Map(),
    payers: new Map(),
    unreceipted: [],
    faults: [],
  };
}
