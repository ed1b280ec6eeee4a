import type { Money } from "../model/money.ts";
import type {
  Adjustment,
  BankEntry,
  Consignment,
  CustomsRecord,
  Declaration,
  ExchangeRate,
  Payment,
  Receipt,
} from "../model/register.ts";
import { type RegisterColumn, registerChoices } from "../model/register-table.ts";
import { type RegisterCells, readTable } from "./register-cells.ts";
import { currencyOf, type RegisterDesk, readRational } from "./register-desk.ts";
import type { Shelf } from "./shelf.ts";

/** Read `consignments.csv`. */
export function readConsignments(shelf: Shelf, desk: RegisterDesk): Consignment[] {
  return readTable("consignments", shelf, desk, (cells) => {
    const date = cells.day("date");
    return {
      id: cells.words("id"),
      permit: cells.text("permit"),
      date,
      massGrams: cells.mass("mass-kg"),
      form: cells.listed("form", "form"),
      value: cells.amountIfAny("value", "currency"),
      destination: cells.text("destination"),
      declared: readDeclaration(cells),
      ...cells.row(date),
    };
  });
}

/** What the payer declared; undefined where nothing is written of it. */
function readDeclaration(cells: RegisterCells<RegisterColumn<"consignments">>): Declaration | undefined {
  const columns = ["declared-mass-kg", "declared-form", "declared-origin", "declared-paid"] as const;
  if (columns.every((column) => cells.text(column) === "")) return undefined;
  return {
    massGrams: cells.mass("declared-mass-kg"),
    form: cells.listed("declared-form", "form", "be-empty"),
    origin: cells.text("declared-origin"),
    paid: cells.amountIfAny("declared-paid", "declared-currency"),
  };
}

/** Read `receipts.csv`. */
export function readReceipts(shelf: Shelf, desk: RegisterDesk): Receipt[] {
  return readTable("receipts", shelf, desk, (cells) => {
    const date = cells.day("date");
    return {
      id: cells.words("id"),
      consignment: cells.text("consignment"),
      stream: cells.listed("stream", "stream"),
      date,
      amount: cells.amountAboveZero("amount", "currency"),
      payer: cells.text("payer"),
      ...cells.row(date),
    };
  });
}

/** Read `bank.csv`. */
export function readBankEntries(shelf: Shelf, desk: RegisterDesk): BankEntry[] {
  return readTable("bank", shelf, desk, (cells) => {
    const date = cells.day("date");
    const amount = cells.amountAboveZero("amount", "currency");
    return { id: cells.words("id"), receipt: cells.text("receipt"), date, amount, ...cells.row(date) };
  });
}

/** Read `adjustments.csv`: each row changes money or mass, not both. */
export function readAdjustments(shelf: Shelf, desk: RegisterDesk): Adjustment[] {
  return readTable("adjustments", shelf, desk, (cells) => {
    const date = cells.day("date");
    return {
      id: cells.words("id"),
      target: {
        kind: cells.choice("target", registerChoices.target),
        id: cells.words("of"),
      },
      date,
      change: readChange(cells),
      stream: cells.listed("stream", "stream", "be-empty"),
      reason: cells.listed("reason", "reason"),
      author: cells.words("author"),
      evidence: cells.text("evidence"),
      ...cells.row(date),
    };
  });
}

function readChange(cells: RegisterCells<RegisterColumn<"adjustments">>): { money: Money } | { massGrams: bigint } {
  const hasMass = cells.text("mass-kg") !== "";
  const hasMoney = cells.text("amount") !== "";
  if (hasMass === hasMoney) {
    const found = hasMass ? "both a mass and an amount" : "neither a mass nor an amount";
    cells.tell("amount", "CHANGE_UNCLEAR", { found, expected: "one of 'amount' and 'mass-kg'" });
    return { massGrams: 0n };
  }
  return hasMass ? { massGrams: cells.massChange("mass-kg") } : { money: cells.amount("amount", "currency") };
}

/** Read `payments.csv`. */
export function readPayments(shelf: Shelf, desk: RegisterDesk): Payment[] {
  return readTable("payments", shelf, desk, (cells) => {
    const date = cells.day("date");
    return {
      id: cells.words("id"),
      recipient: cells.listed("recipient", "recipient"),
      date,
      amount: cells.amountAboveZero("amount", "currency"),
      period: cells.period("period"),
      ...cells.row(date),
    };
  });
}

/** Read `customs.csv`. A record is known from the end of its period on, unless `added` says when it came in. */
export function readCustoms(shelf: Shelf, desk: RegisterDesk): CustomsRecord[] {
  return readTable("customs", shelf, desk, (cells) => {
    const period = cells.period("period");
    const importer = cells.words("importer");
    const { places } = desk.names;
    if (places !== undefined && importer !== "" && !places.has(importer)) {
      const expected = "a code under 'places' in terms.yaml";
      cells.tell("importer", "PLACE_UNKNOWN", { found: importer, expected });
    }
    return {
      id: cells.words("id"),
      importer,
      origin: cells.words("origin"),
      period,
      code: cells.words("code"),
      form: cells.listed("form", "form"),
      class: cells.words("class"),
      massGrams: cells.mass("mass-kg"),
      value: cells.amountIfAny("value", "currency"),
      consignment: cells.text("consignment"),
      ...cells.row(period.end),
    };
  });
}

/** Read `exchange-rates.csv`. */
export function readExchangeRates(shelf: Shelf, desk: RegisterDesk): ExchangeRate[] {
  return readTable("exchange-rates", shelf, desk, (cells) => {
    const date = cells.day("date");
    const [from, to] = [cells.listed("from", "currency"), cells.listed("to", "currency")];
    if (from !== "" && from === to) {
      cells.tell("to", "CURRENCY_MIXED", { found: to, expected: `another currency than '${from}'` });
    }
    const row = cells.row(date);
    const found = cells.words("rate");
    const rate = found === "" ? undefined : readRational(found, { file: row.file, faults: desk.faults }, row.line);
    if (rate === undefined) return undefined;
    if (rate.numerator <= 0n) cells.tell("rate", "NUMBER_OUT_OF_RANGE", { found, expected: "a rate above 0" });
    return { date, from: currencyOf(from, desk), to: currencyOf(to, desk), rate, ...row };
  });
}
