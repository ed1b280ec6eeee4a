import { createHash } from "node:crypto";
import type { RevenueRow } from "../findings/revenue-rows.ts";
import type { Register } from "../model/register.ts";
import { writeCsv } from "./csv.ts";
import type { ExportHead } from "./export-head.ts";
import { plainAmount } from "./plain-amount.ts";

/** A column: its type in the Table Schema, its fiscal concept (a ColumnType of the Fiscal Data Package), what it means. */
type FiscalColumn<Row> = {
  readonly name: keyof Row & string;
  readonly type: "string" | "number" | "date";
  readonly columnType: string;
  readonly description: string;
};

type RevenueLine = {
  readonly id: string;
  readonly date: string;
  readonly kind: string;
  readonly source: string;
  readonly phase: string;
  readonly matched: string;
  readonly stream: string;
  readonly stream_name: string;
  readonly gfs_code: string;
  readonly permit: string;
  readonly place: string;
  readonly payer: string;
  readonly amount: string;
  readonly currency: string;
  readonly direction: string;
};

type PaymentLine = {
  readonly id: string;
  readonly date: string;
  readonly period: string;
  readonly recipient: string;
  readonly recipient_name: string;
  readonly phase: string;
  readonly amount: string;
  readonly currency: string;
  readonly direction: string;
};

const money = [
  column("amount", "number", "value", "In whole units of the currency, signed"),
  column("currency", "string", "value-currency:code", "ISO 4217"),
  column("direction", "string", "direction", "revenue or expenditure"),
] as const;

const revenueColumns: readonly FiscalColumn<RevenueLine>[] = [
  column("id", "string", "transaction-id:code", "The row's place in the ledger"),
  column("date", "date", "date:generic", "Day of the transaction"),
  column("kind", "string", "transaction-id:transaction-kind", "assessment, receipt, bank, void or correction"),
  column("source", "string", "transaction-id:invoice-id", "Id of the register's row behind it"),
  column("phase", "string", "phase:id", "approved: assessed; adjusted: corrected or voided; executed: received"),
  column("matched", "string", "unknown:string", "no: money that no levy was pending for"),
  column("stream", "string", "budget-line-id", "Revenue stream; empty where none is stated"),
  column("stream_name", "string", "unknown:string", "The stream's name"),
  column(
    "gfs_code",
    "string",
    "economic-classification:generic:code",
    "Government finance statistics, text and no number",
  ),
  column("permit", "string", "activity:generic:project:code", "Permit; empty where it is not known"),
  column("place", "string", "geo-source:source:code", "Where the permit lies"),
  column("payer", "string", "fin-source:generic:code", "Who paid or has to; empty where it is not known"),
  ...money,
];

const paymentColumns: readonly FiscalColumn<PaymentLine>[] = [
  column("id", "string", "transaction-id:code", "Id of the payment"),
  column("date", "date", "date:generic", "Day of the payment"),
  column("period", "string", "unknown:string", "The period whose allocation it settles"),
  column("recipient", "string", "recipient:generic:id", "Who got it"),
  column("recipient_name", "string", "recipient:generic:name", "The recipient's name"),
  column("phase", "string", "phase:id", "executed: paid out"),
  ...money,
];

/**
 * The register's money as a Fiscal Data Package (1.0-rc.1: a `columnType` for every field) on Data Package version 2:
 * `datapackage.json`, what was levied and received, and what was paid out of allocations.
 */
export function writeFiscalPackage(
  { terms, payments }: Register,
  rows: readonly RevenueRow[],
  head: ExportHead,
): Map<string, string> {
  const files = new Map<string, string>();
  const isInside = (date: string) =>
    head.period === undefined || (head.period.start <= date && date <= head.period.end);
  const resources = [
    writeResource(files, {
      name: "revenue",
      title: "Revenue levied, changed and received",
      columns: revenueColumns,
      rows: rows.map((row, index) => revenueLine(terms, row, index)),
    }),
    writeResource(files, {
      name: "payments",
      title: "Payments out of allocations",
      columns: paymentColumns,
      rows: payments.filter(({ date }) => isInside(date)).map((payment) => paymentLine(terms, payment)),
    }),
  ];
  const description = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: `${head.book}-revenue`,
    title: `${head.title}: revenue`,
    description: head.lines.map((line) => line.replace(/\.$/, "")).join(". "),
    version: head.asOf,
    created: `${head.asOf}T00:00:00Z`,
    resources,
  };
  return new Map([["datapackage.json", `${JSON.stringify(description, null, 2)}\n`], ...files]);
}

function revenueLine(terms: Register["terms"], row: RevenueRow, index: number): RevenueLine {
  const stream = terms.streams.get(row.stream);
  return {
    id: String(index + 1),
    date: row.date,
    kind: row.kind,
    source: row.source,
    phase: row.phase,
    matched: row.isMatched ? "yes" : "no",
    stream: row.stream,
    stream_name: stream?.name.en ?? "",
    gfs_code: stream?.gfsCode ?? "",
    permit: row.permit?.id ?? "",
    place: row.permit?.place ?? "",
    payer: row.payer,
    amount: plainAmount(row.amount),
    currency: row.amount.currency.code,
    direction: "revenue",
  };
}

function paymentLine(
  { recipients }: Register["terms"],
  { id, date, period, recipient, amount }: Register["payments"][number],
): PaymentLine {
  return {
    id,
    date,
    period: period.text,
    recipient,
    recipient_name: recipients.get(recipient)?.en ?? "",
    phase: "executed",
    amount: plainAmount(amount),
    currency: amount.currency.code,
    direction: "expenditure",
  };
}

function writeResource<Row extends object>(
  files: Map<string, string>,
  table: {
    readonly name: string;
    readonly title: string;
    readonly columns: readonly FiscalColumn<Row>[];
    readonly rows: readonly Row[];
  },
): object {
  const path = `data/${table.name}.csv`;
  const text = writeCsv(table.columns, table.rows);
  files.set(path, text);
  return {
    name: table.name,
    title: table.title,
    type: "table",
    path,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    bytes: Buffer.byteLength(text),
    hash: `sha256:${createHash("sha256").update(text).digest("hex")}`,
    dialect: { delimiter: ",", lineTerminator: "\r\n", quoteChar: '"', doubleQuote: true, header: true },
    schema: { fields: table.columns, missingValues: [""], primaryKey: ["id"] },
  };
}

function column<Name extends string>(
  name: Name,
  type: "string" | "number" | "date",
  columnType: string,
  description: string,
) {
  return { name, type, columnType, description } as const;
}
