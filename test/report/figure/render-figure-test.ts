import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { loadCatalogue } from "../../../src/report/catalogue.ts";
import { isMyanmar, textWidth } from "../../../src/report/figure/measure.ts";
import { renderFigure } from "../../../src/report/figure/render-figure.ts";
import type { FigureSpec } from "../../../src/report/figure-spec.ts";
import { formatExact, formatNumber, honestPlace } from "../../../src/report/format.ts";
import { type LiftedText, liftText } from "../../../src/report/lift-text.ts";
import { arbitrarySpec } from "./arbitrary-spec.ts";
import { emptySamples, samples } from "./sample-specs.ts";

const goldenFolder = join(import.meta.dirname, "../../output/figures");
const catalogues = { en: loadCatalogue("en"), my: loadCatalogue("my") };
const pages = [
  { locale: "en", width: 720 },
  { locale: "my", width: 340 },
] as const;
const allPages = [...pages, { locale: "en", width: 340 }, { locale: "my", width: 720 }] as const;

function draw(spec: FigureSpec, { locale, width }: (typeof allPages)[number]): string {
  return renderFigure(spec, { locale, width, catalogue: catalogues[locale], title: true });
}

for (const spec of samples) {
  for (const page of pages) {
    test(`${spec.kind} at ${page.width} in ${page.locale} is the golden picture`, () => {
      const file = join(goldenFolder, `${spec.kind}-${page.width}-${page.locale}.svg`);
      const svg = `${draw(spec, page)}\n`;
      if (process.env.UPDATE_GOLDEN === "1" || !existsSync(file)) {
        assert.equal(process.env.UPDATE_GOLDEN, "1", `${file} is missing: run with UPDATE_GOLDEN=1`);
        mkdirSync(goldenFolder, { recursive: true });
        writeFileSync(file, svg);
      }
      assert.equal(svg, readFileSync(file, "utf8"));
    });
  }

  for (const page of allPages) {
    test(`${spec.kind} at ${page.width} in ${page.locale}: no text is small, cut off or upon another`, () => {
      const { texts, width, height } = liftText(draw(spec, page));
      const boxes = texts.map(boxOf);
      for (const { text, size } of texts) assert.ok(size >= 10, `'${text}' is ${size} pixels high`);
      for (const { text, left, right, top, bottom } of boxes) {
        assert.ok(
          left >= 0 && right <= width && top >= 0 && bottom <= height,
          `'${text}' is cut off: ${left} to ${right}`,
        );
      }
      for (const [index, box] of boxes.entries()) {
        for (const other of boxes.slice(0, index)) {
          const apart =
            box.left >= other.right || other.left >= box.right || box.top >= other.bottom || other.top >= box.bottom;
          assert.ok(apart, `'${box.text}' lies upon '${other.text}'`);
        }
      }
    });
  }

  test(`${spec.kind}: same bytes twice, own ids, nothing from elsewhere, well formed`, () => {
    const svg = draw(spec, pages[0]);
    assert.equal(svg, draw(structuredClone(spec), pages[0]));
    const both = svg + draw(spec, pages[1]);
    const ids = [...both.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id ?? "");
    assert.equal(new Set(ids).size, ids.length);
    assert.ok(ids.every((id) => id.startsWith(`${spec.id}-`)));
    assert.doesNotMatch(svg, /<script|<style|\sclass=|\sstyle=|href|url\(|https?:\/\/(?!www\.w3\.org\/2000\/svg")/);
    assertWellFormed(svg);
  });

  test(`${spec.kind}: every number in the words is a number of the spec`, () => {
    const axisless = draw(spec, pages[0]).replace(
      /<g fill="none" text-anchor="middle" aria-hidden="true">.*?<\/g><\/g>/gs,
      "",
    );
    const allowed = new Set([...numbersIn(JSON.stringify(spec)), ...figuresOf(spec)]);
    // Events are counted; the numbers and the years of axes come from the axis itself.
    for (const [index, { date }] of (spec.kind === "prices" ? spec.events : []).entries()) {
      allowed.add(String(index + 1)).add(String(Number(date.slice(8))));
    }
    for (const [index, { probabilities }] of (spec.kind === "ranks" ? spec.rows : []).entries()) {
      allowed.add(String(index + 1));
      for (const probability of probabilities) allowed.add(String(Math.round(probability * 100)));
    }
    for (const { flows } of spec.kind === "flows" ? spec.panels : []) {
      const inPercent = flows.map(({ value, low, high }) => ({ value: 100 * value, low: 100 * low, high: 100 * high }));
      for (const number of figuresOf(inPercent)) allowed.add(number);
    }
    for (const { text } of liftText(axisless).texts) {
      for (const number of numbersIn(text)) assert.ok(allowed.has(number), `${number} in '${text}' is not in the spec`);
    }
  });
}

test("every claim has its dot, echoes are hollow, ranges are drawn", () => {
  const spec = samples.find((sample) => sample.kind === "estimates");
  assert.ok(spec);
  const dots = spec.rows.flatMap((row) => row.dots);
  const svg = draw(spec, pages[0]);
  // The key shows a claim, an echo and a range too.
  const circles = [...svg.matchAll(/<circle [^>]*fill="(#\w+)"/g)].map(([, fill]) => fill);
  assert.equal(circles.length, dots.length + 3);
  assert.equal(circles.filter((fill) => fill === "#ffffff").length, dots.filter((dot) => dot.echo).length + 1);
  for (const { label } of dots) assert.ok(svg.replace(/<[^>]+>/g, " ").includes(label.split(",")[0] ?? label));
});

test("a dot stands where its value is, between the ticks of the axis", () => {
  const row = { label: { en: "row" }, value: 20, low: 10, high: 30, dots: [] };
  const dots = [10, 20, 30].map((value) => ({ value, low: undefined, high: undefined, label: "x", echo: false }));
  const svg = draw(
    { kind: "estimates", id: "d", title: { en: "t" }, unit: "t", scale: "linear", rows: [{ ...row, dots }] },
    pages[0],
  );
  const xs = [...svg.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x)).slice(1);
  const tick = (words: string) =>
    liftText(svg).texts.find(({ text, anchor }) => text === words && anchor === "middle")?.x ?? Number.NaN;
  assert.equal(xs.length, 3);
  // Lifted texts include the figure's margin of two pixels.
  for (const [index, value] of ["10", "20", "30"].entries())
    assert.ok(Math.abs((xs[index] ?? 0) + 2 - tick(value)) < 0.02);
});

test("an open end has an arrow and says 'at least'", () => {
  const spec = samples.find((sample) => sample.kind === "chain");
  assert.ok(spec);
  const svg = draw(spec, pages[0]);
  assert.match(svg, /at least 402/);
  assert.equal(svg.match(/stroke="#1b1f24"/g)?.length, 1);
  const closed = draw({ ...spec, steps: spec.steps.slice(0, 2) }, pages[0]);
  assert.doesNotMatch(closed, /at least|stroke="#1b1f24"/);
});

test("every verdict has a shape of its own", () => {
  const spec = samples.find((sample) => sample.kind === "verdicts");
  assert.ok(spec);
  const shapes = spec.rows.map((row) => {
    const svg = draw(
      { ...spec, rows: [{ ...row, figure: 50, low: 40, high: 60, spanLow: 30, spanHigh: 70, claims: [] }] },
      pages[0],
    );
    const own = svg.slice(svg.lastIndexOf("<rect"));
    return own
      .replace(/#\w+/g, "colour")
      .replace(/<text.*?<\/text>/g, "")
      .replace(/[\d.]+,[\d.]+/g, "p");
  });
  assert.equal(new Set(shapes).size, spec.rows.length);
});

test("nothing to draw gives a small picture that says so", () => {
  for (const spec of emptySamples) {
    for (const page of allPages) {
      const svg = draw(spec, page);
      assert.ok(svg.includes(catalogues[page.locale].message("figure.no-data")));
      assert.ok(liftText(svg).height < 120);
    }
  }
});

test("numbers of very different size stand on one axis; an interval without width is drawn", () => {
  const row = (value: number) => ({ label: { en: "row" }, value, low: value, high: value, dots: [] });
  for (const scale of ["linear", "log"] as const) {
    const svg = draw(
      { kind: "estimates", id: "x", title: { en: "t" }, unit: "t", scale, rows: [row(1e-9), row(1e12)] },
      pages[0],
    );
    assertFinite(svg);
    assert.match(svg, /0\.000000001 t/);
    assert.match(svg, /1,000,000,000,000 t/);
  }
});

test("any spec gives a finite, well-formed picture", () => {
  fc.assert(
    fc.property(arbitrarySpec, fc.constantFrom(...allPages), (spec, page) => {
      const svg = draw(spec, page);
      assertFinite(svg);
      assertWellFormed(svg);
    }),
    { numRuns: 150 },
  );
});

function boxOf({ text, x, y, size, bold, anchor }: LiftedText) {
  // The table of widths allows three percent for other fonts.
  const wide = textWidth(text, size, bold) / 1.03;
  const left = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2;
  const [above, below] = isMyanmar(text) ? [0.9, 0.35] : [0.74, 0.2];
  return { text, left, right: left + wide, top: y - above * size, bottom: y + below * size };
}

function numbersIn(text: string): string[] {
  return (text.match(/\d[\d,]*(\.\d+)?/g) ?? []).map((number) => number.replaceAll(",", ""));
}

/** The figures of a spec, exact and as far as their interval lets them be honest. */
function figuresOf(value: unknown): string[] {
  if (typeof value === "number") return numbersIn(formatExact(value));
  if (typeof value !== "object" || value === null) return [];
  const own = Object.entries(value).flatMap(([, inner]) => figuresOf(inner));
  const { low, high, value: middle } = value as { low?: unknown; high?: unknown; value?: unknown };
  if (typeof low !== "number") return own;
  const centre = typeof middle === "number" ? middle : undefined;
  const end = typeof high === "number" ? high : 2 * (centre ?? low) - low;
  const place = honestPlace(centre ?? (low + end) / 2, low, end);
  const honest = [centre ?? low, low, end].flatMap((number) => numbersIn(formatNumber(number, place)));
  return [...own, ...honest, ...numbersIn(formatNumber(low, place, "down"))];
}

function assertFinite(svg: string): void {
  const attributes = svg.match(/<[^>]+>/g)?.join("") ?? "";
  assert.doesNotMatch(attributes.replace(/ (id|aria-\w+)="[^"]*"/g, ""), /NaN|Infinity|undefined|null/);
}

/** Tags close in the order in which they open, and no raw ampersand or control character is left. */
function assertWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [tag, closing, name = "", , end] of svg.matchAll(/<(\/?)([\w:-]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (closing) assert.equal(open.pop(), name, tag);
    else if (!end) open.push(name);
  }
  assert.deepEqual(open, []);
  const rest = svg.replace(/<(\/?)([\w:-]+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g, "");
  assert.doesNotMatch(rest, /[<>]/);
  assert.doesNotMatch(svg, /&(?!#\d+;|amp;|lt;|gt;|quot;)/);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML does not allow these
  assert.doesNotMatch(svg, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
}
