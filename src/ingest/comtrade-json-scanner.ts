/** What is wrong with the file as a whole; nothing is read behind it. */
export type JsonProblem = {
  readonly line: number;
  readonly code: "JSON_UNREADABLE" | "FILE_CUT";
  readonly found: string;
  readonly expected: string;
};

/** Who is told what a scanner finds. */
export type JsonListener = {
  /** One object of the list `data`: its bytes, valid only during the call, and the line on which it begins. */
  readonly onRow: (bytes: Uint8Array, line: number) => void;
  readonly onProblem: (problem: JsonProblem) => void;
  /** The file without the rows, `data` being an empty list: JSON text that is yet to be parsed. */
  readonly onEnvelope: (text: string, line: number) => void;
};

/** Far more than a row, or what stands around the rows, ever has; a quote that is never closed ends here. */
const mostBytes = 1 << 20;

const lineFeed = 10;
const quote = 34;
const comma = 44;
const backslash = 92;

/** Depths: 0 outside, 1 in the object of the file, 2 in `data`, 3 and more in a row. */
const rowsDepth = 2;

/**
 * Cuts the objects out of `{…, "data": [{…}, {…}], …}` while the bytes go by. Only quotes and brackets are looked at;
 * whether an object is JSON shows when it is parsed.
 */
export class JsonScanner {
  readonly #listener: JsonListener;
  #buffer = new Uint8Array(1 << 16);
  #size = 0;
  #at = 0;
  #rowStart = 0;
  #rowLine = 1;
  #line = 1;
  #depth = 0;
  #isInRows = false;
  #isInString = false;
  #isEscaped = false;
  /** What may come next in `data`: a row, a comma, or its end. */
  #next: "row or end" | "row" | "comma or end" = "row or end";
  #envelope: number[] = [];
  #isDone = false;

  constructor(listener: JsonListener) {
    this.#listener = listener;
  }

  push(chunk: Uint8Array): void {
    if (this.#isDone) return;
    this.#append(chunk);
    while (this.#at < this.#size && !this.#isDone) {
      if (this.#isInRows && this.#depth > rowsDepth) {
        this.#scanRow();
        continue;
      }
      const byte = this.#buffer[this.#at] ?? 0;
      this.#at += 1;
      if (byte === lineFeed) this.#line += 1;
      if (this.#isInRows) this.#scanBetweenRows(byte);
      else this.#scanEnvelope(byte);
    }
    this.#carryOver();
  }

  /** The file has ended. */
  end(): void {
    if (this.#isDone) return;
    if (this.#depth > 0 || this.#isInString) {
      this.#stop("FILE_CUT", "a file that ends inside its JSON", "its closing bracket; the end of the file is missing");
      return;
    }
    this.#listener.onEnvelope(new TextDecoder().decode(Uint8Array.from(this.#envelope)), this.#line);
  }

  #scanEnvelope(byte: number): void {
    this.#envelope.push(byte);
    if (this.#envelope.length > mostBytes) {
      this.#stop("JSON_UNREADABLE", "no list 'data'", "an object with the list 'data' near its beginning");
    }
    const isList = byte === openList && !this.#isInString && this.#depth === 1;
    this.#follow(byte);
    if (isList && isNamedData(this.#envelope)) this.#isInRows = true;
  }

  #scanBetweenRows(byte: number): void {
    if (byte === openObject && this.#next !== "comma or end") {
      this.#rowStart = this.#at - 1;
      this.#rowLine = this.#line;
      this.#depth += 1;
    } else if (byte === comma && this.#next === "comma or end") {
      this.#next = "row";
    } else if (byte === closeList && this.#next !== "row") {
      this.#isInRows = false;
      this.#scanEnvelope(byte);
    } else if (byte > 32) {
      const found = `'${String.fromCharCode(byte)}' between the rows`;
      this.#stop("JSON_UNREADABLE", found, "objects with commas between them in 'data'");
    }
  }

  #scanRow(): void {
    const buffer = this.#buffer;
    const size = this.#size;
    while (this.#at < size && this.#depth > rowsDepth) {
      let at = this.#at;
      // Most bytes are letters, digits and commas, which change nothing.
      while (at < size && isDull[buffer[at] ?? 0] === 1 && !this.#isEscaped) at += 1;
      this.#at = at;
      if (at === size) return;
      const byte = buffer[at] ?? 0;
      this.#at = at + 1;
      if (byte === lineFeed) this.#line += 1;
      this.#follow(byte);
    }
    if (this.#depth > rowsDepth) return;
    this.#next = "comma or end";
    if (this.#at - this.#rowStart > mostBytes) this.#stopTooLong();
    else this.#listener.onRow(this.#buffer.subarray(this.#rowStart, this.#at), this.#rowLine);
  }

  #follow(byte: number): void {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === backslash) this.#isEscaped = true;
      else if (byte === quote) this.#isInString = false;
    } else if (byte === quote) this.#isInString = true;
    else if (byte === openObject || byte === openList) this.#depth += 1;
    else if (byte === closeObject || byte === closeList) this.#depth -= 1;
  }

  #append(chunk: Uint8Array): void {
    const size = this.#size + chunk.length;
    if (size > this.#buffer.length) {
      const larger = new Uint8Array(2 ** Math.ceil(Math.log2(size)));
      larger.set(this.#buffer.subarray(0, this.#size));
      this.#buffer = larger;
    }
    this.#buffer.set(chunk, this.#size);
    this.#size = size;
  }

  /** Keep the beginning of a row that is not whole yet. */
  #carryOver(): void {
    const isInRow = this.#isInRows && this.#depth > rowsDepth;
    const start = isInRow ? this.#rowStart : this.#size;
    this.#buffer.copyWithin(0, start, this.#size);
    this.#size -= start;
    this.#at -= start;
    this.#rowStart = 0;
    if (this.#size > mostBytes && !this.#isDone) this.#stopTooLong();
  }

  #stopTooLong(): void {
    const expected = "a row to end sooner; a quote or a bracket may not be closed";
    this.#stop("JSON_UNREADABLE", `a row of more than ${mostBytes} bytes`, expected, this.#rowLine);
  }

  #stop(code: JsonProblem["code"], found: string, expected: string, line = this.#line): void {
    this.#isDone = true;
    this.#listener.onProblem({ line, code, found, expected });
  }
}

const openObject = 123;
const closeObject = 125;
const openList = 91;
const closeList = 93;

/** 1 for every byte that neither opens nor closes anything nor ends a line. */
const isDull = new Uint8Array(256).fill(1);
for (const byte of [lineFeed, quote, backslash, openObject, closeObject, openList, closeList]) isDull[byte] = 0;

function isNamedData(envelope: readonly number[]): boolean {
  return /"data"\s*:\s*\[$/.test(String.fromCharCode(...envelope.slice(-100)));
}
