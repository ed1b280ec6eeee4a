import { lodebookError } from "./fault.ts";

/** A span of days, both ends included, as ISO dates; `text` is how the book writes it. */
export type Period = {
  readonly text: string;
  readonly start: string;
  readonly end: string;
};

const expected = "YYYY, YYYY-Q1..Q4, YYYY-H1..H2, YYYY-MM, YYYY-MM-DD, two of them joined by '/', or 'undated'";

/**
 * Read a period: a year, quarter, half, month, day, two of them joined by `/`, or `undated` (any day).
 * Throws PERIOD_UNREADABLE.
 *
 * @example
 * parsePeriod("2025-Q1").end // => "2025-03-31"
 * parsePeriod("2024-02").end // => "2024-02-29"
 * parsePeriod("2024-01/2024-09").start // => "2024-01-01"
 * parsePeriod("2025-13") // throws PERIOD_UNREADABLE
 */
export function parsePeriod(text: string): Period {
  if (text === "undated") return { text, start: "0001-01-01", end: "9999-12-31" };
  const parts = text.split("/");
  const [first, second] = parts;
  if (first === undefined || parts.length > 2) throw unreadable(text);
  const from = parseSimple(first, text);
  if (second === undefined) return from;
  const to = parseSimple(second, text);
  if (to.end < from.start) throw unreadable(text);
  return { text, start: from.start, end: to.end };
}

/**
 * Whether every day of `inner` is a day of `outer`.
 *
 * @example
 * isWithin(parsePeriod("2025-02"), parsePeriod("2025-Q1")) // => true
 * isWithin(parsePeriod("2025"), parsePeriod("2025-Q1")) // => false
 */
export function isWithin(inner: Period, outer: Period): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/**
 * The calendar months that lie wholly inside a period, as `YYYY-MM`, in order.
 *
 * @example
 * monthsOf(parsePeriod("2025-Q1")) // => ["2025-01", "2025-02", "2025-03"]
 */
export function monthsOf(period: Period): string[] {
  const months: string[] = [];
  let year = Number(period.start.slice(0, 4));
  let month = Number(period.start.slice(5, 7));
  for (;;) {
    const { text, start, end } = parsePeriod(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`);
    if (end > period.end) return months;
    if (start >= period.start) months.push(text);
    month += 1;
    if (month > 12) {
      month = 1;
      year += 1;
    }
  }
}

function parseSimple(part: string, whole: string): Period {
  const match = /^(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})(?:-(\d{2}))?))?$/.exec(part);
  if (!match) throw unreadable(whole);
  const [, year, quarter, half, month, day] = match;
  if (year === undefined || year === "0000") throw unreadable(whole);
  if (quarter) return months(part, year, 3 * Number(quarter) - 2, 3 * Number(quarter));
  if (half) return months(part, year, 6 * Number(half) - 5, 6 * Number(half));
  if (!month) return { text: part, start: `${year}-01-01`, end: `${year}-12-31` };
  if (Number(month) < 1 || Number(month) > 12) throw unreadable(whole);
  if (!day) return months(part, year, Number(month), Number(month));
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) throw unreadable(whole);
  return { text: part, start: part, end: part };
}

function months(text: string, year: string, from: number, to: number): Period {
  const start = `${year}-${String(from).padStart(2, "0")}-01`;
  const end = `${year}-${String(to).padStart(2, "0")}-${String(daysIn(Number(year), to)).padStart(2, "0")}`;
  return { text, start, end };
}

function daysIn(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}

function unreadable(found: string) {
  return lodebookError("PERIOD_UNREADABLE", { found, expected });
}
