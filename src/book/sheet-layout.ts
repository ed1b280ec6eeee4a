import { cellWords } from "../model/cell-words.ts";
import type { RowRule, SheetColumns, SheetLayout, SideAmounts } from "../model/reconciliation.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import {
  choiceUnder,
  itemsUnder,
  lineUnder,
  nodeUnder,
  readItems,
  readMap,
  readWord,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read one layout of a profile. A column that stands under two keys is told: one of them is a slip. */
export function readSheetLayout(node: YamlNode, ids: Ids, reading: Reading): SheetLayout {
  const map = readMap(node, { required: ["id", "columns", "rows"], optional: [] }, reading);
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
  const reader = columnReader(reading);
  const found = readMap(nodeUnder(map, "columns") ?? nothing(map), columnKeys, reading);
  const { reason, separator } = readReason(found, reader);
  const columns: SheetColumns = {
    sheet: reader(found, "sheet"),
    company: readSide(found, "company", reader),
    government: readSide(found, "government", reader),
    difference: reader(found, "difference") || undefined,
    currency: reader(found, "currency") || undefined,
    reason,
  };
  const rows = filledList(map, "rows", "rule").map((item) => readRule(item, reading));
  return { id, columns, reasonSeparator: separator, rows };
}

/** The items of a list that must have some; an empty one is told. */
export function filledList(map: YamlMap, key: string, noun: string): readonly YamlNode[] {
  const items = itemsUnder(map, key);
  if (nodeUnder(map, key)?.kind === "list" && items.length === 0) {
    tell(map.reading, lineUnder(map, key), "LIST_LENGTH", { found: 0, expected: `at least one ${noun}` });
  }
  return items;
}

const columnKeys = { required: ["sheet", "company", "government"], optional: ["difference", "reason", "currency"] };

/** An empty map in place of one that is told as missing. */
function nothing({ line }: YamlMap): YamlNode {
  return { kind: "map", line, entries: new Map() };
}

/** The name of the column under a key; empty when there is none. */
type ColumnReader = (map: YamlMap, key: string) => string;

function columnReader(reading: Reading): ColumnReader {
  const seen = new Set<string>();
  return (map, key) => {
    const name = wordUnder(map, key);
    if (seen.has(name)) {
      tell(reading, lineUnder(map, key), "COLUMN_DUPLICATE", { found: name, expected: "each column under one key" });
    }
    if (name !== "") seen.add(name);
    return name;
  };
}

function readSide(columns: YamlMap, side: string, reader: ColumnReader): SideAmounts<string> {
  const node = nodeUnder(columns, side);
  if (node === undefined) return { original: "", adjust: "", final: "" };
  const map = readMap(node, { required: ["original", "adjust", "final"], optional: [] }, columns.reading);
  return { original: reader(map, "original"), adjust: reader(map, "adjust"), final: reader(map, "final") };
}

/** Either the name of the column, or a map with what stands between several reasons in a cell. */
function readReason(columns: YamlMap, reader: ColumnReader): { reason: string | undefined; separator: string } {
  const node = nodeUnder(columns, "reason");
  if (node?.kind !== "map") return { reason: reader(columns, "reason") || undefined, separator: "" };
  const map = readMap(node, { required: ["column", "separator"], optional: [] }, columns.reading);
  return { reason: reader(map, "column") || undefined, separator: wordUnder(map, "separator") };
}

const kinds = ["line", "total", "passed-over"] as const;

function readRule(node: YamlNode, reading: Reading): RowRule {
  const map = readMap(node, { required: ["kind"], optional: ["where"] }, reading);
  const where = new Map<string, ReadonlySet<string>>();
  const conditions = nodeUnder(map, "where");
  if (conditions !== undefined) {
    for (const [column, { value }] of readMap(conditions, "any", reading).entries) {
      const words = value.kind === "scalar" ? [value] : readItems(value, reading);
      where.set(column, new Set(words.map((word) => cellWords(readWord(word, reading)))));
    }
  }
  return { kind: choiceUnder(map, "kind", { choices: kinds, code: "SHAPE_MISMATCH", otherwise: "line" }), where };
}
