import type { Book } from "../model/book.ts";
import type { Claim } from "../model/claim.ts";
import type { Fault } from "../model/fault.ts";
import type { Gap } from "../model/gap.ts";
import type { Register } from "../model/register.ts";
import { makeClaimDesk, readClaims } from "./claims.ts";
import { readConstraints } from "./constraints.ts";
import { parametersOf, readExposure } from "./exposure.ts";
import type { BookFile } from "./folder.ts";
import { readGaps } from "./gaps.ts";
import { readGrades } from "./grades.ts";
import { readIdentity } from "./identity.ts";
import { readIndicators } from "./indicators.ts";
import { parametersOfMarket, readMarketPlan } from "./market-plan.ts";
import { readMarketRecord } from "./market-record.ts";
import { type ReadParameters, readParameters, tellUnused } from "./parameters.ts";
import { readPlan } from "./plan.ts";
import type { Known } from "./question-pattern.ts";
import { type Reading, tell } from "./reading.ts";
import { readRegister } from "./register.ts";
import { fileOfTable } from "./register-desk.ts";
import { type Ids, makeParsers, type Parsers, type Registers } from "./registers.ts";
import { readSeries } from "./series.ts";
import { makeShelf, type Shelf } from "./shelf.ts";
import { readSources } from "./sources.ts";
import { readStatements } from "./statements.ts";
import { readTerms } from "./terms.ts";

/** What was read of a book: the whole of it, or the faults that keep it from being one, with what rows its register has besides. */
export type ParsedBook = {
  readonly book: Book | undefined;
  readonly faults: Fault[];
  readonly register: Register | undefined;
};

/** Read a book; `digest` is SHA-256 in hexadecimal. */
export function parseBook(files: readonly BookFile[], digest: (bytes: Uint8Array | string) => string): ParsedBook {
  const faults: Fault[] = [];
  const shelf = makeShelf(files, faults);
  tellMissing(files, faults);
  const parsers = makeParsers();
  const base = readRegisters(shelf, parsers);
  const { claims, kinds } = readAllClaims(shelf, base, parsers);
  const withClaims: Known = { registers: { ...base, claims: kinds }, parsers };
  const gaps = readAllGaps(shelf, withClaims);
  const known: Known = {
    registers: { ...withClaims.registers, gaps: gaps && new Set(gaps.map(({ id }) => id)) },
    parsers,
  };
  const identity = shelf.read("book.yaml", (node, reading) => readIdentity(node, reading, parsers));
  const grades = shelf.read("grades.yaml", readGrades);
  const balance = shelf.read("constraints.yaml", (node, reading) => readConstraints(node, reading, known));
  const statementIds: Ids = new Map();
  const paths = shelf.paths("statements/", ".yaml");
  const documents = paths.flatMap((path) => {
    return shelf.read(path, (node, reading) => readStatements(node, reading, known, statementIds)) ?? [];
  });
  const hasReceipts = shelf.paths(fileOfTable("receipts"), "").length > 0;
  const plan = shelf.read("report.yaml", (node, reading) => readPlan(node, reading, { known, hasReceipts }));
  const statements = documents.length < paths.length ? undefined : new Set(statementIds.keys());
  const { parameters, exposure, market } = readModels(shelf, known, statements);
  const marketRecord = readMarketRecord(shelf);
  const register = readRegister(shelf, { names: known.registers, parsers });
  const { sources, indicators, terms } = base;
  const isWhole = faults.length === 0 && identity && sources && indicators && terms && grades && plan;
  if (!isWhole) return { book: undefined, faults: sortFaults(faults), register };
  const { quantities, constraints } = balance ?? { quantities: [], constraints: [] };
  const read = {
    sources,
    indicators,
    terms,
    grades,
    claims,
    documents,
    quantities,
    constraints,
    gaps: gaps ?? [],
    parameters,
    exposure,
    market,
    marketRecord,
    register,
    plan,
  };
  return { book: { ...identity, ...read, ...listFiles(files, digest) }, faults, register };
}

/** Files that every book has; the others may be left out. */
const requiredFiles = ["book.yaml", "terms.yaml", "sources.yaml", "indicators.yaml", "grades.yaml", "report.yaml"];

function tellMissing(files: readonly BookFile[], faults: Fault[]): void {
  for (const file of requiredFiles) {
    if (files.some(({ path }) => path === file)) continue;
    tell({ file, faults }, 0, "FILE_MISSING", { file, expected: "a file of every book, see docs/concepts/book.md" });
  }
}

