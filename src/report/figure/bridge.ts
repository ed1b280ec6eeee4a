import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { domainOf, isDrawable, placer } from "./domain.ts";
import { draw, drawPath, drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { estimateInk, ink, intervalFill, series, softInk, wideFrom } from "./palette.ts";
import { horizontalAxis, plotPanel } from "./plot-panel.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "bridge" }>;
type Step = Spec["steps"][number];

/** A step with where it begins and ends on the axis, and its words. */
type PlacedStep = {
  readonly step: Step;
  readonly from: number;
  readonly to: number;
  readonly label: readonly string[];
  readonly amount: string;
  readonly top: number;
  readonly middle: number;
  readonly bottom: number;
};

const size = 11;
const barHeight = 12;
const labelWidth = 230;
const gap = 12;

const riseInk = series[2].colour;
const fallInk = series[1].colour;

/** Records as lines, and between them what explains their difference, each part beginning where the one before it ended. */
export function drawBridge(spec: Spec, { width, wording }: Canvas): Drawing {
  const wide = width >= wideFrom;
  const key = drawBridgeKey(width, wording);
  const amounts = spec.steps.map((step) => amountOf(step, spec.unit, wording));
  const numberWidth = Math.max(0, ...amounts.map((words) => textWidth(words, size, true)));
  const range = [wide ? labelWidth : 6, width - numberWidth - 16] as const;
  const unit = wording.axis(spec.unit, "linear");
  const head = key.height + 8 + (unit === "" ? 0 : lineHeight(unit, size));
  const top = head + 20;
  const steps = placeSteps(spec.steps, { top, wide, textWide: wide ? labelWidth - 14 : width, amounts, wording });
  const bottom = (steps.at(-1)?.bottom ?? top) + 2;
  // How far a cause could reach may be many times what it explains: such a line runs off the axis, and says so by an arrow.
  const ends = steps.flatMap(({ step, from, to }) => [from, to, ...(isRecord(step) ? [step.low, step.high] : [])]);
  const axis = horizontalAxis(domainOf(ends, "linear", false), range, { format: wording.tick(spec.unit), room: 6 });
  const place = placer(axis.domain, ...range);
  const shown = steps.filter(({ from, to }) => isDrawable(from) && isDrawable(to));
  return {
    body:
      key.body +
      drawText(unit, { x: range[0], y: head - 3, size, fill: softInk }) +
      plotPanel({ x: axis, top, bottom, axis: "top", marks: marksOf(shown) }) +
      drawLinks(shown, place) +
      shown.map((placed) => drawReach(placed, place, range)).join("") +
      steps.map((placed) => drawWords(placed, { wide, right: width - 2 })).join(""),
    height: bottom + 2,
    description: spec.steps.map((step, index) => describe(step, amounts[index] ?? "", spec.unit, wording)),
  };
}

function drawBridgeKey(width: number, wording: Wording) {
  const swatch = (x: number, y: number, fill: string) =>
    draw("rect", { x, y: y - 5, width: 16, height: 10, fill, "fill-opacity": 0.75 });
  return drawKey(
    [
      {
        width: 16,
        words: wording.say("figure.key-record"),
        draw: (x, y) => drawSegment(x + 8, y - 7, x + 8, y + 7, estimateInk, 3),
      },
      { width: 16, words: wording.say("figure.key-more"), draw: (x, y) => swatch(x, y, riseInk) },
      { width: 16, words: wording.say("figure.key-less"), draw: (x, y) => swatch(x, y, fallInk) },
      {
        width: 16,
        words: wording.say("figure.key-possible"),
        draw: (x, y) => drawSegment(x, y, x + 16, y, ink, 1.5),
      },
    ],
    width,
  );
}

/** Parts carry their sign, so that they are told apart without their colour. */
function amountOf(step: Step, unit: string, wording: Wording): string {
  const words = wording.number({ value: step.value, low: step.value, high: step.value }, unit);
  return !isRecord(step) && step.value > 0 ? `+${words}` : words;
}

function describe(step: Step, amount: string, unit: string, wording: Wording): string {
  const words = `${wording.text(step.label)}: ${amount}`;
  return step.low < step.high ? `${words} (${wording.interval(step, unit)})` : words;
}

type PlaceOptions = {
  readonly top: number;
  readonly wide: boolean;
  readonly textWide: number;
  readonly amounts: readonly string[];
  readonly wording: Wording;
};

function placeSteps(steps: readonly Step[], { top, wide, textWide, amounts, wording }: PlaceOptions): PlacedStep[] {
  let y = top + 6;
  let end = 0;
  return steps.map((step, index) => {
    const from = isRecord(step) ? step.value : end;
    end = isRecord(step) ? step.value : end + step.value;
    const label = wrapText(wording.text(step.label), textWide, size, isRecord(step));
    const words = textHeight(label, size);
    const height = wide ? Math.max(words, barHeight + 6) : words + barHeight + 8;
    const middle = wide ? y + height / 2 : y + words + 4 + barHeight / 2;
    const placed = { step, from, to: end, label, amount: amounts[index] ?? "", top: y, middle, bottom: y + height };
    y += height + gap;
    return placed;
  });
}

function isRecord({ role }: Step): boolean {
  return role === "record";
}

function marksOf(steps: readonly PlacedStep[]): Plot.Markish[] {
  const records = steps.filter(({ step }) => isRecord(step));
  const bounded = records.filter(({ step: { low, high } }) => low < high && isDrawable(low) && isDrawable(high));
  const parts = steps.filter(({ step }) => !isRecord(step));
  const upright = (half: number) => ({
    y1: (d: PlacedStep) => d.middle - half,
    y2: (d: PlacedStep) => d.middle + half,
  });
  return [
    Plot.rect(bounded, {
      x1: (d: PlacedStep) => d.step.low,
      x2: (d: PlacedStep) => d.step.high,
      ...upright(barHeight / 2),
      fill: intervalFill,
    }),
    Plot.rect(parts, {
      x1: (d: PlacedStep) => Math.min(d.from, d.to),
      x2: (d: PlacedStep) => Math.max(d.from, d.to),
      ...upright(barHeight / 2),
      fill: (d: PlacedStep) => (d.step.value < 0 ? fallInk : riseInk),
      fillOpacity: 0.75,
    }),
    Plot.link(records, { x1: "to", x2: "to", ...upright(barHeight / 2 + 3), stroke: estimateInk, strokeWidth: 3 }),
  ];
}

/** The bounds of a part, counted from where it begins. */
function drawReach(
  { step, from, middle }: PlacedStep,
  place: (value: number) => number,
  [left, right]: readonly [number, number],
): string {
  const ends = [from + step.low, from + step.high];
  if (isRecord(step) || !(step.low < step.high) || !ends.every(isDrawable)) return "";
  const [low = 0, high = 0] = ends.map(place);
  const [start, end] = [Math.max(low, left), Math.min(high, right)];
  if (start > end) return "";
  return (
    drawSegment(start, middle, end, middle, ink, 1.5) +
    (low < left ? drawHead(left, middle, 1) : "") +
    (high > right ? drawHead(right, middle, -1) : "")
  );
}

function drawHead(x: number, y: number, inwards: 1 | -1): string {
  return drawPath(
    [
      ["M", x + inwards * 5, y - 4],
      ["L", x, y],
      ["L", x + inwards * 5, y + 4],
    ],
    ink,
    1.5,
  );
}

/** From the end of each step down to the beginning of the next. */
function drawLinks(steps: readonly PlacedStep[], place: (value: number) => number): string {
  return steps
    .slice(1)
    .map((next, index) => {
      const before = steps[index];
      if (before === undefined) return "";
      const x = place(before.to);
      return drawSegment(x, before.middle + barHeight / 2, x, next.middle - barHeight / 2, softInk, 1, "2 2");
    })
    .join("");
}

function drawWords(
  { step, label, amount, top, middle }: PlacedStep,
  { wide, right }: { readonly wide: boolean; readonly right: number },
): string {
  const first = wide ? middle - textHeight(label, size) / 2 : top;
  const y = first + lineHeight(label.join(""), size) - 3;
  const bold = isRecord(step);
  return (
    drawText(label, { x: 0, y, size, bold, halo: !wide }) +
    drawText(amount, { x: right, y: middle + 4, size, bold, anchor: "end" })
  );
}
