import type { Exposure, PooledRisk } from "../model/exposure.ts";
import type { Finding, Result } from "../model/finding.ts";
import type { MissingReason } from "../model/missing.ts";
import type { Text } from "../model/text.ts";
import { elementAt } from "../numerics/element.ts";
import { type GeoPolRisk, geoPolRisk } from "../trade/geopolrisk.ts";
import type { Desk } from "./desk.ts";
import { missingParts } from "./estimate.ts";
import type { ExposureCell } from "./exposure-cell.ts";
import { between } from "./exposure-draws.ts";
import { type DependenceFinding, fromFindings } from "./exposure-finding.ts";
import { exposureLabels, fillLabel } from "./exposure-labels.ts";
import { intervalEnds } from "./parameter-values.ts";
import { gatherPooled, type PooledInputs } from "./pooled-inputs.ts";
import type { ConcentrationFindings, PlaceQuantity } from "./production-concentration.ts";

/** An index that pools all of a commodity, beside what tracing single elements says of the same importer. */
export type PooledFindings = {
  readonly importer: string;
  readonly period: string;
  readonly note: Text | undefined;
  /** Concentration of production times import risk. */
  readonly score: Finding;
  /** The year's Herfindahl index; undefined where production is not claimed by country. */
  readonly concentration: Finding | undefined;
  readonly importRisk: Finding;
  /** The first of the network's origins that the imports name, with its share of them; undefined where none is named. */
  readonly origin: PooledShares | undefined;
  /** The share of the network's first origin in the same importer's supply: what the pooled index hides. */
  readonly nested: readonly { readonly element: string; readonly stage: string; readonly share: DependenceFinding }[];
  /** Imports with what they were multiplied from, and governance estimates; production is among the inputs of the Herfindahl index. */
  readonly inputs: readonly Finding[];
  /** What it would need and the claims do not give. */
  readonly missing: readonly Finding[];
};

type PooledShares = { readonly region: string; readonly importShare: Finding; readonly supplyShare: Finding };

/**
 * GeoPolRisk of one importer from the book's claims. The figures are those at the central estimates, their intervals of
 * seeded draws. An origin without a governance estimate, and what the claimed total of imports has beyond its origins,
 * make the result a sum with missing parts: its bounds are those of the weights 0 and 1.
 */
export function findPooled(
  desk: Desk,
  exposure: Exposure,
  years: readonly ConcentrationFindings[],
  cells: readonly ExposureCell[],
): PooledFindings | undefined {
  const { pooled } = exposure;
  if (pooled === undefined) return undefined;
  const inputs = gatherPooled(desk, exposure, pooled, years);
  const { production, domestic, origins, total, missing } = inputs;
  const used = [
    ...origins.flatMap(({ finding, governance }) =>
      governance === undefined ? [finding] : [finding, governance.finding],
    ),
    ...(total === undefined ? [] : [total.finding]),
  ];
  const head = { desk, exposure, pooled, inputs, used };
  return {
    importer: pooled.importer,
    period: pooled.period,
    note: pooled.note,
    score: findRisk(head, "score"),
    concentration: production?.index,
    importRisk: findRisk(head, "importRisk"),
    origin: domestic && findShares(head, domestic),
    nested: cells.flatMap(({ region, element, stage, origins: [share] }) =>
      region === pooled.importer && share !== undefined ? [{ element, stage, share }] : [],
    ),
    inputs: [...used, ...inputs.parts],
    missing,
  };
}

/** What the index of one importer is made from. */
type Pooled = {
  readonly desk: Desk;
  readonly exposure: Exposure;
  readonly pooled: PooledRisk;
  readonly inputs: PooledInputs;
  readonly used: readonly Finding[];
};

type Risk = Pick<GeoPolRisk, "score" | "importRisk">;

function findRisk(made: Pooled, part: keyof Risk): Finding {
  const { exposure, inputs, used } = made;
  const { production, domestic, origins } = inputs;
  // An index is no share of anything: its unit says so, and it is not shown in percent.
  const head = { ...headOf(made, part === "score" ? "score" : "import-risk", exposureLabels[part]), unit: "score" };
  const index = part === "score" ? production?.index : undefined;
  const needs = part === "score" ? [domestic?.finding, index] : [domestic?.finding];
  const known = needs
    .filter((one) => one !== undefined && one.result.kind !== "missing")
    .filter((one) => one !== undefined);
  if (domestic === undefined || known.length < needs.length || !origins.some(({ quantity }) => quantity > 0)) {
    return { ...head, ...missingParts(...whyMissing(inputs)) };
  }
  const low = new Float64Array(exposure.draws);
  const high = new Float64Array(exposure.draws);
  for (let draw = 0; draw < exposure.draws; draw += 1) {
    low[draw] = riskOf(inputs, domestic, 0, draw)[part];
    high[draw] = riskOf(inputs, domestic, 1, draw)[part];
  }
  const result = resultOf(made, riskOf(inputs, domestic, 0)[part], { low, high });
  return fromFindings({ ...head, result, method: "geopolrisk" }, [...used, ...known]);
}

