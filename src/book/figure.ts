import type { Indicator } from "../model/indicator.ts";
import { convertUnit, parseUnit, type Unit } from "../model/unit.ts";
import { type Decimal, readDecimal } from "./decimal.ts";
import { type Reading, tell } from "./reading.ts";

/** A figure as it is written. */
export type PrintedFigure = { readonly value: string; readonly low: string; readonly high: string };

/** A figure as it computes, in the indicator's unit. */
export type Figure = {
  readonly value: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly lastDigit: number;
};

/** Where the figure's numbers stand, and what they are about. `indicator` is undefined where no question is named. */
export type FigureAt = {
  readonly reading: Reading;
  readonly line: number;
  readonly unit: Unit;
  readonly indicator: Pick<Indicator, "unit" | "scale"> | undefined;
};

const noFigure: Figure = { value: undefined, low: undefined, high: undefined, lastDigit: 0 };

/** Read value, low and high and check them against each other and against the indicator's scale. */
export function readFigure(printed: PrintedFigure, at: FigureAt): Figure {
  const { reading, line } = at;
  const value = readPart(printed.value, at);
  const low = readPart(printed.low, at);
  const high = readPart(printed.high, at);
  if (value === "told" || low === "told" || high === "told") return noFigure;
  if ((low === undefined) !== (high === undefined)) {
    const [found, other] = low === undefined ? ["high", "low"] : ["low", "high"];
    tell(reading, line, "RANGE_INCOMPLETE", { found, expected: `'${other}' as well, or neither` });
    return noFigure;
  }
  if (low !== undefined && high !== undefined && !isOrdered(printed, { value, low, high }, at)) return noFigure;
  const lastDigit = value === undefined ? 0 : value.lastDigit;
  return { value: value?.value, low: low?.value, high: high?.value, lastDigit };
}

type Part = { readonly value: number; readonly lastDigit: number };

function readPart(text: string, at: FigureAt): Part | "told" | undefined {
  if (text === "") return undefined;
  const { reading, line, unit, indicator } = at;
  const decimal = readDecimal(text, reading, line);
  if (decimal === undefined) return "told";
  if (indicator?.scale === "log" && decimal.value < 0) {
    tell(reading, line, "NEGATIVE_ON_LOG", {
      found: text,
      expected: "0 or more; signed changes have the scale linear",
    });
    return "told";
  }
  if (indicator?.scale === "logit" && !isShare(decimal.value, unit)) {
    tell(reading, line, "SHARE_OUT_OF_RANGE", { found: `${text} ${unit.text}`, expected: "0 to 100 percent" });
    return "told";
  }
  return convert(decimal, unit, indicator?.unit ?? unit);
}

const share = parseUnit("1");

function isShare(value: number, unit: Unit): boolean {
  const part = convertUnit(value, unit, share);
  return part >= 0 && part <= 1;
}

function convert({ value, decimals }: Decimal, from: Unit, to: Unit): Part {
  const lastDigit = Number(`1e-${decimals}`);
  return { value: convertUnit(value, from, to), lastDigit: convertUnit(lastDigit, from, to) };
}

function isOrdered(
  printed: PrintedFigure,
  { value, low, high }: { value: Part | undefined; low: Part; high: Part },
  { reading, line }: FigureAt,
): boolean {
  if (low.value > high.value) {
    tell(reading, line, "RANGE_REVERSED", { found: printed.low, expected: `one of at most the high, ${printed.high}` });
    return false;
  }
  if (value !== undefined && (value.value < low.value || value.value > high.value)) {
    const expected = `one between ${printed.low} and ${printed.high}`;
    tell(reading, line, "VALUE_OUTSIDE_RANGE", { found: printed.value, expected });
    return false;
  }
  return true;
}
