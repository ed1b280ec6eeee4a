import fc from "fast-check";
import type { RiskRows } from "./risk-inputs.ts";

const amount = fc.oneof(fc.constant(0), fc.double({ noNaN: true, min: 0.01, max: 1000 }));
const positive = fc.double({ noNaN: true, min: 0.01, max: 1000 });
/** Countries, by their places. */
export const places = [0, 1, 2, 3, 4, 5];
/** [material, year] of each block. */
export const blocks = [0, 1].flatMap((material) => [2021, 2022].map((year) => [material, year] as const));

const trade = fc
  .tuple(
    ...blocks.flatMap(([m, y]) =>
      pairs().map(([i, e]) => fc.tuple(fc.constant([m, y, i, e]), amount, positive, rarely())),
    ),
  )
  .map((rows) => rows.filter(([, , , isThere]) => isThere).map(([key, tonnes, usd]) => [...key, tonnes, usd]));
const production = fc
  .tuple(
    ...blocks.flatMap(([m, y]) =>
      places.map((c) =>
        fc.tuple(fc.constant([m, c, y]), c === 0 ? positive : amount, fc.constantFrom(0, 0.05, 0.3), rarely()),
      ),
    ),
  )
  .map((rows) =>
    rows.filter(([[, c], , , isThere]) => isThere || c === 0).map(([key, tonnes, sd]) => [...key, tonnes, sd]),
  );
const governance = fc
  .tuple(
    ...[2021, 2022].flatMap((y) =>
      places.map((c) =>
        fc.tuple(fc.constant([c, y]), fc.double({ noNaN: true, min: -3, max: 3 }), fc.constantFrom(0, 0.2, 0.4)),
      ),
    ),
  )
  .map((rows) => rows.map(([key, estimate, error]) => [...key, estimate, error]));
/** Worlds of six countries, two materials and two years in which nothing is missing. */
export const worlds: fc.Arbitrary<RiskRows> = fc.record({ trade, production, governance });

function pairs(): [number, number][] {
  return places.flatMap((i) => places.filter((e) => e !== i).map((e): [number, number] => [i, e]));
}

function rarely(): fc.Arbitrary<boolean> {
  return fc.integer({ min: 0, max: 3 }).map((k) => k === 0);
}

/** Two groups of these countries: some, and all. */
export const groups = new Map([
  ["G", [1, 3, 4]],
  ["H", [0, 1, 2, 3, 4, 5]],
]);

/** One importer with two origins, production of its own and of one of them. */
export function smallWorld(): RiskRows {
  return {
    trade: [
      [0, 2022, 0, 1, 70, 150],
      [0, 2022, 0, 2, 30, 50],
    ],
    production: [
      [0, 0, 2022, 60, 0.1],
      [0, 1, 2022, 300, 0.2],
    ],
    governance: [
      [1, 2022, -0.4, 0.2],
      [2, 2022, 1, 0.3],
    ],
  };
}
