import type { Finding, Result } from "../model/finding.ts";
import { allMissingReasons } from "../model/missing.ts";
import { textIn } from "../model/text.ts";
import { type Catalogue, hasMessage } from "./catalogue.ts";

/** A finding's result in words: `value` (with its unit) alone, `interval` (ends alone) or `full` (both, with what is missing). */
export function formatFinding(finding: Finding, show: "value" | "interval" | "full", catalogue: Catalogue): string {
  const { result, unit, method } = finding;
  if (result.kind === "estimate") return formatEstimate(result, unit, show, catalogue);
  const isExact = method === "register" && result.kind === "sum" && result.low === result.known;
  if (isExact) return formatExactSum(result, unit, show, catalogue);
  if (result.kind === "sum") return formatSum(result, unit, show, catalogue);
  if (show === "interval" && result.kind !== "missing") return catalogue.message("interval.none");
  if (result.kind === "count") return formatAmount(formatExactIn(result.value, unit), unit || "count", catalogue);
  if (result.kind === "verdict") return catalogue.message(`verdict.${result.verdict}`);
  if (result.kind === "words") return textIn(result.words, catalogue.locale);
  return catalogue.message(`missing.${result.reason}`);
}

/**
 * The decimal place (a power of ten) to which an estimate is honest: two significant digits of the interval's half width,
 * the rule of the GUM (JCGM 100:2008, 7.2.6) for stating an uncertainty.
 */
export function honestPlace(value: number, low: number, high: number): number {
  const half = (high - low) / 2;
  // Without a width there is nothing to be honest about: six significant digits.
  return half > 0 ? exponentOf(half) - 1 : exponentOf(value) - 5;
}

/**
 * A number for people: rounded at a decimal place, thousands set apart by commas, a minus sign and no exponent. A number
 * always keeps two significant digits, so the low end of a wide interval is not rounded to nothing; `down` and `up` round
 * to that side, for bounds.
 */
export function formatNumber(value: number, place: number, rounding: "nearest" | "down" | "up" = "nearest"): string {
  if (value === 0) return "0";
  const at = Math.min(place, exponentOf(value) - 1);
  return formatAt(value, at, rounding);
}

/** A number of things: whole, however small. */
export function formatCount(value: number, place: number): string {
  return formatAt(value, Math.max(0, Math.min(place, exponentOf(value) - 1)), "nearest");
}

function formatAt(value: number, at: number, rounding: "nearest" | "down" | "up"): string {
  const rounded = roundAt(value, at, rounding);
  const [whole = "", fraction] = Math.abs(rounded).toFixed(Math.max(0, -at)).split(".");
  const grouped = group(whole) + (fraction === undefined ? "" : `.${fraction}`);
  return rounded < 0 ? `\u2212${grouped}` : grouped;
}

/** An exact number: every significant digit it has, up to `digits`, and no zeros after them. */
export function formatExact(value: number, digits = 15): string {
  const rounded = Math.abs(Number.isInteger(value) ? value : Number(value.toPrecision(digits)));
  // Print without an exponent, however small or large; most numbers have none to begin with, and words of a locale are slow.
  const plain = String(rounded);
  const digitsOnly = plain.includes("e")
    ? rounded.toLocaleString("en", { useGrouping: false, maximumFractionDigits: 20 })
    : plain;
  const [whole = "", fraction] = digitsOnly.split(".");
  const grouped = group(whole) + (fraction === undefined ? "" : `.${fraction}`);
  return value < 0 ? `\u2212${grouped}` : grouped;
}

/** An exact number of a unit: money with a fraction is written as on a receipt, 6,853.60 and not 6,853.6. */
export function formatExactIn(value: number, unit: string): string {
  const digits = formatExact(value);
  return /^[A-Z]{3}$/.test(unit) ? digits.replace(/\.(\d)$/, ".$10") : digits;
}

/** A figure as the source printed it: only thousands are set apart. */
export function formatPrinted(digits: string): string {
  return digits.replace(/^(-?)(\d+)/, (_, minus: string, whole: string) => {
    return (minus ? "\u2212" : "") + (whole.length > 4 ? group(whole) : whole);
  });
}

