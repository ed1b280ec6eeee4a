import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import { elementAt } from "../numerics/element.ts";
import { baseBalance } from "./base-balance.ts";
import { adjustDemand } from "./demand-adjustment.ts";
import { type MarketBase, marketNode, type Operation } from "./market-base.ts";

/**
 * Refuse a base period that no market can be calibrated to: MARKET_INPUT for places outside the lists, numbers outside their
 * range, something that is there twice, goods that move without a price, and nodes where what comes in is not what goes
 * out, within 1e-9. All faults are told in one pass, up to a hundred.
 *
 * @example
 * checkBase({ elements: ["a"], stages: ["ore"], regions: ["x"], yields: Float64Array.of(1), mines: [], plants: [], routes: [], demands: [], stockNodes: [], prices: Float64Array.of(5) }) // => undefined
 * checkBase({ elements: ["a"], stages: ["ore"], regions: ["x"], yields: Float64Array.of(1), mines: [], plants: [], routes: [], demands: [], stockNodes: [1], prices: Float64Array.of(5) }) // throws MARKET_INPUT
 */
export function checkBase(base: MarketBase): void {
  const faults: Fault[] = [];
  const refuse: Refuse = (found, expected) => {
    if (faults.length < 100) faults.push(makeFault("MARKET_INPUT", { found, expected }));
  };
  checkLists(base, refuse);
  if (faults.length === 0) {
    checkMines(base, refuse);
    checkPlants(base, refuse);
    checkRoutes(base, refuse);
    checkDemands(base, refuse);
  }
  if (faults.length === 0) checkBalance(base, refuse);
  if (faults.length > 0) throw new LodebookError(faults);
}

type Refuse = (found: string, expected: string) => void;

const isIn = (place: number, { length }: { readonly length: number }) =>
  Number.isInteger(place) && place >= 0 && place < length;
const isAmount = (x: number) => x >= 0 && x <= Number.MAX_VALUE;
const isPositive = (x: number) => x > 0 && x <= Number.MAX_VALUE;

function checkLists(base: MarketBase, refuse: Refuse): void {
  const { elements, stages, regions, yields, stockNodes, prices } = base;
  for (const [name, list] of Object.entries({ elements, stages, regions })) {
    const isGood = list.length > 0 && new Set(list).size === list.length;
    if (!isGood) refuse(`${name} ${list.join(", ")}`, "one or more, each once");
  }
  if (yields.length !== stages.length) refuse(`${yields.length} yields`, `${stages.length}, one a stage`);
  const badYield = yields.subarray(1).find((share) => !(share > 0 && share <= 1));
  if (badYield !== undefined) refuse(`a yield of ${badYield}`, "one above 0 and at most 1");
  const nodes = elements.length * stages.length * regions.length;
  if (prices.length !== nodes) refuse(`${prices.length} base prices`, `${nodes}, one a node`);
  const badPrice = prices.find((price) => !isAmount(price));
  if (badPrice !== undefined) refuse(`a base price of ${badPrice}`, "a finite one of 0 or more");
  if (new Set(stockNodes).size < stockNodes.length) refuse("two stocks at one node", "one");
  for (const node of stockNodes) {
    const isPriced = isIn(node, prices) && elementAt(prices, node) > 0;
    if (!isPriced) refuse(`a stock at node ${node}`, `one of 0 to ${nodes - 1} that has a price`);
  }
}

function nodeName({ elements, stages, regions }: MarketBase, node: number): string {
  const good = Math.floor(node / regions.length);
  const stage = stages[Math.floor(good / elements.length)];
  return `${elements[good % elements.length]}, ${stage}, ${regions[node % regions.length]}`;
}

function checkMines(base: MarketBase, refuse: Refuse): void {
  for (const [index, { region, outputTonnes, operation }] of base.mines.entries()) {
    const name = `mine ${index}`;
    const isPlace = isIn(region, base.regions) && outputTonnes.length === base.elements.length;
    if (!isPlace || !outputTonnes.every(isAmount)) {
      const found = `${name} with outputs ${outputTonnes.join(", ")} in region ${region}`;
      refuse(found, "0 t or more of each element, in a region of the list");
      continue;
    }
    const tonnes = outputTonnes.reduce((most, amount) => Math.max(most, amount), 0);
    checkOperation({ name, operation, tonnes }, refuse);
    for (const [element, amount] of outputTonnes.entries()) {
      if (amount > 0) needPrice(base, marketNode(base, { stage: 0, element, region }), name, refuse);
    }
  }
}

