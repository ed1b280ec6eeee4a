import { readFileSync, statSync } from "node:fs";
import { decodeText } from "../book/decode-text.ts";
import type { Reading } from "../book/reading.ts";
import { LodebookError, lodebookError } from "../model/fault.ts";

const limitBytes = 100_000_000;

/** The text of a file that the user named, and where its faults are told. Throws what keeps it from being read at all. */
export function readInput(file: string): { text: string; reading: Reading } {
  const reading: Reading = { file, faults: [] };
  const text = decodeText(readBytes(file), reading);
  if (text === undefined) throw new LodebookError(reading.faults);
  return { text, reading };
}

function readBytes(file: string): Uint8Array {
  try {
    const { size } = statSync(file);
    if (size > limitBytes) throw lodebookError("FILE_TOO_LARGE", { found: size, expected: limitBytes }, file);
    return readFileSync(file);
  } catch (error) {
    if (error instanceof LodebookError) throw error;
    const found = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw lodebookError("FILE_UNREADABLE", { found, expected: "a file that can be read" }, file);
  }
}

/** A number as a command's file may write it, with or without an exponent; NaN when it is none. */
export function parseNumber(text: string): number {
  return /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : Number.NaN;
}
