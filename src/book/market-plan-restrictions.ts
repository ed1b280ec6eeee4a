import type { PlanLevy, PlanRestriction, RestrictionKind } from "../model/market-plan.ts";
import { groundAt, type MarketDesk, nameAt, productAt, spanAt } from "./market-plan-keys.ts";
import { boundKeys, boundRoutes, type Ways } from "./market-plan-routes.ts";
import type { Measured } from "./parameter-use.ts";
import { tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
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

const ground = ["evidence", "assumption"];

/** Read the levies; `ids` are those of levies and restrictions together, for an episode names both as causes. */
export function readLevies(map: YamlMap, ids: Ids, desk: MarketDesk, ways: Ways): PlanLevy[] {
  return itemsUnder(map, "levies").map((item): PlanLevy => {
    const isGross = wordOf(item, "basis") === "gross";
    const required = ["id", "title", ...boundKeys.required, "basis", "rate", "start", ...(isGross ? ["content"] : [])];
    const entry = readMap(item, { required, optional: [...boundKeys.optional, "end", ...ground] }, desk.reading);
    const choices = ["value", "contained", "gross"] as const;
    const basis = choiceUnder(entry, "basis", { choices, code: "MARKET_KIND_UNKNOWN", otherwise: "value" });
    const { currency } = desk;
    return {
      ...headOf(entry, ids),
      ...boundRoutes(entry, desk, ways),
      basis,
      rate: isKnown(entry, "basis", basis)
        ? productAt(entry, "rate", basis === "value" ? "share" : { currency }, desk)
        : [],
      content: isGross ? productAt(entry, "content", "share", desk) : [],
      ...spanAt(entry, desk),
      ...groundAt(entry, desk),
      line: entry.line,
    };
  });
}

/** Read the restrictions, of routes or of a mine. */
export function readRestrictions(map: YamlMap, ids: Ids, desk: MarketDesk, ways: Ways): PlanRestriction[] {
  return itemsUnder(map, "restrictions").map((item) => readRestriction(item, ids, desk, ways));
}

const kinds = ["ban", "quota", "licence-delay", "tax", "levy"] as const satisfies readonly RestrictionKind[];

function readRestriction(item: YamlNode, ids: Ids, desk: MarketDesk, ways: Ways): PlanRestriction {
  const isMine = item.kind === "map" && item.entries.has("mine");
  const isDelay = wordOf(item, "kind") === "licence-delay";
  const bound = isMine ? { required: ["mine"], optional: [] } : boundKeys;
  const required = ["id", "title", "actor", ...bound.required, "kind", "size", "leakage", "start"];
  const keys = {
    required: [...required, ...(isDelay ? ["delay"] : [])],
    optional: [...bound.optional, "end", ...ground],
  };
  const map = readMap(item, keys, desk.reading);
  // A mine's output can be stopped or capped; the other kinds are of what is carried.
  const choices = isMine ? kinds.slice(0, 2) : kinds;
  const kind = choiceUnder(map, "kind", { choices, code: "MARKET_KIND_UNKNOWN", otherwise: "ban" });
  const measured: Measured = kind === "levy" ? { currency: desk.currency } : "share";
  return {
    ...headOf(map, ids),
    actor: textUnder(map, "actor") ?? { en: "" },
    binds: isMine ? readMine(map, desk) : { kind: "routes", ...boundRoutes(map, desk, ways) },
    kind,
    size: isKnown(map, "kind", kind) ? productAt(map, "size", measured, desk) : [],
    delay: isDelay ? productAt(map, "delay", "time", desk) : [],
    leakage: productAt(map, "leakage", "share", desk),
    ...spanAt(map, desk),
    ...groundAt(map, desk),
    line: map.line,
  };
}

/** Whether the choice is the word that stands there, and not what stands in for one that was told. */
function isKnown(map: YamlMap, key: string, choice: string): boolean {
  const node = nodeUnder(map, key);
  return node?.kind === "scalar" && node.text.trim() === choice;
}

function wordOf(item: YamlNode, key: string): string {
  const value = item.kind === "map" ? item.entries.get(key)?.value : undefined;
  return value?.kind === "scalar" ? value.text.trim() : "";
}

function headOf(map: YamlMap, ids: Ids): Pick<PlanLevy, "id" | "title"> {
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, map.reading, lineUnder(map, "id"));
  return { id, title: textUnder(map, "title") ?? { en: "" } };
}

function readMine(map: YamlMap, desk: MarketDesk): PlanRestriction["binds"] {
  const region = nameAt(map, "mine", "REGION_UNKNOWN", desk);
  const { network, reading } = desk;
  const first = network?.stages[0];
  const mines = network?.elements.some((element) => first !== undefined && network.makes(element, first, region));
  if (network?.regions.includes(region) && mines === false) {
    const expected = "a region that mines in the base year";
    tell(reading, lineUnder(map, "mine"), "MARKET_MINE_UNKNOWN", { found: region, expected });
  }
  return { kind: "mine", region };
}
