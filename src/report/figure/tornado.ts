import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { draw, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { lineHeight, wrapText } from "./measure.ts";
import { ink, series, softInk, wideFrom } from "./palette.ts";
import { type DrawnPanel, drawPanelGrid } from "./panel-grid.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "tornado" }>;
type Panel = Spec["panels"][number];
type Row = Panel["rows"][number];

const size = 11;
const titleSize = 12;
const labelWidth = 250;
const barHeight = 12;

/** The part of a bar that belongs to the lower and to the upper end of a parameter. */
const lowInk = series[1].colour;
const highInk = series[0].colour;

/** Bars about the median: where the outcome stands when one parameter is at the ends of its interval. */
export function drawTornado(spec: Spec, { width, wording }: Canvas): Drawing {
  const key = drawKey(
    [
      { width: 16, words: wording.say("figure.key-low-end"), draw: (x, y) => drawSwatch(x, y, lowInk) },
      { width: 16, words: wording.say("figure.key-high-end"), draw: (x, y) => drawSwatch(x, y, highInk) },
    ],
    width,
  );
  const grid = drawPanelGrid(spec.panels, { width, columns: 1 }, (panel, wide) => drawPanel(panel, wide, wording));
  return {
    body: key.body + draw("g", { transform: `translate(0,${key.height + 6})` }, grid.body),
    height: key.height + 6 + grid.height,
    description: spec.panels.flatMap((panel) => [
      `${wording.text(panel.title)}: ${wording.number({ value: panel.value, low: panel.value, high: panel.value }, panel.unit)}`,
      ...panel.rows.map((row) => `${wording.text(row.label)}: ${wording.bounds(row.low, row.high, panel.unit)}`),
    ]),
  };
}

function drawSwatch(x: number, y: number, fill: string): string {
  return draw("rect", { x, y: y - 5, width: 16, height: 10, fill, "fill-opacity": 0.75 });
}

function drawPanel(panel: Panel, width: number, wording: Wording): DrawnPanel {
  const wide = width >= wideFrom;
  const title = wrapText(wording.text(panel.title), width, titleSize, true);
  const unit = wording.axis(panel.unit, "linear");
  const head = textHeight(title, titleSize) + (unit === "" ? 0 : lineHeight(unit, size)) + 2;
  const top = head + 20;
  const rows = placeRows(panel.rows, { top, wide, width, wording });
  const bottom = (rows.at(-1)?.bottom ?? top) + 2;
  const numbers = [panel.value, ...panel.rows.flatMap(({ low, high }) => [low, high])].filter(isDrawable);
  const range = [wide ? labelWidth : 6, width - 10] as const;
  const axis = horizontalAxis(domainOf(numbers, "linear", false), range, { format: wording.tick(panel.unit), room: 8 });
  const place = placer(axis.domain, ...range);
  const centre = isDrawable(panel.value) ? place(panel.value) : undefined;
  return {
    body:
      drawText(title, { x: 0, y: lineHeight(title.join(""), titleSize) - 4, size: titleSize, bold: true }) +
      drawText(unit, { x: range[0], y: head - 2, size, fill: softInk }) +
      plotPanel({ x: axis, top, bottom, axis: "top", marks: [] }) +
      rows.map((row) => drawRow(row, { place, centre, wide })).join("") +
      (centre === undefined ? "" : drawSegment(centre, top, centre, bottom, ink, 1)),
    height: bottom,
  };
}

type PlacedRow = {
  readonly row: Row;
  readonly label: readonly string[];
  readonly top: number;
  readonly bottom: number;
  readonly middle: number;
};

function placeRows(
  rows: readonly Row[],
  { top, wide, width, wording }: { top: number; wide: boolean; width: number; wording: Wording },
): PlacedRow[] {
  let y = top + 6;
  return rows.map((row) => {
    const label = wrapText(wording.text(row.label), wide ? labelWidth - 14 : width, size);
    const words = textHeight(label, size);
    const height = wide ? Math.max(words, barHeight) : words + barHeight + 2;
    const middle = wide ? y + height / 2 : y + words + 2 + barHeight / 2;
    const placed = { row, label, top: wide ? middle - words / 2 : y, bottom: y + height, middle };
    y += height + 7;
    return placed;
  });
}

type RowOptions = {
  readonly place: (value: number) => number;
  /** Where the median stands. */
  readonly centre: number | undefined;
  readonly wide: boolean;
};

function drawRow({ row, label, top, middle }: PlacedRow, { place, centre, wide }: RowOptions): string {
  const words = drawText(label, { x: 0, y: top + lineHeight(label.join(""), size) - 3, size, halo: !wide });
  if (!isDrawable(row.low) || !isDrawable(row.high) || centre === undefined) return words;
  const bar = (end: number, fill: string) => {
    const at = place(end);
    const [x, width] = [Math.min(at, centre), Math.abs(at - centre)];
    return draw("rect", { x, y: middle - barHeight / 2, width, height: barHeight, fill, "fill-opacity": 0.75 });
  };
  const [atLow, atHigh] = row.rises ? [row.low, row.high] : [row.high, row.low];
  return words + bar(atLow, lowInk) + bar(atHigh, highInk);
}
