/** Advance widths of Noto Sans Regular in hundredths of an em, for the characters from space to tilde. */
const latinWidths = [
  26, 27, 41, 65, 57, 83, 73, 23, 30, 30, 55, 57, 27, 32, 27, 37, 57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 27, 27, 57,
  57, 57, 43, 90, 64, 65, 63, 73, 56, 52, 73, 74, 34, 27, 62, 52, 91, 76, 78, 61, 78, 62, 55, 56, 73, 60, 93, 59, 57,
  57, 33, 37, 33, 57, 44, 28, 56, 62, 48, 62, 56, 34, 62, 62, 26, 26, 53, 26, 94, 62, 61, 62, 62, 41, 48, 36, 62, 51,
  79, 53, 51, 47, 38, 55, 38, 57,
];

/** The same of Noto Sans Myanmar, for U+1000 to U+104F; signs that stand above or below have no width. */
const myanmarWidths = [
  112, 68, 67, 113, 65, 67, 113, 68, 87, 66, 111, 67, 66, 67, 68, 125, 112, 113, 64, 67, 57, 68, 68, 68, 112, 68, 113,
  69, 113, 67, 113, 112, 67, 107, 112, 110, 134, 66, 66, 63, 69, 137, 245, 27, 46, 0, 0, 0, 0, 62, 0, 0, 0, 0, 0, 0, 35,
  0, 0, 26, 23, 0, 0, 158, 65, 62, 68, 62, 62, 68, 72, 65, 65, 72, 27, 46, 67, 89, 66, 114,
];

const boldFactor = 1.07;

/** Fonts differ a little between readers: leave room. */
const safetyFactor = 1.03;

/** The width of a line of text in pixels, from a table: there is no page that could be measured. */
export function textWidth(text: string, size: number, bold = false): number {
  let hundredths = 0;
  let stacked = false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    // A consonant after the virama stands below the one before it.
    if (!stacked) hundredths += advanceOf(code);
    stacked = code === 0x1039;
  }
  return (hundredths / 100) * size * (bold ? boldFactor : 1) * safetyFactor;
}

/** The height of a line: Burmese stacks signs above and below its letters. */
export function lineHeight(text: string, size: number): number {
  return Math.round(size * (isMyanmar(text) ? 1.75 : 1.3));
}

export function isMyanmar(text: string): boolean {
  return /[\u1000-\u109f]/.test(text);
}

/** Break a text into lines that fit a width, at spaces and, in Burmese, between words. */
export function wrapText(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces(text, width, size, bold)) {
    if (line !== "" && textWidth((line + piece).trimEnd(), size, bold) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += line === "" ? piece.trimStart() : piece;
  }
  if (line.trimEnd() !== "" || lines.length === 0) lines.push(line.trimEnd());
  return lines;
}

function advanceOf(code: number): number {
  if (code >= 0x20 && code <= 0x7e) return latinWidths[code - 0x20] ?? 60;
  if (code >= 0x1000 && code <= 0x104f) return myanmarWidths[code - 0x1000] ?? 68;
  // Zero-width space, non-joiner, joiner and combining accents.
  if ((code >= 0x200b && code <= 0x200d) || (code >= 0x300 && code <= 0x36f)) return 0;
  return code >= 0x2e80 ? 100 : 64;
}

/** The parts of a text between which a line may end; a part wider than the line is cut between letters. */
function pieces(text: string, width: number, size: number, bold: boolean): string[] {
  const words = text
    .split(/(?<=[\s\u200b])|(?<=[/–—-])(?=\p{L})/u)
    .flatMap((word) => (isMyanmar(word) ? burmeseWords(word) : [word]));
  return words.flatMap((word) => (textWidth(word.trimEnd(), size, bold) <= width ? [word] : letters(word)));
}

let words: Intl.Segmenter | undefined;
let graphemes: Intl.Segmenter | undefined;

function burmeseWords(text: string): string[] {
  words ??= new Intl.Segmenter("my", { granularity: "word" });
  const parts: string[] = [];
  for (const { segment } of words.segment(text)) {
    const last = parts.at(-1);
    // Punctuation never begins a line, an opening bracket never ends one.
    if (last !== undefined && (/^[\s၊။)\]%,.:;’”]/u.test(segment) || /[([‘“]$/u.test(last)))
      parts[parts.length - 1] = last + segment;
    else parts.push(segment);
  }
  return parts;
}

function letters(word: string): string[] {
  graphemes ??= new Intl.Segmenter("en", { granularity: "grapheme" });
  return Array.from(graphemes.segment(word), ({ segment }) => segment);
}
