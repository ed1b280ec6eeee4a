import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { charactersOf, readName, renameFamily } from "../../src/report/font-tables.ts";
import { readWoff, writeSfnt } from "../../src/report/woff.ts";

const path = "files/noto-sans-myanmar-myanmar-400-normal.woff";
const file = fileURLToPath(new URL(path, import.meta.resolve("@fontsource/noto-sans-myanmar/package.json")));
const woff = readFileSync(file);

function sum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let total = 0;
  for (let at = 0; at < bytes.byteLength; at += 4) total = (total + view.getUint32(at)) >>> 0;
  return total;
}

test("every table has the checksum that the WOFF file states for it", () => {
  const sfnt = writeSfnt(readWoff(woff));
  const view = new DataView(sfnt.buffer);
  const stated = new Map<string, number>();
  for (let index = 0; index < woff.readUInt16BE(12); index += 1) {
    const at = 44 + 20 * index;
    stated.set(woff.toString("latin1", at, at + 4), woff.readUInt32BE(at + 16));
  }
  assert.equal(view.getUint16(4), stated.size);
  for (let index = 0; index < stated.size; index += 1) {
    const at = 12 + 16 * index;
    const tag = Buffer.from(sfnt.subarray(at, at + 4)).toString("latin1");
    assert.equal(view.getUint32(at + 4), stated.get(tag), tag);
    assert.equal(view.getUint32(at + 8) % 4, 0, "tables begin at multiples of four bytes");
  }
});

test("the whole file sums to the number that OpenType asks for", () => {
  // OpenType, table head: checksumAdjustment makes the sum of the font 0xB1B0AFBA.
  assert.equal(sum(writeSfnt(readWoff(woff))), 0xb1b0afba);
});

test("the font has the Burmese letters, and keeps its shaping rules", () => {
  const font = readWoff(woff);
  const characters = charactersOf(font);
  for (const letter of "မြန်မာချီဖွေကချင်ပြည်နယ်") assert.ok(characters.has(letter.codePointAt(0) ?? 0), letter);
  assert.ok((font.tables.get("GSUB")?.byteLength ?? 0) > 10_000);
});

test("a font under another family name keeps its PostScript name and its other tables", () => {
  const font = readWoff(woff);
  const renamed = readWoff(woff);
  const result = renameFamily(renamed, "Lodebook Sans Myanmar");
  assert.equal(readName(result, 1), "Lodebook Sans Myanmar");
  assert.equal(readName(result, 6), readName(font, 6));
  for (const [tag, bytes] of font.tables) if (tag !== "name") assert.deepEqual(result.tables.get(tag), bytes, tag);
});

test("what is no WOFF file is refused", () => {
  assert.throws(() => readWoff(new Uint8Array(100)), /not a WOFF/);
  assert.throws(() => readWoff(woff.subarray(0, 2000)));
});
