import type { RevenueRow } from "../findings/revenue-rows.ts";
import type { Book } from "../model/book.ts";
import { type EitiColumn, type EitiTable, eitiColumns } from "../model/eiti-columns.ts";
import type { Money } from "../model/money.ts";
import type { Register } from "../model/register.ts";
import { writeCsv } from "./csv.ts";
import type { ExportHead } from "./export-head.ts";
import { plainAmount } from "./plain-amount.ts";

/** What the template's own users write where a cell has nothing to say, and where it cannot have anything. */
const notAvailable = "Not available";
const notApplicable = "Not applicable";
/** The register is one of permits to mine. */
const sector = "Mining";

type Cells<Table extends EitiTable> = Readonly<Record<EitiColumn<Table>, string>>;

/** Parts 3 to 5 of the EITI's Summary Data, one CSV file a table, with the columns of the template. */
export function writeEiti(
  { terms }: Pick<Book, "terms">,
  { register, rows }: { readonly register: Register; readonly rows: readonly RevenueRow[] },
  head: ExportHead,
): Map<string, string> {
  const received = rows.filter(({ phase }) => phase === "executed");
  const commodityOf = (code: string) => terms.commodities.get(code)?.en ?? code;
  const entity = head.authority === "" ? notAvailable : head.authority;
  return new Map([
    ["part-3-government-agencies.csv", writeTable("agencies", agencies(received, entity))],
    ["part-3-companies.csv", writeTable("companies", companies(register, received, commodityOf))],
    ["part-3-projects.csv", writeTable("projects", projects(register, commodityOf))],
    ["part-4-government-revenues.csv", writeTable("revenues", revenues(register, received, entity))],
    ["part-5-company-data.csv", writeTable("payments", payments(register, received, { entity, head }))],
  ]);
}

function writeTable<Table extends EitiTable>(table: Table, rows: readonly Cells<Table>[]): string {
  const columns: readonly (readonly [string, string])[] = Object.entries(eitiColumns[table]);
  const named = rows.map((row) => {
    const cells: Readonly<Record<string, string>> = row;
    return Object.fromEntries(columns.map(([key, name]) => [name, cells[key] ?? ""]));
  });
  return writeCsv(
    columns.map(([, name]) => ({ name })),
    named,
  );
}

function agencies(received: readonly RevenueRow[], name: string): Cells<"agencies">[] {
  const totals = [...sumBy(received, ({ amount }) => [amount.currency.code]).values()];
  const [total] = totals;
  // The table has no column for a currency, so amounts in several have no total there.
  const known = total !== undefined && totals.length === 1 ? plainAmount(total.amount) : notAvailable;
  return [{ name, type: notAvailable, id: notAvailable, total: known }];
}

function companies(
  { permits }: Register,
  received: readonly RevenueRow[],
  commodityOf: (code: string) => string,
): Cells<"companies">[] {
  const commodities = new Map<string, Set<string>>();
  for (const { holder, commodity } of permits) {
    commodities.set(holder, (commodities.get(holder) ?? new Set()).add(commodityOf(commodity)));
  }
  const payers = received.map(({ payer }) => payer).filter((payer) => payer !== "");
  return [...new Set([...commodities.keys(), ...payers])].sort().map((name) => ({
    name,
    type: notAvailable,
    id: notAvailable,
    sector,
    commodities: [...(commodities.get(name) ?? [])].sort().join(", ") || notAvailable,
    listing: notAvailable,
    audit: notAvailable,
    report: notAvailable,
  }));
}

function projects({ permits }: Register, commodityOf: (code: string) => string): Cells<"projects">[] {
  return permits.map(({ id, holder, commodity }) => ({
    name: id,
    agreements: id,
    companies: holder,
    commodity: commodityOf(commodity),
    status: notAvailable,
    // The register knows what left a site and not what was made there.
    volume: notAvailable,
    unit: notAvailable,
    value: notAvailable,
    currency: notAvailable,
  }));
}

function revenues({ terms }: Register, received: readonly RevenueRow[], entity: string): Cells<"revenues">[] {
  const sums = sumBy(received, ({ stream, amount }) => [stream, amount.currency.code]);
  return [...sums.values()].map(({ first: { stream }, amount }) => ({
    level1: "",
    level2: "",
    level3: "",
    level4: "",
    classification: terms.streams.get(stream)?.gfsCode ?? notAvailable,
    sector,
    stream: streamName(terms, stream),
    entity,
    value: plainAmount(amount),
    currency: amount.currency.code,
  }));
}

function payments(
  { terms }: Register,
  received: readonly RevenueRow[],
  { entity, head }: { readonly entity: string; readonly head: ExportHead },
): Cells<"payments">[] {
  const keyOf = ({ payer, stream, permit, amount }: RevenueRow) => [
    payer,
    stream,
    permit?.id ?? "",
    amount.currency.code,
  ];
  return [...sumBy(received, keyOf).values()].map(({ first: { payer, stream, permit }, amount }) => ({
    sector,
    company: payer === "" ? notAvailable : payer,
    entity,
    stream: streamName(terms, stream),
    isLevied: stream === "" ? notAvailable : "Yes",
    isReported: permit === undefined ? "No" : "Yes",
    project: permit?.id ?? notAvailable,
    currency: amount.currency.code,
    value: plainAmount(amount),
    isInKind: "No",
    volume: notApplicable,
    unit: notApplicable,
    comments: head.invented ? "Invented data" : "",
  }));
}

function streamName(terms: Register["terms"], stream: string): string {
  return stream === "" ? notAvailable : (terms.streams.get(stream)?.name.en ?? stream);
}

type Sum = { readonly first: RevenueRow; readonly amount: Money };

/** Sums of rows with the same key, ordered by the key. */
function sumBy(rows: readonly RevenueRow[], keyOf: (row: RevenueRow) => readonly string[]): Map<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const key = JSON.stringify(keyOf(row));
    const known = sums.get(key);
    const minorUnits = (known?.amount.minorUnits ?? 0n) + row.amount.minorUnits;
    sums.set(key, { first: known?.first ?? row, amount: { minorUnits, currency: row.amount.currency } });
  }
  return new Map([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}
