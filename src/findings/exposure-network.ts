import type { Exposure, SupplyMix } from "../model/exposure.ts";
import { elementAt } from "../numerics/element.ts";
import { nestedOrigin, type OriginStage } from "../trade/nested-origin.ts";
import type { MixDraws } from "./exposure-draws.ts";

/** A mix, its stage by place in the list of stages, and its draws; undefined when one of its parameters is missing. */
export type DrawnMix = { readonly mix: SupplyMix; readonly stage: number; readonly draws: MixDraws | undefined };

/** What the network says of one region at one stage. */
export type CellTrace = {
  /** Where its supply began, draw by draw, by region; regions where none of it began are left out. */
  readonly origins: ReadonlyMap<string, Float64Array>;
  /** The mixes that it hangs on, its own first. */
  readonly mixes: readonly SupplyMix[];
  /** Of the mixes upstream those that cannot be used, so that its origins are not known. */
  readonly unusable: readonly SupplyMix[];
  /** Regions that sell at a later stage without a mix there: taken for origins, though more may lie beyond them. */
  readonly beyond: readonly string[];
};

/**
 * Trace one element through all its stages, draw by draw. Every supply counts as one tonne, because
 * origins hang on shares only. A region that others buy from without a mix of its own at that stage stands as an origin.
 * A cell whose own mix cannot be used (a parameter is missing, or its regions only buy from each other, so that no origin
 * reaches it) is left out. By `cellKey`.
 */
export function traceElement(exposure: Exposure, drawn: readonly DrawnMix[]): ReadonlyMap<string, CellTrace> {
  const network = layOut(keepGrounded(drawn), drawn);
  const { cells } = network;
  const origins = solveDraws(network, exposure);
  return new Map(
    cells.map((cell, index) => [
      cellKey(cell.stage, cell.mix.region),
      { origins: origins[index] ?? new Map(), ...traceBack(network, cell) },
    ]),
  );
}

/** The key of a region at a stage. */
export function cellKey(stage: number, region: string): string {
  return `${stage} ${region}`;
}

/** A mix that can be used. */
type Cell = { readonly mix: SupplyMix; readonly stage: number; readonly draws: MixDraws };

/** A flow between two nodes at one stage: share of the buyer's supply, draw by draw. */
type Edge = { readonly stage: number; readonly from: number; readonly to: number; readonly shares: Float64Array };

type Network = {
  readonly cells: readonly Cell[];
  readonly byKey: ReadonlyMap<string, Cell>;
  /** Mixes that cannot be used. */
  readonly unusable: ReadonlyMap<string, SupplyMix>;
  /** The region of each node. A region with mixes that also stands as an origin has two. */
  readonly regions: readonly string[];
  /** Nodes that stand as origins: they make all they sell, at every stage. */
  readonly isSource: readonly boolean[];
  readonly nodeOfMix: ReadonlyMap<string, number>;
  readonly imports: readonly Edge[];
  /** What a node mines, or makes out of its supply of the stage before. */
  readonly own: readonly Edge[];
};

/** Who a mix is supplied by, and at which stage: its own works by the stage before, its own mine by stage -1. */
type Supplier = { readonly region: string; readonly at: number; readonly shares: Float64Array };

function suppliersOf({ mix, stage, draws }: Cell): Supplier[] {
  const from = mix.from.map(({ region }, index) => ({ region, at: stage, shares: draws.from[index] ?? draws.rest }));
  const own = mix.own.length === 0 ? [] : [{ region: mix.region, at: stage - 1, shares: draws.own }];
  return [...own, ...from, { region: mix.rest, at: stage, shares: draws.rest }];
}

/** A share so small is lost in the rounding of the others, so it settles nothing. */
const leastShare = 1e-9;

/** Cells that an origin reaches in every draw; without one the shares of a cell are not determined. */
function keepGrounded(drawn: readonly DrawnMix[]): readonly Cell[] {
  const cells = drawn.flatMap(({ mix, stage, draws }) => (draws === undefined ? [] : [{ mix, stage, draws }]));
  const known = new Set(cells.map(({ mix, stage }) => cellKey(stage, mix.region)));
  const grounded = new Set<string>();
  const reaches = ({ region, at, shares }: Supplier) => {
    const key = cellKey(at, region);
    return (at < 0 || !known.has(key) || grounded.has(key)) && shares.every((share) => share > leastShare);
  };
  for (let before = -1; before < grounded.size; ) {
    before = grounded.size;
    for (const cell of cells) {
      const key = cellKey(cell.stage, cell.mix.region);
      if (!grounded.has(key) && suppliersOf(cell).some(reaches)) grounded.add(key);
    }
  }
  return cells.filter(({ mix, stage }) => grounded.has(cellKey(stage, mix.region)));
}

