import { type Fault, type FaultCode, type FaultDetails, makeFault } from "../model/fault.ts";
import { type FlowBatch, type FlowCounts, type FlowNames, flowFlags } from "../model/flow.ts";
import type { Reject } from "./flow-reader.ts";

/** One good row; countries and code are positions in the builder's names, amounts are whole grams and thousandths. */
export type FlowRow = {
  readonly period: number;
  readonly exporter: number;
  readonly importer: number;
  readonly code: number;
  readonly value: number;
  readonly quantity: number;
};

/** Nobody reads more faults than this; the bad rows beyond them are still counted. */
const mostFaults = 10_000;

/**
 * Collects what the reader of a file finds: good rows column by column, names once each, faults, rejected rows, counts.
 * A row is read cell by cell; whatever is wrong with a cell is told, and the row is then rejected as a whole.
 */
export class FlowBuilder {
  readonly names: FlowNames;
  readonly faults: readonly Fault[];
  /** Flags of the row being read; adding or rejecting the row sets them back. */
  flags = 0;

  readonly #file: string;
  readonly #faults: Fault[] = [];
  readonly #countries = new NameTable(1000);
  readonly #codes = new NameTable(1_000_000, 6);
  readonly #filtered = new Map<string, number>();
  readonly #flagged = new Float64Array(Object.keys(flowFlags).length);
  #columns = makeColumns(1 << 12);
  #rows = 0;
  #good = 0;
  #bad = 0;
  #isBroken = false;
  #rejects: Reject[] = [];
  /** The first fault of the row being read. */
  #rowFault: Fault | undefined;

