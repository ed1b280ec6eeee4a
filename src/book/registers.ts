import { type Fault, type FaultCode, LodebookError, makeFault } from "../model/fault.ts";
import type { Indicator } from "../model/indicator.ts";
import { type Period, parsePeriod } from "../model/period.ts";
import type { Source } from "../model/source.ts";
import type { Text } from "../model/text.ts";
import { parseUnit, type Unit } from "../model/unit.ts";
import { type Reading, tell, tellFault } from "./reading.ts";

/**
 * What the rest of a book may name. A register is undefined when its file could not be read: then nothing is said about
 * the names that would have been in it, for the one fault that matters has been told.
 */
export type Registers = {
  readonly sources: ReadonlyMap<string, Source> | undefined;
  /** Indicators without a fault; claims on the others are not measured against them. */
  readonly indicators: ReadonlyMap<string, Indicator> | undefined;
  /** Every indicator's id, also of those at fault. */
  readonly indicatorIds: ReadonlySet<string> | undefined;
  readonly places: ReadonlyMap<string, Text> | undefined;
  readonly commodities: ReadonlyMap<string, Text> | undefined;
  readonly bases: ReadonlyMap<string, Text> | undefined;
  readonly gaps: ReadonlySet<string> | undefined;
  /** Every claim's id with whether it is on a text indicator; undefined when a file of claims could not be read. */
  readonly claims: ReadonlyMap<string, boolean> | undefined;
};

/** Where each id of one kind was first used. */
export type Ids = Map<string, { readonly file: string; readonly line: number }>;

/** Check an id's spelling and that it is new. */
export function declareId(ids: Ids, id: string, reading: Reading, line: number): void {
  if (!kebabCase.test(id)) {
    tell(reading, line, "ID_UNREADABLE", { found: id, expected: "small letters, digits and single hyphens" });
    return;
  }
  declareOnce(ids, id, reading, line);
}

/** Check that an id is new. */
export function declareOnce(ids: Ids, id: string, reading: Reading, line: number): void {
  const first = ids.get(id);
  if (first === undefined) ids.set(id, { file: reading.file, line });
  else tell(reading, line, "ID_DUPLICATE", { found: id, first: `${first.file}:${first.line}` });
}

/** Small letters, digits and single hyphens. */
export const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

const registerFiles = {
  SOURCE_UNKNOWN: "an id of sources.yaml",
  ORIGIN_UNKNOWN: "an id of sources.yaml",
  INDICATOR_UNKNOWN: "an id of indicators.yaml",
  PLACE_UNKNOWN: "a code under 'places' in terms.yaml",
  COUNTERPARTY_UNKNOWN: "a code under 'places' in terms.yaml",
  COMMODITY_UNKNOWN: "a code under 'commodities' in terms.yaml",
  BASIS_UNKNOWN: "a code under 'bases' in terms.yaml",
  GAP_UNKNOWN: "an id of gaps.yaml",
  CLAIM_UNKNOWN: "the id of a claim",
  PARAMETER_UNKNOWN: "an id of parameters.yaml",
  ELEMENT_UNKNOWN: "an id under 'elements'",
  STAGE_UNKNOWN: "an id under 'stages'",
  REGION_UNKNOWN: "an id under 'regions'",
} as const satisfies Partial<Record<FaultCode, string>>;

/** Check that a name is in its register; an empty name and an unread register pass. */
export function checkName(
  name: string,
  register: ReadonlyMap<string, unknown> | ReadonlySet<string> | undefined,
  code: keyof typeof registerFiles,
  at: { readonly reading: Reading; readonly line: number },
): void {
  if (name === "" || register === undefined || register.has(name)) return;
  tell(at.reading, at.line, code, { found: name, expected: registerFiles[code] });
}

/** Periods and units, each text parsed once; what does not parse is told each time it is met. */
export type Parsers = {
  readonly period: (text: string, reading: Reading, line: number) => Period | undefined;
  readonly unit: (text: string, reading: Reading, line: number) => Unit | undefined;
};

/** Parsers with an empty memory. */
export function makeParsers(): Parsers {
  return { period: remember(parsePeriod), unit: remember(parseUnit) };
}

function remember<Parsed>(parse: (text: string) => Parsed) {
  const known = new Map<string, { readonly parsed: Parsed } | { readonly faults: readonly Fault[] }>();
  return (text: string, reading: Reading, line: number): Parsed | undefined => {
    let result = known.get(text);
    if (result === undefined) {
      result = attempt(parse, text);
      known.set(text, result);
    }
    if ("parsed" in result) return result.parsed;
    for (const fault of result.faults) tellFault(reading, { ...fault, file: reading.file, line });
    return undefined;
  };
}

function attempt<Parsed>(parse: (text: string) => Parsed, text: string) {
  try {
    return { parsed: parse(text) };
  } catch (error) {
    if (error instanceof LodebookError) return { faults: error.faults };
    return { faults: [makeFault("INTERNAL", { found: String(error) })] };
  }
}
