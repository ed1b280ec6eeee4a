import { readRegister } from "../src/book/register.ts";
import { makeParsers } from "../src/book/registers.ts";
import { makeShelf } from "../src/book/shelf.ts";
import type { LevyRate } from "../src/model/register.ts";
import { columnsOfTable, type RegisterTable } from "../src/model/register-table.ts";
import { writeCsv } from "../src/report/csv.ts";
import { levyOf } from "../src/revenue/assess.ts";
import { makeRandom } from "./random.ts";
import { inventAfterwards } from "./register-afterwards.ts";
import { dateOf, dayOf } from "./register-calendar.ts";
import { type InventedPermit, inventPermits } from "./register-permits.ts";
import { writeUnits } from "./write-units.ts";

/** How large an invented register is. */
export type RegisterSize = { readonly permits: number; readonly consignments: number; readonly seed: number };

/** A row of a table, by column. */
export type InventedRow = Readonly<Record<string, string>>;

/** The rows of every table, as they come. */
export type InventedRows = { readonly [Table in RegisterTable]: InventedRow[] };

/** A lot, and what is true of it whatever is written. */
export type InventedLot = {
  readonly id: string;
  readonly day: number;
  readonly permit: InventedPermit;
  readonly grams: bigint;
  readonly form: string;
  readonly destination: string;
  readonly declaredOrigin: string;
};

/** A file of a book's folder. */
type GivenFile = { readonly path: string; readonly bytes: Uint8Array };

/**
 * The tables of an invented register by the path of their files: permits, lots, receipts and all that goes wrong with them. `given`
 * are its terms.yaml and levies.yaml, from which the levies are computed that payers pay.
 */
export function generateRegister(size: RegisterSize, given: readonly GivenFile[]): ReadonlyMap<string, string> {
  const names = { places: undefined, commodities: undefined, claims: undefined };
  const read = readRegister(makeShelf(given, []), { names, parsers: makeParsers() });
  const random = makeRandom(size.seed);
  const { permits, rows, objections } = inventPermits(size.permits, random);
  const tables: InventedRows = {
    permits: [...rows],
    objections: [...objections],
    consignments: [],
    receipts: [],
    bank: [],
    adjustments: [],
    payments: [],
    customs: [],
    "exchange-rates": inventRates(random),
  };
  const lots = inventLots(size, permits, random);
  for (const lot of lots) addConsignment(lot, { tables, levies: read?.levies ?? [], random });
  inventAfterwards(tables, lots, random);
  const texts = Object.entries(tables).map(([table, found]) => [`register/${table}.csv`, write(table, found)] as const);
  return new Map(texts);
}

function isTable(name: string, tables: readonly string[]): name is RegisterTable {
  return tables.includes(name);
}

function write(name: string, rows: readonly InventedRow[]): string {
  if (!isTable(name, tableNames)) return "";
  const columns = columnsOfTable(name).map((column) => ({ name: column.name }));
  return writeCsv<InventedRow>(columns, rows);
}

const tableNames = [
  "permits",
  "objections",
  "consignments",
  "receipts",
  "bank",
  "adjustments",
  "payments",
  "customs",
  "exchange-rates",
];

const [first, last] = [dayOf("2024-01-08"), dayOf("2025-03-31")];

/** A rate every Monday, wandering a little. */
function inventRates(random: () => number): InventedRow[] {
  const rows: InventedRow[] = [];
  let rate = 0.42;
  for (let day = first; day <= last + 91; day += 7) {
    rate *= 0.985 + 0.03 * random();
    rows.push({ date: dateOf(day), from: "XXX", to: "XTS", rate: rate.toFixed(4) });
  }
  return rows;
}

function inventLots(
  { consignments }: RegisterSize,
  permits: readonly InventedPermit[],
  random: () => number,
): InventedLot[] {
  const days = Array.from({ length: consignments }, () => first + Math.floor(random() * (last - first + 1))).sort(
    (a, b) => a - b,
  );
  const digits = Math.max(5, String(consignments).length);
  return days.map((day, index) => {
    const open = permits.filter((permit) => permit.first <= day && day <= permit.last);
    const permit = open[Math.floor(random() * open.length)] ?? permits[0];
    if (permit === undefined) throw new Error("a register needs a permit");
    const kilograms = permit.class === "open-pit" ? 300 + 600 * random() : 700 + 900 * random();
    const form = random() < 0.8 ? "concentrate" : random() < 0.6 ? "oxide" : "carbonate";
    return {
      id: `C-${String(index + 1).padStart(digits, "0")}`,
      day,
      permit,
      grams: BigInt(Math.round(kilograms * 2)) * 500n,
      form,
      destination: random() < 0.72 ? "ostelund" : "brevonia",
      declaredOrigin: random() < 0.03 ? "tarn" : "varda",
    };
  });
}

