import { inflateSync } from "node:zlib";

/** The tables of one font by tag, as TrueType has them. */
export type FontTables = { readonly flavor: number; readonly tables: ReadonlyMap<string, Uint8Array> };

/** Read the tables of a WOFF file (W3C WOFF 1.0): Typst reads no WOFF, so the fonts are unpacked in memory. */
export function readWoff(bytes: Uint8Array): FontTables {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 44 || view.getUint32(0) !== 0x774f4646) throw new Error("not a WOFF file");
  const tables = new Map<string, Uint8Array>();
  for (let index = 0; index < view.getUint16(12); index += 1) {
    const entry = 44 + 20 * index;
    const offset = view.getUint32(entry + 4);
    const packed = bytes.subarray(offset, offset + view.getUint32(entry + 8));
    const length = view.getUint32(entry + 12);
    // A table that did not shrink is stored as it is.
    const table = new Uint8Array(packed.byteLength < length ? inflateSync(packed) : packed);
    if (table.byteLength !== length) throw new Error("a WOFF table has not its stated length");
    tables.set(tagOf(bytes, entry), table);
  }
  return { flavor: view.getUint32(4), tables };
}

/** Write tables as one TrueType file, with every checksum. */
export function writeSfnt(font: FontTables): Uint8Array {
  const tags = [...font.tables.keys()].sort();
  const padded = tags.map((tag) => ((font.tables.get(tag)?.byteLength ?? 0) + 3) & ~3);
  const headerBytes = 12 + 16 * tags.length;
  const bytes = new Uint8Array(headerBytes + padded.reduce((sum, length) => sum + length, 0));
  const view = new DataView(bytes.buffer);
  const power = Math.floor(Math.log2(tags.length));
  view.setUint32(0, font.flavor);
  view.setUint16(4, tags.length);
  view.setUint16(6, 16 * 2 ** power);
  view.setUint16(8, power);
  view.setUint16(10, 16 * tags.length - 16 * 2 ** power);
  let offset = headerBytes;
  let head = 0;
  for (const [index, tag] of tags.entries()) {
    const table = font.tables.get(tag) ?? new Uint8Array();
    bytes.set(table, offset);
    // The head table's checksum is taken with its adjustment at zero.
    if (tag === "head") {
      head = offset;
      view.setUint32(offset + 8, 0);
    }
    const entry = 12 + 16 * index;
    for (let at = 0; at < 4; at += 1) bytes[entry + at] = tag.charCodeAt(at);
    view.setUint32(entry + 4, checksum(view, offset, padded[index] ?? 0));
    view.setUint32(entry + 8, offset);
    view.setUint32(entry + 12, table.byteLength);
    offset += padded[index] ?? 0;
  }
  if (head > 0) view.setUint32(head + 8, (0xb1b0afba - checksum(view, 0, bytes.byteLength)) >>> 0);
  return bytes;
}

function tagOf(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function checksum(view: DataView, offset: number, length: number): number {
  let sum = 0;
  for (let at = offset; at < offset + length; at += 4) sum = (sum + view.getUint32(at)) >>> 0;
  return sum;
}
