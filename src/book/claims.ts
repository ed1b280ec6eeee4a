import type { Claim } from "../model/claim.ts";
import type { Grade, Pedigree, Qualifier } from "../model/grade.ts";
import type { Indicator } from "../model/indicator.ts";
import type { Period } from "../model/period.ts";
import { type Question, questionKey } from "../model/question.ts";
import type { Unit } from "../model/unit.ts";
import { checkDate, readGrade, readPedigree, readQualifier } from "./claim-fields.ts";
import { type ColumnPositions, readRows } from "./csv-rows.ts";
import { type Figure, readFigure } from "./figure.ts";
import { type Reading, tell } from "./reading.ts";
import { checkName, declareId, type Ids, type Parsers, type Registers } from "./registers.ts";

/** What is written of a claim, trimmed; empty where nothing is. */
export type WrittenClaim = Readonly<Record<ClaimColumn, string>>;

/** The columns of `claims/*.csv`. */
export type ClaimColumn = (typeof claimColumns)["required" | "optional"][number];

/** Columns that must be there, and those that may be absent. */
export const claimColumns = {
  required: ["id", "indicator", "place", "period", "unit", "source", "locator", "pedigree", "added"],
  optional: [
    "counterparty",
    "commodity",
    "basis",
    "value",
    "low",
    "high",
    "text",
    "qualifier",
    "origin",
    "grade",
    "note",
    "conflict",
    "record",
  ],
} as const;

/** What all claims of a book share: registers, parsers, the ids met so far, and one object for equal questions and words. */
export type ClaimDesk = {
  readonly registers: Registers;
  readonly parsers: Parsers;
  readonly ids: Ids;
  /** Every id with whether it is on a text indicator. */
  readonly kinds: Map<string, boolean>;
  readonly questions: Map<string, Question>;
  readonly words: Map<string, string>;
  /** Days that were found good. */
  readonly days: Set<string>;
};

/** A desk with nothing on it yet. */
export function makeClaimDesk(registers: Registers, parsers: Parsers): ClaimDesk {
  return {
    registers,
    parsers,
    ids: new Map(),
    kinds: new Map(),
    questions: new Map(),
    words: new Map(),
    days: new Set(),
  };
}

/** Read the rows of one file of claims into `claims`; false when rows of it were lost. */
export function readClaims(text: string, reading: Reading, desk: ClaimDesk, claims: Claim[]): boolean {
  return readRows<ClaimColumn>(text, claimColumns, reading, (row, line, positions) => {
    const written = writtenOf(row, positions, desk.words);
    declareId(desk.ids, written.id, reading, line);
    const shared = readShared(written, reading, () => line, desk);
    desk.kinds.set(written.id, shared.indicator === undefined || shared.indicator.scale === "text");
    const claim = readClaim(written, shared, { reading, line, desk });
    if (claim !== undefined) claims.push(claim);
  });
}

function writtenOf(row: readonly string[], at: ColumnPositions<ClaimColumn>, words: Map<string, string>): WrittenClaim {
  const cell = (index: number) => (index < 0 ? "" : (row[index] ?? "").trim());
  // Cells whose words recur in row after row are kept once.
  const word = (index: number) => keepOnce(cell(index), words);
  return {
    id: cell(at.id),
    indicator: word(at.indicator),
    place: word(at.place),
    counterparty: word(at.counterparty),
    commodity: word(at.commodity),
    period: word(at.period),
    basis: word(at.basis),
    value: cell(at.value),
    low: cell(at.low),
    high: cell(at.high),
    text: cell(at.text),
    unit: word(at.unit),
    qualifier: word(at.qualifier),
    source: word(at.source),
    origin: word(at.origin),
    locator: word(at.locator),
    grade: word(at.grade),
    pedigree: word(at.pedigree),
    added: word(at.added),
    note: word(at.note),
    conflict: word(at.conflict),
    record: cell(at.record),
  };
}

function keepOnce(text: string, words: Map<string, string>): string {
  if (text === "") return "";
  const known = words.get(text);
  if (known !== undefined) return known;
  words.set(text, text);
  return text;
}

/** What a claim says apart from its period and figure; the rows of a series share it. */
export type SharedPart = {
  readonly indicator: Indicator | undefined;
  readonly unit: Unit | undefined;
  readonly grade: Grade;
  readonly pedigree: Pedigree;
  readonly qualifier: Qualifier;
};

