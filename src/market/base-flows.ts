import { type Fault, LodebookError, lodebookError, makeFault } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { solveLinear } from "../numerics/solve-linear.ts";
import { flowOrder } from "./flow-order.ts";
import { netCircles } from "./net-circles.ts";

/** Where each region's supply of one element at one stage comes from, as shares that add up to 1. */
export type StageMix = {
  /** By region: the share that it makes itself, at stage 0 mines. 1 for a region that only sells. */
  readonly own: Float64Array;
  /** [from * regions + to]: the share of the supply of `to` that it buys from `from`. */
  readonly imports: Float64Array;
};

/** One element's network: what is used at the end of the chain, and where each stage has its supply from. */
export type BaseFlowInput = {
  readonly regions: number;
  /** Tonnes that each region uses at the last stage. */
  readonly finalDemand: Float64Array;
  readonly mixes: readonly StageMix[];
  /** By stage: contained tonnes that come out of one that goes in, above 0 and at most 1. That of stage 0 is not read. */
  readonly yields: Float64Array;
};

/** What moves in the base period, contained tonnes of the element. */
export type BaseFlows = {
  /** By stage, then region: what it makes itself, at stage 0 mines. */
  readonly made: readonly Float64Array[];
  /** By stage, then [from * regions + to]: what is traded, without circles. */
  readonly flows: readonly Float64Array[];
  /** By stage: tonnes of trade in circles that were taken out. */
  readonly netted: Float64Array;
  /**
   * Worst difference between what comes in and what leaves, of a region at a stage as a share of its supply, or of all
   * together: rounding, which is then taken off what comes in.
   */
  readonly massError: number;
};

/**
 * Base flows of one element, traced from the use of its last stage back to the mines. At each stage the supply T of all
 * regions holds at once,
 *
 *   T_c = use_c + Σ_j share(c → j) T_j,
 *
 * which is the quantity model of an input-output table (Leontief 1936) with regions in the place of industries. A region makes
 * own_c T_c; what it takes for that, divided by the yield, is its use at the stage before. Trade in circles is netted
 * (`netCircles`).
 *
 * By hand: two regions use 6 and 4; the first makes all it has, the second half of it and buys the other half of the first.
 * So the first makes 6 + 2 = 8 and the second 2. With a yield of 0.8 they take 10 and 2.5 at the stage before.
 *
 * Throws MARKET_INPUT for arrays of a wrong length, numbers outside their range, shares of a region with use or buyers that
 * do not add up to 1 within 1e-9, regions that only buy from each other, and a mass error above 1e-9.
 *
 * @example
 * baseFlows({ regions: 2, finalDemand: Float64Array.of(6, 4), mixes: [{ own: Float64Array.of(1, 0.5), imports: Float64Array.of(0, 0.5, 0, 0) }], yields: Float64Array.of(1) }).made // => [[8, 2]]
 * baseFlows({ regions: 1, finalDemand: Float64Array.of(4), mixes: [1, 2].map(() => ({ own: Float64Array.of(1), imports: Float64Array.of(0) })), yields: Float64Array.of(1, 0.8) }).made // => [[5], [4]]
 * baseFlows({ regions: 1, finalDemand: Float64Array.of(4), mixes: [{ own: Float64Array.of(0.5), imports: Float64Array.of(0) }], yields: Float64Array.of(1) }) // throws MARKET_INPUT
 */
export function baseFlows(input: BaseFlowInput): BaseFlows {
  checkInput(input);
  const { regions: n, mixes, yields } = input;
  const made: Float64Array[] = [];
  const flows: Float64Array[] = [];
  const netted = new Float64Array(mixes.length);
  let massError = 0;
  let use = input.finalDemand;
  for (const [stage, mix] of [...mixes.entries()].reverse()) {
    const supply = solveSupply(stage, mix, use);
    const makes = mix.own.map((share, region) => share * elementAt(supply, region));
    const moves = mix.imports.map((share, place) => share * elementAt(supply, place % n));
    netted[stage] = netCircles(moves, n);
    massError = Math.max(massError, balanceError({ supply, made: makes, flows: moves, use }));
    settleRounding(makes, moves, use);
    made.unshift(makes);
    flows.unshift(moves);
    use = makes.map((tonnes) => tonnes / elementAt(yields, stage));
  }
  if (!(massError <= tolerance)) {
    throw inputError(`a mass error of ${massError}`, "regions that make some of what they supply each other with");
  }
  return { made, flows, netted, massError };
}

