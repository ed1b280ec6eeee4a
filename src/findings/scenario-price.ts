import type { Finding } from "../model/finding.ts";

/** The price of an element in a region: the lowest, the highest and the last one against what the scenario stands against. */
export type ScenarioPrice = {
  readonly element: string;
  readonly stage: string;
  readonly region: string;
  readonly lowest: Finding;
  readonly highest: Finding;
  readonly last: Finding;
  /** By quarter or year, in money; only of prices that are drawn. */
  readonly means: readonly Finding[];
};
