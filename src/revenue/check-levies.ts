import { type Fault, makeFault } from "../model/fault.ts";
import type { LevyRate } from "../model/register.ts";
import { findOverlaps } from "./find-overlaps.ts";

/**
 * Rates of one stream and class that are in force on the same day (LEVY_OVERLAP), and rates below 0 (AMOUNT_NOT_POSITIVE). A rate of
 * 0 frees from the levy and is allowed.
 *
 * @example
 * checkLevies([{ id: "a", stream: "levy", class: "clay", base: "mass", perTonne: { minorUnits: -1n }, from: "2025-01-01", file: "levies.yaml", line: 2 }]).map(({ code }) => code) // => ["AMOUNT_NOT_POSITIVE"]
 */
export function checkLevies(levies: readonly LevyRate[]): Fault[] {
  const groups = Map.groupBy(levies, ({ stream, class: of }) => JSON.stringify([stream, of]));
  const overlaps = [...groups.values()].flatMap((group) =>
    findOverlaps(group).map(({ span: { id, file, line }, before }) => {
      const expected = `one rate a day for a class and a stream`;
      const details = { found: id, first: `${before.file}:${before.line}`, expected };
      return makeFault("LEVY_OVERLAP", details, file, line);
    }),
  );
  return [...overlaps, ...levies.flatMap(checkSign)];
}

function checkSign(levy: LevyRate): Fault[] {
  const size = levy.base === "mass" ? levy.perTonne.minorUnits : levy.share.numerator;
  if (size >= 0n) return [];
  const details = { found: `${size} of levy '${levy.id}'`, expected: "a rate of 0 or more" };
  return [makeFault("AMOUNT_NOT_POSITIVE", details, levy.file, levy.line)];
}
