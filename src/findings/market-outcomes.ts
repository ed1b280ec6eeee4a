import { elementAt } from "../numerics/element.ts";

/** One named outcome of a draw: a single number, or one a month. A number that is not there in a draw is NaN. */
export type OutcomePart = { readonly key: string; readonly length: number };

/** What is kept of a draw. Every draw of the same inputs has the same parts. */
export type DrawOutcome = { readonly parts: readonly OutcomePart[]; readonly values: Float64Array };

/** Notes the outcomes of a draw, one after the other. */
export type Recorder = {
  readonly note: (key: string, ...values: readonly number[]) => void;
  readonly end: () => DrawOutcome;
};

/** A month is cleared to a hundred-millionth: what is smaller than that of a share, a tonne or a million is nothing. */
const negligible = 1e-7;

/** Begin to note the outcomes of a draw. */
export function makeRecorder(): Recorder {
  const parts: OutcomePart[] = [];
  const values: number[] = [];
  return {
    note: (key, ...noted) => {
      parts.push({ key, length: noted.length });
      for (const value of noted) values.push(Math.abs(value) < negligible ? 0 : value);
    },
    end: () => ({ parts, values: Float64Array.from(values) }),
  };
}

/** The outcomes of all draws of a seed. */
export type Ensemble = {
  readonly draws: number;
  readonly seed: number;
  /** Whether the outcome is there. */
  readonly has: (key: string) => boolean;
  /** One number of an outcome, draw by draw; of a single number the first. Throws for an outcome that is not there. */
  readonly column: (key: string, index?: number) => Float64Array;
  readonly lengthOf: (key: string) => number;
};

/** Put the draws together, in their order. */
export function makeEnsemble(
  run: { readonly draws: number; readonly seed: number },
  parts: readonly OutcomePart[],
  values: readonly Float64Array[],
): Ensemble {
  const places = new Map<string, { from: number; length: number }>();
  let from = 0;
  for (const { key, length } of parts) {
    places.set(key, { from, length });
    from += length;
  }
  const placeOf = (key: string) => {
    const place = places.get(key);
    if (place === undefined) throw new RangeError(`no outcome '${key}'`);
    return place;
  };
  return {
    draws: run.draws,
    seed: run.seed,
    has: (key) => places.has(key),
    column: (key, index = 0) => {
      const { from: start } = placeOf(key);
      return Float64Array.from(values, (draw) => elementAt(draw, start + index));
    },
    lengthOf: (key) => placeOf(key).length,
  };
}
