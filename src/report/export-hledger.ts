import type { Journal, JournalPosting, JournalTransaction } from "../findings/register-journal.ts";
import type { Currency } from "../model/money.ts";
import type { ExportHead } from "./export-head.ts";
import { journalAccountName, plainWords } from "./journal-account.ts";
import { plainAmount } from "./plain-amount.ts";

/**
 * A journal in the format that hledger and Ledger share. Accounts, currencies and the one tag are declared, so that the strict
 * checks of both pass, and a last transaction asserts what every account comes to: a reader that arrives at another amount refuses the file.
 */
export function writeHledger(journal: Journal, head: ExportHead): string {
  const blocks = [
    head.lines.map((line) => `; ${line}`),
    ["tag reason", ...journal.currencies.flatMap(declareCurrency)],
    accountNames(journal).map((name) => `account ${name}`),
  ];
  let text = blocks.map((lines) => `${lines.join("\n")}\n`).join("\n");
  let last: JournalTransaction | undefined;
  for (const transaction of journal.transactions()) {
    text += writeTransaction(transaction);
    last = transaction;
  }
  if (last !== undefined) text += writeAssertions(journal.balances, last.date);
  return text;
}

function declareCurrency({ code, decimals }: Currency): string[] {
  // A format without decimals is written differently in the two programs.
  return decimals === 0
    ? [`commodity ${code}`]
    : [`commodity ${code}`, `  format 1000.${"0".repeat(decimals)} ${code}`];
}

function accountNames({ balances }: Journal): string[] {
  return [...new Set(balances.map(({ account }) => journalAccountName(account)))].sort();
}

function writeTransaction({ date, kind, source, reason, postings }: JournalTransaction): string {
  const lines = postings
    .map(({ account, amount }) => `    ${journalAccountName(account)}  ${written(amount)}\n`)
    .join("");
  const tag = reason === "" ? "" : `    ; reason: ${plainWords(reason)}\n`;
  return `\n${date} ${kind} ${plainWords(source)}\n${tag}${lines}`;
}

/** Nothing is moved: each posting is of 0 and asserts what its account then holds of the currency. */
function writeAssertions(balances: readonly JournalPosting[], date: string): string {
  const lines = balances.map(({ account, amount }) => {
    const none = written({ ...amount, minorUnits: 0n });
    return `    ${journalAccountName(account)}  ${none} = ${written(amount)}\n`;
  });
  return `\n${date} balances\n${lines.join("")}`;
}

function written(amount: JournalPosting["amount"]): string {
  return `${plainAmount(amount)} ${amount.currency.code}`;
}
