import type { FaultCode } from "../model/fault.ts";
import type { Text } from "../model/text.ts";
import { readDecimal } from "./decimal.ts";
import { type Reading, tell } from "./reading.ts";
import { nameOfShape, type YamlEntry, type YamlNode } from "./yaml-node.ts";

/** A map whose keys have been checked. `line` is that of its first key, or of what stands there instead of a map. */
export type YamlMap = {
  readonly line: number;
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly reading: Reading;
};

/** Keys of a map; `any` allows every key, for maps by code. */
export type Keys = { readonly required: readonly string[]; readonly optional: readonly string[] } | "any";

/** The node as a map: unknown and missing keys are told. Something else than a map is told and read as an empty map. */
export function readMap(node: YamlNode, keys: Keys, reading: Reading): YamlMap {
  const entries = node.kind === "map" ? node.entries : new Map<string, YamlEntry>();
  const isEmpty = node.kind === "scalar" && node.text === "";
  if (node.kind !== "map" && !isEmpty) {
    tell(reading, node.line, "SHAPE_MISMATCH", { found: nameOfShape(node), expected: expectedMap(keys) });
    return { line: node.line, entries, reading };
  }
  if (keys === "any") return { line: node.line, entries, reading };
  const known = [...keys.required, ...keys.optional];
  for (const [key, { line }] of entries) {
    if (!known.includes(key))
      tell(reading, line, "KEY_UNKNOWN", { found: key, expected: `one of ${known.join(", ")}` });
  }
  for (const key of keys.required) {
    const entry = entries.get(key);
    if (entry === undefined || isEmptyNode(entry.value)) {
      tell(reading, entry?.line ?? node.line, "KEY_MISSING", { found: key, expected: `'${key}' with a value` });
    }
  }
  return { line: node.line, entries, reading };
}

/** The value under a key; undefined when it is absent or empty. */
export function nodeUnder(map: YamlMap, key: string): YamlNode | undefined {
  const value = map.entries.get(key)?.value;
  return value === undefined || isEmptyNode(value) ? undefined : value;
}

/** The line of a key's value, or of the map where the key is absent. */
export function lineUnder(map: YamlMap, key: string): number {
  return map.entries.get(key)?.value.line ?? map.line;
}

/** The plain text under a key; empty when it is absent. */
export function wordUnder(map: YamlMap, key: string): string {
  const node = nodeUnder(map, key);
  return node === undefined ? "" : readWord(node, map.reading);
}

/** The node as plain text; empty when it is something else. */
export function readWord(node: YamlNode, reading: Reading): string {
  if (node.kind === "scalar") return node.text.trim();
  tell(reading, node.line, "SHAPE_MISMATCH", { found: nameOfShape(node), expected: "plain text" });
  return "";
}

/** One of a few words under a key; `otherwise` when the key is absent or its word is told. */
export function choiceUnder<Choice extends string>(
  map: YamlMap,
  key: string,
  { choices, code, otherwise }: { choices: readonly Choice[]; code: FaultCode; otherwise: Choice },
): Choice {
  const node = nodeUnder(map, key);
  if (node === undefined) return otherwise;
  const word = node.kind === "scalar" ? node.text.trim() : nameOfShape(node);
  const choice = choices.find((one) => one === word);
  if (choice === undefined) tell(map.reading, node.line, code, { found: word, expected: choices.join(", ") });
  return choice ?? otherwise;
}

/** The items of the list under a key; empty when it is absent. */
export function itemsUnder(map: YamlMap, key: string): readonly YamlNode[] {
  const node = nodeUnder(map, key);
  return node === undefined ? [] : readItems(node, map.reading);
}

/** The items of a list; an empty file is an empty list. */
export function readItems(node: YamlNode, reading: Reading): readonly YamlNode[] {
  if (node.kind === "list") return node.items;
  if (!isEmptyNode(node)) {
    tell(reading, node.line, "SHAPE_MISMATCH", { found: nameOfShape(node), expected: "a list, each entry after '- '" });
  }
  return [];
}

/** Words for a reader under a key: a plain string is English, a map is by language; undefined when absent. */
export function textUnder(map: YamlMap, key: string): Text | undefined {
  const node = nodeUnder(map, key);
  return node === undefined ? undefined : readText(node, map.reading);
}

/** Words for a reader. */
export function readText(node: YamlNode, reading: Reading): Text {
  if (node.kind === "scalar") return { en: node.text.trim() };
  if (node.kind === "list") {
    tell(reading, node.line, "SHAPE_MISMATCH", { found: "a list", expected: "text, or a map by language" });
    return { en: "" };
  }
  const words: [language: string, words: string][] = [];
  for (const [language, { line, value }] of node.entries) {
    if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
      tell(reading, line, "KEY_UNKNOWN", { found: language, expected: "a language such as en or my" });
    } else if (!isEmptyNode(value)) words.push([language, readWord(value, reading)]);
  }
  const languages = Object.fromEntries(words);
  const english = languages.en;
  if (english === undefined) {
    const found = words.length === 0 ? "no words" : `only ${words.map(([language]) => language).join(", ")}`;
    tell(reading, node.line, "LANGUAGE_MISSING", { found, expected: "words under 'en' as well" });
  }
  return { ...languages, en: english ?? "" };
}

/** A number under a key, inside bounds; `otherwise` when it is absent or told. */
export function numberUnder(
  map: YamlMap,
  key: string,
  { isAllowed, expected, otherwise }: { isAllowed: (value: number) => boolean; expected: string; otherwise: number },
): number {
  const node = nodeUnder(map, key);
  return node === undefined ? otherwise : (readNumber(node, { isAllowed, expected }, map.reading) ?? otherwise);
}

/** A number inside bounds; undefined when it is told. */
export function readNumber(
  node: YamlNode,
  { isAllowed, expected }: { isAllowed: (value: number) => boolean; expected: string },
  reading: Reading,
): number | undefined {
  const word = readWord(node, reading);
  if (node.kind !== "scalar") return undefined;
  const decimal = readDecimal(word, reading, node.line);
  if (decimal === undefined || isAllowed(decimal.value)) return decimal?.value;
  tell(reading, node.line, "NUMBER_OUT_OF_RANGE", { found: decimal.value, expected });
  return undefined;
}

function isEmptyNode(node: YamlNode): boolean {
  return node.kind === "scalar" && node.text.trim() === "";
}

function expectedMap(keys: Keys): string {
  return keys === "any" ? "a map, 'code: words'" : `a map with ${[...keys.required, ...keys.optional].join(", ")}`;
}