  constructor(file: string) {
    this.#file = file;
    this.faults = this.#faults;
    this.names = { countries: this.#countries.names, codes: this.#codes.names };
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** The position of a country by its number, 0 to 999: the numeric code of BACI and of UN Comtrade. */
  countryOfNumber(number: number): number {
    return this.#countries.positionOfNumber(number);
  }

  /** The position of a country by its code as text, such as the two letters of ISO 3166; digits lose zeros in front. */
  countryOf(text: string): number {
    return this.#countries.positionOf(text);
  }

  /** The position of an HS code by its six digits read as a number; its text has the zeros in front. */
  codeOfNumber(number: number): number {
    return this.#codes.positionOfNumber(number);
  }

  /** Tell a fault of the row being read. */
  tell(line: number, code: FaultCode, details: FaultDetails): void {
    const isFull = this.#faults.length >= mostFaults;
    if (isFull && this.#rowFault !== undefined) return;
    const fault = makeFault(code, shorten(details), this.#file, line);
    this.#rowFault ??= fault;
    if (!isFull) this.#faults.push(fault);
  }

  /** Tell a fault of the file as a whole: the caller must not use what was read. */
  breakOff(line: number, code: FaultCode, details: FaultDetails): void {
    this.#isBroken = true;
    const fault = makeFault(code, shorten(details), this.#file, line);
    if (this.#faults.length < mostFaults) this.#faults.push(fault);
    else this.#faults[mostFaults - 1] = fault;
  }

  /** Leave the row out by a rule of the format. */
  filter(rule: string, rows = 1): void {
    this.#filtered.set(rule, (this.#filtered.get(rule) ?? 0) + rows);
    this.#rowFault = undefined;
    this.flags = 0;
  }

  /** Leave the row out because of the faults that were told since the last row. */
  reject(line: number, text: string): void {
    const { code, message } = this.#rowFault ?? makeFault("INTERNAL", { found: "a row was rejected without a fault" });
    this.#rejects.push({ line, code, message, text });
    this.#bad += 1;
    this.#rowFault = undefined;
    this.flags = 0;
  }

  add(row: FlowRow): void {
    const at = this.#rows;
    let columns = this.#columns;
    if (at === columns.capacity) {
      columns = grown(columns);
      this.#columns = columns;
    }
    columns.period[at] = row.period;
    columns.exporter[at] = row.exporter;
    columns.importer[at] = row.importer;
    columns.code[at] = row.code;
    columns.flags[at] = this.flags;
    // A BigInt for each amount would cost more than all the rest; its two halves are written as 32-bit integers.
    columns.valueHalves[2 * at + lowHalf] = row.value >>> 0;
    columns.valueHalves[2 * at + 1 - lowHalf] = row.value / 0x1_0000_0000;
    columns.quantityHalves[2 * at + lowHalf] = row.quantity >>> 0;
    columns.quantityHalves[2 * at + 1 - lowHalf] = row.quantity / 0x1_0000_0000;
    this.#rows = at + 1;
    this.#good += 1;
    if (this.flags !== 0) this.#countFlags();
  }

  take(): FlowBatch | undefined {
    if (this.#rows === 0) return undefined;
    const { period, exporter, importer, code, value, quantity, flags } = this.#columns;
    const batch = { rows: this.#rows, period, exporter, importer, code, value, quantity, flags };
    this.#rows = 0;
    return batch;
  }

  takeRejects(): Reject[] {
    const rejects = this.#rejects;
    this.#rejects = [];
    return rejects;
  }

  counts(): FlowCounts {
    const [quantityMissing = 0, valueMissing = 0, rounded = 0, estimated = 0] = this.#flagged;
    return {
      good: this.#good,
      bad: this.#bad,
      filtered: Object.fromEntries(this.#filtered),
      flagged: { quantityMissing, valueMissing, rounded, estimated },
    };
  }

  #countFlags(): void {
    for (let bit = 0; bit < this.#flagged.length; bit += 1) {
      if ((this.flags & (1 << bit)) !== 0) this.#flagged[bit] = (this.#flagged[bit] ?? 0) + 1;
    }
    this.flags = 0;
  }
}

/** Names, each kept once in the order in which they are met; those that are numbers are found without making text. */
class NameTable {
  readonly names: string[] = [];
  readonly #width: number;
  readonly #texts = new Map<string, number>();
  /** One more than the position, so that 0 is a number not met yet. */
  readonly #positions: Int32Array;

  constructor(numbers: number, width = 1) {
    this.#width = width;
    this.#positions = new Int32Array(numbers);
  }

  positionOfNumber(number: number): number {
    const position = this.#positions[number] ?? 0;
    return position > 0 ? position - 1 : this.#addNumber(number);
  }

  positionOf(text: string): number {
    if (/^[0-9]{1,6}$/.test(text)) return this.positionOfNumber(Number(text));
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.names.length);
    return this.names.push(text) - 1;
  }

  #addNumber(number: number): number {
    this.names.push(String(number).padStart(this.#width, "0"));
    this.#positions[number] = this.names.length;
    return this.names.length - 1;
  }
}

const lowHalf = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

type Columns = ReturnType<typeof makeColumns>;

function makeColumns(capacity: number) {
  const value = new BigInt64Array(capacity);
  const quantity = new BigInt64Array(capacity);
  return {
    capacity,
    period: new Int32Array(capacity),
    exporter: new Int32Array(capacity),
    importer: new Int32Array(capacity),
    code: new Int32Array(capacity),
    value,
    quantity,
    flags: new Uint8Array(capacity),
    valueHalves: new Uint32Array(value.buffer),
    quantityHalves: new Uint32Array(quantity.buffer),
  };
}

function grown(columns: Columns): Columns {
  const larger = makeColumns(2 * columns.capacity);
  larger.period.set(columns.period);
  larger.exporter.set(columns.exporter);
  larger.importer.set(columns.importer);
  larger.code.set(columns.code);
  larger.value.set(columns.value);
  larger.quantity.set(columns.quantity);
  larger.flags.set(columns.flags);
  return larger;
}

/** A message shows what was found, but never a whole page of it. */
function shorten(details: FaultDetails): FaultDetails {
  const short: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details)) {
    short[name] = typeof value === "string" && value.length > 300 ? `${value.slice(0, 300)}…` : value;
  }
  return short;
}
