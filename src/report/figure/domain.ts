/** An axis: which scale, from where to where; always finite, never empty, positive when logarithmic. */
export type Domain = { readonly type: "linear" | "log"; readonly from: number; readonly to: number };

/** Beyond this a number cannot be placed on an axis without overflow; within its inverse it is drawn as zero. */
const largest = 1e100;

/** Whether a number can be placed on an axis at all. */
export function isDrawable(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && Math.abs(value) < largest;
}

/**
 * The axis for some numbers: logarithmic when asked for and all are positive, else linear; with some air on both sides, and from
 * zero when `zero` asks for it.
 */
export function domainOf(values: readonly (number | undefined)[], type: "linear" | "log", zero: boolean): Domain {
  const drawable = values.filter(isDrawable);
  const low = drawable.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = drawable.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (drawable.length === 0) return { type: "linear", from: 0, to: 1 };
  if (type === "log" && low > 1 / largest) return logDomain(low, high);
  if (zero && low >= 0) return { type: "linear", from: 0, to: high > 1 / largest ? high * 1.06 : 1 };
  if (zero && high <= 0) return { type: "linear", from: low * 1.06, to: 0 };
  const span = high - low;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const air = span > Math.max(size * 1e-9, 1 / largest) ? span * 0.06 : Math.max(size * 0.1, 1 / largest);
  return { type: "linear", from: low - air, to: high + air };
}

/** Where a number stands between two positions in pixels. */
export function placer({ type, from, to }: Domain, left: number, right: number): (value: number) => number {
  const onScale = (value: number) => (type === "log" ? Math.log(value) : value);
  const start = onScale(from);
  const span = onScale(to) - start;
  return (value) => left + ((onScale(value) - start) / span) * (right - left);
}

/** Round numbers on an axis, at most about `count`. */
export function ticksOf({ type, from, to }: Domain, count: number): number[] {
  return type === "log" ? logTicks(from, to, count) : linearTicks(from, to, count);
}

function logDomain(low: number, high: number): Domain {
  const air = Math.max((high / low) ** 0.05, 1.05);
  return { type: "log", from: low / air, to: high * air };
}

function logTicks(from: number, to: number, count: number): number[] {
  const first = Math.floor(Math.log10(from));
  const last = Math.ceil(Math.log10(to));
  const inside = (ticks: number[]) => ticks.filter((tick) => tick >= from && tick <= to);
  for (const factors of [[1, 2, 3, 5], [1, 2, 5], [1, 3], [1]]) {
    if ((last - first) * factors.length > 60) continue;
    const ticks: number[] = [];
    for (let power = first; power <= last; power += 1) {
      for (const factor of factors) ticks.push(Number(`${factor}e${power}`));
    }
    const shown = inside(ticks);
    if (shown.length <= count && shown.length >= 2) return shown;
  }
  const step = Math.ceil((last - first) / count);
  // Less than a factor of two: round numbers at equal distances serve better than powers.
  if (step <= 1 && to / from < 10) return linearTicks(from, to, count);
  const powers: number[] = [];
  for (let power = Math.ceil(first / step) * step; power <= last; power += step) powers.push(Number(`1e${power}`));
  return inside(powers);
}

function linearTicks(from: number, to: number, count: number): number[] {
  const rough = (to - from) / Math.max(count, 1);
  const power = Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * 10 ** power >= rough * 0.999) ?? 10;
  const step = Number(`${factor}e${power}`);
  const ticks: number[] = [];
  for (let index = Math.ceil(from / step); index <= Math.floor(to / step) && ticks.length <= count + 1; index += 1) {
    // Twelve digits: 3 x 0.1 is 0.3, not 0.30000000000000004.
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}
