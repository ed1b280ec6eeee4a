import { cellWords } from "../model/cell-words.ts";
import { minorUnitsOf } from "../model/money.ts";
import { readPrintedNumber } from "../model/printed-number.ts";
import type {
  ReasonWords,
  ReconciliationProfile,
  SheetAmount,
  SheetRow,
  SideAmounts,
} from "../model/reconciliation.ts";
import type { OpenLayout } from "./sheet-header.ts";
import type { TableReading, TableRow } from "./table-reader.ts";

/** Words that stand where an amount belongs and that the profile knows as a mistake. */
export type MisplacedWords = {
  readonly sheet: string;
  readonly line: number;
  readonly column: string;
  readonly found: string;
};

/** What rows are read by and whom they are told to. */
export type RowReading = {
  readonly open: OpenLayout;
  readonly profile: ReconciliationProfile;
  readonly reading: TableReading;
  readonly onMisplaced: (words: MisplacedWords) => void;
};

/** Read one row below the header; undefined when it is passed over. A row with a fault is told and means nothing. */
export function readSheetRow(row: TableRow, rows: RowReading): SheetRow | undefined {
  const { open, profile, reading } = rows;
  const { at, layout } = open;
  const kind = open.rules.find(({ where }) =>
    where.every(({ position, words }) => words.has(cellWords(row.text(position)))),
  )?.kind;
  if (kind === undefined) tellKind(row, open, reading);
  if (kind === undefined || kind === "passed-over") return undefined;
  const { line } = row;
  const sheet = cellWords(row.text(at.sheet));
  if (sheet === "") {
    reading.tell(line, "CELL_EMPTY", { found: layout.columns.sheet, expected: "the sheet of every line and total" });
  }
  const amount = (position: number, column: string) => readAmount(row, { position, column, sheet }, rows);
  const { company, government, difference } = layout.columns;
  if (kind === "total") {
    const final = { company: amount(at.company.final, company.final) };
    return { kind, sheet, line, ...final, government: amount(at.government.final, government.final) };
  }
  checkCurrency(row, rows);
  const side = (positions: SideAmounts<number>, columns: SideAmounts<string>): SideAmounts<SheetAmount> => ({
    original: amount(positions.original, columns.original),
    adjust: amount(positions.adjust, columns.adjust),
    final: amount(positions.final, columns.final),
  });
  return {
    kind,
    sheet,
    line,
    company: side(at.company, company),
    government: side(at.government, government),
    difference: difference === undefined ? "not-applicable" : amount(at.difference, difference),
    reason: readReason(row.text(at.reason), layout.reasonSeparator, profile.reasons),
  };
}

type Place = { readonly position: number; readonly column: string; readonly sheet: string };

function readAmount(row: TableRow, place: Place, { profile, reading, onMisplaced }: RowReading): SheetAmount {
  const found = row.text(place.position);
  if (found === "") return "not-published";
  if (found === "0") return 0n;
  const { line } = row;
  const words = cellWords(found);
  if (profile.missing.has(words.toLowerCase())) return "not-published";
  if (profile.misplaced.has(words)) {
    onMisplaced({ sheet: place.sheet, line, column: place.column, found: words });
    return "unknown";
  }
  const tell = (code: Parameters<typeof reading.tell>[1], expected: string) => {
    reading.tell(line, code, { found, expected: `${expected} under '${place.column}'` });
    return "unknown" as const;
  };
  if (isFormula.test(found)) return tell("CELL_FORMULA", "the amount that it comes to");
  const number = readPrintedNumber(found, profile.marks);
  if ("code" in number) return tell(number.code, number.expected);
  const units = minorUnitsOf(number, profile.kept);
  return units ?? tell("AMOUNT_TOO_FINE", `at most ${profile.kept.decimals} decimals`);
}

/** A spreadsheet's formula, or the error that one came to. */
const isFormula = /^(?:[=@]|[+-]\s*[A-Za-z(]|#[A-Z])/;

function checkCurrency(row: TableRow, { open, profile, reading }: RowReading): void {
  if (open.at.currency < 0) return;
  const found = row.text(open.at.currency);
  const { code } = profile.currency;
  if (found !== code) reading.tell(row.line, "CURRENCY_MIXED", { found, expected: `'${code}' in every line` });
}

function tellKind(row: TableRow, { layout, rules }: OpenLayout, reading: TableReading): void {
  const columns = [...new Set(layout.rows.flatMap(({ where }) => [...where.keys()]))];
  const positions = new Map(
    rules.flatMap(({ where }, index) => {
      const names = [...(layout.rows[index]?.where.keys() ?? [])];
      return where.map(({ position }, place) => [names[place] ?? "", position] as const);
    }),
  );
  const found = columns.map((column) => `${column} '${row.text(positions.get(column) ?? -1)}'`).join(", ");
  const expected = `words that a rule of the layout '${layout.id}' has`;
  reading.tell(row.line, "ROW_KIND_UNKNOWN", { found, expected });
}

/** The reason that a cell gives, in its one wording; several are joined in their order. Empty when it gives none. */
function readReason(cell: string, separator: string, { silent, named }: ReasonWords): string {
  if (cell === "") return "";
  const parts = separator === "" ? [cell] : cell.split(separator);
  const reasons = parts.map(cellWords).filter((words) => words !== "" && !silent.has(words));
  return [...new Set(reasons.map((words) => named.get(words) ?? words))].join(" + ");
}
