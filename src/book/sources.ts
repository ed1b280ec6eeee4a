import { allGrades } from "../model/grade.ts";
import type { Source } from "../model/source.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { choiceUnder, lineUnder, readItems, readMap, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read `sources.yaml`: who published what, when and where. */
export function readSources(node: YamlNode, reading: Reading): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  const ids: Ids = new Map();
  for (const item of readItems(node, reading)) {
    const keys = { required: ["id", "title", "publisher", "seen", "grade"], optional: ["published", "url", "note"] };
    const source = readSource(readMap(item, keys, reading));
    if (source.id !== "") declareId(ids, source.id, reading, source.line);
    if (!sources.has(source.id)) sources.set(source.id, source);
  }
  return sources;
}

function readSource(map: YamlMap): Source {
  const url = wordUnder(map, "url");
  // Only web addresses become links; anything else in an `href` could run in the reader's browser.
  const isWeb = /^https?:\/\/[^\s<>"]+$/.test(url) && URL.canParse(url);
  if (url !== "" && !isWeb) {
    tell(map.reading, lineUnder(map, "url"), "URL_UNREADABLE", {
      found: url,
      expected: "an address that begins with http(s)://",
    });
  }
  return {
    id: wordUnder(map, "id"),
    title: wordUnder(map, "title"),
    publisher: wordUnder(map, "publisher"),
    published: wordUnder(map, "published"),
    url,
    seen: choiceUnder(map, "seen", { choices: ["read", "copy", "quoted"], code: "SEEN_UNKNOWN", otherwise: "quoted" }),
    grade: choiceUnder(map, "grade", { choices: allGrades, code: "GRADE_UNKNOWN", otherwise: "E" }),
    note: wordUnder(map, "note"),
    line: lineUnder(map, "id"),
  };
}
