import type { FigureSpec } from "../figure-spec.ts";
import type { Canvas, Drawing } from "./canvas.ts";
import { isDrawable } from "./domain.ts";
import { draw, drawText, hundredths, textHeight } from "./drawing.ts";
import { drawKey } from "./key.ts";
import { drawMapPanel, type PlacedPlace } from "./map-panel.ts";
import { lineHeight, textWidth, wrapText } from "./measure.ts";
import { ink, series, softInk, wideFrom } from "./palette.ts";
import type { Wording } from "./wording.ts";

type Spec = Extract<FigureSpec, { readonly kind: "flows" }>;
type Panel = Spec["panels"][number];
type Flow = Panel["flows"][number];
type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

const size = 11;
const titleSize = 12;
const gap = 20;
const widest = 11;

/** The arrow's colour: from the marked place, or from another. */
const markedInk = series[1].colour;
const otherInk = series[0].colour;

/** Flows on maps, a panel a stage; two panels side by side where the page is wide. */
export function drawFlows(spec: Spec, { width, wording }: Canvas): Drawing {
  const columns = width >= wideFrom ? 2 : 1;
  const panelWidth = (width - gap * (columns - 1)) / columns;
  const most = largestOf(spec);
  let body = "";
  let y = 0;
  for (let first = 0; first < spec.panels.length; first += columns) {
    const row = spec.panels
      .slice(first, first + columns)
      .map((panel) => drawPanel(panel, { width: panelWidth, wording, most: most?.value ?? 0 }));
    for (const [column, panel] of row.entries())
      body += draw("g", { transform: `translate(${hundredths(column * (panelWidth + gap))},${y})` }, panel.body);
    y += Math.max(0, ...row.map(({ height }) => height)) + 10;
  }
  const key = flowKey(spec, { width, wording });
  return {
    body: body + draw("g", { transform: `translate(0,${y})` }, key.body),
    height: y + key.height + 2,
    description: spec.panels.flatMap((panel) => describe(panel, spec.unit, wording)),
  };
}

type PanelOptions = { readonly width: number; readonly wording: Wording; readonly most: number };

/** The largest flow of all panels: what the widths are measured by. */
function largestOf({ panels }: Spec): Flow | undefined {
  return panels
    .flatMap(({ flows }) => flows)
    .filter(({ value }) => isDrawable(value))
    .reduce<Flow | undefined>((most, flow) => (most === undefined || flow.value > most.value ? flow : most), undefined);
}

function drawPanel(panel: Panel, { width, wording, most }: PanelOptions): { body: string; height: number } {
  const title = wrapText(wording.text(panel.title), width, titleSize, true);
  const top = textHeight(title, titleSize) + 4;
  const height = Math.round(width * 0.54);
  const drawable = panel.places.filter(({ longitude, latitude }) => isDrawable(longitude) && isDrawable(latitude));
  const map = drawable.length === 0 ? { body: "", placed: [] } : drawMapPanel(drawable, { width, height });
  const places = new Map(map.placed.map((placed) => [placed.place.id, placed]));
  const frame = { x: 0.5, y: 0.5, width: width - 1, height: height - 1, fill: "none", stroke: softInk };
  const inside =
    map.body +
    panel.flows.map((flow) => drawFlow(flow, places, most)).join("") +
    map.placed.map(drawPlace).join("") +
    drawLabels(map.placed, { width, height, wording }) +
    draw("rect", { ...frame, "stroke-opacity": 0.35 });
  return {
    body:
      drawText(title, { x: 0, y: lineHeight(title.join(""), titleSize) - 4, size: titleSize, bold: true }) +
      draw("g", { transform: `translate(0,${top})` }, inside),
    height: top + height,
  };
}

/** A bent arrow that grows thicker with its value and ends short of the place, with its head. */
function drawFlow({ from, to, value }: Flow, places: ReadonlyMap<string, PlacedPlace>, most: number): string {
  const [start, end] = [places.get(from), places.get(to)];
  if (start === undefined || end === undefined || start === end || !isDrawable(value) || value <= 0) return "";
  const [dx, dy] = [end.x - start.x, end.y - start.y];
  const length = Math.hypot(dx, dy);
  if (length < 1) return "";
  const thickness = thicknessOf(value, most);
  const bend = 0.18;
  const control = { x: start.x + dx / 2 + dy * bend, y: start.y + dy / 2 - dx * bend };
  const [hx, hy] = [end.x - control.x, end.y - control.y];
  const reach = Math.hypot(hx, hy);
  const [ux, uy] = [hx / reach, hy / reach];
  const head = Math.min(5 + thickness, length / 2);
  const tip = { x: end.x - ux * 4, y: end.y - uy * 4 };
  const neck = { x: tip.x - ux * head, y: tip.y - uy * head };
  const half = thickness / 2 + 2.5;
  const colour = start.place.marked ? markedInk : otherInk;
  const point = (x: number, y: number) => `${hundredths(x)},${hundredths(y)}`;
  const path = `M${point(start.x, start.y)}Q${point(control.x, control.y)} ${point(neck.x, neck.y)}`;
  const corners = `${point(tip.x, tip.y)} ${point(neck.x - uy * half, neck.y + ux * half)} ${point(neck.x + uy * half, neck.y - ux * half)}`;
  const line = { d: path, fill: "none", stroke: colour, "stroke-width": thickness, "stroke-opacity": 0.6 };
  return draw("path", line) + draw("polygon", { points: corners, fill: colour, "fill-opacity": 0.85 });
}

