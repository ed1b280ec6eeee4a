import { type Fault, type FaultCode, type FaultDetails, makeFault } from "../model/fault.ts";

/** The file being read, and the faults found so far in the whole book. */
export type Reading = { readonly file: string; readonly faults: Fault[] };

/** Nobody reads more faults than this, and a file of nothing but faults must not fill the memory. */
const mostFaults = 10_000;

/** Whether no more faults are noted, so that reading on is of no use: the book is refused in any case. */
export function isFull({ faults }: Reading): boolean {
  return faults.length >= mostFaults;
}

/** Note a fault of the file being read; reading goes on, so that one pass tells every fault. */
export function tell(reading: Reading, line: number, code: FaultCode, details: FaultDetails): void {
  if (isFull(reading)) return;
  tellFault(reading, makeFault(code, shorten(details), reading.file, line));
}

/** Note a fault that is already made. */
export function tellFault(reading: Reading, fault: Fault): void {
  if (!isFull(reading)) reading.faults.push(fault);
}

/** A message shows what was found, but never a whole page of it. */
function shorten(details: FaultDetails): FaultDetails {
  const short: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(details)) {
    short[name] = typeof value === "string" && value.length > 300 ? `${value.slice(0, 300)}…` : value;
  }
  return short;
}
