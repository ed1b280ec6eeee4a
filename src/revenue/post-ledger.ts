import { type Fault, LodebookError, makeFault } from "../model/fault.ts";
import type { Money } from "../model/money.ts";
import type { Adjustment, LevyRate, Register } from "../model/register.ts";
import { type Assessment, levyOf } from "./assess.ts";
import { assessRegister } from "./assess-register.ts";
import { auditLedger } from "./audit-ledger.ts";
import { makeExchangeTable } from "./convert-money.ts";
import { type LedgerEvent, ledgerEvents } from "./ledger-events.ts";
import { type OpenBooks, openBooks } from "./open-books.ts";
import { correctLevy, openLevy, pendLevy, voidPermit } from "./post-levy.ts";
import { arriveAtBank, openReceipt, receive, takeBack } from "./post-receipt.ts";
import type { RevenueLedger } from "./revenue-ledger.ts";

/**
 * Write a register, which was checked, into a ledger: from each levy to its receipt and on to the bank.
 *
 * - An assessment makes a levy pending: `receivable:PERMIT` to `revenue:STREAM`.
 * - A receipt posts as much of it as was paid and makes the money pending on its way from `office` to `bank`; what no levy was
 *   pending for goes to `unmatched:STREAM`.
 * - A bank entry posts that.
 * - An upheld objection cancels the permit and voids all that is pending on its levies in one transaction.
 * - A correction adds entries with its reason; nothing that stands is changed.
 *
 * The order is that of `ledgerEvents`. What cannot be posted is told in `faults`, and all else is posted; in the end the ledger is
 * audited from its entries. Where an account would hold 2^63 minor units, the row that brings it there is told with AMOUNT_TOO_LARGE, and
 * nothing behind it is posted.
 *
 * @example
 * postLedger({ terms: { levels: [], exchangeDays: 0 }, permits: [], objections: [], levies: [], consignments: [], receipts: [], bankEntries: [], adjustments: [], exchangeRates: [] }).ledger.count // => 0
 */
export function postLedger(register: Register): RevenueLedger {
  const assessments = assessRegister(register);
  const exchange = makeExchangeTable(register.exchangeRates, register.terms.exchangeDays);
  const books = openBooks({ exchange, assessments });
  const byConsignment = new Map(assessments.map((assessment) => [assessment.consignment.id, assessment]));
  for (const event of ledgerEvents(register)) {
    const reason = event.kind === "correction" ? event.row.reason : "";
    books.ledger.begin({ date: event.date, kind: event.kind, source: event.id, reason });
    const overflow = overflowOf(() => post(books, event, byConsignment), event.row);
    if (overflow === undefined) continue;
    // Half of the event may stand, so that nothing after it, nor an audit, would say anything.
    const { ledger, receipts, unreceipted, faults } = books;
    return {
      ledger,
      assessments,
      levies: [...books.levies.values()].flat(),
      receipts,
      unreceipted,
      faults: [...faults, overflow],
    };
  }
  const { ledger, receipts, unreceipted } = books;
  const faults = [...books.faults, ...auditLedger(ledger).faults];
  return { ledger, assessments, levies: [...books.levies.values()].flat(), receipts, unreceipted, faults };
}

/** Run a step; the fault of the row that it posts if an account becomes too large for it. */
function overflowOf(step: () => void, { file, line }: LedgerEvent["row"]): Fault | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    const [fault] = error instanceof LodebookError ? error.faults : [];
    if (fault?.code !== "AMOUNT_TOO_LARGE") throw error;
    return { ...fault, file, line };
  }
}

function post(books: OpenBooks, event: LedgerEvent, byConsignment: ReadonlyMap<string, Assessment>): void {
  switch (event.kind) {
    case "assessment":
      postAssessment(books, byConsignment.get(event.id));
      break;
    case "receipt":
      receive(books, openReceipt(books, event.row), event.row.amount.minorUnits);
      break;
    case "bank":
      arriveAtBank(books, books.receipts.get(event.row.receipt), event.row);
      break;
    case "correction":
      postCorrection(books, event.row, byConsignment);
      break;
    case "void":
      voidPermit(books, event.row.permit, event.date);
      break;
  }
}

