import type { Indicator, Scale } from "../model/indicator.ts";
import { parseUnit, type Unit } from "../model/unit.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids, type Parsers } from "./registers.ts";
import {
  choiceUnder,
  lineUnder,
  nodeUnder,
  readItems,
  readMap,
  readNumber,
  textUnder,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The indicators without a fault by id, and the ids of all, so that a fault is not told again through every claim. */
export type ReadIndicators = { readonly indicators: ReadonlyMap<string, Indicator>; readonly ids: ReadonlySet<string> };

/** Read `indicators.yaml`: what is measured. */
export function readIndicators(node: YamlNode, reading: Reading, parsers: Parsers): ReadIndicators {
  const indicators = new Map<string, Indicator>();
  const ids: Ids = new Map();
  const all = new Set<string>();
  for (const item of readItems(node, reading)) {
    const before = reading.faults.length;
    const keys = { required: ["id", "name", "unit", "scale", "definition"], optional: ["least"] };
    const indicator = readIndicator(readMap(item, keys, reading), parsers);
    if (indicator.id !== "") declareId(ids, indicator.id, reading, indicator.line);
    all.add(indicator.id);
    if (reading.faults.length === before) indicators.set(indicator.id, indicator);
  }
  return { indicators, ids: all };
}

const scales: readonly Scale[] = ["log", "logit", "linear", "text"];
const anyUnit = parseUnit("text");

function readIndicator(map: YamlMap, parsers: Parsers): Indicator {
  const scale = choiceUnder(map, "scale", { choices: scales, code: "SCALE_UNKNOWN", otherwise: "text" });
  const written = wordUnder(map, "unit");
  const line = lineUnder(map, "unit");
  const unit = written === "" ? undefined : parsers.unit(written, map.reading, line);
  const isScaled = scales.some((one) => one === wordUnder(map, "scale"));
  if (unit !== undefined && isScaled) checkUnit(unit, scale, map, line);
  return {
    id: wordUnder(map, "id"),
    name: textUnder(map, "name") ?? { en: "" },
    unit: unit ?? anyUnit,
    scale,
    least: readLeast(map),
    definition: wordUnder(map, "definition"),
    line: lineUnder(map, "id"),
  };
}

function readLeast(map: YamlMap): number | undefined {
  const node = nodeUnder(map, "least");
  return node && readNumber(node, { isAllowed: Number.isFinite, expected: "a number" }, map.reading);
}

function checkUnit(unit: Unit, scale: Scale, map: YamlMap, line: number): void {
  const found = unit.text;
  if (scale === "logit" && unit.dimension !== "share") {
    tell(map.reading, line, "SCALE_UNIT", { found, scale, expected: "percent or 1" });
  } else if (scale === "text" && unit.dimension !== "text") {
    tell(map.reading, line, "SCALE_UNIT", { found, scale, expected: "text" });
  } else if (scale !== "text" && unit.dimension === "text") {
    tell(map.reading, line, "SCALE_UNIT", {
      found,
      scale,
      expected: "a unit that can be counted, see docs/concepts/unit.md",
    });
  }
}
