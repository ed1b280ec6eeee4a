import { compareRational, makeRational, type Rational } from "../model/rational.ts";
import type { AllocationFormula, AllocationShare, HorizontalRule, TieRule } from "../model/register.ts";
import { type Reading, tell } from "./reading.ts";
import { isListed, type ListedNoun, type RegisterDesk, readRational, rowAt, unlisted } from "./register-desk.ts";
import { dayUnder, readMoney, readSpan } from "./register-levies.ts";
import { checkName, declareId, type Ids } from "./registers.ts";
import {
  choiceUnder,
  itemsUnder,
  lineUnder,
  readItems,
  readMap,
  readWord,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

const keys = {
  required: ["id", "from", "approved-by", "streams", "vertical", "tie"],
  optional: ["to", "earmarks", "horizontal", "added"],
};

/** Read `register/allocations.yaml`: the formulas by which revenue is divided, each while it is in force. */
export function readFormulas(node: YamlNode, reading: Reading, desk: RegisterDesk): AllocationFormula[] {
  const ids: Ids = new Map();
  return readItems(node, reading).flatMap((item) => {
    const before = reading.faults.length;
    const formula = readFormula(readMap(item, keys, reading), ids, desk);
    return reading.faults.length > before ? [] : [formula];
  });
}

function readFormula(map: YamlMap, ids: Ids, desk: RegisterDesk): AllocationFormula {
  const { reading } = map;
  const id = wordUnder(map, "id");
  if (id !== "") declareId(ids, id, reading, lineUnder(map, "id"));
  const ties: readonly TieRule[] = ["id", "larger-share"];
  const { from, to } = readSpan(map);
  const vertical = readShares(map, "vertical", desk);
  return {
    id,
    from,
    to,
    approvedBy: wordUnder(map, "approved-by"),
    streams: itemsUnder(map, "streams").map((item) => readListed(item, "stream", reading, desk)),
    earmarks: readShares(map, "earmarks", desk),
    vertical,
    horizontal: readHorizontal(map, vertical, desk),
    tie: choiceUnder(map, "tie", { choices: ties, code: "SHAPE_MISMATCH", otherwise: "id" }),
    ...rowAt(reading, lineUnder(map, "id"), dayUnder(map, "added"), from),
  };
}

function readListed(node: YamlNode, noun: ListedNoun, reading: Reading, desk: RegisterDesk): string {
  const name = readWord(node, reading);
  if (name !== "" && !isListed(noun, name, desk)) {
    tell(reading, node.line, "REFERENCE_UNKNOWN", unlisted(noun, name));
  }
  return name;
}

function recipientUnder(map: YamlMap, desk: RegisterDesk): string {
  const name = wordUnder(map, "recipient");
  if (name !== "" && !isListed("recipient", name, desk)) {
    tell(map.reading, lineUnder(map, "recipient"), "REFERENCE_UNKNOWN", unlisted("recipient", name));
  }
  return name;
}

function readShares(map: YamlMap, key: string, desk: RegisterDesk): AllocationShare[] {
  const ids: Ids = new Map();
  return itemsUnder(map, key).map((item) => {
    const found = readMap(item, { required: ["recipient", "share"], optional: ["floor", "cap"] }, map.reading);
    const recipient = recipientUnder(found, desk);
    declareId(ids, recipient, map.reading, lineUnder(found, "recipient"));
    const money = (bound: string) => {
      const text = wordUnder(found, bound);
      return text === "" ? undefined : readMoney(text, { reading: map.reading, line: lineUnder(found, bound), desk });
    };
    return {
      recipient,
      share: rationalUnder(found, "share"),
      floor: money("floor"),
      cap: money("cap"),
      line: lineUnder(found, "recipient"),
    };
  });
}

const nothing = makeRational(0n);

/** A share or a weight, 0 or more. */
function rationalUnder(map: YamlMap, key: string): Rational {
  const text = wordUnder(map, key);
  const line = lineUnder(map, key);
  const found = text === "" ? undefined : readRational(text, map.reading, line);
  if (found !== undefined && compareRational(found, nothing) < 0) {
    tell(map.reading, line, "NUMBER_OUT_OF_RANGE", { found: text, expected: "0 or more" });
  }
  return found ?? nothing;
}

const rules = ["derivation", "equal", "population", "need", "impact"] as const;

function readHorizontal(map: YamlMap, vertical: readonly AllocationShare[], desk: RegisterDesk): HorizontalRule[] {
  return itemsUnder(map, "horizontal").map((item) => {
    const found = readMap(item, { required: ["of", "rule", "members"], optional: ["reason"] }, map.reading);
    const of = wordUnder(found, "of");
    if (of !== "" && !vertical.some(({ recipient }) => recipient === of)) {
      const expected = "a recipient under 'vertical' of the same formula";
      tell(map.reading, lineUnder(found, "of"), "REFERENCE_UNKNOWN", { noun: "recipient", found: of, expected });
    }
    const before = map.reading.faults.length;
    const rule = choiceUnder(found, "rule", { choices: rules, code: "SHAPE_MISMATCH", otherwise: "equal" });
    // What members need depends on the rule.
    const isRule = map.reading.faults.length === before;
    const members: Members = isRule ? readMembers(found, rule, desk) : { rule: "equal", members: [] };
    return { of, line: lineUnder(found, "of"), ...members };
  });
}

type Members =
  | Pick<Extract<HorizontalRule, { rule: "derivation" }>, "rule" | "members">
  | Pick<Extract<HorizontalRule, { rule: "equal" }>, "rule" | "members">
  | Pick<Extract<HorizontalRule, { rule: "population" | "need" | "impact" }>, "rule" | "members">;

function readMembers(map: YamlMap, rule: (typeof rules)[number], desk: RegisterDesk): Members {
  const { reading } = map;
  const ids: Ids = new Map();
  const member = (item: YamlNode, required: readonly string[]) => {
    const found = readMap(item, { required: ["recipient", ...required], optional: [] }, reading);
    const recipient = recipientUnder(found, desk);
    if (recipient !== "") declareId(ids, recipient, reading, lineUnder(found, "recipient"));
    return { found, recipient };
  };
  const items = itemsUnder(map, "members");
  if (rule === "equal") return { rule, members: items.map((item) => ({ recipient: member(item, []).recipient })) };
  if (rule === "derivation") {
    return {
      rule,
      members: items.map((item) => {
        const { found, recipient } = member(item, ["places"]);
        return { recipient, places: readPlaces(found, desk) };
      }),
    };
  }
  return {
    rule,
    members: items.map((item) => {
      const { found, recipient } = member(item, ["weight"]);
      return { recipient, weight: rationalUnder(found, "weight") };
    }),
  };
}

function readPlaces(map: YamlMap, { names }: RegisterDesk): string[] {
  return itemsUnder(map, "places").map((item) => {
    const place = readWord(item, map.reading);
    checkName(place, names.places, "PLACE_UNKNOWN", { reading: map.reading, line: item.line });
    return place;
  });
}
