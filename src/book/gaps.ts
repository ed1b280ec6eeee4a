import type { Gap } from "../model/gap.ts";
import { allMissingReasons } from "../model/missing.ts";
import { type Known, patternUnder } from "./question-pattern.ts";
import type { Reading } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { choiceUnder, lineUnder, readItems, readMap, textUnder, wordUnder } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read `gaps.yaml`: what is not known, why, and who could publish it. */
export function readGaps(node: YamlNode, reading: Reading, known: Known): Gap[] {
  const ids: Ids = new Map();
  return readItems(node, reading).map((item) => {
    const keys = { required: ["id", "what", "reason", "holder", "closes"], optional: ["question"] };
    const map = readMap(item, keys, reading);
    const id = wordUnder(map, "id");
    if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
    return {
      id,
      what: textUnder(map, "what") ?? { en: "" },
      reason: choiceUnder(map, "reason", { choices: allMissingReasons, code: "REASON_UNKNOWN", otherwise: "unknown" }),
      holder: textUnder(map, "holder") ?? { en: "" },
      closes: textUnder(map, "closes") ?? { en: "" },
      question: patternUnder(map, "question", known),
      line: lineUnder(map, "id"),
    };
  });
}
