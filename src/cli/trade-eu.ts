import { lodebookError } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { type EuDraws, type EuEstimate, type EuProducer, openEuDraws } from "../trade/eu-draws.ts";
import { type EuRiskCell, euRiskCell } from "../trade/eu-risk-cell.ts";
import { worstStage } from "../trade/eu-supply-risk.ts";
import type { MissingIndex } from "../trade/risk-types.ts";
import type { RiskDesk } from "./trade-risk-desk.ts";
import { findProducers } from "./trade-risk-tables.ts";

/** The EU's supply risk of a material for one importer, at the stage that counts. */
export type EuRow = Omit<EuRiskCell, "unrated"> & {
  readonly material: string;
  readonly importer: string;
  readonly year: number;
  /** The stage with the largest risk; absent where the materials name none. */
  readonly stage?: string;
  /** Each stage apart, where there are several. */
  readonly stages?: readonly { readonly stage: string; readonly supplyRisk: number | MissingIndex }[];
  /** The column of the governance file that was taken for the mean of the six indicators. */
  readonly governance: string;
  /** Every trade parameter: no file says one. */
  readonly tradeParameter: number;
  readonly missing?: {
    readonly quantityRows: number;
    readonly governance: readonly string[];
    readonly production: readonly string[];
  };
};

/** Supply risk by the EU's method of every cell that was asked for. */
export function computeEuRisk(desk: RiskDesk, warn: (words: string) => void): EuRow[] {
  warn(`governance: '${desk.tables.governanceColumn}' is taken for the mean of the six indicators`);
  return desk.years.flatMap((year) => {
    const governance = governanceOf(desk, year);
    const { countries, method } = desk;
    const draws = openEuDraws({ countries, year, governance, seed: method.seed, count: method.draws });
    const worlds = desk.tables.materials.map((_, place) => worldOf(desk, { place, year, governance, draws }, warn));
    const names = [...new Set(desk.tables.materials.map(({ material }) => material))];
    return names.flatMap((name) => {
      const stages = worlds.filter(({ place }) => desk.tables.materials[place]?.material === name);
      return importersOf(desk).flatMap((importer) => rowOf(desk, name, importer, stages) ?? []);
    });
  });
}

function governanceOf({ tables, placeOf }: RiskDesk, year: number): ReadonlyMap<number, EuEstimate> {
  const found = new Map<number, EuEstimate>();
  for (const row of tables.governance) {
    if (row.year !== year || row.estimate === undefined) continue;
    found.set(placeOf.get(row.country) ?? -1, { estimate: row.estimate, standardError: row.standardError ?? 0 });
  }
  return found;
}

/** One row of the materials in one year: what the world makes, and who trades it. */
type World = {
  readonly place: number;
  readonly year: number;
  readonly governance: ReadonlyMap<number, EuEstimate>;
  readonly draws: EuDraws;
  readonly production: readonly EuProducer[];
  /** Producers whose figure is not published: they are in no share. */
  readonly unpublished: readonly string[];
  /** The stretch of the flows. */
  readonly start: number;
  readonly end: number;
};

function worldOf(
  desk: RiskDesk,
  given: Pick<World, "place" | "year" | "governance" | "draws">,
  warn: (words: string) => void,
): World {
  const { place, year } = given;
  const row = desk.tables.materials[place];
  if (row === undefined) throw lodebookError("INTERNAL", { found: `no material ${place}` });
  const { producers, unpublished, why } = findProducers(desk.tables, row, year, desk.method.productionDeviation);
  const label = `${desk.labels[place]}, ${year}`;
  if (why !== undefined) warn(`${label}: ${why}: the world's supply is not used`);
  if (unpublished.length > 0)
    warn(`${label}: the production of ${unpublished.join(", ")} is not published and in no share`);
  const production = producers.map(({ country, ...made }) => ({ country: desk.placeOf.get(country) ?? -1, ...made }));
  const isHere = (at: number) => desk.flows.into[at] === place && desk.flows.period[at] === year;
  let start = 0;
  while (start < desk.flows.rows && !isHere(start)) start += 1;
  let end = start;
  while (end < desk.flows.rows && isHere(end)) end += 1;
  return { ...given, production, unpublished, start, end };
}

type Importer = { readonly code: string; readonly members: ReadonlySet<number> };

