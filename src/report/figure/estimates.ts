import * as Plot from "@observablehq/plot";
import type { ClaimDot, FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { draw, drawClaim, drawPath, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { estimateInk, gridInk, ink, intervalFill, softInk, wideFrom } from "./palette.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "estimates" }>;
type Row = Spec["rows"][number];
type Place = (value: number) => number;

/** A claim with its label, on one of the row's lines. */
type PlacedDot = {
  readonly dot: ClaimDot;
  readonly line: number;
  readonly labelX: number;
  readonly labelLines: readonly string[];
  /** True when the label has no room beside the dot and stands below it. */
  readonly below: boolean;
  readonly anchor: "start" | "end";
};

type PlacedRow = {
  readonly row: Row;
  readonly top: number;
  readonly bottom: number;
  readonly bandTop: number;
  readonly dots: readonly PlacedDot[];
};

const size = 11;
const dotRadius = 4;
const labelGap = 8;
const columnWidth = 170;

/** Estimates by period: the interval as a band, the estimate as a line, every claim as a dot on a line of its own where labels would collide. */
export function drawEstimates(spec: Spec, { width, wording }: Canvas): Drawing {
  const wide = width >= wideFrom;
  const range = [wide ? columnWidth : 8, width - 8] as const;
  const values = spec.rows.flatMap((row) => [
    row.value,
    row.low,
    row.high,
    ...row.dots.flatMap((dot) => [dot.value, dot.low, dot.high]),
  ]);
  const domain = domainOf(values, spec.scale, false);
  const x = horizontalAxis(domain, range, { format: wording.tick(spec.unit), room: 8 });
  const place = placer(domain, ...range);
  const key = drawKey(keyEntries(spec, wording), width);
  const top = key.height + 42;
  const rows = placeRows(spec.rows, { place, range, top, wide, wording, unit: spec.unit });
  const bottom = rows.at(-1)?.bottom ?? top;
  const tall = bottom - top > 420;
  const bands = rows.filter(({ row }) => isDrawable(row.low) && isDrawable(row.high));
  const centres = rows.filter(({ row }) => isDrawable(row.value));
  const panel = plotPanel({
    x,
    top,
    bottom,
    axis: tall ? "both" : "top",
    marks: [
      Plot.rect(bands, {
        x1: (d) => d.row.low,
        x2: (d) => d.row.high,
        y1: "bandTop",
        y2: "bottom",
        insetBottom: 8,
        fill: intervalFill,
      }),
      Plot.ruleX(centres, {
        x: (d) => d.row.value,
        y1: "bandTop",
        y2: "bottom",
        insetBottom: 8,
        stroke: estimateInk,
        strokeWidth: 2.5,
      }),
    ],
  });
  const unit = wording.axis(spec.unit, domain.type);
  const unitLabel = drawText(unit, { x: range[0], y: key.height + 20, size, fill: softInk });
  const body = rows.map((row) => drawRow(row, { place, wide, wording, unit: spec.unit, width })).join("");
  return {
    body: key.body + unitLabel + panel + body,
    height: bottom + (tall ? 24 : 4),
    description: spec.rows.map((row) => describe(row, spec.unit, wording)),
  };
}

type RowOptions = {
  readonly place: Place;
  readonly range: readonly [number, number];
  readonly top: number;
  readonly wide: boolean;
  readonly wording: Wording;
  readonly unit: string;
};

/** Rows one under another, each as high as its dots and its words need. */
function placeRows(rows: readonly Row[], { place, range, top, wide, wording, unit }: RowOptions): PlacedRow[] {
  let y = top + 6;
  return rows.map((row) => {
    const words = rowWords(row, { wording, unit, width: wide ? columnWidth - 16 : range[1] - range[0] });
    const wordsHeight = textHeight(words.label, 12) + textHeight(words.value, 12) + textHeight(words.interval, size);
    const dots = placeDots(row.dots, place, range);
    const lines = dots.reduce((most, dot) => Math.max(most, dot.line + (dot.below ? dot.labelLines.length + 1 : 1)), 0);
    const dotsHeight = Math.max(lines * lineOf(row.dots) + 4, 18);
    const bandTop = wide ? y : y + wordsHeight + 3;
    const bottom = bandTop + Math.max(dotsHeight, wide ? wordsHeight : 0) + 8;
    const placed = { row, top: y, bottom, bandTop, dots };
    y = bottom + 6;
    return placed;
  });
}

/** Claims from the smallest to the largest, each on the first line where neither its dot nor its label meets another. */
function placeDots(dots: readonly ClaimDot[], place: Place, range: readonly [number, number]): PlacedDot[] {
  const taken: [from: number, to: number][][] = [];
  const shown = dots.filter((dot) => isDrawable(dot.value)).sort((a, b) => a.value - b.value);
  return shown.map((dot) => {
    const ends = [dot.value, dot.low, dot.high].filter(isDrawable).map(place);
    const from = Math.min(...ends) - dotRadius;
    const to = Math.max(...ends) + dotRadius;
    const label = placeLabel(dot.label, from, to, range);
    const height = label.below ? label.labelLines.length + 1 : 1;
    let line = 0;
    while (!isFree(taken, line, height, label.from, label.to)) line += 1;
    for (let used = line; used < line + height; used += 1) {
      taken[used] ??= [];
      taken[used]?.push([label.from, label.to]);
    }
    return { dot, line, labelX: label.x, labelLines: label.labelLines, below: label.below, anchor: label.anchor };
  });
}

/** To the right of the mark if there is room, else to its left, else below it. */
function placeLabel(label: string, from: number, to: number, [left, right]: readonly [number, number]) {
  const wide = textWidth(label, size);
  const gap = labelGap - dotRadius;
  if (to + gap + wide <= right + 8) {
    return { x: to + gap, from, to: to + gap + wide + 6, labelLines: [label], below: false, anchor: "start" as const };
  }
  if (from - gap - wide >= left - 8) {
    return {
      x: from - gap,
      from: from - gap - wide - 6,
      to,
      labelLines: [label],
      below: false,
      anchor: "end" as const,
    };
  }
  const labelLines = wrapText(label, right - left, size);
  const widest = Math.max(...labelLines.map((line) => textWidth(line, size)));
  const x = Math.max(left, Math.min(from, right - widest));
  return {
    x,
    from: Math.min(x, from),
    to: Math.max(x + widest + 6, to),
    labelLines,
    below: true,
    anchor: "start" as const,
  };
}

function isFree(
  taken: readonly (readonly [number, number][])[],
  line: number,
  height: number,
  from: number,
  to: number,
): boolean {
  for (let used = line; used < line + height; used += 1) {
    if (taken[used]?.some(([start, end]) => from < end && start < to)) return false;
  }
  return true;
}

function drawRow(
  { row, top, bottom, bandTop, dots }: PlacedRow,
  options: { place: Place; wide: boolean; wording: Wording; unit: string; width: number },
): string {
  const { place, wide, wording, unit, width } = options;
  const words = rowWords(row, { wording, unit, width: wide ? columnWidth - 16 : width - 16 });
  const baseline = top + lineHeight(words.label.join(""), 12) - 4;
  let drawn = drawSegment(0, bottom - 1, width, bottom - 1, gridInk);
  drawn += drawText(words.label, { x: 0, y: baseline, size: 12, bold: true });
  const valueAt = baseline + textHeight(words.label, 12);
  drawn += drawText(words.value, { x: 0, y: valueAt, size: 12, fill: estimateInk, bold: true });
  drawn += drawText(words.interval, { x: 0, y: valueAt + textHeight(words.value, 12) - 1, size, fill: softInk });
  return drawn + dots.map((dot) => drawDot(dot, bandTop + 2, lineOf(row.dots), place)).join("");
}

function drawDot(
  { dot, line, labelX, labelLines, below, anchor }: PlacedDot,
  top: number,
  height: number,
  place: Place,
): string {
  const y = top + line * height + height / 2;
  const x = place(dot.value);
  let drawn = "";
  if (isDrawable(dot.low) && isDrawable(dot.high)) {
    drawn += drawRange(place(dot.low), place(dot.high), y);
  }
  const labelY = y + 4 + (below ? height - 2 : 0);
  drawn += drawText(labelLines, { x: labelX, y: labelY, size, anchor, halo: true, fill: dot.echo ? softInk : ink });
  return drawn + drawClaim(x, y, dot.echo);
}

function drawRange(from: number, to: number, y: number): string {
  const end = (x: number) =>
    [
      ["M", x, y - 3],
      ["L", x, y + 3],
    ] as const;
  return drawPath([...end(from), ["M", from, y], ["L", to, y], ...end(to)], ink, 1.2);
}

function lineOf(dots: readonly ClaimDot[]): number {
  return Math.max(15, ...dots.map((dot) => lineHeight(dot.label, size) + 1));
}

function rowWords(row: Row, { wording, unit, width }: { wording: Wording; unit: string; width: number }) {
  return {
    label: wrapText(wording.text(row.label), width, 12, true),
    value: wrapText(wording.amount(row, unit), width, 12, true),
    interval: isDrawable(row.low) && isDrawable(row.high) ? wrapText(wording.interval(row, unit), width, size) : [],
  };
}

function keyEntries(spec: Spec, wording: Wording) {
  const dots = spec.rows.flatMap((row) => row.dots);
  const estimate = (x: number, y: number) =>
    draw("rect", { x, y: y - 6, width: 22, height: 12, fill: intervalFill }) +
    drawSegment(x + 11, y - 6, x + 11, y + 6, estimateInk, 2.5);
  const range = (x: number, y: number) => drawRange(x, x + 22, y) + drawClaim(x + 11, y, false);
  return [
    { width: 22, words: wording.say("figure.key-estimate"), draw: estimate },
    ...(dots.length > 0
      ? [
          {
            width: 10,
            words: wording.say("figure.key-claim"),
            draw: (x: number, y: number) => drawClaim(x + 5, y, false),
          },
        ]
      : []),
    ...(dots.some((dot) => dot.echo)
      ? [
          {
            width: 10,
            words: wording.say("figure.key-echo"),
            draw: (x: number, y: number) => drawClaim(x + 5, y, true),
          },
        ]
      : []),
    ...(dots.some((dot) => isDrawable(dot.low) && isDrawable(dot.high))
      ? [{ width: 22, words: wording.say("figure.key-range"), draw: range }]
      : []),
  ];
}

function describe(row: Row, unit: string, wording: Wording): string {
  const claims = row.dots.map((dot) => `${dot.label} ${wording.exact(dot.value, unit)}`).join(", ");
  const estimate = `${wording.text(row.label)}: ${wording.amount(row, unit)} (${wording.interval(row, unit)})`;
  return claims === "" ? estimate : `${estimate}; ${claims}`;
}
