import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import type { MarketPart } from "../model/market.ts";
import type { MarketAnalysis } from "./analyse-market.ts";
import type { MarketValues } from "./values.ts";

/**
 * Refuse numbers that no market can be cleared with: MARKET_INPUT for what is not finite, a negative slope, capacity, levy
 * ad valorem or scale, and for the curve of an isoelastic demand that buys something a price, a quantity or an elasticity that is not
 * positive or a choke below 1. Costs and taxes may be negative. Arrays have the lengths of the model's lists.
 *
 * @example
 * checkValues({ model: { supply: [], demand: [], activities: [], routes: [] } }, { supply: { intercept: [], slope: [], capacity: [] }, demand: { scale: [] }, activities: { intercept: [], slope: [], capacity: [], amounts: [] }, routes: { cost: [], slope: [], capacity: [], tax: [], adValorem: [] } }) // => undefined
 * checkValues({ model: { supply: [{ name: "a mine", line: 3 }], demand: [], activities: [], routes: [] } }, { supply: { intercept: [1], slope: [-1], capacity: [1] }, demand: { scale: [] }, activities: { intercept: [], slope: [], capacity: [], amounts: [] }, routes: { cost: [], slope: [], capacity: [], tax: [], adValorem: [] } }) // throws MARKET_INPUT
 */
export function checkValues({ model }: Pick<MarketAnalysis, "model">, values: MarketValues): void {
  const faults: Fault[] = [];
  const { supply, activities, routes } = values;
  const check = (parts: readonly MarketPart[], name: string, numbers: Float64Array, range: Range) =>
    checkNumbers(faults, { parts, name, numbers, range });
  for (const [parts, numbers] of [
    [model.supply, supply],
    [model.activities, activities],
  ] as const) {
    check(parts, "an intercept", numbers.intercept, "finite");
    check(parts, "a slope", numbers.slope, "finite, 0 or more");
    check(parts, "a capacity", numbers.capacity, "0 or more");
  }
  checkAmounts(faults, model.activities, activities.amounts);
  check(model.routes, "a cost", routes.cost, "finite");
  check(model.routes, "a slope", routes.slope, "finite, 0 or more");
  check(model.routes, "a capacity", routes.capacity, "0 or more");
  check(model.routes, "a tax", routes.tax, "finite");
  check(model.routes, "a levy ad valorem", routes.adValorem, "finite, 0 or more");
  check(model.demand, "a scale", values.demand.scale, "finite, 0 or more");
  checkDemands(faults, model.demand, values.demand);
  if (faults.length > 0) throw new LodebookError(faults);
}

type Range = "finite" | "finite, 0 or more" | "0 or more" | "finite, above 0" | "finite, 1 or more";

type Numbers = {
  readonly parts: readonly MarketPart[];
  readonly name: string;
  readonly numbers: Float64Array;
  readonly range: Range;
};

function checkNumbers(faults: Fault[], { parts, name, numbers, range }: Numbers): void {
  if (numbers.length !== parts.length)
    refuse(faults, undefined, `${numbers.length} numbers for ${name}`, `${parts.length}`);
  for (let k = 0; k < numbers.length; k += 1) {
    const number = numbers[k] ?? Number.NaN;
    if (!isIn(number, range)) refuse(faults, parts[k], `${name} of ${number}`, range);
  }
}

function isIn(number: number, range: Range): boolean {
  if (range === "0 or more") return number >= 0;
  if (!Number.isFinite(number)) return false;
  if (range === "finite") return true;
  if (range === "finite, above 0") return number > 0;
  return number >= (range === "finite, 1 or more" ? 1 : 0);
}

function checkAmounts(faults: Fault[], activities: readonly (MarketPart & Entries)[], amounts: Float64Array): void {
  let at = 0;
  for (const activity of activities) {
    const end = at + activity.inputs.length + activity.outputs.length;
    for (; at < end; at += 1) {
      const amount = amounts[at] ?? Number.NaN;
      if (!Number.isFinite(amount)) refuse(faults, activity, `an amount of ${amount}`, "finite");
    }
  }
  if (at !== amounts.length) refuse(faults, undefined, `${amounts.length} amounts`, `${at}`);
}

type Entries = { readonly inputs: { readonly length: number }; readonly outputs: { readonly length: number } };

function checkDemands(
  faults: Fault[],
  demands: readonly (MarketPart & { readonly kind: string })[],
  values: MarketValues["demand"],
): void {
  for (let k = 0; k < demands.length; k += 1) {
    const demand = demands[k];
    const check = (name: string, numbers: Float64Array, range: Range) => {
      const number = numbers[k] ?? Number.NaN;
      if (!isIn(number, range)) refuse(faults, demand, `${name} of ${number}`, range);
    };
    if (values.scale[k] === 0) continue;
    if (demand?.kind === "linear") {
      check("an intercept", values.intercept, "finite");
      check("a slope", values.slope, "finite, 0 or more");
    } else {
      check("a price", values.price, "finite, above 0");
      check("a quantity", values.quantity, "finite, above 0");
      check("an elasticity", values.elasticity, "finite, above 0");
      check("a choke", values.choke, "finite, 1 or more");
    }
  }
}

function refuse(faults: Fault[], part: MarketPart | undefined, found: string, expected: string): void {
  const where = part === undefined ? "" : ` in '${part.name}'`;
  faults.push(makeFault("MARKET_INPUT", { found: `${found}${where}`, expected }, "", part?.line ?? 0));
}
