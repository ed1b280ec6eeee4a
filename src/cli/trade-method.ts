import { join } from "node:path";
import type { Reading } from "../book/reading.ts";
import { nodeUnder, numberUnder, readMap, type YamlMap } from "../book/yaml-map.ts";
import { readYaml, type YamlNode } from "../book/yaml-node.ts";
import { LodebookError } from "../model/fault.ts";
import { readInput } from "./read-input.ts";

/** The constants of `methods/trade.yaml`; each has its reason there. */
export type TradeMethod = {
  readonly copperMidpoint: number;
  readonly level: number;
  readonly draws: number;
  readonly seed: number;
  /** Standard deviation of ln of a production figure, by the flag of its source; the empty flag is none. */
  readonly productionDeviation: ReadonlyMap<string, number>;
  /** What the value of an import is times that of the same export. */
  readonly cifFob: { readonly low: number; readonly high: number };
};

/** Read the constants. Throws their faults. */
export function readTradeMethod(): TradeMethod {
  const { text, reading } = readInput(join(import.meta.dirname, "../../methods/trade.yaml"));
  const node = readYaml(text, reading);
  if (node === undefined) throw new LodebookError(reading.faults);
  const keys = ["copper-midpoint", "level", "draws", "seed", "production-deviation", "cif-fob"];
  const map = readMap(node, { required: keys, optional: [] }, reading);
  const method = {
    copperMidpoint: readConstant(map, "copper-midpoint", isPositive),
    level: readConstant(map, "level", isShare),
    draws: readConstant(map, "draws", isCount),
    seed: readConstant(map, "seed", isCount),
    productionDeviation: readDeviations(map),
    cifFob: readCifFob(map),
  };
  if (reading.faults.length > 0) throw new LodebookError(reading.faults);
  return method;
}

type Bounds = { readonly isAllowed: (value: number) => boolean; readonly expected: string };

const isPositive: Bounds = { isAllowed: (value) => value > 0, expected: "a number over 0" };
const isShare: Bounds = { isAllowed: (value) => value > 0 && value < 1, expected: "a number between 0 and 1" };
const isCount: Bounds = {
  isAllowed: (value) => Number.isSafeInteger(value) && value > 0,
  expected: "a whole number over 0",
};
const isRatio: Bounds = { isAllowed: (value) => value >= 1, expected: "a number of 1 or more" };

const flags: ReadonlyMap<string, string> = new Map([
  ["r", "r"],
  ["p", "p"],
  ["e", "e"],
  ["", "unflagged"],
]);

function readDeviations(map: YamlMap): ReadonlyMap<string, number> {
  const node = nodeUnder(map, "production-deviation");
  if (node === undefined) return new Map();
  const deviations = readMap(node, { required: [...flags.values()], optional: [] }, map.reading);
  return new Map([...flags].map(([flag, key]) => [flag, readConstant(deviations, key, isPositive)]));
}

function readCifFob(map: YamlMap): TradeMethod["cifFob"] {
  const range = readReasoned(nodeUnder(map, "cif-fob"), ["low", "high"], map.reading);
  if (range === undefined) return { low: 1, high: 1 };
  return {
    low: numberUnder(range, "low", { ...isRatio, otherwise: 1 }),
    high: numberUnder(range, "high", { ...isRatio, otherwise: 1 }),
  };
}

function readConstant(map: YamlMap, key: string, bounds: Bounds): number {
  const constant = readReasoned(nodeUnder(map, key), ["value"], map.reading);
  return constant === undefined ? 1 : numberUnder(constant, "value", { ...bounds, otherwise: 1 });
}

/** A constant without a reason is a fault. */
function readReasoned(node: YamlNode | undefined, values: readonly string[], reading: Reading): YamlMap | undefined {
  return node && readMap(node, { required: [...values, "reason"], optional: ["source"] }, reading);
}
