import type { Exposure, SupplyMix } from "../model/exposure.ts";
import type { MissingReason } from "../model/missing.ts";
import type { Text } from "../model/text.ts";
import type { Desk } from "./desk.ts";
import { missingParts } from "./estimate.ts";
import { type ParameterDraws, summarise } from "./exposure-draws.ts";
import { findDriver } from "./exposure-driver.ts";
import {
  type ComputedHead,
  type DependenceFinding,
  type Driver,
  fromFindings,
  fromParameters,
} from "./exposure-finding.ts";
import { exposureLabels, fillLabel } from "./exposure-labels.ts";
import type { CellTrace, DrawnMix } from "./exposure-network.ts";
import { drawTonnes } from "./exposure-tonnes.ts";
import { intervalEnds, type ParameterValue } from "./parameter-values.ts";

/** A share of a region's supply that a named region stands behind. */
export type RegionShare = DependenceFinding & { readonly region: string };

/** One region at one stage of one element. */
export type ExposureCell = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  /** Of an importer all named origins, of other regions the first only: the map needs it. Missing where it is not known. */
  readonly origins: readonly RegionShare[];
  /** What began in regions that are not named as origins; undefined where nothing did, or nothing is known. */
  readonly otherOrigins: DependenceFinding | undefined;
  /** Draws of the share of the first origin. */
  readonly draws: Float64Array | undefined;
  /** The first tier alone, as a customs table would show it, with what the region makes itself under its own name. */
  readonly direct: readonly RegionShare[];
  readonly tonnes: DependenceFinding | undefined;
  /** Count of draws in which its shares were scaled down to the whole; undefined where there were none. */
  readonly scaled: DependenceFinding | undefined;
  /** Regions that were taken for origins though more may lie beyond them. */
  readonly beyond: readonly string[];
  readonly hangsOn: readonly ParameterValue[];
  readonly note: Text | undefined;
};

/** What every cell of one element is made from. */
export type CellContext = {
  readonly desk: Desk;
  readonly exposure: Exposure;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly drawn: ParameterDraws;
  readonly element: Exposure["elements"][number];
};

/** A cell to be found: its mix, if the book has one, and its trace, if the mix can be used. */
export type CellInput = {
  readonly stage: Exposure["stages"][number];
  readonly region: string;
  readonly mix: DrawnMix | undefined;
  readonly trace: CellTrace | undefined;
};

/** Everything that is said of one cell. */
export function findCell(context: CellContext, input: CellInput): ExposureCell {
  const { mix, trace } = input;
  const known = trace?.unusable.length === 0 ? trace : undefined;
  const shares = known === undefined ? missingOrigins(context, input) : tracedOrigins(context, input, known);
  return {
    element: context.element.id,
    stage: input.stage.id,
    region: input.region,
    ...shares,
    direct: directShares(context, input),
    tonnes: mix && findTonnes(context, input, mix.mix),
    scaled: countScaled(context, input),
    beyond: known?.beyond ?? [],
    note: mix?.mix.note,
  };
}

type Shares = Pick<ExposureCell, "origins" | "otherOrigins" | "draws" | "hangsOn">;

function tracedOrigins(context: CellContext, input: CellInput, trace: CellTrace): Shares {
  const { desk, exposure } = context;
  const ends = intervalEnds(desk);
  const hangsOn = usedBy(context, trace.mixes);
  const nothing = new Float64Array(exposure.draws);
  const drawsOf = (origin: string) => trace.origins.get(origin) ?? nothing;
  const origins = originsOf(context, input).map((origin): RegionShare => {
    const head = headOf(context, input, { path: origin, label: "origin", names: { origin: nameOf(context, origin) } });
    return { region: origin, ...fromParameters({ ...head, result: summarise(drawsOf(origin), ends) }, hangsOn) };
  });
  const [first, ...others] = origins;
  const draws = first && drawsOf(first.region);
  const driver = first && draws && findDriverOf(context, input, { first, draws, hangsOn });
  return {
    origins: first === undefined || driver === undefined ? origins : [{ ...first, driver }, ...others],
    otherOrigins: restOf(context, input, trace, hangsOn),
    draws,
    hangsOn,
  };
}

/** Of an importer, what drives the share of the first origin. */
function findDriverOf(
  context: CellContext,
  input: CellInput,
  { first, draws, hangsOn }: { first: RegionShare; draws: Float64Array; hangsOn: readonly ParameterValue[] },
): Driver | undefined {
  const { desk, exposure, drawn } = context;
  if (!exposure.importers.includes(input.region)) return undefined;
  const driver = findDriver(draws, hangsOn, drawn, intervalEnds(desk).high);
  if (driver === undefined) return undefined;
  const { value, share, low, high } = driver;
  const names = { origin: nameOf(context, first.region), parameter: value.parameter.label };
  const head = headOf(context, input, { path: "driver", label: "driver", names });
  const result = { kind: "estimate", value: share, low, high } as const;
  const { finding } = fromParameters({ ...head, result }, hangsOn, [value.finding, first.finding]);
  return { parameter: value.parameter.id, finding };
}

/** Of an importer, what began in no named origin. */
function restOf(
  context: CellContext,
  input: CellInput,
  trace: CellTrace,
  hangsOn: readonly ParameterValue[],
): DependenceFinding | undefined {
  const { exposure, desk } = context;
  if (!exposure.importers.includes(input.region)) return undefined;
  const sum = new Float64Array(exposure.draws);
  for (const [origin, shares] of trace.origins) {
    if (exposure.origins.includes(origin)) continue;
    for (let k = 0; k < sum.length; k += 1) sum[k] = (sum[k] ?? 0) + (shares[k] ?? 0);
  }
  if (sum.every((share) => share === 0)) return undefined;
  const head = headOf(context, input, { path: "other-origins", label: "otherOrigins", names: {} });
  return fromParameters({ ...head, result: summarise(sum, intervalEnds(desk)) }, hangsOn);
}

