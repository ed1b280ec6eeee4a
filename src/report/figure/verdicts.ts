import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { draw, drawDiamond, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { gridInk, ink, intervalFill, softInk, verdictInk, wideFrom } from "./palette.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "verdicts" }>;
type Row = Spec["rows"][number];

const size = 11;
const gap = 18;

/** From this ratio of the largest to the smallest number a row's axis is logarithmic. */
const logFrom = 30;

/** A statement a row: the figure of the text against the sources, every row on an axis of its own; the verdict in words. */
export function drawVerdicts(spec: Spec, { width, wording }: Canvas): Drawing {
  const wide = width >= wideFrom;
  const verdictWidth = Math.min(
    width * 0.4,
    Math.max(0, ...spec.rows.map((row) => textWidth(wording.say(`verdict.${row.verdict}`), 12, true) + 4)),
  );
  const labelWidth = wide ? width * 0.42 : width;
  const range = wide ? ([labelWidth + gap, width - verdictWidth - gap] as const) : ([8, width - 8] as const);
  const key = drawKey(keyEntries(wording), width);
  let y = key.height + 6;
  let body = key.body;
  for (const row of spec.rows) {
    const drawn = drawRow(row, { top: y, wide, wording, labelWidth, range, width });
    body += drawn.body;
    y += drawn.height;
  }
  return { body, height: y, description: spec.rows.map((row) => describe(row, wording)) };
}

type RowOptions = {
  readonly top: number;
  readonly wide: boolean;
  readonly wording: Wording;
  readonly labelWidth: number;
  readonly range: readonly [number, number];
  readonly width: number;
};

function drawRow(row: Row, { top, wide, wording, labelWidth, range, width }: RowOptions) {
  const verdict = wording.say(`verdict.${row.verdict}`);
  const colour = verdictInk[row.verdict];
  const label = wrapText(wording.text(row.label), labelWidth, 12);
  const labelHeight = textHeight(label, 12);
  const captions = wrapText(captionOf(row, wording), range[1] - range[0] + 8, size);
  const axisHeight = 20 + 22 + textHeight(captions, size) + 2;
  const verdictHeight = wide ? 0 : lineHeight(verdict, 12) + 2;
  const height = wide ? Math.max(labelHeight, axisHeight) + 14 : verdictHeight + labelHeight + axisHeight + 16;
  const labelTop = wide ? top + (height - labelHeight) / 2 - 2 : top + 4 + verdictHeight;
  const axisTop = wide ? top + 4 : labelTop + labelHeight + 2;
  const verdictAt = wide ? { x: range[1] + gap, y: axisTop + 35 } : { x: 0, y: top + 4 + lineHeight(verdict, 12) - 4 };
  const body =
    drawSegment(0, top, width, top, gridInk) +
    drawText(verdict, { ...verdictAt, size: 12, bold: true, fill: colour }) +
    drawText(label, { x: 0, y: labelTop + lineHeight(label.join(""), 12) - 4, size: 12 }) +
    drawAxis(row, range, axisTop + 31, wording) +
    drawText(captions, {
      x: range[0] - 4,
      y: axisTop + 42 + lineHeight(captions.join(""), size) - 3,
      size,
      fill: softInk,
    });
  return { body, height };
}

/** Span, interval, claims and the figure about y; the figure's number above it. */
function drawAxis(row: Row, [left, right]: readonly [number, number], y: number, wording: Wording): string {
  const claims = row.claims.filter(isDrawable);
  const stated = statedRange(row);
  const values = [row.figure, ...stated, row.low, row.high, row.spanLow, row.spanHigh, ...claims];
  const drawable = values.filter(isDrawable);
  const least = Math.min(...drawable);
  const domain = domainOf(values, drawable.some((value) => value / least > logFrom) ? "log" : "linear", false);
  const place = placer(domain, left, right);
  let drawn = drawSegment(left, y, right, y, gridInk);
  if (isDrawable(row.low) && isDrawable(row.high)) drawn += drawBand(place(row.low), place(row.high), y);
  if (isDrawable(row.spanLow) && isDrawable(row.spanHigh))
    drawn += drawSegment(place(row.spanLow), y, place(row.spanHigh), y, softInk, 1.5);
  for (const claim of claims) drawn += drawSegment(place(claim), y - 6, place(claim), y + 6, ink, 1.5);
  if (!isDrawable(row.figure)) return drawn;
  const x = place(row.figure);
  const words = statedWords(row, wording);
  const half = textWidth(words, 12, true) / 2;
  const at = Math.max(left - 4 + half, Math.min(right + 4 - half, x));
  const [from = row.figure, to = row.figure] = stated;
  if (from < to) drawn += drawSegment(place(from), y, place(to), y, verdictInk[row.verdict], 3);
  return (
    drawn +
    drawDiamond(row.verdict, x, y) +
    drawText(words, { x: at, y: y - 13, size: 12, bold: true, anchor: "middle", fill: verdictInk[row.verdict] })
  );
}

/** The ends of the range that a text states, where it states one. */
function statedRange({ figureLow, figureHigh }: Row): number[] {
  if (figureLow === undefined || figureHigh === undefined) return [];
  return isDrawable(figureLow) && isDrawable(figureHigh) ? [figureLow, figureHigh] : [];
}

function statedWords(row: Row, wording: Wording): string {
  const [from, to] = statedRange(row);
  if (from === undefined || to === undefined) return wording.exact(row.figure, row.unit);
  return wording.span(from, to, row.unit);
}

function drawBand(from: number, to: number, y: number): string {
  // An interval of no width still is one: a hair's breadth is shown.
  const wide = Math.max(Math.abs(to - from), 2);
  return draw("rect", {
    x: Math.min(from, to) - (wide === 2 ? 1 : 0),
    y: y - 7,
    width: wide,
    height: 14,
    fill: intervalFill,
  });
}

function keyEntries(wording: Wording) {
  return [
    {
      width: 18,
      words: wording.say("figure.key-statement"),
      draw: (x: number, y: number) => drawDiamond("unsupported", x + 9, y),
    },
    { width: 22, words: wording.say("figure.key-interval"), draw: (x: number, y: number) => drawBand(x, x + 22, y) },
    {
      width: 22,
      words: wording.say("figure.key-span"),
      draw: (x: number, y: number) => drawSegment(x, y, x + 22, y, softInk, 1.5),
    },
    {
      width: 6,
      words: wording.say("figure.key-claim"),
      draw: (x: number, y: number) => drawSegment(x + 3, y - 6, x + 3, y + 6, ink, 1.5),
    },
  ];
}

function captionOf(row: Row, wording: Wording): string {
  return wording.say("figure.evidence", {
    interval: wording.bounds(row.low, row.high, row.unit),
    span: wording.span(row.spanLow, row.spanHigh, row.unit),
  });
}

function describe(row: Row, wording: Wording): string {
  return `${wording.text(row.label)} ${statedWords(row, wording)}: ${wording.say(`verdict.${row.verdict}`)}. ${captionOf(row, wording)}`;
}
