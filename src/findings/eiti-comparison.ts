import type { EitiSummary } from "../model/eiti-summary.ts";
import { type Money, roundMoney } from "../model/money.ts";

/** What the government received of a stream (part 4) beside what companies paid of it (part 5), in one currency. */
export type EitiComparison = {
  readonly stream: string;
  readonly entity: string;
  /** ISO code; empty where all the amounts are missing. */
  readonly currency: string;
  readonly gfsCode: string;
  /** Undefined where the part has no amount of the stream at all. */
  readonly government: Money | undefined;
  readonly company: Money | undefined;
  /** Government less company; undefined where one of them is. */
  readonly difference: Money | undefined;
  /** Rows that add nothing because their amount is missing, or because it was paid in goods. */
  readonly missing: { readonly government: number; readonly company: number; readonly inKind: number };
};

/** Names in part 5 that part 3 or 4 does not list, each once. */
export type EitiUnlisted = {
  readonly companies: readonly string[];
  readonly agencies: readonly string[];
  readonly projects: readonly string[];
  readonly streams: readonly string[];
};

/** Hold part 4 of a Summary Data file against its part 5, by stream, agency and currency; ordered by these. */
export function compareEiti({ revenues, payments }: EitiSummary): EitiComparison[] {
  const open = new Map<string, OpenComparison>();
  const openOf = (stream: string, entity: string, currency: string) => {
    const key = JSON.stringify([stream, entity, currency]);
    const known = open.get(key) ?? { stream, entity, currency, gfsCode: "", sums: {}, missing: [0, 0, 0] };
    open.set(key, known);
    return known;
  };
  for (const { stream, entity, value, gfsCode } of revenues) {
    const line = openOf(stream, entity, codeOf(value));
    if (gfsCode !== "") line.gfsCode = gfsCode;
    if (typeof value === "string") line.missing[0] += 1;
    else line.sums.government = addMoney(line.sums.government, value);
  }
  for (const { stream, entity, value, isInKind } of payments) {
    const line = openOf(stream, entity, codeOf(value));
    if (isInKind) line.missing[2] += 1;
    else if (typeof value === "string") line.missing[1] += 1;
    else line.sums.company = addMoney(line.sums.company, value);
  }
  return [...open].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => close(line));
}

type OpenComparison = Pick<EitiComparison, "stream" | "entity" | "currency"> & {
  gfsCode: string;
  readonly sums: { government?: Money; company?: Money };
  /** Of the government, of companies, and in kind. */
  readonly missing: [number, number, number];
};

function close({ sums: { government, company }, missing, ...line }: OpenComparison): EitiComparison {
  const [ofGovernment, ofCompanies, inKind] = missing;
  const difference = government && company && addMoney(government, { ...company, minorUnits: -company.minorUnits });
  return {
    ...line,
    government,
    company,
    difference,
    missing: { government: ofGovernment, company: ofCompanies, inKind },
  };
}

function codeOf(value: Money | string): string {
  return typeof value === "string" ? "" : value.currency.code;
}

/** The sum, counted as finely as the finer of the two: nothing is rounded. */
function addMoney(sum: Money | undefined, amount: Money): Money {
  if (sum === undefined) return amount;
  const decimals = Math.max(sum.currency.decimals, amount.currency.decimals);
  const { minorUnits, currency } = roundMoney(sum, decimals);
  return { minorUnits: minorUnits + roundMoney(amount, decimals).minorUnits, currency };
}

/** What part 5 names and parts 3 and 4 do not; a part that lists nothing at all is not held against it. */
export function findUnlisted({ agencies, companies, projects, revenues, payments }: EitiSummary): EitiUnlisted {
  const missing = (names: readonly string[], listed: readonly string[]) => {
    const known = new Set(listed);
    if (known.size === 0) return [];
    return [...new Set(names.filter((name) => name !== "" && !known.has(name)))].sort();
  };
  return {
    companies: missing(
      payments.map(({ company }) => company),
      companies.map(({ name }) => name),
    ),
    agencies: missing(
      payments.map(({ entity }) => entity),
      agencies.map(({ name }) => name),
    ),
    projects: missing(
      payments.map(({ project }) => project),
      projects.map(({ name }) => name),
    ),
    streams: missing(
      payments.map(({ stream }) => stream),
      revenues.map(({ stream }) => stream),
    ),
  };
}
