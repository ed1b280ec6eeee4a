import { JsonScanner } from "./comtrade-json-scanner.ts";
import { type ComtradeCells, type ComtradeOptions, ComtradeRows, comtradeColumns } from "./comtrade-row.ts";
import type { CsvRecord } from "./csv-scanner.ts";
import { FlowBuilder } from "./flow-builder.ts";
import { type FlowReader, makeFlowReader } from "./flow-reader.ts";

/** Reads UN Comtrade as JSON, `{"count": 2, "data": [{…}, {…}], "error": ""}`, as its API answers. */
export function comtradeJsonReader(file: string, options: ComtradeOptions = {}): FlowReader {
  const builder = new FlowBuilder(file);
  const rows = new ComtradeRows(builder, options);
  let met = 0;
  const scanner = new JsonScanner({
    onRow: (bytes, line) => {
      if (builder.isBroken) return;
      met += 1;
      const row = readRow(builder, bytes, line, met === 1);
      if (row !== undefined) rows.add(recordOf(row, bytes, line), cells);
    },
    onProblem: ({ line, code, found, expected }) => builder.breakOff(line, code, { found, expected }),
    onEnvelope: (text, line) => {
      if (!builder.isBroken) readEnvelope(builder, text, line, met);
    },
  });
  const end = () => {
    scanner.end();
    if (!builder.isBroken) rows.end();
  };
  const push = (bytes: Uint8Array) => scanner.push(bytes);
  return makeFlowReader(() => ({ side: rows.side, currency: "USD" }), builder, { push, end });
}

type Row = Readonly<Record<string, unknown>>;

/** Where the cells stand that a row is turned into, so that JSON and CSV are read by the same code from there on. */
const cells: ComtradeCells = {
  period: 0,
  reporterCode: 1,
  flowCode: 2,
  partnerCode: 3,
  partner2Code: 4,
  cmdCode: 5,
  customsCode: 6,
  motCode: 7,
  netWgt: 8,
  primaryValue: 9,
  isNetWgtEstimated: 10,
};

const columns = Object.keys(cells);

/** No code and no number is longer; what is longer is at fault in any case. */
const mostCharacters = 300;

/** The object of one row; undefined when it is told. A key that the first row lacks has another name in the whole file. */
function readRow(builder: FlowBuilder, bytes: Uint8Array, line: number, isFirst: boolean): Row | undefined {
  const row = parseRow(builder, bytes, line);
  const missing = comtradeColumns.required.filter((column) => row !== undefined && !Object.hasOwn(row, column));
  const expected = `rows with ${comtradeColumns.required.join(", ")}`;
  for (const found of missing) {
    if (isFirst) builder.breakOff(line, "KEY_MISSING", { found, expected });
    else builder.tell(line, "KEY_MISSING", { found, expected });
  }
  if (row !== undefined && missing.length === 0) return row;
  if (!builder.isBroken) builder.reject(line, lenient.decode(bytes));
  return undefined;
}

function parseRow(builder: FlowBuilder, bytes: Uint8Array, line: number): Row | undefined {
  let text: string;
  try {
    text = strict.decode(bytes);
  } catch {
    builder.tell(line, "TEXT_NOT_UTF8", { expected: "UTF-8" });
    return undefined;
  }
  try {
    const row: unknown = JSON.parse(text);
    if (isObject(row)) return row;
  } catch {
    // The engine's own words differ from version to version.
  }
  builder.tell(line, "JSON_UNREADABLE", { found: text.slice(0, mostCharacters), expected: "an object" });
  return undefined;
}

const scratch = {
  line: 0,
  bytes: new Uint8Array(1 << 16),
  start: 0,
  end: 0,
  cells: columns.length,
  starts: new Int32Array(columns.length),
  ends: new Int32Array(columns.length),
  isCut: false,
};

/** The needed cells of a row and behind them its own bytes, as the record that a line of CSV would be. */
function recordOf(row: Row, bytes: Uint8Array, line: number): CsvRecord {
  const most = columns.length * mostCharacters * 3 + bytes.length;
  if (most > scratch.bytes.length) scratch.bytes = new Uint8Array(2 * most);
  let at = 0;
  for (const [cell, column] of columns.entries()) {
    scratch.starts[cell] = at;
    at += encoder.encodeInto(cellText(row[column]), scratch.bytes.subarray(at)).written;
    scratch.ends[cell] = at;
  }
  scratch.bytes.set(bytes, at);
  scratch.line = line;
  scratch.start = at;
  scratch.end = at + bytes.length;
  return scratch;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > mostCharacters ? text.slice(0, mostCharacters) : text;
}

/** What stands around the rows: the answer may be an error, or may say that there were more rows. */
function readEnvelope(builder: FlowBuilder, text: string, line: number, rows: number): void {
  let envelope: unknown;
  try {
    envelope = JSON.parse(text);
  } catch {
    const found = text.trim() === "" ? "an empty file" : text.trim().slice(0, mostCharacters);
    builder.breakOff(line, "JSON_UNREADABLE", { found, expected: jsonExpected });
    return;
  }
  const { data, error, count }: Row = isObject(envelope) ? envelope : {};
  if (typeof error === "string" && error !== "") {
    builder.breakOff(line, "FILE_UNREADABLE", { found: `an answer that says '${error}'`, expected: "rows of trade" });
  } else if (!Array.isArray(data)) {
    builder.breakOff(line, "KEY_MISSING", { found: "data", expected: jsonExpected });
  } else if (typeof count === "number" && count > rows) {
    builder.breakOff(line, "FILE_CUT", { found: `${rows} rows`, expected: `the ${count} that 'count' says` });
  }
}

const jsonExpected = "an object with the list 'data'";

const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder();
const encoder = new TextEncoder();

function isObject(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
