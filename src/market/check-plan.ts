import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import type { MarketBase } from "./market-base.ts";
import type { CapacityProject, MonthPlan, Restriction, RouteLevy, StockPolicy } from "./month-plan.ts";

/**
 * Refuse a plan that does not fit its base: MARKET_INPUT for routes, mines and plants that are not there, an end that is not
 * after its start, sizes outside their range, a project that is none, and stocks that are not those of the base. All faults
 * are told in one pass, up to a hundred.
 *
 * @example
 * checkPlan({ mines: [], plants: [], routes: [], stockNodes: [] }, { months: 12, restrictions: [], levies: [], projects: [], stocks: [], demandGrowth: 0 }) // => undefined
 * checkPlan({ mines: [], plants: [], routes: [], stockNodes: [] }, { months: 12, restrictions: [], levies: [{ routes: [3], specific: 1, adValorem: 0, start: 5, end: 5 }], projects: [], stocks: [], demandGrowth: 0 }) // throws MARKET_INPUT
 */
export function checkPlan(base: MarketBase, plan: MonthPlan): void {
  const faults: Fault[] = [];
  const refuse: Refuse = (found, expected) => {
    if (faults.length < 100) faults.push(makeFault("MARKET_INPUT", { found, expected }));
  };
  const { months } = plan;
  if (!(Number.isSafeInteger(months) && months > 0)) refuse(`${months} months`, "a whole number of 1 or more");
  checkGrowth(base, plan, refuse);
  for (const [index, restriction] of plan.restrictions.entries()) {
    checkRestriction(base, restriction, naming(`restriction ${index}`, refuse));
  }
  for (const [index, levy] of plan.levies.entries()) checkLevy(base, levy, naming(`levy ${index}`, refuse));
  checkProjects(base, plan.projects, refuse);
  const stocks = base.stockNodes.length;
  if (plan.stocks.length !== stocks) refuse(`${plan.stocks.length} stocks`, `${stocks}, those of the base`);
  for (const [index, stock] of plan.stocks.entries()) checkStock(stock, naming(`stock ${index}`, refuse));
  if (faults.length > 0) throw new LodebookError(faults);
}

type Refuse = (found: string, expected: string) => void;

function checkGrowth({ demands }: MarketBase, { demandGrowth }: MonthPlan, refuse: Refuse): void {
  const rates = typeof demandGrowth === "number" ? [demandGrowth] : demandGrowth;
  const isOne = typeof demandGrowth === "number" || demandGrowth.length === demands.length;
  if (!isOne) refuse(`${rates.length} rates of growth`, `one, or ${demands.length}, one a demand`);
  const bad = rates.find((rate) => !(rate > -1 && rate < Number.POSITIVE_INFINITY));
  if (bad !== undefined) refuse(`a growth of ${bad} a year`, "a share above -1");
}

function naming(name: string, refuse: Refuse): Refuse {
  return (found, expected) => refuse(`${found} of ${name}`, expected);
}

const isShare = (x: number) => x >= 0 && x <= 1;
const isAmount = (x: number) => x >= 0 && x <= Number.MAX_VALUE;

function checkRestriction(base: MarketBase, restriction: Restriction, refuse: Refuse): void {
  const { routes, mines, plants, kind, size, delayMonths, leakage } = restriction;
  checkPlaces("route", routes, base.routes, refuse);
  checkPlaces("mine", mines, base.mines, refuse);
  checkPlaces("plant", plants, base.plants, refuse);
  checkTime(restriction, refuse);
  const isCost = kind === "tax" || kind === "levy";
  if (isCost && mines.length + plants.length > 0) refuse(`a ${kind} on mines or plants`, "one on routes");
  if (isCost && !isAmount(size)) refuse(`the ${kind} ${size}`, "0 or more");
  if (!isCost && !isShare(size)) refuse(`the size ${size}`, "a share of 0 to 1");
  if (!isShare(leakage)) refuse(`the leakage ${leakage}`, "a share of 0 to 1");
  if (!isAmount(delayMonths)) refuse(`the delay ${delayMonths}`, "0 months or more");
}

function checkPlaces(kind: string, places: readonly number[], list: readonly unknown[], refuse: Refuse): void {
  const outside = places.filter((place) => list[place] === undefined);
  if (outside.length > 0) refuse(`${kind} ${outside.join(", ")}`, `one of the ${list.length} of the base`);
  if (new Set(places).size < places.length) refuse(`a ${kind} that is there twice`, "each once");
}

function checkTime({ start, end }: { readonly start: number; readonly end: number }, refuse: Refuse): void {
  const isTime = Number.isSafeInteger(start) && (Number.isSafeInteger(end) || end === Number.POSITIVE_INFINITY);
  if (!isTime) refuse(`months ${start} to ${end}`, "whole months, or no end");
  else if (end <= start) refuse(`the end in month ${end}`, `one after its start in month ${start}`);
}

function checkLevy(base: MarketBase, levy: RouteLevy, refuse: Refuse): void {
  checkPlaces("route", levy.routes, base.routes, refuse);
  checkTime(levy, refuse);
  const { specific, adValorem } = levy;
  if (!isAmount(specific) || !isAmount(adValorem)) refuse(`rates ${specific} and ${adValorem}`, "0 or more");
}

function checkProjects(base: MarketBase, projects: readonly CapacityProject[], refuse: Refuse): void {
  const seen = new Set<string>();
  for (const [place, { activity, start, rampMonths }] of projects.entries()) {
    const { kind, index } = activity;
    const name = `${kind} ${index} of project ${place}`;
    const planned = kind === "mine" ? base.mines[index] : base.plants[index];
    if (planned?.operation.kind !== "planned") refuse(name, "a planned one of the base");
    if (seen.has(`${kind} ${index}`)) refuse(`${name} a second time`, "one project each");
    seen.add(`${kind} ${index}`);
    const isTime = Number.isFinite(start) && isAmount(rampMonths);
    if (!isTime) refuse(`start ${start} and ${rampMonths} months to full of project ${place}`, "finite months");
  }
}

function checkStock(stock: StockPolicy, refuse: Refuse): void {
  const { initialTonnes, coverDaysTarget, reserveTonnes, releaseShare, releaseFrom, refillShare, refillBelow } = stock;
  const amounts = { coverDaysTarget, reserveTonnes, releaseFrom, refillBelow };
  for (const [name, x] of Object.entries(amounts)) if (!isAmount(x)) refuse(`${name} ${x}`, "0 or more");
  const shares = { releaseShare, refillShare };
  for (const [name, x] of Object.entries(shares)) if (!isShare(x)) refuse(`${name} ${x}`, "a share of 0 to 1");
  const isStart = initialTonnes === "target" || isAmount(initialTonnes);
  if (!isStart) refuse(`initialTonnes ${initialTonnes}`, "0 or more, or 'target'");
  if (refillBelow >= releaseFrom) refuse(`refillBelow ${refillBelow}`, `less than releaseFrom, ${releaseFrom}`);
}
