import type {
  MarketActivity,
  MarketAmount,
  MarketDemand,
  MarketModel,
  MarketPart,
  MarketRoute,
  MarketSupply,
} from "../model/market.ts";
import { readDecimal } from "./decimal.ts";
import { type Reading, tell } from "./reading.ts";
import { checkName, declareOnce, type Ids } from "./registers.ts";
import {
  choiceUnder,
  itemsUnder,
  lineUnder,
  nodeUnder,
  readMap,
  readWord,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read the file of `market solve`: regions, goods, who makes, wants, turns and carries them. What is told, is left out. */
export function readMarketModel(node: YamlNode, reading: Reading): MarketModel {
  const keys = { required: ["regions", "goods"], optional: ["supply", "demand", "activities", "routes"] };
  const map = readMap(node, keys, reading);
  const names = { regions: namesUnder(map, "regions"), goods: namesUnder(map, "goods") };
  const known = { regions: new Set(names.regions), goods: new Set(names.goods) };
  const partsOf = <Part>(key: string, read: (item: YamlNode, desk: Desk) => Part) => {
    const desk: Desk = { reading, known, ids: new Map(), parts: new Map() };
    return itemsUnder(map, key).map((item) => read(item, desk));
  };
  return {
    ...names,
    supply: partsOf("supply", readSupply),
    demand: partsOf("demand", readDemand),
    activities: partsOf("activities", readActivity),
    routes: partsOf("routes", readRoute),
  };
}

type Desk = {
  readonly reading: Reading;
  readonly known: { readonly regions: ReadonlySet<string>; readonly goods: ReadonlySet<string> };
  /** Where each id of the list, and each part without one, first stands. */
  readonly ids: Ids;
  readonly parts: Ids;
};

function readSupply(item: YamlNode, desk: Desk): MarketSupply {
  const keys = { required: ["region", "good", "intercept", "slope"], optional: ["id", "capacity"] };
  const map = readMap(item, keys, desk.reading);
  const { region, good } = cellUnder(map, desk);
  return {
    ...partOf(map, desk, `supply of ${good} in ${region}`),
    region,
    good,
    intercept: numberAt(map, "intercept", anyNumber),
    slope: numberAt(map, "slope", notNegative),
    capacity: capacityUnder(map),
  };
}

const curves = { linear: ["intercept", "slope"], isoelastic: ["price", "quantity", "elasticity", "choke"] } as const;

function readDemand(item: YamlNode, desk: Desk): MarketDemand {
  const optional = ["id", "kind", ...curves.linear, ...curves.isoelastic];
  const map = readMap(item, { required: ["region", "good"], optional }, desk.reading);
  const choices = ["linear", "isoelastic"] as const;
  const kind = choiceUnder(map, "kind", { choices, code: "MARKET_KIND_UNKNOWN", otherwise: "linear" });
  checkCurve(map, kind);
  const { region, good } = cellUnder(map, desk);
  const part = { ...partOf(map, desk, `demand for ${good} in ${region}`), region, good };
  if (kind === "linear") {
    const intercept = numberAt(map, "intercept", anyNumber);
    return { ...part, kind, intercept, slope: numberAt(map, "slope", notNegative) };
  }
  return {
    ...part,
    kind,
    price: numberAt(map, "price", positive),
    quantity: numberAt(map, "quantity", positive),
    elasticity: numberAt(map, "elasticity", positive),
    choke: numberAt(map, "choke", { isAllowed: (value) => value >= 1, expected: "1 or more" }),
  };
}

/** A demand has the numbers of its own curve, all of them and no others. */
function checkCurve(map: YamlMap, kind: keyof typeof curves): void {
  const own: readonly string[] = curves[kind];
  for (const [key, { line }] of map.entries) {
    if (own.includes(key) || ![...curves.linear, ...curves.isoelastic].some((one) => one === key)) continue;
    tell(map.reading, line, "KEY_UNKNOWN", { found: key, expected: `${own.join(", ")} where the kind is ${kind}` });
  }
  for (const key of own) {
    if (nodeUnder(map, key) !== undefined) continue;
    tell(map.reading, map.line, "KEY_MISSING", { found: key, expected: `'${key}' with a value` });
  }
}

function readActivity(item: YamlNode, desk: Desk): MarketActivity {
  const keys = { required: ["id", "region", "outputs", "intercept", "slope"], optional: ["inputs", "capacity"] };
  const map = readMap(item, keys, desk.reading);
  const inputs = amountsUnder(map, "inputs", desk);
  const outputs = amountsUnder(map, "outputs", desk);
  for (const { good } of outputs.filter((output) => inputs.some((input) => input.good === output.good))) {
    const expected = "each good once: what is left of it";
    tell(desk.reading, lineUnder(map, "outputs"), "KEY_DUPLICATE", { found: good, expected });
  }
  return {
    ...partOf(map, desk, "activity"),
    region: regionUnder(map, "region", desk),
    inputs,
    outputs,
    intercept: numberAt(map, "intercept", anyNumber),
    slope: numberAt(map, "slope", notNegative),
    capacity: capacityUnder(map),
  };
}

function readRoute(item: YamlNode, desk: Desk): MarketRoute {
  const keys = { required: ["good", "from", "to", "cost"], optional: ["id", "capacity", "tax", "adValorem"] };
  const map = readMap(item, keys, desk.reading);
  const good = goodUnder(map, desk);
  const [from, to] = [regionUnder(map, "from", desk), regionUnder(map, "to", desk)];
  if (from !== "" && from === to) {
    const expected = "a route to another region";
    tell(desk.reading, lineUnder(map, "to"), "REGION_SUPPLIES_ITSELF", { found: from, expected });
  }
  return {
    ...partOf(map, desk, `${good} from ${from} to ${to}`),
    good,
    from,
    to,
    cost: numberAt(map, "cost", anyNumber),
    capacity: capacityUnder(map),
    tax: numberAt(map, "tax", anyNumber),
    adValorem: numberAt(map, "adValorem", notNegative),
  };
}

/** A part goes by its id; without one by what it is, and then there is one of it. */
function partOf(map: YamlMap, { reading, ids, parts }: Desk, what: string): MarketPart {
  const id = wordUnder(map, "id");
  const first = parts.get(what);
  if (id !== "") declareOnce(ids, id, reading, lineUnder(map, "id"));
  else if (first === undefined) parts.set(what, { file: reading.file, line: map.line });
  else {
    const expected = "one, or an 'id' for each";
    const where = `${first.file}:${first.line}`;
    tell(reading, map.line, "MARKET_PART_DUPLICATE", { found: `the ${what}`, expected, first: where });
  }
  return { name: id === "" ? what : id, line: map.line };
}

function namesUnder(map: YamlMap, key: string): string[] {
  const ids: Ids = new Map();
  for (const item of itemsUnder(map, key)) {
    const name = readWord(item, map.reading);
    if (name !== "") declareOnce(ids, name, map.reading, item.line);
  }
  return [...ids.keys()];
}

function cellUnder(map: YamlMap, desk: Desk): { region: string; good: string } {
  return { region: regionUnder(map, "region", desk), good: goodUnder(map, desk) };
}

function regionUnder(map: YamlMap, key: string, { reading, known }: Desk): string {
  const region = wordUnder(map, key);
  checkName(region, known.regions, "REGION_UNKNOWN", { reading, line: lineUnder(map, key) });
  return region;
}

function goodUnder(map: YamlMap, desk: Desk): string {
  const good = wordUnder(map, "good");
  if (good !== "") checkGood(good, lineUnder(map, "good"), desk);
  return good;
}

function checkGood(found: string, line: number, { reading, known }: Desk): void {
  if (!known.goods.has(found)) tell(reading, line, "GOOD_UNKNOWN", { found, expected: "a good under 'goods'" });
}

function amountsUnder(map: YamlMap, key: string, desk: Desk): MarketAmount[] {
  const node = nodeUnder(map, key);
  if (node === undefined) return [];
  const amounts = readMap(node, "any", desk.reading);
  return [...amounts.entries].map(([good, { line }]) => {
    checkGood(good, line, desk);
    return { good, amount: numberAt(amounts, good, positive) };
  });
}

type Bounds = { readonly isAllowed: (value: number) => boolean; readonly expected: string };

const anyNumber: Bounds = { isAllowed: () => true, expected: "a number" };
const notNegative: Bounds = { isAllowed: (value) => value >= 0, expected: "0 or more" };
const positive: Bounds = { isAllowed: (value) => value > 0, expected: "a number above 0" };

function capacityUnder(map: YamlMap): number {
  return nodeUnder(map, "capacity") === undefined ? Number.POSITIVE_INFINITY : numberAt(map, "capacity", notNegative);
}

/** A number, with an exponent if need be; 0 where it is absent or told. */
function numberAt(map: YamlMap, key: string, { isAllowed, expected }: Bounds): number {
  const node = nodeUnder(map, key);
  if (node === undefined) return 0;
  const found = readWord(node, map.reading);
  const isNumber = /^[+-]?[0-9]+(\.[0-9]+)?[eE][+-]?[0-9]+$/.test(found);
  const value = isNumber ? Number(found) : readDecimal(found, map.reading, node.line)?.value;
  if (value !== undefined && Number.isFinite(value) && isAllowed(value)) return value;
  if (value !== undefined) tell(map.reading, node.line, "NUMBER_OUT_OF_RANGE", { found, expected });
  return 0;
}
