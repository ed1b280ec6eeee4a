/** One record of a CSV file. It is one object that is filled again for every record: read it, never keep it. */
export type CsvRecord = {
  /** The line on which the record begins, counted from 1. */
  readonly line: number;
  /** Holds the whole record from `start` to `end`, without the end of its line. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly cells: number;
  /** The first byte of each cell and the byte behind its last one; quotes around a cell stand outside. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The file ends without ending this line. */
  readonly isCut: boolean;
};

/** What is wrong with the file as a whole; nothing is read behind it. */
export type CsvProblem = {
  readonly line: number;
  readonly code: "CSV_UNREADABLE" | "FILE_CUT";
  readonly found: string;
  readonly expected: string;
};

/** Who is told what a scanner finds. */
export type CsvListener = {
  /** Characters that may stand between cells, such as `,;`; where there are several the first one met decides. */
  readonly separators: string;
  readonly onRecord: (record: CsvRecord) => void;
  readonly onProblem: (problem: CsvProblem) => void;
};

/** Far more than any row has; without it one quote that is never closed would take the whole file into memory. */
const mostRecordBytes = 1 << 20;

const lineFeed = 10;
const carriageReturn = 13;
const quote = 34;
const comma = 44;

/** Where in a cell the scan stands: `shut` is behind a quote that ends the cell or is the first of two. */
const plain = 0;
const quoted = 1;
const shut = 2;
const ended = 3;

/**
 * Reads CSV (RFC 4180) from chunks of bytes in one pass and makes no text: whoever listens gets the places of the cells.
 * Lines end with LF or CRLF, a byte order mark is skipped, and so are empty rows and those of nothing but separators.
 */
