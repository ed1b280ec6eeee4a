import { allMethods } from "../model/finding.ts";
import { allGrades } from "../model/grade.ts";
import { allMissingReasons } from "../model/missing.ts";
import { allVerdicts } from "../model/statement.ts";
import type { DataRows } from "./data-rows.ts";

/** What a column is: its type in the Table Schema, what it means, and what values it may have. */
export type Column<Row> = {
  readonly name: keyof Row & string;
  readonly type: "string" | "number" | "integer" | "date";
  readonly description: string;
  readonly required?: true;
  readonly enum?: readonly string[];
};

export type DataTable<Row> = {
  readonly title: string;
  readonly description: string;
  readonly columns: readonly Column<Row>[];
  readonly primaryKey: readonly (keyof Row & string)[];
  /** A column whose values are ids of another table. */
  readonly foreignKeys: readonly { readonly field: keyof Row & string; readonly table: keyof DataRows }[];
};

export type DataTables = { readonly [Name in keyof DataRows]: DataTable<DataRows[Name][number]> };

type Spec<Row> = readonly [name: keyof Row & string, description: string, extra?: Partial<Omit<Column<Row>, "name">>];

const required = { required: true } as const;
const number = { type: "number" } as const;
const agreements = ["agreed", "contested", "single-source"];
const question = [
  ["indicator", "What is measured; an id of the book's indicators"],
  ["place", "Where; a code of the book's terms"],
  ["counterparty", "The other side of a trade; empty when there is none"],
  ["commodity", "Of what; a code of the book's terms"],
  ["period", "YYYY, YYYY-Q1, YYYY-H1, YYYY-MM, YYYY-MM-DD, two of them joined by '/', or undated"],
  ["basis", "How it is measured: code set, gross weight or oxide, market; empty when there is one basis"],
] as const;

