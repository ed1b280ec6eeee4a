import type { Register } from "../model/register.ts";
import { type RegisterTable, registerTables } from "../model/register-table.ts";
import { tell } from "./reading.ts";
import { readFormulas } from "./register-allocations.ts";
import { fileOfTable, type PlaceOf, type RegisterDesk, type RegisterNames } from "./register-desk.ts";
import { readLevies } from "./register-levies.ts";
import { readObjections, readPermits } from "./register-permits.ts";
import {
  readAdjustments,
  readBankEntries,
  readConsignments,
  readCustoms,
  readExchangeRates,
  readPayments,
  readReceipts,
} from "./register-records.ts";
import { readRegisterTerms } from "./register-terms.ts";
import { readVintages, vintagesFile } from "./register-vintages.ts";
import type { Parsers } from "./registers.ts";
import type { Shelf } from "./shelf.ts";

const termsFile = "register/terms.yaml";

/**
 * Read `register/`: undefined where a book has none, or where its terms.yaml cannot be read. Each fault is told; a row with a fault
 * is left out, and all others are kept. What two rows say together is not checked here.
 */
export function readRegister(
  shelf: Shelf,
  { names, parsers, placeOf = placeInTable }: { names: RegisterNames; parsers: Parsers; placeOf?: PlaceOf },
): Register | undefined {
  const paths = shelf.paths("register/", "");
  if (paths.length === 0) return undefined;
  tellStrays(paths, shelf);
  const { faults } = shelf;
  const before = faults.length;
  const found = shelf.read(termsFile, readRegisterTerms);
  const read = faults.length > before ? undefined : found;
  const desk: RegisterDesk = { faults, read, names, parsers, placeOf, days: new Set(), words: new Map() };
  const rows = {
    permits: readPermits(shelf, desk),
    objections: readObjections(shelf, desk),
    levies: shelf.read("register/levies.yaml", (node, reading) => readLevies(node, reading, desk)) ?? [],
    consignments: readConsignments(shelf, desk),
    receipts: readReceipts(shelf, desk),
    bankEntries: readBankEntries(shelf, desk),
    adjustments: readAdjustments(shelf, desk),
    formulas: shelf.read("register/allocations.yaml", (node, reading) => readFormulas(node, reading, desk)) ?? [],
    payments: readPayments(shelf, desk),
    customs: readCustoms(shelf, desk),
    exchangeRates: readExchangeRates(shelf, desk),
    vintages: readVintages(shelf, parsers),
  };
  return read === undefined ? undefined : { terms: read.terms, ...rows };
}

/** A table of a book stands where its file says. */
function placeInTable(table: RegisterTable, line: number): { file: string; line: number } {
  return { file: fileOfTable(table), line };
}

/** Without its terms a register means nothing; a file that is none of it would be lost in silence. */
function tellStrays(paths: readonly string[], { faults }: Shelf): void {
  const names = Object.keys(registerTables).map((table) => `register/${table}.csv`);
  const known = [termsFile, "register/levies.yaml", "register/allocations.yaml", vintagesFile, ...names];
  for (const path of paths) {
    if (known.includes(path)) continue;
    const expected = known.map((name) => name.slice("register/".length)).join(", ");
    tell({ file: path, faults }, 0, "FILE_UNEXPECTED", { found: path.slice("register/".length), expected });
  }
  if (paths.includes(termsFile)) return;
  const expected = "the choices that a register is read by, see docs/concepts/register.md";
  tell({ file: termsFile, faults }, 0, "FILE_MISSING", { file: termsFile, expected });
}
