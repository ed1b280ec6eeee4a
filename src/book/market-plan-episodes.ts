import type { ObservedPrice, PlanEpisode } from "../model/market-plan.ts";
import { monthsBetween } from "../model/month.ts";
import type { QuestionPattern } from "../model/question.ts";
import { declaredAt, type MarketDesk, monthAt, nameAt } from "./market-plan-keys.ts";
import { patternUnder } from "./question-pattern.ts";
import { tell } from "./reading.ts";
import { checkName, declareId, type Ids } from "./registers.ts";
import { itemsUnder, lineUnder, readMap, textUnder, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** The attribution runs every subset of the causes. */
const mostCauses = 12;

/** Read the episodes whose outcome is known. `causes` are the ids of restrictions and levies, `statements` those of the documents. */
export function readEpisodes(
  map: YamlMap,
  causes: ReadonlySet<string>,
  statements: ReadonlySet<string> | undefined,
  desk: MarketDesk,
): PlanEpisode[] {
  const ids: Ids = new Map();
  return itemsUnder(map, "episodes").map((item): PlanEpisode => {
    const { reading, known } = desk;
    const optional = ["causes", "statements", "gap", "note"];
    const entry = readMap(item, { required: ["id", "title", "from", "to", "observed"], optional }, reading);
    const id = wordUnder(entry, "id");
    if (id !== "") declareId(ids, id, reading, lineUnder(entry, "id"));
    const gap = wordUnder(entry, "gap");
    checkName(gap, known.registers.gaps, "GAP_UNKNOWN", { reading, line: lineUnder(entry, "gap") });
    return {
      id,
      title: textUnder(entry, "title") ?? { en: "" },
      ...readMonths(entry, desk),
      observed: itemsUnder(entry, "observed").map((node) => readObserved(node, desk)),
      causes: readCauses(entry, causes, gap),
      statements: declaredAt(entry, "statements", statements, "'statements' of a document"),
      gap,
      note: textUnder(entry, "note"),
      line: entry.line,
    };
  });
}

function readMonths(map: YamlMap, desk: MarketDesk): Pick<PlanEpisode, "from" | "to"> {
  const [from, to] = [monthAt(map, "from", desk), monthAt(map, "to", desk)];
  if (from !== "" && to !== "" && monthsBetween(from, to) <= 0) {
    tell(map.reading, lineUnder(map, "to"), "PERIOD_REVERSED", { found: to, expected: `a month after ${from}` });
  }
  return { from, to };
}

function readCauses(map: YamlMap, declared: ReadonlySet<string>, gap: string): string[] {
  const causes = declaredAt(map, "causes", declared, "'restrictions' or 'levies'");
  const { reading } = map;
  const line = lineUnder(map, "causes");
  if (causes.length > mostCauses) {
    tell(reading, line, "LIST_LENGTH", { found: causes.length, expected: `${mostCauses} causes at most` });
  }
  if (causes.length === 0 && gap === "") {
    tell(reading, line, "KEY_MISSING", {
      found: "causes",
      expected: "causes, or the gap that says why the model has none",
    });
  }
  return causes;
}

function readObserved(item: YamlNode, desk: MarketDesk): ObservedPrice {
  const { reading } = desk;
  const isChange = item.kind === "map" && item.entries.has("change");
  const required = ["element", "stage", "region", ...(isChange ? ["change"] : ["before", "after"])];
  const map = readMap(item, { required, optional: ["note"] }, reading);
  return {
    element: nameAt(map, "element", "ELEMENT_UNKNOWN", desk),
    stage: nameAt(map, "stage", "STAGE_UNKNOWN", desk),
    region: nameAt(map, "region", "REGION_UNKNOWN", desk),
    measured: isChange ? readChange(map, desk) : readPair(map, desk),
    note: textUnder(map, "note"),
    line: map.line,
  };
}

const nothing: QuestionPattern = { indicator: "" };

/** A change has no unit of money: it is in percent, or so many times as much. */
function readChange(map: YamlMap, { known, reading }: MarketDesk): ObservedPrice["measured"] {
  const change = patternUnder(map, "change", known) ?? nothing;
  const unit = known.registers.indicators?.get(change.indicator)?.unit;
  if (unit !== undefined && unit.dimension !== "share" && unit.dimension !== "multiple") {
    tell(reading, lineUnder(map, "change"), "UNIT_MISMATCH", { found: unit.text, expected: "percent" });
  }
  return { kind: "change", change };
}

/** Prices before and after are of one currency, which then does not matter. */
function readPair(map: YamlMap, { known, reading }: MarketDesk): ObservedPrice["measured"] {
  const [before, after] = [patternUnder(map, "before", known) ?? nothing, patternUnder(map, "after", known) ?? nothing];
  const unitOf = ({ indicator }: QuestionPattern) => known.registers.indicators?.get(indicator)?.unit;
  const [first, second] = [unitOf(before), unitOf(after)];
  if (first?.dimension === "text") {
    tell(reading, lineUnder(map, "before"), "UNIT_MISMATCH", { found: first.text, expected: "a price" });
  } else if (first !== undefined && second !== undefined && first.dimension !== second.dimension) {
    tell(reading, lineUnder(map, "after"), "UNIT_MISMATCH", { found: second.text, expected: first.text });
  }
  return { kind: "pair", before, after };
}