/** Faults by file and line, so that a person can work through them from the top. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  return [...faults].sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}

type Base = Registers & { readonly terms: Book["terms"] | undefined };

function readRegisters(shelf: Shelf, parsers: Parsers): Base {
  const terms = shelf.read("terms.yaml", readTerms);
  const read = shelf.read("indicators.yaml", (node, reading) => readIndicators(node, reading, parsers));
  return {
    sources: shelf.read("sources.yaml", readSources),
    indicators: read?.indicators,
    indicatorIds: read?.ids,
    terms,
    places: terms?.places,
    commodities: terms?.commodities,
    bases: terms?.bases,
    gaps: undefined,
    claims: undefined,
  };
}

/** All claims, and the register of their ids where no row was lost. */
function readAllClaims(shelf: Shelf, registers: Registers, parsers: Parsers) {
  const desk = makeClaimDesk(registers, parsers);
  const claims: Claim[] = [];
  let isWhole = true;
  for (const path of shelf.paths("claims/", ".csv")) {
    const text = shelf.text(path);
    const isRead = text !== undefined && readClaims(text, { file: path, faults: shelf.faults }, desk, claims);
    isWhole &&= isRead;
  }
  for (const name of seriesNames(shelf)) {
    const path = `series/${name}.csv`;
    const head = shelf.yaml(`series/${name}.yaml`);
    const rows = shelf.text(path);
    const reading: Reading = { file: path, faults: shelf.faults };
    const isRead = head !== undefined && rows !== undefined && readSeries({ name, head, rows }, desk, reading, claims);
    isWhole &&= isRead;
  }
  return { claims, kinds: isWhole ? desk.kinds : undefined };
}

/** The names of the series; a series of which one file is missing is told. */
function seriesNames(shelf: Shelf): string[] {
  const heads = shelf.paths("series/", ".yaml").map((path) => path.slice("series/".length, -".yaml".length));
  const rows = shelf.paths("series/", ".csv").map((path) => path.slice("series/".length, -".csv".length));
  const names = [...new Set([...heads, ...rows])].sort();
  for (const name of names) {
    const missing = !heads.includes(name) ? "yaml" : !rows.includes(name) ? "csv" : undefined;
    if (missing === undefined) continue;
    const file = `series/${name}.${missing}`;
    const expected = missing === "yaml" ? "what all rows share" : "the rows";
    tell({ file, faults: shelf.faults }, 0, "FILE_MISSING", { file, expected });
  }
  return names;
}

/** A book may have no `gaps.yaml`: then it has no gaps. Undefined when the file is there and does not parse. */
function readAllGaps(shelf: Shelf, known: Known): Gap[] | undefined {
  const isThere = shelf.paths("gaps.yaml", "").length > 0;
  return isThere ? shelf.read("gaps.yaml", (node, reading) => readGaps(node, reading, known)) : [];
}

/** Parameters and the models that use them; a book may have neither. `statements` are ids, undefined where a file of them is lost. */
function readModels(
  shelf: Shelf,
  known: Known,
  statements: ReadonlySet<string> | undefined,
): Pick<Book, "parameters" | "exposure" | "market"> {
  const { faults } = shelf;
  const read = readAllParameters(shelf, known);
  const before = faults.length;
  const exposure = shelf.read("exposure.yaml", (node, reading) => readExposure(node, reading, known, read));
  const isSound = faults.length === before;
  const between = faults.length;
  const market = shelf.read("market.yaml", (node, reading) => {
    if (shelf.paths("exposure.yaml", "").length === 0) {
      tell(reading, 0, "FILE_MISSING", { file: "exposure.yaml", expected: "the network that market.yaml is about" });
    }
    const around = { known, parameters: read, exposure: isSound ? exposure : undefined, statements };
    return readMarketPlan(node, reading, around);
  });
  // Where a file that uses parameters is at fault, which of them it uses is not known.
  const used = [
    isSound ? parametersOf(exposure) : undefined,
    faults.length > between ? undefined : parametersOfMarket(market),
  ];
  const parameters = read?.parameters ?? new Map();
  tellUnused(parameters, used, { file: "parameters.yaml", faults });
  return { parameters, exposure, market };
}

/** A book may have no `parameters.yaml`. Undefined when the file is there and does not parse. */
function readAllParameters(shelf: Shelf, known: Known): ReadParameters | undefined {
  const isThere = shelf.paths("parameters.yaml", "").length > 0;
  if (!isThere) return { parameters: new Map(), ids: new Set() };
  return shelf.read("parameters.yaml", (node, reading) => readParameters(node, reading, known));
}

/** The files of a book with their digests, by path, and the digest of them all. */
export function listFiles(files: readonly BookFile[], digest: (bytes: Uint8Array | string) => string) {
  const list = files
    .map(({ path, bytes }) => ({ path, sha256: digest(bytes), bytes: bytes.length }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  return { files: list, sha256: digest(list.map(({ path, sha256 }) => `${path}\0${sha256}\n`).join("")) };
}
