import { LodebookError } from "../model/fault.ts";
import type { MonthSpan, ParameterProduct, PlanGround } from "../model/market-plan.ts";
import { monthsBetween } from "../model/month.ts";
import type { MarketNetwork } from "./market-plan-network.ts";
import { checkLeast, checkProduct, type KnownParameters, type Measured } from "./parameter-use.ts";
import type { Known } from "./question-pattern.ts";
import { type Reading, tell, tellFault } from "./reading.ts";
import { checkName, declareOnce, type Ids } from "./registers.ts";
import { itemsUnder, lineUnder, nodeUnder, readWord, textUnder, wordUnder, type YamlMap } from "./yaml-map.ts";
import type { YamlNode } from "./yaml-node.ts";

/** What every part of the plan is read with. */
export type MarketDesk = {
  readonly reading: Reading;
  readonly known: Known;
  readonly parameters: KnownParameters;
  /** Undefined where the exposure network is not there or at fault: then nothing is said of what stands in it. */
  readonly network: MarketNetwork | undefined;
  readonly currency: string;
  /** The months that are run; undefined where they are at fault. */
  readonly horizon: { readonly start: string; readonly months: number } | undefined;
};

/** The parameters under a key, one id or a list of them, whose product measures what is wanted and is `least` or more. */
export function productAt(
  map: YamlMap,
  key: string,
  measured: Measured,
  { parameters }: Pick<MarketDesk, "parameters">,
  least = 0,
): ParameterProduct {
  const node = nodeUnder(map, key);
  if (node === undefined) return [];
  const { reading } = map;
  const items = node.kind === "list" ? node.items : [node];
  const ids = items.map((item) => {
    const id = readWord(item, reading);
    checkName(id, parameters?.ids, "PARAMETER_UNKNOWN", { reading, line: item.line });
    return id;
  });
  if (items.length === 0) tell(reading, node.line, "LIST_LENGTH", { found: 0, expected: "one parameter or more" });
  const at = { reading, line: node.line };
  checkProduct(ids, measured, parameters, at);
  checkLeast(ids, least, parameters, at);
  return ids;
}

const registers = { ELEMENT_UNKNOWN: "elements", STAGE_UNKNOWN: "stages", REGION_UNKNOWN: "regions" } as const;

/** The codes for names that the exposure network does not have. */
type NameCode = keyof typeof registers;

/** One name of the exposure network under a key. */
export function nameAt(map: YamlMap, key: string, code: NameCode, { network }: Pick<MarketDesk, "network">): string {
  const name = wordUnder(map, key);
  checkName(name, namesOf(network, code), code, { reading: map.reading, line: lineUnder(map, key) });
  return name;
}

/** Names of the exposure network. */
export type Names = { readonly ids: readonly string[]; readonly isAll: boolean };

/** A list of names under a key, each once, or `all` of them; `all` too where the key is absent. */
export function namesAt(map: YamlMap, key: string, code: NameCode, { network }: Pick<MarketDesk, "network">): Names {
  const node = nodeUnder(map, key);
  if (node === undefined || (node.kind === "scalar" && node.text.trim() === "all")) {
    return { ids: network?.[registers[code]] ?? [], isAll: true };
  }
  const ids = idsAt(map, key, (item) => {
    const name = readWord(item, map.reading);
    checkName(name, namesOf(network, code), code, { reading: map.reading, line: item.line });
    return name;
  });
  if (node.kind === "list" && node.items.length === 0) {
    tell(map.reading, node.line, "LIST_LENGTH", { found: 0, expected: "'all', or one name or more" });
  }
  return { ids, isAll: false };
}

/** A list under a key in which nothing stands twice. */
function idsAt(map: YamlMap, key: string, read: (item: YamlNode) => string): string[] {
  const ids: Ids = new Map();
  return itemsUnder(map, key).map((item) => {
    const id = read(item);
    if (id !== "") declareOnce(ids, id, map.reading, item.line);
    return id;
  });
}