/** The index at one draw, or at the central estimates; `unknown` is the weight of what has none. */
function riskOf(inputs: PooledInputs, domestic: PlaceQuantity, unknown: 0 | 1, draw?: number): Risk {
  const { production, origins, total } = inputs;
  const pick = (central: number, draws: Float64Array) => (draw === undefined ? central : elementAt(draws, draw));
  const importTonnes = origins.map(({ quantity, draws }) => pick(quantity, draws));
  const weights = origins.map(({ governance }) =>
    governance === undefined ? unknown : pick(governance.weight, governance.draws),
  );
  const named = importTonnes.reduce((sum, one) => sum + one, 0);
  const rest = total === undefined ? 0 : Math.max(0, pick(total.quantity, total.draws) - named);
  const index = production?.index.result;
  const drawn = unknown === 0 ? production?.draws?.named : production?.draws?.withRest;
  return geoPolRisk({
    hhi: index?.kind === "estimate" && drawn !== undefined ? pick(index.value, drawn) : 0,
    importTonnes: [...importTonnes, rest],
    weights: [...weights, unknown],
    domesticProductionTonnes: pick(domestic.quantity, domestic.draws),
    // Prices turn the score into a midpoint, which is not asked for.
    tradeValueThousandUsd: 0,
    copperMidpoint: 1,
  });
}

/** A sum with missing parts where an origin or its weight is not known, else an estimate. */
function resultOf({ desk, inputs }: Pooled, value: number, draws: { low: Float64Array; high: Float64Array }): Result {
  const { origins, total } = inputs;
  const interval = between(value, draws, intervalEnds(desk));
  const named = origins.reduce((sum, { quantity }) => sum + quantity, 0);
  const withoutWeight = origins.filter(({ governance }) => governance === undefined).length;
  const isOpen = origins.some(({ finding }) => finding.result.kind === "sum");
  const withoutOrigin = isOpen || (total !== undefined && total.quantity > named) ? 1 : 0;
  if (withoutWeight + withoutOrigin === 0) return interval;
  const { low, high } = interval;
  const missing = { "not-collected": withoutWeight + withoutOrigin };
  // Without a total nothing bounds what an origin has beyond its known part.
  return { kind: "sum", known: value, low, high: isOpen && total === undefined ? undefined : high, missing };
}

/** Why there is no index: the first of what is missing that a gap explains, and governance estimates only bound it. */
function whyMissing({ missing }: PooledInputs): [reason: MissingReason, gap: string] {
  const reasons = missing.flatMap(({ id, result }) =>
    result.kind === "missing" && !id.includes("/missing/governance/") ? [result] : [],
  );
  const told = reasons.find(({ gap }) => gap !== "") ?? reasons[0];
  return [told?.reason ?? "not-collected", told?.gap ?? ""];
}

/** The share of the first origin that the imports name, in them and in production and imports together. */
function findShares(made: Pooled, domestic: PlaceQuantity): PooledShares | undefined {
  const { desk, exposure, inputs } = made;
  const { origins, total } = inputs;
  const places = new Map(exposure.regions.map(({ id, place }) => [id, place]));
  const region = exposure.origins.find((id) => origins.some(({ place }) => place === places.get(id)));
  const origin = origins.find(({ place }) => region !== undefined && place === places.get(region));
  if (region === undefined || origin === undefined) return undefined;
  const share = (path: string, label: Text, home: readonly PlaceQuantity[]): Finding => {
    const at = (draw?: number) => {
      const pick = (one: PlaceQuantity) => (draw === undefined ? one.quantity : elementAt(one.draws, draw));
      const sum = (parts: readonly PlaceQuantity[]) => parts.reduce((before, one) => before + pick(one), 0);
      return pick(origin) / (sum(home) + Math.max(sum(origins), total === undefined ? 0 : pick(total)));
    };
    const draws = Float64Array.from({ length: exposure.draws }, (_, draw) => at(draw));
    const result = between(at(), { low: draws, high: draws }, intervalEnds(desk));
    // Trade is recorded by place: a region that is only a part of it does not lend its name to the whole.
    const name = desk.book.terms.places.get(origin.place) ?? exposure.regions.find(({ id }) => id === region)?.name;
    const head = headOf(made, `${path}/${region}`, label, { origin: name ?? region });
    const inputs = [...origins, ...(total === undefined ? [] : [total]), ...home].map(({ finding }) => finding);
    return fromFindings({ ...head, result, method: "ratio" }, inputs);
  };
  return {
    region,
    importShare: share("import-share", exposureLabels.importShare, []),
    supplyShare: share("supply-share", exposureLabels.supplyShare, [domestic]),
  };
}

function headOf(
  { exposure, pooled }: Pooled,
  path: string,
  label: Text,
  names: Readonly<Record<string, Text | string>> = {},
): Pick<Finding, "id" | "label" | "period" | "unit"> {
  const region = exposure.regions.find(({ id }) => id === pooled.importer)?.name ?? pooled.importer;
  return {
    id: `pooled/${pooled.importer}/${path}`,
    label: fillLabel(label, { region, ...names }),
    period: pooled.period,
    unit: "1",
  };
}