/** Every table of the data package: the one place that says which columns there are. */
export const dataTables: DataTables = {
  findings: {
    title: "Findings",
    description: "Every value that the report shows, and those it was computed from.",
    primaryKey: ["id"],
    foreignKeys: [],
    columns: columns<DataRows["findings"][number]>([
      ["id", "Stable from quarter to quarter", required],
      ["label", "What it is, in English", required],
      ...question,
      [
        "kind",
        "What kind of result",
        { ...required, enum: ["estimate", "sum", "count", "verdict", "words", "missing"] },
      ],
      ["value", "The estimate, the known part of a sum, or the count, in `unit`", number],
      ["low", "Lower end of the interval, or lower bound of a sum", number],
      ["high", "Upper end of the interval, or upper bound of a sum; empty: no upper bound", number],
      ["unit", "Unit of value, low and high"],
      ["text", "Words or verdict"],
      ["missing_reason", "Why there is no value", { enum: allMissingReasons }],
      ["missing_parts", "Parts that a sum lacks, by reason, for instance not-published=2;unknown=1"],
      ["gap", "Id in the table missing"],
      ["method", "How the value was made", { ...required, enum: allMethods }],
      ["agreement", "How far the sources agree; contested when p of Q is below 0.05", { enum: agreements }],
      ["grade", "A official .. E anonymous", { enum: allGrades }],
      ["claims", "Ids of the claims that spoke, joined by ';'"],
      ["echoes", "Ids of claims that repeat one of them, joined by ';'"],
      ["inputs", "Ids of the findings it was computed from, joined by ';'"],
    ]),
  },
  claims: {
    title: "Claims",
    description: "Every claim of the book up to the day of the report, as printed and as it computes.",
    primaryKey: ["id"],
    foreignKeys: [
      { field: "source", table: "sources" },
      { field: "origin", table: "sources" },
    ],
    columns: columns<DataRows["claims"][number]>([
      ["id", "Unique in the book", required],
      ...question,
      ["value_printed", "Figure as printed"],
      ["low_printed", "Lower end as printed"],
      ["high_printed", "Upper end as printed"],
      ["unit_printed", "Unit as printed"],
      ["text", "Words, for a claim without figure"],
      ["value", "Figure in `unit`", number],
      ["low", "Lower end of a stated range in `unit`", number],
      ["high", "Upper end of a stated range in `unit`", number],
      ["unit", "The indicator's unit"],
      ["qualifier", "Word before the figure", { enum: ["exactly", "about", "over", "nearly", "atleast", "upto"] }],
      ["source", "Who says it; an id of the table sources", required],
      ["origin", "The source that the figure was copied from; empty: none"],
      ["locator", "Where in the source"],
      ["grade", "A official .. E anonymous", { ...required, enum: allGrades }],
      ["pedigree", "Scores 1 (best) to 5: reliability;completeness;time;place;technology"],
      ["added", "Day on which the claim entered the book", { ...required, type: "date" }],
      ["note", "Scope and traps"],
      ["conflict", "Name of a set of figures that a reader could take for the same thing though they are not"],
      ["record", "Number in the collection that the claim was carried over from"],
      ["file", "File of the book"],
      ["line", "Line of that file", { type: "integer" }],
    ]),
  },
  sources: {
    title: "Sources",
    description: "Who published what, when and where.",
    primaryKey: ["id"],
    foreignKeys: [],
    columns: columns<DataRows["sources"][number]>([
      ["id", "Unique in the book", required],
      ["title", "As published", required],
      ["publisher", "An organisation", required],
      ["published", "As the source states it; empty when unknown"],
      ["url", "Where it was seen; empty when it is known only through others"],
      ["seen", "read, seen as a copy, or known only through others", { ...required, enum: ["read", "copy", "quoted"] }],
      ["grade", "Grade of its claims where a claim states none", { ...required, enum: allGrades }],
      ["note", "Scope and traps"],
    ]),
  },
  statements: {
    title: "Statements",
    description: "Sentences of documents whose figures were tested against the book.",
    primaryKey: ["id"],
    foreignKeys: [{ field: "document", table: "sources" }],
    columns: columns<DataRows["statements"][number]>([
      ["id", "Unique in the report", required],
      ["document", "The document; an id of the table sources", required],
      ["text", "The assertion in our words", required],
      ["where", "Where in the document"],
      ["figure", "The document's figure in `unit`", number],
      ["unit", "Unit of the figures"],
      ["verdict", "Outcome of the test", { ...required, enum: allVerdicts }],
      ["reason", "Why"],
      ["estimate", "The book's estimate", number],
      ["low", "Lower end of its interval", number],
      ["high", "Upper end of its interval", number],
      ["span_low", "Lowest figure of any independent source", number],
      ["span_high", "Highest figure of any independent source", number],
      ["claims_for", "Ids of claims that support it, joined by ';'"],
      ["claims_against", "Ids of claims that do not, joined by ';'"],
    ]),
  },
  missing: {
    title: "Missing",
    description: "What the book does not know, why, and who could publish it.",
    primaryKey: ["id"],
    foreignKeys: [],
    columns: columns<DataRows["missing"][number]>([
      ["id", "Unique in the book", required],
      ["what", "What is not known", required],
      ["reason", "Why", { ...required, enum: allMissingReasons }],
      ["holder", "Who could publish it"],
      ["closes", "What the report could then show"],
    ]),
  },
  questions: {
    title: "Questions",
    description: "Every question of the book and what its claims together say.",
    primaryKey: ["key"],
    foreignKeys: [],
    columns: columns<DataRows["questions"][number]>([
      ["key", "The parts of the question joined by '|'", required],
      ...question,
      ["votes", "Independent claims", { ...required, type: "integer" }],
      ["echoes", "Claims that repeat another one and were not counted", { ...required, type: "integer" }],
      ["agreement", "contested when p of Q is below 0.05", { enum: agreements }],
      ["estimate", "The pooled estimate in `unit`", number],
      ["low", "Lower end of its interval", number],
      ["high", "Upper end of its interval", number],
      ["unit", "The indicator's unit"],
      ["q", "Cochran's Q", number],
      ["q_p", "Probability of a Q at least as large when all sources measure the same", number],
      ["i2", "Share of the variation that is between sources, 0..1", number],
      ["tau2", "Variance between sources on the working scale", number],
      ["span_low", "Lowest figure of any claim", number],
      ["span_high", "Highest figure of any claim", number],
    ]),
  },
};

function columns<Row>(specs: readonly Spec<Row>[]): Column<Row>[] {
  return specs.map(([name, description, extra]) => ({ name, type: "string", description, ...extra }));
}
