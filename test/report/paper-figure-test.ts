import assert from "node:assert/strict";
import { test } from "node:test";
import { loadCatalogue } from "../../src/report/catalogue.ts";
import { renderFigure } from "../../src/report/figure/render-figure.ts";
import type { FigureSpec } from "../../src/report/figure-spec.ts";
import { drawOnPaper } from "../../src/report/paper-figure.ts";
import { figureWidths } from "../../src/report/render-html.ts";

const catalogue = loadCatalogue("en");
const render = (figure: FigureSpec) => renderFigure(figure, { locale: "en", catalogue, width: figureWidths.wide });

type Fan = Extract<FigureSpec, { readonly kind: "fan" }>;

/** The price in each panel is ten times that of the one before. */
function fanOf(count: number): Fan {
  const panels = Array.from({ length: count }, (_, k) => {
    const value = 10 ** k;
    const point = { value, low: value, high: value };
    const points = ["2024", "2025"].map((date) => ({ date, ...point }));
    return { title: { en: `panel ${k + 1}` }, lines: [{ label: { en: "a price" }, points }] };
  });
  return { kind: "fan", id: "prices", title: { en: "Prices" }, unit: "USD/kg", panels };
}

test("a figure that fits a page is one picture", () => {
  const parts = drawOnPaper(fanOf(4), render);
  assert.equal(parts.length, 1);
  assert.equal(parts[0]?.texts.filter(({ text }) => text.startsWith("panel")).length, 4);
});

test("panels that need more than a page come on several, each panel once, none higher than a page, all on one scale", () => {
  const parts = drawOnPaper(fanOf(14), render);
  assert.ok(parts.length > 1);
  for (const { width, height } of parts) assert.ok(height <= (225 / 170) * width);
  const words = parts.map(({ texts }) => texts.map(({ text }) => text));
  for (let k = 1; k <= 14; k += 1) {
    assert.equal(words.filter((texts) => texts.includes(`panel ${k}`)).length, 1, `panel ${k}`);
  }
  // The ticks of the axis are the same on every page, though only the last panels reach the upper ones.
  for (const texts of words) assert.ok(texts.includes("10 billion"), texts.join(" "));
});

test("gains and drivers are parted too; a map is not", () => {
  const rows = Array.from({ length: 11 }, (_, k) => ({ label: { en: `region ${k}` }, value: k, low: -1, high: 12 }));
  const panels = Array.from({ length: 12 }, (_, k) => ({ title: { en: `scenario ${k}` }, rows }));
  const gains: FigureSpec = { kind: "gains", id: "gains", title: { en: "Gains" }, unit: "percent", panels };
  const parts = drawOnPaper(gains, render);
  assert.ok(parts.length > 1);
  assert.equal(parts.flatMap(({ texts }) => texts.filter(({ text }) => text.startsWith("scenario"))).length, 12);
  const tornado: FigureSpec = {
    kind: "tornado",
    id: "drivers",
    title: { en: "Drivers" },
    panels: panels.map(({ title }) => ({
      title,
      unit: "times",
      value: 1,
      rows: rows.map(({ label }) => ({ label, low: 0, high: 2, rises: true })),
    })),
  };
  assert.ok(drawOnPaper(tornado, render).length > 1);
});
