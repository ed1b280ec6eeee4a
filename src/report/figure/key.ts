import { drawText, textHeight } from "./drawing.ts";
import { textWidth, wrapText } from "./measure.ts";
import { softInk } from "./palette.ts";

/** One mark and what it means; `draw` draws it inside `width` pixels from x, about y. */
export type KeyEntry = {
  readonly width: number;
  readonly words: string;
  readonly draw: (x: number, y: number) => string;
};

const size = 11;

/** What the marks mean, side by side as far as they fit. */
export function drawKey(
  entries: readonly KeyEntry[],
  width: number,
): { readonly body: string; readonly height: number } {
  let body = "";
  let x = 0;
  let y = 0;
  let lineHeight = 0;
  for (const entry of entries) {
    const indent = entry.width + 6;
    const lines = wrapText(entry.words, width - indent, size);
    const wide = indent + Math.max(...lines.map((line) => textWidth(line, size)));
    if (x > 0 && x + wide > width) {
      x = 0;
      y += lineHeight;
      lineHeight = 0;
    }
    body += entry.draw(x, y + 9) + drawText(lines, { x: x + indent, y: y + 13, size, fill: softInk });
    lineHeight = Math.max(lineHeight, textHeight(lines, size) + 3);
    x += wide + 16;
  }
  return { body, height: y + lineHeight };
}
