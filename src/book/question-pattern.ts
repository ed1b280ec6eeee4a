import type { QuestionPattern } from "../model/question.ts";
import type { Reading } from "./reading.ts";
import { checkName, type Parsers, type Registers } from "./registers.ts";
import { itemsUnder, lineUnder, nodeUnder, readMap, readWord, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** What a pattern is checked against. */
export type Known = { readonly registers: Registers; readonly parsers: Parsers };

/** A pattern under a key, undefined where the key is absent. */
export function patternUnder(map: YamlMap, key: string, known: Known): QuestionPattern | undefined {
  const node = nodeUnder(map, key);
  return node === undefined ? undefined : readPattern(node, map.reading, known);
}

/** Indicator, place, counterparty, commodity and basis of a map; those that are absent stay open. */
export function checkedNames(map: YamlMap, registers: Registers): Omit<QuestionPattern, "periods" | "within"> {
  const word = (key: string) => wordUnder(map, key);
  const at = (key: string) => ({ reading: map.reading, line: lineUnder(map, key) });
  const [indicator, place, counterparty] = [word("indicator"), word("place"), word("counterparty")];
  const [commodity, basis] = [word("commodity"), word("basis")];
  checkName(indicator, registers.indicatorIds, "INDICATOR_UNKNOWN", at("indicator"));
  checkName(place, registers.places, "PLACE_UNKNOWN", at("place"));
  checkName(counterparty, registers.places, "COUNTERPARTY_UNKNOWN", at("counterparty"));
  checkName(commodity, registers.commodities, "COMMODITY_UNKNOWN", at("commodity"));
  checkName(basis, registers.bases, "BASIS_UNKNOWN", at("basis"));
  return {
    indicator,
    ...(place === "" ? {} : { place }),
    ...(counterparty === "" ? {} : { counterparty }),
    ...(commodity === "" ? {} : { commodity }),
    ...(basis === "" ? {} : { basis }),
  };
}

/** A question with parts left open; unknown names and unreadable periods are told. */
function readPattern(node: YamlNode, reading: Reading, { registers, parsers }: Known): QuestionPattern {
  const optional = ["place", "counterparty", "commodity", "basis", "periods", "within"];
  const map = readMap(node, { required: ["indicator"], optional }, reading);
  const names = checkedNames(map, registers);
  const periods = itemsUnder(map, "periods").map((item) => {
    const text = readWord(item, reading);
    parsers.period(text, reading, item.line);
    return text;
  });
  const within = wordUnder(map, "within");
  if (within !== "") parsers.period(within, reading, lineUnder(map, "within"));
  return {
    ...names,
    ...(nodeUnder(map, "periods") === undefined ? {} : { periods }),
    ...(within === "" ? {} : { within }),
  };
}
