import { type Fault, LodebookError, lodebookError, makeFault } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { solveLinear } from "../numerics/solve-linear.ts";

/**
 * One stage of the chain for one element, in contained tonnes of one period. `imports` is regions x regions, row by row:
 * [from * regions + to]. What each region makes itself is given in tonnes (`production`), or as the share of its supply
 * of the stage before that it processes (`processed`, 0..1) and what comes out of a contained tonne (`yields`, 0..1).
 */
export type OriginStage = { readonly imports: Float64Array } & (
  | { readonly production: Float64Array }
  | { readonly processed: Float64Array; readonly yields: Float64Array }
);

/** Where each region's supply at one stage began. */
export type OriginShares = {
  /** Own production and imports of each region, contained tonnes. */
  readonly supply: Float64Array;
  /** [region * regions + origin], 0..1: a row sums to one, that of a region without supply to 0. */
  readonly shares: Float64Array;
};

/**
 * Nested origin exposure: the share of each region's supply that began in each region, however often it was sold on or
 * processed in between. The formula is Lodebook's own; it is the absorbing chain of a tonne that is followed upstream,
 * and assumes, as footprints of trade do (Kastner, Kastner & Nonhebel 2011), that what leaves a region is a fair
 * sample of its supply.
 *
 * At the first stage production begins in its own region. Later, what a region makes has the mix of its own supply at the
 * stage before. Within a stage the mixes o of all regions hold at once:
 *
 *   o_c = (own_c × mix_c + Σ imports from i × o_i) / (own_c + Σ imports),
 *
 * one linear system with every origin as a right-hand side.
 *
 * Worked by hand: two regions mine 6 and 2 and each buys 2 from the other. Their supplies are 8 and 4; with x and y the
 * shares that began in the first, 8x = 6 + 2y and 4y = 2x, so x = 6/7 and y = 3/7.
 *
 * Quantities are finite and 0 or more. What a region exports is not held against its supply: it may come from stocks.
 * Throws TRADE_INPUT for arrays of a wrong length, numbers outside their range, a region that imports from itself, exports
 * without any supply, or makes something at a later stage without supply of the stage before, and for regions that only
 * buy from each other, so that nothing says where it began.
 *
 * @example
 * nestedOrigin([{ production: Float64Array.of(6, 2), imports: Float64Array.of(0, 2, 2, 0) }], 2) // => [{ supply: [8, 4], shares: [6 / 7, 1 / 7, 3 / 7, 4 / 7] }]
 * nestedOrigin([{ production: Float64Array.of(5, 0), imports: Float64Array.of(0, 0, 0, 0) }, { processed: Float64Array.of(0.8, 0), yields: Float64Array.of(0.5, 1), imports: Float64Array.of(0, 1, 0, 0) }], 2)[1] // => { supply: [2, 1], shares: [1, 0, 1, 0] }
 * nestedOrigin([{ production: Float64Array.of(5, 0), imports: Float64Array.of(0, 0, 1, 0) }], 2) // throws TRADE_INPUT
 */
export function nestedOrigin(stages: readonly OriginStage[], regions: number): OriginShares[] {
  checkStages(stages, regions);
  const results: OriginShares[] = [];
  for (const [stage, input] of stages.entries()) {
    const before = results[stage - 1];
    const own = ownProduction(input, before);
    const supply = supplyOf(own, input.imports);
    checkSupply({ stage, own, supply, imports: input.imports, before });
    const mix = before?.shares ?? identity(regions);
    results.push({ supply, shares: solveStage({ stage, own, supply, imports: input.imports, mix }) });
  }
  return results;
}

function checkStages(stages: readonly OriginStage[], regions: number): void {
  const faults: Fault[] = [];
  const check = (name: string, numbers: Float64Array, length: number, highest: number) => {
    if (numbers.length !== length) faults.push(faultOf(`${numbers.length} numbers for ${name}`, `${length}`));
    for (let index = 0; index < numbers.length; index += 1) {
      const x = elementAt(numbers, index);
      if (x >= 0 && x <= highest) continue;
      const expected = highest === 1 ? "a share of 0 to 1" : "a finite quantity of 0 or more";
      faults.push(faultOf(`${x} at place ${index} of ${name}`, expected));
    }
  };
  for (const [stage, input] of stages.entries()) {
    check(`the imports of stage ${stage}`, input.imports, regions * regions, Number.MAX_VALUE);
    if ("production" in input) {
      check(`the production of stage ${stage}`, input.production, regions, Number.MAX_VALUE);
    } else {
      check(`the share processed at stage ${stage}`, input.processed, regions, 1);
      check(`the yields of stage ${stage}`, input.yields, regions, 1);
      if (stage === 0)
        faults.push(faultOf("a share processed at stage 0", "production in tonnes, with nothing before it"));
    }
    for (let region = 0; region < regions; region += 1) {
      if (elementAt(input.imports, region * regions + region) > 0) {
        faults.push(faultOf(`imports of region ${region} from itself at stage ${stage}`, "imports from others"));
      }
    }
  }
  if (faults.length > 0) throw new LodebookError(faults);
}

