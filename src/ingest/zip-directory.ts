import type { WorkbookLimits } from "../model/workbook-profile.ts";

/** Why an archive is not unpacked. */
export type RefusedArchive = { readonly found: string; readonly expected: string };

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const entryLength = 46;
/** The end may be followed by a comment of at most this many bytes. */
const longestComment = 65_535;

/**
 * Look at the directory of a ZIP archive before anything is unpacked: undefined when it may be. The sizes that it declares must be
 * within the limits, and the library unpacks no part beyond its declared size, so a directory that lies gains nothing.
 */
export function refuseArchive(bytes: Uint8Array, limits: WorkbookLimits): RefusedArchive | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const old = bytes.length >= 8 && view.getUint32(0) === 0xd0cf11e0;
  if (old)
    return refuse("a workbook with a password, or one of Excel before 2007", "one saved as .xlsx without a password");
  const end = findEnd(view);
  if (end < 0) return refuse("a file that is no workbook, or one that was cut off", "a workbook saved as .xlsx");
  const count = view.getUint16(end + 10, true);
  if (count > limits.parts) return refuse(`a workbook of ${count} parts`, `at most ${limits.parts}`);
  return refuseEntries(view, { count, at: view.getUint32(end + 16, true), end }, limits);
}

function refuse(found: string, expected: string): RefusedArchive {
  return { found, expected };
}

/** Where the end of the directory stands; -1 where there is none. */
function findEnd(view: DataView): number {
  const first = Math.max(0, view.byteLength - endLength - longestComment);
  for (let at = view.byteLength - endLength; at >= first; at -= 1) {
    if (view.getUint32(at, true) === endSignature) return at;
  }
  return -1;
}

function refuseEntries(
  view: DataView,
  { count, at: start, end }: { count: number; at: number; end: number },
  { unpackedBytes, ratio }: WorkbookLimits,
): RefusedArchive | undefined {
  let at = start;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + entryLength > end || view.getUint32(at, true) !== entrySignature) {
      return refuse("a workbook whose list of parts is broken", "a workbook saved as .xlsx");
    }
    const packed = view.getUint32(at + 20, true);
    const unpacked = view.getUint32(at + 24, true);
    if (!isSized(packed, unpacked, view.getUint16(at + 8, true))) {
      return refuse("a part whose size is not declared", "a workbook saved as .xlsx");
    }
    total += unpacked;
    if (total > unpackedBytes) return refuse("a workbook that unpacks to more", `at most ${unpackedBytes} bytes`);
    if (unpacked > smallPart && unpacked > packed * ratio) {
      const times = Math.round(unpacked / Math.max(1, packed));
      return refuse(`a part that unpacks to ${times} times its size`, `at most ${ratio} times`);
    }
    at += entryLength + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return undefined;
}

/**
 * Whether a part declares what it unpacks to. One that does not, because it says 0 or leaves it to what follows the part, would be
 * unpacked without a limit; sizes of 4 GB and more are declared elsewhere.
 */
function isSized(packed: number, unpacked: number, flags: number): boolean {
  const isLater = (flags & 8) !== 0 && packed === 0;
  const isNothing = packed > emptyPart && unpacked === 0;
  return packed < 0xffffffff && unpacked < 0xffffffff && !isLater && !isNothing;
}

/** What nothing packs to. */
const emptyPart = 2;

/** The empty columns of a small sheet may pack to nearly nothing; that is no bomb. */
const smallPart = 1_000_000;