/** The same findings, each missing for the same reason. */
function missingOrigins(context: CellContext, input: CellInput): Shares {
  const { reason, gap } = whyMissing(context, input);
  const origins = originsOf(context, input).map((origin): RegionShare => {
    const head = headOf(context, input, { path: origin, label: "origin", names: { origin: nameOf(context, origin) } });
    const { id, label, period, unit } = head;
    return { region: origin, finding: { id, label, period, unit, ...missingParts(reason, gap) }, assumptions: [] };
  });
  return { origins, otherOrigins: undefined, draws: undefined, hangsOn: [] };
}

/** A gap of the book, or the first missing parameter upstream; a cell that only buys in a circle is unknown. */
function whyMissing(
  context: CellContext,
  { stage, region, mix, trace }: CellInput,
): { reason: MissingReason; gap: string } {
  const { desk, exposure, element } = context;
  if (mix === undefined) {
    const told = exposure.gaps.find(
      (gap) => gap.element === element.id && gap.stage === stage.id && gap.region === region,
    );
    const gap = desk.book.gaps.find(({ id }) => id === told?.gap);
    return { reason: gap?.reason ?? "not-collected", gap: gap?.id ?? "" };
  }
  for (const { finding } of usedBy(context, [mix.mix, ...(trace?.unusable ?? [])])) {
    if (finding.result.kind === "missing") return finding.result;
  }
  return { reason: "unknown", gap: "" };
}

function directShares(context: CellContext, input: CellInput): RegionShare[] {
  const { mix } = input;
  if (mix?.draws === undefined) return [];
  const { own, from, rest } = mix.draws;
  const ends = intervalEnds(context.desk);
  const hangsOn = usedBy(context, [mix.mix]);
  const sellers = [
    ...(mix.mix.own.length === 0 ? [] : [{ region: input.region, shares: own }]),
    ...mix.mix.from.map(({ region }, index) => ({ region, shares: from[index] ?? rest })),
    { region: mix.mix.rest, shares: rest },
  ];
  const merged = new Map<string, Float64Array>();
  for (const { region, shares } of sellers) {
    const before = merged.get(region);
    merged.set(region, before === undefined ? shares : shares.map((share, k) => share + (before[k] ?? 0)));
  }
  return [...merged].flatMap(([region, shares]): RegionShare[] => {
    if (shares.every((share) => share === 0)) return [];
    const label = region === input.region ? "own" : "direct";
    const head = headOf(context, input, {
      path: `direct/${region}`,
      label,
      names: { seller: nameOf(context, region) },
    });
    return [{ region, ...fromParameters({ ...head, result: summarise(shares, ends), method: "product" }, hangsOn) }];
  });
}

function findTonnes(context: CellContext, input: CellInput, mix: SupplyMix): DependenceFinding | undefined {
  const { desk, parameters, drawn } = context;
  const draws = drawTonnes(mix, parameters, drawn);
  if (draws === undefined) return undefined;
  const hangsOn = valuesOf(context, new Set(mix.tonnes));
  const head = headOf(context, input, { path: "tonnes", label: "tonnes", names: {} });
  return fromParameters(
    { ...head, unit: "t", result: summarise(draws, intervalEnds(desk)), method: "product" },
    hangsOn,
  );
}

function countScaled(context: CellContext, input: CellInput): DependenceFinding | undefined {
  const { mix } = input;
  const value = mix?.draws?.scaled ?? 0;
  if (mix === undefined || value === 0) return undefined;
  const head = headOf(context, input, { path: "scaled", label: "scaled", names: {} });
  return {
    finding: fromFindings({ ...head, unit: "count", result: { kind: "count", value }, method: "count" }, []),
    assumptions: [],
  };
}

function originsOf({ exposure }: CellContext, { region }: CellInput): readonly string[] {
  return exposure.importers.includes(region) ? exposure.origins : exposure.origins.slice(0, 1);
}

/** The parameters of some mixes, in the order of the book. */
function usedBy(context: CellContext, mixes: readonly SupplyMix[]): ParameterValue[] {
  return valuesOf(context, new Set(mixes.flatMap(({ own, from }) => [...own, ...from.flatMap(({ share }) => share)])));
}

function valuesOf({ parameters }: CellContext, ids: ReadonlySet<string>): ParameterValue[] {
  return [...parameters.values()].filter(({ parameter }) => ids.has(parameter.id));
}

function headOf(
  context: CellContext,
  { stage, region }: CellInput,
  what: { path: string; label: keyof typeof exposureLabels; names: Readonly<Record<string, Text>> },
): Omit<ComputedHead, "result"> {
  const { exposure, element } = context;
  const names = { element: element.name, stage: stage.name, region: nameOf(context, region), ...what.names };
  return {
    id: `exposure/${element.id}/${stage.id}/${region}/${what.path}`,
    label: fillLabel(exposureLabels[what.label], names),
    period: exposure.period,
    unit: "1",
    method: "nested-origin",
  };
}

function nameOf({ exposure }: CellContext, region: string): Text {
  return exposure.regions.find(({ id }) => id === region)?.name ?? { en: region };
}
