import { cellWords } from "../model/cell-words.ts";
import { allMissingReasons, type MissingReason } from "../model/missing.ts";
import type { NumberMarks } from "../model/printed-number.ts";
import { columnsOfTable, type RegisterTable, registerTables } from "../model/register-table.ts";
import type { WorkbookLimits, WorkbookProfile, WorkbookSheet } from "../model/workbook-profile.ts";
import { type Reading, tell } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { filledList } from "./sheet-layout.ts";
import {
  choiceUnder,
  itemsUnder,
  lineUnder,
  nodeUnder,
  numberUnder,
  readMap,
  readWord,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const required = ["id", "limits", "numbers", "dates", "missing", "header-within", "template-rows", "tables"];

/** Read a profile of workbooks. It is to be used only when `reading` has no fault afterwards. */
export function readWorkbookProfile(node: YamlNode, reading: Reading): WorkbookProfile {
  const map = readMap(node, { required, optional: ["passed-over"] }, reading);
  const ids: Ids = new Map();
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
  return {
    id,
    limits: readLimits(map),
    marks: readMarks(map),
    ...readDates(map),
    ...readMissing(map),
    headerWithin: countUnder(map, "header-within", 100),
    templateRows: countUnder(map, "template-rows", 100_000),
    passedOver: readPassedOver(map),
    tables: readTables(map),
  };
}

function countUnder(map: YamlMap, key: string, most: number): number {
  const isAllowed = (count: number) => Number.isInteger(count) && count >= 1 && count <= most;
  return numberUnder(map, key, { isAllowed, expected: `a whole number of 1 to ${most}`, otherwise: 1 });
}

/** The library refuses what is larger than this in any case. */
const mostBytes = 2 ** 31;

function readLimits(map: YamlMap): WorkbookLimits {
  const node = nodeUnder(map, "limits");
  if (node === undefined) return { bytes: 0, unpackedBytes: 0, ratio: 0, parts: 0, rows: 0 };
  const keys = { required: ["bytes", "unpacked-bytes", "ratio", "parts", "rows", "reason"], optional: [] };
  const found = readMap(node, keys, map.reading);
  return {
    bytes: countUnder(found, "bytes", mostBytes),
    unpackedBytes: countUnder(found, "unpacked-bytes", mostBytes),
    ratio: countUnder(found, "ratio", 2000),
    parts: countUnder(found, "parts", 65_535),
    rows: countUnder(found, "rows", 1_048_576),
  };
}

function readMarks(map: YamlMap): NumberMarks {
  const node = nodeUnder(map, "numbers");
  if (node === undefined) return { decimal: ".", thousands: "" };
  const found = readMap(node, { required: ["decimal", "thousands", "reason"], optional: [] }, map.reading);
  const decimals: readonly ("." | ",")[] = [".", ","];
  const decimal = choiceUnder(found, "decimal", { choices: decimals, code: "NUMBER_UNREADABLE", otherwise: "." });
  // A space may stand between thousands, so what is under this key is not trimmed.
  const written = found.entries.get("thousands")?.value;
  const thousands = written?.kind === "scalar" ? written.text : "";
  if (/[0-9A-Za-z+()-]/.test(thousands) || thousands.includes(decimal)) {
    const expected = "signs that stand between thousands, other than the decimal mark";
    tell(map.reading, lineUnder(found, "thousands"), "NUMBER_UNREADABLE", { found: thousands, expected });
  }
  return { decimal, thousands };
}

function readDates(map: YamlMap): Pick<WorkbookProfile, "dates" | "years"> {
  const node = nodeUnder(map, "dates");
  if (node === undefined) return { dates: [], years: { from: 0, to: 0 } };
  const found = readMap(node, { required: ["written", "from", "to", "reason"], optional: [] }, map.reading);
  const dates = filledList(found, "written", "way").map((item) => {
    const way = readWord(item, map.reading);
    const hasAll = ["YYYY", "MM", "DD"].every((part) => way.split(part).length === 2);
    if (!hasAll || /[0-9A-Za-z]/.test(way.replace(/YYYY|MM|DD/g, ""))) {
      tell(map.reading, item.line, "DATE_UNREADABLE", { found: way, expected: "YYYY, MM and DD, each once" });
    }
    return way;
  });
  return { dates, years: { from: countUnder(found, "from", 9999), to: countUnder(found, "to", 9999) } };
}

function readMissing(map: YamlMap): Pick<WorkbookProfile, "missing" | "blanks"> {
  const missing = new Map<string, MissingReason>();
  const blanks = new Set<string>();
  for (const item of itemsUnder(map, "missing")) {
    const found = readMap(item, { required: ["cell", "reason", "why"], optional: ["blank"] }, map.reading);
    const words = cellWords(wordUnder(found, "cell")).toLowerCase();
    if (missing.has(words)) {
      tell(map.reading, lineUnder(found, "cell"), "KEY_DUPLICATE", { found: words, expected: "each word once" });
    }
    const reason = { choices: allMissingReasons, code: "REASON_UNKNOWN", otherwise: "unknown" } as const;
    missing.set(words, choiceUnder(found, "reason", reason));
    const truth = { choices: ["true", "false"], code: "SHAPE_MISMATCH", otherwise: "false" } as const;
    if (choiceUnder(found, "blank", truth) === "true") blanks.add(words);
  }
  for (const reason of allMissingReasons) missing.set(reason, reason);
  return { missing, blanks };
}

function readPassedOver(map: YamlMap): WorkbookProfile["passedOver"] {
  const node = nodeUnder(map, "passed-over");
  if (node === undefined) return { sheets: new Set(), columns: new Set() };
  const found = readMap(node, { required: [], optional: ["sheets", "columns"] }, map.reading);
  const names = (key: string) =>
    new Set(itemsUnder(found, key).map((item) => cellWords(readWord(item, map.reading)).toLowerCase()));
  return { sheets: names("sheets"), columns: names("columns") };
}

function readTables(map: YamlMap): ReadonlyMap<RegisterTable, WorkbookSheet> {
  const tables = new Map<RegisterTable, WorkbookSheet>();
  const node = nodeUnder(map, "tables");
  if (node === undefined) return tables;
  const names = Object.keys(registerTables).filter((name) => isTable(name));
  const found = readMap(node, { required: [], optional: names }, map.reading);
  const sheetNames = new Set<string>();
  for (const table of names) {
    const under = nodeUnder(found, table);
    if (under !== undefined) tables.set(table, readSheet(under, table, sheetNames, map.reading));
  }
  return tables;
}

function isTable(name: string): name is RegisterTable {
  return name in registerTables;
}

function readSheet(node: YamlNode, table: RegisterTable, seen: Set<string>, reading: Reading): WorkbookSheet {
  const map = readMap(node, { required: ["sheets", "what", "columns"], optional: [] }, reading);
  const columns = columnsOfTable(table).map(({ name }) => name);
  const under = nodeUnder(map, "columns");
  const found = under === undefined ? undefined : readMap(under, { required: columns, optional: [] }, reading);
  const titles = new Set<string>();
  const read: [column: string, { titles: readonly string[]; note: string }][] = columns.map((column) => {
    const value = found && nodeUnder(found, column);
    if (value === undefined) return [column, { titles: [], note: "" }];
    const one = readMap(value, { required: ["titles", "note"], optional: [] }, reading);
    return [column, { titles: wordsOnce(one, "titles", titles), note: wordUnder(one, "note") }];
  });
  return { names: wordsOnce(map, "sheets", seen), what: wordUnder(map, "what"), columns: new Map(read) };
}

/** A list of names of which none may stand anywhere else, whatever their case. */
function wordsOnce(map: YamlMap, key: string, seen: Set<string>): string[] {
  return filledList(map, key, "name").map((item) => {
    const words = cellWords(readWord(item, map.reading));
    const small = words.toLowerCase();
    if (seen.has(small)) tell(map.reading, item.line, "KEY_DUPLICATE", { found: words, expected: "each name once" });
    seen.add(small);
    return words;
  });
}
