import { monthsBetween } from "../model/month.ts";

/** A quarter or year of which at least one month is shown: its name, and the places of its months among those shown. */
export type ShownSpan = { readonly period: string; readonly months: readonly number[] };

/** More quarters than this are told by the year: a line has no more to say. */
const mostQuarters = 16;

/** The quarters that some months fall into, or the years where those are many; both ends are included. */
export function spansOf({ start, end }: { readonly start: string; readonly end: string }): ShownSpan[] {
  const quarters = spansBy({ start, end }, (year, month) => `${year}-Q${Math.floor(month / 3) + 1}`);
  return quarters.length <= mostQuarters ? quarters : spansBy({ start, end }, (year) => String(year));
}

function spansBy(
  { start, end }: { readonly start: string; readonly end: string },
  nameOf: (year: number, month: number) => string,
): ShownSpan[] {
  const first = Number(start.slice(0, 4)) * 12 + Number(start.slice(5)) - 1;
  const spans = new Map<string, number[]>();
  for (let place = 0; place <= monthsBetween(start, end); place += 1) {
    const period = nameOf(Math.floor((first + place) / 12), (first + place) % 12);
    const known = spans.get(period);
    if (known) known.push(place);
    else spans.set(period, [place]);
  }
  return [...spans].map(([period, months]) => ({ period, months }));
}
