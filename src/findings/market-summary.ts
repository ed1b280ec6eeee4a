import type { MarketSummary, OutcomeBand, OutcomeDriver } from "../model/market-record.ts";
import { elementAt } from "../numerics/element.ts";
import { quantile } from "../numerics/quantile.ts";
import { findDriver } from "./exposure-driver.ts";
import type { MarketGround } from "./market-inputs.ts";
import { type DrawOutcome, type Ensemble, makeEnsemble, type OutcomePart } from "./market-outcomes.ts";

/** The ends of the interval, as probabilities. */
export type Ends = { readonly low: number; readonly high: number };

/** Which outcomes are told by what drives them, and by how many parameters. */
export type DriverChoice = { readonly outcomes: readonly string[]; readonly most: number };

/** Put the outcomes of all draws, in their order, into bands and drivers. */
export function summariseDraws(
  outcomes: readonly DrawOutcome[],
  { hangsOn, inputs }: MarketGround,
  ends: Ends,
  choice: DriverChoice,
): MarketSummary {
  const [first] = outcomes;
  const run = { draws: outcomes.length, seed: inputs?.seed ?? 0 };
  const parts: readonly OutcomePart[] = first?.parts ?? [];
  const ensemble = makeEnsemble(
    run,
    parts,
    outcomes.map(({ values }) => values),
  );
  const bands = new Map(
    parts.map(({ key, length }): [string, OutcomeBand[]] => [
      key,
      Array.from({ length }, (_, index) => bandOf(ensemble.column(key, index), ends)),
    ]),
  );
  const drawn = inputs?.drawn ?? new Map<string, Float64Array>();
  const drivers = choice.outcomes
    .filter((key) => outcomes.length >= leastDraws && ensemble.has(key))
    .map((key) => [key, driversOf(ensemble, key, { hangsOn, drawn, ends }).slice(0, choice.most)] as const);
  return { ...run, bands, drivers: new Map(drivers) };
}

function bandOf(column: Float64Array, { low, high }: Ends): OutcomeBand {
  const there = column.filter((value) => !Number.isNaN(value));
  const count = there.length;
  const first = rounded(elementAt(column, 0));
  if (count === 0) return { value: Number.NaN, low: Number.NaN, high: Number.NaN, count, first };
  const at = (probability: number) => rounded(quantile(there, probability));
  const [middle, bottom, top] = [at(0.5), at(low), at(high)];
  // Numbers that differ by no more than what a clearing leaves open are one number.
  if (top - bottom <= tolerance * Math.abs(middle)) return { value: middle, low: middle, high: middle, count, first };
  return { value: middle, low: bottom, high: top, count, first };
}

/** Over fewer draws the strongest of a hundred parameters is strong by chance. */
const leastDraws = 20;

/** A month is cleared to a hundred-millionth; what is computed from it may be off by some times that. */
const tolerance = 1e-6;

/** Six digits: fewer than a clearing is sure of, so that they do not hang on the order of the runs. */
function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

type DriverInputs = {
  readonly hangsOn: MarketGround["hangsOn"];
  readonly drawn: ReadonlyMap<string, Float64Array>;
  readonly ends: Ends;
};

function driversOf(ensemble: Ensemble, key: string, { hangsOn, drawn, ends }: DriverInputs): OutcomeDriver[] {
  const column = ensemble.column(key);
  const band = bandOf(column, ends);
  if (band.count < column.length || band.low === band.high) return [];
  // What is above zero in every draw is told on its logarithm, so that no end of a line falls below.
  const isPositive = column.every((value) => value > 0);
  const outcome = isPositive ? column.map(Math.log) : column;
  const back = isPositive ? Math.exp : (value: number) => value;
  const bars = hangsOn.flatMap((value): OutcomeDriver[] => {
    const draws = drawn.get(value.parameter.id);
    const found = findDriver(outcome, [value], drawn, ends.high);
    if (draws === undefined || found === undefined) return [];
    const line = lineThrough(draws, outcome);
    const at = (end: number) => back(line.middle + line.slope * (quantile(draws, end) - line.centre));
    const { share, low, high } = found;
    return [
      {
        parameter: value.parameter.id,
        share: rounded(share),
        low: rounded(low),
        high: rounded(high),
        atLow: rounded(at(ends.low)),
        atHigh: rounded(at(ends.high)),
      },
    ];
  });
  return bars.sort((a, b) => b.share - a.share);
}

/** Least squares: the outcome as middle + slope × (parameter - centre). */
function lineThrough(draws: Float64Array, outcome: Float64Array) {
  const mean = (numbers: Float64Array) => numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const [centre, middle] = [mean(draws), mean(outcome)];
  let [product, square] = [0, 0];
  for (let k = 0; k < draws.length; k += 1) {
    const deviation = elementAt(draws, k) - centre;
    product += deviation * (elementAt(outcome, k) - middle);
    square += deviation * deviation;
  }
  return { centre, middle, slope: square === 0 ? 0 : product / square };
}
