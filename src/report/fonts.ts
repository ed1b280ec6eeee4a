import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { charactersOf, renameFamily } from "./font-tables.ts";
import { readWoff, writeSfnt } from "./woff.ts";

/** A font file of the page: its name in `fonts/`, and what its `@font-face` says. */
export type WebFont = {
  readonly file: string;
  readonly family: string;
  readonly weight: 400 | 700;
  readonly range: string;
  readonly bytes: Uint8Array;
};

export type Fonts = {
  readonly web: readonly WebFont[];
  /** Licences that go with the font files, by file name. */
  readonly licences: ReadonlyMap<string, Uint8Array>;
  /** TrueType files for the PDF, under the names of `pdfFamilies`. */
  readonly pdf: readonly Uint8Array[];
  /** Every character that the fonts of the PDF can show. */
  readonly characters: ReadonlySet<number>;
};

const latinRange = "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2212";
const latinExtendedRange = "U+0100-0130,U+0132-0151,U+0154-02BA,U+1E00-1EFF,U+2C60-2C7F";
const myanmarRange = "U+1000-109F,U+200C-200D,U+25CC,U+A92E,U+A9E0-A9FE,U+AA60-AA7F";

/** The families of the PDF, in the order in which a character is looked for. */
export const pdfFamilies = [
  { pack: "noto-sans", subset: "latin", family: "Lodebook Sans" },
  { pack: "noto-sans", subset: "latin-ext", family: "Lodebook Sans Extended" },
  { pack: "noto-sans-myanmar", subset: "myanmar", family: "Lodebook Sans Myanmar" },
] as const;

/** Read the fonts out of the installed packages: no font of the machine is used. */
export function loadFonts(): Fonts {
  const web: WebFont[] = [];
  const pdf: Uint8Array[] = [];
  const characters = new Set<number>();
  for (const weight of [400, 700] as const) {
    web.push(
      readWebFont("noto-sans", "latin", "Noto Sans", weight, latinRange),
      readWebFont("noto-sans", "latin-ext", "Noto Sans", weight, latinExtendedRange),
      readWebFont("noto-sans-myanmar", "myanmar", "Noto Sans Myanmar", weight, myanmarRange),
    );
    for (const { pack, subset, family } of pdfFamilies) {
      const font = readWoff(readFont(pack, `${pack}-${subset}-${weight}-normal.woff`));
      pdf.push(writeSfnt(renameFamily(font, family)));
      for (const [code] of charactersOf(font)) characters.add(code);
    }
  }
  const licences = new Map([
    ["LICENSE-noto-sans.txt", readPackageFile("noto-sans", "LICENSE")],
    ["LICENSE-noto-sans-myanmar.txt", readPackageFile("noto-sans-myanmar", "LICENSE")],
  ]);
  return { web, licences, pdf, characters };
}

function readWebFont(pack: string, subset: string, family: string, weight: 400 | 700, range: string): WebFont {
  const file = `${pack}-${subset}-${weight}-normal.woff2`;
  return { file, family, weight, range, bytes: readFont(pack, file) };
}

function readFont(pack: string, file: string): Uint8Array {
  return readPackageFile(pack, `files/${file}`);
}

function readPackageFile(pack: string, path: string): Uint8Array {
  return readFileSync(fileURLToPath(new URL(path, import.meta.resolve(`@fontsource/${pack}/package.json`))));
}
