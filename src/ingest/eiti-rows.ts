import { cellWords } from "../model/cell-words.ts";
import type { EitiSummary } from "../model/eiti-summary.ts";
import type { MissingReason } from "../model/missing.ts";
import type { Money } from "../model/money.ts";
import { readPrintedNumber } from "../model/printed-number.ts";
import type { TableReading } from "./table-reader.ts";

/** A row of a table; its cells by what their column holds. */
export type EitiRow = {
  readonly file: string;
  readonly line: number;
  readonly cell: (key: string) => string;
};

type Readers = {
  readonly [Table in keyof EitiSummary]: (row: EitiRow, reading: TableReading) => EitiSummary[Table][number];
};

/** How a row of each table is read; what is wrong with it is told. */
export const eitiReaders: Readers = {
  agencies: ({ file, line, cell }) => ({
    file,
    line,
    name: cellWords(cell("name")),
    type: wordsOf(cell("type")),
    id: wordsOf(cell("id")),
  }),
  companies: ({ file, line, cell }) => ({
    file,
    line,
    name: cellWords(cell("name")),
    type: wordsOf(cell("type")),
    id: wordsOf(cell("id")),
    sector: wordsOf(cell("sector")),
    commodities: wordsOf(cell("commodities")),
  }),
  projects: ({ file, line, cell }) => ({
    file,
    line,
    name: cellWords(cell("name")),
    agreements: wordsOf(cell("agreements")),
    companies: wordsOf(cell("companies")),
    commodity: wordsOf(cell("commodity")),
    status: wordsOf(cell("status")),
  }),
  revenues: (row, reading) => ({
    file: row.file,
    line: row.line,
    classification: wordsOf(row.cell("classification")),
    gfsCode: readGfsCode(row, reading),
    sector: wordsOf(row.cell("sector")),
    stream: wordsOf(row.cell("stream")),
    entity: wordsOf(row.cell("entity")),
    value: readValue(row, reading),
  }),
  payments: (row, reading) => ({
    file: row.file,
    line: row.line,
    company: wordsOf(row.cell("company")),
    entity: wordsOf(row.cell("entity")),
    stream: wordsOf(row.cell("stream")),
    project: wordsOf(row.cell("project")),
    value: readValue(row, reading),
    isInKind: readYes(row, reading),
    comments: wordsOf(row.cell("comments")),
  }),
};

/** Why a cell has nothing, by the words that stand in it; EITI's own are the first two. */
const missingWords: ReadonlyMap<string, MissingReason> = new Map([
  ["not available", "not-published"],
  ["not applicable", "not-applicable"],
  ["n/a", "not-applicable"],
  ["na", "not-applicable"],
  ["n/v", "not-published"],
  ["-", "not-published"],
  ["", "not-published"],
]);

/** The words of a cell; none where it says that it has none. */
function wordsOf(cell: string): string {
  const words = cellWords(cell);
  return missingWords.has(words.toLowerCase()) ? "" : words;
}

function readValue({ line, cell }: EitiRow, reading: TableReading): Money | MissingReason {
  const found = cellWords(cell("value"));
  const missing = missingWords.get(found.toLowerCase());
  if (missing !== undefined) return missing;
  if (/^(?:[=@]|#[A-Z])/.test(found)) {
    reading.tell(line, "CELL_FORMULA", { found, expected: "the amount that it comes to" });
    return "unknown";
  }
  const number = readPrintedNumber(found, { decimal: ".", thousands: "," });
  const code = cellWords(cell("currency"));
  if (!/^[A-Z]{3}$/.test(code)) {
    reading.tell(line, "UNIT_UNKNOWN", { found: code, expected: "three capitals, the currency's code in ISO 4217" });
  }
  if ("code" in number) {
    reading.tell(line, number.code, { found, expected: number.expected });
    return "unknown";
  }
  return { minorUnits: number.digits, currency: { code, decimals: number.decimals } };
}

/**
 * The code in a classification, `Royalties (1415E1)` or the code alone. 1112E1 is text: a spreadsheet that takes it for a number
 * writes 11120 or 1.112E+04, which is told and not guessed back.
 */
function readGfsCode({ line, cell }: EitiRow, reading: TableReading): string {
  const found = wordsOf(cell("classification"));
  const [, code] = /(?:^|\()([0-9]{2,6}E[0-9]{0,2}|[0-9]{2,4})\)?$/.exec(found) ?? [];
  if (code === undefined && /^[0-9.,]+(?:E\+?[0-9]+)?$/i.test(found)) {
    const expected = "a code as text, such as 1112E1; a spreadsheet has made a number of it";
    reading.tell(line, "ID_UNREADABLE", { found, expected });
  }
  return code ?? "";
}

function readYes({ line, cell }: EitiRow, reading: TableReading): boolean {
  const found = wordsOf(cell("isInKind"));
  if (/^y(?:es)?$/i.test(found)) return true;
  if (found !== "" && !/^no?$/i.test(found)) {
    reading.tell(line, "CHOICE_UNKNOWN", { noun: "answer", found, expected: "Yes, No" });
  }
  return false;
}
