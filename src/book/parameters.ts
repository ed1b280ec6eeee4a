import type { Parameter, ParameterOrigin } from "../model/parameter.ts";
import type { QuestionPattern } from "../model/question.ts";
import type { Unit } from "../model/unit.ts";
import { readDistribution } from "./distribution.ts";
import { type Known, patternUnder } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { type Keys, lineUnder, nodeUnder, readItems, readMap, textUnder, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The parameters without a fault by id, and the ids of all, so that a fault is not told again through every use. */
export type ReadParameters = { readonly parameters: ReadonlyMap<string, Parameter>; readonly ids: ReadonlySet<string> };

/** Read `parameters.yaml`: the figures that the book's models compute with, each evidence or a marked assumption. */
export function readParameters(node: YamlNode, reading: Reading, known: Known): ReadParameters {
  const parameters = new Map<string, Parameter>();
  const ids: Ids = new Map();
  const all = new Set<string>();
  for (const item of readItems(node, reading)) {
    const before = reading.faults.length;
    const map = readMap(item, keysOf(item), reading);
    const id = wordUnder(map, "id");
    if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
    all.add(id);
    const parameter = readParameter(map, id, before, known);
    if (parameter !== undefined && reading.faults.length === before) parameters.set(id, parameter);
  }
  return { parameters, ids: all };
}

/**
 * Tell the parameters that nothing uses: a figure without effect is most likely a typo elsewhere. `used` has the ids that each file
 * names; where one is undefined the file is at fault, and nothing is said.
 */
export function tellUnused(
  parameters: ReadonlyMap<string, Parameter>,
  used: readonly (ReadonlySet<string> | undefined)[],
  reading: Reading,
): void {
  for (const { id, line } of parameters.values()) {
    if (used.some((ids) => ids === undefined || ids.has(id))) continue;
    tell(reading, line, "PARAMETER_UNUSED", {
      found: id,
      expected: "a use in exposure.yaml or market.yaml, or no such parameter",
    });
  }
}

const head = ["id", "label", "unit"];

/** Which keys a parameter has depends on its origin; where that cannot be made out all are allowed. */
function keysOf(node: YamlNode): Keys {
  const has = (key: string) => node.kind === "map" && node.entries.has(key);
  if (has("evidence") === has("assumption")) {
    return { required: head, optional: ["evidence", "assumption", "reason", "record"] };
  }
  if (has("evidence")) return { required: [...head, "evidence"], optional: [] };
  return { required: [...head, "assumption", "reason"], optional: ["record"] };
}

function readParameter(map: YamlMap, id: string, before: number, known: Known): Parameter | undefined {
  const label = textUnder(map, "label") ?? { en: "" };
  const unit = readUnit(map, known);
  const origin = readOrigin(map, before, unit, known);
  return unit && origin && { id, label, unit: unit.text, origin, line: lineUnder(map, "id") };
}

function readUnit(map: YamlMap, { parsers }: Known): Unit | undefined {
  const text = wordUnder(map, "unit");
  const line = lineUnder(map, "unit");
  const unit = text === "" ? undefined : parsers.unit(text, map.reading, line);
  if (unit?.dimension !== "text") return unit;
  const expected = "a unit that can be counted, see docs/concepts/unit.md";
  tell(map.reading, line, "UNIT_UNKNOWN", { found: text, expected });
  return undefined;
}

/** `before` is the count of faults before the parameter: a key at fault is not told again as an origin at fault. */
function readOrigin(map: YamlMap, before: number, unit: Unit | undefined, known: Known): ParameterOrigin | undefined {
  const { reading } = map;
  const [evidence, assumption] = [map.entries.has("evidence"), map.entries.has("assumption")];
  if (evidence === assumption) {
    const found = evidence ? "both 'evidence' and 'assumption'" : "neither 'evidence' nor 'assumption'";
    const line = evidence ? lineUnder(map, "assumption") : map.line;
    if (reading.faults.length === before)
      tell(reading, line, "PARAMETER_ORIGIN", { found, expected: "one of the two" });
    return undefined;
  }
  if (evidence) {
    const question = patternUnder(map, "evidence", known);
    if (question !== undefined) checkEvidence(question, unit, { reading, line: lineUnder(map, "evidence"), known });
    return question && { kind: "evidence", question };
  }
  const node = nodeUnder(map, "assumption");
  const distribution = node && readDistribution(node, unit, reading);
  const reason = textUnder(map, "reason") ?? { en: "" };
  return distribution && { kind: "assumption", distribution, reason, record: wordUnder(map, "record") };
}

/** A question's figures are in its indicator's unit; they must convert to the parameter's. */
function checkEvidence(
  { indicator: id }: QuestionPattern,
  unit: Unit | undefined,
  { reading, line, known }: { reading: Reading; line: number; known: Known },
): void {
  const indicator = known.registers.indicators?.get(id);
  if (indicator === undefined || unit === undefined || indicator.unit.dimension === unit.dimension) return;
  tell(reading, line, "UNIT_MISMATCH", { found: indicator.unit.text, expected: unit.text });
}
