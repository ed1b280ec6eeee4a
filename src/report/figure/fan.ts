import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { type Domain, domainOf, isDrawable, placer } from "./domain.ts";
import { draw, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { series, softInk, wideFrom } from "./palette.ts";
import { type DrawnPanel, drawPanelGrid } from "./panel-grid.ts";
import { plotPanel, verticalAxis } from "./plot-panel.ts";
import { timeAxis, timeOf } from "./time-axis.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "fan" }>;
type Panel = Spec["panels"][number];
type Point = Panel["lines"][number]["points"][number] & { readonly time: number };
type Line = { readonly label: string; readonly points: readonly Point[]; readonly colour: string };

const size = 11;
const titleSize = 12;
const plotHeight = 120;
const tickGap = 34;

/** From this ratio of the highest to the lowest number the axis is logarithmic. */
const logFrom = 20;

/** Medians over time with their bands: a panel each, all with one scale, that of panels which are not shown too. */
export function drawFan(spec: Spec, { width, wording }: Canvas): Drawing {
  const columns = width >= wideFrom && spec.panels.length > 1 ? 2 : 1;
  const panels = spec.panels.map((panel) => ({ title: wording.text(panel.title), lines: linesOf(panel, wording) }));
  const numbers = panels
    .flatMap(({ lines }) => lines.flatMap(({ points }) => points.flatMap(({ value, low, high }) => [value, low, high])))
    .filter(isDrawable);
  const scale = domainOf(numbers, isWide(numbers) ? "log" : "linear", true);
  const frame = { scale, unit: spec.unit, wording };
  const shown = panels.slice(...(spec.shown ?? []));
  const grid = drawPanelGrid(shown, { width, columns }, (panel, wide) => drawPanel(panel, wide, frame));
  return {
    body: grid.body,
    height: grid.height,
    description: shown.flatMap(({ title, lines }) =>
      lines.map(({ label, points }) => {
        const told = points.map((point) => `${point.date} ${wording.number(point, spec.unit)}`);
        return `${title}, ${label}, ${wording.axis(spec.unit, "linear")}: ${told.join(", ")}`;
      }),
    ),
  };
}

type Frame = { readonly scale: Domain; readonly unit: string; readonly wording: Wording };

function drawPanel(
  { title, lines }: { readonly title: string; readonly lines: readonly Line[] },
  width: number,
  { scale, unit, wording }: Frame,
): DrawnPanel {
  const titleLines = wrapText(title, width, titleSize, true);
  const key = drawKey(lines.map(keyOf), width);
  const unitWords = wrapText(wording.axis(unit, scale.type), width, size);
  const keyTop = textHeight(titleLines, titleSize) + 2;
  const unitTop = keyTop + key.height;
  const top = unitTop + textHeight(unitWords, size) + 8;
  const bottom = top + plotHeight;
  const vertical = verticalAxis(scale, [bottom, top], { format: wording.tick(unit), gap: tickGap });
  const left = Math.max(8, ...vertical.ticks.map((tick) => textWidth(vertical.format(tick), size))) + 8;
  const times = lines.flatMap(({ points }) => points.map(({ time }) => time));
  const { axis, year } = timeAxis(domainOf(times, "linear", false), [left, width - 6], wording);
  const place = placer(axis.domain, left, width - 6);
  // A month at the very left would lie upon the lowest number of the other axis.
  const isClear = (tick: number) => place(tick) - textWidth(axis.format(tick), size) / 2 >= left - 4;
  const across = { ...axis, format: (tick: number) => (isClear(tick) ? axis.format(tick) : "") };
  return {
    body:
      drawText(titleLines, {
        x: 0,
        y: lineHeight(titleLines.join(""), titleSize) - 4,
        size: titleSize,
        bold: true,
      }) +
      draw("g", { transform: `translate(0,${keyTop})` }, key.body) +
      drawText(unitWords, { x: 0, y: unitTop + lineHeight(unitWords.join(""), size) - 3, size, fill: softInk }) +
      plotPanel({ x: across, y: vertical, top, bottom, axis: "bottom", marks: lines.flatMap(marksOf) }) +
      (year === undefined
        ? ""
        : drawText(year.words, { x: place(year.time), y: bottom + 28, size, anchor: "middle", fill: softInk })),
    height: bottom + (year === undefined ? 20 : 34),
  };
}

function keyOf({ label, colour }: Line) {
  return {
    width: 18,
    words: label,
    draw: (x: number, y: number) =>
      draw("rect", { x, y: y - 5, width: 18, height: 10, fill: colour, "fill-opacity": 0.2 }) +
      drawSegment(x, y, x + 18, y, colour, 2),
  };
}

function marksOf({ points, colour }: Line): Plot.Markish[] {
  const banded = points.filter(({ low, high }) => isDrawable(low) && isDrawable(high) && low <= high);
  return [
    banded.length > 1
      ? Plot.areaY(banded, { x: "time", y1: "low", y2: "high", fill: colour, fillOpacity: 0.2 })
      : Plot.ruleX(banded, { x: "time", y1: "low", y2: "high", stroke: colour, strokeWidth: 6, strokeOpacity: 0.2 }),
    Plot.line(points, { x: "time", y: "value", stroke: colour, strokeWidth: 1.6 }),
    Plot.dot(points, { x: "time", y: "value", r: 2, fill: colour }),
  ];
}

function linesOf(panel: Panel, wording: Wording): Line[] {
  return panel.lines.map(({ label, points }, index) => {
    const { colour } = series[index % series.length] ?? series[0];
    const timed = points.flatMap((point) => {
      const time = timeOf(point.date);
      return time !== undefined && isDrawable(point.value) ? [{ ...point, time }] : [];
    });
    return { label: wording.text(label), points: timed.sort((a, b) => a.time - b.time), colour };
  });
}

function isWide(numbers: readonly number[]): boolean {
  const least = numbers.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  return least > 0 && numbers.some((value) => value / least > logFrom);
}
