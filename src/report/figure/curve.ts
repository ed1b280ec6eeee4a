import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { draw, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey, type KeyEntry } from "./key.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { ink, series, softInk } from "./palette.ts";
import { horizontalAxis, plotPanel, verticalAxis } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "curve" }>;
type Line = Spec["lines"][number];
type Turn = NonNullable<Spec["turn"]>;

const size = 11;
const plotHeight = 210;
const tickGap = 34;

/** One quantity against another, with its band; where it turns is marked with an interval of its own. */
export function drawCurve(spec: Spec, { width, wording }: Canvas): Drawing {
  const turn = isPlaced(spec.turn) ? spec.turn : undefined;
  const key = drawKey(
    [...spec.lines.map((line, index) => lineKey(line, index, wording)), ...turnKey(turn, wording)],
    width,
  );
  const unit = wrapText(wording.axis(spec.unit, "linear"), width, size);
  const across = wrapText(axisWords(spec, wording), width, size);
  const top = key.height + textHeight(unit, size) + 12;
  const bottom = top + plotHeight;
  const points = spec.lines.flatMap((line) => line.points.filter(isDrawablePoint));
  const numbers = points.flatMap(({ value, low, high }) => [value, low, high]);
  const vertical = verticalAxis(domainOf(numbers, "linear", true), [bottom, top], {
    format: wording.tick(spec.unit),
    gap: tickGap,
  });
  const left = Math.max(8, ...vertical.ticks.map((tick) => textWidth(vertical.format(tick), size))) + 8;
  const ends = turn === undefined ? [] : [turn.low, turn.high];
  const domain = domainOf([...points.map(({ at }) => at), ...ends], "linear", true);
  const axis = horizontalAxis(domain, [left, width - 12], { format: wording.tick(spec.across.unit), room: 8 });
  const place = placer(domain, left, width - 12);
  const marks = spec.lines.flatMap((line, index) => marksOf(line, colourOf(index)));
  return {
    body:
      key.body +
      drawText(unit, { x: 0, y: key.height + lineHeight(unit.join(""), size), size, fill: softInk }) +
      (turn === undefined ? "" : drawTurn(turn, place, { top, bottom })) +
      plotPanel({ x: axis, y: vertical, top, bottom, axis: "bottom", marks }) +
      drawText(across, { x: left, y: bottom + 20 + lineHeight(across.join(""), size), size, fill: softInk }),
    height: bottom + 24 + textHeight(across, size),
    description: describe(spec, wording),
  };
}

function axisWords({ across }: Spec, wording: Wording): string {
  const unit = wording.axis(across.unit, "linear");
  return unit === "" ? wording.text(across.label) : `${wording.text(across.label)}, ${unit}`;
}

function colourOf(index: number): string {
  return (series[index % series.length] ?? series[0]).colour;
}

function isPlaced(turn: Turn | undefined): turn is Turn {
  return turn !== undefined && isDrawable(turn.value) && isDrawable(turn.low) && isDrawable(turn.high);
}

function isDrawablePoint({ at, value, low, high }: Line["points"][number]): boolean {
  return [at, value, low, high].every(isDrawable);
}

function lineKey({ label }: Line, index: number, wording: Wording): KeyEntry {
  const colour = colourOf(index);
  return {
    width: 18,
    words: wording.text(label),
    draw: (x, y) =>
      draw("rect", { x, y: y - 5, width: 18, height: 10, fill: colour, "fill-opacity": 0.2 }) +
      drawSegment(x, y, x + 18, y, colour, 2),
  };
}

function turnKey(turn: Turn | undefined, wording: Wording): KeyEntry[] {
  if (turn === undefined) return [];
  const mark = (x: number, y: number) =>
    draw("rect", { x, y: y - 6, width: 12, height: 12, fill: ink, "fill-opacity": 0.08 }) +
    drawSegment(x + 6, y - 6, x + 6, y + 6, ink, 1.4, "4 3");
  return [{ width: 12, words: wording.text(turn.label), draw: mark }];
}

function drawTurn(
  { value, low, high }: Turn,
  place: (at: number) => number,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): string {
  const [from, to] = [place(Math.min(low, high)), place(Math.max(low, high))];
  const band = { x: from, y: top, width: to - from, height: bottom - top, fill: ink, "fill-opacity": 0.08 };
  return draw("rect", band) + drawSegment(place(value), top, place(value), bottom, ink, 1.4, "4 3");
}

function marksOf({ points }: Line, colour: string): Plot.Markish[] {
  const drawable = points.filter(isDrawablePoint).sort((a, b) => a.at - b.at);
  return [
    Plot.areaY(drawable, { x: "at", y1: "low", y2: "high", fill: colour, fillOpacity: 0.2 }),
    Plot.line(drawable, { x: "at", y: "value", stroke: colour, strokeWidth: 1.8 }),
    Plot.dot(drawable, { x: "at", y: "value", r: 2.6, fill: colour }),
  ];
}

function describe(spec: Spec, wording: Wording): string[] {
  const exact = (value: number) => wording.exact(value, spec.across.unit);
  return [
    ...spec.lines.flatMap(({ label, points }) =>
      points.map(
        (point) =>
          `${wording.text(label)}, ${exact(point.at)}: ${wording.amount(point, spec.unit)} (${wording.interval(point, spec.unit)})`,
      ),
    ),
    ...(spec.turn === undefined
      ? []
      : [
          `${wording.text(spec.turn.label)}: ${wording.amount(spec.turn, spec.across.unit)} (${wording.interval(spec.turn, spec.across.unit)})`,
        ]),
  ];
}
