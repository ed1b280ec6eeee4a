import type { FigureSpec } from "../figure-spec.ts";
import { draw, drawPath, drawText, textHeight } from "./drawing.ts";
import { textWidth, wrapText } from "./measure.ts";
import { softInk } from "./palette.ts";
import { spread } from "./spread.ts";
import { timeOf } from "./time-axis.ts";
import type { Wording } from "./wording.ts";

/** A dated event: the number that marks it, and its words. */
export type Event = { readonly number: string; readonly time: number; readonly words: string };

const size = 11;
const rowHeight = 16;
const leaderHeight = 8;

/** The events that have a place on an axis, by date. */
export function eventsOf(
  events: Extract<FigureSpec, { readonly kind: "prices" }>["events"],
  wording: Wording,
): Event[] {
  const timed = events.flatMap(({ date, label }) => {
    const time = timeOf(date);
    return time === undefined ? [] : [{ time, words: `${wording.period(date)} – ${wording.text(label)}` }];
  });
  return timed.sort((a, b) => a.time - b.time).map((event, index) => ({ ...event, number: String(index + 1) }));
}

/** The height of the numbers above a panel. */
export function markersHeight(events: readonly Event[], width: number): number {
  return events.length === 0 ? 0 : rowsOf(events, width) * rowHeight + leaderHeight;
}

/** A rule at the day of each event; its number above, moved aside where numbers would meet. */
export function drawMarkers(
  events: readonly Event[],
  place: (time: number) => number,
  area: { left: number; right: number; top: number; bottom: number },
): string {
  const rows = rowsOf(events, area.right - area.left);
  let drawn = "";
  for (let row = 0; row < rows; row += 1) {
    const shown = events.filter((_, index) => index % rows === row);
    const wishes = shown.map(({ time, number }) => ({ at: place(time), size: widthOf(number) + 2 }));
    const middles = spread(wishes, area.left - 8, area.right + 8);
    const y = area.top - leaderHeight - (rows - row) * rowHeight + 7;
    drawn += shown
      .map((event, index) =>
        drawMarker(event.number, { x: place(event.time), middle: middles[index] ?? 0, y, ...area }),
      )
      .join("");
  }
  return drawn;
}

/** The events in words, in columns of about the same height. */
export function drawEventWords(
  events: readonly Event[],
  { width, top, columns, gap }: { width: number; top: number; columns: number; gap: number },
) {
  const columnWidth = (width - gap * (columns - 1)) / columns;
  const entries = events.map(({ number, words }) => {
    const lines = wrapText(words, columnWidth - 24, size);
    return { number, lines, height: textHeight(lines, size) + 3 };
  });
  const total = entries.reduce((sum, { height }) => sum + height, 0);
  let body = "";
  let column = 0;
  let used = 0;
  let tallest = 0;
  for (const { number, lines, height } of entries) {
    if (column < columns - 1 && used + height / 2 > total / columns) {
      column += 1;
      used = 0;
    }
    const left = column * (columnWidth + gap);
    body += drawText(number, { x: left + 16, y: top + used + 14, size, anchor: "end", bold: true });
    body += drawText(lines, { x: left + 24, y: top + used + 14, size });
    used += height;
    tallest = Math.max(tallest, used);
  }
  return { body, height: tallest };
}

type MarkerOptions = {
  readonly x: number;
  readonly middle: number;
  readonly y: number;
  readonly top: number;
  readonly bottom: number;
};

function drawMarker(number: string, { x, middle, y, top, bottom }: MarkerOptions): string {
  const wide = widthOf(number);
  const pill = {
    x: middle - wide / 2,
    y: y - 7,
    width: wide,
    height: 14,
    rx: 7,
    fill: "#ffffff",
    stroke: softInk,
    "stroke-width": 1,
  };
  return (
    drawPath(
      [
        ["M", middle, y + 7],
        ["L", x, top],
        ["L", x, bottom],
      ],
      softInk,
      0.8,
      "4 3",
    ) +
    draw("rect", pill) +
    drawText(number, { x: middle, y: y + 3.6, size: 10, anchor: "middle" })
  );
}

function rowsOf(events: readonly Event[], width: number): number {
  return Math.ceil(events.reduce((sum, { number }) => sum + widthOf(number) + 2, 0) / Math.max(width, 1));
}

function widthOf(number: string): number {
  return Math.max(14, textWidth(number, 10) + 6);
}
