import type { Gap, RegisterPart } from "../model/gap.ts";
import { allMissingReasons } from "../model/missing.ts";
import { type RegisterTable, registerTables } from "../model/register-table.ts";
import { type Known, patternUnder } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { choiceUnder, itemsUnder, lineUnder, readItems, readMap, readWord, textUnder, wordUnder } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read `gaps.yaml`: what is not known, why, and who could publish it. */
export function readGaps(node: YamlNode, reading: Reading, known: Known): Gap[] {
  const ids: Ids = new Map();
  return readItems(node, reading).map((item) => {
    const keys = { required: ["id", "what", "reason", "holder", "closes"], optional: ["question", "register"] };
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
      register: itemsUnder(map, "register").flatMap((part) => readPart(part, reading)),
      line: lineUnder(map, "id"),
    };
  });
}

function isTable(name: string): name is RegisterTable {
  return Object.hasOwn(registerTables, name);
}

function readPart(node: YamlNode, reading: Reading): RegisterPart[] {
  const found = readWord(node, reading);
  if (found === "levies" || found === "allocations" || isTable(found)) return [found];
  const expected = ["levies", "allocations", ...Object.keys(registerTables)].join(", ");
  tell(reading, node.line, "CHOICE_UNKNOWN", { noun: "part of a register", found, expected });
  return [];
}