const tolerance = 1e-9;

function inputError(found: string, expected: string): LodebookError {
  return lodebookError("MARKET_INPUT", { found, expected });
}

function checkInput({ regions, finalDemand, mixes, yields }: BaseFlowInput): void {
  const faults: Fault[] = [];
  const refuse = (found: string, expected: string) => faults.push(makeFault("MARKET_INPUT", { found, expected }));
  const check = (name: string, numbers: Float64Array, length: number, highest: number) => {
    if (numbers.length !== length) refuse(`${numbers.length} numbers for ${name}`, `${length}`);
    const bad = numbers.findIndex((x) => !(x >= 0 && x <= highest));
    const expected = highest === 1 ? "a share of 0 to 1" : "a finite quantity of 0 or more";
    if (bad >= 0) refuse(`${elementAt(numbers, bad)} at place ${bad} of ${name}`, expected);
  };
  check("the final demand", finalDemand, regions, Number.MAX_VALUE);
  check("the yields", yields, mixes.length, 1);
  if (yields.subarray(1).includes(0)) refuse("a yield of 0", "one above 0 at every stage after the first");
  for (const [stage, { own, imports }] of mixes.entries()) {
    check(`own of stage ${stage}`, own, regions, 1);
    check(`the imports of stage ${stage}`, imports, regions * regions, 1);
    for (let region = 0; region < regions; region += 1) {
      if (elementAt(imports, region * regions + region) > 0) {
        refuse(`imports of region ${region} from itself at stage ${stage}`, "imports from others");
      }
    }
  }
  if (faults.length > 0) throw new LodebookError(faults);
}

/** What each region needs: its own use and what it sells on. */
function solveSupply(stage: number, { own, imports }: StageMix, use: Float64Array): Float64Array {
  const n = own.length;
  const matrix = Float64Array.from(imports, (share, place) => (place % (n + 1) === 0 ? 1 : 0) - share);
  let supply: Float64Array;
  try {
    // Rounding may leave a hair below 0.
    supply = solveLinear(matrix, use, n, 1).map((tonnes) => Math.max(0, tonnes));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw inputError(`regions that at stage ${stage} only buy from each other`, "some who make what they sell");
  }
  for (let region = 0; region < n; region += 1) {
    let share = elementAt(own, region);
    for (let from = 0; from < n; from += 1) share += elementAt(imports, from * n + region);
    if (elementAt(supply, region) > 0 && !(Math.abs(share - 1) <= tolerance)) {
      throw inputError(`shares of region ${region} at stage ${stage} that add up to ${share}`, "1");
    }
  }
  return supply;
}

/**
 * Scale what comes into each region, buyers before their sellers, to what leaves it: netting takes large flows off each
 * other, and what is left of them would not balance to the last digit. A region that nothing leaves gets nothing.
 */
function settleRounding(made: Float64Array, flows: Float64Array, use: Float64Array): void {
  const n = made.length;
  for (const region of flowOrder(flows, n).reverse()) {
    let leaves = elementAt(use, region);
    let comes = elementAt(made, region);
    for (let other = 0; other < n; other += 1) {
      leaves += elementAt(flows, region * n + other);
      comes += elementAt(flows, other * n + region);
    }
    if (comes === leaves || comes === 0) continue;
    made[region] = (elementAt(made, region) / comes) * leaves;
    for (let other = 0; other < n; other += 1) {
      flows[other * n + region] = (elementAt(flows, other * n + region) / comes) * leaves;
    }
  }
}

type StageBalance = {
  readonly supply: Float64Array;
  readonly made: Float64Array;
  readonly flows: Float64Array;
  readonly use: Float64Array;
};

/** The worst region's, and that of all regions together, which a large trade in circles cannot hide. */
function balanceError({ supply, made, flows, use }: StageBalance): number {
  const n = made.length;
  let worst = 0;
  let [allMade, allUse] = [0, 0];
  for (let region = 0; region < n; region += 1) {
    allMade += elementAt(made, region);
    allUse += elementAt(use, region);
    let balance = elementAt(made, region) - elementAt(use, region);
    for (let other = 0; other < n; other += 1) {
      balance += elementAt(flows, other * n + region) - elementAt(flows, region * n + other);
    }
    if (balance !== 0) worst = Math.max(worst, Math.abs(balance) / elementAt(supply, region));
  }
  return allMade === allUse ? worst : Math.max(worst, Math.abs(allMade - allUse) / Math.max(allMade, allUse));
}
