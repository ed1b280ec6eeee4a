/** What the cells of a column hold: words, a day, a number, or a period such as a quarter. */
export type RegisterColumnKind = "text" | "date" | "number" | "period";

/** A table of a register: the columns that it must have and those that it may, in the order in which they are written. */
type TableShape = {
  readonly required: Readonly<Record<string, RegisterColumnKind>>;
  readonly optional: Readonly<Record<string, RegisterColumnKind>>;
};

/**
 * The tables of a register by the name of their file, `register/NAME.csv`, which is also that of their sheet in a workbook. In
 * all of them `added` is the day on which the row entered the book.
 */
export const registerTables = {
  permits: {
    required: {
      id: "text",
      holder: "text",
      place: "text",
      commodity: "text",
      class: "text",
      date: "date",
      level: "text",
      kind: "text",
    },
    optional: { from: "date", to: "date", text: "text", added: "date" },
  },
  objections: {
    required: { id: "text", permit: "text", date: "date" },
    optional: { decided: "date", outcome: "text", text: "text", added: "date" },
  },
  consignments: {
    required: { id: "text", permit: "text", date: "date", "mass-kg": "number", form: "text", destination: "text" },
    optional: {
      value: "number",
      currency: "text",
      "declared-mass-kg": "number",
      "declared-form": "text",
      "declared-origin": "text",
      "declared-paid": "number",
      "declared-currency": "text",
      added: "date",
    },
  },
  receipts: {
    required: {
      id: "text",
      consignment: "text",
      stream: "text",
      date: "date",
      amount: "number",
      currency: "text",
      payer: "text",
    },
    optional: { added: "date" },
  },
  bank: {
    required: { id: "text", receipt: "text", date: "date", amount: "number", currency: "text" },
    optional: { added: "date" },
  },
  adjustments: {
    required: { id: "text", target: "text", of: "text", date: "date", reason: "text", author: "text" },
    optional: {
      amount: "number",
      currency: "text",
      "mass-kg": "number",
      stream: "text",
      evidence: "text",
      added: "date",
    },
  },
  payments: {
    required: { id: "text", recipient: "text", date: "date", amount: "number", currency: "text", period: "period" },
    optional: { added: "date" },
  },
  customs: {
    required: {
      id: "text",
      importer: "text",
      origin: "text",
      period: "period",
      code: "text",
      form: "text",
      class: "text",
      "mass-kg": "number",
    },
    optional: { value: "number", currency: "text", consignment: "text", added: "date" },
  },
  "exchange-rates": {
    required: { date: "date", from: "text", to: "text", rate: "number" },
    optional: { added: "date" },
  },
} as const satisfies Record<string, TableShape>;

/** The words of those columns that hold one of the same few in every register. */
export const registerChoices = {
  kind: ["application", "grant", "amendment", "suspension", "cancellation"],
  outcome: ["upheld", "rejected", "withdrawn"],
  target: ["declaration", "consignment", "receipt", "customs"],
} as const;

/** The name of a table of a register. */
export type RegisterTable = keyof typeof registerTables;

/** The name of a column of a table. */
export type RegisterColumn<Table extends RegisterTable> =
  | (keyof (typeof registerTables)[Table]["required"] & string)
  | (keyof (typeof registerTables)[Table]["optional"] & string);

/**
 * The columns of a table with what their cells hold, in the order in which they are written.
 *
 * @example
 * columnsOfTable("exchange-rates").map(({ name }) => name) // => ["date", "from", "to", "rate", "added"]
 * columnsOfTable("payments").at(-2) // => { name: "period", kind: "period", isRequired: true }
 */
export function columnsOfTable(
  table: RegisterTable,
): { readonly name: string; readonly kind: RegisterColumnKind; readonly isRequired: boolean }[] {
  const { required, optional }: TableShape = registerTables[table];
  return [
    ...Object.entries(required).map(([name, kind]) => ({ name, kind, isRequired: true })),
    ...Object.entries(optional).map(([name, kind]) => ({ name, kind, isRequired: false })),
  ];
}