/** Check all that does not depend on period and figure; `lineOf` says where a column's value stands. */
export function readShared(
  written: WrittenClaim,
  reading: Reading,
  lineOf: (column: ClaimColumn) => number,
  desk: ClaimDesk,
): SharedPart {
  const { registers } = desk;
  for (const key of ["indicator", "place", "unit", "source"] as const) {
    if (written[key] === "")
      tell(reading, lineOf(key), "CELL_EMPTY", { found: key, expected: "a value in every claim" });
  }
  const at = (column: ClaimColumn) => ({ reading, line: lineOf(column) });
  checkName(written.indicator, registers.indicatorIds, "INDICATOR_UNKNOWN", at("indicator"));
  checkName(written.place, registers.places, "PLACE_UNKNOWN", at("place"));
  checkName(written.counterparty, registers.places, "COUNTERPARTY_UNKNOWN", at("counterparty"));
  checkName(written.commodity, registers.commodities, "COMMODITY_UNKNOWN", at("commodity"));
  checkName(written.basis, registers.bases, "BASIS_UNKNOWN", at("basis"));
  checkName(written.source, registers.sources, "SOURCE_UNKNOWN", at("source"));
  checkName(written.origin, registers.sources, "ORIGIN_UNKNOWN", at("origin"));
  checkOrigin(written, at("origin"));
  checkAdded(written.added, desk, at("added"));
  if (written.locator === "") {
    tell(reading, lineOf("locator"), "LOCATOR_MISSING", { expected: "where in the source the figure stands" });
  }
  const sourceGrade = registers.sources?.get(written.source)?.grade ?? "E";
  return {
    ...readMeasure(written, desk, at("unit")),
    grade: readGrade(written.grade, sourceGrade, reading, lineOf("grade")),
    pedigree: readPedigree(written.pedigree, reading, lineOf("pedigree")),
    qualifier: readQualifier(written.qualifier, reading, lineOf("qualifier")),
  };
}

type At = { readonly reading: Reading; readonly line: number };

function readMeasure(written: WrittenClaim, { registers, parsers }: ClaimDesk, { reading, line }: At) {
  const indicator = registers.indicators?.get(written.indicator);
  const unit = written.unit === "" ? undefined : parsers.unit(written.unit, reading, line);
  const fits = unit === undefined || indicator === undefined || unit.dimension === indicator.unit.dimension;
  if (!fits) tell(reading, line, "UNIT_MISMATCH", { found: written.unit, expected: indicator.unit.text });
  return { indicator, unit: fits ? unit : undefined };
}

function checkOrigin({ source, origin }: WrittenClaim, at: At): void {
  if (origin === "" || origin !== source) return;
  tell(at.reading, at.line, "ORIGIN_IS_SOURCE", { found: origin, expected: "another source, or nothing" });
}

/** The same few days recur in every row, so a day that was found good is not checked again. */
function checkAdded(added: string, { days }: ClaimDesk, { reading, line }: At): void {
  if (days.has(added)) return;
  const before = reading.faults.length;
  checkDate(added, reading, line);
  if (reading.faults.length === before) days.add(added);
}

/** The claim of a row, undefined when its question or its figure cannot be made out. */
export function readClaim(
  written: WrittenClaim,
  { indicator, unit, grade, pedigree, qualifier }: SharedPart,
  { reading, line, desk }: At & { readonly desk: ClaimDesk },
): Claim | undefined {
  const period = desk.parsers.period(written.period, reading, line);
  if (indicator === undefined || unit === undefined) return undefined;
  const figure = readClaimFigure(written, indicator, unit, { reading, line });
  if (period === undefined) return undefined;
  const { id, value, low, high, text, source, origin, locator, added, note, conflict, record } = written;
  return {
    id,
    question: questionOf(written, period, desk.questions),
    printed: { value, low, high, unit: written.unit, text },
    value: figure.value,
    low: figure.low,
    high: figure.high,
    lastDigit: figure.lastDigit,
    qualifier,
    source,
    origin,
    locator,
    grade,
    pedigree,
    added,
    note,
    conflict,
    record,
    file: reading.file,
    line,
  };
}

function readClaimFigure(written: WrittenClaim, indicator: Indicator, unit: Unit, at: At): Figure {
  const { value, low, high, text } = written;
  const hasFigure = value !== "" || low !== "" || high !== "";
  if (indicator.scale === "text" && hasFigure) {
    const found = value || low || high;
    tell(at.reading, at.line, "TEXT_WITH_VALUE", { found, expected: "only words, in 'text'" });
  } else if (indicator.scale === "text" && text === "") {
    tell(at.reading, at.line, "VALUE_MISSING", { found: "no words", expected: "what happened, in 'text'" });
  } else if (indicator.scale !== "text") {
    if (hasFigure) return readFigure(written, { ...at, unit, indicator });
    tell(at.reading, at.line, "VALUE_MISSING", { found: "no figure", expected: "'value', or 'low' and 'high'" });
  }
  return { value: undefined, low: undefined, high: undefined, lastDigit: 0 };
}

/** Claims with the same question share one object, so that they can be grouped without comparing texts. */
function questionOf(written: WrittenClaim, period: Period, questions: Map<string, Question>): Question {
  const { indicator, place, counterparty, commodity, basis } = written;
  const question: Question = { indicator, place, counterparty, commodity, period, basis };
  const key = questionKey(question);
  const known = questions.get(key);
  if (known !== undefined) return known;
  questions.set(key, question);
  return question;
}
