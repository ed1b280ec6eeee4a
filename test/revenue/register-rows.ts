import type { Currency, Money } from "../../src/model/money.ts";
import { parsePeriod } from "../../src/model/period.ts";
import { makeRational, parseRational } from "../../src/model/rational.ts";
import type {
  Adjustment,
  AllocationFormula,
  AllocationShare,
  BankEntry,
  Consignment,
  CustomsRecord,
  ExchangeRate,
  LevyRate,
  Objection,
  ObjectionDecision,
  Payment,
  Permit,
  Receipt,
  Register,
  RegisterTerms,
} from "../../src/model/register.ts";

export const eur: Currency = { code: "EUR", decimals: 2 };
export const jpy: Currency = { code: "JPY", decimals: 0 };

export function euros(minorUnits: bigint): Money {
  return { minorUnits, currency: eur };
}

const whole = makeRational(1n);

export const terms: RegisterTerms = {
  levels: ["office"],
  currency: eur,
  streams: new Map([["levy", { id: "levy", name: { en: "Levy" }, gfsCode: "1152E1" }]]),
  forms: new Map([
    ["oxide", { low: whole, high: whole }],
    ["concentrate", { low: parseRational("0.8"), high: parseRational("0.9") }],
  ]),
  reasons: new Map([["typing", { en: "Typing error" }]]),
  recipients: new Map(),
  origins: ["varda"],
  dueDays: 30,
  windowDays: { payment: 30, transit: 20 },
  exchangeDays: 7,
};

let line = 1;
/** A place of its own for every row, and the day on which it entered the book. */
function row(file: string, added: string) {
  line += 1;
  return { file, line, added };
}

const noRows: Register = {
  terms,
  permits: [],
  objections: [],
  levies: [],
  consignments: [],
  receipts: [],
  bankEntries: [],
  adjustments: [],
  formulas: [],
  payments: [],
  customs: [],
  exchangeRates: [],
  vintages: [],
};

export function makeRegister(rows: Partial<Register>): Register {
  return { ...noRows, ...rows };
}

/** A permit that its one level granted on its first day. */
export function permit(id: string, { from = "2025-01-01", ...rest }: Partial<Permit> & { from?: string } = {}): Permit {
  return {
    ...row("permits.csv", from),
    id,
    holder: `Holder of ${id}`,
    place: "north",
    commodity: "varite",
    class: "clay",
    terms: [{ ...row("permits.csv", from), from, to: undefined }],
    releases: [{ ...row("permits.csv", from), date: from, level: "office", kind: "grant", text: "" }],
    ...rest,
  };
}

/** So many minor units of euros on a tonne. */
export function levy(id: string, perTonne: bigint, rest: Partial<Omit<LevyRate, "base">> = {}): LevyRate {
  return { ...makeRate(id), ...rest, base: "mass", perTonne: euros(perTonne) };
}

/** A share of the value, in a stream of its own. */
export function royalty(id: string, part: string, rest: Partial<Omit<LevyRate, "base">> = {}): LevyRate {
  return { ...makeRate(id), stream: "royalty", ...rest, base: "value", share: parseRational(part) };
}

function makeRate(id: string) {
  return {
    ...row("levies.yaml", "2025-01-01"),
    id,
    stream: "levy",
    class: "clay",
    from: "2025-01-01",
    to: undefined,
    rounding: "half-even",
    legalSource: "Order 1",
    claims: [],
  } as const;
}

export function consignment(id: string, date: string, kilograms: bigint, rest: Partial<Consignment> = {}): Consignment {
  return {
    ...row("consignments.csv", date),
    id,
    permit: "p",
    date,
    massGrams: kilograms * 1000n,
    form: "oxide",
    value: "not-collected",
    destination: "ostelund",
    declared: undefined,
    ...rest,
  };
}

export function receipt(id: string, date: string, minorUnits: bigint, rest: Partial<Receipt> = {}): Receipt {
  return {
    ...row("receipts.csv", date),
    id,
    consignment: "c",
    stream: "levy",
    date,
    amount: euros(minorUnits),
    payer: "Payer",
    ...rest,
  };
}

export function bankEntry(id: string, date: string, minorUnits: bigint, rest: Partial<BankEntry> = {}): BankEntry {
  return { ...row("bank.csv", date), id, receipt: "r", date, amount: euros(minorUnits), ...rest };
}

export function objection(
  id: string,
  date: string,
  decision?: Pick<ObjectionDecision, "date" | "outcome">,
  rest: Partial<Objection> = {},
): Objection {
  const decided = decision && { ...row("objections.csv", decision.date), ...decision };
  return { ...row("objections.csv", date), id, permit: "p", date, decision: decided, text: "", ...rest };
}

export function adjustment(
  id: string,
  date: string,
  rest: Pick<Adjustment, "target" | "change"> & Partial<Adjustment>,
) {
  return {
    ...row("adjustments.csv", date),
    id,
    date,
    stream: rest.target.kind === "consignment" ? "levy" : "",
    reason: "typing",
    author: "registrar",
    evidence: "minutes",
    ...rest,
  } satisfies Adjustment;
}

export function share(recipient: string, part: string, rest: Partial<AllocationShare> = {}): AllocationShare {
  const { line: at } = row("allocations.yaml", "");
  return { recipient, share: parseRational(part), floor: undefined, cap: undefined, line: at, ...rest };
}

export function formula(id: string, vertical: readonly AllocationShare[], rest: Partial<AllocationFormula> = {}) {
  return {
    ...row("allocations.yaml", "2025-01-01"),
    id,
    from: "2025-01-01",
    to: undefined,
    approvedBy: "Assembly",
    streams: ["levy"],
    earmarks: [],
    vertical,
    horizontal: [],
    tie: "id",
    ...rest,
  } satisfies AllocationFormula;
}

export function payment(id: string, recipient: string, minorUnits: bigint, rest: Partial<Payment> = {}): Payment {
  const date = "2025-04-15";
  const period = parsePeriod("2025-Q1");
  return { ...row("payments.csv", date), id, recipient, date, amount: euros(minorUnits), period, ...rest };
}

export function customs(
  id: string,
  month: string,
  kilograms: bigint,
  rest: Partial<CustomsRecord> = {},
): CustomsRecord {
  return {
    ...row("customs.csv", "2025-06-01"),
    id,
    importer: "ostelund",
    origin: "varda",
    period: parsePeriod(month),
    code: "284690",
    form: "oxide",
    class: "clay",
    massGrams: kilograms * 1000n,
    value: "not-published",
    consignment: "",
    ...rest,
  };
}

export function exchangeRate(date: string, rate: string, rest: Partial<ExchangeRate> = {}): ExchangeRate {
  return { ...row("exchange-rates.csv", date), date, from: eur, to: jpy, rate: parseRational(rate), ...rest };
}
