import type { Currency } from "../model/money.ts";
import { compareRational, makeRational, type Rational } from "../model/rational.ts";
import type { FormContent, RegisterTerms, RevenueStream } from "../model/register.ts";
import type { Text } from "../model/text.ts";
import { type Reading, tell } from "./reading.ts";
import { type ReadTerms, readRational, unlisted } from "./register-desk.ts";
import { kebabCase } from "./registers.ts";
import {
  itemsUnder,
  lineUnder,
  nodeUnder,
  numberUnder,
  readMap,
  readText,
  readWord,
  textUnder,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const required = ["levels", "currencies", "totals", "streams", "forms", "origins", "due", "window", "exchange"];

/** Read `register/terms.yaml`: the choices that a register is read by. It is to be used only when `reading` has no new fault. */
export function readRegisterTerms(node: YamlNode, reading: Reading): ReadTerms {
  const map = readMap(node, { required, optional: ["reasons", "recipients"] }, reading);
  const currencies = readCurrencies(map);
  const terms: RegisterTerms = {
    levels: readCodes(map, "levels", true),
    currency: readTotals(map, currencies),
    streams: readStreams(map),
    forms: readForms(map),
    reasons: readNames(map, "reasons"),
    recipients: readNames(map, "recipients"),
    origins: readCodes(map, "origins", false),
    dueDays: daysUnder(map, "due"),
    windowDays: readWindow(map),
    exchangeDays: daysUnder(map, "exchange"),
  };
  return { terms, currencies };
}

/** A list of codes, each once and at least one. */
function readCodes(map: YamlMap, key: string, isOwnId: boolean): string[] {
  const codes: string[] = [];
  const items = itemsUnder(map, key);
  if (nodeUnder(map, key) !== undefined && items.length === 0) {
    tell(map.reading, lineUnder(map, key), "LIST_LENGTH", { found: 0, expected: "at least one" });
  }
  for (const item of items) {
    const code = readWord(item, map.reading);
    if (isOwnId) checkId(code, map.reading, item.line);
    if (codes.includes(code))
      tell(map.reading, item.line, "KEY_DUPLICATE", { found: code, expected: "each code once" });
    codes.push(code);
  }
  return codes;
}

function checkId(id: string, reading: Reading, line: number): void {
  if (kebabCase.test(id)) return;
  tell(reading, line, "ID_UNREADABLE", { found: id, expected: "small letters, digits and single hyphens" });
}

/** Finer than any coin; a register counts what was paid. */
const mostDecimals = 6;

function readCurrencies(map: YamlMap): ReadonlyMap<string, Currency> {
  const currencies = new Map<string, Currency>();
  for (const [code, { line, value }] of entriesUnder(map, "currencies")) {
    if (!/^[A-Z]{3}$/.test(code)) {
      const expected = "three capitals, the currency's code in ISO 4217";
      tell(map.reading, line, "UNIT_UNKNOWN", { found: code, expected });
    }
    const found = readMap(value, { required: ["decimals"], optional: ["note"] }, map.reading);
    const isAllowed = (count: number) => Number.isInteger(count) && count >= 0 && count <= mostDecimals;
    const expected = `a whole number of 0 to ${mostDecimals}`;
    const decimals = numberUnder(found, "decimals", { isAllowed, expected, otherwise: 0 });
    currencies.set(code, { code, decimals });
  }
  return currencies;
}

function readTotals(map: YamlMap, currencies: ReadonlyMap<string, Currency>): Currency {
  const node = nodeUnder(map, "totals");
  if (node === undefined) return { code: "", decimals: 0 };
  const found = readMap(node, { required: ["currency", "reason"], optional: [] }, map.reading);
  const code = wordUnder(found, "currency");
  const currency = currencies.get(code);
  if (currency === undefined && code !== "" && map.entries.has("currencies")) {
    tell(map.reading, lineUnder(found, "currency"), "REFERENCE_UNKNOWN", unlisted("currency", code));
  }
  return currency ?? { code, decimals: 0 };
}

function readStreams(map: YamlMap): ReadonlyMap<string, RevenueStream> {
  const streams = new Map<string, RevenueStream>();
  for (const [id, { line, value }] of entriesUnder(map, "streams")) {
    checkId(id, map.reading, line);
    const found = readMap(value, { required: ["name", "gfs"], optional: ["note"] }, map.reading);
    const gfsCode = wordUnder(found, "gfs");
    if (gfsCode !== "" && !/^[0-9]{2,6}([A-Z][0-9]{0,2})?$/.test(gfsCode)) {
      const expected = "a code of the government finance statistics, e.g. 1112E1";
      tell(map.reading, lineUnder(found, "gfs"), "ID_UNREADABLE", { found: gfsCode, expected });
    }
    streams.set(id, { id, name: textUnder(found, "name") ?? { en: "" }, gfsCode });
  }
  return streams;
}

const nothing = makeRational(0n);
const one = makeRational(1n);

function readForms(map: YamlMap): ReadonlyMap<string, FormContent> {
  const forms = new Map<string, FormContent>();
  for (const [id, { line, value }] of entriesUnder(map, "forms")) {
    checkId(id, map.reading, line);
    const found = readMap(value, { required: ["low", "high", "reason"], optional: [] }, map.reading);
    const [low, high] = [readContent(found, "low"), readContent(found, "high")];
    if (low !== undefined && high !== undefined && compareRational(low, high) > 0) {
      const expected = `one of at most the high, ${wordUnder(found, "high")}`;
      tell(map.reading, lineUnder(found, "low"), "RANGE_REVERSED", { found: wordUnder(found, "low"), expected });
    }
    forms.set(id, { low: low ?? one, high: high ?? one });
  }
  return forms;
}

function readContent(map: YamlMap, key: string): Rational | undefined {
  const text = wordUnder(map, key);
  const line = lineUnder(map, key);
  const content = text === "" ? undefined : readRational(text, map.reading, line);
  if (content !== undefined && compareRational(content, nothing) <= 0) {
    tell(map.reading, line, "NUMBER_OUT_OF_RANGE", { found: text, expected: "tonnes in a tonne, above 0" });
  }
  return content;
}

/** Words by code; a register without such a list has none. */
function readNames(map: YamlMap, key: string): ReadonlyMap<string, Text> {
  const names = new Map<string, Text>();
  for (const [id, { line, value }] of entriesUnder(map, key)) {
    checkId(id, map.reading, line);
    names.set(id, readText(value, map.reading));
  }
  return names;
}

function entriesUnder(map: YamlMap, key: string): YamlMap["entries"] {
  const node = nodeUnder(map, key);
  return node === undefined ? new Map() : readMap(node, "any", map.reading).entries;
}

function readWindow(map: YamlMap): RegisterTerms["windowDays"] {
  const node = nodeUnder(map, "window");
  if (node === undefined) return { payment: 0, transit: 0 };
  const found = readMap(node, { required: ["payment", "transit"], optional: [] }, map.reading);
  return { payment: daysUnder(found, "payment"), transit: daysUnder(found, "transit") };
}

/** Ten years: more is a mistake. */
const mostDays = 3660;

function daysUnder(map: YamlMap, key: string): number {
  const node = nodeUnder(map, key);
  if (node === undefined) return 0;
  const found = readMap(node, { required: ["days", "reason"], optional: [] }, map.reading);
  const isAllowed = (days: number) => Number.isInteger(days) && days >= 0 && days <= mostDays;
  return numberUnder(found, "days", { isAllowed, expected: `a whole number of 0 to ${mostDays}`, otherwise: 0 });
}
