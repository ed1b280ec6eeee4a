import type { LevyRate } from "../model/register.ts";

/** Rates by class and stream, the earliest first. */
export type LevySchedule = ReadonlyMap<string, ReadonlyMap<string, readonly LevyRate[]>>;

/**
 * The rows of levies ordered for asking: by class, then by stream in the order of their ids, each in order of time. Rows of one class and stream do not
 * overlap in a register that was checked.
 *
 * @example
 * [...makeLevySchedule([{ class: "clay", stream: "levy", from: "2024-01-01" }]).keys()] // => ["clay"]
 */
export function makeLevySchedule(levies: readonly LevyRate[]): LevySchedule {
  const schedule = new Map<string, Map<string, LevyRate[]>>();
  for (const levy of levies) {
    const streams = schedule.get(levy.class) ?? new Map<string, LevyRate[]>();
    schedule.set(levy.class, streams);
    streams.set(levy.stream, [...(streams.get(levy.stream) ?? []), levy]);
  }
  // Sorted, so that the order of the rows in the file does not matter.
  return new Map(
    [...schedule].map(([name, streams]) => {
      for (const rates of streams.values()) rates.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
      return [name, new Map([...streams].sort(([a], [b]) => (a < b ? -1 : 1)))];
    }),
  );
}

/**
 * The rate among `rates` that is in force on a day, both ends of its span included; undefined when there is none.
 *
 * @example
 * rateOn([{ id: "old", from: "2024-01-01", to: "2024-06-30" }, { id: "new", from: "2024-07-01" }], "2024-07-01").id // => "new"
 * rateOn([{ id: "old", from: "2024-01-01", to: "2024-06-30" }], "2023-12-31") // => undefined
 */
export function rateOn(rates: readonly LevyRate[], date: string): LevyRate | undefined {
  return rates.findLast(({ from, to }) => from <= date && (to === undefined || date <= to));
}
