import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { drawSegment, drawText, textHeight } from "./drawing.ts";
import { lineHeight, wrapText } from "./measure.ts";
import { ink, series, softInk, wideFrom } from "./palette.ts";
import { type DrawnPanel, drawPanelGrid } from "./panel-grid.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "gains" }>;
type Panel = Spec["panels"][number];
type Row = Panel["rows"][number];

const size = 11;
const titleSize = 12;
const rowHeight = 17;

const gainInk = series[0].colour;
const lossInk = series[1].colour;

/** Gains and losses on both sides of zero: a dot and its interval a row, a panel each with a scale of its own. */
export function drawGains(spec: Spec, { width, wording }: Canvas): Drawing {
  const columns = width >= wideFrom && spec.panels.length > 1 ? 2 : 1;
  const grid = drawPanelGrid(spec.panels, { width, columns }, (panel, wide) =>
    drawPanel(panel, wide, { unit: spec.unit, wording }),
  );
  return {
    body: grid.body,
    height: grid.height,
    description: spec.panels.flatMap((panel) =>
      panel.rows.map(
        (row) =>
          `${wording.text(panel.title)}, ${wording.text(row.label)}: ${wording.amount(row, spec.unit)} (${wording.interval(row, spec.unit)})`,
      ),
    ),
  };
}

type PlacedRow = { readonly row: Row; readonly label: readonly string[]; readonly middle: number };

function drawPanel(panel: Panel, width: number, { unit, wording }: { unit: string; wording: Wording }): DrawnPanel {
  const title = wrapText(wording.text(panel.title), width, titleSize, true);
  const unitWords = wording.axis(unit, "linear");
  const head = textHeight(title, titleSize) + (unitWords === "" ? 0 : lineHeight(unitWords, size)) + 2;
  const top = head + 20;
  const labelWidth = Math.round(width * 0.36);
  const rows = placeRows(panel.rows, { top, labelWidth, wording });
  const last = rows.at(-1);
  const bottom = last === undefined ? top : last.middle + Math.max(rowHeight, textHeight(last.label, size)) / 2 + 2;
  const shown = rows.filter(({ row }) => isDrawable(row.value));
  const ranged = shown.filter(({ row }) => isDrawable(row.low) && isDrawable(row.high) && row.low < row.high);
  const numbers = shown.flatMap(({ row: { value, low, high } }) => [value, low, high]).filter(isDrawable);
  const range = [labelWidth, width - 12] as const;
  const axis = horizontalAxis(domainOf([0, ...numbers], "linear", true), range, {
    format: wording.tick(unit),
    room: 8,
  });
  const zero = placer(axis.domain, ...range)(0);
  const colour = ({ row }: PlacedRow) => (row.value < 0 ? lossInk : gainInk);
  const marks = [
    Plot.link(ranged, {
      x1: (d: PlacedRow) => d.row.low,
      x2: (d: PlacedRow) => d.row.high,
      y1: "middle",
      y2: "middle",
      stroke: colour,
      strokeWidth: 6,
      strokeOpacity: 0.3,
    }),
    Plot.dot(shown, { x: (d: PlacedRow) => d.row.value, y: "middle", r: 3.4, fill: colour }),
  ];
  return {
    body:
      drawText(title, { x: 0, y: lineHeight(title.join(""), titleSize) - 4, size: titleSize, bold: true }) +
      drawText(unitWords, { x: 0, y: head - 2, size, fill: softInk }) +
      drawSegment(zero, top, zero, bottom, ink, 1) +
      plotPanel({ x: axis, top, bottom, axis: "top", marks }) +
      rows.map(drawLabel).join(""),
    height: bottom,
  };
}

function placeRows(
  rows: readonly Row[],
  { top, labelWidth, wording }: { top: number; labelWidth: number; wording: Wording },
): PlacedRow[] {
  let y = top + 6;
  return rows.map((row) => {
    const label = wrapText(wording.text(row.label), labelWidth - 10, size);
    const height = Math.max(rowHeight, textHeight(label, size));
    const placed = { row, label, middle: y + height / 2 };
    y += height + 2;
    return placed;
  });
}

function drawLabel({ label, middle }: PlacedRow): string {
  const top = middle - textHeight(label, size) / 2;
  return drawText(label, { x: 0, y: top + lineHeight(label.join(""), size) - 3, size });
}
