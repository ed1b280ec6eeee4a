import { LodebookError } from "../model/fault.ts";
import { type Money, parseMoney } from "../model/money.ts";
import { compareRational, makeRational, type Rational } from "../model/rational.ts";
import type { LevyRate, RoundingRule } from "../model/register.ts";
import { checkDate } from "./claim-fields.ts";
import { type Reading, tell, tellFault } from "./reading.ts";
import { currencyOf, isListed, type RegisterDesk, readRational, rowAt, unlisted } from "./register-desk.ts";
import { checkName, declareId, type Ids } from "./registers.ts";
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

const roundings: readonly RoundingRule[] = ["half-even", "half-up", "down", "up"];
const keys = {
  required: ["id", "stream", "class", "base", "rate", "from", "rounding", "legal-source"],
  optional: ["to", "claims", "added"],
};

/** Read `register/levies.yaml`: each rate while it is in force. A change of rate is a new entry. */
export function readLevies(node: YamlNode, reading: Reading, desk: RegisterDesk): LevyRate[] {
  const ids: Ids = new Map();
  return readItems(node, reading).flatMap((item) => {
    const before = reading.faults.length;
    const map = readMap(item, keys, reading);
    const id = wordUnder(map, "id");
    if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
    const stream = wordUnder(map, "stream");
    if (stream !== "" && !isListed("stream", stream, desk)) {
      tell(reading, lineUnder(map, "stream"), "REFERENCE_UNKNOWN", unlisted("stream", stream));
    }
    const { from, to } = readSpan(map);
    const rate = readRate(map, desk);
    const levy = {
      id,
      stream,
      class: wordUnder(map, "class"),
      from,
      to,
      rounding: choiceUnder(map, "rounding", {
        choices: roundings,
        code: "SHAPE_MISMATCH",
        otherwise: "half-even",
      }),
      legalSource: wordUnder(map, "legal-source"),
      claims: readClaimIds(map, desk),
      ...rowAt(reading, lineUnder(map, "id"), dayUnder(map, "added"), from),
    };
    return rate === undefined || reading.faults.length > before ? [] : [{ ...levy, ...rate }];
  });
}

/** The days from and to which an entry is in force; `to` is left out where no end is set. */
export function readSpan(map: YamlMap): { from: string; to: string | undefined } {
  const [from, to] = [dayUnder(map, "from"), dayUnder(map, "to")];
  if (to !== "" && to < from) {
    const expected = `a day not before its first, ${from}`;
    tell(map.reading, lineUnder(map, "to"), "DATE_REVERSED", { found: `a last day of ${to}`, expected });
  }
  return { from, to: to || undefined };
}

/** A day under a key; empty where the key is absent. */
export function dayUnder(map: YamlMap, key: string): string {
  const day = wordUnder(map, key);
  if (day !== "") checkDate(day, map.reading, lineUnder(map, key));
  return day;
}

type Rate = { base: "mass"; perTonne: Money } | { base: "value"; share: Rational };

function readRate(map: YamlMap, desk: RegisterDesk): Rate | undefined {
  const bases: readonly Rate["base"][] = ["mass", "value"];
  const base = choiceUnder(map, "base", { choices: bases, code: "SHAPE_MISMATCH", otherwise: "mass" });
  const text = wordUnder(map, "rate");
  if (text === "") return undefined;
  const line = lineUnder(map, "rate");
  if (base === "value") {
    const share = readRational(text, map.reading, line);
    const isShare = (one: Rational) =>
      compareRational(one, makeRational(0n)) >= 0 && compareRational(one, makeRational(1n)) <= 0;
    if (share !== undefined && !isShare(share)) {
      tell(map.reading, line, "NUMBER_OUT_OF_RANGE", {
        found: text,
        expected: "a share of the value from 0 to 1, such as '5 %'",
      });
    }
    return share && { base, share };
  }
  const [, amount, code] = /^(.*\S)\s+([A-Z]{3})\s*\/\s*t$/.exec(text) ?? [];
  if (amount === undefined || code === undefined) {
    const expected = "an amount for each tonne such as '100 USD/t', or with 'base: value' a share such as '5 %'";
    tell(map.reading, line, "NUMBER_UNREADABLE", { found: text, expected });
    return undefined;
  }
  const perTonne = readMoney(`${amount} ${code}`, { reading: map.reading, line, desk });
  return perTonne && { base, perTonne };
}

/** An amount with its currency behind it, `100 USD`, 0 or more; undefined when it is told. */
export function readMoney(
  text: string,
  { reading, line, desk }: { readonly reading: Reading; readonly line: number; readonly desk: RegisterDesk },
): Money | undefined {
  const [, amount, code] = /^(.*\S)\s+([A-Z]{3})$/.exec(text) ?? [];
  if (amount === undefined || code === undefined) {
    tell(reading, line, "NUMBER_UNREADABLE", {
      found: text,
      expected: "an amount with its currency, such as '100 USD'",
    });
    return undefined;
  }
  if (!isListed("currency", code, desk)) {
    tell(reading, line, "REFERENCE_UNKNOWN", unlisted("currency", code));
    return undefined;
  }
  try {
    const money = parseMoney(amount, currencyOf(code, desk));
    if (money.minorUnits >= 0n) return money;
    tell(reading, line, "NUMBER_OUT_OF_RANGE", { found: text, expected: "0 or more" });
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    for (const fault of error.faults) tellFault(reading, { ...fault, file: reading.file, line });
  }
  return undefined;
}

function readClaimIds(map: YamlMap, { names }: RegisterDesk): string[] {
  if (nodeUnder(map, "claims") === undefined) return [];
  return itemsUnder(map, "claims").map((item) => {
    const id = readWord(item, map.reading);
    checkName(id, names.claims, "CLAIM_UNKNOWN", { reading: map.reading, line: item.line });
    return id;
  });
}
