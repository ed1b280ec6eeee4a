import type { Cause, Effect, Statement, StatementDocument } from "../model/statement.ts";
import { writtenQualifiers } from "./claim-fields.ts";
import { readFigure } from "./figure.ts";
import { type Known, patternUnder } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import { checkName, declareId, type Ids, type Registers } from "./registers.ts";
import {
  choiceUnder,
  itemsUnder,
  lineUnder,
  nodeUnder,
  readMap,
  readWord,
  textUnder,
  wordUnder,
  type YamlMap,
} from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** Read one file of `statements/`; `ids` are those of all documents, for a statement is named by its id alone. */
export function readStatements(node: YamlNode, reading: Reading, known: Known, ids: Ids): StatementDocument {
  const map = readMap(node, { required: ["source", "statements"], optional: [] }, reading);
  const source = wordUnder(map, "source");
  checkName(source, known.registers.sources, "SOURCE_UNKNOWN", { reading, line: lineUnder(map, "source") });
  const statements = itemsUnder(map, "statements").map((item) => {
    const keys = { required: ["id", "text", "where"], optional: ["figure", "question", "note", "cause"] };
    return readStatement(readMap(item, keys, reading), known, ids);
  });
  return { file: reading.file, source, statements };
}

function readStatement(map: YamlMap, known: Known, ids: Ids): Statement {
  const id = wordUnder(map, "id");
  const line = lineUnder(map, "id");
  if (id !== "") declareId(ids, id, map.reading, line);
  const question = patternUnder(map, "question", known);
  return {
    id,
    text: textUnder(map, "text") ?? { en: "" },
    where: wordUnder(map, "where"),
    figure: readStatedFigure(map, question?.indicator, known),
    question,
    cause: readCause(map, known),
    note: textUnder(map, "note"),
    line,
  };
}

function readStatedFigure(
  map: YamlMap,
  indicatorId: string | undefined,
  { registers, parsers }: Known,
): Statement["figure"] {
  const node = nodeUnder(map, "figure");
  if (node === undefined) return undefined;
  const { reading } = map;
  const entry = readMap(node, { required: ["unit"], optional: ["value", "low", "high", "qualifier"] }, reading);
  const [value, low, high] = [wordUnder(entry, "value"), wordUnder(entry, "low"), wordUnder(entry, "high")];
  const qualifier = choiceUnder(entry, "qualifier", {
    choices: ["exactly", ...writtenQualifiers],
    code: "QUALIFIER_UNKNOWN",
    otherwise: "exactly",
  });
  const unitText = wordUnder(entry, "unit");
  const unit = unitText === "" ? undefined : parsers.unit(unitText, reading, lineUnder(entry, "unit"));
  if (unit === undefined) return undefined;
  const indicator = indicatorId === undefined ? undefined : registers.indicators?.get(indicatorId);
  if (indicator !== undefined && indicator.unit.dimension !== unit.dimension) {
    tell(reading, lineUnder(entry, "unit"), "UNIT_MISMATCH", { found: unitText, expected: indicator.unit.text });
    return undefined;
  }
  if (indicator?.scale === "text" && value + low + high !== "") {
    tell(reading, node.line, "TEXT_WITH_VALUE", { found: value || low || high, expected: "a question with a figure" });
    return undefined;
  }
  if (value + low + high === "") {
    tell(reading, node.line, "VALUE_MISSING", { found: "no figure", expected: "'value', or 'low' and 'high'" });
    return undefined;
  }
  const figure = readFigure({ value, low, high }, { reading, line: node.line, unit, indicator });
  const range = low === "" ? "" : `${low}–${high}`;
  return {
    ...figure,
    qualifier,
    printed: `${value}${value !== "" && range !== "" ? ` (${range})` : range} ${unitText}`,
  };
}

function readCause(map: YamlMap, known: Known): Cause | undefined {
  const node = nodeUnder(map, "cause");
  if (node === undefined) return undefined;
  const entry = readMap(node, { required: ["events"], optional: ["rivals", "effects"] }, map.reading);
  return {
    events: readEvents(entry, "events", known.registers),
    rivals: readEvents(entry, "rivals", known.registers),
    effects: itemsUnder(entry, "effects").map((item) => readEffect(item, map.reading, known)),
  };
}

function readEffect(node: YamlNode, reading: Reading, known: Known): Effect {
  const map = readMap(node, { required: ["label", "where", "before", "after"], optional: [] }, reading);
  return {
    label: textUnder(map, "label") ?? { en: "" },
    where: choiceUnder(map, "where", { choices: ["acts", "elsewhere"], code: "WHERE_UNKNOWN", otherwise: "acts" }),
    before: patternUnder(map, "before", known) ?? { indicator: "" },
    after: patternUnder(map, "after", known) ?? { indicator: "" },
  };
}

/** The ids of claims under a key; each must be there and on a text indicator. */
export function readEvents(map: YamlMap, key: string, registers: Registers): string[] {
  return itemsUnder(map, key).map((item) => {
    const id = readWord(item, map.reading);
    checkEvent(id, registers, { reading: map.reading, line: item.line });
    return id;
  });
}

/** Check that an id is that of an event: a claim on a text indicator. */
export function checkEvent(id: string, { claims }: Registers, at: { reading: Reading; line: number }): void {
  checkName(id, claims, "CLAIM_UNKNOWN", at);
  if (claims?.get(id) === false) {
    tell(at.reading, at.line, "CLAIM_NOT_EVENT", { found: id, expected: "a claim on a text indicator" });
  }
}
