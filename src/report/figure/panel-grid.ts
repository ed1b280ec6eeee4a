import { draw, hundredths } from "./drawing.ts";

/** A panel that is drawn: its elements from y = 0 to `height`. */
export type DrawnPanel = { readonly body: string; readonly height: number };

const gap = 26;

/** Panels in rows of so many columns, each drawn as wide as its column; a row is as high as its highest. */
export function drawPanelGrid<Panel>(
  panels: readonly Panel[],
  { width, columns }: { readonly width: number; readonly columns: number },
  drawPanel: (panel: Panel, width: number) => DrawnPanel,
): DrawnPanel {
  const wide = (width - gap * (columns - 1)) / columns;
  let body = "";
  let y = 0;
  for (let first = 0; first < panels.length; first += columns) {
    const row = panels.slice(first, first + columns).map((panel) => drawPanel(panel, wide));
    for (const [column, panel] of row.entries()) {
      body += draw("g", { transform: `translate(${hundredths(column * (wide + gap))},${hundredths(y)})` }, panel.body);
    }
    y += Math.max(0, ...row.map(({ height }) => height)) + 14;
  }
  return { body, height: y };
}
