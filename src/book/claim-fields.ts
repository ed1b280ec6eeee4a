import { allGrades, type Grade, type Pedigree, type Qualifier } from "../model/grade.ts";
import { type Reading, tell } from "./reading.ts";

/** Qualifiers as they are written in a book; an empty cell is `exactly`. */
export const writtenQualifiers = ["about", "over", "nearly", "atleast", "upto"] as const;

/** A grade, or `otherwise` where the cell is empty or told. */
export function readGrade(text: string, otherwise: Grade, reading: Reading, line: number): Grade {
  if (text === "") return otherwise;
  const grade = allGrades.find((one) => one === text);
  if (grade === undefined) tell(reading, line, "GRADE_UNKNOWN", { found: text, expected: allGrades.join(", ") });
  return grade ?? otherwise;
}

/** A qualifier; an empty cell is `exactly`. */
export function readQualifier(text: string, reading: Reading, line: number): Qualifier {
  if (text === "") return "exactly";
  const qualifier = writtenQualifiers.find((one) => one === text);
  const expected = `${writtenQualifiers.join(", ")}, or nothing for an exact figure`;
  if (qualifier === undefined) tell(reading, line, "QUALIFIER_UNKNOWN", { found: text, expected });
  return qualifier ?? "exactly";
}

const worst: Pedigree = [5, 5, 5, 5, 5];
const pedigrees = new Map<string, Pedigree>();

/** Five scores 1 to 5, for instance `2;1;1;1;2`. Equal texts give the same object. */
export function readPedigree(text: string, reading: Reading, line: number): Pedigree {
  const known = pedigrees.get(text);
  if (known !== undefined) return known;
  const match = /^ *([1-5]) *; *([1-5]) *; *([1-5]) *; *([1-5]) *; *([1-5]) *$/.exec(text);
  if (match === null) {
    const expected = "five scores 1 to 5 for reliability, completeness, time, place, technology, e.g. 2;1;1;1;2";
    tell(reading, line, "PEDIGREE_UNREADABLE", { found: text, expected });
    return worst;
  }
  const [a, b, c, d, e] = match.slice(1).map(Number);
  const pedigree: Pedigree = [a ?? 5, b ?? 5, c ?? 5, d ?? 5, e ?? 5];
  // There are only 3125 pedigrees, but spaces would make more spellings than that.
  if (pedigrees.size < 10_000) pedigrees.set(text, pedigree);
  return pedigree;
}

/** Check an ISO date; day and month must exist. */
export function checkDate(text: string, reading: Reading, line: number): void {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  const time = match === null ? Number.NaN : Date.parse(`${text}T00:00:00Z`);
  const isDate = Number.isFinite(time) && new Date(time).toISOString().startsWith(text);
  if (!isDate) tell(reading, line, "DATE_UNREADABLE", { found: text, expected: "the day as YYYY-MM-DD" });
}