type Desk = { readonly tables: InventedRows; readonly levies: readonly LevyRate[]; readonly random: () => number };

function addConsignment(lot: InventedLot, desk: Desk): void {
  const { tables, levies, random } = desk;
  const { id, day, permit, grams, form, destination } = lot;
  const date = dateOf(day);
  const mass = random() < 0.015 ? "not-collected" : writeUnits(grams, 3);
  const price = 24 + 9 * random();
  const value =
    random() < 0.02 ? "withheld" : random() < 0.03 ? "not-collected" : (price * Number(grams / 1000n)).toFixed(2);
  const declared = declare(lot, random);
  const isUnstated = random() < 0.01;
  const currency = /^[0-9]/.test(value) ? "XXX" : "";
  const units = currency === "" ? undefined : BigInt(value.replace(".", ""));
  const paid = payLevies(lot, { ...desk, levies }, units);
  tables.consignments.push({
    id,
    permit: isUnstated ? "" : permit.id,
    date,
    "mass-kg": mass,
    form,
    value,
    currency,
    destination,
    ...(declared === undefined ? {} : { ...declared, ...declarePaid(paid, random) }),
    added: dateOf(day + lag(random)),
  });
}

/** Most rows are entered within days; some lie about for months, and make an old quarter look different afterwards. */
function lag(random: () => number): number {
  return random() < 0.02 ? 40 + Math.floor(60 * random()) : Math.floor(5 * random());
}

function declare({ grams, form, declaredOrigin }: InventedLot, random: () => number): InventedRow | undefined {
  if (random() < 0.04) return undefined;
  const understated = BigInt(Math.round(95 - 25 * random()));
  const mass = random() < 0.05 ? (grams * understated) / 100n : grams;
  const misnamed = random() < 0.01 ? "carbonate" : form;
  return { "declared-mass-kg": writeUnits(mass, 3), "declared-form": misnamed, "declared-origin": declaredOrigin };
}

function declarePaid(paid: bigint, random: () => number): InventedRow {
  if (random() < 0.03) return { "declared-paid": "not-collected" };
  return { "declared-paid": writeUnits(paid, 2), "declared-currency": "XXX" };
}

/** Pay what is due, or late, in part, twice or not at all. Returns what the payer believes that it paid. */
function payLevies(lot: InventedLot, { tables, levies, random }: Desk, value: bigint | undefined): bigint {
  const date = dateOf(lot.day);
  let paid = 0n;
  for (const rate of levies) {
    const isInForce =
      rate.from <= date && (rate.to === undefined || date <= rate.to) && rate.class === lot.permit.class;
    if (!isInForce) continue;
    const money =
      value === undefined ? ("unknown" as const) : { minorUnits: value, currency: { code: "XXX", decimals: 2 } };
    const due = levyOf(rate, { massGrams: lot.grams, value: money });
    if (typeof due === "string" || due.minorUnits === 0n) continue;
    const fate = random();
    if (fate < 0.06) continue;
    const day = lot.day + (fate < 0.14 ? 31 + Math.floor(50 * random()) : 1 + Math.floor(28 * random()));
    const part = fate > 0.98 ? (due.minorUnits * 3n) / 5n : due.minorUnits;
    addReceipt(lot, { stream: rate.stream, day, units: part }, { tables, random });
    if (fate > 0.965 && fate < 0.975)
      addReceipt(lot, { stream: rate.stream, day: day + 6, units: part }, { tables, random });
    paid += due.minorUnits;
  }
  return paid;
}

type Paying = { readonly stream: string; readonly day: number; readonly units: bigint };

function addReceipt(
  lot: InventedLot,
  { stream, day, units }: Paying,
  { tables, random }: Pick<Desk, "tables" | "random">,
): void {
  const isForeign = random() < 0.03;
  const rate = tables["exchange-rates"].findLast((row) => (row.date ?? "") <= dateOf(day))?.rate ?? "1";
  const amount = isForeign ? (units * BigInt(Math.round(Number(rate) * 10_000))) / 10_000n : units;
  const id = `R-${String(tables.receipts.length + 1).padStart(5, "0")}`;
  const currency = isForeign ? "XTS" : "XXX";
  tables.receipts.push({
    id,
    consignment: random() < 0.005 ? "" : lot.id,
    stream,
    date: dateOf(day),
    amount: writeUnits(amount, 2),
    currency,
    payer: lot.permit.holder,
    added: dateOf(day + lag(random)),
  });
  if (random() < 0.03) return;
  const arrived = dateOf(day + 1 + Math.floor(4 * random()));
  const bank = `B-${String(tables.bank.length + 1).padStart(5, "0")}`;
  tables.bank.push({ id: bank, receipt: id, date: arrived, amount: writeUnits(amount, 2), currency, added: arrived });
}
