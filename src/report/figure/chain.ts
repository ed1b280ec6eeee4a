import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import { shownUnit } from "../format.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { drawPath, drawText, textHeight } from "./drawing.ts";
import { isMyanmar, lineHeight, textWidth, wrapText } from "./measure.ts";
import { estimateInk, ink, intervalFill, softInk, wideFrom } from "./palette.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "chain" }>;
type Step = Spec["steps"][number];

/** A step with its words, wrapped to the width of its column. */
type WordedStep = {
  readonly step: Step;
  readonly label: readonly string[];
  readonly number: string;
  readonly numberSize: number;
  readonly under: readonly string[];
};

const size = 11;
const operatorWidth = 34;
const barHeight = 22;

/** Burmese words stack so high that larger ones would meet the lines around them. */
const largestBurmese = 19;

/** Steps of a product: each number large, its interval on an axis of its own; an open end is an arrow. */
export function drawChain(spec: Spec, { width, wording }: Canvas): Drawing {
  const count = spec.steps.length;
  const wide = width >= wideFrom && count <= 4;
  const stepWidth = wide ? (width - operatorWidth * (count - 1)) / Math.max(count, 1) : width;
  const shown = spec.steps.map(showShort);
  const steps = shown.map((step) => wordStep(step, stepWidth, wording));
  const smallest = Math.min(...steps.map((step) => step.numberSize));
  // Numbers beside each other stand on one line, whatever the length of the labels above them.
  const labelHeight = Math.max(0, ...steps.map(({ label }) => textHeight(label, 12)));
  const underHeight = Math.max(0, ...steps.map(({ under }) => textHeight(under, size)));
  const description = shown.map(
    (step) => `${wording.text(step.label)}: ${[numberOf(step, wording), ...underOf(step, wording)].join(", ")}`,
  );
  let y = 0;
  let body = "";
  steps.forEach((worded, index) => {
    const heights = wide
      ? { label: labelHeight, under: underHeight }
      : { label: textHeight(worded.label, 12), under: textHeight(worded.under, size) };
    const left = wide ? index * (stepWidth + operatorWidth) : 0;
    const operator = index === 0 ? "" : index === count - 1 ? "=" : "×";
    if (!wide && operator !== "") {
      body += drawText(operator, { x: 0, y: y + 18, size: 20, fill: softInk });
      y += 28;
    }
    if (wide && operator !== "")
      body += drawText(operator, {
        x: left - operatorWidth / 2,
        y: heights.label + 31,
        size: 24,
        fill: softInk,
        anchor: "middle",
      });
    body += drawStep(wide ? { ...worded, numberSize: smallest } : worded, {
      left,
      top: wide ? 0 : y,
      width: stepWidth,
      wording,
      ...heights,
    });
    if (!wide) y += heightOf(heights) + 4;
  });
  return { body, height: wide ? heightOf({ label: labelHeight, under: underHeight }) : y, description };
}

type StepOptions = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly label: number;
  readonly under: number;
  readonly wording: Wording;
};

/** Millions as millions: nine digits in a row are read wrongly. */
function showShort(step: Step): Step {
  const { unit, scale } = shownUnit(step.unit, Math.abs(step.value));
  if (unit === step.unit) return step;
  const { value, low, high } = step;
  return { ...step, unit, value: value * scale, low: low * scale, high: high === undefined ? undefined : high * scale };
}

function drawStep(
  { step, label, number, numberSize, under }: WordedStep,
  { left, top, width, label: labelHeight, under: underHeight, wording }: StepOptions,
): string {
  const range = [left + 4, left + width - 12] as const;
  const high = step.high;
  // An open end has no number: the axis only leaves room for the arrow.
  const domain = domainOf(
    [0, step.value, step.low, high, high === undefined ? step.value * 1.35 : undefined],
    "linear",
    true,
  );
  const x = horizontalAxis(domain, range, { format: wording.tick(step.unit), room: 10 });
  const place = placer(domain, ...range);
  const numberAt = top + labelHeight + 32;
  const barTop = numberAt + 8 + underHeight + 8;
  const end = isDrawable(high) ? high : domain.to;
  const bar = isDrawable(step.low) ? [{ from: step.low, to: end }] : [];
  const value = isDrawable(step.value) ? [step.value] : [];
  const marks = [
    Plot.rect(bar, { x1: "from", x2: "to", y1: barTop + 3, y2: barTop + barHeight - 3, fill: intervalFill }),
    Plot.ruleX(value, { y1: barTop, y2: barTop + barHeight, stroke: estimateInk, strokeWidth: 3 }),
  ];
  const isOpen = high === undefined;
  return (
    drawText(label, { x: left, y: top + lineHeight(label.join(""), 12) - 4, size: 12, bold: true }) +
    drawText(number, {
      x: left,
      y: numberAt,
      size: isMyanmar(number) ? Math.min(numberSize, largestBurmese) : numberSize,
      bold: true,
      fill: estimateInk,
    }) +
    drawText(under, { x: left, y: numberAt + 8 + lineHeight(under.join(""), size) - 5, size, fill: softInk }) +
    plotPanel({ x, top: barTop, bottom: barTop + barHeight + 2, axis: "bottom", marks }) +
    (isOpen && isDrawable(step.value) ? drawArrow(place(step.value), range[1] + 6, barTop + barHeight / 2) : "")
  );
}

function wordStep(step: Step, width: number, wording: Wording): WordedStep {
  const number = numberOf(step, wording);
  const largest = [30, 27, 24, 21, 18, 15].find((candidate) => textWidth(number, candidate, true) <= width) ?? 12;
  const under = underOf(step, wording).flatMap((words) => wrapText(words, width, size));
  return { step, label: wrapText(wording.text(step.label), width, 12, true), number, numberSize: largest, under };
}

/** The number alone; "at least" where it is only known from below. */
function numberOf(step: Step, wording: Wording): string {
  return step.atLeast ? wording.least(step, step.unit) : wording.number(step, step.unit);
}

function underOf(step: Step, wording: Wording): string[] {
  const interval = wording.interval(step, step.unit);
  const worded =
    step.high === undefined || step.low === step.high ? interval : wording.say("figure.interval", { interval });
  return [wording.axis(step.unit, "linear"), worded].filter((words) => words !== "");
}

function heightOf({ label, under }: { readonly label: number; readonly under: number }): number {
  return label + 32 + 8 + under + 8 + barHeight + 30;
}

function drawArrow(from: number, to: number, y: number): string {
  return drawPath(
    [
      ["M", from, y],
      ["L", to, y],
      ["M", to - 6, y - 5],
      ["L", to, y],
      ["L", to - 6, y + 5],
    ],
    ink,
    1.6,
  );
}
