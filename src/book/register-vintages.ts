import type { Vintage } from "../model/register.ts";
import { checkDate } from "./claim-fields.ts";
import { readRows } from "./csv-rows.ts";
import { tell } from "./reading.ts";
import { readRegisterPeriod } from "./register-desk.ts";
import { declareOnce, type Ids, type Parsers } from "./registers.ts";
import type { Shelf } from "./shelf.ts";

/** The quarters that a book has published, each with the day whose knowledge it showed. */
export const vintagesFile = "register/vintages.csv";

const columns = { required: ["period", "as-of"], optional: ["text"] } as const;

/** Read `vintages.csv`; a row with a fault is told and left out. */
export function readVintages(shelf: Shelf, parsers: Parsers): Vintage[] {
  const file = vintagesFile;
  const { faults } = shelf;
  const text = shelf.text(file);
  const vintages: Vintage[] = [];
  const known: Ids = new Map();
  if (text === undefined) return vintages;
  readRows(text, columns, { file, faults }, (row, line, at) => {
    const before = faults.length;
    const cell = (column: keyof typeof at) => (row[at[column]] ?? "").trim();
    for (const column of columns.required) {
      if (cell(column) !== "") continue;
      tell({ file, faults }, line, "CELL_EMPTY", { found: column, expected: "something in every row" });
    }
    const asOf = cell("as-of");
    if (asOf !== "") checkDate(asOf, { file, faults }, line);
    const period =
      cell("period") === "" ? undefined : readRegisterPeriod(cell("period"), parsers, { file, faults }, line);
    if (period !== undefined && asOf !== "" && asOf < period.start) {
      const expected = `a day on or after ${period.start}, on which the period begins`;
      tell({ file, faults }, line, "DATE_REVERSED", { found: `a knowledge of ${asOf}`, expected });
    }
    if (faults.length === before) declareOnce(known, `${cell("period")} as of ${asOf}`, { file, faults }, line);
    if (period !== undefined && faults.length === before) {
      vintages.push({ period, asOf, text: cell("text"), file, line, added: asOf });
    }
  });
  return vintages;
}
