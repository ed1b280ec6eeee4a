import type { Catalogue } from "../catalogue.ts";
import type { FigureSpec } from "../figure-spec.ts";
import { drawBacktest } from "./backtest.ts";
import { drawBridge } from "./bridge.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { drawChain } from "./chain.ts";
import { drawCounts } from "./counts.ts";
import { drawCurve } from "./curve.ts";
import { draw, drawText, escapeXml, textHeight } from "./drawing.ts";
import { drawEstimates } from "./estimates.ts";
import { drawFan } from "./fan.ts";
import { drawFlows } from "./flows.ts";
import { drawGains } from "./gains.ts";
import { lineHeight, wrapText } from "./measure.ts";
import { ink, softInk } from "./palette.ts";
import { drawPrices } from "./prices.ts";
import { drawRanks } from "./ranks.ts";
import { drawTornado } from "./tornado.ts";
import { drawVerdicts } from "./verdicts.ts";
import { wordingIn } from "./wording.ts";

export type FigureOptions = {
  readonly locale: string;
  readonly catalogue: Catalogue;
  /** Pixels; labels stand beside the marks from 560 on, and above them below that. Made for 340 and 720. */
  readonly width: number;
  /** Whether the title is drawn too; it always names the picture for those who cannot see it. */
  readonly title?: boolean;
};

const titleSize = 15;
const margin = 2;

/** One picture as a standalone SVG: no script, no style sheet, nothing from elsewhere; the same spec gives the same bytes. */
export function renderFigure(spec: FigureSpec, { locale, catalogue, width, title = false }: FigureOptions): string {
  const wording = wordingIn(locale, catalogue);
  const inner = width - 2 * margin;
  const name = wording.text(spec.title);
  const heading = title ? wrapText(name, inner, titleSize, true) : [];
  const headingHeight = title ? textHeight(heading, titleSize) + 10 : 0;
  const canvas = { width: inner, wording };
  const { body, height, description } = isEmpty(spec) ? drawNothing(canvas) : drawKind(spec, canvas);
  const whole = Math.ceil(height + headingHeight + 2 * margin);
  const prefix = `${spec.id.replace(/[^A-Za-z0-9_-]/g, "-")}-${width}`;
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${whole}`,
    width,
    height: whole,
    role: "img",
    lang: locale,
    "aria-labelledby": `${prefix}-title`,
    "aria-describedby": `${prefix}-desc`,
    "font-family": "Noto Sans, Noto Sans Myanmar, sans-serif",
    fill: ink,
  };
  const words =
    draw("title", { id: `${prefix}-title` }, escapeXml(name)) +
    draw("desc", { id: `${prefix}-desc` }, escapeXml(description.join("\n")));
  const paper = draw("rect", { width, height: whole, fill: "#ffffff" });
  const drawnTitle = drawText(heading, {
    x: margin,
    y: margin + lineHeight(heading.join(""), titleSize) - 4,
    size: titleSize,
    bold: true,
  });
  const drawing = draw("g", { transform: `translate(${margin},${margin + headingHeight})` }, body);
  return draw("svg", attributes, words + paper + drawnTitle + drawing);
}

function drawKind(spec: FigureSpec, canvas: Canvas): Drawing {
  switch (spec.kind) {
    case "estimates":
      return drawEstimates(spec, canvas);
    case "prices":
      return drawPrices(spec, canvas);
    case "chain":
      return drawChain(spec, canvas);
    case "counts":
      return drawCounts(spec, canvas);
    case "verdicts":
      return drawVerdicts(spec, canvas);
    case "flows":
      return drawFlows(spec, canvas);
    case "ranks":
      return drawRanks(spec, canvas);
    case "fan":
      return drawFan(spec, canvas);
    case "tornado":
      return drawTornado(spec, canvas);
    case "curve":
      return drawCurve(spec, canvas);
    case "gains":
      return drawGains(spec, canvas);
    case "backtest":
      return drawBacktest(spec, canvas);
    case "bridge":
      return drawBridge(spec, canvas);
  }
}

function isEmpty(spec: FigureSpec): boolean {
  switch (spec.kind) {
    case "estimates":
    case "verdicts":
    case "ranks":
    case "backtest":
      return spec.rows.length === 0;
    case "tornado":
    case "gains":
      return spec.panels.every(({ rows }) => rows.length === 0);
    case "curve":
      return spec.lines.every(({ points }) => points.length === 0);
    case "flows":
      return spec.panels.every(({ flows }) => flows.length === 0);
    case "prices":
    case "fan":
      return spec.panels.every(({ lines }) => lines.every(({ points }) => points.length === 0));
    case "chain":
    case "bridge":
      return spec.steps.length === 0;
    case "counts":
      return spec.bars.length === 0;
  }
}

function drawNothing({ width, wording }: Canvas): Drawing {
  const lines = wrapText(wording.say("figure.no-data"), width - 24, 12);
  const height = textHeight(lines, 12) + 24;
  const frame = draw("rect", {
    x: 0.5,
    y: 0.5,
    width: width - 1,
    height: height - 1,
    fill: "none",
    stroke: softInk,
    "stroke-dasharray": "4 3",
  });
  return {
    body: frame + drawText(lines, { x: 12, y: 12 + lineHeight(lines.join(""), 12) - 4, size: 12, fill: softInk }),
    height,
    description: lines,
  };
}