function layOut(cells: readonly Cell[], drawn: readonly DrawnMix[]): Network {
  const byKey = new Map(cells.map((cell) => [cellKey(cell.stage, cell.mix.region), cell]));
  const unusable = new Map(
    drawn.map(({ mix, stage }) => [cellKey(stage, mix.region), mix] as const).filter(([key]) => !byKey.has(key)),
  );
  const regions: string[] = [];
  const isSource: boolean[] = [];
  const nodeOfMix = new Map<string, number>();
  const nodeOfSource = new Map<string, number>();
  const node = (region: string, source: boolean) => {
    const nodes = source ? nodeOfSource : nodeOfMix;
    const known = nodes.get(region);
    if (known !== undefined) return known;
    nodes.set(region, regions.length);
    isSource.push(source);
    return regions.push(region) - 1;
  };
  const imports: Edge[] = [];
  const own: Edge[] = [];
  for (const cell of cells) {
    const { stage } = cell;
    const to = node(cell.mix.region, false);
    for (const { region, at, shares } of suppliersOf(cell)) {
      const isKnown = byKey.has(cellKey(at, region));
      if (at < 0 || (at < stage && isKnown)) own.push({ stage, from: to, to, shares });
      else imports.push({ stage, from: node(region, !isKnown), to, shares });
    }
  }
  return { cells, byKey, unusable, regions, isSource, nodeOfMix, imports, own };
}

/** The origins of each cell, draw by draw. */
function solveDraws(network: Network, exposure: Exposure): Map<string, Float64Array>[] {
  const { cells, regions, nodeOfMix } = network;
  const n = regions.length;
  const stages = exposure.stages.map((_, stage) => emptyStage(stage, n));
  const inputs = stages.map(({ input }) => input);
  const names = [...new Set(regions)];
  const place = Int32Array.from(regions, (region) => names.indexOf(region));
  const traced = cells.map(({ mix, stage }) => ({
    stage,
    row: n * (nodeOfMix.get(mix.region) ?? 0),
    origins: names.map(() => new Float64Array(exposure.draws)),
  }));
  for (let draw = 0; draw < exposure.draws; draw += 1) {
    fillStages(stages, network, draw);
    const solved = nestedOrigin(inputs, n);
    for (const { stage, row, origins } of traced) {
      const shares = solved[stage]?.shares ?? new Float64Array(0);
      for (let node = 0; node < n; node += 1) add(origins[place[node] ?? -1], draw, elementAt(shares, row + node));
    }
  }
  return traced.map(({ origins }) => {
    const named = names.map((name, index) => [name, origins[index] ?? new Float64Array(0)] as const);
    return new Map(named.filter(([, shares]) => shares.some((share) => share > 0)));
  });
}

/** The arrays of one stage, filled anew for each draw; `made` is production at the first and share processed later. */
type StageArrays = { readonly imports: Float64Array; readonly made: Float64Array; readonly input: OriginStage };

function emptyStage(stage: number, n: number): StageArrays {
  const imports = new Float64Array(n * n);
  const made = new Float64Array(n);
  const yields = new Float64Array(n).fill(1);
  return { imports, made, input: stage === 0 ? { imports, production: made } : { imports, processed: made, yields } };
}

function fillStages(stages: readonly StageArrays[], network: Network, draw: number): void {
  const n = network.regions.length;
  for (const { imports, made } of stages) {
    imports.fill(0);
    for (let node = 0; node < n; node += 1) made[node] = network.isSource[node] ? 1 : 0;
  }
  for (const { stage, from, to, shares } of network.imports) {
    add(stages[stage]?.imports, from * n + to, elementAt(shares, draw));
  }
  for (const { stage, to, shares } of network.own) add(stages[stage]?.made, to, elementAt(shares, draw));
}

function add(sums: Float64Array | undefined, at: number, amount: number): void {
  if (sums !== undefined) sums[at] = elementAt(sums, at) + amount;
}

/** Upstream from a cell, through all that it hangs on. */
function traceBack(network: Network, first: Cell): Omit<CellTrace, "origins"> {
  const mixes = new Set<SupplyMix>();
  const unusable = new Set<SupplyMix>();
  const beyond = new Set<string>();
  const visit = (cell: Cell) => {
    if (mixes.has(cell.mix)) return;
    mixes.add(cell.mix);
    for (const { region, at } of suppliersOf(cell)) {
      const key = cellKey(at, region);
      const next = network.byKey.get(key);
      const broken = network.unusable.get(key);
      if (next !== undefined) visit(next);
      else if (broken !== undefined) unusable.add(broken);
      else if (at > 0 || (at === 0 && cell.stage > 0)) beyond.add(region);
    }
  };
  visit(first);
  return { mixes: [...mixes], unusable: [...unusable], beyond: [...beyond] };
}
