import type { FigureSpec } from "./figure-spec.ts";
import { type LiftedFigure, liftText } from "./lift-text.ts";

/** Above this part of its width a picture is too high for a page of paper with its title: 225 by 170 mm. */
const highest = 225 / 170;

/** The pictures of a figure on paper, one unless its panels need more than a page; then each has whole rows of them. */
export function drawOnPaper(figure: FigureSpec, render: (figure: FigureSpec) => string): readonly LiftedFigure[] {
  const { panels, columns } = panelsOf(figure);
  for (let pages = 1; ; pages += 1) {
    const each = columns * Math.ceil(panels / pages / columns);
    const parts = Array.from({ length: Math.ceil(panels / each) }, (_, part) =>
      liftText(render(partOf(figure, part * each, (part + 1) * each))),
    );
    if (each <= columns || parts.every(({ width, height }) => height <= highest * width)) return parts;
  }
}

/** How many panels may be parted from each other, and how many stand in a row; a map's belong together. */
function panelsOf(figure: FigureSpec): { readonly panels: number; readonly columns: number } {
  switch (figure.kind) {
    case "fan":
    case "gains":
      return { panels: Math.max(1, figure.panels.length), columns: 2 };
    case "tornado":
      return { panels: Math.max(1, figure.panels.length), columns: 1 };
    default:
      return { panels: 1, columns: 1 };
  }
}

/** Some panels of a figure, on the scale of all. */
function partOf(figure: FigureSpec, from: number, before: number): FigureSpec {
  switch (figure.kind) {
    case "fan":
      return { ...figure, shown: [from, before] };
    case "gains":
      return { ...figure, panels: figure.panels.slice(from, before) };
    case "tornado":
      return { ...figure, panels: figure.panels.slice(from, before) };
    default:
      return figure;
  }
}
