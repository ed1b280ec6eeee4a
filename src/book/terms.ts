import type { Book } from "../model/book.ts";
import type { Text } from "../model/text.ts";
import { type Reading, tell } from "./reading.ts";
import { nodeUnder, readMap, readText, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read `terms.yaml`: the names of places, commodities and bases by code. */
export function readTerms(node: YamlNode, reading: Reading): Book["terms"] {
  const map = readMap(node, { required: ["places"], optional: ["commodities", "bases"] }, reading);
  return {
    places: readNames(map, "places"),
    commodities: readNames(map, "commodities"),
    bases: readNames(map, "bases"),
  };
}

function readNames(map: YamlMap, key: string): ReadonlyMap<string, Text> {
  const names = new Map<string, Text>();
  const node = nodeUnder(map, key);
  if (node === undefined) return names;
  for (const [code, { line, value }] of readMap(node, "any", map.reading).entries) {
    if (!/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(code)) {
      const expected = "letters, digits and single hyphens, e.g. CHN or north-hill";
      tell(map.reading, line, "ID_UNREADABLE", { found: code, expected });
    }
    const isEmpty = value.kind === "scalar" && value.text.trim() === "";
    if (isEmpty) tell(map.reading, line, "KEY_MISSING", { found: code, expected: "its name after the ':'" });
    names.set(code, readText(value, map.reading));
  }
  return names;
}