function namesOf(network: MarketNetwork | undefined, code: NameCode): ReadonlySet<string> | undefined {
  return network && new Set(network[registers[code]]);
}

/** The month under a key, inside the months that are run; empty where it is absent or told. */
export function monthAt(map: YamlMap, key: string, { horizon }: Pick<MarketDesk, "horizon">): string {
  const month = wordUnder(map, key);
  const at = { reading: map.reading, line: lineUnder(map, key) };
  if (month === "" || !isMonth(month, at)) return "";
  if (horizon !== undefined) checkHorizon(month, horizon, at);
  return month;
}

/** Whether the text is a month; told where it is none. */
export function isMonth(text: string, { reading, line }: { reading: Reading; line: number }): boolean {
  try {
    return monthsBetween(text, text) === 0;
  } catch (error) {
    if (!(error instanceof LodebookError)) throw error;
    for (const fault of error.faults) tellFault(reading, { ...fault, file: reading.file, line });
    return false;
  }
}

/** Check that a month is one of those that are run. */
export function checkHorizon(
  month: string,
  { start, months }: NonNullable<MarketDesk["horizon"]>,
  { reading, line }: { reading: Reading; line: number },
): void {
  const place = monthsBetween(start, month);
  if (place >= 0 && place < months) return;
  const expected = `one of the ${months} months from ${start}`;
  tell(reading, line, "MONTH_OUTSIDE_HORIZON", { found: month, expected });
}

/** The months from `start` to `end`, both included; without `end` they last. */
export function spanAt(map: YamlMap, desk: Pick<MarketDesk, "horizon">): MonthSpan {
  const start = monthAt(map, "start", desk);
  const end = monthAt(map, "end", desk);
  if (start !== "" && end !== "" && monthsBetween(start, end) < 0) {
    tell(map.reading, lineUnder(map, "end"), "PERIOD_REVERSED", { found: end, expected: `${start} or later` });
  }
  return { start, end: end === "" ? undefined : end };
}

/** The claims behind an entry, or the words that mark it as an assumption: one of the two. */
export function groundAt(map: YamlMap, { known }: Pick<MarketDesk, "known">): PlanGround {
  const { reading } = map;
  const [evidence, assumption] = [nodeUnder(map, "evidence"), nodeUnder(map, "assumption")];
  if ((evidence === undefined) === (assumption === undefined)) {
    const found = evidence === undefined ? "neither 'evidence' nor 'assumption'" : "both 'evidence' and 'assumption'";
    tell(reading, assumption?.line ?? map.line, "MARKET_GROUND", { found, expected: "one of the two" });
  }
  const ids = idsAt(map, "evidence", (item) => {
    const id = readWord(item, reading);
    checkName(id, known.registers.claims, "CLAIM_UNKNOWN", { reading, line: item.line });
    return id;
  });
  if (evidence?.kind === "list" && ids.length === 0) {
    tell(reading, evidence.line, "LIST_LENGTH", { found: 0, expected: "one claim or more" });
  }
  return { evidence: ids, assumption: textUnder(map, "assumption") };
}

/** The ids that a list of the plan declares. */
export function idsOf(entries: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(entries.map(({ id }) => id));
}

/** Ids under a key that another list of the plan declares. */
export function declaredAt(
  map: YamlMap,
  key: string,
  declared: ReadonlySet<string> | undefined,
  list: string,
): string[] {
  return idsAt(map, key, (item) => {
    const id = readWord(item, map.reading);
    checkDeclared(id, declared, list, { reading: map.reading, line: item.line });
    return id;
  });
}

/** Check that another list declares an id; an empty id passes, and where the list is lost every id. */
export function checkDeclared(
  id: string,
  declared: ReadonlySet<string> | undefined,
  list: string,
  { reading, line }: { reading: Reading; line: number },
): void {
  if (id === "" || declared === undefined || declared.has(id)) return;
  tell(reading, line, "MARKET_ID_UNKNOWN", { found: id, expected: `an id under ${list}` });
}
