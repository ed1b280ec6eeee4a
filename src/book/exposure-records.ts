import type { ImportParts, MirrorPair, PooledRisk } from "../model/exposure.ts";
import type { QuestionPattern } from "../model/question.ts";
import type { Unit } from "../model/unit.ts";
import { checkProduct, type KnownParameters } from "./parameter-use.ts";
import { type Known, patternUnder } from "./question-pattern.ts";
import { tell } from "./reading.ts";
import { checkName, declareId, type Ids } from "./registers.ts";
import {
  choiceUnder,
  itemsUnder,
  lineUnder,
  nodeUnder,
  readMap,
  textUnder,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The pattern of a part that is at fault: no claim has an empty indicator. */
const nothing: QuestionPattern = { indicator: "" };

/** Read the pooled index that is put beside the nested one; undefined where the book has none. */
export function readPooled(map: YamlMap, known: Known, regions: ReadonlySet<string>): PooledRisk | undefined {
  const node = nodeUnder(map, "pooled");
  if (node === undefined) return undefined;
  const { reading } = map;
  const keys = { required: ["importer", "period", "production", "imports", "governance"], optional: ["parts", "note"] };
  const entry = readMap(node, keys, reading);
  const importer = wordUnder(entry, "importer");
  checkName(importer, regions, "REGION_UNKNOWN", { reading, line: lineUnder(entry, "importer") });
  const period = wordUnder(entry, "period");
  if (period !== "") known.parsers.period(period, reading, lineUnder(entry, "period"));
  const patterns = {
    production: patternUnder(entry, "production", known) ?? nothing,
    imports: patternUnder(entry, "imports", known) ?? nothing,
    governance: patternUnder(entry, "governance", known) ?? nothing,
  };
  // What a country produces is added to what it imports, so both are measured alike.
  const imported = unitOf(patterns.imports, known);
  if (imported !== undefined) checkUnit(entry, "production", patterns.production, imported, known);
  checkUnit(entry, "governance", patterns.governance, { text: "score", dimension: undefined }, known);
  const parts = readParts(entry, imported, known);
  return { importer, period, ...patterns, parts, note: textUnder(entry, "note") };
}

/** Read what origins are multiplied out of: a mass as the imports are measured, and a share of it. */
function readParts(map: YamlMap, imported: Unit | undefined, known: Known): ImportParts | undefined {
  const node = nodeUnder(map, "parts");
  if (node === undefined) return undefined;
  const entry = readMap(node, { required: ["mass", "share"], optional: [] }, map.reading);
  const mass = patternUnder(entry, "mass", known) ?? nothing;
  const share = patternUnder(entry, "share", known) ?? nothing;
  if (imported !== undefined) checkUnit(entry, "mass", mass, imported, known);
  checkUnit(entry, "share", share, { text: "percent", dimension: "share" }, known);
  return { mass, share };
}

/** Read the pairs of records of one flow. */
export function readMirrors(map: YamlMap, known: Known, parameters: KnownParameters): MirrorPair[] {
  const ids: Ids = new Map();
  return itemsUnder(map, "mirrors").map((item) => readMirror(item, map, { ids, known, parameters }));
}

type MirrorDesk = { readonly ids: Ids; readonly known: Known; readonly parameters: KnownParameters };

function readMirror(item: YamlNode, map: YamlMap, { ids, known, parameters }: MirrorDesk): MirrorPair {
  const { reading } = map;
  const keys = { required: ["id", "title", "measure", "imports", "exports"], optional: ["cifFob", "gap"] };
  const entry = readMap(item, keys, reading);
  const id = wordUnder(entry, "id");
  if (id !== "") declareId(ids, id, reading, lineUnder(entry, "id"));
  const gap = wordUnder(entry, "gap");
  checkName(gap, known.registers.gaps, "GAP_UNKNOWN", { reading, line: lineUnder(entry, "gap") });
  const measure = choiceUnder(entry, "measure", {
    choices: ["mass", "value"],
    code: "MEASURE_UNKNOWN",
    otherwise: "mass",
  });
  const pair = {
    id,
    title: textUnder(entry, "title") ?? { en: "" },
    imports: patternUnder(entry, "imports", known) ?? nothing,
    exports: patternUnder(entry, "exports", known) ?? nothing,
    measure,
    cifFob: wordUnder(entry, "cifFob"),
    gap,
  };
  const written = nodeUnder(entry, "measure");
  if (written?.kind === "scalar" && written.text.trim() === measure) checkMeasure(entry, pair, known, parameters);
  return pair;
}

/** Both records in one unit: masses as they are, values with the factor for freight and insurance between them. */
function checkMeasure(map: YamlMap, pair: MirrorPair, known: Known, parameters: KnownParameters): void {
  const at = { reading: map.reading, line: lineUnder(map, "cifFob") };
  const { measure, cifFob } = pair;
  if (measure === "mass") {
    if (cifFob !== "") tell(at.reading, at.line, "KEY_UNKNOWN", { found: "cifFob", expected: "it beside values only" });
    checkUnit(map, "imports", pair.imports, mass, known);
    checkUnit(map, "exports", pair.exports, mass, known);
    return;
  }
  if (cifFob === "") {
    tell(at.reading, map.line, "KEY_MISSING", { found: "cifFob", expected: "the parameter of a value's freight" });
  }
  checkName(cifFob, parameters?.ids, "PARAMETER_UNKNOWN", at);
  checkProduct([cifFob], "multiple", parameters, at);
  const imported = unitOf(pair.imports, known);
  if (imported === undefined) return;
  if (/^[A-Z]{3}$/.test(imported.dimension)) checkUnit(map, "exports", pair.exports, imported, known);
  else checkUnit(map, "imports", pair.imports, { text: "an amount of money", dimension: "money" }, known);
}

/** What a pattern's unit must convert to; without a dimension any unit will do that can be counted. */
type Wanted = { readonly text: string; readonly dimension: string | undefined };

const mass: Wanted = { text: "t", dimension: "mass" };

function checkUnit(map: YamlMap, key: string, pattern: QuestionPattern, wanted: Wanted, known: Known): void {
  const unit = unitOf(pattern, known);
  if (unit === undefined) return;
  const fits = wanted.dimension === undefined ? unit.dimension !== "text" : unit.dimension === wanted.dimension;
  if (fits) return;
  const details = { found: unit.text, expected: wanted.text };
  tell(map.reading, lineUnder(map, key), "UNIT_MISMATCH", details);
}

function unitOf({ indicator }: QuestionPattern, { registers }: Known): Unit | undefined {
  return registers.indicators?.get(indicator)?.unit;
}
