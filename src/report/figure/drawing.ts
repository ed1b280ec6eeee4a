import type { Verdict } from "../../model/statement.ts";
import { isMyanmar, lineHeight } from "./measure.ts";
import { ink, verdictInk } from "./palette.ts";

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** Where and how a text stands; `y` is its baseline. */
export type TextStyle = {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly anchor?: "start" | "middle" | "end";
  /** A white outline, for text that may lie upon marks. */
  readonly halo?: boolean;
};

/** One element as text; attributes that are undefined are left out, numbers are rounded to a hundredth of a pixel. */
export function draw(name: string, attributes: Attributes, content = ""): string {
  let written = "";
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    written += ` ${key}="${typeof value === "number" ? hundredths(value) : escapeXml(value)}"`;
  }
  return content === "" ? `<${name}${written}/>` : `<${name}${written}>${content}</${name}>`;
}

/** Lines of text one under another; the first one's baseline is at `y`. */
export function drawText(lines: string | readonly string[], style: TextStyle): string {
  let y = style.y;
  let drawn = "";
  for (const line of typeof lines === "string" ? [lines] : lines) {
    drawn += drawLine(line, { ...style, y });
    y += lineHeight(line, style.size);
  }
  return drawn;
}

/** The height that `drawText` takes. */
export function textHeight(lines: readonly string[], size: number): number {
  return lines.reduce((height, line) => height + lineHeight(line, size), 0);
}

export function drawSegment(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  width = 1,
  dash?: string,
): string {
  return draw("line", { x1, y1, x2, y2, stroke, "stroke-width": width, "stroke-dasharray": dash });
}

/** The figure of a text, shaped by its verdict: full, half full, crossed out, hollow, dashed. */
export function drawDiamond(verdict: Verdict, x: number, y: number): string {
  const stroke = verdictInk[verdict];
  const whole = [0, -8, 8, 0, 0, 8, -8, 0];
  const hollow = { fill: "#ffffff", stroke, "stroke-width": 2 };
  if (verdict === "supported") return drawPolygon(x, y, whole, { ...hollow, fill: stroke });
  if (verdict === "contested")
    return drawPolygon(x, y, whole, hollow) + drawPolygon(x, y, [0, -8, 0, 8, -8, 0], { fill: stroke });
  if (verdict === "unsupported") return drawPolygon(x, y, whole, hollow);
  if (verdict === "not-testable") return drawPolygon(x, y, whole, { ...hollow, "stroke-dasharray": "3 2" });
  const cross = [-2.7, 2.7].map((slope) => drawSegment(x - 2.7, y - slope, x + 2.7, y + slope, "#ffffff", 2)).join("");
  return drawPolygon(x, y, whole, { ...hollow, fill: stroke }) + cross;
}

/** One claim: full, or hollow when it only repeats another one. */
export function drawClaim(x: number, y: number, echo: boolean): string {
  return draw("circle", { cx: x, cy: y, r: 4, fill: echo ? "#ffffff" : ink, stroke: ink, "stroke-width": 1.5 });
}

export function escapeXml(text: string): string {
  // Characters that XML 1.0 cannot hold at all are dropped.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to drop
  const allowed = text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, "");
  return allowed.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A coordinate with at most two decimals, so that the same figure has the same bytes on every machine. */
export function hundredths(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

function drawLine(line: string, { x, y, size, fill = ink, bold, anchor, halo }: TextStyle): string {
  const outline = halo
    ? {
        stroke: "#ffffff",
        "stroke-width": 3,
        "stroke-opacity": 0.75,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }
    : {};
  // A line with Burmese letters names that font first: Typst shapes a line with one font alone.
  const family = isMyanmar(line) ? "Noto Sans Myanmar, Noto Sans, sans-serif" : undefined;
  const weight = bold ? 700 : undefined;
  const attributes = {
    x,
    y,
    "font-size": size,
    "font-family": family,
    fill,
    "font-weight": weight,
    "text-anchor": anchor,
  };
  return draw("text", { ...attributes, ...outline }, escapeXml(line));
}

function drawPolygon(x: number, y: number, corners: readonly number[], paint: Attributes): string {
  const points: string[] = [];
  for (let index = 0; index + 1 < corners.length; index += 2) {
    points.push(`${hundredths(x + (corners[index] ?? 0))},${hundredths(y + (corners[index + 1] ?? 0))}`);
  }
  return draw("polygon", { points: points.join(" "), ...paint });
}

/** A line through points, `M` to begin and `L` to go on. */
export function drawPath(
  steps: readonly (readonly [command: "M" | "L", x: number, y: number])[],
  stroke: string,
  width: number,
  dash?: string,
): string {
  const d = steps.map(([command, x, y]) => `${command}${hundredths(x)} ${hundredths(y)}`).join("");
  return draw("path", {
    d,
    fill: "none",
    stroke,
    "stroke-width": width,
    "stroke-linejoin": "round",
    "stroke-dasharray": dash,
  });
}
