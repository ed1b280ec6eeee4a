import { type Fault, makeFault } from "../model/fault.ts";
import type { Objection, Permit, Register } from "../model/register.ts";
import { objectionsByPermit } from "./assess-register.ts";
import { findOverlaps } from "./find-overlaps.ts";

/**
 * Permits whose terms overlap (PERMIT_OVERLAP), that were changed after they were cancelled (PERMIT_ENDED), and objections decided
 * before they were raised (DATE_REVERSED). On the day of the cancellation itself everything still counts.
 *
 * @example
 * checkPermits({ permits: [], objections: [{ permit: "p", date: "2025-02-01", decision: { date: "2025-01-01", file: "objections.csv", line: 3 } }] }).map(({ code, line }) => [code, line]) // => [["DATE_REVERSED", 3]]
 */
export function checkPermits({ permits, objections }: Pick<Register, "permits" | "objections">): Fault[] {
  const byPermit = objectionsByPermit(objections);
  return [
    ...permits.flatMap(checkTerms),
    ...permits.flatMap((permit) => checkEnd(permit, byPermit.get(permit.id) ?? [])),
    ...objections.flatMap(checkDecision),
  ];
}

function checkTerms({ id, terms }: Permit): Fault[] {
  return findOverlaps(terms).map(({ span: { file, line }, before }) => {
    const details = { found: id, first: `${before.file}:${before.line}`, expected: "terms that follow each other" };
    return makeFault("PERMIT_OVERLAP", details, file, line);
  });
}

function checkEnd({ id, releases }: Permit, objections: readonly Objection[]): Fault[] {
  const ends = [
    ...releases.filter(({ kind }) => kind === "cancellation").map(({ date }) => date),
    ...objections.flatMap(({ decision }) => (decision?.outcome === "upheld" ? [decision.date] : [])),
  ].sort();
  const [end] = ends;
  if (end === undefined) return [];
  return releases
    .filter(({ date, kind }) => date > end && kind !== "cancellation")
    .map(({ date, kind, file, line }) => {
      const found = `the ${kind} of ${date} of permit '${id}', which was cancelled on ${end}`;
      return makeFault("PERMIT_ENDED", { found, expected: "nothing after that day" }, file, line);
    });
}

function checkDecision({ date, decision }: Objection): Fault[] {
  if (decision === undefined || decision.date >= date) return [];
  const details = { found: `a decision of ${decision.date}`, expected: `one on or after ${date}, the objection's day` };
  return [makeFault("DATE_REVERSED", details, decision.file, decision.line)];
}
