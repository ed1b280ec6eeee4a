import type { Book } from "../model/book.ts";
import type { Reading } from "./reading.ts";
import { tell } from "./reading.ts";
import { kebabCase, type Parsers } from "./registers.ts";
import { choiceUnder, lineUnder, readMap, textUnder, wordUnder } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read `book.yaml`: what the book is called and what it is about. */
export function readIdentity(
  node: YamlNode,
  reading: Reading,
  parsers: Parsers,
): Pick<Book, "id" | "title" | "territory" | "invented" | "period"> {
  const map = readMap(node, { required: ["id", "title", "territory", "invented", "period"], optional: [] }, reading);
  const id = wordUnder(map, "id");
  if (id !== "" && !kebabCase.test(id)) {
    tell(reading, lineUnder(map, "id"), "ID_UNREADABLE", {
      found: id,
      expected: "small letters, digits and single hyphens",
    });
  }
  const period = wordUnder(map, "period");
  const line = lineUnder(map, "period");
  const isPeriod = period !== "" && parsers.period(period, reading, line) !== undefined;
  if (isPeriod && !/^\d{4}-Q[1-4]$/.test(period)) {
    tell(reading, line, "PERIOD_UNREADABLE", { found: period, expected: "a quarter, YYYY-Q1 to YYYY-Q4" });
  }
  const invented = choiceUnder(map, "invented", {
    choices: ["true", "false"],
    code: "SHAPE_MISMATCH",
    otherwise: "true",
  });
  return {
    id,
    title: textUnder(map, "title") ?? { en: "" },
    territory: textUnder(map, "territory") ?? { en: "" },
    invented: invented === "true",
    period,
  };
}
