import assert from "node:assert/strict";
import { test } from "node:test";
import { renderHtml } from "../../src/report/render-html.ts";
import type { Report } from "../../src/report/report.ts";
import { fixtureReport, hostile } from "./fixture.ts";
import { fixtureMeans } from "./fixture-means.ts";

const means = fixtureMeans();

function pageOf(locale: "en" | "my", report: Report = fixtureReport()): string {
  return renderHtml(report, {
    catalogue: means.catalogue(locale),
    renderFigure: means.renderFigure,
    style: means.style,
    fonts: means.fonts.web,
    figureFile: (id) => `figures/${id}.svg`,
    pdfFile: "report.pdf",
    others: locale === "en" ? [{ locale: "my", file: "index.my.html", words: "မြန်မာ" }] : [],
  });
}

type Tag = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly parents: readonly string[];
};

const voidElements = new Set(["meta", "link", "br", "img", "hr"]);

/** A strict reader: every tag closed in order, every attribute quoted, once; raw text only in style. */
function readTags(page: string): Tag[] {
  const tags: Tag[] = [];
  const open: string[] = [];
  const text = page.replace(/<style>[\s\S]*?<\/style>/, "<style></style>").replace(/^<!DOCTYPE html>\n/, "");
  for (const [token] of text.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!token.startsWith("<")) {
      assert.doesNotMatch(token, />|&(?!#\d+;|amp;|lt;|gt;|quot;)/, `loose sign in text: ${token.slice(0, 60)}`);
      continue;
    }
    const closing = /^<\/([\w-]+)>$/.exec(token);
    if (closing) {
      assert.equal(open.pop(), closing[1], `closing tag ${token}`);
      continue;
    }
    const match = /^<([\w-]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>$/.exec(token);
    assert.ok(match, `malformed tag ${token}`);
    const [, name = "", written = "", selfClosing] = match;
    const attributes = new Map<string, string>();
    for (const [, key = "", value = ""] of written.matchAll(/([\w:-]+)="([^"]*)"/g)) {
      assert.ok(!attributes.has(key), `attribute ${key} twice in ${token}`);
      attributes.set(key, value);
    }
    tags.push({ name, attributes, parents: [...open] });
    if (!voidElements.has(name) && selfClosing !== "/") open.push(name);
  }
  assert.deepEqual(open, [], "every element is closed");
  return tags;
}

for (const locale of ["en", "my"] as const) {
  const page = pageOf(locale);
  const tags = readTags(page);
  const named = (name: string) => tags.filter((tag) => tag.name === name);

  test(`${locale}: the page is well-formed, in its language, and has no script`, () => {
    assert.ok(page.startsWith("<!DOCTYPE html>"));
    assert.equal(named("html")[0]?.attributes.get("lang"), locale);
    assert.equal(named("script").length, 0);
    for (const { name, attributes } of tags) {
      for (const [key, value] of attributes) {
        assert.ok(!key.startsWith("on"), `${name} ${key}`);
        if (key === "href" || key === "src") assert.doesNotMatch(value, /^(javascript|data):/i);
      }
    }
  });

  test(`${locale}: ids are unique and every link inside the page leads somewhere`, () => {
    const ids = tags.flatMap(({ attributes }) => attributes.get("id") ?? []);
    assert.equal(new Set(ids).size, ids.length);
    const known = new Set(ids);
    for (const { name, attributes } of tags) {
      const href = attributes.get("href");
      if (href?.startsWith("#")) assert.ok(known.has(href.slice(1)), `${name} ${href}`);
      for (const key of ["aria-labelledby", "aria-describedby"]) {
        for (const id of attributes.get(key)?.split(" ") ?? []) assert.ok(known.has(id), `${name} ${key} ${id}`);
      }
    }
  });

  test(`${locale}: nothing is loaded from elsewhere`, () => {
    for (const { name, attributes } of tags) {
      assert.ok(!attributes.has("src"), name);
      const href = attributes.get("href") ?? "";
      if (name !== "a") assert.doesNotMatch(href, /^(https?:)?\/\//);
    }
    for (const [, url = ""] of page.matchAll(/url\("([^"]*)"\)/g)) assert.match(url, /^fonts\/[\w.-]+\.woff2$/);
  });

  test(`${locale}: a screen reader finds landmarks, headings in order, and named tables and pictures`, () => {
    for (const name of ["header", "nav", "main", "footer", "h1"]) assert.equal(named(name).length, 1, name);
    assert.equal(tags.find(({ parents }) => parents.at(-1) === "body")?.attributes.get("href"), "#report", "skip link");
    let level = 0;
    for (const { name } of tags) {
      if (!/^h[1-6]$/.test(name)) continue;
      assert.ok(Number(name[1]) <= level + 1, `${name} after h${level}`);
      level = Number(name[1]);
    }
    const tables = named("table");
    assert.equal(named("caption").length, tables.length);
    for (const { attributes } of named("th")) assert.match(attributes.get("scope") ?? "", /^(row|col)$/);
    for (const { attributes, parents } of named("svg")) {
      if (parents.includes("figure")) assert.equal(attributes.get("role"), "img");
      else assert.equal(attributes.get("aria-hidden"), "true");
    }
  });
}

test("every shown value names its finding and its mark leads to the annex", () => {
  const page = pageOf("en");
  const shown = [...page.matchAll(/data-finding="([^"]*)"/g)].map(([, id]) => id);
  assert.deepEqual([...new Set(shown)].sort(), [...fixtureReport().findings.keys()].sort());
  const value =
    '<data class="finding" value="exports/mass/2023" data-finding="exports/mass/2023">41,700 t (38,000 to 44,300)</data>';
  assert.ok(page.includes(`${value}<sup class="mark"><a href="#finding-exports_2f_mass_2f_2023">F1</a></sup>`));
  assert.ok(page.includes('<tr id="claim-import-mass-2023-customs">'));
});

test("hostile words stay words", () => {
  const page = pageOf("en");
  assert.ok(page.includes("&#60;script&#62;alert(&#34;x&#34;)&#60;/script&#62; &#38; &#39;q&#39;"));
  assert.ok(!page.includes(hostile.slice(0, 20)));
});

test("an invented book says so on top and at every section, another one nowhere", () => {
  const invented = pageOf("en");
  const sections = fixtureReport().sections.length;
  assert.equal(invented.split('<p class="invented-mark">').length - 1, sections);
  assert.equal(invented.split('<aside class="invented"').length - 1, 1);
  const real = pageOf("en", fixtureReport({ invented: false })).replace(/<style>[\s\S]*<\/style>/, "");
  assert.doesNotMatch(real, /invented/i);
});

test("words that the book has in English only are marked as English on a Burmese page", () => {
  assert.ok(pageOf("my").includes('<span lang="en">Monthly table of imports</span>'));
});

test("the style keeps its promises: colours with contrast, focus seen, print, phone", () => {
  const pairs: readonly [string, string][] = [
    ["#1d2327", "#ffffff"],
    ["#515b63", "#ffffff"],
    ["#0b5a6b", "#ffffff"],
    ["#6b2c00", "#fff1df"],
    ["#0d5c38", "#ffffff"],
    ["#0b5a6b", "#fff1df"],
  ];
  for (const [ink, paper] of pairs) {
    assert.ok(means.style.includes(ink), ink);
    assert.ok(contrast(ink, paper) >= 4.5, `${ink} on ${paper}: ${contrast(ink, paper)}`);
  }
  for (const rule of [":focus-visible", "@media print", "min-width: 48rem"])
    assert.ok(means.style.includes(rule), rule);
});

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}
