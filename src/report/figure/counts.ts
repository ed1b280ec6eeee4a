import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { drawText, textHeight } from "./drawing.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { estimateInk, ink, softInk, wideFrom } from "./palette.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "counts" }>;
type Bar = Spec["bars"][number];
type PlacedBar = {
  readonly bar: Bar;
  readonly label: readonly string[];
  readonly rule: readonly string[];
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
};

const size = 11;
const thickness = 14;
const columnWidth = 250;

/** From this ratio of the largest to the smallest count, bars from zero would hide the small ones: dots on a logarithmic axis. */
const logFrom = 100;

/** Counts side by side, each with the rule by which it was counted. */
export function drawCounts(spec: Spec, { width, wording }: Canvas): Drawing {
  const wide = width >= wideFrom;
  const values = spec.bars.flatMap(({ value, low, high }) => [value, low, high]).filter(isDrawable);
  const least = values.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  const log = least > 0 && values.some((value) => value / least > logFrom);
  const domain = domainOf(values, log ? "log" : "linear", true);
  // Room for the number behind the longest bar.
  const numberWidth = Math.max(0, ...spec.bars.map((bar) => textWidth(wording.number(bar, spec.unit), 12, true)));
  const range = [wide ? columnWidth : 4, width - numberWidth - 14] as const;
  const x = horizontalAxis(domain, range, { format: wording.tick(spec.unit), room: 4 });
  const place = placer(domain, ...range);
  // Counts have no unit: without words above the axis they need no room.
  const unit = wording.axis(spec.unit, domain.type);
  const top = unit === "" ? 22 : 40;
  const bars = placeBars(spec.bars, { top, wide, wording, textWide: wide ? columnWidth - 20 : width });
  const bottom = bars.at(-1)?.bottom ?? top;
  const shown = bars.filter(({ bar }) => isDrawable(bar.value));
  const intervals = shown.filter(({ bar }) => isDrawable(bar.low) && isDrawable(bar.high) && bar.low < bar.high);
  const marks = [
    log
      ? Plot.dot(shown, { x: (d) => d.bar.value, y: "middle", r: 5, fill: estimateInk })
      : Plot.rect(shown, {
          x1: 0,
          x2: (d) => d.bar.value,
          y1: (d) => d.middle - thickness / 2,
          y2: (d) => d.middle + thickness / 2,
          fill: estimateInk,
          fillOpacity: 0.4,
        }),
    Plot.link(intervals, {
      x1: (d) => d.bar.low,
      x2: (d) => d.bar.high,
      y1: "middle",
      y2: "middle",
      stroke: ink,
      strokeWidth: 1.5,
    }),
  ];
  const body = bars.map((bar) => drawBar(bar, { wide, place, wording, unit: spec.unit })).join("");
  return {
    body:
      drawText(unit, { x: range[0], y: 14, size, fill: softInk }) +
      plotPanel({ x, top, bottom, axis: "top", marks }) +
      body,
    height: bottom + 2,
    description: spec.bars.map(
      (bar) =>
        `${wording.text(bar.label)} (${wording.text(bar.rule)}): ${wording.amount(bar, spec.unit)} (${wording.interval(bar, spec.unit)})`,
    ),
  };
}

function placeBars(
  bars: readonly Bar[],
  { top, wide, wording, textWide }: { top: number; wide: boolean; wording: Wording; textWide: number },
): PlacedBar[] {
  let y = top + 4;
  return bars.map((bar) => {
    const label = wrapText(wording.text(bar.label), textWide, 12, true);
    const rule = wrapText(wording.text(bar.rule), textWide, size);
    const wordsHeight = textHeight(label, 12) + textHeight(rule, size);
    const height = wide ? Math.max(wordsHeight, thickness + 8) : wordsHeight + thickness + 8;
    const middle = wide ? y + height / 2 : y + wordsHeight + 5 + thickness / 2;
    const placed = { bar, label, rule, top: y, middle, bottom: y + height + 8 };
    y += height + 12;
    return placed;
  });
}

type BarOptions = {
  readonly wide: boolean;
  readonly place: (value: number) => number;
  readonly wording: Wording;
  readonly unit: string;
};

function drawBar({ bar, label, rule, top, middle }: PlacedBar, { wide, place, wording, unit }: BarOptions): string {
  const labelAt = top + lineHeight(label.join(""), 12) - 4;
  const furthest = [0, bar.value, bar.high].filter(isDrawable).map(place).filter(Number.isFinite);
  return (
    drawText(label, { x: 0, y: labelAt, size: 12, bold: true, halo: !wide }) +
    drawText(rule, { x: 0, y: labelAt + textHeight(label, 12) - 1, size, fill: softInk, halo: !wide }) +
    drawText(wording.number(bar, unit), {
      x: Math.max(...furthest, place(0) || 0) + 9,
      y: middle + 4,
      size: 12,
      bold: true,
      halo: true,
    })
  );
}
