import type { CsvRecord } from "./csv-scanner.ts";
import { lengthOf, readDigits, readText } from "./field.ts";
import type { FlowBuilder } from "./flow-builder.ts";
import type { FlowReader } from "./flow-reader.ts";

/** Goods codes of one file, each kept once as text; they are found by their digits without making text. */
export class NationalCodes {
  readonly names: string[] = [];
  readonly #builder: FlowBuilder;
  readonly #positions = new Map<number, number>();
  /** Digits of the first code. A file with more than one level counts the same goods at each. */
  #level = 0;

  constructor(builder: FlowBuilder) {
    this.#builder = builder;
  }

  /** Whether a code has another number of digits than the first one of the file. */
  isOtherLevel(record: CsvRecord, cell: number): boolean {
    return this.#level > 0 && lengthOf(record, cell) !== this.#level;
  }

  /**
   * The position of a code of six, eight or ten digits, the first six of them those of the Harmonized System or of a chapter
   * of the country's own, 98 and 99; -1 when it is told.
   */
  read(record: CsvRecord, cell: number): number {
    const length = lengthOf(record, cell);
    if (length === 10) return this.#readLong(record, cell);
    const number = readDigits(record, cell);
    if (!isLevel(length) || !isChapter(Math.floor(number / 10 ** (length - 2)))) return this.#tell(record, cell);
    return this.#positionOf(number, length);
  }

  /** Ten digits are more than a fast number holds. */
  #readLong(record: CsvRecord, cell: number): number {
    const text = readText(this.#builder, record, cell) ?? "";
    if (!/^[0-9]{10}$/.test(text) || !isChapter(Number(text.slice(0, 2)))) return this.#tell(record, cell);
    return this.#positionOf(Number(text), 10);
  }

  #positionOf(number: number, length: number): number {
    // Codes of two levels can be the same number: 010121 and 00010121 would be.
    const key = number * 16 + length;
    const known = this.#positions.get(key);
    if (known !== undefined) return known;
    this.#level = length;
    this.#positions.set(key, this.names.length);
    return this.names.push(String(number).padStart(length, "0")) - 1;
  }

  #tell(record: CsvRecord, cell: number): number {
    const found = readText(this.#builder, record, cell);
    if (found === undefined) return -1;
    const digits = "six, eight or ten digits, chapters 01 to 99 without 77";
    const zero = `; a spreadsheet may have taken the zero in front of '0${found}' away`;
    const expected = /^[0-9]+$/.test(found) && isLevel(found.length + 1) ? `${digits}${zero}` : digits;
    this.#builder.tell(record.line, "HS_CODE_UNKNOWN", { found, expected });
    return -1;
  }
}

/** A reader whose rows point to such codes and not to those of its builder, which knows six digits only. */
export function withNationalCodes(reader: FlowReader, codes: NationalCodes): FlowReader {
  return {
    ...reader,
    get source() {
      return reader.source;
    },
    names: { countries: reader.names.countries, codes: codes.names },
  };
}

function isLevel(length: number): boolean {
  return length === 6 || length === 8 || length === 10;
}

function isChapter(chapter: number): boolean {
  return chapter >= 1 && chapter <= 99 && chapter !== 77;
}