/** Digits (or words) with a unit in the language's order: `USD 12 million`, `12 percent`. */
export function formatAmount(digits: string, unit: string, catalogue: Catalogue): string {
  if (["", "count", "text", "score"].includes(unit)) return digits;
  // The share 1 is shown as percent; see `scaleOf`.
  if (unit === "1" || unit === "percent") return catalogue.message("unit.form.percent", { value: digits });
  const match = /^(?:(thousand|million|billion) )?([A-Za-z0-9]+)(?:\/([A-Za-z0-9]+))?$/.exec(unit);
  if (!match) return `${digits} ${unit}`.trim();
  const [, scale, over = "", under] = match;
  const money = /^[A-Z]{3}$/.test(over);
  const name = over === "count" ? "" : catalogue.message(`unit.name.${over}`);
  const form = `unit.form.${scale === undefined ? "" : "scaled-"}${money ? "money" : "plain"}`;
  const scaleWord = scale === undefined ? "" : catalogue.message(`unit.scale.${scale}`);
  const amount = squeeze(catalogue.message(form, { value: digits, unit: name, scale: scaleWord }));
  return under === undefined ? amount : squeeze(catalogue.message(`unit.per.${under}`, { amount }));
}

/** A unit alone, for the title of an axis or a column. */
export function formatUnit(unit: string, catalogue: Catalogue): string {
  return squeeze(formatAmount("", unit, catalogue));
}

/** The factor by which a figure is shown: a share between 0 and 1 is shown in percent. */
export function scaleOf(unit: string): number {
  return unit === "1" ? 100 : 1;
}

/** A period in words: `first quarter of 2025`, `January 2025 to March 2025`. What is no period stays as it is. */
export function formatPeriod(period: string, catalogue: Catalogue): string {
  if (period === "undated") return catalogue.message("period.undated");
  const [from = "", to] = period.split("/");
  if (to === undefined) return formatSimplePeriod(from, catalogue);
  return catalogue.message("period.range", {
    from: formatSimplePeriod(from, catalogue),
    to: formatSimplePeriod(to, catalogue),
  });
}

function formatEstimate(
  { value, low, high }: Extract<Result, { kind: "estimate" }>,
  unit: string,
  show: "value" | "interval" | "full",
  catalogue: Catalogue,
): string {
  const shown = shownUnit(unit, Math.abs(value));
  const [middle, from, to] = [value * shown.scale, low * shown.scale, high * shown.scale];
  const place = honestPlace(middle, from, to);
  const digits = (number: number) =>
    unit === "count" ? formatCount(number, place) : formatNumber(number, belowWhole(number, place, shown.unit));
  const exact = low === high;
  const figure = formatAmount(exact ? formatExact(middle, 6) : digits(middle), shown.unit, catalogue);
  if (show === "value" || (show === "full" && exact)) return figure;
  if (exact) return catalogue.message("interval.none");
  const interval = catalogue.message("interval", { low: digits(from), high: digits(to) });
  return show === "interval" ? interval : catalogue.message("value.with-interval", { value: figure, interval });
}

/** Nine digits in a row are read wrongly: large amounts are told in millions or billions. */
export function shownUnit(unit: string, size: number): { unit: string; scale: number } {
  const isPlain = /^[A-Za-z0-9]+$/.test(unit) && !["count", "score", "percent", "1", "times", "text"].includes(unit);
  if (!isPlain || size < 1e6) return { unit, scale: scaleOf(unit) };
  return size < 1e10 ? { unit: `million ${unit}`, scale: 1e-6 } : { unit: `billion ${unit}`, scale: 1e-9 };
}

/** A share that is not the whole is never rounded to it. */
function belowWhole(value: number, place: number, unit: string): number {
  if ((unit !== "percent" && unit !== "1") || value >= 100 || value < 99) return place;
  return Math.min(place, exponentOf(100 - value));
}

