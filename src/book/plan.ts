import type { Plan, PlanGroup } from "../model/plan.ts";
import type { QuestionPattern } from "../model/question.ts";
import { type Known, patternUnder } from "./question-pattern.ts";
import type { Reading } from "./reading.ts";
import { checkName, declareId, type Ids } from "./registers.ts";
import { checkEvent, readEvents } from "./statements.ts";
import { itemsUnder, lineUnder, nodeUnder, readMap, textUnder, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const parts = [
  "exports",
  "shares",
  "unitValue",
  "levyRate",
  "levyDue",
  "sites",
  "harm",
  "prices",
  "buyers",
  "otherSupply",
];

/** The pattern of a part that the plan leaves out: no claim has an empty indicator. */
const nothing: QuestionPattern = { indicator: "" };

/**
 * Read `report.yaml`: which questions each part of the report reads. A part that is left out reads nothing. A book whose register
 * has receipts needs no gaps that say why the levy received is not known.
 */
export function readPlan(
  node: YamlNode,
  reading: Reading,
  { known, hasReceipts }: { readonly known: Known; readonly hasReceipts: boolean },
): Plan {
  const map = readMap(node, { required: [], optional: parts }, reading);
  const groupsOf = (part: string) => {
    const entry = partOf(map, part, { required: [], optional: ["groups"] });
    return { groups: readGroups(entry, "groups", known, new Map()) };
  };
  return {
    exports: readExports(map, known),
    shares: groupsOf("shares"),
    unitValue: readUnitValue(map, known),
    levyRate: groupsOf("levyRate"),
    levyDue: readLevyDue(map, known, hasReceipts),
    sites: groupsOf("sites"),
    harm: groupsOf("harm"),
    prices: readPrices(map, known),
    buyers: groupsOf("buyers"),
    otherSupply: groupsOf("otherSupply"),
  };
}

/** The map under a part; an empty one where the part is left out. */
function partOf(
  map: YamlMap,
  part: string,
  keys: { required: readonly string[]; optional: readonly string[] },
): YamlMap {
  const node = nodeUnder(map, part);
  if (node === undefined) return { line: map.line, entries: new Map(), reading: map.reading };
  return readMap(node, keys, map.reading);
}

function readGroups(map: YamlMap, key: string, known: Known, ids: Ids): PlanGroup[] {
  return itemsUnder(map, key).map((item) => {
    const entry = readMap(item, { required: ["id", "title", "question"], optional: ["note"] }, map.reading);
    return {
      ...readHead(entry, ids),
      question: patternUnder(entry, "question", known) ?? nothing,
      note: textUnder(entry, "note"),
    };
  });
}

function readHead(map: YamlMap, ids: Ids) {
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, map.reading, lineUnder(map, "id"));
  return { id, title: textUnder(map, "title") ?? { en: "" } };
}

function readExports(map: YamlMap, known: Known): Plan["exports"] {
  const entry = partOf(map, "exports", { required: [], optional: ["groups", "around"] });
  const around = partOf(entry, "around", { required: ["event", "groups"], optional: [] });
  const event = wordUnder(around, "event");
  checkEvent(event, known.registers, { reading: map.reading, line: lineUnder(around, "event") });
  const ids: Ids = new Map();
  return {
    groups: readGroups(entry, "groups", known, ids),
    around: { event, groups: readGroups(around, "groups", known, ids) },
  };
}

function readUnitValue(map: YamlMap, known: Known): Plan["unitValue"] {
  const entry = partOf(map, "unitValue", { required: [], optional: ["groups", "ratios"] });
  const ids: Ids = new Map();
  const groups = readGroups(entry, "groups", known, ids);
  const ratios = itemsUnder(entry, "ratios").map((item) => {
    const ratio = readMap(item, { required: ["id", "title", "value", "mass"], optional: [] }, map.reading);
    return {
      ...readHead(ratio, ids),
      value: patternUnder(ratio, "value", known) ?? nothing,
      mass: patternUnder(ratio, "mass", known) ?? nothing,
    };
  });
  return { groups, ratios };
}

function readLevyDue(map: YamlMap, known: Known, hasReceipts: boolean): Plan["levyDue"] {
  const node = nodeUnder(map, "levyDue");
  if (node === undefined) return undefined;
  const gaps = ["received", "allocated"];
  const isNamed = node.kind === "map" && gaps.some((key) => node.entries.has(key));
  const needsGaps = isNamed || !hasReceipts;
  const keys = { required: ["rate", "mass", ...(needsGaps ? gaps : [])], optional: ["bound", "comparisons", "note"] };
  const entry = partOf(map, "levyDue", keys);
  const gapUnder = (key: string) => {
    const gap = wordUnder(entry, key);
    checkName(gap, known.registers.gaps, "GAP_UNKNOWN", { reading: map.reading, line: lineUnder(entry, key) });
    return gap;
  };
  return {
    rate: patternUnder(entry, "rate", known) ?? nothing,
    mass: patternUnder(entry, "mass", known) ?? nothing,
    bound: patternUnder(entry, "bound", known),
    comparisons: readGroups(entry, "comparisons", known, new Map()),
    gaps: needsGaps ? { received: gapUnder("received"), allocated: gapUnder("allocated") } : undefined,
    note: textUnder(entry, "note"),
  };
}

function readPrices(map: YamlMap, known: Known): Plan["prices"] {
  const entry = partOf(map, "prices", { required: [], optional: ["markets", "changes", "events"] });
  const marketIds: Ids = new Map();
  const groupIds: Ids = new Map();
  const markets = itemsUnder(entry, "markets").map((item) => {
    const market = readMap(item, { required: ["id", "title", "groups"], optional: [] }, map.reading);
    return { ...readHead(market, marketIds), groups: readGroups(market, "groups", known, groupIds) };
  });
  const changes = readGroups(entry, "changes", known, groupIds);
  return { markets, changes, events: readEvents(entry, "events", known.registers) };
}
