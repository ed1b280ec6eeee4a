import { cellWords } from "../model/cell-words.ts";
import { LodebookError } from "../model/fault.ts";
import { type Currency, parseMoney } from "../model/money.ts";
import type { NumberMarks } from "../model/printed-number.ts";
import type { ReasonWords, ReconciliationProfile } from "../model/reconciliation.ts";
import { type Reading, tell, tellFault } from "./reading.ts";
import { declareId, type Ids } from "./registers.ts";
import { filledList, readSheetLayout } from "./sheet-layout.ts";
import {
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

/** Read a profile of reconciliation sheets. It is to be used only when `reading` has no fault afterwards. */
export function readReconciliationProfile(node: YamlNode, reading: Reading): ReconciliationProfile {
  const required = ["id", "currency", "tolerance", "numbers", "layouts", "reasons"];
  const optional = ["source", "missing", "misplaced", "header-within"];
  const map = readMap(node, { required, optional }, reading);
  const ids: Ids = new Map();
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
  const { currency, kept } = readCurrency(map);
  const marks = readMarks(map);
  const layoutIds: Ids = new Map();
  return {
    id,
    currency,
    kept,
    tolerance: readTolerance(map, kept, marks),
    marks,
    missing: new Set(itemsUnder(map, "missing").map((item) => cellWords(readWord(item, reading)).toLowerCase())),
    misplaced: new Set(itemsUnder(map, "misplaced").map((item) => readMisplaced(item, reading))),
    headerWithin: numberUnder(map, "header-within", { ...isRowCount, otherwise: 1 }),
    layouts: filledList(map, "layouts", "layout").map((item) => readSheetLayout(item, layoutIds, reading)),
    reasons: readReasons(map),
  };
}

const mostDecimals = 60;
const mostHeaderRows = 100;

const isRowCount = {
  isAllowed: (value: number) => Number.isInteger(value) && value >= 1 && value <= mostHeaderRows,
  expected: `a whole number of 1 to ${mostHeaderRows}`,
};

function readCurrency(map: YamlMap): { currency: Currency; kept: Currency } {
  const node = nodeUnder(map, "currency");
  const otherwise = { code: "", decimals: 0 };
  if (node === undefined) return { currency: otherwise, kept: otherwise };
  const keys = { required: ["code", "decimals", "kept", "reason"], optional: [] };
  const found = readMap(node, keys, map.reading);
  const code = wordUnder(found, "code");
  if (code !== "" && !/^[A-Z]{3}$/.test(code)) {
    const expected = "three capitals, the currency's code in ISO 4217";
    tell(map.reading, lineUnder(found, "code"), "UNIT_UNKNOWN", { found: code, expected });
  }
  const decimals = readDecimals(found, "decimals", 0);
  return { currency: { code, decimals }, kept: { code, decimals: readDecimals(found, "kept", decimals) } };
}

function readDecimals(map: YamlMap, key: string, least: number): number {
  const isAllowed = (value: number) => Number.isInteger(value) && value >= least && value <= mostDecimals;
  return numberUnder(map, key, {
    isAllowed,
    expected: `a whole number of ${least} to ${mostDecimals}`,
    otherwise: least,
  });
}

function readMarks(map: YamlMap): NumberMarks {
  const node = nodeUnder(map, "numbers");
  if (node === undefined) return { decimal: ".", thousands: "" };
  const found = readMap(node, { required: ["decimal"], optional: ["thousands"] }, map.reading);
  const decimal = wordUnder(found, "decimal");
  // A space may stand between thousands, so what is under this key is not trimmed.
  const thousandsNode = nodeAsWritten(found, "thousands");
  const thousands = thousandsNode?.kind === "scalar" ? thousandsNode.text : "";
  const isOne = decimal === "." || decimal === ",";
  if (decimal !== "" && !isOne) {
    tell(map.reading, lineUnder(found, "decimal"), "NUMBER_UNREADABLE", { found: decimal, expected: "'.' or ','" });
  }
  if (/[0-9A-Za-z+()-]/.test(thousands) || (isOne && thousands.includes(decimal))) {
    const expected = "signs that stand between thousands, other than the decimal mark";
    tell(map.reading, lineUnder(found, "thousands"), "NUMBER_UNREADABLE", { found: thousands, expected });
  }
  return { decimal: isOne ? decimal : ".", thousands };
}

function nodeAsWritten(map: YamlMap, key: string): YamlNode | undefined {
  return map.entries.get(key)?.value;
}

function readTolerance(map: YamlMap, kept: Currency, marks: NumberMarks): bigint {
  const node = nodeUnder(map, "tolerance");
  if (node === undefined) return 0n;
  const found = readMap(node, { required: ["value", "reason"], optional: [] }, map.reading);
  const text = wordUnder(found, "value");
  if (text === "") return 0n;
  const line = lineUnder(found, "value");
  try {
    const { minorUnits } = parseMoney(text, kept, marks);
    if (minorUnits >= 0n) return minorUnits;
    tell(map.reading, line, "NUMBER_OUT_OF_RANGE", { found: text, expected: "0 or more" });
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    for (const fault of error.faults) tellFault(map.reading, { ...fault, file: map.reading.file, line });
  }
  return 0n;
}

function readMisplaced(node: YamlNode, reading: Reading): string {
  const map = readMap(node, { required: ["cell", "reason"], optional: [] }, reading);
  return cellWords(wordUnder(map, "cell"));
}

function readReasons(map: YamlMap): ReasonWords {
  const node = nodeUnder(map, "reasons");
  const named = new Map<string, string>();
  if (node === undefined) return { silent: new Set(), unexplained: "", named };
  const { reading } = map;
  const found = readMap(node, { required: ["unexplained"], optional: ["silent", "named"] }, reading);
  for (const item of itemsUnder(found, "named")) {
    const words = readMap(item, { required: ["reason", "also"], optional: [] }, reading);
    const reason = cellWords(wordUnder(words, "reason"));
    for (const way of itemsUnder(words, "also")) {
      const text = cellWords(readWord(way, reading));
      if (named.has(text)) tell(reading, way.line, "KEY_DUPLICATE", { found: text, expected: "each wording once" });
      named.set(text, reason);
    }
  }
  return {
    silent: new Set(itemsUnder(found, "silent").map((item) => cellWords(readWord(item, reading)))),
    unexplained: wordUnder(found, "unexplained"),
    named,
  };
}
