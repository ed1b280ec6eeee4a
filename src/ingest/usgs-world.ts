import type { ProductionRow } from "./production.ts";

/** What a table prints as the world's production. */
export type WorldFigure = {
  readonly material: string;
  readonly stage: string;
  readonly year: number;
  readonly unit: string;
  /** Without commas between thousands. */
  readonly printed: string;
  readonly line: number;
};

/** Countries that add up to more than the world. */
export type Excess = { readonly line: number; readonly found: number; readonly most: number };

/**
 * Where the countries of a table add up to more than its printed total, with half a unit of the last digit of each figure
 * allowed for: the total is rounded, and so are they. Digits of a footnote that are glued to a figure make it ten times as
 * large, and nothing in the figure itself shows it.
 */
export function findExcess(rows: readonly ProductionRow[], world: readonly WorldFigure[]): Excess[] {
  return world.flatMap((total) => {
    if (!/^[0-9]+(\.[0-9]+)?$/.test(total.printed)) return [];
    const parts = partsOf(rows, total).filter(({ quantity }) => quantity !== undefined);
    const found = parts.reduce((sum, { quantity = 0 }) => sum + quantity, 0);
    const slack = parts.reduce((sum, { quantity = 0 }) => sum + halfUnit(String(quantity)), halfUnit(total.printed));
    const most = Number(total.printed) + slack;
    return found > most ? [{ line: total.line, found, most }] : [];
  });
}

/** The total is often of a type of its own, "Mine production" over "Mine production, content": then over the only one. */
function partsOf(rows: readonly ProductionRow[], { material, stage, year, unit }: WorldFigure): ProductionRow[] {
  const same = rows.filter((row) => row.material === material && row.year === year && row.unit === unit);
  const stages = new Set(same.map((row) => row.stage));
  if (stages.has(stage)) return same.filter((row) => row.stage === stage);
  return stages.size === 1 ? same : [];
}

/** Half a unit of the last digit that is not a nought: 376000 stands for 375,500 to 376,500. */
function halfUnit(printed: string): number {
  const point = printed.indexOf(".");
  if (point >= 0) return 0.5 * 10 ** -(printed.length - point - 1);
  return 0.5 * 10 ** (/0*$/.exec(printed)?.[0].length ?? 0);
}
