import { type PermitStep, permitSteps } from "../findings/permit-steps.ts";
import type { Book } from "../model/book.ts";
import type { Permit, Register } from "../model/register.ts";
import { type DecimalJson, writeDecimalJson } from "./decimal-json.ts";
import type { ExportHead } from "./export-head.ts";
import { describeStep } from "./ocds-step.ts";
import { findTransactions, type PermitTransaction } from "./ocds-transactions.ts";

/** What identifies the contracting processes of a publisher; the Open Contracting Partnership gives out prefixes. */
export type OcdsOptions = { readonly prefix: string };

/**
 * Permits as a release package of the Open Contracting Data Standard 1.1: a permit is a contracting process, a step in its life and
 * a receipt for it are releases. Also says how many receipts could not be shown because no permit is stated for them.
 */
export function writeOcds(
  book: Pick<Book, "terms">,
  register: Register,
  head: ExportHead,
  { prefix }: OcdsOptions,
): { readonly text: string; readonly leftOut: number } {
  const { byPermit, leftOut } = findTransactions(register);
  const releases = register.permits.flatMap((permit) => {
    const process = { book, permit, ocid: `${prefix}-${permit.id}`, authority: head.authority };
    const steps = permitSteps(permit, register).map((step) => stepRelease(process, step));
    const paid = (byPermit.get(permit.id) ?? []).map((transaction) => transactionRelease(process, transaction));
    // Sorting keeps the order of what has one date: steps, then money.
    return [...steps, ...paid].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  });
  const name = head.authority === "" ? head.title : head.authority;
  const text = writeDecimalJson({
    uri: `ni:///sha-256;${Buffer.from(head.bookSha256, "hex").toString("base64url")}`,
    version: "1.1",
    publishedDate: timeOf(head.asOf),
    publisher: { name: head.invented ? `${name} (invented data)` : name },
    releases,
  });
  return { text, leftOut };
}

type Process = {
  readonly book: Pick<Book, "terms">;
  readonly permit: Permit;
  readonly ocid: string;
  readonly authority: string;
};

type Release = { readonly date: string } & { readonly [key: string]: DecimalJson | undefined };

function stepRelease(process: Process, step: PermitStep): Release {
  const { permit, book, authority } = process;
  const { tag, ...sections } = describeStep(permit, step, {
    title: `${nameOf(book.terms.commodities, permit.commodity)}, ${nameOf(book.terms.places, permit.place)}`,
    entity: authority === "" ? undefined : { id: authority, name: authority },
    holder: { id: permit.holder, name: permit.holder },
  });
  const roles = tag.some((word) => word.startsWith("tender")) ? ["tenderer"] : ["supplier"];
  const parties = [
    { name: permit.holder, roles },
    { name: authority, roles: ["procuringEntity"] },
  ];
  return { ...headOf(process, { id: step.id, date: step.date, tag, parties }), ...sections };
}

function transactionRelease(process: Process, { id, date, amount, payer }: PermitTransaction): Release {
  const { permit, authority } = process;
  const parties = [
    { name: payer, roles: ["payer"] },
    { name: authority, roles: ["payee"] },
  ];
  const payee = authority === "" ? undefined : { id: authority, name: authority };
  const transaction = {
    id,
    date: timeOf(date),
    value: amount,
    payer: payer === "" ? undefined : { id: payer, name: payer },
    payee,
  };
  return {
    ...headOf(process, { id, date, tag: ["implementation"], parties }),
    contracts: [{ id: permit.id, awardID: permit.id, implementation: { transactions: [transaction] } }],
  };
}

function headOf(
  { ocid }: Process,
  {
    id,
    date,
    tag,
    parties,
  }: {
    readonly id: string;
    readonly date: string;
    readonly tag: readonly string[];
    readonly parties: readonly { readonly name: string; readonly roles: readonly string[] }[];
  },
): Release {
  return {
    ocid,
    // The standard forbids this one sign in the id of a release.
    id: id.replaceAll("%", "%25").replaceAll("#", "%23"),
    date: timeOf(date),
    tag,
    initiationType: "tender",
    language: "en",
    parties: parties.flatMap(({ name, roles }) => (name === "" ? [] : [{ id: name, name, roles }])),
  };
}

function nameOf(names: Book["terms"]["places"], code: string): string {
  return names.get(code)?.en ?? code;
}

function timeOf(day: string): string {
  return `${day}T00:00:00Z`;
}