function thicknessOf(value: number, most: number): number {
  return Math.max(1, most > 0 ? (value / most) * widest : 0);
}

function drawPlace({ place, x, y }: PlacedPlace): string {
  return draw("circle", {
    cx: x,
    cy: y,
    r: place.marked ? 4.5 : 3,
    fill: place.marked ? markedInk : ink,
    stroke: "#ffffff",
    "stroke-width": 1,
  });
}

/** Each name where it lies on no other; a name that finds no room is left to the table. */
function drawLabels(
  placed: readonly PlacedPlace[],
  { width, height, wording }: { width: number; height: number; wording: Wording },
): string {
  const taken: Box[] = placed.map(({ x, y }) => ({ left: x - 4, right: x + 4, top: y - 4, bottom: y + 4 }));
  let drawn = "";
  // The marked place first: it is what the reader looks for.
  for (const { place, x, y } of [...placed].sort((a, b) => Number(b.place.marked) - Number(a.place.marked))) {
    const [words = "", ...more] = wrapText(wording.text(place.label), width / 2, size, place.marked);
    if (words === "" || more.length > 0) continue;
    const wide = textWidth(words, size, place.marked);
    const high = lineHeight(words, size);
    const spot = spotsAround(x, y, wide, high).find(
      (box) =>
        box.left >= 2 &&
        box.right <= width - 2 &&
        box.top >= 2 &&
        box.bottom <= height - 2 &&
        taken.every((other) => isApart(box, other)),
    );
    if (spot === undefined) continue;
    taken.push(spot);
    drawn += drawText(words, {
      x: spot.left,
      y: spot.bottom - high * 0.28,
      size,
      bold: place.marked,
      halo: true,
    });
  }
  return drawn;
}

function spotsAround(x: number, y: number, wide: number, high: number): Box[] {
  const box = (left: number, top: number): Box => ({ left, top, right: left + wide, bottom: top + high });
  return [7, 16, 28].flatMap((away) => [
    box(x + away, y - high / 2),
    box(x - away - wide, y - high / 2),
    box(x - wide / 2, y + away - 1),
    box(x - wide / 2, y - away - high + 1),
    box(x + away * 0.7, y + away * 0.6),
    box(x - wide - away * 0.7, y + away * 0.6),
    box(x + away * 0.7, y - away * 0.6 - high),
    box(x - wide - away * 0.7, y - away * 0.6 - high),
  ]);
}

function isApart(one: Box, other: Box): boolean {
  return one.left >= other.right || other.left >= one.right || one.top >= other.bottom || other.top >= one.bottom;
}

function flowKey(spec: Spec, { width, wording }: Canvas): { body: string; height: number } {
  const line = (colour: string) => (x: number, y: number) =>
    draw("rect", { x, y: y - 3, width: 18, height: 6, fill: colour, "fill-opacity": 0.7 });
  const isMarked = spec.panels.some(({ places }) => places.some(({ marked }) => marked));
  const largest = largestOf(spec);
  const thickest =
    largest === undefined ? "" : wording.say("figure.key-flow-width", { most: wording.amount(largest, spec.unit) });
  const entries = [
    ...(isMarked ? [{ width: 18, words: wording.say("figure.key-flow-marked"), draw: line(markedInk) }] : []),
    { width: 18, words: wording.say("figure.key-flow"), draw: line(otherInk) },
    { width: 0, words: thickest, draw: () => "" },
    { width: 0, words: wording.say("figure.key-map"), draw: () => "" },
  ];
  return drawKey(entries, width);
}

function describe({ title, places, flows }: Panel, unit: string, wording: Wording): string[] {
  const nameOf = (id: string) => {
    const place = places.find((one) => one.id === id);
    return place === undefined ? id : wording.text(place.label);
  };
  return flows.map(
    (flow) =>
      `${wording.text(title)}: ${nameOf(flow.from)} → ${nameOf(flow.to)} ${wording.amount(flow, unit)} (${wording.interval(flow, unit)})`,
  );
}
