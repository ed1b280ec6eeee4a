import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { type Domain, placer, ticksOf } from "./domain.ts";
import { hundredths } from "./drawing.ts";
import { textWidth } from "./measure.ts";
import { gridInk, softInk } from "./palette.ts";

/** One axis of a panel: its numbers, the pixels they span, its ticks and their words. */
export type PanelAxis = {
  readonly domain: Domain;
  readonly range: readonly [from: number, to: number];
  readonly ticks: readonly number[];
  readonly format: (tick: number) => string;
};

/** Marks and axes in the figure's own pixels; without `y` the marks give their y in pixels. */
export type PanelOptions = {
  readonly x: PanelAxis;
  readonly y?: PanelAxis;
  readonly top: number;
  readonly bottom: number;
  readonly axis: "top" | "bottom" | "both";
  readonly marks: readonly Plot.Markish[];
};

const axisSize = 11;

/** The page that Plot draws on. */
export const plotDocument = parseHTML("<html></html>").document;

/** Axes, grid and marks by Observable Plot, as elements that can stand inside another SVG. */
export function plotPanel({ x, y, top, bottom, axis, marks }: PanelOptions): string {
  const [left, right] = x.range;
  const drawn = Plot.plot({
    document: plotDocument,
    className: "panel",
    width: right,
    height: bottom,
    marginLeft: left,
    marginRight: 0,
    marginTop: top,
    marginBottom: 0,
    x: { type: x.domain.type, domain: [x.domain.from, x.domain.to], range: [...x.range], axis: null },
    y: y
      ? { type: y.domain.type, domain: [y.domain.from, y.domain.to], range: [...y.range], axis: null }
      : { type: "identity", axis: null },
    marks: [
      Plot.gridX([...x.ticks], { stroke: gridInk, strokeOpacity: 1 }),
      y ? Plot.gridY([...y.ticks], { stroke: gridInk, strokeOpacity: 1 }) : null,
      ...marks,
      axis === "bottom" ? null : Plot.axisX([...x.ticks], { anchor: "top", ...axisStyle(x) }),
      axis === "top" ? null : Plot.axisX([...x.ticks], { anchor: "bottom", ...axisStyle(x) }),
      y ? Plot.axisY([...y.ticks], { anchor: "left", ...axisStyle(y) }) : null,
    ],
  });
  return standalone(drawn.outerHTML);
}

/** An axis along the page with as many round ticks as have room for their words; `room` is what is free beyond its ends. */
export function horizontalAxis(
  domain: Domain,
  range: readonly [number, number],
  { format, room }: { readonly format: (tick: number) => string; readonly room: number },
): PanelAxis {
  const place = placer(domain, ...range);
  const half = (tick: number) => textWidth(format(tick), axisSize) / 2;
  const isInside = (tick: number) =>
    place(tick) - half(tick) >= range[0] - room && place(tick) + half(tick) <= range[1] + room;
  const isClear = (tick: number, index: number, ticks: readonly number[]) => {
    const before = ticks[index - 1];
    return before === undefined || place(tick) - half(tick) - (place(before) + half(before)) >= 12;
  };
  for (let count = Math.max(2, Math.floor((range[1] - range[0]) / 52)); ; count -= 1) {
    const ticks = ticksOf(domain, count);
    if (count <= 2 || ticks.every(isClear)) {
      return {
        domain,
        range,
        ticks,
        format: (tick) => (isInside(tick) && isClear(tick, ticks.indexOf(tick), ticks) ? format(tick) : ""),
      };
    }
  }
}

/** An axis up the page with ticks at least `gap` pixels apart. */
export function verticalAxis(
  domain: Domain,
  range: readonly [number, number],
  { format, gap }: { readonly format: (tick: number) => string; readonly gap: number },
): PanelAxis {
  return {
    domain,
    range,
    ticks: ticksOf(domain, Math.max(2, Math.floor(Math.abs(range[1] - range[0]) / gap))),
    format,
  };
}

/** The words of ticks are given as text, for a logarithmic axis of Plot's leaves out some of what a format gives it. */
function axisStyle({ format }: PanelAxis) {
  return { label: null, tickSize: 0, tickPadding: 5, fontSize: axisSize, color: softInk, text: format };
}

/**
 * Plot's own root carries a style sheet and a class, which would meet those of its neighbours on a page: keep what is in it.
 */
export function standalone(svg: string): string {
  const content = svg
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>$/, "")
    .replace(/<style>[\s\S]*?<\/style>/, "");
  const rounded = content.replace(/<[^>]+>/g, (tag) =>
    tag.replace(/-?\d+\.\d{3,}(?:e-?\d+)?/g, (number) => hundredths(Number(number))),
  );
  return `<g fill="none" text-anchor="middle" aria-hidden="true">${rounded}</g>`;
}
