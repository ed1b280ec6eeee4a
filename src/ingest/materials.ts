import { readNumber, readShare, readWords } from "./table-cells.ts";
import {
  findColumns,
  readTable,
  type Table,
  type TableFile,
  type TableReading,
  type TableRow,
} from "./table-reader.ts";

/** A material and the goods in which it is traded; the rest is what the EU's method asks for. */
export type MaterialRow = {
  readonly material: string;
  /** Six-digit codes of the Harmonized System, as text. */
  readonly codes: readonly string[];
  /** The stage of the chain that the row is about; empty when there is only one. */
  readonly stage: string;
  /** Shares, 0 to 1; undefined where the file has none. */
  readonly importReliance: number | undefined;
  readonly endOfLife: number | undefined;
  readonly substitution: number | undefined;
  readonly line: number;
};

/**
 * Read the materials: `material,hs`, where `;` parts the codes, and, if it has them, `stage`, `import_reliance`,
 * `end_of_life`, `substitution`, each a part of 1.
 */
export function readMaterials(file: TableFile): Table<MaterialRow> {
  return readTable(file, (names, reading, line) => {
    const columns = {
      required: ["material", "hs"],
      optional: ["stage", "import_reliance", "end_of_life", "substitution"],
    } as const;
    const at = findColumns(names, columns, reading, line);
    if (at === undefined) return undefined;
    const lines = new Map<string, number>();
    const read = (row: TableRow): MaterialRow[] => {
      const material = readWords(reading, row, at.material, "material");
      const stage = row.text(at.stage);
      const first = lines.get(`${material}|${stage}`);
      if (first === undefined) lines.set(`${material}|${stage}`, row.line);
      else {
        const found = stage === "" ? material : `${material}, ${stage}`;
        reading.tell(row.line, "FLOW_DUPLICATE", { found, expected: `it once; it stands in line ${first}` });
      }
      return [
        {
          material,
          codes: readCodes(reading, row, at.hs),
          stage,
          importReliance: readShare(reading, row, at.import_reliance),
          endOfLife: readEndOfLife(reading, row, at.end_of_life),
          substitution: readShare(reading, row, at.substitution),
          line: row.line,
        },
      ];
    };
    return { read };
  });
}

function readCodes(reading: TableReading, row: TableRow, position: number): string[] {
  const words = readWords(reading, row, position, "hs");
  const codes = words === "" ? [] : words.split(";").map((code) => code.trim());
  for (const [index, found] of codes.entries()) {
    if (!isHsCode(found)) reading.tell(row.line, "HS_CODE_UNKNOWN", { found, expected: expectedFor(found) });
    else if (codes.indexOf(found) < index) {
      reading.tell(row.line, "FLOW_DUPLICATE", {
        found: `the code ${found}`,
        expected: "it once, or its trade counts twice",
      });
    }
  }
  return codes;
}

/** The Harmonized System has the chapters 01 to 97 without 77. */
function isHsCode(code: string): boolean {
  const chapter = Number(code.slice(0, 2));
  return /^[0-9]{6}$/.test(code) && chapter >= 1 && chapter <= 97 && chapter !== 77;
}

function expectedFor(found: string): string {
  const sixDigits = "six digits of the Harmonized System, several parted by ';'";
  if (!/^[0-9]{5}$/.test(found)) return sixDigits;
  return `${sixDigits}; a spreadsheet may have taken the zero in front of '0${found}' away`;
}

/** A whole 1 would mean that nothing is lost and no risk is left; the tables of the EU mean 1 percent by it. */
function readEndOfLife(reading: TableReading, row: TableRow, position: number): number | undefined {
  const share = readNumber(reading, row, position, { least: 0, most: Number.POSITIVE_INFINITY });
  if (share === undefined || share < 1) return share;
  const expected = "a part of 1, below 1; 1 percent is 0.01";
  reading.tell(row.line, "SHARE_OUT_OF_RANGE", { found: row.text(position), expected });
  return undefined;
}
