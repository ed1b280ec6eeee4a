import * as Plot from "@observablehq/plot";
import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { type Domain, domainOf, isDrawable, placer } from "./domain.ts";
import { drawSegment, drawText, textHeight } from "./drawing.ts";
import { drawEventWords, drawMarkers, type Event, eventsOf, markersHeight } from "./events.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { series, softInk, wideFrom } from "./palette.ts";
import { plotPanel, verticalAxis } from "./plot-panel.ts";
import { spread } from "./spread.ts";
import { dayMilliseconds, timeAxis, timeOf } from "./time-axis.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "prices" }>;
type Panel = Spec["panels"][number];
type Point = Panel["lines"][number]["points"][number] & { readonly time: number };
type Line = {
  readonly label: string;
  readonly points: readonly Point[];
  readonly colour: string;
  readonly shape: (typeof series)[number]["shape"];
};

const size = 11;
const plotHeight = 170;
const columnGap = 28;
const tickGap = 34;

/** A line across a longer silence than this is dotted: nobody reported a price there. */
const longestSilence = 400 * dayMilliseconds;

/** From this ratio of the highest to the lowest price the axis is logarithmic. */
const logFrom = 20;

/** Prices over time: a panel a market with its own unit; dated events are numbered rules, told below. */
export function drawPrices(spec: Spec, { width, wording }: Canvas): Drawing {
  const panels = spec.panels.map((panel) => ({ panel, lines: linesOf(panel, wording) }));
  const events = eventsOf(spec.events, wording);
  const columns = width >= wideFrom && panels.length > 1 ? 2 : 1;
  const panelWidth = (width - columnGap * (columns - 1)) / columns;
  let y = 0;
  let body = "";
  for (let index = 0; index < panels.length; index += columns) {
    const row = panels
      .slice(index, index + columns)
      .map(({ panel, lines }) => frameOf(panel, lines, panelWidth, wording));
    const head =
      Math.max(...row.map(({ title }) => textHeight(title, 12))) +
      lineHeight(row.map(({ unit }) => unit).join(""), size);
    const markers = Math.max(...row.map(({ left, right }) => markersHeight(events, right - left)));
    const top = y + head + markers + 8;
    row.forEach((frame, column) => {
      body += drawPanel(frame, { x: column * (panelWidth + columnGap), y, top, head, events, wording });
    });
    y = top + plotHeight + 40;
  }
  const told = drawEventWords(events, { width, top: y - 6, columns, gap: columnGap });
  return { body: body + told.body, height: y + told.height, description: describe(panels, events, wording) };
}

/** A panel's axis of prices and its words; `left` and `right` are the ends of its axis of time. */
type Frame = {
  readonly lines: readonly Line[];
  readonly title: readonly string[];
  readonly unit: string;
  readonly prices: Domain;
  readonly format: (tick: number) => string;
  readonly left: number;
  readonly right: number;
  readonly labelWidth: number;
};

function frameOf(panel: Panel, lines: readonly Line[], width: number, wording: Wording): Frame {
  const numbers = lines.flatMap(({ points }) => points.flatMap(({ value, low, high }) => [value, low, high]));
  const prices = domainOf(numbers, isWide(numbers) ? "log" : "linear", true);
  const format = wording.tick(panel.unit);
  const { ticks } = verticalAxis(prices, [plotHeight, 0], { format, gap: tickGap });
  const tickWidth = Math.max(8, ...ticks.map((tick) => textWidth(format(tick), size)));
  // As narrow as the longest word allows, so that the axis of time stays wide.
  const words = lines.flatMap(({ label }) => label.split(/(?<=[\s-])/).map((word) => textWidth(word, size, true) + 2));
  const labelWidth = Math.min(width * 0.32, Math.max(0, ...words));
  const title = wrapText(wording.text(panel.title), width, 12, true);
  const unit = wording.axis(panel.unit, prices.type);
  return { lines, title, unit, prices, format, left: tickWidth + 8, right: width - labelWidth - 14, labelWidth };
}

type PanelOptions = {
  readonly x: number;
  readonly y: number;
  /** Where the axis of prices begins, below the words and the numbers of events. */
  readonly top: number;
  readonly head: number;
  readonly events: readonly Event[];
  readonly wording: Wording;
};

