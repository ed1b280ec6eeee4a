import { type Reading, tell } from "./reading.ts";

/** Bytes to text: UTF-8, with or without a byte order mark, without control characters. Undefined when it is not. */
export function decodeText(bytes: Uint8Array, reading: Reading): string | undefined {
  const text = decode(bytes);
  if (text === undefined) {
    const expected = "UTF-8; in Excel save as 'CSV UTF-8 (Comma delimited)'";
    tell(reading, lineOfBrokenBytes(bytes), "TEXT_NOT_UTF8", { expected });
    return undefined;
  }
  const control = text.search(controlCharacter);
  if (control < 0) return text;
  const found = `U+${(text.codePointAt(control) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  tell(reading, lineAt(text, control), "TEXT_CONTROL", { found, expected: "text with line breaks and tabs only" });
  return undefined;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose.
const controlCharacter = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/;

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A line break is never a part of a longer UTF-8 sequence, so each line can be tried by itself. */
function lineOfBrokenBytes(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start <= bytes.length; line += 1) {
    const next = bytes.indexOf(10, start);
    const end = next < 0 ? bytes.length : next;
    if (decode(bytes.subarray(start, end)) === undefined) return line;
    start = end + 1;
  }
  return 1;
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < index; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}
