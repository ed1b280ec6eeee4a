/** Details that a fault's message is made of; every value is shown as it was found. */
export type FaultDetails = Readonly<Record<string, string | number>>;

/** One fault of the input: a stable code, where it is, and what was found against what was expected. */
export type Fault = {
  readonly code: FaultCode;
  /** Path inside the book, or the path the user gave. */
  readonly file: string;
  /** Counted from 1; 0 when the fault belongs to the file as a whole. */
  readonly line: number;
  readonly message: string;
};

/**
 * The catalogue of errors. `message` is filled from named details; `exit` is the exit code of a command that ends with
 * it: 1 the input is at fault, 2 the command line is, 3 the output could not be written, 4 a fault of our own.
 */
export const faultCatalogue = {
  FILE_MISSING: { exit: 1, message: "{file} is missing, expected {expected}" },
  PERIOD_UNREADABLE: { exit: 1, message: "got period '{found}', expected {expected}" },
  UNIT_UNKNOWN: { exit: 1, message: "got unit '{found}', expected {expected}" },
  UNIT_MISMATCH: { exit: 1, message: "got unit '{found}', expected one that converts to '{expected}'" },
  USAGE: { exit: 2, message: "{found}; expected {expected}" },
  INTERNAL: { exit: 4, message: "{found}; this is a fault of Lodebook, expected never to happen" },
} as const satisfies Record<string, { exit: 1 | 2 | 3 | 4; message: string }>;

/** A stable code out of the catalogue. */
export type FaultCode = keyof typeof faultCatalogue;

/**
 * Make a fault from its code and details.
 *
 * @example
 * makeFault("UNIT_UNKNOWN", { found: "stone", expected: "t" }, "claims/a.csv", 3).message // => "got unit 'stone', expected t"
 */
export function makeFault(code: FaultCode, details: FaultDetails, file = "", line = 0): Fault {
  const message = faultCatalogue[code].message.replace(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));
  return { code, file, line, message };
}

/**
 * The line that a person reads: `file:line: CODE: message`; without a place only code and message.
 *
 * @example
 * renderFault({ code: "USAGE", file: "a.csv", line: 2, message: "got x" }) // => "a.csv:2: USAGE: got x"
 */
export function renderFault(fault: Fault): string {
  const place = fault.file === "" ? "" : `${fault.file}:${fault.line}: `;
  return `${place}${fault.code}: ${fault.message}`;
}

/** One or more faults that end a command; thrown by `parse…` and `get…`. */
export class LodebookError extends Error {
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    super(faults.map(renderFault).join("\n"));
    this.name = "LodebookError";
    this.faults = faults;
  }
}

/**
 * An error of one fault, ready to throw.
 *
 * @example
 * lodebookError("UNIT_UNKNOWN", { found: "stone", expected: "t" }).faults.length // => 1
 */
export function lodebookError(code: FaultCode, details: FaultDetails, file = "", line = 0): LodebookError {
  return new LodebookError([makeFault(code, details, file, line)]);
}
