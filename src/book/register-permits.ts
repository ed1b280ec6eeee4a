import type { Objection, ObjectionDecision, Permit, PermitRelease, PermitTerm } from "../model/register.ts";
import { type RegisterColumn, registerChoices } from "../model/register-table.ts";
import { type RegisterCells, readTable } from "./register-cells.ts";
import type { RegisterDesk } from "./register-desk.ts";
import type { Shelf } from "./shelf.ts";

type PermitHead = Pick<Permit, "id" | "holder" | "place" | "commodity" | "class">;
type OpenPermit = { readonly first: Permit; readonly isWhole: boolean; terms: PermitTerm[]; releases: PermitRelease[] };

/** Read `permits.csv`: a row is a step in the life of a permit, and its first row says what it is about. */
export function readPermits(shelf: Shelf, desk: RegisterDesk): Permit[] {
  const permits = new Map<string, OpenPermit>();
  readTable("permits", shelf, desk, (cells) => {
    const id = cells.words("id");
    const before = desk.faults.length;
    const known = permits.get(id);
    const head = known === undefined ? readHead(id, cells, desk) : known.first;
    if (known !== undefined) checkHead(head, cells, known.first);
    const isHeadWhole = desk.faults.length === before;
    const date = cells.day("date");
    const row = cells.row(date);
    const release: PermitRelease = {
      date,
      level: cells.listed("level", "level"),
      kind: cells.choice("kind", registerChoices.kind),
      text: cells.text("text"),
      ...row,
    };
    const term = readTerm(cells, row);
    if (id === "") return;
    // What a first row at fault says of the permit is not asked of the rows below it.
    const open = known ?? makePermit(head, row, isHeadWhole);
    permits.set(id, open);
    if (desk.faults.length > before) return;
    open.releases.push(release);
    if (term !== undefined) open.terms.push(term);
  });
  const whole = [...permits.values()].filter(({ isWhole }) => isWhole);
  return whole.map(({ first, terms, releases }) => ({ ...first, terms, releases }));
}

type Row = Pick<Permit, "file" | "line" | "added">;

function makePermit(head: PermitHead, row: Row, isWhole: boolean): OpenPermit {
  return { first: { ...head, ...row, terms: [], releases: [] }, isWhole, terms: [], releases: [] };
}

type Cells = RegisterCells<RegisterColumn<"permits">>;

function readHead(id: string, cells: Cells, { names }: RegisterDesk): PermitHead {
  const place = cells.words("place");
  const commodity = cells.words("commodity");
  if (place !== "" && names.places?.has(place) === false) {
    cells.tell("place", "PLACE_UNKNOWN", { found: place, expected: "a code under 'places' in terms.yaml" });
  }
  if (commodity !== "" && names.commodities?.has(commodity) === false) {
    const expected = "a code under 'commodities' in terms.yaml";
    cells.tell("commodity", "COMMODITY_UNKNOWN", { found: commodity, expected });
  }
  return { id, holder: cells.words("holder"), place, commodity, class: cells.words("class") };
}

/** Later rows of a permit may leave blank what the first one says; they may not say something else. */
function checkHead(head: PermitHead, cells: Cells, { file, line }: Permit): void {
  for (const column of ["holder", "place", "commodity", "class"] as const) {
    const found = cells.text(column);
    if (found === "" || found === head[column]) continue;
    const expected = `'${head[column]}' as at ${file}:${line}; a permit for somebody or something else is another permit`;
    cells.tell(column, "PERMIT_DIFFERS", { noun: column, found, permit: head.id, expected });
  }
}

function readTerm(cells: Cells, row: Row): PermitTerm | undefined {
  const from = cells.dayIfAny("from");
  const to = cells.dayIfAny("to");
  if (from === "" && to === "") return undefined;
  if (from === "") cells.tell("from", "RANGE_INCOMPLETE", { found: "to", expected: "'from' as well" });
  if (to !== "" && to < from) {
    cells.tell("to", "DATE_REVERSED", { found: `a term to ${to}`, expected: `a day not before its first, ${from}` });
  }
  return { from, to: to || undefined, ...row };
}

type OpenObjection = { readonly first: Objection; decision: ObjectionDecision | undefined };

/** Read `objections.csv`: a row raises an objection; a later row of the same id, or the same one, has its decision. */
export function readObjections(shelf: Shelf, desk: RegisterDesk): Objection[] {
  const objections = new Map<string, OpenObjection>();
  readTable("objections", shelf, desk, (cells) => {
    const before = desk.faults.length;
    const id = cells.words("id");
    const known = objections.get(id);
    const first = known?.first ?? readObjection(id, cells);
    const decision = readDecision(cells, first.date);
    if (known !== undefined) checkSecondRow(known, cells, decision);
    if (id === "" || desk.faults.length > before) return;
    const open = known ?? { first, decision: undefined };
    objections.set(id, open);
    open.decision ??= decision;
  });
  return [...objections.values()].map(({ first, decision }) => ({ ...first, decision }));
}

type ObjectionCells = RegisterCells<RegisterColumn<"objections">>;

function readObjection(id: string, cells: ObjectionCells): Objection {
  const date = cells.day("date");
  return { id, permit: cells.words("permit"), date, decision: undefined, text: cells.text("text"), ...cells.row(date) };
}

function readDecision(cells: ObjectionCells, raised: string): ObjectionDecision | undefined {
  const date = cells.dayIfAny("decided");
  const isEmpty = cells.text("outcome") === "";
  if (date === "" && isEmpty) return undefined;
  if (date === "") cells.tell("decided", "CELL_EMPTY", { found: "decided", expected: "the day of the outcome" });
  if (isEmpty) cells.tell("outcome", "CELL_EMPTY", { found: "outcome", expected: "what was decided" });
  else if (date !== "" && date < raised) {
    const expected = `a day not before the objection, ${raised}`;
    cells.tell("decided", "DATE_REVERSED", { found: `a decision of ${date}`, expected });
  }
  const outcome = isEmpty ? "withdrawn" : cells.choice("outcome", registerChoices.outcome);
  return { date, outcome, ...cells.row(date) };
}

/** A second row of an objection has its decision, and nothing else. */
function checkSecondRow(
  { first, decision: earlier }: OpenObjection,
  cells: ObjectionCells,
  decision: ObjectionDecision | undefined,
): void {
  const permit = cells.text("permit");
  const isDecision = earlier === undefined && decision !== undefined && (permit === "" || permit === first.permit);
  if (!isDecision) cells.tell("id", "ID_DUPLICATE", { found: first.id, first: `${first.file}:${first.line}` });
}
