import type { Fault } from "../model/fault.ts";
import type { ReconciliationProfile, SheetLayout, SheetRow } from "../model/reconciliation.ts";
import { type CsvRecord, CsvScanner } from "./csv-scanner.ts";
import { textOf } from "./field.ts";
import { findLayout, layoutsExpected, type OpenLayout } from "./sheet-header.ts";
import { type MisplacedWords, readSheetRow } from "./sheet-row.ts";
import { type TableFile, TableReading, type TableRow } from "./table-reader.ts";

/** A sheet whose header has been read. */
export type OpenSheet = {
  /** Undefined when no layout of the profile fits; the faults say why. */
  readonly layout: SheetLayout | undefined;
  /** The rows, read from the file as they are asked for, once. */
  readonly rows: Iterable<SheetRow>;
  /** Every fault, once the rows have been read; with any of them nothing may be made of the rows. */
  readonly faults: readonly Fault[];
  /** Known mistakes of the sheet, once the rows have been read. */
  readonly misplaced: readonly MisplacedWords[];
};

/**
 * Open a reconciliation sheet in CSV, of any size, as its profile says: the header decides on the layout, and the layout's rules on
 * what each row is. Every fault is told with its line; reading goes on behind it.
 */
export function openReconciliationSheet(file: TableFile, profile: ReconciliationProfile): OpenSheet {
  const reader = new SheetReader(file, profile);
  reader.readHeader();
  return {
    layout: reader.open?.layout,
    rows: reader.rows(),
    faults: reader.reading.faults,
    misplaced: reader.misplaced,
  };
}

class SheetReader {
  readonly reading: TableReading;
  readonly misplaced: MisplacedWords[] = [];
  open: OpenLayout | undefined;
  readonly #profile: ReconciliationProfile;
  readonly #chunks: Iterator<Uint8Array>;
  readonly #scanner: CsvScanner;
  #isDone = false;
  /** Rows above the header, the header among them. */
  #head = 0;
  #made: SheetRow[] = [];
  #lines = 0;

  constructor({ name, chunks }: TableFile, profile: ReconciliationProfile) {
    this.reading = new TableReading(name);
    this.#profile = profile;
    this.#chunks = chunks[Symbol.iterator]();
    this.#scanner = new CsvScanner({
      separators: ",;\t",
      onRecord: (record) => this.#takeRecord(record),
      onProblem: ({ line, code, found, expected }) => this.reading.tell(line, code, { found, expected }),
    });
  }

  readHeader(): void {
    while (!this.#isDone && this.open === undefined && this.reading.told === 0) this.#pull();
    if (this.open !== undefined) return;
    this.#chunks.return?.();
    if (this.reading.told > 0) return;
    const found = this.#head === 0 ? "no row at all" : `none of the first ${this.#head} rows`;
    this.reading.tell(0, "LAYOUT_UNKNOWN", { found, expected: layoutsExpected([], this.#profile) });
  }

  *rows(): Generator<SheetRow, void> {
    if (this.open === undefined) return;
    for (;;) {
      yield* this.#made.splice(0);
      if (this.#isDone) break;
      this.#pull();
    }
    if (this.#lines > 0 || this.reading.told > 0) return;
    this.reading.tell(0, "LIST_LENGTH", { found: 0, expected: "at least one line of the sheet" });
  }

  #pull(): void {
    const { done, value } = this.#chunks.next();
    if (done === true) {
      this.#isDone = true;
      this.#scanner.end();
    } else this.#scanner.push(value);
  }

  #takeRecord(record: CsvRecord): void {
    const row = this.#rowOf(record);
    if (this.open === undefined) {
      this.#takeHeader(row, record.cells);
      return;
    }
    if (!fitsHeader(record, this.open.width, this.reading)) return;
    const { open, reading } = this;
    const onMisplaced = (words: MisplacedWords) => void this.misplaced.push(words);
    const made = readSheetRow(row, { open, profile: this.#profile, reading, onMisplaced });
    // Once there is a fault nothing is made of the rows, so they need not be kept.
    if (made === undefined || reading.told > 0) return;
    this.#made.push(made);
    if (made.kind === "line") this.#lines += 1;
  }

  #takeHeader(row: TableRow, cells: number): void {
    if (this.#head >= this.#profile.headerWithin) return;
    this.#head += 1;
    const names = Array.from({ length: cells }, (_, cell) => row.text(cell));
    this.open = findLayout(names, this.#profile.layouts, this.reading, row.line);
    if (this.open !== undefined || this.#head < this.#profile.headerWithin) return;
    const expected = layoutsExpected(names, this.#profile);
    this.reading.tell(row.line, "LAYOUT_UNKNOWN", { found: names.join(", "), expected });
  }

  #rowOf(record: CsvRecord): TableRow {
    const { line } = record;
    const texts: string[] = [];
    const text = (position: number) => {
      if (position < 0 || position >= record.cells) return "";
      const known = texts[position];
      if (known !== undefined) return known;
      const found = textOf(record, position);
      if (found === undefined)
        this.reading.tell(line, "TEXT_NOT_UTF8", { expected: "UTF-8 in the cells that are read" });
      texts[position] = found ?? "";
      return found ?? "";
    };
    return { line, text };
  }
}

/** Whether a row has as many cells as the header; empty ones behind the last do not count. */
function fitsHeader(record: CsvRecord, width: number, reading: TableReading): boolean {
  const { cells, line, isCut, starts, ends } = record;
  let filled = cells;
  while (filled > width && starts[filled - 1] === ends[filled - 1]) filled -= 1;
  if (filled === width) return true;
  if (isCut && cells < width) {
    const expected = `${width} cells; the file was cut off here`;
    reading.tell(line, "FILE_CUT", { found: `a last row of ${cells} cells`, expected });
  } else reading.tell(line, "ROW_LENGTH", { found: cells, expected: `${width}, as in the header` });
  return false;
}
