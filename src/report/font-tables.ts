import type { FontTables } from "./woff.ts";

/** The characters that a font has a glyph for. */
export function charactersOf(font: FontTables): ReadonlyMap<number, number> {
  const table = getTable(font, "cmap");
  const view = viewOf(table);
  for (let index = 0; index < view.getUint16(2); index += 1) {
    const at = view.getUint32(8 + 8 * index);
    if (view.getUint16(at) === 4) return readFormat4(view, at);
    if (view.getUint16(at) === 12) return readFormat12(view, at);
  }
  throw new Error("the font has no character map of format 4 or 12");
}

/**
 * The font under another family name. The machine's own fonts may have the family's true name; under a name that only
 * we use, a document has the same letters everywhere.
 */
export function renameFamily(font: FontTables, family: string): FontTables {
  const postScript = `${readName(font, 6) ?? missing("name")}`;
  const names: readonly [id: number, words: string][] = [
    [1, family],
    [2, /Bold/.test(postScript) ? "Bold" : "Regular"],
    [6, postScript],
  ];
  return { flavor: font.flavor, tables: new Map([...font.tables, ["name", writeNames(names)]]) };
}

/** A name of the font by its number (OpenType `name` table), from the entries for Windows. */
export function readName(font: FontTables, id: number): string | undefined {
  const table = getTable(font, "name");
  const view = viewOf(table);
  for (let index = 0; index < view.getUint16(2); index += 1) {
    const entry = 6 + 12 * index;
    if (view.getUint16(entry) !== 3 || view.getUint16(entry + 6) !== id) continue;
    const start = view.getUint16(4) + view.getUint16(entry + 10);
    let words = "";
    for (let at = start; at < start + view.getUint16(entry + 8); at += 2) {
      words += String.fromCharCode(view.getUint16(at));
    }
    return words;
  }
  return undefined;
}

function writeNames(names: readonly [id: number, words: string][]): Uint8Array {
  const start = 6 + 12 * names.length;
  const bytes = new Uint8Array(start + 2 * names.reduce((sum, [, words]) => sum + words.length, 0));
  const view = viewOf(bytes);
  view.setUint16(2, names.length);
  view.setUint16(4, start);
  let offset = 0;
  for (const [index, [id, words]] of names.entries()) {
    // Windows, Unicode, English (United States): what every reader looks for.
    const fields = [3, 1, 0x409, id, 2 * words.length, offset];
    for (const [part, value] of fields.entries()) view.setUint16(6 + 12 * index + 2 * part, value);
    for (let at = 0; at < words.length; at += 1) view.setUint16(start + offset + 2 * at, words.charCodeAt(at));
    offset += 2 * words.length;
  }
  return bytes;
}

function readFormat4(view: DataView, at: number): ReadonlyMap<number, number> {
  const characters = new Map<number, number>();
  const segments = view.getUint16(at + 6) / 2;
  const [ends, starts] = [at + 14, at + 16 + 2 * segments];
  const [deltas, ranges] = [starts + 2 * segments, starts + 4 * segments];
  for (let segment = 0; segment < segments; segment += 1) {
    const range = view.getUint16(ranges + 2 * segment);
    const start = view.getUint16(starts + 2 * segment);
    const delta = view.getUint16(deltas + 2 * segment);
    for (let character = start; character <= view.getUint16(ends + 2 * segment); character += 1) {
      if (character === 0xffff) break;
      const direct = range === 0 ? character : view.getUint16(ranges + 2 * segment + range + 2 * (character - start));
      if (range !== 0 && direct === 0) continue;
      const glyph = (direct + delta) & 0xffff;
      if (glyph !== 0) characters.set(character, glyph);
    }
  }
  return characters;
}

function readFormat12(view: DataView, at: number): ReadonlyMap<number, number> {
  const characters = new Map<number, number>();
  for (let group = 0; group < view.getUint32(at + 12); group += 1) {
    const row = at + 16 + 12 * group;
    const start = view.getUint32(row);
    for (let character = start; character <= view.getUint32(row + 4); character += 1) {
      characters.set(character, view.getUint32(row + 8) + character - start);
    }
  }
  return characters;
}

function getTable(font: FontTables, tag: string): Uint8Array {
  return font.tables.get(tag) ?? missing(tag);
}

function missing(tag: string): never {
  throw new Error(`the font has no table ${tag}`);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
