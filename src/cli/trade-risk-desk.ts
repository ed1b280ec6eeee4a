import { type Fault, type FaultCode, type FaultDetails, LodebookError, makeFault } from "../model/fault.ts";
import type { FlowStore } from "../tables/flow-store.ts";
import type { FlowSums } from "../tables/sum-flows.ts";
import type { TradeMethod } from "./trade-method.ts";
import { materialLabel, type RiskTables } from "./trade-risk-tables.ts";

/** Whose risk is asked for, of when. */
export type RiskQuestion = {
  readonly years: readonly number[];
  /** A code of a country or a group, or `all`. */
  readonly importer: string;
  readonly files: { readonly flows: string; readonly governance: string };
};

/** Everything that a method computes from; countries are places in one list. */
export type RiskDesk = {
  readonly method: TradeMethod;
  readonly tables: RiskTables;
  readonly years: readonly number[];
  readonly countries: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
  /** Names of the rows of the materials. */
  readonly labels: readonly string[];
  /** Trade of each row of the materials by year, with all importers: what one exports stands there too. */
  readonly flows: FlowSums;
  readonly currency: string;
  /** Places of the countries asked for, all when undefined, and the groups asked for with the places of their members. */
  readonly importers: readonly number[] | undefined;
  readonly groups: ReadonlyMap<string, readonly number[]>;
};

/** Sum the flows and check that they answer the question; throws every reason why they do not. */
export async function openRiskDesk(
  store: FlowStore,
  { method, tables, question }: { method: TradeMethod; tables: RiskTables; question: RiskQuestion },
  warn: (words: string) => void,
): Promise<RiskDesk> {
  const contents = await store.contents();
  const members = [...tables.groups.values()].flat();
  const producing = tables.production.map(({ country }) => country);
  const governed = tables.governance.map(({ country }) => country);
  const countries = [...new Set([...contents.countries, ...producing, ...governed, ...members])].sort(byCode);
  const placeOf = new Map(countries.map((country, place) => [country, place]));
  const known = new Set([...contents.countries, ...producing, ...members]);
  const faults = [
    ...yearFaults(question, contents.years, tables),
    ...importerFaults(question.importer, known, tables.groups),
  ];
  if (faults.length > 0) throw new LodebookError(faults);
  warnOfCodes(tables, contents.codes, question.files.flows, warn);
  warnOfErrors(tables, question, warn);
  const flows = await store.sum({
    codes: tables.materials.flatMap(({ codes }, into) => codes.map((code) => ({ code, into }))),
    countries: new Map(contents.countries.map((country) => [country, placeOf.get(country) ?? -1])),
    years: question.years,
    by: "year",
  });
  const labels = tables.materials.map((row) => materialLabel(row, tables.materials));
  refuseMixed(flows, { countries, labels, file: question.files.flows });
  const currency = store.source()?.currency ?? "";
  return {
    ...{ method, tables, years: question.years, countries, placeOf, labels, flows, currency },
    ...choose(question.importer, tables.groups, placeOf),
  };
}

/** Codes are text; those of digits alone stand in the order of their numbers. */
function byCode(one: string, other: string): number {
  const [a, b] = [Number(one), Number(other)];
  if (Number.isFinite(a) && Number.isFinite(b) && a !== b) return a - b;
  return one < other ? -1 : one > other ? 1 : 0;
}

function yearFaults({ years, files }: RiskQuestion, traded: readonly number[], { governance }: RiskTables): Fault[] {
  const rated = new Set(governance.filter(({ estimate }) => estimate !== undefined).map(({ year }) => year));
  const spans = (known: Iterable<number>) => [...known].sort((a, b) => a - b).join(", ") || "any year";
  return years.flatMap((year) => [
    ...(traded.includes(year)
      ? []
      : [fault("FLOWS_YEAR_MISSING", { found: year, expected: `one of ${spans(traded)}` }, files.flows)]),
    ...(rated.has(year)
      ? []
      : [fault("GOVERNANCE_YEAR_MISSING", { found: year, expected: `one of ${spans(rated)}` }, files.governance)]),
  ]);
}

function importerFaults(importer: string, known: ReadonlySet<string>, groups: RiskTables["groups"]): Fault[] {
  if (importer === "all" || known.has(importer) || groups.has(importer)) return [];
  const expected = "all, or a code that the flows, the production or the groups have";
  return [fault("IMPORTER_UNKNOWN", { found: importer, expected })];
}

function warnOfCodes(
  { materials }: RiskTables,
  codes: readonly string[],
  file: string,
  warn: (words: string) => void,
): void {
  const traded = new Set(codes);
  for (const row of materials) {
    const absent = row.codes.filter((code) => !traded.has(code));
    if (absent.length > 0) warn(`${materialLabel(row, materials)}: ${file} has no flow of ${absent.join(", ")}`);
  }
}

function warnOfErrors({ governance }: RiskTables, { years, files }: RiskQuestion, warn: (words: string) => void): void {
  const bare = governance.filter(
    ({ year, estimate, standardError }) =>
      years.includes(year) && estimate !== undefined && standardError === undefined,
  );
  if (bare.length === 0) return;
  warn(
    `${files.governance}: ${bare.length} estimates without standard error are taken as exact; intervals are too narrow`,
  );
}

/** A year that stands beside its own months would be counted twice. */
function refuseMixed(
  { rows, mixed, into, period, importer }: FlowSums,
  { countries, labels, file }: { countries: readonly string[]; labels: readonly string[]; file: string },
): void {
  const found = new Set<string>();
  for (let row = 0; row < rows; row += 1) {
    if (mixed[row] !== 1) continue;
    const country = countries[importer[row] ?? -1];
    found.add(`months and the whole of ${period[row]} for importer ${country}, ${labels[into[row] ?? -1]}`);
  }
  if (found.size === 0) return;
  const expected = "months or whole years, because their sum counts trade twice";
  throw new LodebookError([...found].map((words) => fault("PERIODS_MIXED", { found: words, expected }, file)));
}

function choose(
  importer: string,
  groups: RiskTables["groups"],
  placeOf: ReadonlyMap<string, number>,
): Pick<RiskDesk, "importers" | "groups"> {
  const placesOf = (codes: readonly string[]) => codes.map((code) => placeOf.get(code) ?? -1);
  const all = new Map([...groups].map(([group, members]) => [group, placesOf(members)]));
  if (importer === "all") return { importers: undefined, groups: all };
  const members = all.get(importer);
  if (members !== undefined) return { importers: [], groups: new Map([[importer, members]]) };
  return { importers: placesOf([importer]), groups: new Map() };
}

function fault(code: FaultCode, details: FaultDetails, file = ""): Fault {
  return makeFault(code, details, file);
}