function checkPlants(base: MarketBase, refuse: Refuse): void {
  const { elements, stages, regions } = base;
  for (const [index, { stage, element, region, outputTonnes, operation }] of base.plants.entries()) {
    const name = `plant ${index}`;
    const isPlace = isIn(stage, stages) && stage > 0 && isIn(element, elements) && isIn(region, regions);
    if (!isPlace || !isAmount(outputTonnes)) {
      const found = `${name} of ${outputTonnes} t at stage ${stage}, element ${element}, region ${region}`;
      refuse(found, "0 t or more at a place in the lists, after the first stage");
      continue;
    }
    checkOperation({ name, operation, tonnes: outputTonnes }, refuse);
    if (outputTonnes === 0) continue;
    needPrice(base, marketNode(base, { stage, element, region }), name, refuse);
    needPrice(base, marketNode(base, { stage: stage - 1, element, region }), name, refuse);
  }
}

function needPrice(base: MarketBase, node: number, name: string, refuse: Refuse): void {
  if (elementAt(base.prices, node) === 0) refuse(`no price of ${nodeName(base, node)} for ${name}`, "one above 0");
}

type Named = { readonly name: string; readonly operation: Operation; readonly tonnes: number };

function checkOperation({ name, operation, tonnes }: Named, refuse: Refuse): void {
  if (operation.kind === "planned") {
    if (!isAmount(operation.costShare)) refuse(`a cost share of ${operation.costShare} of ${name}`, "0 or more");
    if (tonnes === 0) refuse(`a planned ${name} without output`, "what it makes at full capacity");
    return;
  }
  const { elasticity, headroom } = operation;
  if (!isPositive(elasticity)) refuse(`an elasticity of ${elasticity} of ${name}`, "one above 0");
  if (!(headroom >= 1 && isPositive(headroom))) refuse(`a headroom of ${headroom} of ${name}`, "1 or more");
}

function checkRoutes({ elements, stages, regions, routes, prices }: MarketBase, refuse: Refuse): void {
  const goods = { length: elements.length * stages.length };
  const seen = new Set<string>();
  for (const [index, { good, from, to, baseTonnes, cost, slopeShare }] of routes.entries()) {
    const name = `route ${index}, good ${good} from ${from} to ${to}`;
    if (!isIn(good, goods) || !isIn(from, regions) || !isIn(to, regions) || from === to) {
      refuse(name, "a good between two regions of the lists");
      continue;
    }
    const key = `${good} ${from} ${to}`;
    if (seen.has(key)) refuse(`${name} a second time`, "each once");
    seen.add(key);
    const isCost = isAmount(baseTonnes) && isAmount(cost);
    if (!isCost) refuse(`${baseTonnes} t at a cost of ${cost} on ${name}`, "finite numbers of 0 or more");
    if (!isPositive(slopeShare)) refuse(`a slope of ${slopeShare} on ${name}`, "a share above 0");
    const ends = [from, to].map((region) => elementAt(prices, good * regions.length + region));
    if (baseTonnes > 0 && ends.includes(0)) refuse(`${baseTonnes} t on ${name} without prices`, "prices at both ends");
  }
}

function checkDemands(base: MarketBase, refuse: Refuse): void {
  const goods = { length: base.elements.length * base.stages.length };
  for (const [index, demand] of base.demands.entries()) {
    const { good, region, baseTonnes, choke } = demand;
    const name = `demand ${index}, good ${good} in ${region}`;
    if (!isIn(good, goods) || !isIn(region, base.regions)) {
      refuse(name, "a good and a region of the lists");
      continue;
    }
    if (!isAmount(baseTonnes)) refuse(`${baseTonnes} t of ${name}`, "0 t or more");
    if (!(choke > 1 && isPositive(choke))) refuse(`a choke of ${choke} of ${name}`, "one above 1");
    if (baseTonnes > 0) needPrice(base, good * base.regions.length + region, name, refuse);
    try {
      adjustDemand(demand);
    } catch (error) {
      if (!(error instanceof LodebookError)) throw error;
      const { shortElasticity, shortMonths, longElasticity } = demand;
      const found = `${shortElasticity} after ${shortMonths} months and ${longElasticity} in the end`;
      refuse(`elasticities of ${found} of ${name}`, "0 < short <= long");
    }
  }
}

function checkBalance(base: MarketBase, refuse: Refuse): void {
  const { comes, leaves } = baseBalance(base);
  for (let node = 0; node < comes.length; node += 1) {
    const [into, out] = [elementAt(comes, node), elementAt(leaves, node)];
    if (Math.abs(into - out) <= tolerance * Math.max(into, out)) continue;
    refuse(`${into} t that come to ${nodeName(base, node)} in the base period and ${out} t that leave`, "the same");
  }
}

const tolerance = 1e-9;
