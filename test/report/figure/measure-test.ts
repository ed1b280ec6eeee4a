import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isMyanmar, textWidth, wrapText } from "../../../src/report/figure/measure.ts";
import { loadFonts } from "../../../src/report/fonts.ts";

test("signs above and below, and stacked consonants, take no width", () => {
  assert.equal(textWidth("ကိ", 10), textWidth("က", 10));
  assert.equal(textWidth("သတ္တု", 10), textWidth("သတ", 10));
});

test("every character that the report's fonts have takes a sensible width", () => {
  for (const code of loadFonts().characters) {
    const width = textWidth(String.fromCodePoint(code), 100);
    assert.ok(width >= 0 && width < 260, `U+${code.toString(16)}: ${width}`);
  }
});

test("lines fit, and no letter is lost", () => {
  const words = fc.oneof(fc.lorem({ maxCount: 12 }), fc.constant("မြန်မာနိုင်ငံမှ တရုတ်နိုင်ငံသို့ မြေရှားသတ္တု တင်သွင်းမှု၊ နှစ်အလိုက်"));
  fc.assert(
    fc.property(words, fc.integer({ min: 60, max: 300 }), (text, width) => {
      const lines = wrapText(text, width, 12);
      for (const line of lines) assert.ok(textWidth(line, 12) <= width + 1e-9, line);
      assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
    }),
  );
});

test("Burmese is broken between words, never before a sign that hangs on a letter", () => {
  const lines = wrapText("အကောက်ခွန်စုစုပေါင်းအလေးချိန်", 90, 12);
  assert.ok(lines.length > 1);
  for (const line of lines) assert.doesNotMatch(line, /^[\u102b-\u103e]/);
  assert.ok(lines.every(isMyanmar));
});
