import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable } from "./domain.ts";
import { draw, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { estimateInk, ink, intervalFill, softInk, verdictInk, wideFrom } from "./palette.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "backtest" }>;
type Row = Spec["rows"][number];
type PlacedRow = {
  readonly row: Row;
  readonly label: readonly string[];
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
};

const size = 11;
const labelWidth = 240;
const barHeight = 14;

/** The model's interval as a bar, what was observed as a dot with its own interval, and whether it was met in words. */
export function drawBacktest(spec: Spec, { width, wording }: Canvas): Drawing {
  const wide = width >= wideFrom;
  const key = drawKey(keyEntries(wording), width);
  const numbers = spec.rows
    .flatMap(({ value, low, high, observed }) => [value, low, high, observed.value, observed.low, observed.high])
    .filter(isDrawable);
  const verdictWidth = Math.max(...["hit", "miss"].map((word) => textWidth(wording.say(`figure.${word}`), 12, true)));
  const range = [wide ? labelWidth : 6, width - verdictWidth - 18] as const;
  const axis = horizontalAxis(domainOf(numbers, "linear", true), range, { format: wording.tick(spec.unit), room: 6 });
  const unit = wording.axis(spec.unit, "linear");
  const top = key.height + (unit === "" ? 0 : lineHeight(unit, size)) + 24;
  const rows = placeRows(spec.rows, { top, wide, wording, width });
  const bottom = rows.at(-1)?.bottom ?? top;
  return {
    body:
      key.body +
      drawText(unit, { x: range[0], y: top - 22, size, fill: softInk }) +
      plotPanel({ x: axis, top, bottom, axis: "top", marks: marksOf(rows) }) +
      rows.map((row) => drawWords(row, { wide, wording, right: width })).join(""),
    height: bottom + 2,
    description: spec.rows.map((row) => describe(row, spec.unit, wording)),
  };
}

function keyEntries(wording: Wording) {
  return [
    {
      width: 20,
      words: wording.say("figure.key-computed"),
      draw: (x: number, y: number) =>
        draw("rect", { x, y: y - 6, width: 20, height: 12, fill: intervalFill }) +
        drawSegment(x + 10, y - 6, x + 10, y + 6, estimateInk, 2),
    },
    {
      width: 20,
      words: wording.say("figure.key-observed"),
      draw: (x: number, y: number) =>
        drawSegment(x, y, x + 20, y, ink, 1.4) + draw("circle", { cx: x + 10, cy: y, r: 4, fill: ink }),
    },
  ];
}

function placeRows(
  rows: readonly Row[],
  { top, wide, wording, width }: { top: number; wide: boolean; wording: Wording; width: number },
): PlacedRow[] {
  let y = top + 6;
  return rows.map((row) => {
    const label = wrapText(wording.text(row.label), wide ? labelWidth - 14 : width, size, true);
    const words = textHeight(label, size);
    const height = wide ? Math.max(words, barHeight + 4) : words + barHeight + 6;
    const middle = wide ? y + height / 2 : y + words + 3 + barHeight / 2;
    const placed = { row, label, top: wide ? middle - words / 2 : y, middle, bottom: y + height + 4 };
    y += height + 10;
    return placed;
  });
}

function marksOf(rows: readonly PlacedRow[]): Plot.Markish[] {
  const computed = rows.filter(({ row }) => isDrawable(row.low) && isDrawable(row.high) && row.low <= row.high);
  const medians = rows.filter(({ row }) => isDrawable(row.value));
  const observed = rows.filter(({ row }) => isDrawable(row.observed.value));
  const ranged = observed.filter(({ row: { observed: seen } }) => isDrawable(seen.low) && isDrawable(seen.high));
  return [
    Plot.rect(computed, {
      x1: (d: PlacedRow) => d.row.low,
      x2: (d: PlacedRow) => d.row.high,
      y1: (d: PlacedRow) => d.middle - barHeight / 2,
      y2: (d: PlacedRow) => d.middle + barHeight / 2,
      fill: intervalFill,
    }),
    Plot.link(medians, {
      x1: (d: PlacedRow) => d.row.value,
      x2: (d: PlacedRow) => d.row.value,
      y1: (d: PlacedRow) => d.middle - barHeight / 2,
      y2: (d: PlacedRow) => d.middle + barHeight / 2,
      stroke: estimateInk,
      strokeWidth: 2,
    }),
    Plot.link(ranged, {
      x1: (d: PlacedRow) => d.row.observed.low,
      x2: (d: PlacedRow) => d.row.observed.high,
      y1: "middle",
      y2: "middle",
      stroke: ink,
      strokeWidth: 1.4,
    }),
    Plot.dot(observed, { x: (d: PlacedRow) => d.row.observed.value, y: "middle", r: 4, fill: ink }),
  ];
}

function drawWords(
  { row, label, top, middle }: PlacedRow,
  { wide, wording, right }: { readonly wide: boolean; readonly wording: Wording; readonly right: number },
): string {
  return (
    drawText(label, { x: 0, y: top + lineHeight(label.join(""), size) - 3, size, bold: true, halo: !wide }) +
    drawText(wording.say(row.hit ? "figure.hit" : "figure.miss"), {
      x: right,
      y: middle + 4,
      size: 12,
      bold: true,
      anchor: "end",
      fill: verdictInk[row.hit ? "supported" : "contradicted"],
    })
  );
}

function describe(row: Row, unit: string, wording: Wording): string {
  const said = `${wording.say("figure.key-computed")} ${wording.amount(row, unit)} (${wording.interval(row, unit)})`;
  const seen = `${wording.say("figure.key-observed")} ${wording.amount(row.observed, unit)} (${wording.interval(row.observed, unit)})`;
  return `${wording.text(row.label)}: ${said}; ${seen}; ${wording.say(row.hit ? "figure.hit" : "figure.miss")}`;
}
