import type { JournalAccount } from "../findings/register-journal.ts";

/** The five kinds of account that bookkeeping knows, by what an account of the register is. */
const roots = {
  receivable: "Assets",
  office: "Assets",
  bank: "Assets",
  revenue: "Income",
  unmatched: "Liabilities",
  exchange: "Equity",
} as const satisfies Record<JournalAccount["kind"], string>;

/** Kinds of which there is one account for every permit or stream. */
const several: readonly JournalAccount["kind"][] = ["receivable", "revenue", "unmatched"];

/**
 * The name of an account in a journal: `Assets:Bank`, `Income:Revenue:X-levy`, `Assets:Pending:Receivable:P-1`. It is the same in
 * hledger, Ledger and Beancount, whose names have the narrowest rule, and no account is the parent of another, so that none of
 * them adds one to the other.
 */
export function journalAccountName({ kind, of, phase }: JournalAccount): string {
  const label = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  const ends = of !== "" ? [label, accountPart(of)] : [several.includes(kind) ? `${label}-Unstated` : label];
  return [roots[kind], ...(phase === "pending" ? ["Pending"] : []), ...ends].join(":");
}

/**
 * Words as one part of an account's name: letters, digits and hyphens; any other sign is its code point, `-x2f-` for a slash. A
 * part begins with a capital or a digit; any other has `X-` in front. Two different words never become the same part.
 */
function accountPart(words: string): string {
  const part = plainWords(words);
  return /^[\p{Lu}\p{Nd}]/u.test(part) && !part.startsWith("X-") ? part : `X-${part}`;
}

/** Words without any sign that a journal could take for one of its own; reversible, so that no two become the same. */
export function plainWords(words: string): string {
  return words.replace(/[^\p{L}\p{M}\p{Nd}-]|-(?=x)/gu, (sign) => `-x${(sign.codePointAt(0) ?? 0).toString(16)}-`);
}