export class CsvScanner {
  readonly #listener: CsvListener;
  readonly #record = {
    line: 1,
    bytes: new Uint8Array(1 << 16),
    start: 0,
    end: 0,
    cells: 0,
    starts: new Int32Array(64),
    ends: new Int32Array(64),
    isCut: false,
  };
  #separator = -1;
  /** Bytes in the buffer; those of a record that is not whole yet are carried over to the next chunk. */
  #size = 0;
  #at = 0;
  #cellStart = 0;
  #mode = plain;
  #lines = 1;
  #isDone = false;

  constructor(listener: CsvListener) {
    this.#listener = listener;
  }

  push(chunk: Uint8Array): void {
    if (this.#isDone) return;
    this.#append(chunk);
    if (this.#separator < 0 && !this.#begin(false)) return;
    this.#scan();
    if (!this.#isDone) this.#carryOver();
  }

  /** The file has ended. */
  end(): void {
    if (this.#isDone) return;
    if (this.#separator < 0) {
      this.#begin(true);
      this.#scan();
    }
    const record = this.#record;
    if (this.#isDone || this.#size === record.start) return;
    if (this.#mode === quoted) {
      const expected = "the quote to be closed; the end of the file may be missing";
      this.#stop("FILE_CUT", "a file that ends inside quotes", expected);
      return;
    }
    record.isCut = true;
    const isHalf = this.#mode === plain && record.bytes[this.#size - 1] === carriageReturn;
    const end = isHalf ? this.#size - 1 : this.#size;
    this.#endCell(end);
    this.#endRecord(end);
  }

  /** Skip the byte order mark and find the separator; false when more bytes must come first. */
  #begin(isWhole: boolean): boolean {
    const bytes = this.#record.bytes.subarray(0, this.#size);
    if (bytes.length < byteOrderMark.length && !isWhole) return false;
    const first = byteOrderMark.every((byte, index) => bytes[index] === byte) ? byteOrderMark.length : 0;
    const separators = [...this.#listener.separators].map((character) => character.charCodeAt(0));
    const decides = (byte: number) => byte === lineFeed || separators.includes(byte);
    const found = separators.length === 1 ? separators[0] : bytes.subarray(first).find(decides);
    if (found === undefined && !isWhole && bytes.length <= mostRecordBytes) return false;
    this.#separator = found === undefined || found === lineFeed ? (separators[0] ?? comma) : found;
    this.#record.start = first;
    this.#cellStart = first;
    this.#at = first;
    return true;
  }

  #append(chunk: Uint8Array): void {
    const record = this.#record;
    const size = this.#size + chunk.length;
    if (size >= record.bytes.length) {
      const copy = new Uint8Array(2 ** Math.ceil(Math.log2(size + 1)));
      copy.set(record.bytes.subarray(0, this.#size));
      record.bytes = copy;
    }
    record.bytes.set(chunk, this.#size);
    this.#size = size;
  }

  #scan(): void {
    const { bytes } = this.#record;
    const size = this.#size;
    const separator = this.#separator;
    while (this.#at < size && !this.#isDone) {
      if (this.#mode !== plain) {
        this.#scanQuoted(bytes[this.#at] ?? 0);
        continue;
      }
      let at = this.#at;
      let byte = bytes[at];
      while (at < size && byte !== separator && byte !== lineFeed && byte !== quote) {
        at += 1;
        byte = bytes[at];
      }
      this.#at = at + 1;
      if (at === size) this.#at = size;
      else if (byte === separator) this.#endCell(at);
      else if (byte === lineFeed) this.#endLine(at);
      else if (at === this.#cellStart) this.#mode = quoted;
      else this.#stop("CSV_UNREADABLE", "a quote inside a cell", quotesExpected);
    }
  }

  /** One byte of a cell that began with a quote. */
  #scanQuoted(byte: number): void {
    const at = this.#at;
    this.#at += 1;
    if (this.#mode === quoted) {
      if (byte === quote) this.#mode = shut;
      else if (byte === lineFeed) this.#lines += 1;
    } else if (byte === lineFeed) this.#endLine(at);
    else if (this.#mode === shut && byte === quote) this.#mode = quoted;
    else if (this.#mode === shut && byte === this.#separator) this.#endCell(at);
    else if (this.#mode === shut && byte === carriageReturn) this.#mode = ended;
    else this.#stop("CSV_UNREADABLE", "more behind a quote that closes a cell", quotesExpected);
  }

  #endCell(at: number): void {
    const record = this.#record;
    const cell = record.cells;
    if (cell === record.starts.length) {
      record.starts = larger(record.starts);
      record.ends = larger(record.ends);
    }
    if (this.#mode === plain) {
      record.starts[cell] = this.#cellStart;
      record.ends[cell] = at;
    } else {
      record.starts[cell] = this.#cellStart + 1;
      record.ends[cell] = this.#mode === shut ? at - 1 : at - 2;
      this.#mode = plain;
    }
    record.cells = cell + 1;
    this.#cellStart = at + 1;
  }

  #endLine(at: number): void {
    const isPair = at > this.#cellStart && this.#record.bytes[at - 1] === carriageReturn;
    this.#endCell(isPair && this.#mode === plain ? at - 1 : at);
    this.#cellStart = at + 1;
    this.#lines += 1;
    this.#endRecord(isPair ? at - 1 : at);
    this.#record.start = at + 1;
  }

  #endRecord(end: number): void {
    const record = this.#record;
    const length = end - record.start;
    if (length > mostRecordBytes) {
      this.#stopTooLong();
      return;
    }
    record.end = end;
    if (length >= record.cells) this.#listener.onRecord(record);
    record.cells = 0;
    record.line = this.#lines;
  }

  #carryOver(): void {
    const record = this.#record;
    const { start } = record;
    if (this.#size - start > mostRecordBytes) {
      this.#stopTooLong();
      return;
    }
    if (start === 0) return;
    record.bytes.copyWithin(0, start, this.#size);
    for (let cell = 0; cell < record.cells; cell += 1) {
      record.starts[cell] = (record.starts[cell] ?? 0) - start;
      record.ends[cell] = (record.ends[cell] ?? 0) - start;
    }
    this.#size -= start;
    this.#at -= start;
    this.#cellStart -= start;
    record.start = 0;
  }

  #stopTooLong(): void {
    const expected = "a row to end sooner; a quote may not be closed";
    this.#stop("CSV_UNREADABLE", `a row of more than ${mostRecordBytes} bytes`, expected);
  }

  #stop(code: CsvProblem["code"], found: string, expected: string): void {
    this.#isDone = true;
    this.#listener.onProblem({ line: this.#record.line, code, found, expected });
  }
}

const byteOrderMark = [0xef, 0xbb, 0xbf];

const quotesExpected = 'quotes only around a whole cell, and "" for a quote inside it';

function larger(places: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(2 * places.length);
  copy.set(places);
  return copy;
}
