import { readCountries } from "../ingest/countries.ts";
import type { GovernanceRow } from "../ingest/governance.ts";
import { readGroups } from "../ingest/groups.ts";
import { type MaterialRow, readMaterials } from "../ingest/materials.ts";
import type { ProductionRow } from "../ingest/production.ts";
import { type Fault, LodebookError, lodebookError } from "../model/fault.ts";
import { readChunks } from "./trade-files.ts";
import { readAnyGovernance, readAnyProduction } from "./trade-publishers.ts";

/** The small tables beside the flows. */
export type RiskTables = {
  readonly production: readonly ProductionRow[];
  readonly governance: readonly GovernanceRow[];
  /** What the governance estimates are in their file. */
  readonly governanceColumn: string;
  readonly materials: readonly MaterialRow[];
  /** Members of each group; empty without a file of groups. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
};

/** Where they lie. */
export type RiskTableFiles = {
  readonly production: string;
  readonly governance: string;
  readonly materials: string;
  readonly groups?: string;
  /** Needed for tables as their publishers give them. */
  readonly countries?: string;
};

/** Read all of them, with the faults of all. `isMean` asks for the mean of all governance indicators. */
export function readRiskTables(files: RiskTableFiles, isMean: boolean): { tables: RiskTables; faults: Fault[] } {
  const faults: Fault[] = [];
  const read = <Made extends { readonly faults: readonly Fault[] }>(reader: () => Made): Made | undefined => {
    try {
      const made = reader();
      faults.push(...made.faults);
      return made;
    } catch (error) {
      if (!(error instanceof LodebookError)) throw error;
      faults.push(...error.faults);
      return undefined;
    }
  };
  const fileOf = (name: string) => ({ name, chunks: readChunks(name) });
  const { countries: list, groups: groupList } = files;
  const materials = read(() => readMaterials(fileOf(files.materials)))?.rows ?? [];
  const [only, ...others] = new Set(materials.map(({ material }) => material));
  const countries = list === undefined ? undefined : read(() => readCountries(fileOf(list)))?.rows;
  const options = { countries, material: others.length === 0 ? only : undefined };
  const governance = read(() => readAnyGovernance(files.governance, options, isMean));
  const production = read(() => readAnyProduction(files.production, options))?.rows ?? [];
  const groups = groupList === undefined ? undefined : read(() => readGroups(fileOf(groupList)))?.groups;
  const tables = {
    materials,
    production,
    governance: governance?.rows ?? [],
    governanceColumn: governance?.column ?? "",
    groups: groups ?? new Map(),
  };
  return { tables, faults };
}

/** The name under which a row of materials is shown: with its stage where the material has several rows. */
export function materialLabel(row: MaterialRow, rows: readonly MaterialRow[]): string {
  const isAlone = rows.filter(({ material }) => material === row.material).length === 1;
  return isAlone || row.stage === "" ? row.material : `${row.material}, ${row.stage}`;
}

/** What one country made of a material in one year. */
export type Producer = {
  readonly country: string;
  readonly tonnes: number;
  /** Standard deviation of ln. */
  readonly deviation: number;
};

/** The world's production of a material in one year. */
export type WorldProduction = {
  readonly producers: readonly Producer[];
  /** Producers whose figure is not published: they are in no share. */
  readonly unpublished: readonly string[];
  /** Why there are no producers. */
  readonly why?: string;
};

/** The producers of a material in one year, one a country, with the deviations that their flags stand for. */
export function findProducers(
  { production }: Pick<RiskTables, "production">,
  { material, stage }: MaterialRow,
  year: number,
  deviations: ReadonlyMap<string, number>,
): WorldProduction {
  const none = (why: string): WorldProduction => ({ producers: [], unpublished: [], why });
  const ofMaterial = production.filter((row) => row.material === material && row.year === year);
  const ofStage = ofMaterial.filter((row) => row.stage === stage);
  const rows = ofStage.length > 0 ? ofStage : ofMaterial;
  const stages = new Set(rows.map((row) => row.stage));
  if (rows.length === 0) return none("no production");
  if (stages.size > 1) return none(`production at the stages ${[...stages].join(", ")}, and none of them asked for`);
  const producers = new Map<string, Producer>();
  const unpublished = new Set<string>();
  for (const { country, tonnes, quantity, unit, flag } of rows) {
    if (quantity === undefined) unpublished.add(country);
    else if (tonnes === undefined) return none(`production is in ${unit}, which is no mass`);
    else
      producers.set(
        country,
        addUp(producers.get(country), { country, tonnes, deviation: deviationOf(flag, deviations) }),
      );
  }
  // Half a country is not known either.
  for (const country of unpublished) producers.delete(country);
  return { producers: [...producers.values()], unpublished: [...unpublished] };
}

function deviationOf(flag: string, deviations: ReadonlyMap<string, number>): number {
  const deviation = deviations.get(flag);
  if (deviation === undefined) throw lodebookError("INTERNAL", { found: `no deviation for the flag '${flag}'` });
  return deviation;
}

/** Two producers under one code err apart: their variances add up, each by its share. */
function addUp(known: Producer | undefined, more: Producer): Producer {
  if (known === undefined) return more;
  const tonnes = known.tonnes + more.tonnes;
  if (tonnes === 0) return more;
  const deviation = Math.hypot(known.deviation * known.tonnes, more.deviation * more.tonnes) / tonnes;
  return { country: more.country, tonnes, deviation };
}
