import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable } from "./domain.ts";
import { draw, drawText, textHeight } from "./drawing.ts";
import { lineHeight, wrapText } from "./measure.ts";
import { estimateInk, intervalFill, softInk, wideFrom } from "./palette.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "ranks" }>;
type Row = Spec["rows"][number];
type PlacedRow = {
  readonly row: Row;
  readonly label: readonly string[];
  readonly top: number;
  readonly middle: number;
};

const size = 11;
const labelWidth = 150;
const cellHeight = 20;

/** Estimates in a row each, and beside them the probability of each rank as a field of tinted cells. */
export function drawRanks(spec: Spec, { width, wording }: Canvas): Drawing {
  const wide = width >= wideFrom;
  const ranks = Math.max(0, ...spec.rows.map(({ probabilities }) => probabilities.length));
  // Where cells would get too narrow to read, the highest ranks alone are drawn; the table has all.
  const cellWidth = wide ? 44 : 36;
  const shownRanks = Math.min(ranks, Math.max(0, Math.floor((width * (wide ? 0.45 : 0.6)) / cellWidth)));
  const cellsFrom = width - shownRanks * cellWidth;
  const headWords = wording.say("figure.rank-head");
  const head = shownRanks === 0 ? [] : wrapText(headWords, shownRanks * cellWidth, size);
  const unitWords = wrapText(wording.axis(spec.unit, "linear"), cellsFrom - (wide ? labelWidth : 0) - 20, size);
  const headHeight = Math.max(textHeight(head, size), textHeight(unitWords, size)) + 4;
  const values = spec.rows.flatMap(({ value, low, high }) => [value, low, high]).filter(isDrawable);
  const range = [wide ? labelWidth : 6, cellsFrom - 26] as const;
  const axis = horizontalAxis(domainOf(values, "linear", true), range, { format: wording.tick(spec.unit), room: 6 });
  const top = headHeight + 20;
  const rows = placeRows(spec.rows, { top, wide, wording, width });
  const bottom = (rows.at(-1)?.middle ?? top) + cellHeight / 2 + 6;
  const shown = rows.filter(({ row }) => isDrawable(row.value));
  const intervals = shown.filter(({ row }) => isDrawable(row.low) && isDrawable(row.high) && row.low < row.high);
  const marks = [
    Plot.link(intervals, {
      x1: (d) => d.row.low,
      x2: (d) => d.row.high,
      y1: "middle",
      y2: "middle",
      stroke: intervalFill,
      strokeWidth: 9,
    }),
    Plot.dot(shown, { x: (d) => d.row.value, y: "middle", r: 4.5, fill: estimateInk }),
  ];
  const frame = { cellsFrom, cellWidth, shownRanks, wording };
  return {
    body:
      drawText(unitWords, { x: range[0], y: lineHeight(unitWords.join(""), size) - 4, size, fill: softInk }) +
      drawText(head, { x: cellsFrom, y: lineHeight(head.join(""), size) - 4, size, fill: softInk }) +
      drawRankNumbers(frame, headHeight + 14) +
      plotPanel({ x: axis, top, bottom, axis: "top", marks }) +
      rows.map((row) => drawRow(row, frame, wide)).join(""),
    height: bottom + 2,
    description: spec.rows.map((row) => describe(row, spec.unit, wording)),
  };
}

function placeRows(
  rows: readonly Row[],
  { top, wide, wording, width }: { top: number; wide: boolean; wording: Wording; width: number },
): PlacedRow[] {
  let y = top + 6;
  return rows.map((row) => {
    const label = wrapText(wording.text(row.label), wide ? labelWidth - 14 : width, 12, true);
    const words = textHeight(label, 12);
    const height = wide ? Math.max(words, cellHeight) + 8 : words + cellHeight + 10;
    const middle = wide ? y + (height - 8) / 2 : y + words + 2 + cellHeight / 2;
    const placed = { row, label, top: wide ? middle - words / 2 : y, middle };
    y += height;
    return placed;
  });
}

type Frame = {
  readonly cellsFrom: number;
  readonly cellWidth: number;
  readonly shownRanks: number;
  readonly wording: Wording;
};

function drawRankNumbers({ cellsFrom, cellWidth, shownRanks, wording }: Frame, y: number): string {
  return Array.from({ length: shownRanks }, (_, rank) =>
    drawText(wording.say("figure.rank", { rank: String(rank + 1) }), {
      x: cellsFrom + (rank + 0.5) * cellWidth,
      y,
      size,
      fill: softInk,
      anchor: "middle",
    }),
  ).join("");
}

function drawRow({ row, label, top, middle }: PlacedRow, frame: Frame, wide: boolean): string {
  const { cellsFrom, cellWidth, shownRanks, wording } = frame;
  const words = drawText(label, {
    x: 0,
    y: top + lineHeight(label.join(""), 12) - 4,
    size: 12,
    bold: true,
    halo: !wide,
  });
  const cells = row.probabilities.slice(0, shownRanks).map((probability, rank) => {
    const x = cellsFrom + rank * cellWidth;
    const share = isDrawable(probability) ? Math.min(Math.max(probability, 0), 1) : 0;
    const percent = Math.round(share * 100);
    const field = { x: x + 1, y: middle - cellHeight / 2, width: cellWidth - 2, height: cellHeight, rx: 2 };
    // The tint stops where ink can still be read upon it.
    return (
      draw("rect", { ...field, fill: estimateInk, "fill-opacity": 0.04 + 0.4 * share }) +
      drawText(wording.say("figure.rank-share", { percent: String(percent) }), {
        x: x + cellWidth / 2,
        y: middle + 4,
        size,
        anchor: "middle",
      })
    );
  });
  return words + cells.join("");
}

function describe(row: Row, unit: string, wording: Wording): string {
  const ranks = row.probabilities.map((probability, rank) => {
    const percent = Math.round((isDrawable(probability) ? probability : 0) * 100);
    return `${wording.say("figure.rank", { rank: String(rank + 1) })} ${wording.say("figure.rank-share", { percent: String(percent) })}`;
  });
  return `${wording.text(row.label)}: ${wording.amount(row, unit)} (${wording.interval(row, unit)}); ${ranks.join(", ")}`;
}
