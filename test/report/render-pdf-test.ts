import assert from "node:assert/strict";
import { test } from "node:test";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { pdfFamilies } from "../../src/report/fonts.ts";
import { setInThread, setSheet } from "../../src/report/press.ts";
import { composePdf } from "../../src/report/render-pdf.ts";
import { fixtureReport, hostile } from "./fixture.ts";
import { fixtureMeans } from "./fixture-means.ts";

const means = fixtureMeans();
const { renderFigure } = means;
const jobOf = (locale: string) => ({
  sheet: composePdf(fixtureReport(), { catalogue: means.catalogue(locale), renderFigure }, means.fonts.characters),
  fonts: means.fonts.pdf,
  template: means.template,
});
const render = (locale: string) => setSheet(jobOf(locale));
const english = render("en");
const burmese = render("my");
const latin1 = (pdf: Uint8Array) => Buffer.from(pdf).toString("latin1");

test("the same report gives the same bytes, again and in a thread", async () => {
  assert.deepEqual(render("en"), english);
  assert.deepEqual(await setInThread(jobOf("my")), burmese);
});

test("only our fonts are in the file: no font of the machine", () => {
  for (const pdf of [english, burmese]) {
    const fonts = [...latin1(pdf).matchAll(/\/BaseFont \/[A-Z]{6}\+([\w-]+)/g)].map(([, name]) => name ?? "");
    assert.ok(fonts.length > 0);
    for (const name of fonts) assert.match(name, /^NotoSans(Myanmar)?-(Regular|Bold)/);
  }
  assert.match(latin1(burmese), /\+NotoSansMyanmar-Regular/);
});

test("the file says its title, language and day, and carries tags for screen readers", () => {
  assert.match(latin1(burmese), /\/Lang \(my\)/);
  assert.match(latin1(english), /\/Lang \(en\)/);
  assert.match(latin1(english), /\/Marked true/);
  assert.match(latin1(english), /\/Title \(Rare earths of Kachin State: first quarter of 2025\)/);
  assert.match(latin1(english), /\/CreationDate \(D:20250630/);
  assert.match(latin1(english), /\/Alt /);
});

test("Burmese is shaped: a syllable is narrower than its letters one by one, and other than them", () => {
  const widths = measure(["ချီဖွေ", "မြန်မာ", "ကချင်ပြည်နယ်"]);
  for (const { word, shaped, apart } of widths) {
    assert.ok(shaped > 0);
    assert.ok(shaped < 0.8 * apart, `${word}: ${shaped} against ${apart}`);
  }
});

test("Burmese in figures is set by Typst, never left to its reader of SVG", () => {
  const { data, figures } = composePdf(
    fixtureReport(),
    { catalogue: means.catalogue("my"), renderFigure },
    means.fonts.characters,
  );
  assert.equal(figures.size, 5);
  for (const [id, svg] of figures) assert.doesNotMatch(svg, /<text|[\u1000-\u109f]/, id);
  assert.match(data, /"texts":\[\{"text":/);
});

test("what no font of ours can show is left out and said to be, so no other font is asked", () => {
  const { data } = composePdf(
    fixtureReport(),
    { catalogue: means.catalogue("en"), renderFigure },
    means.fonts.characters,
  );
  const text = JSON.stringify(data);
  assert.doesNotMatch(text, /进|\\u0007/);
  assert.match(text, /Imports rise \[…\]/);
});

test("words are data, never Typst code", () => {
  // The hostile text holds #panic(): were it read as code, no PDF would come out.
  assert.match(hostile, /#panic\(\)/);
  assert.ok(latin1(english).startsWith("%PDF-"));
});

/** The width of each word as it is set, and of its letters each on its own. */
function measure(words: readonly string[]): { word: string; shaped: number; apart: number }[] {
  const fontBlobs = means.fonts.pdf.map((font) => Buffer.from(font));
  const compiler = NodeCompiler.create({ workspace: "/measure", fontArgs: [{ fontBlobs }] });
  const families = JSON.stringify(pdfFamilies.map(({ family }) => family))
    .replace("[", "(")
    .replace("]", ")");
  const lines = words.map((word) => {
    const letters = JSON.stringify([...word])
      .replace("[", "(")
      .replace("]", ",)");
    return `#context [#metadata((${JSON.stringify(word)}, measure(${JSON.stringify(word)}).width / 1pt, ${letters}.map(letter => measure(letter).width / 1pt).sum())) <width>]`;
  });
  const source = `#set text(font: ${families}, fallback: false, lang: "my")\n${lines.join("\n")}`;
  const found: unknown = compiler.query({ mainFileContent: source }, { selector: "<width>", field: "value" });
  assert.ok(Array.isArray(found) && found.length === words.length);
  return found.map((row: unknown) => {
    assert.ok(Array.isArray(row));
    const [word, shaped, apart]: unknown[] = row;
    return { word: String(word), shaped: Number(shaped), apart: Number(apart) };
  });
}