/** A sum with missing parts is a lower bound, so it is rounded down and never shown as if it were the whole. */
function formatSum(
  sum: Extract<Result, { kind: "sum" }>,
  unit: string,
  show: "value" | "interval" | "full",
  catalogue: Catalogue,
): string {
  const missing = allMissingReasons.filter((reason) => (sum.missing[reason] ?? 0) > 0);
  const { known, low, high } = sum;
  if (missing.length === 0 && high !== undefined) {
    return formatEstimate({ kind: "estimate", value: known, low, high }, unit, show, catalogue);
  }
  const { unit: shown, scale } = shownUnit(unit, known);
  const place = honestPlace(scale * known, scale * low, scale * (high ?? 2 * known - low));
  const least = formatAmount(formatNumber(scale * low, place, "down"), shown, catalogue);
  const most = high === undefined ? undefined : formatNumber(scale * high, place, "up");
  if (show === "interval") {
    if (most === undefined) return catalogue.message("interval.open");
    return catalogue.message("interval", { low: formatNumber(scale * low, place, "down"), high: most });
  }
  const figure = catalogue.message("value.at-least", { value: least });
  if (show === "value") return figure;
  const parts = [
    catalogue.message("sum.known", { value: formatAmount(formatNumber(scale * known, place), shown, catalogue) }),
    most === undefined
      ? catalogue.message("sum.unbounded")
      : catalogue.message("sum.at-most", { value: formatAmount(most, shown, catalogue) }),
    ...missingNotes(sum, catalogue),
  ];
  return catalogue.message("value.with-notes", {
    value: figure,
    notes: parts.join(catalogue.message("list.separator")),
  });
}

/** What rows of a register add up to is known to the last unit, whatever is missing beside them: nothing is rounded. */
function formatExactSum(
  sum: Extract<Result, { kind: "sum" }>,
  unit: string,
  show: "value" | "interval" | "full",
  catalogue: Catalogue,
): string {
  const { known, high } = sum;
  if (show === "interval") {
    if (high === undefined) return catalogue.message("interval.open");
    return catalogue.message("interval", { low: formatExactIn(known, unit), high: formatExactIn(high, unit) });
  }
  const value = catalogue.message("value.at-least", {
    value: formatAmount(formatExactIn(known, unit), unit, catalogue),
  });
  if (show === "value") return value;
  const most = high === undefined ? [] : [formatAmount(formatExactIn(high, unit), unit, catalogue)];
  const bounds = most.map((amount) => catalogue.message("sum.at-most", { value: amount }));
  const notes = [...bounds, ...missingNotes(sum, catalogue)].join(catalogue.message("list.separator"));
  return catalogue.message("value.with-notes", { value, notes });
}

function missingNotes({ missing }: Extract<Result, { kind: "sum" }>, catalogue: Catalogue): string[] {
  const reasons = allMissingReasons.filter((reason) => (missing[reason] ?? 0) > 0);
  return reasons.map((reason) =>
    catalogue.message("sum.missing", { count: missing[reason] ?? 0, reason: catalogue.message(`missing.${reason}`) }),
  );
}

function formatSimplePeriod(period: string, catalogue: Catalogue): string {
  const match = /^(\d{4})(?:-(?:(Q[1-4])|(H[12])|(\d{2})(?:-(\d{2}))?))?$/.exec(period);
  if (!match) return period;
  const [, year = "", quarter, half, month, day] = match;
  if (quarter !== undefined) return catalogue.message(`period.${quarter}`, { year });
  if (half !== undefined) return catalogue.message(`period.${half}`, { year });
  if (month === undefined) return catalogue.message("period.year", { year });
  if (!hasMessage(catalogue, `month.${month}`)) return period;
  const name = catalogue.message(`month.${month}`);
  if (day === undefined) return catalogue.message("period.month", { year, month: name });
  return catalogue.message("period.day", { year, month: name, day: String(Number(day)) });
}

function roundAt(value: number, place: number, rounding: "nearest" | "down" | "up"): number {
  // Dividing by a whole power of ten is exact where multiplying by its inverse is not.
  const shifted = place >= 0 ? value / 10 ** place : value * 10 ** -place;
  // A bound that only misses a whole number by binary rounding stays on it.
  const near = Math.round(shifted);
  const settled = Math.abs(shifted - near) < 1e-9 * Math.max(1, Math.abs(near));
  const whole =
    settled || rounding === "nearest" ? near : rounding === "down" ? Math.floor(shifted) : Math.ceil(shifted);
  return place >= 0 ? whole * 10 ** place : whole / 10 ** -place;
}

/** Floor of log10, from the printed exponent: exact where the logarithm is off by a rounding. */
function exponentOf(value: number): number {
  return Number(value.toExponential().split("e")[1]);
}

function group(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

function squeeze(text: string): string {
  return text
    .replace(/ {2,}/g, " ")
    .replace(/ ([/%])/g, "$1")
    .trim();
}