function faultOf(found: string, expected: string): Fault {
  return makeFault("TRADE_INPUT", { found, expected });
}

function ownProduction(input: OriginStage, before: OriginShares | undefined): Float64Array {
  if ("production" in input) return input.production;
  const { processed, yields } = input;
  return processed.map((share, r) => share * elementAt(yields, r) * elementAt(before?.supply ?? processed, r));
}

function supplyOf(own: Float64Array, imports: Float64Array): Float64Array {
  const n = own.length;
  const supply = own.slice();
  for (let from = 0; from < n; from += 1) {
    for (let to = 0; to < n; to += 1) supply[to] = elementAt(supply, to) + elementAt(imports, from * n + to);
  }
  return supply;
}

/** What is known of one stage before its mixes are. */
type StageQuantities = {
  readonly stage: number;
  readonly own: Float64Array;
  readonly supply: Float64Array;
  readonly imports: Float64Array;
};

function checkSupply(input: StageQuantities & { readonly before: OriginShares | undefined }): void {
  const { stage, own, supply, imports, before } = input;
  const n = own.length;
  const faults: Fault[] = [];
  for (let r = 0; r < n; r += 1) {
    if (before !== undefined && elementAt(own, r) > 0 && elementAt(before.supply, r) === 0) {
      const found = `${elementAt(own, r)} t made by region ${r} at stage ${stage} without supply of the stage before`;
      faults.push(faultOf(found, "supply to make it from"));
    }
    if (elementAt(supply, r) === 0 && imports.subarray(r * n, r * n + n).some((tonnes) => tonnes > 0)) {
      faults.push(
        faultOf(`exports of region ${r} at stage ${stage} without any supply`, "production or imports there"),
      );
    }
    if (!Number.isFinite(elementAt(supply, r))) {
      faults.push(faultOf(`a supply of ${elementAt(supply, r)} t of region ${r} at stage ${stage}`, "a finite one"));
    }
  }
  const adrift = findAdrift(own, supply, imports);
  if (faults.length === 0 && adrift.length > 0) faults.push(adriftFault(stage, adrift));
  if (faults.length > 0) throw new LodebookError(faults);
}

function adriftFault(stage: number, regions: readonly number[]): Fault {
  const found = `the regions ${regions.join(", ")}, which at stage ${stage} only buy from each other`;
  return faultOf(found, "production that reaches them");
}

/** Regions with supply that no region's own production reaches. */
function findAdrift(own: Float64Array, supply: Float64Array, imports: Float64Array): number[] {
  const n = own.length;
  const reached = new Uint8Array(n);
  const open: number[] = [];
  const reach = (region: number) => {
    if (reached[region] === 1) return;
    reached[region] = 1;
    open.push(region);
  };
  for (let r = 0; r < n; r += 1) if (elementAt(own, r) > 0) reach(r);
  for (let from = open.pop(); from !== undefined; from = open.pop()) {
    for (let to = 0; to < n; to += 1) if (elementAt(imports, from * n + to) > 0) reach(to);
  }
  return [...supply.keys()].filter((r) => elementAt(supply, r) > 0 && reached[r] === 0);
}

function identity(n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let k = 0; k < n; k += 1) matrix[k * (n + 1)] = 1;
  return matrix;
}

/** The mixes of one stage. Each row is divided by its region's supply, so that sizes do not matter. */
function solveStage(input: StageQuantities & { readonly mix: Float64Array }): Float64Array {
  const { stage, own, supply, imports, mix } = input;
  const n = own.length;
  const matrix = identity(n);
  const sides = new Float64Array(n * n);
  for (let to = 0; to < n; to += 1) {
    const tonnes = elementAt(supply, to);
    if (tonnes === 0) continue;
    const made = elementAt(own, to) / tonnes;
    for (let k = 0; k < n; k += 1) {
      const share = elementAt(imports, k * n + to) / tonnes;
      if (share > 0) matrix[to * n + k] = -share;
      sides[to * n + k] = made * elementAt(mix, to * n + k);
    }
  }
  try {
    // Rounding may leave a hair below 0.
    return solveLinear(matrix, sides, n, n).map((share) => Math.max(0, share));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const found = `production at stage ${stage} that is lost in the rounding of the trade`;
    throw lodebookError("TRADE_INPUT", { found, expected: "production that can be told from nothing" });
  }
}