function drawPanel(frame: Frame, { x, y, top, head, events, wording }: PanelOptions): string {
  const { lines, title, unit, prices, format, labelWidth } = frame;
  const [left, right] = [x + frame.left, x + frame.right];
  // Each market has its own time: a few weeks beside a decade would be a blot.
  const dated = [...lines.flatMap(({ points }) => points), ...events];
  const time = domainOf(
    dated.map((one) => one.time),
    "linear",
    false,
  );
  const bottom = top + plotHeight;
  const placeTime = placer(time, left, right);
  const placePrice = placer(prices, bottom, top);
  const vertical = verticalAxis(prices, [bottom, top], { format, gap: tickGap });
  const { axis: horizontal, year } = timeAxis(time, [left, right], wording);
  const rules = events.map((event) => placeTime(event.time));
  return (
    drawText(title, { x, y: y + lineHeight(title.join(""), 12) - 4, size: 12, bold: true }) +
    drawText(unit, { x, y: y + head - 3, size, fill: softInk }) +
    drawMarkers(events, placeTime, { left, right, top, bottom }) +
    plotPanel({ x: horizontal, y: vertical, top, bottom, axis: "bottom", marks: lines.flatMap(marksOf) }) +
    (year
      ? drawText(year.words, { x: placeTime(year.time), y: bottom + 28, size, anchor: "middle", fill: softInk })
      : "") +
    drawLabels(lines, { placeTime, placePrice, top, bottom, width: labelWidth, right, rules })
  );
}

function marksOf({ points, colour, shape }: Line): Plot.Markish[] {
  const links = points.slice(1).map((point, index) => ({ from: points[index] ?? point, to: point }));
  const ranges = points.filter(({ low, high }) => isDrawable(low) && isDrawable(high) && low < high);
  const isLong = ({ from, to }: (typeof links)[number]) => to.time - from.time > longestSilence;
  const link = (shown: typeof links, dash: { strokeDasharray?: string }) =>
    Plot.link(shown, {
      x1: (d) => d.from.time,
      y1: (d) => d.from.value,
      x2: (d) => d.to.time,
      y2: (d) => d.to.value,
      stroke: colour,
      strokeWidth: 1.2,
      ...dash,
    });
  return [
    Plot.ruleX(ranges, { x: "time", y1: "low", y2: "high", stroke: colour, strokeWidth: 4, strokeOpacity: 0.25 }),
    link(
      links.filter((l) => !isLong(l)),
      {},
    ),
    link(links.filter(isLong), { strokeDasharray: "2 3" }),
    Plot.dot(points, {
      x: "time",
      y: "value",
      r: 3.6,
      symbol: shape,
      fill: colour,
      stroke: "#ffffff",
      strokeWidth: 0.8,
    }),
  ];
}

type LabelOptions = {
  readonly placeTime: (time: number) => number;
  readonly placePrice: (value: number) => number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
  /** Where the axis of time ends, and where rules cross it. */
  readonly right: number;
  readonly rules: readonly number[];
};

/** Each line's name at its end, or in the margin where a rule would strike it out; pushed apart where names would meet. */
function drawLabels(
  lines: readonly Line[],
  { placeTime, placePrice, top, bottom, width, right, rules }: LabelOptions,
): string {
  const labels = lines.flatMap(({ points, label, colour }) => {
    const last = points.at(-1);
    if (last === undefined) return [];
    const words = wrapText(label, width, size, true);
    const x = placeTime(last.time) + 8;
    const isStruck = rules.some((rule) => rule > x - 4 && rule < x + width);
    const leader = isStruck ? x - 2 : undefined;
    const at = placePrice(last.value);
    return [{ words, colour, x: isStruck ? right + 8 : x, leader, at, size: textHeight(words, size) }];
  });
  labels.sort((a, b) => a.at - b.at);
  const middles = spread(labels, top - 12, bottom + 4);
  return labels
    .map(({ words, colour, x, leader, at, size: height }, index) => {
      const middle = middles[index] ?? at;
      const y = middle - height / 2 + lineHeight(words.join(""), size) - 4;
      const link = leader === undefined ? "" : drawSegment(leader, at, x - 3, middle, colour, 0.8, "1 3");
      return link + drawText(words, { x, y, size, bold: true, fill: colour, halo: true });
    })
    .join("");
}

function linesOf(panel: Panel, wording: Wording): Line[] {
  return panel.lines.map(({ label, points }, index) => {
    const { colour, shape } = series[index % series.length] ?? series[0];
    const timed = points.flatMap((point) => {
      const time = timeOf(point.date);
      return time !== undefined && isDrawable(point.value) ? [{ ...point, time }] : [];
    });
    return { label: wording.text(label), points: timed.sort((a, b) => a.time - b.time), colour, shape };
  });
}

function isWide(numbers: readonly number[]): boolean {
  const drawable = numbers.filter(isDrawable);
  const least = drawable.reduce((low, value) => Math.min(low, value), Number.POSITIVE_INFINITY);
  return least > 0 && drawable.some((value) => value / least > logFrom);
}

function describe(
  panels: readonly { readonly panel: Panel; readonly lines: readonly Line[] }[],
  events: readonly Event[],
  wording: Wording,
): string[] {
  const told = panels.flatMap(({ panel, lines }) =>
    lines.map(
      ({ label, points }) =>
        `${wording.text(panel.title)}, ${label}, ${wording.axis(panel.unit, "linear")}: ${points.map((point) => `${point.date} ${wording.number(point, panel.unit)}`).join(", ")}`,
    ),
  );
  return [...told, ...events.map(({ number, words }) => `${number}: ${words}`)];
}
