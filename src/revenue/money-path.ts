import type { Currency } from "../model/money.ts";
import type { Ledger } from "./ledger.ts";

/**
 * The accounts that the money of a permit's levy passes through: `receivable` what the payer owes; `revenue`; `unmatched` money
 * that no levy was pending for; `office` received and not yet at the `bank`; `exchange` between a currency levied and one paid.
 */
export type AccountKind = "receivable" | "revenue" | "unmatched" | "office" | "bank" | "exchange";

const kinds: readonly AccountKind[] = ["receivable", "revenue", "unmatched", "office", "bank", "exchange"];

/**
 * The accounts for a permit (empty where none is known) and a stream by their kind, each opened when it is first asked for.
 *
 * @example
 * moneyPath({ openAccount: (name) => name }, { permit: "p", stream: "levy", currency: { code: "EUR", decimals: 2 } })("revenue") // => "revenue:levy"
 */
export function moneyPath(
  ledger: Ledger,
  { permit, stream, currency }: { readonly permit: string; readonly stream: string; readonly currency: Currency },
): (kind: AccountKind) => number {
  return (kind) => {
    const of = kind === "receivable" ? permit : kind === "revenue" || kind === "unmatched" ? stream : "";
    return ledger.openAccount(of === "" ? kind : `${kind}:${of}`, currency);
  };
}

/**
 * The kind of an account and the permit or stream that it is of, out of its name; undefined for a name of no such account.
 *
 * @example
 * parseAccount("receivable:p-1") // => { kind: "receivable", of: "p-1" }
 * parseAccount("bank") // => { kind: "bank", of: "" }
 */
export function parseAccount(name: string): { readonly kind: AccountKind; readonly of: string } | undefined {
  const at = name.indexOf(":");
  const kind = kinds.find((known) => known === (at < 0 ? name : name.slice(0, at)));
  return kind && { kind, of: at < 0 ? "" : name.slice(at + 1) };
}