function postAssessment(books: OpenBooks, assessment: Assessment | undefined): void {
  if (assessment?.outcome !== "due") return;
  const { consignment, permit } = assessment;
  for (const assessed of assessment.levies) {
    if (assessed.outcome === "no-rate") continue;
    const { stream, rate } = assessed;
    if (assessed.outcome === "no-base") {
      // A levy by mass waits at nothing until a correction brings the mass.
      if (rate.base === "mass")
        openLevy(books, { consignment, permit, stream, rate, currency: rate.perTonne.currency });
      continue;
    }
    const { minorUnits, currency } = assessed.amount;
    if (minorUnits > mostMinorUnits) {
      const found = `a levy of ${minorUnits} minor units`;
      const { file, line } = consignment;
      books.faults.push(makeFault("AMOUNT_TOO_LARGE", { found, expected: "less than 2^63" }, file, line));
      continue;
    }
    const levy = openLevy(books, { consignment, permit, stream, rate, currency });
    levy.assessed = minorUnits;
    pendLevy(books, levy, minorUnits);
  }
}

const mostMinorUnits = 2n ** 63n - 1n;

function postCorrection(
  books: OpenBooks,
  adjustment: Adjustment,
  byConsignment: ReadonlyMap<string, Assessment>,
): void {
  const { target, change } = adjustment;
  if (target.kind === "receipt") {
    if ("money" in change) correctReceipt(books, adjustment, change.money.minorUnits);
    return;
  }
  const assessment = byConsignment.get(target.id);
  if (assessment === undefined) return;
  if ("massGrams" in change) correctMass(books, adjustment, change.massGrams);
  else correctMoney(books, adjustment, { assessment, money: change.money });
}

function correctReceipt(books: OpenBooks, adjustment: Adjustment, change: bigint): void {
  const position = books.receipts.get(adjustment.target.id);
  if (position === undefined) return;
  if (change >= 0n) receive(books, position, change);
  else if (!takeBack(books, position, -change)) refuse(books, adjustment, `the receipt's ${position.amount}`);
}

/** Assess the levies by mass anew, each at its own rate. */
function correctMass(books: OpenBooks, adjustment: Adjustment, change: bigint): void {
  for (const levy of books.levies.get(adjustment.target.id) ?? []) {
    const { rate } = levy;
    if (rate?.base !== "mass") continue;
    const before = levy.massGrams ?? 0n;
    if (before + change < 0n) {
      refuse(books, adjustment, `the ${before} grams that there are`);
      return;
    }
    const difference = levyByMass(rate, before + change) - levyByMass(rate, before);
    if (correctLevy(books, levy, difference)) levy.massGrams = before + change;
    else refuse(books, adjustment, "the levy that there is");
  }
}

function levyByMass(rate: LevyRate, massGrams: bigint): bigint {
  const levy = levyOf(rate, { massGrams, value: "not-applicable" });
  return typeof levy === "string" ? 0n : levy.minorUnits;
}

function correctMoney(
  books: OpenBooks,
  adjustment: Adjustment,
  { assessment, money }: { readonly assessment: Assessment; readonly money: Money },
): void {
  const { consignment, permit } = assessment;
  const { stream, target, file, line } = adjustment;
  const known = books.levies.get(target.id)?.find((levy) => levy.stream === stream);
  const levy = known ?? openLevy(books, { consignment, permit, stream, rate: undefined, currency: money.currency });
  if (levy.currency.code !== money.currency.code) {
    const details = { found: money.currency.code, expected: `${levy.currency.code}, as the levy` };
    books.faults.push(makeFault("CURRENCY_MIXED", details, file, line));
  } else if (!correctLevy(books, levy, money.minorUnits)) refuse(books, adjustment, "the levy that there is");
}

function refuse({ faults }: OpenBooks, { change, file, line }: Adjustment, most: string): void {
  const found = "money" in change ? `${change.money.minorUnits} minor units` : `${change.massGrams} grams`;
  faults.push(makeFault("CORRECTION_TOO_LARGE", { found, expected: `at most ${most}` }, file, line));
}