function importersOf({ countries, importers, groups }: RiskDesk): Importer[] {
  const asked = importers ?? [...countries.keys()];
  return [
    ...asked.map((country) => ({ code: countries[country] ?? "", members: new Set([country]) })),
    ...[...groups].map(([code, members]) => ({ code, members: new Set(members) })),
  ];
}

type Stage = EuRiskCell & {
  readonly stage: string;
  readonly quantityRows: number;
  readonly unpublished: readonly string[];
};

/** Undefined for an importer that neither imports nor makes the material. */
function rowOf(desk: RiskDesk, material: string, importer: Importer, worlds: readonly World[]): EuRow | undefined {
  const stages = worlds.flatMap((world) => stageOf(desk, importer, world) ?? []);
  const [first] = stages;
  const year = worlds[0]?.year;
  if (first === undefined || year === undefined) return undefined;
  // A risk that is not known may be as large as its bound: a known one below that is not surely the worst.
  const worst =
    stages[worstStage(stages.map((cell, at) => ({ at, supplyRisk: upperOf(cell.supplyRisk) }))).at] ?? first;
  const { stage, quantityRows, unrated, unpublished, ...cell } = worst;
  const isIncomplete = quantityRows > 0 || unrated.length > 0 || unpublished.length > 0;
  return {
    ...{ material, importer: importer.code, year },
    ...(stage === "" ? {} : { stage }),
    ...cell,
    supplyRisk: withFloor(worst.supplyRisk, stages),
    ...(stages.length > 1 ? { stages: stages.map(({ stage, supplyRisk }) => ({ stage, supplyRisk })) } : {}),
    ...{ governance: desk.tables.governanceColumn, tradeParameter: 1 },
    ...(isIncomplete ? { missing: { quantityRows, governance: unrated, production: unpublished } } : {}),
  };
}

function stageOf(desk: RiskDesk, importer: Importer, world: World): Stage | undefined {
  const row = desk.tables.materials[world.place];
  if (row === undefined) return undefined;
  const trade = tradeOf(desk, importer, world);
  const isMaker = world.production.some(({ country, tonnes }) => tonnes > 0 && importer.members.has(country));
  if (trade.rows === 0 && !isMaker) return undefined;
  const { unpublished } = world;
  // What the importer itself makes is not known: neither is its own supply, and the world's is used alone.
  const isKnown = !unpublished.some((country) => importer.members.has(desk.placeOf.get(country) ?? -1));
  const cell = euRiskCell({
    countries: desk.countries,
    what: desk.labels[world.place] ?? "",
    production: world.production,
    imports: isKnown ? [...trade.imports].map(([country, tonnes]) => ({ country, tonnes })) : [],
    members: isKnown ? importer.members : new Set(),
    exportTonnes: trade.exportTonnes,
    governance: world.governance,
    importReliance: row.importReliance,
    endOfLifeRecycling: row.endOfLife,
    substitution: row.substitution,
    level: desk.method.level,
    draws: world.draws,
  });
  return { ...cell, stage: row.stage, quantityRows: trade.quantityRows, unpublished };
}

/** Trade across the importer's border: what members sell each other is neither import nor export. */
function tradeOf({ flows }: RiskDesk, { members }: Importer, { start, end }: World) {
  const imports = new Map<number, number>();
  let [rows, quantityRows, exportTonnes] = [0, 0, 0];
  for (let at = start; at < end; at += 1) {
    const [importer, exporter] = [flows.importer[at] ?? -1, flows.exporter[at] ?? -1];
    if (members.has(importer) === members.has(exporter)) continue;
    if (members.has(exporter)) {
      exportTonnes += elementAt(flows.tonnes, at);
      continue;
    }
    rows += 1;
    quantityRows += flows.quantityMissing[at] ?? 0;
    imports.set(exporter, (imports.get(exporter) ?? 0) + elementAt(flows.tonnes, at));
  }
  return { imports, rows, quantityRows, exportTonnes };
}

function upperOf(risk: number | MissingIndex): number {
  return typeof risk === "number" ? risk : (risk.upper ?? Number.MAX_VALUE);
}

/** The risk of the worst stage is at least that of every other. */
function withFloor(risk: number | MissingIndex, stages: readonly Stage[]): number | MissingIndex {
  if (typeof risk === "number" || risk.lower === undefined) return risk;
  const floors = stages.map(({ supplyRisk }) =>
    typeof supplyRisk === "number" ? supplyRisk : (supplyRisk.lower ?? 0),
  );
  return { ...risk, lower: Math.max(...floors) };
}
