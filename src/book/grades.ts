import type { GradeTable } from "../model/grade.ts";
import { type Reading, tell } from "./reading.ts";
import {
  itemsUnder,
  lineUnder,
  nodeUnder,
  numberUnder,
  readMap,
  readNumber,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const positive = { isAllowed: (value: number) => value > 0, expected: "a number above 0" };
const notNegative = { isAllowed: (value: number) => value >= 0, expected: "0 or more" };
const inside = { isAllowed: (value: number) => value > 0 && value < 1, expected: "a number between 0 and 1, e.g. 0.9" };

const grades = ["A", "B", "C", "D", "E"];
const criteria = ["reliability", "completeness", "time", "place", "technology"];

/** Read `grades.yaml`: the choices behind the uncertainty of a claim. */
export function readGrades(node: YamlNode, reading: Reading): GradeTable {
  const required = ["reason", "level", "overrule", "qualifier", "grades", "pedigree"];
  const map = readMap(node, { required, optional: [] }, reading);
  const deviations = mapUnder(map, "grades", grades);
  const variances = mapUnder(map, "pedigree", criteria);
  const deviation = (grade: string) => numberUnder(deviations, grade, { ...positive, otherwise: 1 });
  const variance = (criterion: string) => readVariances(variances, criterion);
  return {
    reason: wordUnder(map, "reason"),
    level: numberUnder(map, "level", { ...inside, otherwise: 0.5 }),
    overrule: numberUnder(map, "overrule", { ...positive, otherwise: 1 }),
    qualifier: numberUnder(map, "qualifier", { ...notNegative, otherwise: 0 }),
    grades: { A: deviation("A"), B: deviation("B"), C: deviation("C"), D: deviation("D"), E: deviation("E") },
    pedigree: [
      variance("reliability"),
      variance("completeness"),
      variance("time"),
      variance("place"),
      variance("technology"),
    ],
  };
}

function mapUnder(map: YamlMap, key: string, required: readonly string[]): YamlMap {
  const node = nodeUnder(map, key);
  if (node === undefined) return { line: map.line, entries: new Map(), reading: map.reading };
  return readMap(node, { required, optional: [] }, map.reading);
}

function readVariances(map: YamlMap, criterion: string): readonly number[] {
  const items = itemsUnder(map, criterion);
  if (nodeUnder(map, criterion) !== undefined && items.length !== 5) {
    const expected = "five variances, for the scores 1 to 5";
    tell(map.reading, lineUnder(map, criterion), "LIST_LENGTH", { found: items.length, expected });
  }
  return items.map((item) => readNumber(item, notNegative, map.reading) ?? 0);
}
