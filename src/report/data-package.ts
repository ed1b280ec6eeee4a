import { createHash } from "node:crypto";
import { writeCsv } from "./csv.ts";
import type { DataRows } from "./data-rows.ts";
import { type DataTable, dataTables } from "./data-tables.ts";
import type { Report } from "./report.ts";

/**
 * The report's data as a Data Package (https://datapackage.org, version 2): `datapackage.json` and one CSV file a table.
 * The same rows give the same bytes.
 */
export function writeDataPackage(report: Report, rows: DataRows): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const resources = [
    writeResource(files, "findings", dataTables.findings, rows.findings),
    writeResource(files, "claims", dataTables.claims, rows.claims),
    writeResource(files, "sources", dataTables.sources, rows.sources),
    writeResource(files, "statements", dataTables.statements, rows.statements),
    writeResource(files, "missing", dataTables.missing, rows.missing),
    writeResource(files, "questions", dataTables.questions, rows.questions),
  ];
  // Whose figures these are: each publisher once.
  const publishers = [...new Set(rows.sources.map(({ publisher }) => publisher))].sort();
  const invented = report.invented ? "The data are invented and describe no real place. " : "";
  const description = {
    $schema: "https://datapackage.org/profiles/2.0/datapackage.json",
    name: `${report.book}-${report.period.toLowerCase()}`,
    title: `${report.title.en}, ${report.period}`,
    description: `${invented}What is known about ${report.territory.en} as of ${report.asOf}. SHA-256 of the book: ${report.bookSha256}.`,
    version: report.version,
    created: `${report.asOf}T00:00:00Z`,
    keywords: [report.book, report.period],
    ...(publishers.length === 0 ? {} : { sources: publishers.map((title) => ({ title })) }),
    resources,
  };
  return new Map([["datapackage.json", encode(`${JSON.stringify(description, null, 2)}\n`)], ...files]);
}

function writeResource<Row extends object>(
  files: Map<string, Uint8Array>,
  name: string,
  table: DataTable<Row>,
  rows: readonly Row[],
): object {
  const path = `data/${name}.csv`;
  const bytes = encode(writeCsv(table.columns, rows));
  files.set(path, bytes);
  return {
    name,
    title: table.title,
    description: table.description,
    type: "table",
    path,
    format: "csv",
    mediatype: "text/csv",
    encoding: "utf-8",
    bytes: bytes.byteLength,
    hash: `sha256:${createHash("sha256").update(bytes).digest("hex")}`,
    dialect: { delimiter: ",", lineTerminator: "\r\n", quoteChar: '"', doubleQuote: true, header: true },
    schema: {
      fields: table.columns.map(({ name: field, type, description, required, enum: values }) => ({
        name: field,
        type,
        description,
        ...(required || values
          ? { constraints: { ...(required ? { required } : {}), ...(values ? { enum: values } : {}) } }
          : {}),
      })),
      missingValues: [""],
      primaryKey: table.primaryKey,
      ...(table.foreignKeys.length === 0
        ? {}
        : {
            foreignKeys: table.foreignKeys.map(({ field, table: resource }) => ({
              fields: [field],
              reference: { resource, fields: ["id"] },
            })),
          }),
    },
  };
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
