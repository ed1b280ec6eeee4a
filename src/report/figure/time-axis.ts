import { parsePeriod } from "../../model/period.ts";
import type { Domain } from "./domain.ts";
import { textWidth } from "./measure.ts";
import type { PanelAxis } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

export const dayMilliseconds = 86_400_000;

/** Months between ticks, from the closest to the widest. */
const steps = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 12_000];

/** The axis, and the year to be written below one of its months where no tick says it. */
export type TimeAxis = {
  readonly axis: PanelAxis;
  readonly year: { readonly time: number; readonly words: string } | undefined;
};

/** An axis of dates: years, or months where there is room for their names. */
export function timeAxis(domain: Domain, range: readonly [number, number], wording: Wording): TimeAxis {
  const months = (domain.to - domain.from) / (30.44 * dayMilliseconds);
  const pixelsPerMonth = (range[1] - range[0]) / Math.max(months, 0.1);
  const name = (tick: number) => wording.say(`month.${monthOf(tick).month}`);
  for (const step of steps) {
    const ticks = ticksAt(domain, step);
    const wide = step >= 12 ? 34 : Math.max(...ticks.map((tick) => textWidth(name(tick), 11))) + 12;
    if (step * pixelsPerMonth < wide && step !== steps.at(-1)) continue;
    const isYear = (tick: number) => step >= 12 || monthOf(tick).month === "01";
    const format = (tick: number) => (isYear(tick) ? monthOf(tick).year : name(tick));
    // Where no year begins, the first month has its year below it.
    const [first] = ticks;
    const year = first === undefined || ticks.some(isYear) ? undefined : { time: first, words: monthOf(first).year };
    return { axis: { domain, range, ticks, format }, year };
  }
  return { axis: { domain, range, ticks: [], format: () => "" }, year: undefined };
}

/** The first day of a date or period, in milliseconds; undefined for one that has no place on an axis. */
export function timeOf(date: string): number | undefined {
  if (date === "undated" || !/^\d{4}/.test(date)) return undefined;
  try {
    return Date.parse(parsePeriod(date).start);
  } catch {
    // A date that is no period cannot be drawn; the table beside the figure still shows it.
    return undefined;
  }
}

function ticksAt(domain: Domain, step: number): number[] {
  const start = new Date(domain.from);
  const ticks: number[] = [];
  let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step;
  for (; ticks.length < 400; month += step) {
    const tick = new Date(0).setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (!(tick <= domain.to)) break;
    if (tick >= domain.from) ticks.push(tick);
  }
  return ticks;
}

/** The year and the month of a time, each as text. */
function monthOf(time: number): { readonly year: string; readonly month: string } {
  const date = new Date(time);
  return { year: String(date.getUTCFullYear()), month: String(date.getUTCMonth() + 1).padStart(2, "0") };
}
