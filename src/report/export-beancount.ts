import type { Journal, JournalPosting, JournalTransaction } from "../findings/register-journal.ts";
import type { ExportHead } from "./export-head.ts";
import { journalAccountName } from "./journal-account.ts";
import { plainAmount } from "./plain-amount.ts";

/**
 * A journal in the format of Beancount. Every account is opened on the first day, and a balance of the day behind the last one
 * asserts what it comes to in each currency.
 */
export function writeBeancount(journal: Journal, head: ExportHead): string {
  let text = head.lines.map((line) => `; ${line}\n`).join("");
  text += `\noption "title" ${quoted(head.title)}\n`;
  for (const { code } of journal.currencies) text += `option "operating_currency" ${quoted(code)}\n`;
  let body = "";
  let [first, last] = ["", ""];
  for (const transaction of journal.transactions()) {
    if (first === "") first = transaction.date;
    last = transaction.date;
    body += writeTransaction(transaction);
  }
  if (first === "") return text;
  const names = [...new Set(journal.balances.map(({ account }) => journalAccountName(account)))].sort();
  text += `\n${names.map((name) => `${first} open ${name}\n`).join("")}${body}`;
  // A balance holds at the beginning of its day.
  const behind = dayAfter(last);
  const balances = journal.balances.map(
    // Without a tolerance of 0 a balance that is off by one unit would pass.
    ({ account, amount }) =>
      `${behind} balance ${journalAccountName(account)}  ${plainAmount(amount)} ~ 0 ${amount.currency.code}\n`,
  );
  return `${text}\n${balances.join("")}`;
}

function writeTransaction({ date, kind, source, reason, postings }: JournalTransaction): string {
  const metadata = [["source", source] as const, ["reason", reason] as const]
    .filter(([, words]) => words !== "")
    .map(([name, words]) => `  ${name}: ${quoted(words)}\n`);
  const lines = postings.map(({ account, amount }) => `  ${journalAccountName(account)}  ${written(amount)}\n`);
  return `\n${date} * ${quoted(kind)}\n${metadata.join("")}${lines.join("")}`;
}

function written(amount: JournalPosting["amount"]): string {
  return `${plainAmount(amount)} ${amount.currency.code}`;
}

function quoted(words: string): string {
  return `"${words.replace(/[\\"]/g, "\\$&").replace(/\s+/g, " ")}"`;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
