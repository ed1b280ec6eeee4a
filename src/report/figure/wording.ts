import { type Text, textIn } from "../../model/text.ts";
import type { Catalogue } from "../catalogue.ts";
import {
  formatAmount,
  formatCount,
  formatExact,
  formatExactIn,
  formatNumber,
  formatPeriod,
  formatUnit,
  honestPlace,
  scaleOf,
} from "../format.ts";

/** A number with its interval, as a finding has it. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number | undefined };

/** How a figure says things: words out of the catalogue and the book, numbers as everywhere in the report. */
export type Wording = {
  readonly say: (key: string, values?: Readonly<Record<string, string>>) => string;
  readonly text: (text: Text) => string;
  readonly period: (period: string) => string;
  /** The unit alone, and whether the axis is logarithmic. */
  readonly axis: (unit: string, type: "linear" | "log") => string;
  /** A number on an axis: short where it is long. */
  readonly tick: (unit: string) => (value: number) => string;
  /** A figure as it stands, with its unit. */
  readonly exact: (value: number, unit: string) => string;
  /** An estimate as far as its interval lets it be honest: with the unit, without, and the interval's ends. */
  readonly amount: (estimate: Estimate, unit: string) => string;
  readonly number: (estimate: Estimate, unit: string) => string;
  readonly interval: (estimate: Estimate, unit: string) => string;
  /** An interval without its estimate; the number alone where both ends are the same. */
  readonly bounds: (low: number, high: number, unit: string) => string;
  /** The low end of an estimate that is only known from below. */
  readonly least: (estimate: Estimate, unit: string) => string;
  /** The lowest and the highest figure, as they stand. */
  readonly span: (low: number, high: number, unit: string) => string;
};

/** Fewer digits than this before or after the point are written out; what has more is written with an exponent. */
const mostDigits = 15;

const scaleWords = [
  { from: 1e9, key: "unit.scale.billion" },
  { from: 1e6, key: "unit.scale.million" },
];

export function wordingIn(locale: string, catalogue: Catalogue): Wording {
  const number = (estimate: Estimate, unit: string) => honest(estimate.value, estimate, unit);
  const ends = (low: number, high: number, estimate: Estimate, unit: string) =>
    interval(honest(low, estimate, unit), honest(high, estimate, unit));
  const interval = (low: string, high: string) => (low === high ? low : catalogue.message("interval", { low, high }));
  return {
    say: (key, values) => catalogue.message(key, values),
    text: (text) => textIn(text, locale),
    period: (period) => formatPeriod(period, catalogue),
    axis: (unit, type) => {
      const name = formatUnit(unit, catalogue);
      if (type === "linear") return name;
      return name === "" ? catalogue.message("figure.log") : catalogue.message("figure.log-unit", { unit: name });
    },
    tick: (unit) => (value) => tick(value * scaleOf(unit), catalogue),
    exact: (value, unit) => formatAmount(exact(value * scaleOf(unit)), unit, catalogue),
    amount: (estimate, unit) => formatAmount(number(estimate, unit), unit, catalogue),
    number,
    interval: (estimate, unit) => {
      if (estimate.high === undefined) return catalogue.message("interval.open");
      if (estimate.low === estimate.high) return catalogue.message("interval.none");
      return ends(estimate.low, estimate.high, estimate, unit);
    },
    bounds: (low, high, unit) => ends(low, high, { value: (low + high) / 2, low, high }, unit),
    least: (estimate, unit) =>
      catalogue.message("value.at-least", { value: honest(estimate.low, estimate, unit, "down") }),
    span: (low, high, unit) => interval(exact(low * scaleOf(unit)), exact(high * scaleOf(unit))),
  };
}

/** A number of an estimate, rounded where the width of the interval says. */
function honest(
  number: number,
  { value, low, high }: Estimate,
  unit: string,
  rounding: "nearest" | "down" = "nearest",
): string {
  const scale = scaleOf(unit);
  if (!isWritable(number * scale)) return exact(number * scale);
  const end = high ?? 2 * value - low;
  if (low === end) return formatExactIn(number * scale, unit);
  const known = [value, low, end].every(Number.isFinite);
  const place = known ? honestPlace(scale * value, scale * low, scale * end) : -mostDigits;
  if (unit === "count") return formatCount(number, place);
  return formatNumber(number * scale, Math.max(place, -mostDigits), rounding);
}

function exact(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return isWritable(value) ? formatExact(value) : value.toExponential(1).replace(/-/g, "\u2212");
}

function tick(value: number, catalogue: Catalogue): string {
  const scale = scaleWords.find(({ from }) => Math.abs(value) >= from);
  if (scale === undefined)
    return value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential().replace(/-/g, "\u2212") : exact(value);
  if (Math.abs(value) >= 1e12) return value.toExponential().replace("+", "").replace("-", "\u2212");
  return `${formatExact(value / scale.from)} ${catalogue.message(scale.key)}`;
}

function isWritable(value: number): boolean {
  return value === 0 || (Math.abs(value) < 10 ** mostDigits && Math.abs(value) > 10 ** -mostDigits);
}
